"""Conversations that are over their time, as the room of retention asks."""

from datetime import datetime
from uuid import UUID

from tidings.inbox.queries import retention, rights
from tidings.infra.db.unit import Unit

_AT_ONCE = 200
"""Conversations in a transaction: each has its answers, its notes, and perhaps files."""


async def count_conversations_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Count conversations in which nothing happened since a moment and nobody of the team has to act, up to a number."""
    return await retention.count_before(unit, organisation_id, before, most)


async def forget_conversations_before(unit: Unit, organisation_id: UUID, before: datetime, most: int) -> int:
    """Delete such conversations with their answers, notes, files and surveys, up to a number; returns how many threads.

    What people wrote is kept and ended by itself (`inbound`), and the ledger keeps that something was sent. Nobody is waited for.
    """
    old = await retention.hold_before(unit, organisation_id, before, min(most, _AT_ONCE))
    if old:
        await retention.forget_automatic(unit, organisation_id, old)
        await rights.forget(unit, organisation_id, old)
    return len(old)
