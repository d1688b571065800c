"""Sweeping: what dead workers held becomes doubt, never a second send."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries import outbox, records, workers
from tidings.messages.queries.outbox import LeasedRow
from tidings.messages.queries.records import Tried, Unsure
from tidings.messages.rules import LOOK_EVERY
from tidings.messages.types import Claimed, Key

WORKER_LOCKS = workers.LOCK_SPACE


async def register_worker(unit: Unit, name: str) -> int:
    """Give a worker its number; it must then hold the advisory lock (`WORKER_LOCKS`, number) for as long as it lives."""
    return await workers.register(unit, name)


async def dead_workers(unit: Unit) -> list[int]:
    """Return the numbers of workers whose lock nobody holds (engine role)."""
    return await workers.dead(unit)


async def sweep(unit: Unit, dead: Sequence[int]) -> int:
    """Turn what dead workers still hold into messages in doubt, and return how many (engine role; a thousand at most).

    Call it only when the longest exchange time has passed since a worker was first seen dead: a process that lost its
    database may still be talking to a provider.
    """
    rows = await outbox.leases_of(unit, dead)
    by_organisation: dict[UUID, list[LeasedRow]] = {}
    for row in rows:
        by_organisation.setdefault(row.organisation_id, []).append(row)
    for organisation_id, leased in by_organisation.items():
        doubtful = [_doubtful(row) for row in leased]
        tried = [Tried(each.claimed.key, each.claimed.attempt, unit.at, "unknown", "worker_died", "The worker died.") for each in doubtful]
        await records.unsure(unit, organisation_id, doubtful, unit.at + LOOK_EVERY)
        await records.tried(unit, organisation_id, tried)
    await workers.remove(unit, dead)
    return len(rows)


def _doubtful(row: LeasedRow) -> Unsure:
    key = Key(row.source_id, row.contact_id, row.step)
    claimed = Claimed(row.organisation_id, key, UUID(int=0), row.attempts, row.sender_id, row.leased_at)
    return Unsure(claimed, "worker_died")
