"""What was done about messages, and what people had from the inbox by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.inbox.types.automatic import Because, Decided, Does, History
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_INSERT = """
INSERT INTO inbox_decisions (organisation_id, message_id, thread_id, contact_id, channel, does, because, key, answer_id, answer_version,
  score, runner_up_id, runner_up_score, words, language, at)
SELECT %(org)s, v.message_id, v.thread_id, v.contact_id, v.channel, v.does, v.because, v.key, v.answer_id, v.version, v.score, v.runner_up_id,
  v.runner_up_score, ARRAY(SELECT jsonb_array_elements_text(v.words)), v.language, v.at
FROM unnest(%(messages)s::uuid[], %(threads)s::uuid[], %(contacts)s::uuid[], %(channels)s::text[], %(does)s::text[], %(because)s::text[],
  %(keys)s::text[], %(answers)s::uuid[], %(versions)s::int[], %(scores)s::real[], %(runners_up)s::uuid[], %(runner_up_scores)s::real[],
  %(words)s::jsonb[], %(languages)s::text[], %(ats)s::timestamptz[])
  AS v (message_id, thread_id, contact_id, channel, does, because, key, answer_id, version, score, runner_up_id, runner_up_score, words, language, at)
ORDER BY v.message_id ON CONFLICT DO NOTHING RETURNING message_id
"""
_COLUMNS = (
    "message_id, thread_id, contact_id, channel, does, because, answer_id, answer_version, score, runner_up_id, runner_up_score, words, language, at"
)
_AGENT_AT = """
SELECT t.contact_id, max(r.created_at) FROM inbox_threads t JOIN inbox_replies r ON r.organisation_id = t.organisation_id AND r.thread_id = t.id
WHERE t.organisation_id = %(org)s AND t.contact_id = ANY(%(contacts)s) AND r.by <> %(system)s AND r.created_at >= %(since)s GROUP BY t.contact_id
"""


async def record(unit: Unit, organisation_id: UUID, every: Sequence[tuple[Decided, str | None]]) -> set[UUID]:
    """Keep what was done about messages, with the keys of their answers; returns the messages of which nothing was kept before."""
    if not every:
        return set()
    decided = [each for each, _ in every]
    kept = await unit.fetch(
        _id,
        _INSERT,
        {
            "org": organisation_id,
            "messages": [each.message_id for each in decided],
            "threads": [each.thread_id for each in decided],
            "contacts": [each.contact_id for each in decided],
            "channels": [each.channel.value for each in decided],
            "does": [each.does.value for each in decided],
            "because": [each.because.value for each in decided],
            "keys": [key for _, key in every],
            "answers": [each.answer_id for each in decided],
            "versions": [each.answer_version for each in decided],
            "scores": [each.score for each in decided],
            "runners_up": [each.runner_up_id for each in decided],
            "runner_up_scores": [each.runner_up_score for each in decided],
            "words": [Jsonb(list(each.words)) for each in decided],
            "languages": [each.language for each in decided],
            "ats": [each.at for each in decided],
        },
    )
    return set(kept)


async def histories(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime, system: str) -> Mapping[UUID, History]:
    """Return what people had from the inbox since a moment: answers of our own accord, and when an agent (not `system`) answered last."""
    params = {"org": organisation_id, "contacts": list(contact_ids), "since": since, "system": system}
    had = await unit.fetch(
        _had,
        "SELECT contact_id, key, at FROM inbox_decisions WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND key IS NOT NULL"
        " AND at >= %(since)s ORDER BY at DESC",
        params,
    )
    agents = dict(await unit.fetch(_pair, _AGENT_AT, params))
    return {
        contact_id: History([(key, at) for each, key, at in had if each == contact_id], agents.get(contact_id)) for contact_id in set(contact_ids)
    }


async def of_messages(unit: Unit, organisation_id: UUID, message_ids: Sequence[UUID]) -> list[Decided]:
    """Return what was done about messages."""
    return await unit.fetch(
        _decided,
        f"SELECT {_COLUMNS} FROM inbox_decisions WHERE organisation_id = %(org)s AND message_id = ANY(%(ids)s) ORDER BY message_id",
        {"org": organisation_id, "ids": list(message_ids)},
    )


async def listed(unit: Unit, organisation_id: UUID, thread_id: UUID | None, before: UUID | None, limit: int) -> list[Decided]:
    """Return what was done, of one thread or all, newest message first."""
    return await unit.fetch(
        _decided,
        f"SELECT {_COLUMNS} FROM inbox_decisions WHERE organisation_id = %(org)s AND (%(thread)s::uuid IS NULL OR thread_id = %(thread)s)"
        " AND (%(before)s::uuid IS NULL OR message_id < %(before)s) ORDER BY message_id DESC LIMIT %(limit)s",
        {"org": organisation_id, "thread": thread_id, "before": before, "limit": limit},
    )


async def of_contacts(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Decided]:
    """Return what was done about messages of contacts."""
    return await unit.fetch(
        _decided,
        f"SELECT {_COLUMNS} FROM inbox_decisions WHERE organisation_id = %(org)s AND contact_id = ANY(%(ids)s) ORDER BY message_id",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


async def move(unit: Unit, organisation_id: UUID, old: UUID, new: UUID, only: Sequence[UUID] | None = None) -> list[UUID]:
    """Give what was done about a contact's messages, or `only` some of it, to another contact; returns the ids of the messages."""
    return await unit.fetch(
        _id,
        "UPDATE inbox_decisions SET contact_id = %(new)s WHERE organisation_id = %(org)s AND contact_id = %(old)s"
        " AND (%(only)s::uuid[] IS NULL OR message_id = ANY(%(only)s)) RETURNING message_id",
        {"org": organisation_id, "old": old, "new": new, "only": None if only is None else list(only)},
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Leave no trace of who wrote what was decided about; the figures keep their counts."""
    return await unit.run(
        "UPDATE inbox_decisions SET contact_id = NULL, thread_id = NULL WHERE organisation_id = %(org)s AND contact_id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


def _had(contact_id: UUID, key: str, at: datetime) -> tuple[UUID, str, datetime]:
    return contact_id, key, at


def _pair(contact_id: UUID, at: datetime) -> tuple[UUID, datetime]:
    return contact_id, at


def _decided(message_id: UUID, thread_id: UUID | None, contact_id: UUID | None, channel: str, does: str, because: str, *rest: Any) -> Decided:
    return Decided(message_id, thread_id, contact_id, Channel(channel), Does(does), Because(because), *rest)


def _id(value: UUID) -> UUID:
    return value
