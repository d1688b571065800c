"""Holds by real seconds: a clock that goes back makes none longer."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.notices import service as notices
from tidings.waitlist.queries import offers, slots
from tidings.waitlist.queries.offers import Hold
from tidings.waitlist.types import OfferState

_EVERY_SECONDS = 1.0
_MARGIN_SECONDS = 2.0
"""Business time is told once for each unit of work, so that it is a little older than real time."""


class Holds:
    """What one process saw of open offers, by real seconds, which never go back.

    Business time never runs slower than real time, unless the machine's clock was put back. So a hold is over when either says so: whatever
    was left of it when this process saw it first, and never more than its whole length.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._ends: dict[UUID, tuple[datetime, float]] = {}
        self._next = 0.0

    def wants(self) -> bool:
        """Say whether it is time to look again."""
        return self._now() >= self._next

    def over(self, held: Sequence[Hold], at: datetime) -> list[Hold]:
        """Return the holds whose real seconds are over although business time, `at`, does not say so."""
        now = self._now()
        self._next = now + _EVERY_SECONDS
        before, self._ends = self._ends, {}
        for each in held:
            known = before.get(each.offer_id)
            left = max(0.0, min((each.until - at).total_seconds(), each.length.total_seconds()))
            self._ends[each.offer_id] = known if known and known[0] == each.until else (each.until, now + left)
        return [each for each in held if at <= each.until and now > self._ends[each.offer_id][1] + _MARGIN_SECONDS]


async def standing(unit: Unit) -> list[Hold]:
    """Return all holds over all organisations (engine role)."""
    return await offers.holds(unit)


async def end_holds(unit: Unit, organisation_id: UUID, over: Sequence[Hold]) -> int:
    """End offers whose hold is over by real seconds; the slots are looked at at once. Returns how many were still open."""
    await slots.select(unit, organisation_id, [each.slot_id for each in over], hold=True)
    held = [each for each in await offers.select(unit, organisation_id, [each.offer_id for each in over], hold=True) if each.state is OfferState.OPEN]
    await offers.update(
        unit, organisation_id, [replace(each, state=OfferState.EXPIRED if each.expires_at else OfferState.UNREACHED) for each in held]
    )
    await notices.withdraw(unit, organisation_id, [each.notice_id for each in held if each.notice_id])
    await slots.look_at(unit, organisation_id, [(each.slot_id, unit.at) for each in sorted(held, key=lambda one: one.slot_id)])
    for each in held:
        unit.changed(organisation_id, "waitlist_offer", each.id)
    return len(held)
