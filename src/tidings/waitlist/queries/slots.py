"""Slots: made, locked in the order of their ids, and what each is at this moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.waitlist.types import Origin, Slot, SlotState

_STATE = (
    "CASE WHEN s.closed_at IS NOT NULL THEN 'closed'"
    " WHEN EXISTS (SELECT FROM waitlist_bookings b WHERE b.organisation_id = s.organisation_id AND b.slot_id = s.id AND b.state <> 'cancelled')"
    " THEN 'booked' WHEN s.starts_at <= %(at)s THEN 'past'"
    " WHEN EXISTS (SELECT FROM waitlist_offers o WHERE o.organisation_id = s.organisation_id AND o.slot_id = s.id AND o.state = 'open') THEN 'held'"
    " ELSE 'free' END"
)
_COLUMNS = f"s.id, s.service_id, s.staff_id, s.starts_at, s.ends_at, s.places, s.origin, {_STATE} AS state, s.next_look, s.created_at, s.look_from"


async def insert(unit: Unit, organisation_id: UUID, slots: Sequence[Slot]) -> set[UUID]:
    """Add slots and return those that are new: somebody has one slot at a time of beginning."""
    rows = await unit.fetch(
        _id,
        "INSERT INTO waitlist_slots (organisation_id, id, service_id, staff_id, starts_at, ends_at, places, origin, next_look, created_at)"
        " SELECT %(org)s, v.* FROM unnest(%(ids)s::uuid[], %(services)s::uuid[], %(staff)s::uuid[], %(starts)s::timestamptz[],"
        " %(ends)s::timestamptz[], %(places)s::smallint[], %(origins)s::text[], %(looks)s::timestamptz[], %(created)s::timestamptz[]) AS v"
        " ON CONFLICT DO NOTHING RETURNING id",
        {
            "org": organisation_id,
            "ids": [each.id for each in slots],
            "services": [each.service_id for each in slots],
            "staff": [each.staff_id for each in slots],
            "starts": [each.starts_at for each in slots],
            "ends": [each.ends_at for each in slots],
            "places": [each.places for each in slots],
            "origins": [each.origin.value for each in slots],
            "looks": [each.next_look for each in slots],
            "created": [each.created_at for each in slots],
        },
    )
    return set(rows)


async def busy(
    unit: Unit, organisation_id: UUID, staff_ids: Sequence[UUID], starts_at: datetime, ends_at: datetime
) -> list[tuple[UUID, datetime, datetime]]:
    """Hold staff until the transaction ends, and return the slots that they have between two moments: which, from, until."""
    params = {"org": organisation_id, "staff": sorted(staff_ids), "starts": starts_at, "ends": ends_at}
    await unit.run("SELECT FROM waitlist_staff WHERE organisation_id = %(org)s AND id = ANY(%(staff)s) ORDER BY id FOR UPDATE", params)
    return await unit.fetch(
        _span,
        "SELECT id, starts_at, ends_at FROM waitlist_slots WHERE organisation_id = %(org)s AND staff_id = ANY(%(staff)s)"
        " AND closed_at IS NULL AND starts_at < %(ends)s AND ends_at > %(starts)s",
        params,
    )


async def select(unit: Unit, organisation_id: UUID, slot_ids: Sequence[UUID], *, hold: bool = False) -> list[Slot]:
    """Return slots by id; with `hold` nobody else books, closes or offers them until the transaction ends."""
    params = {"org": organisation_id, "ids": list(slot_ids), "at": unit.at}
    if hold:
        await unit.run("SELECT FROM waitlist_slots WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id FOR UPDATE", params)
    return await unit.fetch(_slot, f"SELECT {_COLUMNS} FROM waitlist_slots s WHERE s.organisation_id = %(org)s AND s.id = ANY(%(ids)s)", params)


async def page(
    unit: Unit, organisation_id: UUID, *, since: datetime, until: datetime | None, service_id: UUID | None, after: UUID | None, limit: int
) -> list[Slot]:
    """Return slots that begin between two moments, by when they begin, after one of them."""
    return await unit.fetch(
        _slot,
        f"SELECT {_COLUMNS} FROM waitlist_slots s WHERE s.organisation_id = %(org)s AND s.starts_at >= %(since)s"
        " AND (%(until)s::timestamptz IS NULL OR s.starts_at < %(until)s) AND (%(service)s::uuid IS NULL OR s.service_id = %(service)s)"
        " AND (%(after)s::uuid IS NULL OR (s.starts_at, s.id) > (SELECT a.starts_at, a.id FROM waitlist_slots a"
        "   WHERE a.organisation_id = %(org)s AND a.id = %(after)s))"
        " ORDER BY s.starts_at, s.id LIMIT %(limit)s",
        {"org": organisation_id, "since": since, "until": until, "service": service_id, "after": after, "limit": limit, "at": unit.at},
    )


async def due_in(unit: Unit) -> list[UUID]:
    """Return the organisations with slots that are due for a look (engine role)."""
    return await unit.fetch(_id, "SELECT DISTINCT organisation_id FROM waitlist_slots WHERE next_look <= %(at)s ORDER BY 1", {"at": unit.at})


async def next_due(unit: Unit) -> datetime | None:
    """Return when a slot is looked at next, or somebody is reminded of a booking, over all organisations (engine role)."""
    return await unit.value(
        "SELECT least((SELECT min(next_look) FROM waitlist_slots WHERE next_look IS NOT NULL),"
        " (SELECT min(next_reminder) FROM waitlist_bookings WHERE next_reminder IS NOT NULL))"
    )


async def take_due(unit: Unit, organisation_id: UUID, most: int) -> list[Slot]:
    """Lock slots that are due and that nobody else looks at, until the transaction ends."""
    params = {"org": organisation_id, "at": unit.at, "most": most}
    ids = await unit.fetch(
        _id,
        "SELECT id FROM waitlist_slots WHERE organisation_id = %(org)s AND id IN"
        " (SELECT id FROM waitlist_slots WHERE organisation_id = %(org)s AND next_look <= %(at)s ORDER BY next_look LIMIT %(most)s)"
        " ORDER BY id FOR UPDATE SKIP LOCKED",
        params,
    )
    return sorted(await select(unit, organisation_id, ids), key=lambda each: (each.starts_at, each.id)) if ids else []


async def look_at(
    unit: Unit, organisation_id: UUID, looks: Sequence[tuple[UUID, datetime | None]], after: Mapping[UUID, UUID] = MappingProxyType({})
) -> None:
    """Set when held slots are looked at next, and `after` which entry of the list that look goes on; without one it begins anew."""
    await unit.run(
        "UPDATE waitlist_slots s SET next_look = v.at, look_from = v.after"
        " FROM unnest(%(ids)s::uuid[], %(ats)s::timestamptz[], %(after)s::uuid[]) AS v (id, at, after)"
        " WHERE s.organisation_id = %(org)s AND s.id = v.id",
        {
            "org": organisation_id,
            "ids": [slot_id for slot_id, _ in looks],
            "ats": [at for _, at in looks],
            "after": [after.get(slot_id) for slot_id, _ in looks],
        },
    )


async def wake(unit: Unit, organisation_id: UUID, service_id: UUID | None = None) -> int:
    """Have the slots to come looked at now, of one service or of all, but for booked ones, and those held by somebody at this moment.

    A worker that holds one writes down when it is looked at again: whoever it did not see yet is found then.
    """
    return await unit.run(
        "WITH held AS (SELECT s.id FROM waitlist_slots s WHERE s.organisation_id = %(org)s AND s.closed_at IS NULL AND s.starts_at > %(at)s"
        " AND (%(service)s::uuid IS NULL OR s.service_id = %(service)s) AND (s.next_look IS NULL OR s.next_look > %(at)s)"
        " AND NOT EXISTS (SELECT FROM waitlist_bookings b WHERE b.organisation_id = %(org)s AND b.slot_id = s.id AND b.state <> 'cancelled')"
        " ORDER BY s.id FOR UPDATE OF s SKIP LOCKED)"
        " UPDATE waitlist_slots s SET next_look = %(at)s, look_from = NULL FROM held WHERE s.organisation_id = %(org)s AND s.id = held.id",
        {"org": organisation_id, "service": service_id, "at": unit.at},
    )


async def close(unit: Unit, organisation_id: UUID, slot_id: UUID) -> None:
    """Close a slot; a worker withdraws its offers."""
    await unit.run(
        "UPDATE waitlist_slots SET closed_at = %(at)s, next_look = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s AND closed_at IS NULL",
        {"org": organisation_id, "id": slot_id, "at": unit.at},
    )


async def open_again(unit: Unit, organisation_id: UUID, slot_id: UUID) -> None:
    """Open a slot that was closed; a worker looks whom to ask, from the first on."""
    await unit.run(
        "UPDATE waitlist_slots SET closed_at = NULL, next_look = %(at)s, look_from = NULL WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": slot_id, "at": unit.at},
    )


def _slot(*columns: Any) -> Slot:
    identifier, service_id, staff_id, starts_at, ends_at, places, origin, state, *rest = columns
    return Slot(identifier, service_id, staff_id, starts_at, ends_at, places, Origin(origin), SlotState(state), *rest)


def _span(slot_id: UUID, starts_at: datetime, ends_at: datetime) -> tuple[UUID, datetime, datetime]:
    return slot_id, starts_at, ends_at


def _id(identifier: UUID) -> UUID:
    return identifier
