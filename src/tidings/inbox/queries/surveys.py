"""Surveys after conversations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.inbox.types import SYSTEM
from tidings.inbox.types.automatic import NotAsked, Survey, SurveyState
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_COLUMNS = (
    "id, thread_id, contact_id, channel, sender_id, address_id, agent, team_id, state, why, due_at, asked_at, answered_at, score, remark_sealed"
)
_PUT = f"""
INSERT INTO inbox_surveys (organisation_id, {_COLUMNS})
VALUES (%(org)s, %(id)s, %(thread)s, %(contact)s, %(channel)s, %(sender)s, %(address)s, %(agent)s, %(team)s, %(state)s, %(why)s, %(due)s,
  %(asked)s, %(answered)s, %(score)s, %(remark)s)
ON CONFLICT (organisation_id, id) DO UPDATE SET state = EXCLUDED.state, why = EXCLUDED.why, asked_at = EXCLUDED.asked_at,
  answered_at = EXCLUDED.answered_at, score = EXCLUDED.score, remark_sealed = EXCLUDED.remark_sealed
"""
_COMPLAINED = """
SELECT EXISTS (SELECT FROM inbox_decisions WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND does = 'escalated' AND at >= %(since)s)
  OR EXISTS (SELECT FROM inbox_events WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND what = 'escalated' AND at >= %(since)s)
