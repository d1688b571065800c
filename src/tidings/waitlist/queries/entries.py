"""Who is on the list."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.waitlist.queries.documents import wishes_from, wishes_to
from tidings.waitlist.types import Entry, EntryState

_COLUMNS = "e.id, e.contact_id, e.service_id, e.wishes, e.priority, e.state, e.source, e.created_at, e.changed_at"


async def put(unit: Unit, organisation_id: UUID, entry: Entry, *, keep: bool = False) -> Entry:
    """Put somebody on the list for a service; who waits already keeps their place, with the new wishes and priority or, with `keep`, the old."""
    rows = await unit.fetch(
        _entry,
        "INSERT INTO waitlist_entries AS e (organisation_id, id, contact_id, service_id, wishes, priority, state, source, created_at, changed_at)"
        " VALUES (%(org)s, %(id)s, %(contact)s, %(service)s, %(wishes)s, %(priority)s, 'waiting', %(source)s, %(at)s, %(at)s)"
        " ON CONFLICT (organisation_id, contact_id, service_id) WHERE state = 'waiting'"
        " DO UPDATE SET wishes = CASE WHEN %(keep)s THEN e.wishes ELSE excluded.wishes END,"
        " priority = CASE WHEN %(keep)s THEN e.priority ELSE excluded.priority END,"
        f" changed_at = CASE WHEN %(keep)s THEN e.changed_at ELSE excluded.changed_at END RETURNING {_COLUMNS}",
        {
            "org": organisation_id,
            "id": entry.id,
            "contact": entry.contact_id,
            "service": entry.service_id,
            "wishes": Jsonb(wishes_to(entry.wishes)),
            "priority": entry.priority,
            "source": entry.source,
            "at": unit.at,
            "keep": keep,
        },
    )
    return rows[0]


async def select(unit: Unit, organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[Entry]:
    """Return entries by id."""
    return await unit.fetch(
        _entry,
        f"SELECT {_COLUMNS} FROM waitlist_entries e WHERE e.organisation_id = %(org)s AND e.id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(entry_ids)},
    )


async def waiting(unit: Unit, organisation_id: UUID, service_id: UUID, after: UUID | None, most: int) -> list[Entry]:
    """Return some of those who wait for a service, in the order in which they are asked, after one of them."""
    return await unit.fetch(
        _entry,
        f"SELECT {_COLUMNS} FROM waitlist_entries e WHERE e.organisation_id = %(org)s AND e.service_id = %(service)s AND e.state = 'waiting'"
        " AND (%(after)s::uuid IS NULL OR (e.priority, e.created_at, e.id) > (SELECT a.priority, a.created_at, a.id FROM waitlist_entries a"
        "   WHERE a.organisation_id = %(org)s AND a.id = %(after)s)) ORDER BY e.priority, e.created_at, e.id LIMIT %(most)s",
        {"org": organisation_id, "service": service_id, "after": after, "most": most},
    )


async def count_upto(unit: Unit, organisation_id: UUID, service_id: UUID, entry_id: UUID) -> int:
    """Count who waits for a service up to an entry."""
    return await unit.value(
        "SELECT count(*)::int FROM waitlist_entries e WHERE e.organisation_id = %(org)s AND e.service_id = %(service)s AND e.state = 'waiting'"
        " AND (e.priority, e.created_at, e.id) <= (SELECT a.priority, a.created_at, a.id FROM waitlist_entries a"
        "   WHERE a.organisation_id = %(org)s AND a.id = %(entry)s)",
        {"org": organisation_id, "service": service_id, "entry": entry_id},
    )


async def waits_for(unit: Unit, organisation_id: UUID, contact_id: UUID, service_id: UUID) -> Entry | None:
    """Return somebody's place on the list for a service, locked; None if they don't wait for it."""
    return await unit.fetch_one(
        _entry,
        f"SELECT {_COLUMNS} FROM waitlist_entries e WHERE e.organisation_id = %(org)s AND e.contact_id = %(contact)s"
        " AND e.service_id = %(service)s AND e.state = 'waiting' FOR UPDATE",
        {"org": organisation_id, "contact": contact_id, "service": service_id},
    )


async def standing(unit: Unit, organisation_id: UUID, entry_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return the place of entries that wait among all who wait for the same service, from 1."""
    rows = await unit.fetch(
        _count,
        "SELECT e.id, (SELECT count(*)::int FROM waitlist_entries w WHERE w.organisation_id = e.organisation_id AND w.service_id = e.service_id"
        " AND w.state = 'waiting' AND (w.priority, w.created_at, w.id) <= (e.priority, e.created_at, e.id)) FROM waitlist_entries e"
        " WHERE e.organisation_id = %(org)s AND e.id = ANY(%(ids)s) AND e.state = 'waiting'",
        {"org": organisation_id, "ids": list(entry_ids)},
    )
    return dict(rows)


