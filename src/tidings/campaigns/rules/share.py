"""How campaigns share what a portfolio or a sender lets through. The planner and the release step use the same function.

The rule (docs/decisions/0013): every campaign that still wants people today is guaranteed a small part of all that the
day lets through, at least one person; what is left goes by priority, 1 first, in equal parts where priorities are equal;
what one campaign can't use flows on to the next.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

GUARANTEED_PART = 10
"""A tenth of the day's people is guaranteed to each campaign below the first."""
LOWER_TOGETHER = 2
"""Half of the day's people is the most that those guarantees take together, so that the first keeps the larger part."""

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Bid(Generic[Name]):
    """What a campaign wants now: `wants` more people, after `had` of them today. Priority 1 is first."""

    name: Name
    priority: int
    wants: int
    had: int = 0


def share(room: int | None, bids: Sequence[Bid[Name]]) -> dict[Name, int]:
    """Split `room` people over the bids; None is no limit.

    Nobody gets more than it wants, nothing is left over while somebody wants it, and the order of equal bids decides
    over a single last person. Counting what each had today keeps the guarantee when room comes in drops.
    """
    wants = {bid.name: max(bid.wants, 0) for bid in bids}
    if room is None or room >= sum(wants.values()):
        return wants
    ordered = sorted((bid for bid in bids if bid.wants > 0), key=lambda bid: bid.priority)
    shares = dict.fromkeys(wants, 0)
    left = _give_guarantees(max(room, 0), ordered, shares)
    for _, equals in groupby(ordered, key=lambda bid: bid.priority):
        left -= _level(left, list(equals), shares)
    return shares


def _give_guarantees(room: int, ordered: Sequence[Bid[Name]], shares: dict[Name, int]) -> int:
    """Give each bid what it lacks of its guarantee, in order of priority; return the room left."""
    lower = sum(1 for bid in ordered if bid.priority > ordered[0].priority) if ordered else 0
    if not lower:
        return room
    day = room + sum(bid.had for bid in ordered)
    guarantee = max(day // max(GUARANTEED_PART, LOWER_TOGETHER * lower), 1)
    for bid in ordered:
        shares[bid.name] = min(max(guarantee - bid.had, 0), bid.wants, room)
        room -= shares[bid.name]
    return room


def _level(room: int, equals: Sequence[Bid[Name]], shares: dict[Name, int]) -> int:
    """Raise bids of one priority to a common level of people today; return how many that took."""
    missing = {bid.name: bid.wants - shares[bid.name] for bid in equals}
    if room >= sum(missing.values()):
        _add(shares, missing.items())
        return sum(missing.values())
    base = {bid.name: bid.had + shares[bid.name] for bid in equals}
    level = _highest_level(room, base, missing)
    raised = {name: _lift(level, base[name], missing[name]) for name in base}
    spare = room - sum(raised.values())
    for name, had in base.items():
        extra = _lift(level + 1, had, missing[name]) - raised[name]
        if spare and extra:
            raised[name] += 1
            spare -= 1
    _add(shares, raised.items())
    return room


def _highest_level(room: int, base: Mapping[Name, int], missing: Mapping[Name, int]) -> int:
    low, high = 0, max(base[name] + missing[name] for name in base)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(_lift(middle, base[name], missing[name]) for name in base) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _lift(level: int, base: int, most: int) -> int:
    return min(max(level - base, 0), most)


def _add(shares: dict[Name, int], more: Iterable[tuple[Name, int]]) -> None:
    for name, count in more:
        shares[name] += count
