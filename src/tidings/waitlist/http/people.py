"""Who waits, who is asked, and who has booked."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import Query

from tidings.accounts.types import Caller
from tidings.conversations.types import Answer
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page
from tidings.waitlist import errors, service
from tidings.waitlist.http.models import (
    Attendance,
    BookingSent,
    BookingShown,
    ChanceShown,
    EntryChanged,
    EntrySent,
    EntryShown,
    OfferAnswered,
    OfferShown,
    Reads,
    Sends,
    Writes,
    spoken_to,
)
from tidings.waitlist.types import Booking, BookingState, Entry, EntryState, OfferState

router = web.router("waitlist", "/waitlist")


@router.get("/entries", summary="List who waits")
async def list_entries(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    state: EntryState | None = None,
    service_id: UUID | None = None,
    contact_id: UUID | None = None,
    language: web.Languages = None,
) -> web.Rows[EntryShown]:
    """List who is or was on the list, newest first."""
    found = await service.entries(
        unit, caller.organisation_id, state=state, service_id=service_id, contact_id=contact_id, cursor=page.cursor, limit=page.limit
    )  # fmt: skip
    about = await service.around(unit, caller.organisation_id, entry_ids=[each.id for each in found.rows])
    silent, words = await service.unreached(unit, caller.organisation_id, found.rows), await spoken_to(unit, caller, language)
    return web.Rows(items=[EntryShown.of(each, about, silent, words) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/entries", status_code=201, summary="Put somebody on the list", responses=web.problems(404, 409))
async def join(body: EntrySent, unit: web.Work, caller: Writes) -> EntryShown:
    """Put somebody on the list for a service, audited, and tell them. Who waits for it already keeps their place, with the new wishes."""
    wishes = body.wishes.wishes()
    entry = await service.join(
        unit, caller.organisation_id, caller.actor, body.contact_id, body.service_id, wishes, priority=body.priority, source="staff"
    )  # fmt: skip
    return await _entry(unit, caller, entry)


@router.get("/entries/{entry_id}", summary="Get who waits", responses=web.problems(404))
async def show_entry(entry_id: UUID, unit: web.Work, caller: Reads, language: web.Languages = None) -> EntryShown:
    """Get somebody's place on the list."""
    return await _entry(unit, caller, await service.entry(unit, caller.organisation_id, entry_id), language)


@router.put("/entries/{entry_id}", summary="Change what somebody waits for", responses=web.problems(404, 409))
async def change_entry(entry_id: UUID, body: EntryChanged, unit: web.Work, caller: Writes) -> EntryShown:
    """Change somebody's wishes and priority, audited; they keep their place."""
    wishes = body.wishes.wishes()
    return await _entry(unit, caller, await service.change_entry(unit, caller.organisation_id, caller.actor, entry_id, wishes, body.priority))


@router.post("/entries/{entry_id}/leave", summary="Take somebody off the list", responses=web.problems(404, 409))
async def leave(entry_id: UUID, unit: web.Work, caller: Writes) -> EntryShown:
    """Take somebody off the list, audited; what they are being offered passes on."""
    return await _entry(unit, caller, await service.leave(unit, caller.organisation_id, caller.actor, entry_id))


@router.post("/entries/{entry_id}/restore", summary="Give somebody their place back", responses=web.problems(404, 409))
async def restore(entry_id: UUID, unit: web.Work, caller: Writes) -> EntryShown:
    """Give somebody who left the list their place back, audited: they wait as since they joined. Refused for who has booked or signed up anew."""
    return await _entry(unit, caller, await service.restore(unit, caller.organisation_id, caller.actor, entry_id))


@router.get("/entries/{entry_id}/chances", summary="Say why somebody is not asked", responses=web.problems(404))
async def list_chances(entry_id: UUID, unit: web.Work, caller: Reads, language: web.Languages = None) -> web.Rows[ChanceShown]:
    """Say of the next open slots of their service why each is not offered to them, or how many come before them. Nothing is sent or held."""
    found = await service.chances(unit, caller.organisation_id, entry_id)
    about = await service.around(unit, caller.organisation_id)
    words = await spoken_to(unit, caller, language)
    return web.Rows(items=[ChanceShown.of(each, about, words) for each in found], next_cursor=None)


@router.get("/offers", summary="List offers")
async def list_offers(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    slot_id: UUID | None = None,
    contact_id: UUID | None = None,
    state: OfferState | None = None,
    *,
    unclear: Annotated[bool, Query(description="Those whose answer waits for a person: not understood, or endlessly repeated.")] = False,
    language: web.Languages = None,
) -> web.Rows[OfferShown]:
    """List who was asked about which slot, newest first, with why it was them and what became of it."""
    found = await service.offers_made(
        unit, caller.organisation_id, slot_id=slot_id, contact_id=contact_id, state=state, unclear=unclear, cursor=page.cursor, limit=page.limit
    )  # fmt: skip
    about = await service.around_offers(unit, caller.organisation_id, found.rows)
    words = await spoken_to(unit, caller, language)
    return web.Rows(items=[OfferShown.of(each, about, words) for each in found.rows], next_cursor=found.next_cursor)