async def places(unit: Unit, organisation_id: UUID, entry_ids: Sequence[UUID]) -> dict[UUID, Entry]:
    """Return where the people of entries wait for the same service now, by those entries: a merge, or who signs up anew, makes it another one."""
    rows = await unit.fetch(
        _place,
        f"SELECT o.id, {_COLUMNS} FROM waitlist_entries o JOIN waitlist_entries e ON e.organisation_id = o.organisation_id"
        " AND e.contact_id = o.contact_id AND e.service_id = o.service_id AND e.state = 'waiting'"
        " WHERE o.organisation_id = %(org)s AND o.id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(entry_ids)},
    )
    return dict(rows)


async def page(
    unit: Unit, organisation_id: UUID, *, state: EntryState | None, service_id: UUID | None, contact_id: UUID | None, before: UUID | None, limit: int
) -> list[Entry]:
    """Return entries that fit, newest first, before an id."""
    return await unit.fetch(
        _entry,
        f"SELECT {_COLUMNS} FROM waitlist_entries e WHERE e.organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR e.id < %(before)s)"
        " AND (%(state)s::text IS NULL OR e.state = %(state)s) AND (%(service)s::uuid IS NULL OR e.service_id = %(service)s)"
        " AND (%(contact)s::uuid IS NULL OR e.contact_id = %(contact)s) ORDER BY e.id DESC LIMIT %(limit)s",
        {
            "org": organisation_id,
            "before": before,
            "state": state and state.value,
            "service": service_id,
            "contact": contact_id,
            "limit": limit,
        },
    )


async def set_states(unit: Unit, organisation_id: UUID, states: Sequence[tuple[UUID, EntryState]]) -> None:
    """Write where entries stand; who signed up anew meanwhile is left as they are."""
    await unit.run(
        "UPDATE waitlist_entries e SET state = v.state, changed_at = %(at)s FROM unnest(%(ids)s::uuid[], %(states)s::text[]) AS v (id, state)"
        " WHERE e.organisation_id = %(org)s AND e.id = v.id AND e.state <> v.state AND NOT (v.state = 'waiting' AND EXISTS"
        " (SELECT FROM waitlist_entries o WHERE o.organisation_id = e.organisation_id AND o.contact_id = e.contact_id"
        "   AND o.service_id = e.service_id AND o.state = 'waiting'))",
        {"org": organisation_id, "ids": [each for each, _ in states], "states": [state.value for _, state in states], "at": unit.at},
    )


async def restore(unit: Unit, organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[Entry]:
    """Have those of some entries wait again whose people left, since when they joined; who signed up anew is left out. Returns who waits."""
    try:
        return await unit.fetch(
            _entry,
            "UPDATE waitlist_entries e SET state = 'waiting', changed_at = %(at)s WHERE e.organisation_id = %(org)s AND e.id = ANY(%(ids)s)"
            " AND e.state = 'left' AND NOT EXISTS (SELECT FROM waitlist_entries o WHERE o.organisation_id = e.organisation_id"
            f"   AND o.contact_id = e.contact_id AND o.service_id = e.service_id AND o.state = 'waiting') RETURNING {_COLUMNS}",
            {"org": organisation_id, "ids": list(entry_ids), "at": unit.at},
        )
    except UniqueViolation:  # they sign up at this very moment
        return []


def _count(entry_id: UUID, count: int) -> tuple[UUID, int]:
    return entry_id, count


def _place(of: UUID, *columns: Any) -> tuple[UUID, Entry]:
    return of, _entry(*columns)


def _entry(*columns: Any) -> Entry:
    identifier, contact_id, service_id, wishes, priority, state, *rest = columns
    return Entry(identifier, contact_id, service_id, wishes_from(wishes), priority, EntryState(state), *rest)
