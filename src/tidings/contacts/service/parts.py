"""What rooms above keep of people: a port, filled in by the application, for what must be done to all of it in one transaction."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging, Retraction
from tidings.infra.db.unit import Unit

Join = Callable[[Unit, UUID, Merging], Awaitable[Mapping[str, Any]]]
"""Make what a room keeps of one contact another's; returns, as plain JSON, what it needs to undo that."""
Divide = Callable[[Unit, UUID, Merging, Mapping[str, Any]], Awaitable[Sequence[str]]]
"""Undo that, as far as it did not change since; returns sentences about what stays."""
Tell = Callable[[Unit, UUID, Sequence[UUID]], Awaitable[Mapping[str, Any]]]
"""Return all that a room keeps of a person, by whatever ids they had: lists and plain values, by headings in words_like_these."""
Erase = Callable[[Unit, UUID, Leaving], Awaitable[Mapping[str, int]]]
"""Remove all that a room keeps of a person, in a unit of the engine; returns how much of what."""
Known = Callable[[Unit, UUID, Sequence[UUID], UUID], Awaitable[Collection[tuple[UUID, UUID | None]]]]
"""Return of which of these people a room keeps something that the import of this id did not bring, each with the address it concerns, or None.

Such people stay when the import is undone, for a reason of the room's name (`contacts.types.Stays`)."""
Retract = Callable[[Unit, UUID, Retraction], Awaitable[int]]
"""Take back what a room recorded for an import; returns of how many people something counts no more."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one room can do for a person as a whole; what it has nothing of is left out."""

    room: str
    join: Join | None = None
    divide: Divide | None = None
    tell: Tell | None = None
    erase: Erase | None = None
    known: Known | None = None
    retract: Retract | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """All rooms that keep something of people, in the order in which they are asked; a merge is undone in the opposite one."""

    of: Sequence[Part] = ()
