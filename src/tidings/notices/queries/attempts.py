"""The channels by which notices were tried."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.notices.types import Attempt, Signal

COLUMNS = "a.notice_id, a.step, a.channel, a.beside, a.address_id, a.source_id, a.planned_at, a.silent_at, a.tells, a.held_at, a.replied_at"
"""Of `a`, in the order in which `attempt` reads them."""


async def insert(unit: Unit, organisation_id: UUID, attempts: Sequence[Attempt]) -> None:
    """Write attempts; the keys refuse a step, or a channel of a notice, that is there already."""
    await unit.run(
        "INSERT INTO notice_attempts (organisation_id, notice_id, step, channel, beside, address_id, source_id, planned_at, silent_at, tells)"
        " SELECT %(org)s, v.* FROM unnest(%(notices)s::uuid[], %(steps)s::smallint[], %(channels)s::text[], %(besides)s::boolean[],"
        "   %(addresses)s::uuid[], %(sources)s::uuid[], %(planned)s::timestamptz[], %(silent)s::timestamptz[], %(tells)s::boolean[]) AS v",
        {
            "org": organisation_id,
            "notices": [each.notice_id for each in attempts],
            "steps": [each.step for each in attempts],
            "channels": [each.channel.value for each in attempts],
            "besides": [each.beside for each in attempts],
            "addresses": [each.address_id for each in attempts],
            "sources": [each.source_id for each in attempts],
            "planned": [each.planned_at for each in attempts],
            "silent": [each.silent_at for each in attempts],
            "tells": [each.tells for each in attempts],
        },
    )


async def of_notices(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID]) -> list[Attempt]:
    """Return the attempts of notices, first steps first."""
    return await unit.fetch(
        attempt,
        f"SELECT {COLUMNS} FROM notice_attempts a WHERE a.organisation_id = %(org)s AND a.notice_id = ANY(%(notices)s) ORDER BY a.notice_id, a.step",
        {"org": organisation_id, "notices": list(notice_ids)},
    )


async def of_sources(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> list[Attempt]:
    """Return the attempts that sources of the ledger carried."""
    return await unit.fetch(
        attempt,
        f"SELECT {COLUMNS} FROM notice_attempts a WHERE a.organisation_id = %(org)s AND a.source_id = ANY(%(sources)s)",
        {"org": organisation_id, "sources": list(source_ids)},
    )


async def hold(unit: Unit, organisation_id: UUID, attempts: Sequence[Attempt]) -> None:
    """Let the wait of attempts count from now: all sending is stopped, or was until just now. Their notices are locked."""
    await unit.run(
        "UPDATE notice_attempts a SET held_at = %(at)s FROM unnest(%(notices)s::uuid[], %(steps)s::smallint[]) AS v (notice_id, step)"
        " WHERE a.organisation_id = %(org)s AND a.notice_id = v.notice_id AND a.step = v.step",
        {"org": organisation_id, "at": unit.at, "notices": [each.notice_id for each in attempts], "steps": [each.step for each in attempts]},
    )


async def note_words(unit: Unit, organisation_id: UUID, wrote: Sequence[Signal]) -> None:
    """Keep when people last wrote by channels that were tried. Their notices are locked; nobody wrote later than now."""
    words = [(each.notice_id, each.channel, each.said_at) for each in wrote if each.channel is not None and each.said_at is not None]
    if not words:
        return
    await unit.run(
        "UPDATE notice_attempts a SET replied_at = greatest(a.replied_at, v.at)"
        " FROM (SELECT notice_id, channel, least(max(at), %(now)s) AS at FROM"
        "   unnest(%(notices)s::uuid[], %(channels)s::text[], %(ats)s::timestamptz[]) AS u (notice_id, channel, at) GROUP BY 1, 2) AS v"
        " WHERE a.organisation_id = %(org)s AND a.notice_id = v.notice_id AND a.channel = v.channel",
        {
            "org": organisation_id,
            "now": unit.at,
            "notices": [notice_id for notice_id, _, _ in words],
            "channels": [channel.value for _, channel, _ in words],
            "ats": [at for _, _, at in words],
        },
    )


def attempt(notice_id: UUID, step: int, channel: str, *rest: Any) -> Attempt:
    """Read a row of these columns."""
    return Attempt(notice_id, step, Channel(channel), *rest)
