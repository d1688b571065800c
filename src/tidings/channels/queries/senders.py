"""SQL of senders and portfolios."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tidings.channels.types import NewSender, Portfolio, Sender, Status
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

# A sender is stopped with its connection, and says the connection's reason.
_SENDERS = """
SELECT s.id, s.connection_id, s.portfolio_id, s.channel, s.address, s.label, s.per_hour, s.per_second,
  CASE WHEN c.status = 'open' THEN s.status ELSE c.status END, CASE WHEN c.status = 'open' THEN s.status_reason ELSE c.status_reason END,
  s.held_until, c.provider, CASE WHEN c.status = 'open' THEN s.standing_since ELSE c.standing_since END, s.failures
FROM senders s JOIN connections c ON c.organisation_id = s.organisation_id AND c.id = s.connection_id
WHERE s.organisation_id = %(org)s
"""
_LIST = f"{_SENDERS} AND (%(channel)s::text IS NULL OR s.channel = %(channel)s) ORDER BY s.created_at, s.id"
_BY_IDS = f"{_SENDERS} AND s.id = ANY(%(ids)s)"
_OF_CONNECTION = f"{_SENDERS} AND s.connection_id = %(connection)s ORDER BY s.created_at, s.id"
_INSERT = """
INSERT INTO senders
  (organisation_id, id, connection_id, portfolio_id, channel, address, label, per_hour, environment_per_hour, per_second, created_at)
VALUES (%(org)s, %(id)s, %(connection_id)s, %(portfolio_id)s, %(channel)s, %(address)s, %(label)s,
  %(per_hour)s, %(environment_per_hour)s, %(per_second)s, %(at)s)
ON CONFLICT (organisation_id, connection_id, channel, address) DO NOTHING
"""
_SET_LIMITS = """
UPDATE senders SET per_hour = %(per_hour)s, per_second = %(per_second)s
WHERE organisation_id = %(org)s AND id = %(id)s
"""
_FOLLOW_RATE = """
UPDATE senders SET per_hour = %(per_hour)s, environment_per_hour = %(per_hour)s
WHERE organisation_id = %(org)s AND id = %(id)s AND environment_per_hour IS DISTINCT FROM %(per_hour)s
"""
_SET_PORTFOLIO = "UPDATE senders SET portfolio_id = %(portfolio)s WHERE organisation_id = %(org)s AND id = %(id)s"
_SET_STATUS = """
UPDATE senders SET status = %(status)s, status_reason = %(reason)s, held_until = NULL, failures = 0, standing_since = %(at)s
WHERE organisation_id = %(org)s AND id = %(id)s
  AND (status, coalesce(status_reason, ''), held_until IS NULL) <> (%(status)s, coalesce(%(reason)s, ''), true)
"""
_PORTFOLIO = "id, provider, reference, daily_people, updated_at"
_PORTFOLIOS = f"SELECT {_PORTFOLIO} FROM portfolios WHERE organisation_id = %(org)s ORDER BY provider, reference"
_PORTFOLIO_LOCKED = f"""
SELECT {_PORTFOLIO} FROM portfolios
WHERE organisation_id = %(org)s AND (id = %(id)s OR reference = %(reference)s) AND (%(provider)s::text IS NULL OR provider = %(provider)s)
ORDER BY id FOR UPDATE
"""
_ADD_PORTFOLIO = """
INSERT INTO portfolios (organisation_id, id, provider, reference, daily_people, updated_at)
VALUES (%(org)s, %(id)s, %(provider)s, %(reference)s, %(daily_people)s, %(updated_at)s)
ON CONFLICT (organisation_id, provider, reference) DO NOTHING
"""
_SET_LIMIT = "UPDATE portfolios SET daily_people = %(limit)s, updated_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s"


def _sender(*columns: Any) -> Sender:
    identifier, connection_id, portfolio_id, channel, address, label, per_hour, per_second, status, *rest = columns
    return Sender(identifier, connection_id, portfolio_id, Channel(channel), address, label, per_hour, per_second, Status(status), *rest)


async def listed(unit: Unit, organisation_id: UUID, channel: Channel | None) -> list[Sender]:
    """Return senders, oldest first."""
    return await unit.fetch(_sender, _LIST, {"org": organisation_id, "channel": channel})


async def by_ids(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[Sender]:
    """Return the senders with these ids."""
    return await unit.fetch(_sender, _BY_IDS, {"org": organisation_id, "ids": list(ids)})


async def of_connection(unit: Unit, organisation_id: UUID, connection_id: UUID) -> list[Sender]:
    """Return a connection's senders, oldest first."""
    return await unit.fetch(_sender, _OF_CONNECTION, {"org": organisation_id, "connection": connection_id})