@router.get("/offers/{offer_id}", summary="Get an offer", responses=web.problems(404))
async def show_offer(offer_id: UUID, unit: web.Work, caller: Reads, language: web.Languages = None) -> OfferShown:
    """Get an offer."""
    return await _offer(unit, caller, offer_id, language)


@router.post("/offers/{offer_id}/answer", summary="Answer an offer in somebody's place", responses=web.problems(404, 409))
async def answer_offer(offer_id: UUID, body: OfferAnswered, unit: web.Work, caller: Sends, language: web.Languages = None) -> OfferShown:
    """Answer an offer for somebody who told you what they want, as their own word would have; they are told of a booking."""
    outcome = await service.answer_offer(unit, caller.organisation_id, offer_id, Answer.YES if body.yes else Answer.NO, caller.actor)
    if outcome is None:
        raise errors.not_there("offer", offer_id)
    return await _offer(unit, caller, offer_id, language)


@router.get("/bookings", summary="List bookings")
async def list_bookings(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    slot_id: UUID | None = None,
    contact_id: UUID | None = None,
    state: BookingState | None = None,
) -> web.Rows[BookingShown]:
    """List bookings, newest first."""
    found = await service.bookings(
        unit, caller.organisation_id, slot_id=slot_id, contact_id=contact_id, state=state, cursor=page.cursor, limit=page.limit
    )  # fmt: skip
    return await _bookings(unit, caller, found)


@router.get("/bookings/to-come", summary="List bookings to come")
async def list_to_come(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    days: Annotated[int, Query(ge=1, le=366, description="That begin within so many days from now.")] = 30,
    service_id: UUID | None = None,
    staff_id: UUID | None = None,
    person: Annotated[
        str, Query(max_length=200, description="Of somebody: beginnings of their names, a whole phone or email.", examples=["lovelace"])
    ] = "",
) -> web.Rows[BookingShown]:
    """List bookings that stand and are to come, the soonest first."""
    found = await service.bookings_to_come(
        unit,
        caller.organisation_id,
        timedelta(days=days),
        service_id=service_id,
        staff_id=staff_id,
        person=person,
        cursor=page.cursor,
        limit=page.limit,
    )
    return await _bookings(unit, caller, found)


@router.post("/bookings", status_code=201, summary="Book a slot for somebody", responses=web.problems(404, 409))
async def book(body: BookingSent, unit: web.Work, caller: Sends) -> BookingShown:
    """Book a free or held slot by hand, audited, and tell the person; its offers are withdrawn."""
    return await _booking(unit, caller, await service.book(unit, caller.organisation_id, caller.actor, body.slot_id, body.contact_id, body.party))


@router.get("/bookings/{booking_id}", summary="Get a booking", responses=web.problems(404))
async def show_booking(booking_id: UUID, unit: web.Work, caller: Reads) -> BookingShown:
    """Get a booking."""
    return await _booking(unit, caller, await service.booking(unit, caller.organisation_id, booking_id))


@router.post("/bookings/{booking_id}/cancel", summary="Cancel a booking", responses=web.problems(404, 409))
async def cancel(booking_id: UUID, unit: web.Work, caller: Sends) -> BookingShown:
    """Cancel a booking, audited, and tell its person; the slot is offered to whoever waits. Done twice, it changes nothing."""
    return await _booking(unit, caller, await service.cancel(unit, caller.organisation_id, caller.actor, booking_id))


@router.post("/bookings/{booking_id}/attendance", summary="Say whether somebody came", responses=web.problems(404, 409))
async def mark(booking_id: UUID, body: Attendance, unit: web.Work, caller: Writes) -> BookingShown:
    """Say whether somebody came, once it began; audited, and may be corrected."""
    state = BookingState.ATTENDED if body.came else BookingState.NO_SHOW
    return await _booking(unit, caller, await service.mark(unit, caller.organisation_id, caller.actor, booking_id, state))


async def _entry(unit: Unit, caller: Caller, entry: Entry, language: str | None = None) -> EntryShown:
    about = await service.around(unit, caller.organisation_id, entry_ids=[entry.id])
    silent = await service.unreached(unit, caller.organisation_id, [entry])
    return EntryShown.of(entry, about, silent, await spoken_to(unit, caller, language))


async def _offer(unit: Unit, caller: Caller, offer_id: UUID, language: str | None) -> OfferShown:
    found = await service.offer(unit, caller.organisation_id, offer_id)
    about = await service.around_offers(unit, caller.organisation_id, [found])
    return OfferShown.of(found, about, await spoken_to(unit, caller, language))


async def _booking(unit: Unit, caller: Caller, booking: Booking) -> BookingShown:
    about = await service.around(unit, caller.organisation_id, contact_ids=[booking.contact_id], slot_ids=[booking.slot_id])
    return BookingShown.of(booking, about)


async def _bookings(unit: Unit, caller: Caller, found: Page[Booking]) -> web.Rows[BookingShown]:
    people, slots = [each.contact_id for each in found.rows], [each.slot_id for each in found.rows]
    about = await service.around(unit, caller.organisation_id, contact_ids=people, slot_ids=slots)
    return web.Rows(items=[BookingShown.of(each, about) for each in found.rows], next_cursor=found.next_cursor)
