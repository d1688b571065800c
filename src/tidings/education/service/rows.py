"""Rows in which somebody tells something of a person and a course."""

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast

from tidings.contacts import service as contacts
from tidings.education import errors
from tidings.education.types import Kind, ToldRow

MOST_AT_ONCE = 5000
_WHO = ("contact_id", "external_id", "phone", "email")
_OF = {Kind.ENROLMENT: ("status", "since", "reason"), Kind.LEAD: ("stage", "since", "reason", "source", "owner")}
_AHEAD = timedelta(minutes=10)
"""How far a caller's clock may be ahead of ours."""


def columns(kind: Kind) -> tuple[str, ...]:
    """Return the fields that a row may have, which are the columns of a file."""
    return (*_WHO, "course", *_OF[kind])


def read_row(row: object, kind: Kind, now: datetime, zone: tzinfo, course: str | None = None) -> ToldRow:
    """Read a row; a time without an offset is of `zone`, and without a course `course` is meant. Raises Invalid that names the field."""
    if not isinstance(row, dict):
        raise errors.row_invalid()
    given = cast("dict[str, Any]", row)
    known = [name for name in columns(kind) if course is None or name != "course"]
    if unknown := sorted(given.keys() - set(known)):
        raise errors.field_unknown(unknown[0], known)
    return ToldRow(
        who=contacts.who_of(given),
        course=course or contacts.text_of(given, "course"),
        word=_word(given, kind),
        at=_since(given, now, zone),
        reason=_optional(given, "reason") or "",
        source=_optional(given, "source"),
        owner=_optional(given, "owner"),
    )


def _word(row: Mapping[str, Any], kind: Kind) -> str | None:
    if kind is Kind.LEAD and row.get(kind.field) in ("", None):
        return None
    word = contacts.text_of(row, kind.field).lower()
    if word not in kind.words:
        raise errors.word_unknown(kind.field, kind.words)
    return word


def _since(row: Mapping[str, Any], now: datetime, zone: tzinfo) -> datetime | None:
    if row.get("since") in ("", None):
        return None
    at = contacts.moment_of(row["since"], "since", zone)
    if at > now + _AHEAD:
        raise errors.in_future()
    return at


def _optional(row: Mapping[str, Any], name: str) -> str | None:
    return None if row.get(name) is None else "" if row[name] == "" else contacts.text_of(row, name)