"""


async def put(unit: Unit, organisation_id: UUID, survey: Survey) -> None:
    """Keep a survey as it stands."""
    await unit.run(
        _PUT,
        {
            "org": organisation_id,
            "id": survey.id,
            "thread": survey.thread_id,
            "contact": survey.contact_id,
            "channel": survey.channel.value,
            "sender": survey.sender_id,
            "address": survey.address_id,
            "agent": survey.agent,
            "team": survey.team_id,
            "state": survey.state.value,
            "why": survey.why and survey.why.value,
            "due": survey.due_at,
            "asked": survey.asked_at,
            "answered": survey.answered_at,
            "score": survey.score,
            "remark": survey.remark_sealed,
        },
    )


async def put_many(unit: Unit, organisation_id: UUID, changed: Sequence[Survey]) -> None:
    """Keep surveys, which are locked, as they stand after what people said."""
    if not changed:
        return
    await unit.run(
        "UPDATE inbox_surveys s SET state = v.state, answered_at = v.answered_at, score = v.score, remark_sealed = v.remark FROM unnest("
        "%(ids)s::uuid[], %(states)s::text[], %(answered)s::timestamptz[], %(scores)s::smallint[], %(remarks)s::bytea[])"
        " AS v (id, state, answered_at, score, remark) WHERE s.organisation_id = %(org)s AND s.id = v.id",
        {
            "org": organisation_id,
            "ids": [each.id for each in changed],
            "states": [each.state.value for each in changed],
            "answered": [each.answered_at for each in changed],
            "scores": [each.score for each in changed],
            "remarks": [each.remark_sealed for each in changed],
        },
    )


async def one(unit: Unit, organisation_id: UUID, survey_id: UUID) -> Survey | None:
    """Return a survey, locked."""
    return await unit.fetch_one(
        _survey,
        f"SELECT {_COLUMNS} FROM inbox_surveys WHERE organisation_id = %(org)s AND id = %(id)s FOR UPDATE",
        {"org": organisation_id, "id": survey_id},
    )


async def newest_asked(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> list[Survey]:
    """Return of each person the newest survey that they were asked since a moment and no agent wrote to them after it, locked in one order."""
    return await unit.fetch(
        _survey,
        f"SELECT {_COLUMNS} FROM inbox_surveys WHERE organisation_id = %(org)s AND id IN (SELECT DISTINCT ON (s.contact_id) s.id FROM inbox_surveys s"
        " WHERE s.organisation_id = %(org)s AND s.contact_id = ANY(%(contacts)s) AND s.asked_at >= %(since)s"
        " AND NOT EXISTS (SELECT FROM inbox_replies r WHERE r.organisation_id = %(org)s AND r.thread_id = s.thread_id AND r.by <> %(system)s"
        " AND r.created_at > s.asked_at) ORDER BY s.contact_id, s.id DESC) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since, "system": SYSTEM},
    )


async def due(unit: Unit, organisation_id: UUID, most: int) -> list[tuple[UUID, UUID]]:
    """Return surveys whose time has come with their threads, in the order of these."""
    return await unit.fetch(
        _pair,
        "SELECT id, thread_id FROM inbox_surveys WHERE organisation_id = %(org)s AND state = 'due' AND due_at <= %(at)s"
        " ORDER BY thread_id, id LIMIT %(most)s",
        {"org": organisation_id, "at": unit.at, "most": most},
    )


async def next_due(unit: Unit) -> datetime | None:
    """Return when a survey is asked next, over all organisations (engine role)."""
    return await unit.value("SELECT min(due_at) FROM inbox_surveys WHERE state = 'due'")


async def organisations_due(unit: Unit) -> list[UUID]:
    """Return the organisations in which a survey is due (engine role)."""
    return await unit.fetch(_id, "SELECT DISTINCT organisation_id FROM inbox_surveys WHERE state = 'due' AND due_at <= %(at)s", {"at": unit.at})


async def had_since(unit: Unit, organisation_id: UUID, contact_id: UUID, since: datetime) -> bool:
    """Say whether a person was asked since a moment, or will be."""
    return bool(
        await unit.value(
            "SELECT EXISTS (SELECT FROM inbox_surveys WHERE organisation_id = %(org)s AND contact_id = %(contact)s"
            " AND (asked_at >= %(since)s OR state = 'due'))",
            {"org": organisation_id, "contact": contact_id, "since": since},
        )
    )


async def complained(unit: Unit, organisation_id: UUID, thread_id: UUID, since: datetime) -> bool:
    """Say whether a conversation was escalated since a moment."""
    return bool(await unit.value(_COMPLAINED, {"org": organisation_id, "thread": thread_id, "since": since}))


async def open_of(unit: Unit, organisation_id: UUID, thread_id: UUID) -> list[UUID]:
    """Return the surveys of a thread that were asked and not answered."""
    return await unit.fetch(
        _id,
        "SELECT id FROM inbox_surveys WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND state = 'asked' ORDER BY id",
        {"org": organisation_id, "thread": thread_id},
    )


async def of_contacts(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Survey]:
    """Return the surveys of people."""
    return await unit.fetch(
        _survey,
        f"SELECT {_COLUMNS} FROM inbox_surveys WHERE organisation_id = %(org)s AND contact_id = ANY(%(ids)s) ORDER BY id",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


async def of_thread(unit: Unit, organisation_id: UUID, thread_id: UUID) -> list[Survey]:
    """Return the surveys of a conversation, the newest first."""
    return await unit.fetch(
        _survey,
        f"SELECT {_COLUMNS} FROM inbox_surveys WHERE organisation_id = %(org)s AND thread_id = %(thread)s ORDER BY id DESC",
        {"org": organisation_id, "thread": thread_id},
    )


async def move(unit: Unit, organisation_id: UUID, old: UUID, new: UUID, only: Sequence[UUID] | None = None) -> list[UUID]:
    """Give the surveys of a contact, or `only` some of them, to another; returns their ids."""
    return await unit.fetch(
        _id,
        "UPDATE inbox_surveys SET contact_id = %(new)s WHERE organisation_id = %(org)s AND contact_id = %(old)s"
        " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s)) RETURNING id",
        {"org": organisation_id, "old": old, "new": new, "only": None if only is None else list(only)},
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Delete the surveys of people."""
    return await unit.run(
        "DELETE FROM inbox_surveys WHERE organisation_id = %(org)s AND contact_id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


def _survey(*row: Any) -> Survey:
    identifier, thread_id, contact_id, channel, sender_id, address_id, agent, team_id, state, why, *rest = row
    told = NotAsked(why) if why else None
    return Survey(identifier, thread_id, contact_id, Channel(channel), sender_id, address_id, agent, team_id, SurveyState(state), told, *rest)


def _pair(survey_id: UUID, thread_id: UUID) -> tuple[UUID, UUID]:
    return survey_id, thread_id


def _id(value: UUID) -> UUID:
    return value
