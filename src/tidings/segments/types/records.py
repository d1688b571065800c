"""Segments as they are kept, and what is answered about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.segments.types.tree import Tree

ENTERED = "segment.entered"
LEFT = "segment.left"
"""The events of people who enter a watched segment and leave it."""


class Kind(StrEnum):
    """What decides who is in a segment."""

    RULE = "rule"
    """Conditions, asked anew each time."""
    LIST = "list"
    """Whoever was put in, until taken out."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment or a list. `where` names others by their ids; `version` counts changes of it.

    A watched one is compared with who was in it before, every few minutes: who entered and who left is recorded as events.
    """

    id: UUID
    name: str
    kind: Kind
    description: str
    where: Tree | None
    version: int
    watched: bool
    created_by: str
    created_at: datetime
    updated_at: datetime
    refreshed_at: datetime | None
    """When a watched one was last compared."""
    archived_at: datetime | None = None
    """Since when it is out of the way: not listed, and not watched, but in force wherever it is named."""
    size: int | None = None
    """How many people were in it when it was last counted, at `counted_at`; None since its conditions or its people changed."""
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which segments and lists to show: of a kind, with `search` somewhere in the name, archived or not."""

    kind: Kind | None = None
    search: str = ""
    archived: bool = False


@dataclass(frozen=True, slots=True)
class SegmentVersion:
    """What a segment asked for from `at` on, by whom it was so written."""

    version: int
    name: str
    where: Tree | None
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Slice:
    """The people about whom a statement asks: all, those whose id is above `after` and not above `upto`, or `ids` alone."""

    after: UUID | None = None
    upto: UUID | None = None
    ids: Sequence[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What to ask: conditions with every segment in them written out, and the moment and place that "today" means."""

    organisation_id: UUID
    where: Tree
    at: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """The date in the organisation."""
        return self.at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition, as people write it ("not" before it where the opposite is wanted), and whether that holds for somebody."""

    condition: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a segment."""

    contact_id: UUID
    first_name: str | None = field(repr=False)
    last_name: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody in a segment, and why: each condition of it."""

    member: Member
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a condition, of which it can be asked whether anybody has it."""

    what: Literal["attribute", "tag", "event", "course", "lifecycle", "programme"]
    name: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people a tree means now, some of them, and what in it nobody has: a misspelt name most often."""

    where: Tree
    text: str
    size: int
    sample: Sequence[Judged]
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people are meant, and what among the names nobody has."""

    size: int
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class Moved:
    """Who entered and who left since a segment was last compared; at its first time, all are simply in it."""

    entered: Sequence[UUID]
    left: Sequence[UUID]
    first: bool


@dataclass(frozen=True, slots=True)
class MovesOfDay:
    """How many entered a watched segment and how many left it, on a day of the organisation."""

    day: date
    entered: int
    left: int


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who entered a watched segment, or left it."""

    member: Member
    entered: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Moves:
    """Who came and went: every day on which somebody did, and the latest of them, both newest first."""

    days: Sequence[MovesOfDay]
    latest: Sequence[Move]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not understood in conditions that are being written, and where: a path in the tree, or a place in the text, from 0."""

    message: str
    fix: str
    path: str | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Understood:
    """Conditions in both forms, or what is wrong with them."""

    where: Tree | None
    text: str | None
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of people put into a list, or taken out: `changed` of them; the others were in, or out, already."""

    changed: int
    unchanged: int
    unknown: Sequence[str]
    """What was given and is no contact, masked where it is a number."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A part of an audience, as (contact, best address) in the order of contact ids, and where the next part starts (None: at the end)."""

    people: Sequence[tuple[UUID, UUID]]
    next_after: UUID | None
