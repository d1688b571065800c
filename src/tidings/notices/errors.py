"""What can go wrong with notices."""

from collections.abc import Sequence
from uuid import UUID

from tidings.kernel.errors import Conflict, Invalid, NotFound

KIND_UNKNOWN = "notice_kind_unknown"
_MOST_NAMES, _LONGEST_NAME = 8, 60


def no_kind(key: str) -> NotFound:
    """Say that there is no such kind, or that it is archived."""
    return NotFound(KIND_UNKNOWN, f"There is no kind of notice called {key}.", field="kind", fix="See GET /notices/kinds.")


def no_notice(notice_id: UUID) -> NotFound:
    """Say that there is no such notice."""
    return NotFound("notice_unknown", f"There is no notice {notice_id}.", field="notice_id", fix="Check the id.")


def no_person() -> NotFound:
    """Say that nobody was named who is stored."""
    return NotFound("contact_unknown", "There is no such contact.", field="contact_id", fix="Check the id; after a merge, name the one who stayed.")


def one_target() -> Invalid:
    """Say that a notice goes to one person, named one way."""
    return Invalid("target_unclear", "A notice goes to one person.", field="contact_id", fix="Give contact_id or address, and not both.")


def key_of_another() -> Conflict:
    """Say that a key names a notice to somebody else."""
    fix = "Make keys of what they are about and for whom, as ticket-118-ready."
    return Conflict("key_taken", "This key names a notice to somebody else; this one was not sent.", field="key", fix=fix)


def key_of_something_else(differs: Sequence[str]) -> Conflict:
    """Say that a key names a notice to the same person that something else was asked of, by the names of what differs."""
    told = ", ".join(each[:_LONGEST_NAME] for each in differs[:_MOST_NAMES]) + (", ..." if len(differs) > _MOST_NAMES else "")
    message = f"This key names a notice that was asked for otherwise; this one was not sent. What differs: {told}."
    return Conflict("key_reused", message, field="key", fix="Give what is to be said anew a key of its own, and repeat a request as it was.")


def unknown_email() -> NotFound:
    """Say that an email is nobody's."""
    return NotFound("address_unknown", "No contact has this email.", field="address", fix="Create the contact first, or name a phone number.")


def unreadable(code: str, message: str, fix: str) -> Invalid:
    """Say that a phone number can't be read."""
    return Invalid(code, message, field="address", fix=fix)


def data_too_large(most: int) -> Invalid:
    """Say that a notice brings too much."""
    return Invalid("data_too_large", f"It has more than {most} bytes as JSON.", field="data", fix="Bring only what the templates say.")


def subject_half() -> Invalid:
    """Say that a subject has two parts."""
    return Invalid("subject_half", "A subject has a kind and an id.", field="subject_id", fix="Give subject_kind and subject_id, or neither.")


def setting(code: str, field: str, message: str, fix: str) -> Invalid:
    """Say what is wrong with a kind's setting."""
    return Invalid(code, message, field=field, fix=fix)
