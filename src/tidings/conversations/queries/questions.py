"""Questions that are open, and their answers."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tidings.conversations.types import Answer, Question
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_ASK = """
INSERT INTO open_questions (organisation_id, id, channel, address_id, sender_id, expects, source, asked_at, expires_at)
SELECT %(org)s, id, channel, address_id, sender_id, string_to_array(expects, ','), source, %(at)s, expires_at
FROM unnest(%(ids)s::uuid[], %(channels)s::text[], %(addresses)s::uuid[], %(senders)s::uuid[], %(expects)s::text[], %(sources)s::text[],
  %(expiries)s::timestamptz[]) AS t (id, channel, address_id, sender_id, expects, source, expires_at)
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
    }
    return await unit.run(_ASK, params)


async def open_at(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[Question]:
    """Return the questions that are open at addresses, the newest first, locked until the unit ends."""
    return await unit.fetch(
        _question,
        "SELECT id, channel, address_id, sender_id, expects, source, expires_at FROM open_questions"
        " WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s) AND closed_at IS NULL AND expires_at > %(at)s"
        " ORDER BY asked_at DESC, id DESC FOR UPDATE",
        {"org": organisation_id, "addresses": list(address_ids), "at": unit.at},
    )


async def answered(unit: Unit, organisation_id: UUID, answers: Sequence[tuple[UUID, Answer]]) -> None:
    """Close questions with their answers."""
    await unit.run(
        "UPDATE open_questions q SET closed_at = %(at)s, answer = a.answer FROM unnest(%(ids)s::uuid[], %(answers)s::text[]) AS a (id, answer)"
        " WHERE q.organisation_id = %(org)s AND q.id = a.id AND q.closed_at IS NULL",
        {"org": organisation_id, "at": unit.at, "ids": [each for each, _ in answers], "answers": [answer.value for _, answer in answers]},
    )


async def close(unit: Unit, organisation_id: UUID, sources: Sequence[str]) -> int:
    """Close what some sources asked, without an answer; returns how many questions were open."""
    return await unit.run(
        "UPDATE open_questions SET closed_at = %(at)s WHERE organisation_id = %(org)s AND source = ANY(%(sources)s) AND closed_at IS NULL",
        {"org": organisation_id, "at": unit.at, "sources": list(sources)},
    )


def _question(*row: Any) -> Question:
    identifier, channel, address_id, sender_id, expects, source, expires_at = row
    return Question(identifier, Channel(channel), address_id, sender_id, [Answer(each) for each in expects], source, expires_at)