async def insert(unit: Unit, organisation_id: UUID, identifier: UUID, new: NewSender, *, from_environment: bool = False) -> bool:
    """Add a sender; False if the connection has this number on this channel already."""
    params = {
        "org": organisation_id,
        "id": identifier,
        "connection_id": new.connection_id,
        "portfolio_id": new.portfolio_id,
        "channel": new.channel,
        "address": new.address,
        "label": new.label,
        "per_hour": new.per_hour,
        "environment_per_hour": new.per_hour if from_environment else None,
        "per_second": new.per_second,
        "at": unit.at,
    }
    return await unit.run(_INSERT, params) > 0


async def set_limits(unit: Unit, organisation_id: UUID, sender_id: UUID, *, per_hour: int | None, per_second: float | None) -> None:
    """Set a sender's pace."""
    await unit.run(_SET_LIMITS, {"org": organisation_id, "id": sender_id, "per_hour": per_hour, "per_second": per_second})


async def follow_rate(unit: Unit, organisation_id: UUID, sender_id: UUID, per_hour: int) -> bool:
    """Set the pace that the environment asks for; False, and nothing done, if it asked for the same last time."""
    return await unit.run(_FOLLOW_RATE, {"org": organisation_id, "id": sender_id, "per_hour": per_hour}) > 0


async def set_portfolio(unit: Unit, organisation_id: UUID, sender_id: UUID, portfolio_id: UUID) -> None:
    """Say which portfolio a sender belongs to."""
    await unit.run(_SET_PORTFOLIO, {"org": organisation_id, "id": sender_id, "portfolio": portfolio_id})


async def set_status(unit: Unit, organisation_id: UUID, sender_id: UUID, status: Status, reason: str | None) -> bool:
    """Open or stop a sender, and end a hold; False if it is so already."""
    return await unit.run(_SET_STATUS, {"org": organisation_id, "id": sender_id, "status": status, "reason": reason, "at": unit.at}) > 0


async def portfolios(unit: Unit, organisation_id: UUID) -> list[Portfolio]:
    """Return all portfolios."""
    return await unit.fetch(Portfolio, _PORTFOLIOS, {"org": organisation_id})


async def portfolio_locked(unit: Unit, organisation_id: UUID, portfolio: UUID | str, provider: str | None = None) -> Portfolio | None:
    """Return a portfolio by its id or the provider's, locked until the unit ends."""
    identifier, reference = (portfolio, None) if isinstance(portfolio, UUID) else (None, portfolio)
    params = {"org": organisation_id, "id": identifier, "reference": reference, "provider": provider}
    return await unit.fetch_one(Portfolio, _PORTFOLIO_LOCKED, params)


async def add_portfolio(unit: Unit, organisation_id: UUID, portfolio: Portfolio) -> None:
    """Add a portfolio unless the provider's id is known."""
    params = {
        "org": organisation_id,
        "id": portfolio.id,
        "provider": portfolio.provider,
        "reference": portfolio.reference,
        "daily_people": portfolio.daily_people,
        "updated_at": portfolio.updated_at,
    }
    await unit.run(_ADD_PORTFOLIO, params)


async def set_limit(unit: Unit, organisation_id: UUID, portfolio_id: UUID, daily_people: int | None) -> None:
    """Set how many people a rolling 24 hours may hold."""
    await unit.run(_SET_LIMIT, {"org": organisation_id, "id": portfolio_id, "limit": daily_people, "at": unit.at})
