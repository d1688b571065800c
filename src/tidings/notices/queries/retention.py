"""Notices that are over their time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

# An id is born before its notice ends: the range of the key keeps all newer ones out.
_OVER = " FROM notices WHERE organisation_id = %(org)s AND id < %(upto)s AND ended_at < %(before)s"


async def count_before(unit: Unit, organisation_id: UUID, before: datetime, upto: UUID, most: int) -> int:
    """Count notices that ended before a moment, up to a number."""
    params = {"org": organisation_id, "before": before, "upto": upto, "most": most}
    return await unit.value(f"SELECT count(*) FROM (SELECT{_OVER} LIMIT %(most)s) AS old", params)


async def forget_before(unit: Unit, organisation_id: UUID, before: datetime, upto: UUID, most: int) -> int:
    """Delete notices that ended before a moment, up to a number, with their attempts and signals; returns how many notices. Nobody is waited for."""
    ids: Sequence[UUID] = await unit.fetch(
        _id,
        f"SELECT id{_OVER} ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED",
        {"org": organisation_id, "before": before, "upto": upto, "most": most},
    )
    if not ids:
        return 0
    params = {"org": organisation_id, "ids": ids}
    await unit.run("DELETE FROM notice_signals WHERE organisation_id = %(org)s AND notice_id = ANY(%(ids)s)", params)
    await unit.run("DELETE FROM notice_attempts WHERE organisation_id = %(org)s AND notice_id = ANY(%(ids)s)", params)
    return await unit.run("DELETE FROM notices WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)", params)


def _id(identifier: UUID) -> UUID:
    return identifier
