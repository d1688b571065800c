"""What people did."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from psycopg.errors import LockNotAvailable
from psycopg.types.json import Jsonb

from tidings.contacts.types import EventFilter, EventName, Occurrence, StoredEvent
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit

_LATEST = datetime.max.replace(tzinfo=UTC)
_LAST_ID = UUID(int=(1 << 128) - 1)


_NAMES = sql("tidings.contacts", "event_names")


async def add(unit: Unit, organisation_id: UUID, events: Sequence[Occurrence]) -> set[tuple[UUID, datetime]]:
    """Record events; those already there are left alone. Returns the ids and times of those that are new."""
    rows = await unit.fetch(
        _named,
        "INSERT INTO events (organisation_id, contact_id, name, at, id, properties, source)"
        " SELECT %(org)s, staged.* FROM unnest(%(contacts)s::uuid[], %(names)s::text[], %(times)s::timestamptz[], %(ids)s::uuid[],"
        "   %(properties)s::jsonb[], %(sources)s::text[]) AS staged"
        " ON CONFLICT DO NOTHING RETURNING id, at",
        {
            "org": organisation_id,
            "contacts": [event.contact_id for event in events],
            "names": [event.name for event in events],
            "times": [event.at for event in events],
            "ids": [event.id for event in events],
            "properties": [Jsonb(event.properties) for event in events],
            "sources": [event.source for event in events],
        },
    )
    return set(rows)


async def page(
    unit: Unit, organisation_id: UUID, contact_id: UUID, wanted: EventFilter, after: tuple[datetime, UUID] | None, limit: int
) -> list[StoredEvent]:
    """Return a contact's events, newest first, after a time and id. They are read from the primary key, months outside the times not at all."""
    return await unit.fetch(
        StoredEvent,
        "SELECT id, name, at, properties, source FROM events WHERE organisation_id = %(org)s AND contact_id = %(contact)s"
        " AND (%(name)s::text IS NULL OR name = %(name)s)"
        " AND at >= %(since)s::timestamptz AND at <= %(until)s::timestamptz AND (at, id) < (%(until)s::timestamptz, %(before)s::uuid)"
        " ORDER BY at DESC, id DESC LIMIT %(limit)s",
        {
            "org": organisation_id,
            "contact": contact_id,
            "name": wanted.name,
            "since": wanted.since or datetime.min.replace(tzinfo=UTC),
            "until": min(after[0], wanted.until or _LATEST) if after else wanted.until or _LATEST,
            "before": after[1] if after else _LAST_ID,
            "limit": limit,
        },
    )


async def names(unit: Unit, organisation_id: UUID, since: datetime, most: int) -> list[EventName]:
    """Return the names of events in their order, with how many there were from a moment on and when the latest was."""
    return await unit.fetch(EventName, _NAMES, {"org": organisation_id, "since": since, "at": unit.at, "most": most})


async def open_months_of(unit: Unit, moments: Sequence[datetime]) -> bool:
    """Make the partitions of the months of these moments, those that are not there yet (engine role); False if they were in use for 3 s."""
    try:
        await unit.run(
            "SELECT set_config('lock_timeout', '3s', true),"
            " (SELECT count(open_events_month(moment)::text) FROM unnest(%(moments)s::timestamptz[]) AS moment)",
            {"moments": sorted(moments)},
        )
    except LockNotAvailable:
        return False
    return True


async def open_months(unit: Unit, at: datetime, ahead: int) -> None:
    """Make the partitions of the month of `at` and of the `ahead` months after it, those that are not there yet (engine role)."""
    await unit.run(
        "SELECT open_events_month(%(at)s::timestamptz + make_interval(months => n)) FROM generate_series(0, %(ahead)s::int) AS n",
        {"at": at, "ahead": ahead},
    )


async def drop_before(unit: Unit, moment: datetime) -> int:
    """Drop the months that were over before a moment, and return how many (engine role)."""
    return await unit.value("SELECT drop_events_before(%(moment)s)", {"moment": moment})


def _named(identifier: UUID, at: datetime) -> tuple[UUID, datetime]:
    return identifier, at
