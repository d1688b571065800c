"""Who is engaged with our messages."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.contacts.queries import engagement as queries
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel


async def engaged(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[tuple[UUID, Channel]]:
    """Return which of some people replied or read since a moment, with the channel on which they did: one statement."""
    if not contact_ids:
        return set()
    return {(contact_id, Channel(channel)) for contact_id, channel in await queries.engaged(unit, organisation_id, contact_ids, since)}


async def engagements(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> list[tuple[UUID, Channel, datetime]]:
    """Return each time that some people replied or read since a moment, with the channel on which they did: one statement."""
    if not contact_ids:
        return []
    rows = await queries.engagements(unit, organisation_id, contact_ids, since)
    return [(contact_id, Channel(channel), at) for contact_id, channel, at in rows]
