"""Who is engaged: replied or read lately."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit


async def engaged(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> list[tuple[UUID, str]]:
    """Return (contact, channel) of those who replied or read on a channel since then. Read from the primary key, months before not at all."""
    return await unit.fetch(
        _pair,
        "SELECT DISTINCT contact_id, properties ->> 'channel' FROM events WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND name IN ('message.read', 'message.replied') AND at >= %(since)s AND at <= %(at)s AND properties ->> 'channel' IS NOT NULL",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since, "at": unit.at},
    )


async def engagements(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> list[tuple[UUID, str, datetime]]:
    """Return (contact, channel, when) of what people replied or read since then."""
    return await unit.fetch(
        _when,
        "SELECT contact_id, properties ->> 'channel', at FROM events WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND name IN ('message.read', 'message.replied') AND at >= %(since)s AND at <= %(at)s AND properties ->> 'channel' IS NOT NULL",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since, "at": unit.at},
    )


def _when(contact_id: UUID, channel: str, at: datetime) -> tuple[UUID, str, datetime]:
    return contact_id, channel, at


def _pair(contact_id: UUID, channel: str) -> tuple[UUID, str]:
    return contact_id, channel
