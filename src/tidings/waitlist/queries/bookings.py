"""Bookings: one for each slot among those that are not cancelled, by a unique index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.waitlist.types import Booking, BookingState

_COLUMNS = "b.id, b.slot_id, b.contact_id, b.entry_id, b.offer_id, b.party, b.state, b.via, b.booked_at, b.ended_at, b.next_reminder"


@dataclass(frozen=True, slots=True)
class Coming:
    """Which bookings to come are meant: whose slots begin before a moment; of a service, staff or people, or any."""

    until: datetime
    service_id: UUID | None = None
    staff_id: UUID | None = None
    contact_ids: Sequence[UUID] | None = None


async def insert(unit: Unit, organisation_id: UUID, bookings: Sequence[Booking]) -> None:
    """Add bookings of slots that are held and free. The index refuses a second one for a slot, and with it the transaction."""
    await unit.run(
        "INSERT INTO waitlist_bookings (organisation_id, id, slot_id, contact_id, entry_id, offer_id, party, state, via, booked_at, ended_at,"
        " next_reminder) SELECT %(org)s, v.* FROM unnest(%(ids)s::uuid[], %(slots)s::uuid[], %(contacts)s::uuid[], %(entries)s::uuid[],"
        " %(offers)s::uuid[], %(parties)s::smallint[], %(states)s::text[], %(via)s::text[], %(booked)s::timestamptz[], %(ended)s::timestamptz[],"
        " %(reminders)s::timestamptz[]) AS v",
        {
            "org": organisation_id,
            "ids": [each.id for each in bookings],
            "slots": [each.slot_id for each in bookings],
            "contacts": [each.contact_id for each in bookings],
            "entries": [each.entry_id for each in bookings],
            "offers": [each.offer_id for each in bookings],
            "parties": [each.party for each in bookings],
            "states": [each.state.value for each in bookings],
            "via": [each.via for each in bookings],
            "booked": [each.booked_at for each in bookings],
            "ended": [each.ended_at for each in bookings],
            "reminders": [each.next_reminder for each in bookings],
        },
    )


async def live_of(unit: Unit, organisation_id: UUID, slot_ids: Sequence[UUID]) -> dict[UUID, Booking]:
    """Return the booking of each slot that has one."""
    rows = await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_bookings b WHERE b.organisation_id = %(org)s AND b.slot_id = ANY(%(slots)s) AND b.state <> 'cancelled'",
        {"org": organisation_id, "slots": list(slot_ids)},
    )
    return {each.slot_id: each for each in rows}


async def of_offers(unit: Unit, organisation_id: UUID, offer_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the offers that led to a booking which was not cancelled."""
    return set(
        await unit.fetch(
            _id,
            "SELECT b.offer_id FROM waitlist_offers o JOIN waitlist_bookings b ON b.organisation_id = o.organisation_id AND b.slot_id = o.slot_id"
            " AND b.offer_id = o.id AND b.state <> 'cancelled' WHERE o.organisation_id = %(org)s AND o.id = ANY(%(ids)s)",
            {"org": organisation_id, "ids": list(offer_ids)},
        )
    )


async def of_slots(unit: Unit, organisation_id: UUID, slot_ids: Sequence[UUID]) -> list[Booking]:
    """Return all bookings of slots, cancelled ones, too."""
    return await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_bookings b WHERE b.organisation_id = %(org)s AND b.slot_id = ANY(%(slots)s)",
        {"org": organisation_id, "slots": list(slot_ids)},
    )


async def by_hand(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Return the bookings of people that no offer led to."""
    return await unit.fetch(
        _id,
        "SELECT id FROM waitlist_bookings WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND offer_id IS NULL",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def who_has(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Return who of these has a booking of a slot to come."""
    return set(
        await unit.fetch(
            _id,
            "SELECT b.contact_id FROM waitlist_bookings b JOIN waitlist_slots s ON s.organisation_id = b.organisation_id AND s.id = b.slot_id"
            " WHERE b.organisation_id = %(org)s AND b.contact_id = ANY(%(contacts)s) AND b.state = 'booked' AND s.starts_at > %(at)s",
            {"org": organisation_id, "contacts": list(contact_ids), "at": unit.at},
        )
    )


async def select(unit: Unit, organisation_id: UUID, booking_ids: Sequence[UUID]) -> list[Booking]:
    """Return bookings by id."""
    return await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_bookings b WHERE b.organisation_id = %(org)s AND b.id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(booking_ids)},
    )


async def end(unit: Unit, organisation_id: UUID, booking_ids: Sequence[UUID], state: BookingState) -> None:
    """Write what became of bookings; nobody is reminded of them any more."""
    await unit.run(
        "UPDATE waitlist_bookings SET state = %(state)s, ended_at = %(at)s, next_reminder = NULL"
        " WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(booking_ids), "state": state.value, "at": unit.at},
    )


