"""What the queue and the doubts hold, over all organisations."""

from datetime import datetime

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Lane
from tidings.messages.types import Queued


async def queued(unit: Unit) -> list[Queued]:
    """Count the queue by lane."""
    return await unit.fetch(
        _queued,
        "SELECT lane, count(*), count(*) FILTER (WHERE leased_by IS NOT NULL), min(due_at) FILTER (WHERE leased_by IS NULL)"
        " FROM outbox GROUP BY lane ORDER BY lane",
    )


async def doubts(unit: Unit) -> tuple[int, int]:
    """Count messages in doubt: those that are still looked for, and those left to a person."""
    return await unit.fetch_one(_doubts, "SELECT count(next_look_at), count(*) - count(next_look_at) FROM unknowns") or (0, 0)


def _queued(lane: str, messages: int, leased: int, oldest_due_at: datetime | None) -> Queued:
    return Queued(Lane(lane), messages, leased, oldest_due_at)


def _doubts(looked_for: int, unconfirmed: int) -> tuple[int, int]:
    return looked_for, unconfirmed
