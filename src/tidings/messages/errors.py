"""What can go wrong with messages."""

from uuid import UUID

from tidings.kernel.errors import Conflict, Forbidden, NotFound


def no_such_source(source_id: UUID) -> NotFound:
    """Say that there is no such source in the ledger."""
    return NotFound("source_unknown", f"Nothing in the ledger is called {source_id}.", field="source_id", fix="Check the id.")


def no_such_message() -> NotFound:
    """Say that this contact is not in the source."""
    return NotFound("message_unknown", "This contact has no message here.", field="contact_id", fix="Check the contact and the campaign.")


def closed_source(source_id: UUID) -> Conflict:
    """Say that nothing can be added to a source that has ended."""
    return Conflict("source_closed", f"{source_id} has ended: nothing can be added.", field="source_id", fix="Copy it and add people there.")


def not_on_allow_list() -> Forbidden:
    """Say that tests go to listed addresses only."""
    return Forbidden(
        "not_on_allow_list", "Test messages go to addresses on the allow-list only.", field="to", fix="Add your own number by POST /allow-list."
    )


def no_room_today() -> Conflict:
    """Say that the tier is used up."""
    return Conflict("no_room_today", "The WhatsApp limit for new people is used up for now.", field="to", fix="Try again when the limit has room.")
