"""What the measures of the inbox are reckoned from."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from tidings.inbox.types import SYSTEM
from tidings.inbox.types.automatic import Episode, MachineAnswer, Rated
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

Row = TypeVar("Row")
DEFLECTED_AFTER = timedelta(hours=24)
_EPISODES = """
SELECT e.at, t.channel, t.assignee_id, t.team_id, first.created_at, first.by, resolved.at
FROM inbox_events e
JOIN inbox_threads t ON t.organisation_id = e.organisation_id AND t.id = e.thread_id
LEFT JOIN LATERAL (SELECT n.at FROM inbox_events n WHERE n.organisation_id = e.organisation_id AND n.thread_id = e.thread_id
  AND n.what IN ('opened', 'reopened') AND n.at > e.at ORDER BY n.at LIMIT 1) next ON true
LEFT JOIN LATERAL (SELECT r.created_at, r.by FROM inbox_replies r WHERE r.organisation_id = e.organisation_id AND r.thread_id = e.thread_id
  AND r.by <> %(system)s AND r.created_at >= e.at AND r.created_at < coalesce(next.at, 'infinity') ORDER BY r.created_at LIMIT 1) first ON true
LEFT JOIN LATERAL (SELECT n.at FROM inbox_events n WHERE n.organisation_id = e.organisation_id AND n.thread_id = e.thread_id
  AND n.what = 'resolved' AND n.at >= e.at AND n.at <= coalesce(next.at, 'infinity') ORDER BY n.at LIMIT 1) resolved ON true
WHERE e.organisation_id = %(org)s AND e.what IN ('opened', 'reopened') AND e.at >= %(since)s AND e.at < %(until)s
ORDER BY e.at, e.id
"""
_MACHINE = """
SELECT d.at, d.channel, t.assignee_id, t.team_id,
  EXISTS (SELECT FROM inbox_events e WHERE e.organisation_id = d.organisation_id AND e.thread_id = d.thread_id
    AND e.what IN ('opened', 'reopened', 'escalated') AND e.at > d.at AND e.at <= d.at + %(within)s)
  OR EXISTS (SELECT FROM inbox_replies r WHERE r.organisation_id = d.organisation_id AND r.thread_id = d.thread_id AND r.by <> %(system)s
    AND r.created_at > d.at AND r.created_at <= d.at + %(within)s)
FROM inbox_decisions d LEFT JOIN inbox_threads t ON t.organisation_id = d.organisation_id AND t.id = d.thread_id
WHERE d.organisation_id = %(org)s AND d.does IN ('answered', 'keyword') AND d.at >= %(since)s AND d.at < %(until)s
ORDER BY d.at, d.message_id
"""
_RATED = """
SELECT asked_at, channel, agent, team_id, score FROM inbox_surveys
WHERE organisation_id = %(org)s AND asked_at >= %(since)s AND asked_at < %(until)s ORDER BY asked_at, id
"""


async def episodes(unit: Unit, organisation_id: UUID, since: datetime, until: datetime) -> list[Episode]:
    """Return the conversations that began to need a person in a time."""
    return await _all(unit, _episode, _EPISODES, organisation_id, since, until)


async def machine_answers(unit: Unit, organisation_id: UUID, since: datetime, until: datetime) -> list[MachineAnswer]:
    """Return what was answered automatically in a time, and whether a person was needed within the day after it."""
    return await _all(unit, _machine, _MACHINE, organisation_id, since, until)


async def rated(unit: Unit, organisation_id: UUID, since: datetime, until: datetime) -> list[Rated]:
    """Return the surveys that were asked in a time."""
    return await _all(unit, _rated, _RATED, organisation_id, since, until)


async def _all(unit: Unit, kind: Callable[..., Row], sql: str, organisation_id: UUID, since: datetime, until: datetime) -> list[Row]:
    params = {"org": organisation_id, "since": since, "until": until, "system": SYSTEM, "within": DEFLECTED_AFTER}
    return await unit.fetch(kind, sql, params)


def _episode(began_at: datetime, channel: str | None, *rest: Any) -> Episode:
    return Episode(began_at, Channel(channel) if channel else None, *rest)


def _machine(at: datetime, channel: str, *rest: Any) -> MachineAnswer:
    return MachineAnswer(at, Channel(channel), *rest)


def _rated(asked_at: datetime, channel: str, *rest: Any) -> Rated:
    return Rated(asked_at, Channel(channel), *rest)
