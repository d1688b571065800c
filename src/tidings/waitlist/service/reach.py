"""Whom no channel may write to now, and why not by each."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.notices import service as notices
from tidings.waitlist.service.telling import Voice, voice
from tidings.waitlist.types import Entry, EntryState, Origin, Slot, SlotState, Tells

_LINK = "https://"
"""In the place of a link that is not made yet: what is empty counts as missing."""


async def unreached(unit: Unit, organisation_id: UUID, those: Sequence[Entry], speaks: Voice | None = None) -> Mapping[UUID, Mapping[str, str]]:
    """Return of those who wait whom no channel could bring an offer at this hour, by their entries, with what stands against each channel.

    A constant number of statements for all that wait for one service.
    """
    waiting = [each for each in those if each.state is EntryState.WAITING]
    if not waiting:
        return {}
    speaks = speaks or await voice(unit, organisation_id)
    data = {each.contact_id: _said(unit, each, speaks) for each in waiting}
    try:
        plans = await notices.reachable(unit, organisation_id, Tells.OFFER.kind, data)
    except NotFound:  # the texts are made with the first offer
        return {}
    silent: dict[UUID, Mapping[str, str]] = {}
    for each in waiting:
        plan = plans.get(each.contact_id)
        if plan is None or not any(one.usable for one in plan.entries):
            silent[each.id] = {one.channel.value: one.reason for one in (plan.entries if plan else ()) if one.reason}
    return silent


def _said(unit: Unit, entry: Entry, speaks: Voice) -> Mapping[str, object]:
    some = Slot(entry.id, entry.service_id, None, unit.at, unit.at, 1, Origin.MADE, SlotState.FREE, None, unit.at)
    return speaks.of_slot(some, None) | {"link": _LINK}
