"""What people wrote, and WhatsApp's 24 hours."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.conversations.types import Letter, Reading, ReadingKind, StoredMessage
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.ports.receipt import InboundKind

# Stored in the order of the providers' ids, so that two workers told the same never wait for each other in a circle.
_STORE = """
INSERT INTO inbound_messages (organisation_id, connection_id, id, provider_id, channel, sender_id, contact_id, address_id, kind, from_sealed,
  text_sealed, payload, in_reply_to, reading, why, received_at, place_sealed)
SELECT %(org)s, %(connection)s, * FROM unnest(
  %(ids)s::uuid[], %(provider_ids)s::text[], %(channels)s::text[], %(senders)s::uuid[], %(contacts)s::uuid[], %(addresses)s::uuid[],
  %(kinds)s::text[], %(froms)s::bytea[], %(texts)s::bytea[], %(payloads)s::text[], %(replies)s::text[], %(readings)s::text[], %(whys)s::text[],
  %(ats)s::timestamptz[], %(places)s::bytea[]
) AS t (id, provider_id, channel, sender_id, contact_id, address_id, kind, from_sealed, text_sealed, payload, in_reply_to, reading, why, at, place)
ORDER BY provider_id, id
ON CONFLICT (organisation_id, connection_id, provider_id) DO NOTHING
RETURNING id
"""

_OPEN_WINDOWS = """
INSERT INTO service_windows AS w (organisation_id, sender_id, address_id, open_until)
SELECT %(org)s, sender_id, address_id, max(until)
FROM unnest(%(senders)s::uuid[], %(addresses)s::uuid[], %(untils)s::timestamptz[]) AS t (sender_id, address_id, until)
GROUP BY sender_id, address_id ORDER BY sender_id, address_id
ON CONFLICT (organisation_id, sender_id, address_id) DO UPDATE SET open_until = excluded.open_until WHERE excluded.open_until > w.open_until
"""

# A filter that is NULL lets all through; plans are made anew for each call, so that it costs nothing.
_COLUMNS = "id, channel, kind, contact_id, sender_id, reading, why, received_at, text_sealed, from_sealed, place_sealed, in_reply_to"
_LIST = f"""
SELECT {_COLUMNS} FROM inbound_messages
WHERE organisation_id = %(org)s
  AND (%(channel)s::text IS NULL OR channel = %(channel)s)
  AND (%(contact)s::uuid IS NULL OR contact_id = %(contact)s)
  AND (%(reading)s::text IS NULL OR reading = %(reading)s)
  AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC LIMIT %(limit)s
"""


async def store(unit: Unit, organisation_id: UUID, connection_id: UUID, letters: Sequence[Letter]) -> set[UUID]:
    """Store messages and return the ids of those that were not there yet."""
    params = {
        "org": organisation_id,
        "connection": connection_id,
        "ids": [letter.id for letter in letters],
        "provider_ids": [letter.provider_id for letter in letters],
        "channels": [letter.channel.value for letter in letters],
        "senders": [letter.sender_id for letter in letters],
        "contacts": [letter.contact_id for letter in letters],
        "addresses": [letter.address_id for letter in letters],
        "kinds": [letter.kind.value for letter in letters],
        "froms": [letter.from_sealed for letter in letters],
        "texts": [letter.text_sealed for letter in letters],
        "payloads": [letter.payload for letter in letters],
        "replies": [letter.in_reply_to for letter in letters],
        "readings": [letter.reading.kind.value for letter in letters],
        "whys": [letter.reading.why for letter in letters],
        "ats": [letter.received_at for letter in letters],
        "places": [letter.place_sealed for letter in letters],
    }
    return set(await unit.fetch(_same, _STORE, params))


async def known(unit: Unit, organisation_id: UUID, connection_id: UUID, provider_ids: Sequence[str]) -> set[str]:
    """Return which messages of a connection are stored already, by the provider's ids."""
    rows = await unit.fetch(
        str,
        "SELECT provider_id FROM inbound_messages WHERE organisation_id = %(org)s AND connection_id = %(connection)s AND provider_id = ANY(%(ids)s)",
        {"org": organisation_id, "connection": connection_id, "ids": list(provider_ids)},
    )
    return set(rows)


