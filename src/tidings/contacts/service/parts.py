"""What rooms above keep of people: a port, filled in by the application, for what must be done to all of it in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.infra.db.unit import Unit

Join = Callable[[Unit, UUID, Merging], Awaitable[Mapping[str, Any]]]
"""Make what a room keeps of one contact another's; returns, as plain JSON, what it needs to undo that."""
Divide = Callable[[Unit, UUID, Merging, Mapping[str, Any]], Awaitable[Sequence[str]]]
"""Undo that, as far as it did not change since; returns sentences about what stays."""
Tell = Callable[[Unit, UUID, Sequence[UUID]], Awaitable[Mapping[str, Any]]]
"""Return all that a room keeps of a person, by whatever ids they had: lists and plain values, by headings in words_like_these."""
Erase = Callable[[Unit, UUID, Leaving], Awaitable[Mapping[str, int]]]
"""Remove all that a room keeps of a person, in a unit of the engine; returns how much of what."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one room can do for a person as a whole; what it has nothing of is left out."""

    room: str
    join: Join | None = None
    divide: Divide | None = None
    tell: Tell | None = None
    erase: Erase | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """All rooms that keep something of people, in the order in which they are asked; a merge is undone in the opposite one."""

    of: Sequence[Part] = ()
