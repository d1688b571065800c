"""What people did."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.contacts.types import Occurrence
from tidings.infra.db.unit import Unit


async def add(unit: Unit, organisation_id: UUID, events: Sequence[Occurrence]) -> int:
    """Record events; those already there, by their ids, are left alone. Returns how many are new."""
    return await unit.run(
        "INSERT INTO events (organisation_id, contact_id, name, at, id, properties, source)"
        " SELECT %(org)s, staged.* FROM unnest(%(contacts)s::uuid[], %(names)s::text[], %(times)s::timestamptz[], %(ids)s::uuid[],"
        "   %(properties)s::jsonb[], %(sources)s::text[]) AS staged"
        " ON CONFLICT DO NOTHING",
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


async def open_months(unit: Unit, at: datetime, ahead: int) -> None:
    """Make the partitions of the month of `at` and of the `ahead` months after it, those that are not there yet (engine role)."""
    await unit.run(
        "SELECT open_events_month(%(at)s::timestamptz + make_interval(months => n)) FROM generate_series(0, %(ahead)s::int) AS n",
        {"at": at, "ahead": ahead},
    )


async def drop_before(unit: Unit, moment: datetime) -> int:
    """Drop the months that were over before a moment, and return how many (engine role)."""
    return await unit.value("SELECT drop_events_before(%(moment)s)", {"moment": moment})