async def open_windows(unit: Unit, organisation_id: UUID, windows: Sequence[tuple[UUID, UUID, datetime]]) -> None:
    """Open windows (our sender, their address, until when), or keep them open for longer."""
    await unit.run(
        _OPEN_WINDOWS,
        {
            "org": organisation_id,
            "senders": [sender for sender, _, _ in windows],
            "addresses": [address for _, address, _ in windows],
            "untils": [until for _, _, until in windows],
        },
    )


async def window_open(unit: Unit, organisation_id: UUID, sender_id: UUID, address_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the addresses whose window with our sender is open now."""
    rows = await unit.fetch(
        _same,
        "SELECT address_id FROM service_windows WHERE organisation_id = %(org)s AND sender_id = %(sender)s"
        " AND address_id = ANY(%(addresses)s) AND open_until > %(at)s",
        {"org": organisation_id, "sender": sender_id, "addresses": list(address_ids), "at": unit.at},
    )
    return set(rows)


async def of_people(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], before: tuple[datetime, UUID] | None, limit: int
) -> list[StoredMessage]:
    """Return what contacts wrote, the newest by the time of saying first, older than a place in that order."""
    at, identifier = before or (None, None)
    return await unit.fetch(
        _stored,
        f"SELECT {_COLUMNS} FROM inbound_messages WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND (%(at)s::timestamptz IS NULL OR (received_at, id) < (%(at)s, %(id)s::uuid)) ORDER BY received_at DESC, id DESC LIMIT %(limit)s",
        {"org": organisation_id, "contacts": list(contact_ids), "at": at, "id": identifier, "limit": limit},
    )


async def by_ids(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[StoredMessage]:
    """Return messages by their ids, the newest by the time of saying first."""
    return await unit.fetch(
        _stored,
        f"SELECT {_COLUMNS} FROM inbound_messages WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY received_at DESC, id DESC",
        {"org": organisation_id, "ids": list(ids)},
    )


async def last_by_channel(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[str, datetime]]:
    """Return when contacts wrote last, by channel."""
    return await unit.fetch(
        _last,
        "SELECT channel, max(received_at) FROM inbound_messages WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) GROUP BY channel",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def last_of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[StoredMessage]:
    """Return the newest message of each contact."""
    return await unit.fetch(
        _stored,
        f"SELECT m.* FROM unnest(%(contacts)s::uuid[]) AS c (id) CROSS JOIN LATERAL (SELECT {_COLUMNS} FROM inbound_messages"
        " WHERE organisation_id = %(org)s AND contact_id = c.id ORDER BY inbound_messages.id DESC LIMIT 1) AS m",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def newest(unit: Unit, organisation_id: UUID, most: int) -> list[StoredMessage]:
    """Return the newest messages of an organisation, whoever wrote them."""
    return await unit.fetch(
        _stored,
        f"SELECT {_COLUMNS} FROM inbound_messages WHERE organisation_id = %(org)s ORDER BY id DESC LIMIT %(most)s",
        {"org": organisation_id, "most": most},
    )


async def windows(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[tuple[UUID, UUID, datetime]]:
    """Return until when the windows of addresses are open, by our sender and address; those that have closed are left out."""
    return await unit.fetch(
        _window,
        "SELECT sender_id, address_id, open_until FROM service_windows WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s)"
        " AND open_until > %(at)s",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at},
    )


async def list_inbound(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None,
    contact_id: UUID | None,
    reading: ReadingKind | None,
    before: UUID | None,
    limit: int,
) -> list[StoredMessage]:
    """Return what people wrote, newest first, older than `before`."""
    params = {
        "org": organisation_id,
        "channel": channel and channel.value,
        "contact": contact_id,
        "reading": reading and reading.value,
        "before": before,
        "limit": limit,
    }
    return await unit.fetch(_stored, _LIST, params)


def _stored(*row: Any) -> StoredMessage:
    identifier, channel, kind, contact_id, sender_id, reading, why, *rest = row
    understood = Reading(ReadingKind(reading), why)
    return StoredMessage(identifier, Channel(channel), InboundKind(kind), contact_id, sender_id, understood, *rest)


def _window(sender_id: UUID, address_id: UUID, until: datetime) -> tuple[UUID, UUID, datetime]:
    return sender_id, address_id, until


def _last(channel: str, at: datetime) -> tuple[str, datetime]:
    return channel, at


def _same(value: UUID) -> UUID:
    return value
