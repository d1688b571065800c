"""Notices that are over their time, as the room of retention asks."""

from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.ids import first_id_of
from tidings.notices.queries import retention as queries


async def count_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count notices that ended before a moment, up to a number."""
    return await queries.count_before(unit, organisation_id, before, first_id_of(before), most)


async def forget_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete notices that ended before a moment, up to a number; returns how many. The ledger keeps what was sent for as long as it does."""
    return await queries.forget_before(unit, organisation_id, before, first_id_of(before), most)
