"""Messages that may opt out and wait for a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.conversations.types import Decision, Reading, ReadingKind, StoredMessage, StoredUnclear
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.ports.receipt import InboundKind

_SELECT = """
SELECT m.id, m.channel, m.kind, m.contact_id, m.sender_id, m.reading, m.why, m.received_at, m.text_sealed, m.from_sealed,
  u.address_id, u.decision, u.decided_at, u.decided_by, u.reason
FROM unclear_messages u JOIN inbound_messages m ON m.organisation_id = u.organisation_id AND m.id = u.message_id
WHERE u.organisation_id = %(org)s
"""


async def hold(unit: Unit, organisation_id: UUID, held: Sequence[tuple[UUID, Channel, UUID | None, datetime]]) -> None:
    """Put messages (id, channel, address, when said) before a person."""
    await unit.run(
        "INSERT INTO unclear_messages (organisation_id, message_id, channel, address_id, at)"
        " SELECT %(org)s, * FROM unnest(%(ids)s::uuid[], %(channels)s::text[], %(addresses)s::uuid[], %(ats)s::timestamptz[])"
        " ON CONFLICT DO NOTHING",
        {
            "org": organisation_id,
            "ids": [each for each, _, _, _ in held],
            "channels": [channel.value for _, channel, _, _ in held],
            "addresses": [address for _, _, address, _ in held],
            "ats": [at for _, _, _, at in held],
        },
    )


async def settle(
    unit: Unit, organisation_id: UUID, channel: Channel, said: Sequence[tuple[UUID, datetime]], decision: Decision, *, by: str, why: str
) -> int:
    """Decide what waits of addresses and was said before a time; returns how many messages waited."""
    return await unit.run(
        "UPDATE unclear_messages u SET decision = %(decision)s, decided_at = %(now)s, decided_by = %(by)s, reason = %(why)s"
        " FROM unnest(%(addresses)s::uuid[], %(ats)s::timestamptz[]) AS s (address_id, at)"
        " WHERE u.organisation_id = %(org)s AND u.channel = %(channel)s AND u.address_id = s.address_id AND u.at <= s.at AND u.decision IS NULL",
        {
            "org": organisation_id,
            "now": unit.at,
            "channel": channel.value,
            "addresses": [address for address, _ in said],
            "ats": [at for _, at in said],
            "decision": decision.value,
            "by": by,
            "why": why,
        },
    )


async def decide(unit: Unit, organisation_id: UUID, message_id: UUID, decision: Decision, *, by: str, why: str | None) -> bool:
    """Decide one message; returns whether it waited until now."""
    changed = await unit.run(
        "UPDATE unclear_messages SET decision = %(decision)s, decided_at = %(now)s, decided_by = %(by)s, reason = %(why)s"
        " WHERE organisation_id = %(org)s AND message_id = %(id)s AND decision IS NULL",
        {"org": organisation_id, "id": message_id, "now": unit.at, "decision": decision.value, "by": by, "why": why},
    )
    return changed == 1


async def others_wait(unit: Unit, organisation_id: UUID, channel: Channel, address_id: UUID) -> bool:
    """Say whether another message of an address still waits."""
    return await unit.value(
        "SELECT EXISTS (SELECT FROM unclear_messages WHERE organisation_id = %(org)s AND channel = %(channel)s AND address_id = %(address)s"
        " AND decision IS NULL)",
        {"org": organisation_id, "channel": channel.value, "address": address_id},
    )


async def one(unit: Unit, organisation_id: UUID, message_id: UUID) -> StoredUnclear | None:
    """Return one message that was held, decided or not."""
    return await unit.fetch_one(_unclear, f"{_SELECT} AND u.message_id = %(id)s", {"org": organisation_id, "id": message_id})


async def count_waiting(unit: Unit, organisation_id: UUID) -> int:
    """Count messages that wait."""
    return await unit.value("SELECT count(*) FROM unclear_messages WHERE organisation_id = %(org)s AND decision IS NULL", {"org": organisation_id})


async def waiting(unit: Unit, organisation_id: UUID, *, after: UUID | None, limit: int) -> list[StoredUnclear]:
    """Return messages that wait, the oldest first, after one."""
    return await unit.fetch(
        _unclear,
        f"{_SELECT} AND u.decision IS NULL AND (%(after)s::uuid IS NULL OR u.message_id > %(after)s) ORDER BY u.message_id LIMIT %(limit)s",
        {"org": organisation_id, "after": after, "limit": limit},
    )


async def decided(unit: Unit, organisation_id: UUID, *, before: UUID | None, limit: int) -> list[StoredUnclear]:
    """Return messages that were decided, the newest first, before one."""
    return await unit.fetch(
        _unclear,
        f"{_SELECT} AND u.decision IS NOT NULL AND (%(before)s::uuid IS NULL OR u.message_id < %(before)s)"
        " ORDER BY u.message_id DESC LIMIT %(limit)s",
        {"org": organisation_id, "before": before, "limit": limit},
    )


def _unclear(*row: Any) -> StoredUnclear:
    identifier, channel, kind, contact_id, sender_id, reading, why, at, text, sender, address_id, decision, *decided = row
    understood = Reading(ReadingKind(reading), why)
    message = StoredMessage(identifier, Channel(channel), InboundKind(kind), contact_id, sender_id, understood, at, text, sender)
    return StoredUnclear(message, address_id, Decision(decision) if decision else None, *decided)
