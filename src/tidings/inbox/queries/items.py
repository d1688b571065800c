"""What stands in threads beside what was said: replies as kept, notes, mentions, events."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.inbox.types import EventWhat, Note, Reply, ThreadEvent
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_REPLY = "id, thread_id, key, by, channel, sealed, created_at, failed_at"
_BEFORE = " AND (%(at)s::timestamptz IS NULL OR ({column}, id) < (%(at)s, %(id)s::uuid)) ORDER BY {column} DESC, id DESC LIMIT %(limit)s"


async def add_reply(unit: Unit, organisation_id: UUID, reply: Reply) -> None:
    """Keep a reply; the key makes it one in its thread."""
    await unit.run(
        f"INSERT INTO inbox_replies (organisation_id, {_REPLY})"
        " VALUES (%(org)s, %(id)s, %(thread)s, %(key)s, %(by)s, %(channel)s, %(sealed)s, %(at)s, NULL)",
        {
            "org": organisation_id,
            "id": reply.id,
            "thread": reply.thread_id,
            "key": reply.key,
            "by": reply.by,
            "channel": reply.channel.value,
            "sealed": reply.sealed,
            "at": reply.created_at,
        },
    )


async def add_replies(unit: Unit, organisation_id: UUID, replies: Sequence[Reply]) -> set[UUID]:
    """Keep replies; returns those of which none with their key was in their thread."""
    kept = await unit.fetch(
        _same,
        f"INSERT INTO inbox_replies (organisation_id, {_REPLY})"
        " SELECT %(org)s, v.*, NULL FROM unnest(%(ids)s::uuid[], %(threads)s::uuid[], %(keys)s::text[], %(bys)s::text[], %(channels)s::text[],"
        " %(sealed)s::bytea[], %(ats)s::timestamptz[]) AS v (id, thread_id, key, by, channel, sealed, created_at) ORDER BY v.id"
        " ON CONFLICT DO NOTHING RETURNING id",
        {
            "org": organisation_id,
            "ids": [each.id for each in replies],
            "threads": [each.thread_id for each in replies],
            "keys": [each.key for each in replies],
            "bys": [each.by for each in replies],
            "channels": [each.channel.value for each in replies],
            "sealed": [each.sealed for each in replies],
            "ats": [each.created_at for each in replies],
        },
    )
    return set(kept)


async def reply_by_key(unit: Unit, organisation_id: UUID, thread_id: UUID, key: str) -> Reply | None:
    """Return the reply that was asked for with a key."""
    return await unit.fetch_one(
        _reply,
        f"SELECT {_REPLY} FROM inbox_replies WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND key = %(key)s",
        {"org": organisation_id, "thread": thread_id, "key": key},
    )


async def replies(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[Reply]:
    """Return replies by their ids."""
    return await unit.fetch(
        _reply,
        f"SELECT {_REPLY} FROM inbox_replies WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id",
        {"org": organisation_id, "ids": list(ids)},
    )


async def newest_replies(unit: Unit, organisation_id: UUID, most: int) -> list[Reply]:
    """Return the newest replies of an organisation."""
    return await unit.fetch(
        _reply,
        f"SELECT {_REPLY} FROM inbox_replies WHERE organisation_id = %(org)s ORDER BY id DESC LIMIT %(most)s",
        {"org": organisation_id, "most": most},
    )


async def mark_failed(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> None:
    """Note that the team was told of replies that did not arrive."""
    await unit.run(
        "UPDATE inbox_replies SET failed_at = %(at)s WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(ids), "at": unit.at},
    )


async def signal(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> list[UUID]:
    """Have replies looked at whose sources are among these; returns their threads."""
    return await unit.fetch(
        _same,
        "WITH mine AS (SELECT id, thread_id FROM inbox_replies WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)),"
        " told AS (INSERT INTO inbox_signals (organisation_id, reply_id) SELECT %(org)s, id FROM mine)"
        " SELECT DISTINCT thread_id FROM mine",
        {"org": organisation_id, "ids": list(source_ids)},
    )


async def take_signals(unit: Unit, organisation_id: UUID, most: int) -> list[UUID]:
    """Take signals off and return the replies that they tell of."""
    return await unit.fetch(
        _same,
        "DELETE FROM inbox_signals WHERE organisation_id = %(org)s AND id IN (SELECT id FROM inbox_signals WHERE organisation_id = %(org)s"
        " ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED) RETURNING reply_id",
        {"org": organisation_id, "most": most},
    )


async def add_note(unit: Unit, organisation_id: UUID, note: Note) -> None:
    """Keep a note, and have those whom it names see it."""
    params = {
        "org": organisation_id,
        "id": note.id,
        "thread": note.thread_id,
        "by": note.by,
        "sealed": note.sealed,
        "mentions": list(note.mentions),
        "at": note.created_at,
    }
    await unit.run(
        "INSERT INTO inbox_notes (organisation_id, id, thread_id, by, sealed, mentions, created_at)"
        " VALUES (%(org)s, %(id)s, %(thread)s, %(by)s, %(sealed)s, %(mentions)s, %(at)s)",
        params,
    )
    await unit.run(
        "INSERT INTO inbox_mentions (organisation_id, user_id, note_id, thread_id)"
        " SELECT %(org)s, u, %(id)s, %(thread)s FROM unnest(%(mentions)s::uuid[]) AS u ORDER BY u",
        params,
    )


async def notes(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID], before: tuple[datetime, UUID] | None, limit: int) -> list[Note]:
    """Return notes, newest first, older than a place in that order."""
    at, identifier = before or (None, None)
    return await unit.fetch(
        Note,
        "SELECT id, thread_id, by, sealed, mentions, created_at FROM inbox_notes WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s)"
        + _BEFORE.format(column="created_at"),
        {"org": organisation_id, "threads": list(thread_ids), "at": at, "id": identifier, "limit": limit},
    )


async def newest_notes(unit: Unit, organisation_id: UUID, most: int) -> list[Note]:
    """Return the newest notes of an organisation."""
    return await unit.fetch(
        Note,
        "SELECT id, thread_id, by, sealed, mentions, created_at FROM inbox_notes WHERE organisation_id = %(org)s ORDER BY id DESC LIMIT %(most)s",
        {"org": organisation_id, "most": most},
    )


async def seen_mentions(unit: Unit, organisation_id: UUID, thread_id: UUID, user_id: UUID) -> int:
    """Forget what names a user in a thread: they have seen it."""
    return await unit.run(
        "DELETE FROM inbox_mentions WHERE organisation_id = %(org)s AND user_id = %(user)s AND thread_id = %(thread)s",
        {"org": organisation_id, "user": user_id, "thread": thread_id},
    )


async def mark_read(unit: Unit, organisation_id: UUID, thread_id: UUID, user_id: UUID, at: datetime | None) -> None:
    """Note how far a user has read a thread; None: not at all."""
    await unit.run(
        "INSERT INTO inbox_marks (organisation_id, thread_id, user_id, read_at) VALUES (%(org)s, %(thread)s, %(user)s, coalesce(%(at)s, '-infinity'))"
        " ON CONFLICT (organisation_id, thread_id, user_id) DO UPDATE SET read_at = excluded.read_at",
        {"org": organisation_id, "thread": thread_id, "user": user_id, "at": at},
    )


async def add_events(unit: Unit, organisation_id: UUID, events: Sequence[ThreadEvent]) -> None:
    """Write down what happened in threads."""
    if not events:
        return
    await unit.run(
        "INSERT INTO inbox_events (organisation_id, id, thread_id, what, by, detail, at) SELECT %(org)s, t.* FROM unnest(%(ids)s::uuid[],"
        " %(threads)s::uuid[], %(whats)s::text[], %(bys)s::text[], %(details)s::jsonb[], %(ats)s::timestamptz[]) AS t",
        {
            "org": organisation_id,
            "ids": [each.id for each in events],
            "threads": [each.thread_id for each in events],
            "whats": [each.what.value for each in events],
            "bys": [each.by for each in events],
            "details": [Jsonb(dict(each.detail)) for each in events],
            "ats": [each.at for each in events],
        },
    )


async def events(
    unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID], before: tuple[datetime, UUID] | None, limit: int
) -> list[ThreadEvent]:
    """Return what happened in threads, newest first, older than a place in that order."""
    at, identifier = before or (None, None)
    return await unit.fetch(
        _event,
        "SELECT id, thread_id, what, by, detail, at FROM inbox_events WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s)"
        + _BEFORE.format(column="at"),
        {"org": organisation_id, "threads": list(thread_ids), "at": at, "id": identifier, "limit": limit},
    )


def _reply(identifier: UUID, thread_id: UUID, key: str, by: str, channel: str, *rest: Any) -> Reply:
    return Reply(identifier, thread_id, key, by, Channel(channel), *rest)


def _event(identifier: UUID, thread_id: UUID, what: str, *rest: Any) -> ThreadEvent:
    return ThreadEvent(identifier, thread_id, EventWhat(what), *rest)


def _same(value: UUID) -> UUID:
    return value
