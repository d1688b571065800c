"""What crosses the walls of the education room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from tidings.contacts.types import AttributeValue, Who


class CourseStatus(StrEnum):
    """Whether a course takes people: only an open one takes applications, and a cancelled one nobody."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class EnrolmentStatus(StrEnum):
    """Where a person stands in a course."""

    APPLIED = "applied"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    DROPPED = "dropped"


class Stage(StrEnum):
    """How far a person's interest in a course has come."""

    NEW = "new"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    APPLIED = "applied"
    WON = "won"
    LOST = "lost"


class Kind(StrEnum):
    """What a history is of: an enrolment with its statuses, or a lead with its stages."""

    ENROLMENT = "enrolment"
    LEAD = "lead"

    @property
    def field(self) -> str:
        """What callers name the word by that changes."""
        return "status" if self is Kind.ENROLMENT else "stage"

    @property
    def words(self) -> Sequence[str]:
        """The words there are, in the order of a usual life."""
        return [each.value for each in (EnrolmentStatus if self is Kind.ENROLMENT else Stage)]


@dataclass(frozen=True, slots=True)
class Course:
    """A course. `ends_on` is its last day; `capacity` its places, None without a limit; `taken` those of active and paused people."""

    key: str
    name: str
    description: str
    starts_on: date | None
    ends_on: date | None
    capacity: int | None
    status: CourseStatus
    tags: Sequence[str]
    attributes: Mapping[str, AttributeValue]
    created_at: datetime
    updated_at: datetime
    taken: int = 0


class CourseFields(TypedDict, total=False):
    """What to write of a course; what is left out stays."""

    name: str
    description: str
    starts_on: date | None
    ends_on: date | None
    capacity: int | None
    status: CourseStatus
    tags: Sequence[str]
    attributes: Mapping[str, AttributeValue]


@dataclass(frozen=True, slots=True)
class ToldRow:
    """What somebody tells of a person and a course.

    `word` is the status or stage, None: as it is (of a lead that is not there yet: new). It began at `at`, None: now. `source` and
    `owner` are of leads; None stays as it is.
    """

    who: Who
    course: str
    word: str | None
    at: datetime | None = None
    reason: str = ""
    source: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a course, or a lead in its stages; `enrolled_at` is when they were active for the first time."""

    word: str
    since: datetime
    enrolled_at: datetime | None = None
    source: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A status or stage that began at `at`; `before` is the one it followed, None if it was the first or is told late."""

    id: UUID
    contact_id: UUID
    course: str
    word: str
    before: str | None
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that was left aside: its place in the batch (from 0) or its line in the file (from 1), the field at fault, why, what to do."""

    place: int
    field: str
    code: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class ToldFile:
    """A file that was read: its rows by their lines (from 1, the header counted), and those that could not be read."""

    told: Mapping[int, ToldRow]
    wrong: Sequence[WrongRow]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch: rows that changed something, rows that said what was known, contacts made, rows left aside."""

    changed: int
    unchanged: int
    contacts_created: int
    refused: Sequence[WrongRow] = field(default=())


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person in a course, with their status and since when."""

    contact_id: UUID
    course: str
    status: EnrolmentStatus
    since: datetime
    enrolled_at: datetime | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Lead:
    """A person's interest in a course."""

    id: UUID
    contact_id: UUID
    course: str
    stage: Stage
    since: datetime
    source: str
    owner: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a history, of an enrolment or a lead."""

    course: str
    kind: Kind
    word: str
    before: str | None
    at: datetime
    actor: str
    reason: str
    told_at: datetime


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """Which leads to list; all that is given must hold."""

    stage: Stage | None = None
    course: str | None = None
    owner: str | None = None
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StudentFile:
    """All that is known of a person and courses; the history newest first."""

    enrolments: Sequence[Enrolment]
    leads: Sequence[Lead]
    history: Sequence[Entry]
