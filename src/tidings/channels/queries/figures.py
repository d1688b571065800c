"""What stands still, over all organisations: senders, connections and callbacks."""

from datetime import datetime

from tidings.channels.types import CallKind, Failing, StandingCount, Waiting
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_SENDERS = """
SELECT s.channel,
  CASE WHEN 'stopped' IN (s.status, c.status) THEN 'stopped' WHEN s.held_until > %(at)s THEN 'held'
    WHEN s.held_until IS NOT NULL THEN 'trying' ELSE 'open' END AS standing,
  count(*)
FROM senders s JOIN connections c ON c.organisation_id = s.organisation_id AND c.id = s.connection_id
GROUP BY 1, 2 ORDER BY 1, 2
"""
_FAILING = """
SELECT channel, max(failures), min(standing_since), min(held_until) FROM senders WHERE held_until IS NOT NULL GROUP BY 1 ORDER BY 1
"""
_WAITING = """
SELECT 'receipts', count(*), min(received_at) FROM webhook_receipts
UNION ALL SELECT 'inbound', count(*), min(received_at) FROM webhook_inbound
"""


async def senders(unit: Unit) -> list[StandingCount]:
    """Count senders by channel and whether they are open, held, trying after a hold, or stopped."""
    return await unit.fetch(StandingCount, _SENDERS, {"at": unit.at})


async def failing(unit: Unit) -> list[Failing]:
    """Return by channel how the senders stand whose provider fails."""
    return await unit.fetch(_failing, _FAILING)


async def connections(unit: Unit) -> list[StandingCount]:
    """Count connections by provider and whether they are open or stopped."""
    return await unit.fetch(StandingCount, "SELECT provider, status, count(*) FROM connections GROUP BY 1, 2 ORDER BY 1, 2")


async def waiting(unit: Unit) -> list[Waiting]:
    """Count callbacks that are not applied yet."""
    return await unit.fetch(_waiting, _WAITING)


async def letters(unit: Unit) -> int:
    """Count callbacks that could not be applied."""
    return await unit.value("SELECT count(*) FROM webhook_letters")


def _waiting(kind: str, count: int, oldest: datetime | None) -> Waiting:
    return Waiting(CallKind(kind), count, oldest)


def _failing(channel: str, failures: int, since: datetime | None, next_try_at: datetime) -> Failing:
    return Failing(Channel(channel), failures, since, next_try_at)
