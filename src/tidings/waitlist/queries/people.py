"""All that the waitlist keeps of a person: moved and removed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

_MOVES = (
    (
        "UPDATE waitlist_entries SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s"
        " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s)) RETURNING id"
    ),
    (
        "UPDATE waitlist_offers SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s"
        " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s)) RETURNING id"
    ),
    (
        "UPDATE waitlist_bookings SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s"
        " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s)) RETURNING id"
    ),
)
_HOLDS = (
    (
        "SELECT FROM waitlist_slots WHERE organisation_id = %(org)s AND id IN (SELECT slot_id FROM waitlist_offers"
        " WHERE organisation_id = %(org)s AND contact_id IN (%(source)s, %(target)s) AND state = 'open') ORDER BY id FOR UPDATE"
    ),
    "SELECT FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id IN (%(source)s, %(target)s) ORDER BY id FOR UPDATE",
)
_HOLDS_OF = (
    (
        "SELECT FROM waitlist_slots WHERE organisation_id = %(org)s AND id IN (SELECT slot_id FROM waitlist_offers"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) UNION SELECT slot_id FROM waitlist_bookings"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)) ORDER BY id FOR UPDATE"
    ),
    "SELECT FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY id FOR UPDATE",
    "SELECT FROM waitlist_entries WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY id FOR UPDATE",
)
_FORGETS = {
    "waitlist_entries": "DELETE FROM waitlist_entries WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
    "waitlist_offers": "DELETE FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
    "waitlist_bookings": "DELETE FROM waitlist_bookings WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """What became another contact's, by ids; which entries ended by it, and the notices of the offers that did."""

    things: Sequence[UUID]
    entries: Sequence[UUID]
    notices: Sequence[UUID]


async def move(unit: Unit, organisation_id: UUID, source: UUID, target: UUID, only: Sequence[UUID] | None = None) -> Moved:
    """Make one contact's entries, offers and bookings (all, or those with some ids) another's.

    Where both wait for one service, or both have an open offer, that of the one who goes ends: they are one person now. Slots, offers and
    entries are locked in the order of an answer.
    """
    params = {"org": organisation_id, "source": source, "target": target, "only": None if only is None else list(only), "at": unit.at}
    for statement in _HOLDS:
        await unit.run(statement, params)
    entries = await unit.fetch(
        _id,
        "UPDATE waitlist_entries e SET state = 'left', changed_at = %(at)s WHERE e.organisation_id = %(org)s AND e.contact_id = %(source)s"
        " AND e.state = 'waiting' AND EXISTS (SELECT FROM waitlist_entries o WHERE o.organisation_id = %(org)s AND o.contact_id = %(target)s"
        "   AND o.service_id = e.service_id AND o.state = 'waiting') RETURNING e.id",
        params,
    )
    notices = await unit.fetch(
        _id,
        "WITH ended AS (UPDATE waitlist_offers e SET state = 'withdrawn' WHERE e.organisation_id = %(org)s AND e.contact_id = %(source)s"
        " AND e.state = 'open' AND EXISTS (SELECT FROM waitlist_offers o WHERE o.organisation_id = %(org)s AND o.contact_id = %(target)s"
        "   AND o.state = 'open') RETURNING e.slot_id, e.notice_id)"
        " UPDATE waitlist_slots s SET next_look = %(at)s FROM ended WHERE s.organisation_id = %(org)s AND s.id = ended.slot_id"
        " RETURNING ended.notice_id",
        params,
    )
    moved: list[UUID] = []
    for statement in _MOVES:
        moved += await unit.fetch(_id, statement, params)
    return Moved(moved, entries, [each for each in notices if each])


async def free_slots(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> None:
    """Have slots looked at that people held or had booked. All that is theirs is locked in the order of an answer."""
    for statement in _HOLDS_OF:
        await unit.run(statement, {"org": organisation_id, "contacts": list(contact_ids)})
    await unit.run(
        "UPDATE waitlist_slots SET next_look = %(at)s, look_from = NULL"
        " WHERE organisation_id = %(org)s AND closed_at IS NULL AND starts_at > %(at)s AND id IN"
        " (SELECT slot_id FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND state = 'open'"
        "  UNION SELECT slot_id FROM waitlist_bookings WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND state = 'booked')",
        {"org": organisation_id, "contacts": list(contact_ids), "at": unit.at},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> set[tuple[UUID, UUID | None]]:
    """Return who of these is or was on the list, or had a booking."""
    rows = await unit.fetch(
        _id,
        "SELECT contact_id FROM waitlist_entries WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " UNION SELECT contact_id FROM waitlist_bookings WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    return {(each, None) for each in rows}


async def concerned_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return who of these waits, joined or left the list since, answered an offer, or has or had a booking whose slot ends after that moment."""
    rows = await unit.fetch(
        _id,
        "SELECT contact_id FROM waitlist_entries WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        "   AND (state = 'waiting' OR changed_at >= %(since)s)"
        " UNION SELECT contact_id FROM waitlist_offers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        "   AND answered_at >= %(since)s"
        " UNION SELECT b.contact_id FROM waitlist_bookings b JOIN waitlist_slots s ON s.organisation_id = %(org)s AND s.id = b.slot_id"
        "   WHERE b.organisation_id = %(org)s AND b.contact_id = ANY(%(contacts)s) AND (b.booked_at >= %(since)s OR s.ends_at >= %(since)s)",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since},
    )
    return set(rows)


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[str, int]:
    """Remove all that is kept of people; return how much of what."""
    params = {"org": organisation_id, "contacts": list(contact_ids)}
    return {what: await unit.run(statement, params) for what, statement in _FORGETS.items()}


def _id(identifier: UUID) -> UUID:
    return identifier
