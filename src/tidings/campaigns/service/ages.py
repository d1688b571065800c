"""Campaigns by the time of their birth, over all organisations."""

from uuid import UUID

from tidings.campaigns.queries import ages as queries
from tidings.infra.db.unit import Unit


async def under_way(unit: Unit, low: UUID, high: UUID) -> int:
    """Count the campaigns with ids from `low` up to `high` that were launched and have not ended (engine role)."""
    return await queries.under_way(unit, low, high)
