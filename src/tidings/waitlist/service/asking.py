"""Questions that people may answer by a word: of an offer, and of a booking, which takes a CANCEL."""

from collections.abc import Collection, Sequence
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import ids_of
from tidings.kernel.words import Channel
from tidings.notices.types import Notice, Plan
from tidings.waitlist.queries import bookings, offers
from tidings.waitlist.service.telling import SUBJECT
from tidings.waitlist.types import Booking, Offer, Slot

SOURCE = "waitlist:"
"""Before the id of an offer."""
BOOKING_SOURCE = "waitlist_booking:"
"""Before the id of a booking that no offer led to."""
EXPECTS = (Answer.YES, Answer.NO, Answer.CANCEL)
BESIDE_A_BOOKING = (Answer.YES, Answer.NO)
"""What an offer takes from somebody who has a booking to come: their CANCEL means that."""
_SPOKEN = (Channel.SMS, Channel.WHATSAPP)
"""Channels by which people answer in words."""


def of_offer(unit: Unit, offer: Offer, slot: Slot, plan: Plan | None, *, has_booking: bool) -> list[Question]:
    """Return the questions of an offer, one for each way to answer in words; open until the slot begins, so that the late are answered, too."""
    ways = [(each.channel, each.address_id) for each in (plan.entries if plan else ()) if each.channel in _SPOKEN and each.address_id]
    return _questions(unit, f"{SOURCE}{offer.id}", slot, ways, BESIDE_A_BOOKING if has_booking else EXPECTS)


async def ask_of_booking(unit: Unit, organisation_id: UUID, booking: Booking, slot: Slot) -> None:
    """Have a CANCEL end a booking until its slot begins, by each way in which its person may be told of it."""
    ways: list[tuple[Channel, UUID]] = []
    for channel in _SPOKEN:
        best = await contacts.best_addresses(unit, organisation_id, [booking.contact_id], channel=channel)
        ways += [(channel, address_id) for address_id in best.values()]
    source = f"{SOURCE}{booking.offer_id}" if booking.offer_id else f"{BOOKING_SOURCE}{booking.id}"
    await conversations.ask(unit, organisation_id, _questions(unit, source, slot, ways, EXPECTS if booking.offer_id else (Answer.CANCEL,)))


async def close_older(unit: Unit, organisation_id: UUID, address_ids: Collection[UUID], answered: Collection[UUID]) -> None:
    """Close what was asked at addresses of other offers than those that were `answered`, but for booked ones: a word means them no more."""
    at = sorted(address_ids)
    asked = {UUID(each.removeprefix(SOURCE)) for each in await conversations.open_sources(unit, organisation_id, at, SOURCE)}
    older = asked - set(answered)
    if older:
        over = older - await bookings.of_offers(unit, organisation_id, sorted(older))
        await conversations.close_questions(unit, organisation_id, [f"{SOURCE}{each}" for each in sorted(over)], at=at)


async def asked_by(unit: Unit, organisation_id: UUID, notices: Sequence[Notice]) -> dict[UUID, Sequence[str]]:
    """Return which questions notices asked, by the notices' ids: those of their slot and person. Two statements."""
    mine = [(each, UUID(each.subject_id)) for each in notices if each.subject_kind == SUBJECT and each.subject_id]
    slot_ids = sorted({slot_id for _, slot_id in mine})
    asked: dict[tuple[UUID, UUID], list[str]] = {}
    for offer in await offers.of_slots(unit, organisation_id, slot_ids) if mine else ():
        asked.setdefault((offer.slot_id, offer.contact_id), []).append(f"{SOURCE}{offer.id}")
    for booking in await bookings.of_slots(unit, organisation_id, slot_ids) if mine else ():
        asked.setdefault((booking.slot_id, booking.contact_id), []).append(f"{BOOKING_SOURCE}{booking.id}")
    return {each.id: asked.get((slot_id, each.contact_id), ()) for each, slot_id in mine}


async def close_of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Close all that people were asked, who are to be forgotten: who shares their phone is not to answer it."""
    made = await offers.ids_of_people(unit, organisation_id, contact_ids)
    booked = await bookings.by_hand(unit, organisation_id, contact_ids)
    sources = [*(f"{SOURCE}{each}" for each in made), *(f"{BOOKING_SOURCE}{each}" for each in booked)]
    await conversations.close_questions(unit, organisation_id, sources)


def _questions(unit: Unit, source: str, slot: Slot, ways: Sequence[tuple[Channel, UUID]], expects: Sequence[Answer]) -> list[Question]:
    fresh = ids_of(unit.at)
    return [Question(next(fresh), channel, address_id, None, expects, source, slot.starts_at) for channel, address_id in ways]
