"""Whom to ask about slots: who fits, in their order, and why not the others; whom a channel reaches now is asked of notices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.notices.types import Plan
from tidings.waitlist.queries import entries, offers
from tidings.waitlist.rules import matching
from tidings.waitlist.rules.matching import Known
from tidings.waitlist.service.setup import reachable
from tidings.waitlist.service.telling import Voice
from tidings.waitlist.types import CUT_SHORT, Entry, Match, Misfit, Offer, Slot

_MOST = 2000
"""People that one look goes through for a slot; the next look goes on after them."""
_PART = 500
"""People that are read together."""
_AT_ONCE = 100
"""People whose channels are looked up together."""
_DAY = timedelta(days=1)
_LINK = "https://"
"""In the place of a link that is not made yet: what is empty counts as missing."""


@dataclass(slots=True)
class Chooser:
    """Chooses people for slots of one look, nobody twice.

    `plans` are the channels of those that were looked at, `beside` who shares an address with each, by contact. `left_at` says of slots for which
    more wait than one look goes through after whom the next one goes on, `before` how many stand on the list before those looked at.
    """

    unit: Unit
    organisation_id: UUID
    speaks: Voice
    asked: Mapping[UUID, set[UUID]]
    being_asked: set[UUID] = field(default_factory=set[UUID])
    lately: dict[UUID, int] = field(default_factory=dict[UUID, int])
    plans: dict[UUID, Plan] = field(default_factory=dict[UUID, Plan])
    beside: dict[UUID, set[UUID]] = field(default_factory=dict[UUID, set[UUID]])
    left_at: dict[UUID, UUID] = field(default_factory=dict[UUID, UUID])
    before: dict[UUID, int] = field(default_factory=dict[UUID, int])
    parts: dict[tuple[UUID, UUID | None], Sequence[Entry]] = field(default_factory=dict[tuple[UUID, UUID | None], Sequence[Entry]])

    async def matches(self, slot: Slot, wanted: int) -> list[Match]:
        """Return who waits for a slot's service, in their order: so many have a rank, the others a reason; it ends with the last one chosen."""
        found: list[Match] = []
        after = slot.look_from
        if after is not None:
            self.before[slot.id] = await entries.count_upto(self.unit, self.organisation_id, slot.service_id, after)
        while part := await self._part(slot.service_id, after):
            if len(found) >= _MOST and after is not None:
                self.left_at[slot.id] = after
                return found
            for start in range(0, len(part), _AT_ONCE):
                if await self._choose(slot, part[start : start + _AT_ONCE], wanted, found):
                    return found
            after = part[-1].id
        return found

    async def _choose(self, slot: Slot, some: Sequence[Entry], wanted: int, found: list[Match]) -> bool:
        """Add some people with their rank or reason; says whether as many as wanted have one."""
        known = Known(self.asked.get(slot.id, set()), self.being_asked, self.lately)
        why = {each.id: matching.misfit(each, slot, self.speaks.zone) or matching.held_back(each, known, self.speaks.settings) for each in some}
        await self._look_up(slot, [each for each in some if why[each.id] is None])
        chosen = sum(each.rank is not None for each in found)
        for each in some:
            match = self._match(each, why[each.id], chosen + 1)
            found.append(match)
            if match.rank is not None:
                chosen += 1
                self.being_asked.add(each.contact_id)
            if chosen == wanted:
                return True
        return False

    async def _part(self, service_id: UUID, after: UUID | None) -> Sequence[Entry]:
        """Return the next of those who wait, read once in a look, with what is known of them."""
        if (service_id, after) not in self.parts:
            part = await entries.waiting(self.unit, self.organisation_id, service_id, after, _PART)
            self.parts[service_id, after] = part
            people = sorted({each.contact_id for each in part})
            if people:
                self.being_asked |= {each.contact_id for each in await offers.open_of(self.unit, self.organisation_id, people)}
                self.lately |= await offers.lately(self.unit, self.organisation_id, people, self.unit.at - _DAY)
        return self.parts[service_id, after]

    def addresses(self, contact_id: UUID) -> set[UUID]:
        """Return the addresses at which somebody that was looked at would be asked."""
        return {each.address_id for each in self.plans[contact_id].entries if each.address_id}

    def _match(self, entry: Entry, misfit: Misfit | None, rank: int) -> Match:
        if misfit is not None:
            return Match(entry, None, misfit)
        if not self.being_asked.isdisjoint({entry.contact_id, *self.beside.get(entry.contact_id, ())}):
            return Match(entry, None, Misfit.BEING_ASKED)
        plan = self.plans.get(entry.contact_id)
        if plan is not None and any(each.usable for each in plan.entries):
            return Match(entry, rank)
        return Match(entry, None, Misfit.NO_CHANNEL, {each.channel.value: each.reason for each in (plan.entries if plan else ()) if each.reason})

    async def _look_up(self, slot: Slot, people: Sequence[Entry]) -> None:
        """Look up the channels of people that are not known yet."""
        said = self.speaks.of_slot(slot, None) | {"link": _LINK}
        new = {each.contact_id: said for each in people if each.contact_id not in self.plans}
        if not new:
            return
        try:
            plans = await reachable(self.unit, self.organisation_id, new)
        except NotFound:  # the kind could not be made: nobody can be told
            return
        self.plans |= plans
        await self._look_beside(plans)

    async def _look_beside(self, plans: Mapping[UUID, Plan]) -> None:
        """Look up who shares a phone or an email with these, and who of them is being asked: a YES from there can mean one thing only."""
        theirs = {contact_id: self.addresses(contact_id) for contact_id in plans}
        at = await contacts.contacts_at(self.unit, self.organisation_id, sorted(set[UUID]().union(*theirs.values())))
        for contact_id, addresses in theirs.items():
            self.beside[contact_id] = {one for each in addresses for one in at.get(each, ())} - {contact_id}
        others = sorted(set[UUID]().union(*(self.beside[each] for each in theirs)))
        if others:
            self.being_asked |= {each.contact_id for each in await offers.open_of(self.unit, self.organisation_id, others)}


def chooser(unit: Unit, organisation_id: UUID, speaks: Voice, made: Sequence[Offer]) -> Chooser:
    """Prepare choosing for slots of which these offers were made; whom nothing but the slot kept from having it may be asked again."""
    asked: dict[UUID, set[UUID]] = {}
    for each in made:
        if each.state not in CUT_SHORT:
            asked.setdefault(each.slot_id, set()).add(each.entry_id)
    return Chooser(unit, organisation_id, speaks, asked)
