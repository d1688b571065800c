"""Offering: slots that are due are locked, offers whose time is over end, and the next people are asked, in one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.content.types import ThingKind
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.infra.logs import logger
from tidings.kernel.ids import ids_of
from tidings.notices import service as notices
from tidings.waitlist.queries import bookings, offers, slots
from tidings.waitlist.rules import holding, matching
from tidings.waitlist.service import asking
from tidings.waitlist.service.choosing import Chooser, chooser
from tidings.waitlist.service.telling import Telling, Voice, tell, voice
from tidings.waitlist.types import Match, Misfit, Offer, OfferState, Slot, SlotState, Tells

MOST = 50
"""Slots of one look."""
_UNTIL_LEFT = timedelta(seconds=2)
"""How soon an offer whose message has not left is looked at again."""
_LOOK_AGAIN = timedelta(minutes=10)
"""How soon a free slot is looked at again: for whom nothing reached, and for who signed up in the moment of the look and was not seen by it."""
_SOON = timedelta(seconds=5)
"""The same where they only wait for the end of another offer, and how soon an offer is looked at that another channel may still carry."""
_TOLD = 20
"""So many of those who were passed over are named in an offer."""
log = logger(__name__)
_OVER = frozenset({SlotState.BOOKED, SlotState.CLOSED, SlotState.PAST})


@dataclass(slots=True)
class _Look:
    """Slots under their lock, with their offers."""

    speaks: Voice
    slots: Sequence[Slot]
    offers: dict[UUID, list[Offer]]
    moving: set[UUID] = field(default_factory=set[UUID])
    """Offers whose message left and may still be followed by another channel, with which the hold begins anew."""

    def open(self, slot: Slot) -> list[Offer]:
        """Return the open offers of a slot."""
        return [each for each in self.offers[slot.id] if each.state is OfferState.OPEN]


@dataclass(frozen=True, slots=True)
class _Turns:
    """Who was looked at for a slot, and how many stand on the list before them."""

    found: Sequence[Match]
    before: int


async def next_due(unit: Unit) -> datetime | None:
    """Return when a slot is looked at next, or somebody is reminded, over all organisations (engine role); None: nothing is due."""
    return await slots.next_due(unit)


async def organisations_due(unit: Unit) -> Sequence[UUID]:
    """Return the organisations with slots that are due for a look (engine role)."""
    return await slots.due_in(unit)


async def offer_due(unit: Unit, organisation_id: UUID) -> int:
    """Look at slots that are due and do what follows; returns how many. Any number of workers may do this."""
    due = await slots.take_due(unit, organisation_id, MOST)
    if not due:
        return 0
    found: dict[UUID, list[Offer]] = defaultdict(list)
    for each in await offers.of_slots(unit, organisation_id, [slot.id for slot in due], hold=True):
        found[each.slot_id].append(each)
    look = _Look(await voice(unit, organisation_id), due, found)
    await _follow(unit, organisation_id, look)
    later, after = await _ask(unit, organisation_id, look)
    await slots.look_at(unit, organisation_id, [(slot.id, _next(look, slot, later.get(slot.id), unit.at)) for slot in due], after)
    for slot in due:
        unit.changed(organisation_id, "waitlist_slot", slot.id)
    return len(due)


async def _follow(unit: Unit, organisation_id: UUID, look: _Look) -> None:
    """Write when messages left, and end offers whose time is over; what they would still have said does not leave."""
    open_ones = [each for slot in look.slots for each in look.open(slot)]
    if not open_ones:
        return
    shown = await notices.several(unit, organisation_id, [each.notice_id for each in open_ones if each.notice_id])
    over = {slot.id for slot in look.slots if slot.state in _OVER or slot.starts_at <= unit.at}
    now = {
        each.id: holding.followed(
            each, shown.get(each.notice_id) if each.notice_id else None, look.speaks.settings, unit.at, over=each.slot_id in over
        )
        for each in open_ones
    }
    look.moving = {each.id for each in open_ones if (told := shown.get(each.notice_id) if each.notice_id else None) and not told.notice.state.ended}
    changed = [now[each.id] for each in open_ones if now[each.id] != each]
    if changed:
        await offers.update(unit, organisation_id, changed)
    await notices.withdraw(unit, organisation_id, [each.notice_id for each in changed if each.state is not OfferState.OPEN and each.notice_id])
    for slot in look.slots:
        look.offers[slot.id] = [now.get(each.id, each) for each in look.offers[slot.id]]


async def _ask(unit: Unit, organisation_id: UUID, look: _Look) -> tuple[dict[UUID, datetime], Mapping[UUID, UUID]]:
    """Ask the next people about slots that have room for an offer.

    Returns when slots are worth another look because somebody may be asked then, and after whom of a long list that look goes on.
    """
    settings = look.speaks.settings
    free = [
        slot
        for slot in look.slots
        if slot.state not in _OVER and len(look.open(slot)) < settings.at_once and matching.worth_asking(slot, settings, unit.at)
    ]
    opens = matching.asking_opens(settings, look.speaks.zone, unit.at)
    if not free or opens > unit.at:
        return {slot.id: opens for slot in free}, {}
    choice = chooser(unit, organisation_id, look.speaks, [each for slot in free for each in look.offers[slot.id]])
    drafts: list[Offer] = []
    fresh = ids_of(unit.at)
    later: dict[UUID, datetime] = {}
    for slot in free:
        wanted = settings.at_once - len(look.open(slot))
        found = await _matches(choice, slot, wanted)
        chosen = [each for each in found if each.rank is not None]
        turns = _Turns(found, choice.before.get(slot.id, 0))
        drafts += [_draft(unit, slot, each, turns, next(fresh)) for each in chosen]
        if slot.id in choice.left_at:
            later[slot.id] = unit.at
        elif len(chosen) < wanted:
            soon = any(each.misfit is Misfit.BEING_ASKED for each in found)
            later[slot.id] = unit.at + (_SOON if soon else _LOOK_AGAIN)
    new = await _made(unit, organisation_id, look, drafts, choice)
    return later | {each.slot_id: unit.at + _SOON for each in drafts if each.id not in new}, choice.left_at


async def _matches(choice: Chooser, slot: Slot, wanted: int) -> list[Match]:
    """Return who may be asked about a slot. One at which choosing fails has nobody for now, and keeps no other slot waiting."""
    try:
        return await choice.matches(slot, wanted)
    except (TypeError, ValueError, ArithmeticError, LookupError):  # what is kept of it or of who waits can't be read: no error of the database
        await log.aexception("slot_not_matched", slot=str(slot.id))
        return []


def _draft(unit: Unit, slot: Slot, match: Match, turns: _Turns, offer_id: UUID) -> Offer:
    entry, found, place = match.entry, turns.found, turns.found.index(match)
    passed = [
        {"entry_id": str(each.entry.id), "why": each.misfit, **({"channels": dict(each.detail)} if each.detail else {})}
        for each in islice((one for one in found[:place] if one.misfit), _TOLD)
    ]
    why = {"turn": turns.before + place + 1, "priority": entry.priority, "waits_since": entry.created_at.isoformat(), "passed_over": passed}
    return Offer(
        id=offer_id,
        slot_id=slot.id,
        entry_id=entry.id,
        contact_id=entry.contact_id,
        notice_id=None,
        state=OfferState.OPEN,
        offered_at=unit.at,
        left_at=None,
        expires_at=None,
        channel=None,
        answered_at=None,
        answer=None,
        answered_by=None,
        unclear_id=None,
        explanation=why,
    )


async def _made(unit: Unit, organisation_id: UUID, look: _Look, drafts: Sequence[Offer], choice: Chooser) -> set[UUID]:
    """Write offers, tell their people, and open the questions that these may answer by a word; returns those that are new.

    Whom another worker asked meanwhile gets none.
    """
    drafts = await _still_free(unit, organisation_id, drafts, choice)
    if not drafts:
        return set()
    new = await offers.insert(unit, organisation_id, drafts)
    kept = [each for each in drafts if each.id in new]
    by_id = {slot.id: slot for slot in look.slots}
    tellings = [Telling(Tells.OFFER, str(each.id), each.contact_id, by_id[each.slot_id], (ThingKind.OFFER, each.id)) for each in kept]
    asked = await tell(unit, organisation_id, tellings, look.speaks)
    told = [replace(each, notice_id=notice.id) if (notice := asked[str(each.id)].notice) else each for each in kept]
    await offers.update(unit, organisation_id, told)
    holders = await bookings.who_has(unit, organisation_id, [each.contact_id for each in told])
    questions = [
        one
        for each in told
        for one in asking.of_offer(unit, each, by_id[each.slot_id], choice.plans.get(each.contact_id), has_booking=each.contact_id in holders)
    ]
    await conversations.ask(unit, organisation_id, questions)
    for each in told:
        look.offers[each.slot_id].append(each)
    return new


async def _still_free(unit: Unit, organisation_id: UUID, drafts: Sequence[Offer], choice: Chooser) -> Sequence[Offer]:
    """Leave out who is just being erased or merged, and whose phone somebody else is being asked at since the look began; the others are held."""
    kept = await contacts.keep(unit, organisation_id, [each.contact_id for each in drafts])
    drafts = [each for each in drafts if each.contact_id in kept]
    if not drafts:
        return []
    await offers.hold_addresses(unit, organisation_id, [one for each in drafts for one in choice.addresses(each.contact_id)])
    others = sorted({one for each in drafts for one in choice.beside.get(each.contact_id, ())})
    asked = {each.contact_id for each in await offers.open_of(unit, organisation_id, others)} if others else set[UUID]()
    return [each for each in drafts if asked.isdisjoint(choice.beside.get(each.contact_id, ()))]


def _next(look: _Look, slot: Slot, later: datetime | None, at: datetime) -> datetime | None:
    """Return when a slot is looked at again: None where nobody is to be asked any more, until somebody cancels."""
    if slot.state in _OVER:
        return None
    moments = [*(_next_of(look, each, at) for each in look.open(slot)), *([later] if later else [])]
    return min(moments, default=None)


def _next_of(look: _Look, offer: Offer, at: datetime) -> datetime:
    """Return when an open offer is looked at again: soon while it is on its way, else when its time is over."""
    if offer.expires_at is None:
        return at + _UNTIL_LEFT
    over = max(offer.expires_at, at) + timedelta(milliseconds=1)
    return min(at + _SOON, over) if offer.id in look.moving else over
