"""SQL of circuits: which senders are held, until when, and after how many failures in a row."""

from collections.abc import Sequence
from uuid import UUID

from tidings.channels.types import Circuit
from tidings.infra.db.unit import Unit

_LOCK = """
SELECT id, held_until, failures FROM senders
WHERE organisation_id = %(org)s AND (id = %(id)s OR connection_id = %(connection)s) AND status = 'open'
ORDER BY id FOR UPDATE
"""
_HOLD = """
UPDATE senders s SET held_until = v.until, failures = v.failures, status_reason = %(reason)s,
  standing_since = CASE WHEN s.held_until IS NULL THEN %(at)s ELSE s.standing_since END
FROM unnest(%(ids)s::uuid[], %(until)s::timestamptz[], %(failures)s::integer[]) AS v (id, until, failures)
WHERE s.organisation_id = %(org)s AND s.id = v.id
"""
_END = """
UPDATE senders SET held_until = NULL, failures = 0, status_reason = NULL
WHERE organisation_id = %(org)s AND id = %(id)s AND status = 'open' AND held_until <= %(at)s
"""


async def lock(unit: Unit, organisation_id: UUID, *, sender_id: UUID | None = None, connection_id: UUID | None = None) -> list[Circuit]:
    """Lock the circuit of a sender, or of all of a connection, and return those that nobody has stopped."""
    return await unit.fetch(Circuit, _LOCK, {"org": organisation_id, "id": sender_id, "connection": connection_id})


async def hold(unit: Unit, organisation_id: UUID, circuits: Sequence[Circuit], reason: str) -> int:
    """Write circuits that were locked; returns how many."""
    if not circuits:
        return 0
    columns = {
        "ids": [each.sender_id for each in circuits],
        "until": [each.held_until for each in circuits],
        "failures": [each.failures for each in circuits],
    }
    return await unit.run(_HOLD, {"org": organisation_id, "reason": reason, "at": unit.at, **columns})


async def end_hold(unit: Unit, organisation_id: UUID, sender_id: UUID) -> int:
    """Forget a sender's failures, if its hold is over."""
    return await unit.run(_END, {"org": organisation_id, "id": sender_id, "at": unit.at})
