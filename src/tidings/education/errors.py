"""What can go wrong with courses."""

from collections.abc import Iterable
from uuid import UUID

from tidings.kernel.errors import Conflict, Invalid, NotFound, TidingsError

_CONFLICTS = frozenset({"course_full", "course_not_open", "course_cancelled"})


def no_course(key: str) -> NotFound:
    """Say that there is no such course."""
    return NotFound("course_not_found", f"There is no course {key!r}.", field="course", fix="Look at GET /courses.")


def no_lead(lead_id: UUID) -> NotFound:
    """Say that there is no such lead."""
    return NotFound("lead_not_found", f"There is no lead {lead_id}.", fix="Look at GET /leads.")


def key_taken(key: str) -> Conflict:
    """Say that another course has this key."""
    return Conflict("course_exists", f"There is a course {key!r} already.", field="key", fix="Change that one, or choose another key.")


def key_invalid() -> Invalid:
    """Say that a course can't be called so."""
    fix = "Use a letter or digit, then letters, digits, point, - and _, at most 64."
    return Invalid("course_key_invalid", "This can't be the key of a course.", field="key", fix=fix)


def course_in_use(key: str) -> Conflict:
    """Say that a course has people, so that it can't be deleted."""
    return Conflict("course_in_use", f"People are or were in the course {key!r}.", field="key", fix="Close or cancel it instead.")


def days_reversed() -> Invalid:
    """Say that a course would end before it starts."""
    return Invalid("days_reversed", "The course would end before it starts.", field="ends_on", fix="Give a later last day.")


def word_unknown(field: str, words: Iterable[str]) -> Invalid:
    """Say that there is no such status or stage."""
    return Invalid(f"{field}_unknown", f"There is no such {field}.", field=field, fix=f"Give one of {', '.join(words)}.")


def field_unknown(name: str, known: Iterable[str]) -> Invalid:
    """Say that a row holds what has no meaning."""
    return Invalid("field_unknown", "There is no such field here.", field=name[:64], fix=f"Known are {', '.join(known)}.")


def row_invalid() -> Invalid:
    """Say that a row is no object."""
    return Invalid("row_invalid", "This is no JSON object.", field="row", fix='Write such as {"phone": "...", "status": "active"}.')


def in_future() -> Invalid:
    """Say that a status or stage has not begun."""
    return Invalid(
        "time_in_future", "This has not begun yet.", field="since", fix="Tell it when it has; when a course starts stands with the course."
    )


def course_unknown(key: str) -> Invalid:
    """Say of a row that there is no such course."""
    return Invalid("course_unknown", f"There is no course {key[:64]!r}.", field="course", fix="Make the course first.")


def course_full(capacity: int) -> Invalid:
    """Say of a row that all places are taken."""
    why = f"All {capacity} places of the course are taken."
    return Invalid("course_full", why, field="status", fix="Raise its capacity, or enrol somebody when a place is free.")


def course_not_open() -> Invalid:
    """Say of a row that the course takes no applications."""
    return Invalid("course_not_open", "The course takes no applications.", field="status", fix="Open the course, or enrol the person as active.")


def course_cancelled() -> Invalid:
    """Say of a row that the course was cancelled."""
    return Invalid("course_cancelled", "The course was cancelled.", field="status", fix="Open the course again first.")


def too_many_rows(most: int) -> Invalid:
    """Say that a batch is too long."""
    return Invalid("too_many_rows", f"There are more than {most} rows.", fix="Send them in several requests.")


def refused(code: str, reason: str, field: str, fix: str) -> TidingsError:
    """Return what was wrong with the only row of a request as its error."""
    kind = Conflict if code in _CONFLICTS else NotFound if code in {"contact_unknown", "course_unknown"} else Invalid
    return kind(code, reason, field=field, fix=fix)
