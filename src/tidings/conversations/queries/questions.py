"""Questions that are open, and their answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.conversations.types import Answer, Around, Question, Standing
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_ASK = """
INSERT INTO open_questions (organisation_id, id, channel, address_id, sender_id, expects, source, asked_at, expires_at, again)
SELECT %(org)s, id, channel, address_id, sender_id, string_to_array(expects, ','), source, %(at)s, expires_at, again
FROM unnest(%(ids)s::uuid[], %(channels)s::text[], %(addresses)s::uuid[], %(senders)s::uuid[], %(expects)s::text[], %(sources)s::text[],
  %(expiries)s::timestamptz[], %(again)s::boolean[]) AS t (id, channel, address_id, sender_id, expects, source, expires_at, again)
ORDER BY id
ON CONFLICT DO NOTHING
"""


async def ask(unit: Unit, organisation_id: UUID, questions: Sequence[Question]) -> int:
    """Keep questions; returns how many are new."""
    params = {
        "org": organisation_id,
        "at": unit.at,
        "ids": [each.id for each in questions],
        "channels": [each.channel.value for each in questions],
        "addresses": [each.address_id for each in questions],
        "senders": [each.sender_id for each in questions],
        "expects": [",".join(answer.value for answer in each.expects) for each in questions],
        "sources": [each.source for each in questions],
        "expiries": [each.expires_at for each in questions],
        "again": [each.again for each in questions],
    }
    return await unit.run(_ASK, params)


async def hold(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> None:
    """Lock what was asked at addresses, in the order of ids, until the unit ends: answers to it wait for each other."""
    await unit.run(
        "SELECT FROM open_questions WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s) AND expires_at > %(at)s"
        " ORDER BY id FOR UPDATE",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at},
    )


async def standing_at(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[Standing]:
    """Return how the questions at addresses stand whose time is not over: those that are open, and those that were answered."""
    return await unit.fetch(
        _standing,
        "SELECT coalesce(closed_at, asked_at), answer, id, channel, address_id, sender_id, expects, source, expires_at, again FROM open_questions"
        " WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s) AND expires_at > %(at)s AND (closed_at IS NULL OR answer IS NOT NULL)",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at},
    )


async def open_sources(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], begins: str) -> list[str]:
    """Return which sources that begin with some word have open questions at addresses."""
    return await unit.fetch(
        str,
        "SELECT DISTINCT source FROM open_questions WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s) AND closed_at IS NULL"
        " AND expires_at > %(at)s AND starts_with(source, %(begins)s)",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at, "begins": begins},
    )


async def answered(unit: Unit, organisation_id: UUID, answers: Sequence[tuple[UUID, Answer]]) -> None:
    """Close questions with their answers."""
    await unit.run(
        "UPDATE open_questions q SET closed_at = %(at)s, answer = a.answer FROM unnest(%(ids)s::uuid[], %(answers)s::text[]) AS a (id, answer)"
        " WHERE q.organisation_id = %(org)s AND q.id = a.id AND q.closed_at IS NULL",
        {"org": organisation_id, "at": unit.at, "ids": [each for each, _ in answers], "answers": [answer.value for _, answer in answers]},
    )


async def close(unit: Unit, organisation_id: UUID, sources: Sequence[str], address_ids: Sequence[UUID] | None) -> int:
    """Close what some sources asked, everywhere or at some addresses, without an answer; returns how many questions were open.

    They are locked in the order of `hold`.
    """
    return await unit.run(
        "WITH held AS (SELECT id FROM open_questions WHERE organisation_id = %(org)s AND source = ANY(%(sources)s) AND closed_at IS NULL"
        " AND (%(addresses)s::uuid[] IS NULL OR address_id = ANY(%(addresses)s)) ORDER BY id FOR UPDATE)"
        " UPDATE open_questions q SET closed_at = %(at)s FROM held WHERE q.organisation_id = %(org)s AND q.id = held.id",
        {"org": organisation_id, "at": unit.at, "sources": list(sources), "addresses": None if address_ids is None else list(address_ids)},
    )


async def sources_at(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[str]:
    """Return the sources of the questions that are open at addresses, without those asked again."""
    return await unit.fetch(
        str,
        "SELECT DISTINCT source FROM open_questions WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s)"
        " AND closed_at IS NULL AND expires_at > %(at)s AND NOT again",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at},
    )


async def around(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], since: datetime) -> list[Around]:
    """Return what is asked at addresses, and what was since a moment and ended without an answer; not what only takes repetitions."""
    return await unit.fetch(
        Around,
        "SELECT address_id, source, closed_at IS NULL AND expires_at > %(at)s FROM open_questions WHERE organisation_id = %(org)s"
        " AND address_id = ANY(%(addresses)s) AND NOT again AND answer IS NULL AND coalesce(closed_at, expires_at) >= %(since)s ORDER BY id",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at, "since": since},
    )


def _standing(since: datetime, answer: str | None, *row: Any) -> Standing:
    identifier, channel, address_id, sender_id, expects, source, expires_at, again = row
    question = Question(identifier, Channel(channel), address_id, sender_id, [Answer(each) for each in expects], source, expires_at, again)
    return Standing(question, since, Answer(answer) if answer else None)
