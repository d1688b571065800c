"""Answers to offers: by a word, a button, the page, or staff in somebody's place. Booking and reply are written with the answer."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.content.types import ThingKind
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question, ReadingKind
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import ids_of
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.waitlist.queries import bookings, catalogue, entries, offers, slots
from tidings.waitlist.rules import answering, times
from tidings.waitlist.rules.answering import Does, Given, Outcome, Table
from tidings.waitlist.service import asking
from tidings.waitlist.service.asking import BESIDE_A_BOOKING, BOOKING_SOURCE, EXPECTS, SOURCE
from tidings.waitlist.service.booking import cancel_by_word
from tidings.waitlist.service.telling import Telling, tell, told_enough
from tidings.waitlist.types import Booking, BookingState, Entry, EntryState, Offer, OfferState, Settings, Slot, SlotState, Tells

PAGE = "page"
_NOT_UNDERSTOOD = frozenset({ReadingKind.OTHER.value, ReadingKind.UNCLEAR.value})


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as it came: its id, to which offer, when, and by what."""

    id: UUID
    offer_id: UUID
    answer: Answer
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What answers led to, and their slots by id."""

    outcomes: Sequence[Outcome]
    slots: Mapping[UUID, Slot]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is locked with the slots and offers of answers, in the same round: other slots, and other offers."""

    slots: AbstractSet[UUID] = frozenset()
    offers: AbstractSet[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class _Words:
    """What people wrote beside answers: who passes an offer on, which offers have an answer that is not understood, and the messages by writer."""

    passing: Sequence[Said]
    puzzling: Sequence[Offer]
    messages: Mapping[UUID, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes bookings of answers."""

    unit: Unit
    settings: Settings
    slots: Mapping[UUID, Slot]
    entries: Mapping[UUID, Entry]
    ids: Mapping[UUID, UUID]

    def __call__(self, given: Given) -> Booking:
        """Return the booking that an answer leads to."""
        offer = given.offer
        entry = self.entries.get(offer.entry_id)
        return Booking(
            id=self.ids[given.id],
            slot_id=offer.slot_id,
            contact_id=offer.contact_id,
            entry_id=offer.entry_id,
            offer_id=offer.id,
            party=entry.wishes.party if entry else 1,
            state=BookingState.BOOKED,
            via=given.by,
            booked_at=self.unit.at,
            ended_at=None,
            next_reminder=times.next_reminder(self.settings, self.slots[offer.slot_id].starts_at, self.unit.at),
        )


_NOTHING_BESIDE = Beside()


async def on_words(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Follow what people said in the transaction that takes it in, answers and all else together: their slots are locked in one round.

    Each answer is followed once, and told. Who opts out passes their offer on; who is not understood is told how to answer, once.
    """
    answers = [each.data for each in events if each.name == "question.answered"]
    words = await _words(unit, organisation_id, [each for event in events if event.name == "message.received" for each in event.data["messages"]])
    said = [_said(each) for each in answers if str(each["source"]).startswith(SOURCE)]
    by_hand = {UUID(str(each["source"]).removeprefix(BOOKING_SOURCE)): each for each in answers if str(each["source"]).startswith(BOOKING_SOURCE)}
    beside = Beside(await _slots_of(unit, organisation_id, by_hand), {each.id for each in words.puzzling})
    settled = await settle(unit, organisation_id, [*said, *words.passing], beside)
    await _tell_answers(unit, organisation_id, settled, [each for each in answers if str(each["source"]).startswith(SOURCE)])
    for booking_id in sorted(by_hand):
        each = by_hand[booking_id]
        await cancel_by_word(unit, organisation_id, booking_id, each)
    await _puzzle(unit, organisation_id, words.puzzling, words.messages)


def _said(answer: Mapping[str, Any]) -> Said:
    return Said(
        UUID(answer["message_id"]),
        UUID(str(answer["source"]).removeprefix(SOURCE)),
        Answer(answer["answer"]),
        datetime.fromisoformat(answer["at"]),
        answer["channel"],
    )


async def _words(unit: Unit, organisation_id: UUID, told: Sequence[Mapping[str, str]]) -> _Words:
    """Return what messages that answer nothing mean for the open offers of their writers."""
    stopped = {UUID(each["contact_id"]): each for each in told if each["reading"] == ReadingKind.OPT_OUT.value}
    unclear = {UUID(each["contact_id"]): each for each in reversed(told) if each["reading"] in _NOT_UNDERSTOOD}
    open_ones = await offers.open_of(unit, organisation_id, sorted({*stopped, *unclear})) if stopped or unclear else []
    passing = [
        Said(UUID(one["id"]), each.id, Answer.NO, datetime.fromisoformat(one["at"]), one["channel"])
        for each in open_ones
        if (one := stopped.get(each.contact_id))
    ]
    return _Words(passing, [each for each in open_ones if each.contact_id in unclear and each.contact_id not in stopped], unclear)


async def _slots_of(unit: Unit, organisation_id: UUID, booking_ids: Collection[UUID]) -> set[UUID]:
    return {each.slot_id for each in await bookings.select(unit, organisation_id, sorted(booking_ids))} if booking_ids else set()


async def _tell_answers(unit: Unit, organisation_id: UUID, settled: Settled, answers: Sequence[Mapping[str, Any]]) -> None:
    """Tell writers what their answers led to, and hear those who repeat themselves; who does without end is told no more and put before a person."""
    addresses = {UUID(each["message_id"]): UUID(each["address_id"]) for each in answers if each["address_id"]}
    mine = {UUID(each["message_id"]) for each in answers}
    outcomes = [each for each in settled.outcomes if each.given.id in mine]
    await asking.close_older(unit, organisation_id, set(addresses.values()), {each.given.offer.id for each in outcomes})
    await _take_repetitions(unit, organisation_id, Settled(outcomes, settled.slots), addresses)
    tellings = {each.given.id: _reply(each, settled.slots[each.given.offer.slot_id], str(each.given.id), Channel(each.given.by)) for each in outcomes}
    again = [tellings[each.given.id] for each in outcomes if each.does in {Does.NOTHING, Does.MISSES}]
    over = await told_enough(unit, organisation_id, again)
    await tell(unit, organisation_id, [each for each in tellings.values() if each.key not in over])
    endless = {each.given.offer.id: each.given.id for each in outcomes if str(each.given.id) in over}
    if endless:
        held = await offers.select(unit, organisation_id, sorted(endless), hold=True)
        await offers.update(unit, organisation_id, [replace(each, unclear_id=endless[each.id]) for each in held])


async def answer_offer(unit: Unit, organisation_id: UUID, offer_id: UUID, answer: Answer, by: str) -> Outcome | None:
    """Answer an offer on its page or in somebody's place; None for an offer that is not there. Its person is told of what was new."""
    (message_id,) = _one_id(unit)
    settled = await settle(unit, organisation_id, [Said(message_id, offer_id, answer, unit.at, by)])
    if not settled.outcomes:
        return None
    (outcome,) = settled.outcomes
    offer = outcome.given.offer
    if offer.notice_id is not None and offer.state is OfferState.OPEN:
        await notices.withdraw(unit, organisation_id, [offer.notice_id])
    if outcome.does in {Does.BOOKS, Does.CANCELS} and outcome.booking is not None:
        slot = settled.slots[offer.slot_id]
        await tell(unit, organisation_id, [_reply(outcome, slot, str(outcome.booking.id), offer.channel)])
        if outcome.does is Does.BOOKS:
            await asking.ask_of_booking(unit, organisation_id, outcome.booking, slot)
    return outcome


async def settle(unit: Unit, organisation_id: UUID, said: Sequence[Said], beside: Beside = _NOTHING_BESIDE) -> Settled:
    """Decide answers under the locks of their slots and write what they lead to; a constant number of statements.

    An answer to a slot that somebody else has booked does not wait for that lock: whatever holds it, the slot is not free.
    All slots are locked at once, then all offers, each in the order of ids, those `beside` with them.
    """
    found = {each.id: each for each in await offers.select(unit, organisation_id, sorted({each.offer_id for each in said}))} if said else {}
    if not found and not beside.slots and not beside.offers:
        return Settled((), {})
    slot_ids = sorted({each.slot_id for each in found.values()} | beside.slots)
    had = await bookings.live_of(unit, organisation_id, slot_ids)
    lost = {slot_id for slot_id, each in had.items() if each.offer_id not in found} - beside.slots
    held = await slots.select(unit, organisation_id, [each for each in slot_ids if each not in lost], hold=True)
    seen = {each.id: each for each in [*held, *(await slots.select(unit, organisation_id, sorted(lost)) if lost else [])]}
    live = await bookings.live_of(unit, organisation_id, slot_ids) if held else had
    locked = {each.id: each for each in await offers.select(unit, organisation_id, sorted(found.keys() | beside.offers), hold=True)}
    around = await offers.of_slots(unit, organisation_id, slot_ids)
    tables = [_table(unit, each, live.get(each.id) or (had.get(each.id) if each.id in lost else None), around) for each in seen.values()]
    if not found:
        return Settled((), seen)
    places = await entries.places(unit, organisation_id, sorted({each.entry_id for each in locked.values()}))
    given = [
        Given(each.id, offer, each.answer, each.at, each.by, waits=_fits(places.get(offer.entry_id), seen[offer.slot_id]))
        for each in said
        if (offer := locked.get(each.offer_id))
    ]
    maker = await _maker(unit, organisation_id, given, seen, places)
    outcomes = answering.decide_all(given, tables, maker)
    await _write(unit, organisation_id, outcomes, {each.id for each in held}, places)
    return Settled(outcomes, seen)


def _table(unit: Unit, slot: Slot, booking: Booking | None, around: Sequence[Offer]) -> Table:
    bookable = slot.state is not SlotState.CLOSED and slot.starts_at > unit.at
    open_ones = frozenset(each.id for each in around if each.slot_id == slot.id and each.state is OfferState.OPEN)
    return Table(slot.id, bookable, booking, open_ones)


def _fits(place: Entry | None, slot: Slot) -> bool:
    return place is not None and place.wishes.party <= slot.places


async def _maker(unit: Unit, organisation_id: UUID, given: Sequence[Given], seen: Mapping[UUID, Slot], places: Mapping[UUID, Entry]) -> _Maker:
    ids = dict(zip((each.id for each in given), ids_of(unit.at), strict=False))
    return _Maker(unit, await catalogue.settings(unit, organisation_id), seen, places, ids)


async def _write(unit: Unit, organisation_id: UUID, outcomes: Sequence[Outcome], held: set[UUID], places: Mapping[UUID, Entry]) -> None:
    """Write what answers led to; of slots that are `held` a worker sees to what follows. What one batch books and cancels is written as both.

    Who books leaves their place on the list (`places`, by the entries that were asked).
    """
    made = [each.booking for each in outcomes if each.does is Does.BOOKS and each.booking]
    ended = [each.booking.id for each in outcomes if each.does is Does.CANCELS and each.booking]
    dead = [replace(each, state=BookingState.CANCELLED, ended_at=unit.at, next_reminder=None) for each in made if each.id in ended]
    await bookings.insert(unit, organisation_id, [*dead, *(each for each in made if each.id not in ended)])
    await bookings.end(unit, organisation_id, ended, BookingState.CANCELLED)
    await offers.update(unit, organisation_id, list({each.given.offer.id: _answered(unit, each) for each in outcomes}.values()))
    moved: dict[UUID, EntryState] = {}
    for each in outcomes:
        if each.does in {Does.BOOKS, Does.CANCELS}:
            entry_id = each.given.offer.entry_id
            moved[places[entry_id].id if entry_id in places else entry_id] = _entry_state(each)
    await entries.set_states(unit, organisation_id, list(moved.items()))
    changed = sorted(held & {each.given.offer.slot_id for each in outcomes if each.does in {Does.BOOKS, Does.CANCELS, Does.DECLINES}})
    await slots.look_at(unit, organisation_id, [(slot_id, unit.at) for slot_id in changed])
    for slot_id in changed:
        unit.changed(organisation_id, "waitlist_slot", slot_id)
    for each in outcomes:
        unit.changed(organisation_id, "waitlist_offer", each.given.offer.id)


def _answered(unit: Unit, outcome: Outcome) -> Offer:
    """Return an offer as it stands after an answer, which leaves nothing unclear; the first one's time counts for how quickly people answer."""
    offer = outcome.given.offer
    return replace(
        offer,
        state=outcome.state,
        answered_at=offer.answered_at or min(outcome.given.said_at, unit.at),
        answer=outcome.given.answer.value,
        answered_by=outcome.given.by,
        unclear_id=None,
    )


def _entry_state(outcome: Outcome) -> EntryState:
    return EntryState.BOOKED if outcome.does is Does.BOOKS else EntryState.LEFT


def _reply(outcome: Outcome, slot: Slot, key: str, first: Channel | None) -> Telling:
    offer = outcome.given.offer
    leads_to = (ThingKind.BOOKING, outcome.booking.id) if outcome.booking else (ThingKind.OFFER, offer.id)
    return Telling(outcome.tells, key, offer.contact_id, slot, leads_to, first)


async def _take_repetitions(unit: Unit, organisation_id: UUID, settled: Settled, addresses: Mapping[UUID, UUID]) -> None:
    """Keep the question open for those who repeat themselves or cancel, until the slot begins."""
    fresh = ids_of(unit.at)
    holders = await bookings.who_has(unit, organisation_id, sorted({each.given.offer.contact_id for each in settled.outcomes}))
    again: dict[tuple[UUID, str, UUID], Question] = {}
    for each in settled.outcomes:
        offer, address, slot = each.given.offer, addresses.get(each.given.id), settled.slots[each.given.offer.slot_id]
        if address is not None and slot.starts_at > unit.at:
            other = each.state is not OfferState.ACCEPTED and offer.contact_id in holders
            expects = BESIDE_A_BOOKING if other else EXPECTS
            question = Question(next(fresh), Channel(each.given.by), address, None, expects, f"{SOURCE}{offer.id}", slot.starts_at, again=True)
            again[offer.id, each.given.by, address] = question
    await conversations.ask(unit, organisation_id, list(again.values()))


async def _puzzle(unit: Unit, organisation_id: UUID, waiting: Sequence[Offer], said: Mapping[UUID, Mapping[str, str]]) -> None:
    """Put messages that are not understood before a person, and tell their writers how to answer; once for each offer."""
    if not waiting:
        return
    held = await offers.select(unit, organisation_id, [each.id for each in waiting], hold=True)
    new = [replace(each, unclear_id=UUID(said[each.contact_id]["id"])) for each in held if each.unclear_id is None and each.state is OfferState.OPEN]
    await offers.update(unit, organisation_id, new)
    for each in new:
        unit.changed(organisation_id, "waitlist_offer", each.id)
    known = {each.id: each for each in await slots.select(unit, organisation_id, [each.slot_id for each in new])}
    tellings = [
        Telling(
            Tells.UNCLEAR,
            str(each.unclear_id),
            each.contact_id,
            known[each.slot_id],
            (ThingKind.OFFER, each.id),
            Channel(said[each.contact_id]["channel"]),
        )
        for each in new
    ]
    await tell(unit, organisation_id, tellings)


def _one_id(unit: Unit) -> tuple[UUID]:
    return (next(ids_of(unit.at)),)
