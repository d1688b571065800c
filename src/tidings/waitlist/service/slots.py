"""Slots: made by hand or from staff hours, shown, explained, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import ids_of, new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.waitlist import errors
from tidings.waitlist.queries import bookings, offers
from tidings.waitlist.queries import slots as queries
from tidings.waitlist.rules import times
from tidings.waitlist.service import catalogue
from tidings.waitlist.service.choosing import chooser
from tidings.waitlist.service.telling import voice
from tidings.waitlist.types import Match, NewSlot, Origin, Slot, SlotState

_LONGEST = timedelta(days=1)
_MOST_DAYS = 62
_MOST_PLACES = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which slots are meant: that begin between two moments (`until` None: without end), of a service or any."""

    since: datetime
    until: datetime | None = None
    service_id: UUID | None = None


async def slot(unit: Unit, organisation_id: UUID, slot_id: UUID, *, hold: bool = False) -> Slot:
    """Return a slot, with `hold` locked until the transaction ends. Raises NotFound."""
    found = await queries.select(unit, organisation_id, [slot_id], hold=hold)
    if not found:
        raise errors.not_there("slot", slot_id)
    return found[0]


async def slots(unit: Unit, organisation_id: UUID, wanted: Wanted, *, cursor: str | None = None, limit: int = 100) -> Page[Slot]:
    """List slots by when they begin."""
    rows = await queries.page(
        unit,
        organisation_id,
        since=wanted.since,
        until=wanted.until,
        service_id=wanted.service_id,
        after=decode_id_cursor(cursor),
        limit=limit + 1,
    )
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def add_slot(unit: Unit, organisation_id: UUID, actor: str, new: NewSlot) -> Slot:
    """Make a slot, which is offered at once to whoever waits for it. Audited.

    Raises NotFound for a service or staff that is not there, Invalid for times that can't be, Conflict where they are busy.
    """
    service = await catalogue.service(unit, organisation_id, new.service_id)
    ends_at = new.ends_at or new.starts_at + timedelta(minutes=service.minutes)
    if not new.starts_at < ends_at <= new.starts_at + _LONGEST:
        raise errors.wrong("ends_at", "A slot ends after it begins, within a day.", "Give a later end, or none.")
    if new.starts_at <= unit.at:
        raise errors.wrong("starts_at", "It would have begun.", "Give a time to come.")
    if not 1 <= new.places <= _MOST_PLACES:
        raise errors.wrong("places", f"A slot has 1 to {_MOST_PLACES} places.", "Give a number within.")
    if new.staff_id is not None:
        await _check_staff(unit, organisation_id, new.staff_id, new.service_id)
        if await queries.busy(unit, organisation_id, [new.staff_id], new.starts_at, ends_at):
            raise errors.overlaps()
    made = Slot(
        new_id(unit.at), new.service_id, new.staff_id, new.starts_at, ends_at, new.places, Origin.MADE, SlotState.FREE, unit.at, unit.at
    )  # fmt: skip
    await queries.insert(unit, organisation_id, [made])
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.slot_added", f"waitlist_slot:{made.id}")
    unit.changed(organisation_id, "waitlist_slot", made.id)
    return made


async def add_from_hours(unit: Unit, organisation_id: UUID, actor: str, service_id: UUID, staff_id: UUID, first: date, last: date) -> Sequence[Slot]:
    """Make slots of a service from somebody's hours on the days from `first` to `last`, where they are not busy yet; returns the new ones. Audited.

    Done twice, it adds nothing. Raises NotFound, Invalid.
    """
    if not first <= last <= first + timedelta(days=_MOST_DAYS):
        raise errors.wrong("last", f"The last day is not before the first, and within {_MOST_DAYS} days.", "Give a nearer day.")
    service = await catalogue.service(unit, organisation_id, service_id)
    staff = await catalogue.member(unit, organisation_id, staff_id)
    await _check_staff(unit, organisation_id, staff_id, service_id)
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    spans = [(start, end) for start, end in times.begins(staff, service.minutes, first, last, zone) if start > unit.at]
    if not spans:
        return []
    busy = await queries.busy(unit, organisation_id, [staff_id], min(spans)[0], max(end for _, end in spans))
    fresh = ids_of(unit.at)
    made = [
        Slot(next(fresh), service_id, staff_id, start, end, 1, Origin.HOURS, SlotState.FREE, unit.at, unit.at)
        for start, end in times.apart(spans, [(taken_from, taken_until) for _, taken_from, taken_until in busy])
    ]
    await queries.insert(unit, organisation_id, made)
    if made:
        await accounts.record_audit(unit, organisation_id, actor, "waitlist.slots_added", f"waitlist_staff:{staff_id}", {"slots": len(made)})
        unit.changed(organisation_id, "waitlist_slot")
    return made


async def close_slot(unit: Unit, organisation_id: UUID, actor: str, slot_id: UUID) -> Slot:
    """Offer a slot no more; a worker withdraws its offers. Audited; done twice, it changes nothing. Raises NotFound, Conflict if it is booked."""
    found = await slot(unit, organisation_id, slot_id, hold=True)
    if found.state is SlotState.BOOKED:
        raise errors.booked()
    if found.state is SlotState.CLOSED:
        return found
    await queries.close(unit, organisation_id, slot_id)
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.slot_closed", f"waitlist_slot:{slot_id}")
    unit.changed(organisation_id, "waitlist_slot", slot_id)
    return await slot(unit, organisation_id, slot_id)


async def open_slot(unit: Unit, organisation_id: UUID, actor: str, slot_id: UUID) -> Slot:
    """Offer a slot again that was closed and is still to come; whoever was just being asked about it may be asked anew.

    Audited; done to an open one, it changes nothing. Raises NotFound, Conflict if it has begun or its hours are another slot's by now.
    """
    found = await slot(unit, organisation_id, slot_id, hold=True)
    if found.state is not SlotState.CLOSED:
        return found
    if found.starts_at <= unit.at:
        raise errors.begun()
    if found.staff_id is not None:
        taken = [each for each, _, _ in await queries.busy(unit, organisation_id, [found.staff_id], found.starts_at, found.ends_at)]
        if taken:
            raise errors.hours_gone(booked=bool(await bookings.live_of(unit, organisation_id, taken)))
    await queries.open_again(unit, organisation_id, slot_id)
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.slot_opened", f"waitlist_slot:{slot_id}")
    unit.changed(organisation_id, "waitlist_slot", slot_id)
    return await slot(unit, organisation_id, slot_id)


async def matches(unit: Unit, organisation_id: UUID, slot_id: UUID, most: int = 100) -> Sequence[Match]:
    """Say whom a slot would be offered to now, in which order, and why not to the others. Nothing is sent or held. Raises NotFound."""
    found = await slot(unit, organisation_id, slot_id)
    made = await offers.of_slots(unit, organisation_id, [slot_id])
    choice = chooser(unit, organisation_id, await voice(unit, organisation_id), made)
    return (await choice.matches(replace(found, look_from=None), most))[:most]


async def _check_staff(unit: Unit, organisation_id: UUID, staff_id: UUID, service_id: UUID) -> None:
    staff = await catalogue.member(unit, organisation_id, staff_id)
    if staff.archived_at is not None or (staff.skills and service_id not in staff.skills):
        raise errors.wrong("staff_id", "They don't do this service.", "Choose somebody who does, or add the skill.")
