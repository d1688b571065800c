"""Conversations that are over their time."""

from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

_OVER = (
    " FROM inbox_threads WHERE organisation_id = %(org)s AND moved_at < %(before)s AND status IN ('resolved', 'pending') AND joined_id IS NULL"
    " ORDER BY moved_at, id LIMIT %(most)s"
)


async def count_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count threads in which nothing happened since a moment and nobody has to act, up to a number."""
    params = {"org": organisation_id, "before": before, "most": most}
    return await unit.value(f"SELECT count(*) FROM (SELECT id{_OVER}) AS old", params)


async def hold_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> list[UUID]:
    """Lock some of them that nobody else holds, with those that are shown in them, and return all their ids."""
    params = {"org": organisation_id, "before": before, "most": most}
    old = sorted(await unit.fetch(_same, f"SELECT id{_OVER} FOR UPDATE SKIP LOCKED", params))
    shown = await unit.fetch(
        _same,
        "SELECT id FROM inbox_threads WHERE organisation_id = %(org)s AND joined_id = ANY(%(ids)s) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "ids": old},
    )
    return [*old, *shown]


async def forget_automatic(unit: Unit, organisation_id: UUID, thread_ids: list[UUID]) -> None:
    """Delete the surveys of threads, and leave of what was done about their messages only what figures count."""
    params = {"org": organisation_id, "threads": thread_ids}
    where = " WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s)"
    await unit.run("DELETE FROM inbox_surveys" + where, params)
    await unit.run("UPDATE inbox_decisions SET contact_id = NULL, thread_id = NULL" + where, params)


def _same(value: UUID) -> UUID:
    return value
