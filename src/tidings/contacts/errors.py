"""What can go wrong with contacts."""

from collections.abc import Iterable
from uuid import UUID

from tidings.kernel.errors import Busy, Conflict, Invalid, NotFound, TidingsError


def no_contact(contact_id: UUID) -> NotFound:
    """There is no such contact."""
    return NotFound("contact_not_found", f"There is no contact {contact_id}.", fix="Look at GET /contacts.")


def no_device(device_id: UUID) -> NotFound:
    """There is no such device of this contact."""
    return NotFound("device_not_found", f"The contact has no device {device_id}.", fix="Look at GET /contacts/{id}/devices.")


def no_import(import_id: UUID) -> NotFound:
    """There is no such import."""
    return NotFound("import_not_found", f"There is no import {import_id}.", fix="Look at GET /imports.")


def external_id_taken(external_id: str) -> Conflict:
    """Another contact has this external id."""
    return Conflict("external_id_taken", f"Another contact has the external id {external_id!r}.", field="external_id", fix="Update that contact.")


def import_elsewhere() -> Busy:
    """Another process works on the import."""
    return Busy("import_elsewhere", "Another process works on this import.", fix="Look at its progress with GET /imports/{id}.")


def import_over(status: str) -> Conflict:
    """Say that the import has ended, so what was asked of it can't be done."""
    return Conflict("import_over", f"This import is {status}.", fix="Start a new one: rows that are already there change nothing.")


def import_runs() -> Conflict:
    """Say that an import that runs can't be undone."""
    return Conflict("import_runs", "This import is still under way.", fix="Stop it first: POST /imports/{id}/cancel.")


def import_unended() -> Conflict:
    """Say that nothing has come of an import yet that somebody could have seen."""
    return Conflict("import_runs", "This import is still under way.", fix="Wait until it has ended.")


def nothing_to_undo() -> Conflict:
    """Say that an import changed nothing that could be taken back, or was undone."""
    return Conflict("nothing_to_undo", "There is nothing of this import that could be undone.", fix="Look at what it did with GET /imports/{id}.")


def undo_too_late(days: int) -> Conflict:
    """Say that it is not kept any more what an import changed."""
    message = f"What an import changed is kept for {days} days, and this one ended before."
    return Conflict("undo_too_late", message, fix="Import a corrected file, or erase the people whom it brought.")


def database_lost() -> Busy:
    """Say that the database went away during an import."""
    return Busy("database_unreachable", "The database has gone away.", fix="Start the import again when it is back: it goes on where it stopped.")


def no_column(field: str, titles: Iterable[str]) -> Invalid:
    """Say that no column of a file is the field."""
    message = f"No column was found that is the field {field}, among: {', '.join(titles)}."
    return Invalid("no_column", message, field="mapping", fix="Name it in the mapping.")


def same_contact() -> Invalid:
    """Say that a contact can't be merged with itself."""
    return Invalid("same_contact", "These are one contact already.", field="other", fix="Name another contact: see GET /contacts/duplicates.")


def contact_merged(contact_id: UUID, into: UUID) -> NotFound:
    """Say that the contact became a part of another."""
    return NotFound("contact_merged", f"The contact {contact_id} was merged into {into}.", fix=f"Ask for {into}, or undo the merge.")


def no_merge(merge_id: UUID) -> NotFound:
    """There is no such merge."""
    return NotFound("merge_not_found", f"There is no merge {merge_id}.", fix="Look at GET /contacts/{id}/merges.")


def merge_undone() -> Conflict:
    """Say that the merge was undone already."""
    return Conflict("merge_undone", "This merge was undone already.", fix="Nothing: both contacts are there.")


def merged_since() -> Conflict:
    """Say that the contact that was kept is not there any more."""
    message = "The contact that was kept is a part of another since, or was erased."
    return Conflict("merged_since", message, fix="Undo the later merge first: look at GET /contacts/{id}/merges.")


def too_many_events(most: int) -> Invalid:
    """Say that a batch of events is too long."""
    return Invalid("too_many_events", f"There are more than {most} events.", field="events", fix="Send them in several requests.")


def months_in_use() -> Busy:
    """Say that tables of events are in use, so that no month can be added to them now."""
    return Busy("events_in_use", "Events of that month can't be taken at this moment.", fix="Send the same again in a minute.")


def not_confirmed() -> Invalid:
    """Say that an erasure names another contact for its confirmation."""
    return Invalid(
        "not_confirmed", "The confirmation is not this contact's id.", field="confirm", fix="Send confirm=<the contact's id>; this can't be undone."
    )


def no_mapping(mapping_id: UUID) -> NotFound:
    """Say that no such mapping is remembered."""
    return NotFound("mapping_not_found", f"There is no mapping {mapping_id}.", fix="Look at GET /imports/mappings.")


def values_contradict(name: str, contacts: int) -> Conflict:
    """Say that contacts have values that a definition would not allow."""
    message = f"{contacts} contacts have a value of {name!r} that does not fit."
    return Conflict("values_contradict", message, field="type", fix="Change their values first: GET /contacts/export has them.")


def not_declared(name: str) -> NotFound:
    """Say that an attribute is not declared."""
    return NotFound("attribute_not_declared", f"The attribute {name!r} is not declared.", fix="Look at GET /attributes.")


def no_schedule(schedule_id: UUID) -> NotFound:
    """There is no such schedule."""
    return NotFound("schedule_not_found", f"There is no import schedule {schedule_id}.", fix="Look at GET /imports/schedules.")


def schedule_named(name: str) -> Conflict:
    """Another schedule has this name."""
    return Conflict("schedule_name_taken", f"There is an import schedule named {name!r} already.", field="name", fix="Give another name.")


def source_invalid(reason: str, fix: str) -> Invalid:
    """Say why nothing can be fetched from there."""
    return Invalid("source_invalid", reason, field="source", fix=fix)


def consent_key_ended() -> Conflict:
    """Say that the key that attested the consent of a schedule works no more."""
    return Conflict(
        "consent_key_ended",
        "The key whose attested consent goes with this import was revoked or has expired. Nothing was imported, and the schedule is paused.",
        fix="Remove this schedule and add it again with a key that works.",
    )


def run_failed() -> TidingsError:
    """Say that a run ended in an error that nobody foresaw; its details are in the log, since they may quote the file."""
    return TidingsError("run_failed", "An unexpected error; see the log.", fix="Have the operator look for schedule_run_failed in the worker's log.")


def source_failed(reason: str, fix: str) -> Invalid:
    """Say why nothing was fetched this time."""
    return Invalid("source_failed", reason, field="source", fix=fix)
