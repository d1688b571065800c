"""What people wrote and were asked, and is over its time, as the room of retention asks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.conversations.queries import retention as queries
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import first_id_of


async def wrote_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return those of the contacts who wrote to us from a moment on."""
    return await queries.wrote_since(unit, organisation_id, contact_ids, since) if contact_ids else set()


async def count_inbound_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count messages from people that came before a moment, up to a number. Refusals, and what waits to be read, are left out."""
    return await queries.count_before(unit, organisation_id, before, first_id_of(before), most)


async def forget_inbound_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete messages from people that came before a moment, up to a number; returns how many. Refusals, and what waits to be read, stay."""
    return await queries.forget_before(unit, organisation_id, before, first_id_of(before), most)


async def count_questions_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count questions whose time was over before a moment, up to a number."""
    return await queries.count_questions_before(unit, organisation_id, before, most)


async def forget_questions_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete questions whose time was over before a moment, up to a number; returns how many. What answers led to is kept by whoever asked."""
    return await queries.forget_questions_before(unit, organisation_id, before, most)
