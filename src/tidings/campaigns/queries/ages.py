"""Campaigns by the time of their birth, over all organisations."""

from uuid import UUID

from tidings.infra.db.unit import Unit


async def under_way(unit: Unit, low: UUID, high: UUID) -> int:
    """Count those with ids from `low` up to `high` that were launched and have not ended."""
    return await unit.value(
        "SELECT count(*) FROM campaigns WHERE status IN ('scheduled', 'active', 'paused') AND id >= %(low)s AND id < %(high)s",
        {"low": low, "high": high},
    )
