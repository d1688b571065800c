"""Imports that are undone: what an import did to people, and what of it is taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID


class Stays(StrEnum):
    """Why somebody stays whom an import made: a room by its name, or what this one knows.

    `undoing.toml` says it in words; values are stored with imports: never rename one.
    """

    CHANGED = "changed"
    NAMED_AGAIN = "named_again"
    MERGED = "merged"
    EVENTS = "events"
    MESSAGES = "messages"
    NOTICES = "notices"
    CONVERSATIONS = "conversations"
    PERMISSIONS = "permissions"
    CONSENT = "consent"
    SEGMENTS = "segments"
    EDUCATION = "education"
    WAITLIST = "waitlist"
    INBOX = "inbox"
    REPAIRS = "repairs"


class Link(NamedTuple):
    """An address as somebody's."""

    kind: str
    rank: int
    verified_at: datetime | None
    verified_how: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """What an import changed of somebody: fields and attributes as (before, after), tags that it added, all addresses before and after.

    The fields `time_zone` and `locale` are pairs of the value and how it was known. An attribute that was not there is None before.
    """

    fields: Mapping[str, tuple[Any, Any]] = field(repr=False)
    attributes: Mapping[str, tuple[Any, Any]] = field(repr=False)
    tags: Sequence[str]
    before: Mapping[UUID, Link]
    after: Mapping[UUID, Link]


@dataclass(frozen=True, slots=True)
class UndoTally:
    """What becomes of people when an import is undone. `people` are all to whom it did something, `done` those who were looked at.

    Of those whom it made, `removed` go and the others are `kept`, counted by why (`Stays`). Of those whom it changed, `restored` are as they were
    before, and `partly` keep what was changed since. Of `retracted` the consent that it attested counts no more, whether they go or stay.
    """

    people: int
    done: int = 0
    removed: int = 0
    restored: int = 0
    partly: int = 0
    retracted: int = 0
    kept: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Undo:
    """That an import is undone: who asked for it, when, and how far it is."""

    actor: str
    asked_at: datetime
    tally: UndoTally


@dataclass(frozen=True, slots=True)
class Retraction:
    """What rooms are told in the transaction that takes back a part of an import: of whom it recorded something, and who goes."""

    import_id: UUID
    attested: Sequence[UUID]
    removed: Sequence[UUID]