async def page(
    unit: Unit,
    organisation_id: UUID,
    *,
    slot_id: UUID | None,
    contact_id: UUID | None,
    state: BookingState | None,
    before: UUID | None,
    limit: int,
) -> list[Booking]:
    """Return bookings that fit, newest first, before an id."""
    return await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_bookings b WHERE b.organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR b.id < %(before)s)"
        " AND (%(slot)s::uuid IS NULL OR b.slot_id = %(slot)s) AND (%(contact)s::uuid IS NULL OR b.contact_id = %(contact)s)"
        " AND (%(state)s::text IS NULL OR b.state = %(state)s) ORDER BY b.id DESC LIMIT %(limit)s",
        {
            "org": organisation_id,
            "before": before,
            "slot": slot_id,
            "contact": contact_id,
            "state": state and state.value,
            "limit": limit,
        },
    )


async def to_come(unit: Unit, organisation_id: UUID, wanted: Coming, after: UUID | None, limit: int) -> list[Booking]:
    """Return bookings that stand and whose slots begin between two moments, the soonest first, after one of them."""
    return await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_slots s JOIN waitlist_bookings b ON b.organisation_id = s.organisation_id AND b.slot_id = s.id"
        " WHERE s.organisation_id = %(org)s AND s.starts_at >= %(at)s AND s.starts_at < %(until)s AND b.state = 'booked'"
        " AND (%(service)s::uuid IS NULL OR s.service_id = %(service)s) AND (%(staff)s::uuid IS NULL OR s.staff_id = %(staff)s)"
        " AND (%(contacts)s::uuid[] IS NULL OR b.contact_id = ANY(%(contacts)s))"
        " AND (%(after)s::uuid IS NULL OR (s.starts_at, b.id) > (SELECT z.starts_at, a.id FROM waitlist_bookings a"
        "   JOIN waitlist_slots z ON z.organisation_id = a.organisation_id AND z.id = a.slot_id"
        "   WHERE a.organisation_id = %(org)s AND a.id = %(after)s)) ORDER BY s.starts_at, b.id LIMIT %(limit)s",
        {
            "org": organisation_id,
            "at": unit.at,
            "until": wanted.until,
            "service": wanted.service_id,
            "staff": wanted.staff_id,
            "contacts": None if wanted.contact_ids is None else list(wanted.contact_ids),
            "after": after,
            "limit": limit,
        },
    )


async def found(unit: Unit, organisation_id: UUID, service: str, contact_ids: Sequence[UUID], since: datetime, limit: int) -> list[Booking]:
    """Return bookings that stand and begin after a moment, of some people or of services with these letters in their name; the soonest first."""
    return await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_slots s JOIN waitlist_bookings b ON b.organisation_id = s.organisation_id AND b.slot_id = s.id"
        " JOIN waitlist_services v ON v.organisation_id = s.organisation_id AND v.id = s.service_id"
        " WHERE s.organisation_id = %(org)s AND s.starts_at >= %(since)s AND b.state = 'booked'"
        " AND (b.contact_id = ANY(%(contacts)s) OR strpos(folded(v.name), folded(%(service)s)) > 0) ORDER BY s.starts_at, b.id LIMIT %(limit)s",
        {"org": organisation_id, "contacts": list(contact_ids), "service": service, "since": since, "limit": limit},
    )


async def reminders_due_in(unit: Unit) -> list[UUID]:
    """Return the organisations that have somebody to remind (engine role)."""
    return await unit.fetch(_id, "SELECT DISTINCT organisation_id FROM waitlist_bookings WHERE next_reminder <= %(at)s ORDER BY 1", {"at": unit.at})


async def take_due(unit: Unit, organisation_id: UUID, most: int) -> list[Booking]:
    """Lock bookings whose people are to be reminded now."""
    return await unit.fetch(
        _booking,
        f"SELECT {_COLUMNS} FROM waitlist_bookings b WHERE b.organisation_id = %(org)s AND b.next_reminder <= %(at)s"
        " ORDER BY b.next_reminder, b.id LIMIT %(most)s FOR UPDATE OF b SKIP LOCKED",
        {"org": organisation_id, "at": unit.at, "most": most},
    )


async def remind_next(unit: Unit, organisation_id: UUID, reminders: Sequence[tuple[UUID, datetime | None]]) -> None:
    """Write when people are reminded next."""
    await unit.run(
        "UPDATE waitlist_bookings b SET next_reminder = v.at FROM unnest(%(ids)s::uuid[], %(ats)s::timestamptz[]) AS v (id, at)"
        " WHERE b.organisation_id = %(org)s AND b.id = v.id",
        {"org": organisation_id, "ids": [each for each, _ in reminders], "ats": [at for _, at in reminders]},
    )


def _booking(*columns: Any) -> Booking:
    identifier, slot_id, contact_id, entry_id, offer_id, party, state, *rest = columns
    return Booking(identifier, slot_id, contact_id, entry_id, offer_id, party, BookingState(state), *rest)


def _id(identifier: UUID) -> UUID:
    return identifier
