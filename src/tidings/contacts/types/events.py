"""What people did, and in which courses they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

LONGEST_COURSE: Final = 100
"""Characters of a course named by an event's properties that segments find by an index; the table of events says the same."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event to record: what a contact did, when. `id` makes a repeated report of it count once."""

    id: UUID
    contact_id: UUID
    name: str
    at: datetime
    source: str
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Who:
    """By what somebody tells which contact is meant; exactly one is given. Phones and emails are as they were written."""

    contact_id: UUID | None = None
    external_id: str | None = None
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as a caller told it, checked: whose it is, and the rest as in `Occurrence`."""

    who: Who
    name: str
    at: datetime
    id: UUID
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row of a batch that was left aside: its place in the batch (from 0), the field at fault, why, and what to do."""

    position: int
    field: str
    code: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Found:
    """Which contacts a batch of `Who` means, by place; `created` are those that were not there before."""

    people: Mapping[int, UUID]
    created: frozenset[UUID]
    wrong: Sequence[WrongRow]


@dataclass(frozen=True, slots=True)
class EventsTaken:
    """What became of a batch: events that are new, events that were there already, contacts made for them, rows left aside."""

    recorded: int
    repeated: int
    contacts_created: int
    refused: Sequence[WrongRow]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event of a contact; `source` says who told it ("api", "ledger")."""

    id: UUID
    name: str
    at: datetime
    properties: Mapping[str, Any]
    source: str


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events of a contact to list: of one name, from `since` on, up to `until`."""

    name: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventName:
    """A name that events have: how many in the last 30 days, and when the latest was."""

    name: str
    recent: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentFact:
    """That somebody is in a course (its key) with a status, and since when."""

    contact_id: UUID
    course: str
    status: str
    since: datetime
