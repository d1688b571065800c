"""What can go wrong with contacts."""

from uuid import UUID

from tidings.kernel.errors import Busy, Conflict, NotFound


def no_contact(contact_id: UUID) -> NotFound:
    """There is no such contact."""
    return NotFound("contact_not_found", f"There is no contact {contact_id}.", fix="Look at GET /contacts.")


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
