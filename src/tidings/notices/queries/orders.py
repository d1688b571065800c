"""In which order people want to be reached."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel


async def of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Sequence[Channel]]:
    """Return the orders of those who have one."""
    rows = await unit.fetch(
        _order,
        "SELECT contact_id, channels FROM channel_orders WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    return dict(rows)


async def put(unit: Unit, organisation_id: UUID, contact_id: UUID, order: Sequence[Channel]) -> None:
    """Keep a person's order in the place of the one that was there."""
    await unit.run(
        "INSERT INTO channel_orders AS o (organisation_id, contact_id, channels, changed_at)"
        " VALUES (%(org)s, %(contact)s, %(channels)s, %(at)s)"
        " ON CONFLICT (organisation_id, contact_id) DO UPDATE SET channels = excluded.channels, changed_at = excluded.changed_at",
        {"org": organisation_id, "contact": contact_id, "channels": [each.value for each in order], "at": unit.at},
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Forget the orders of people; returns how many."""
    return await unit.run(
        "DELETE FROM channel_orders WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


def _order(contact_id: UUID, channels: Sequence[str]) -> tuple[UUID, Sequence[Channel]]:
    return contact_id, [Channel(each) for each in channels]
