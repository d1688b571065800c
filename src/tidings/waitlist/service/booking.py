"""Bookings: by hand, cancelled, attended or missed, and reminders before them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.content.types import ThingKind
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.waitlist import errors
from tidings.waitlist.queries import bookings as queries
from tidings.waitlist.queries import catalogue, entries, offers
from tidings.waitlist.queries import slots as slot_rows
from tidings.waitlist.rules import times
from tidings.waitlist.service import asking
from tidings.waitlist.service.slots import slot
from tidings.waitlist.service.telling import Telling, tell, told_enough
from tidings.waitlist.types import Booking, BookingState, EntryState, Offer, OfferState, SlotState, Tells

STAFF = "staff"
_MOST = 500
"""Reminders of one look."""
_LATELY = timedelta(days=1)
_OPEN = frozenset({SlotState.FREE, SlotState.HELD})


async def book(unit: Unit, organisation_id: UUID, actor: str, slot_id: UUID, contact_id: UUID, party: int = 1) -> Booking:
    """Book a slot for somebody by hand, and tell them; offers of it are withdrawn. Audited.

    Who waited for such a slot leaves the list. Who was just being offered this one has taken it; another offer of theirs passes on.
    Raises NotFound, Invalid for a party that is too large, Conflict if the slot is not free.
    """
    await contacts.contact(unit, organisation_id, contact_id)
    theirs = await offers.open_of(unit, organisation_id, [contact_id])
    await slot_rows.select(unit, organisation_id, [slot_id, *(each.slot_id for each in theirs)], hold=True)
    found = await slot(unit, organisation_id, slot_id)
    if found.state not in _OPEN:
        raise errors.not_free()
    if not 1 <= party <= found.places:
        raise errors.wrong("party", f"The slot has {found.places} places.", "Choose a larger slot, or a smaller party.")
    reminder = times.next_reminder(await catalogue.settings(unit, organisation_id), found.starts_at, unit.at)
    made = Booking(
        new_id(unit.at), slot_id, contact_id, None, None, party, BookingState.BOOKED, STAFF, unit.at, None, reminder
    )  # fmt: skip
    made = await _off_the_list(unit, organisation_id, made, found.service_id, [each.id for each in theirs])
    await queries.insert(unit, organisation_id, [made])
    await slot_rows.look_at(unit, organisation_id, [(slot_id, unit.at)])
    await tell(unit, organisation_id, [Telling(Tells.BOOKED, str(made.id), contact_id, found, (ThingKind.BOOKING, made.id))])
    await asking.ask_of_booking(unit, organisation_id, made, found)
    await _audit(unit, organisation_id, actor, "waitlist.booked", made)
    return made


async def _off_the_list(unit: Unit, organisation_id: UUID, made: Booking, service_id: UUID, offer_ids: Sequence[UUID]) -> Booking:
    """Take who is booked by hand off the list of a service, with what they are being offered of it; return the booking as it then came about."""
    held = [each for each in await offers.select(unit, organisation_id, offer_ids, hold=True) if each.state is OfferState.OPEN]
    place = await entries.waits_for(unit, organisation_id, made.contact_id, service_id)
    if place is None:
        return made
    await entries.set_states(unit, organisation_id, [(place.id, EntryState.BOOKED)])
    unit.changed(organisation_id, "waitlist_entry", place.id)
    over = [each for each in held if each.entry_id == place.id]
    taken = next((each for each in over if each.slot_id == made.slot_id), None)
    now = [
        replace(each, state=OfferState.ACCEPTED, answered_at=unit.at, answer=Answer.YES.value, answered_by=STAFF, unclear_id=None)
        if each is taken
        else replace(each, state=OfferState.WITHDRAWN)
        for each in over
    ]
    await offers.update(unit, organisation_id, now)
    await notices.withdraw(unit, organisation_id, [each.notice_id for each in now if each.notice_id])
    await slot_rows.look_at(unit, organisation_id, [(each.slot_id, unit.at) for each in sorted(now, key=lambda one: one.slot_id)])
    return replace(made, entry_id=place.id, offer_id=taken.id if taken else None)


async def booking(unit: Unit, organisation_id: UUID, booking_id: UUID) -> Booking:
    """Return a booking. Raises NotFound."""
    found = await queries.select(unit, organisation_id, [booking_id])
    if not found:
        raise errors.not_there("booking", booking_id)
    return found[0]


async def bookings(
    unit: Unit,
    organisation_id: UUID,
    *,
    slot_id: UUID | None = None,
    contact_id: UUID | None = None,
    state: BookingState | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Booking]:
    """List bookings that fit, newest first."""
    before = decode_id_cursor(cursor)
    rows = await queries.page(unit, organisation_id, slot_id=slot_id, contact_id=contact_id, state=state, before=before, limit=limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def bookings_called(unit: Unit, organisation_id: UUID, service: str, contact_ids: Sequence[UUID], limit: int) -> list[Booking]:
    """Return bookings that stand, from a day ago on: of some people, or of services with these letters in their name; the soonest first."""
    return await queries.found(unit, organisation_id, service, contact_ids, unit.at - _LATELY, limit)


async def offers_made(
    unit: Unit,
    organisation_id: UUID,
    *,
    slot_id: UUID | None = None,
    contact_id: UUID | None = None,
    state: OfferState | None = None,
    unclear: bool = False,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Offer]:
    """List offers that fit, newest first; `unclear` ones were answered by something that is not understood, and wait for a person."""
    before = decode_id_cursor(cursor)
    rows = await offers.page(
        unit, organisation_id, slot_id=slot_id, contact_id=contact_id, state=state, unclear=unclear, before=before, limit=limit + 1
    )  # fmt: skip
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def offer(unit: Unit, organisation_id: UUID, offer_id: UUID) -> Offer:
    """Return an offer. Raises NotFound."""
    found = await offers.select(unit, organisation_id, [offer_id])
    if not found:
        raise errors.not_there("offer", offer_id)
    return found[0]


async def cancel(unit: Unit, organisation_id: UUID, actor: str, booking_id: UUID) -> Booking:
    """Cancel a booking, tell its person, and have the slot offered to whoever waits. Audited; done twice, it changes nothing.

    Raises NotFound, Conflict for one that was attended or missed.
    """
    first = await booking(unit, organisation_id, booking_id)
    found = await slot(unit, organisation_id, first.slot_id, hold=True)
    present = await booking(unit, organisation_id, booking_id)
    if present.state is BookingState.CANCELLED:
        return present
    if present.state is not BookingState.BOOKED:
        raise errors.not_free()
    await queries.end(unit, organisation_id, [booking_id], BookingState.CANCELLED)
    if present.entry_id is not None:
        await entries.set_states(unit, organisation_id, [(present.entry_id, EntryState.LEFT)])
    await slot_rows.look_at(unit, organisation_id, [(found.id, unit.at)])
    await tell(unit, organisation_id, [Telling(Tells.CANCELLED, str(booking_id), present.contact_id, found, (ThingKind.BOOKING, booking_id))])
    await _audit(unit, organisation_id, actor, "waitlist.booking_cancelled", present)
    return await booking(unit, organisation_id, booking_id)


async def cancel_by_word(unit: Unit, organisation_id: UUID, booking_id: UUID, answer: Mapping[str, Any]) -> None:
    """Cancel a booking made by hand whose person said so, and tell them. Who says it again is told so some times, and put before a person."""
    channel = Channel(answer["channel"])
    found = await queries.select(unit, organisation_id, [booking_id])
    if not found:
        return
    present, about = found[0], await slot(unit, organisation_id, found[0].slot_id)
    if present.state is BookingState.BOOKED:
        await cancel(unit, organisation_id, channel.value, booking_id)
    else:
        again_told = Telling(Tells.CANCELLED, answer["message_id"], present.contact_id, about, (ThingKind.BOOKING, booking_id), channel)
        if not await told_enough(unit, organisation_id, [again_told]):
            await tell(unit, organisation_id, [again_told])
        if answer["again"]:
            unit.happened(Happened("answer.repeated", organisation_id, {"contact_id": str(present.contact_id), "at": answer["at"]}))
    source = f"{asking.BOOKING_SOURCE}{booking_id}"
    again = Question(new_id(unit.at), channel, UUID(answer["address_id"]), None, (Answer.CANCEL,), source, about.starts_at, again=True)
    await conversations.ask(unit, organisation_id, [again])


async def mark(unit: Unit, organisation_id: UUID, actor: str, booking_id: UUID, state: BookingState) -> Booking:
    """Say that somebody came or did not, once it began; may be corrected. Audited. Raises NotFound, Conflict if cancelled or not begun."""
    first = await booking(unit, organisation_id, booking_id)
    found = await slot(unit, organisation_id, first.slot_id, hold=True)
    present = await booking(unit, organisation_id, booking_id)
    if present.state is BookingState.CANCELLED:
        raise errors.over()
    if found.starts_at > unit.at:
        raise errors.not_yet()
    await queries.end(unit, organisation_id, [booking_id], state)
    await _audit(unit, organisation_id, actor, f"waitlist.{state.value}", present)
    return await booking(unit, organisation_id, booking_id)


async def organisations_reminding(unit: Unit) -> list[UUID]:
    """Return the organisations that have somebody to remind (engine role)."""
    return await queries.reminders_due_in(unit)


async def remind(unit: Unit, organisation_id: UUID) -> int:
    """Remind people whose time has come, each reminder once; of several that were missed only the last one. Returns how many."""
    due = await queries.take_due(unit, organisation_id, _MOST)
    if not due:
        return 0
    known = {each.id: each for each in await slot_rows.select(unit, organisation_id, [each.slot_id for each in due])}
    settings = await catalogue.settings(unit, organisation_id)
    tellings = [
        Telling(Tells.REMINDER, f"{each.id}:{each.next_reminder:%Y%m%dT%H%M}", each.contact_id, known[each.slot_id], (ThingKind.BOOKING, each.id))
        for each in due
        if known[each.slot_id].starts_at > unit.at
    ]
    await tell(unit, organisation_id, tellings)
    following = [(each.id, times.next_reminder(settings, known[each.slot_id].starts_at, unit.at)) for each in due]
    await queries.remind_next(unit, organisation_id, following)
    return len(due)


async def _audit(unit: Unit, organisation_id: UUID, actor: str, what: str, about: Booking) -> None:
    await accounts.record_audit(unit, organisation_id, actor, what, f"waitlist_booking:{about.id}")
    unit.changed(organisation_id, "waitlist_booking", about.id)
    unit.changed(organisation_id, "waitlist_slot", about.slot_id)
