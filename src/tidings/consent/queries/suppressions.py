"""Closed addresses, what re-opened them, and counted failures."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.consent.types import FailingRule, ListLifted, Suppression, SuppressionReason, SuppressionRecord, SuppressionScope
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel

_SUPPRESS = sql("tidings.consent", "suppress")

_RECORD_COLUMNS = "id, channel, scope, reason, source, detail, at, ends_at, lifted_at, lifted_by, lift_reason, lookup"

_ACTIVE = "lifted_at IS NULL AND (ends_at IS NULL OR ends_at > %(at)s)"

# A filter that is NULL lets all through; plans are made anew for each call, so that it costs nothing.
_ASKED_FOR = f"""
FROM suppressions
WHERE organisation_id = %(org)s
  AND (%(channel)s::text IS NULL OR channel = %(channel)s)
  AND (%(reason)s::text IS NULL OR reason = %(reason)s)
  AND (%(lookups)s::bytea[] IS NULL OR lookup = ANY(%(lookups)s))
  AND (%(lifted_too)s OR ({_ACTIVE}))
"""
_COUNT = f"SELECT count(*) FROM (SELECT {_ASKED_FOR} LIMIT %(most)s) AS closed"
_LIST = f"""
SELECT {_RECORD_COLUMNS} {_ASKED_FOR}
  AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC LIMIT %(limit)s
"""

_OPEN_AGAIN = """
UPDATE suppressions s SET lifted_at = %(now)s, lifted_by = %(by)s, lift_reason = %(why)s
FROM unnest(%(lookups)s::bytea[], %(ats)s::timestamptz[]) AS w (lookup, at)
WHERE s.organisation_id = %(org)s AND s.channel = %(channel)s AND s.lookup = w.lookup AND s.scope = %(scope)s
  AND s.reason = ANY(%(reasons)s) AND s.lifted_at IS NULL AND s.at < w.at
"""

# A STOP that a START said later had taken back before it was delivered: history, told once.
_SUPPRESS_LIFTED = """
INSERT INTO suppressions (organisation_id, id, channel, lookup, scope, reason, source, detail, at, lifted_at, lifted_by, lift_reason)
SELECT %(org)s, e.*, %(now)s, %(by)s, %(why)s FROM unnest(
  %(ids)s::uuid[], %(channels)s::text[], %(lookups)s::bytea[], %(scopes)s::text[], %(reasons)s::text[], %(sources)s::text[],
  %(details)s::text[], %(ats)s::timestamptz[]
) AS e (id, channel, lookup, scope, reason, source, detail, at)
WHERE NOT EXISTS (
  SELECT FROM suppressions s
  WHERE s.organisation_id = %(org)s AND s.channel = e.channel AND s.lookup = e.lookup AND s.scope = e.scope AND s.reason = e.reason AND s.at = e.at)
"""

_REMEMBER_OPENINGS = """
INSERT INTO openings AS o (organisation_id, channel, lookup, at)
SELECT %(org)s, %(channel)s, lookup, max(at) FROM unnest(%(lookups)s::bytea[], %(ats)s::timestamptz[]) AS t (lookup, at)
GROUP BY lookup ORDER BY lookup
ON CONFLICT (organisation_id, channel, lookup) DO UPDATE SET at = excluded.at WHERE excluded.at > o.at
"""

# What the list closed, by address; an address stays closed, at least to marketing, where anything else closes it.
_LIFT_LIST = f"""
WITH lifted AS (
  UPDATE suppressions SET lifted_at = %(at)s, lifted_by = %(by)s, lift_reason = %(why)s
  WHERE organisation_id = %(org)s AND list = %(list)s AND list <> '' AND lifted_at IS NULL RETURNING channel, lookup
), address AS (
  SELECT DISTINCT channel, lookup FROM lifted
), other AS (
  SELECT DISTINCT channel, lookup FROM suppressions JOIN address USING (channel, lookup)
  WHERE organisation_id = %(org)s AND list <> %(list)s AND {_ACTIVE}
)
SELECT (SELECT count(*) FROM address), (SELECT count(*) FROM other)
"""

# In the order of their keys, so that two workers told about the same people never wait for each other in a circle.
_HOLD_ADDRESSES = """
SELECT pg_advisory_xact_lock(hashtextextended(name, 0))
FROM (SELECT %(org)s || %(channel)s || encode(lookup, 'hex') AS name FROM unnest(%(lookups)s::bytea[]) AS t (lookup) ORDER BY lookup) AS ordered
"""

_MOVE_LOOKUPS = [
    f"UPDATE {table} t SET lookup = m.fresh FROM unnest(%(formers)s::bytea[], %(fresh)s::bytea[]) AS m (former, fresh)"
    " WHERE t.organisation_id = %(org)s AND t.lookup = m.former"
    for table in ("suppressions", "openings", "address_failures")
]

# One row for an address: its lock makes the count exact however many workers fail at once. Old times are dropped as new ones come.
_COUNT_FAILURES = """
INSERT INTO address_failures AS f (organisation_id, channel, lookup, times, last_code)
SELECT %(org)s, %(channel)s, lookup, array_fill(%(at)s::timestamptz, ARRAY[count(*)::int]), max(code)
FROM unnest(%(lookups)s::bytea[], %(codes)s::text[]) AS t (lookup, code) GROUP BY lookup ORDER BY lookup
ON CONFLICT (organisation_id, channel, lookup) DO UPDATE
  SET times = ARRAY(SELECT t FROM unnest(f.times) AS t WHERE t > %(since)s) || excluded.times, last_code = excluded.last_code
RETURNING lookup, cardinality(times), last_code
"""


async def suppress(unit: Unit, organisation_id: UUID, entries: Sequence[tuple[Suppression, datetime, datetime | None]]) -> int:
    """Close addresses, each from a time until another (None: without end); returns how many are newly closed."""
    params = _closings(unit, organisation_id, [(entry, at) for entry, at, _ in entries])
    params |= {"lists": [entry.list_name for entry, _, _ in entries], "ends": [ends for _, _, ends in entries]}
    return await unit.value(_SUPPRESS, params)


async def suppress_lifted(unit: Unit, organisation_id: UUID, entries: Sequence[tuple[Suppression, datetime]], *, by: str, why: str) -> None:
    """Write down closings that were taken back before they were told."""
    await unit.run(_SUPPRESS_LIFTED, {**_closings(unit, organisation_id, entries), "now": unit.at, "by": by, "why": why})


async def hold_addresses(unit: Unit, organisation_id: UUID, channel: Channel, lookups: Collection[bytes]) -> None:
    """Lock the wishes of addresses until the unit ends."""
    await unit.run(_HOLD_ADDRESSES, {"org": str(organisation_id), "channel": channel.value, "lookups": list(lookups)})


async def remember_openings(unit: Unit, organisation_id: UUID, channel: Channel, said: Sequence[tuple[bytes, datetime]]) -> None:
    """Keep when each address's owner last asked to open it."""
    params = {"org": organisation_id, "channel": channel.value, "lookups": [lookup for lookup, _ in said], "ats": [at for _, at in said]}
    await unit.run(_REMEMBER_OPENINGS, params)


async def openings(unit: Unit, organisation_id: UUID, channel: Channel, lookups: Sequence[bytes]) -> dict[bytes, datetime]:
    """Return when the owners of addresses last asked to open them, of those who ever did."""
    rows = await unit.fetch(
        _opening,
        "SELECT lookup, at FROM openings WHERE organisation_id = %(org)s AND channel = %(channel)s AND lookup = ANY(%(lookups)s)",
        {"org": organisation_id, "channel": channel.value, "lookups": list(lookups)},
    )
    return dict(rows)


async def suppressed(
    unit: Unit, organisation_id: UUID, channel: Channel, lookups: Sequence[bytes], scopes: Sequence[SuppressionScope]
) -> list[tuple[bytes, SuppressionReason]]:
    """Return why addresses are closed now, a row for each reason."""
    return await unit.fetch(
        _closed,
        f"SELECT lookup, reason FROM suppressions WHERE organisation_id = %(org)s AND channel = %(channel)s AND lookup = ANY(%(lookups)s)"
        f" AND scope = ANY(%(scopes)s) AND {_ACTIVE}",
        {
            "org": organisation_id,
            "channel": channel.value,
            "lookups": list(lookups),
            "scopes": [scope.value for scope in scopes],
            "at": unit.at,
        },
    )


async def open_again(
    unit: Unit,
    organisation_id: UUID,
    channel: Channel,
    said: Sequence[tuple[bytes, datetime]],
    *,
    scope: SuppressionScope,
    reasons: Sequence[SuppressionReason],
    by: str,
    why: str,
) -> int:
    """Lift what was closed before each address's owner asked to open it; returns how many were lifted."""
    params = {
        "org": organisation_id,
        "now": unit.at,
        "channel": channel.value,
        "scope": scope.value,
        "reasons": [reason.value for reason in reasons],
        "lookups": [lookup for lookup, _ in said],
        "ats": [at for _, at in said],
        "by": by,
        "why": why,
    }
    return await unit.run(_OPEN_AGAIN, params)


async def lift(unit: Unit, organisation_id: UUID, suppression_id: UUID, *, by: str, why: str) -> bool:
    """Lift one suppression, and forget the failures that led to it; returns whether it held until now."""
    row = await unit.fetch_one(
        _closing,
        "UPDATE suppressions SET lifted_at = %(now)s, lifted_by = %(by)s, lift_reason = %(why)s"
        " WHERE organisation_id = %(org)s AND id = %(id)s AND lifted_at IS NULL RETURNING channel, lookup",
        {"org": organisation_id, "id": suppression_id, "now": unit.at, "by": by, "why": why},
    )
    if row is None:
        return False
    await unit.run(
        "DELETE FROM address_failures WHERE organisation_id = %(org)s AND channel = %(channel)s AND lookup = %(lookup)s",
        {"org": organisation_id, "channel": row[0], "lookup": row[1]},
    )
    return True


async def lift_list(unit: Unit, organisation_id: UUID, name: str, *, by: str, why: str) -> ListLifted:
    """Lift what a list holds closed still."""
    lifted = await unit.fetch_one(_list_lifted, _LIFT_LIST, {"org": organisation_id, "list": name, "at": unit.at, "by": by, "why": why})
    return lifted or ListLifted(0, 0)


async def suppression(unit: Unit, organisation_id: UUID, suppression_id: UUID) -> SuppressionRecord | None:
    """Return one suppression, whether it holds or not."""
    return await unit.fetch_one(
        _record,
        f"SELECT {_RECORD_COLUMNS} FROM suppressions WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": suppression_id},
    )


async def list_suppressions(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None,
    reason: SuppressionReason | None,
    lookups: Sequence[bytes] | None,
    lifted_too: bool,
    before: UUID | None,
    limit: int,
) -> list[SuppressionRecord]:
    """Return suppressions, newest first, older than `before`."""
    params = {
        "org": organisation_id,
        "channel": channel and channel.value,
        "reason": reason and reason.value,
        "lookups": None if lookups is None else list(lookups),
        "lifted_too": lifted_too,
        "before": before,
        "limit": limit,
        "at": unit.at,
    }
    return await unit.fetch(_record, _LIST, params)


async def count(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None,
    reason: SuppressionReason | None,
    lookups: Sequence[bytes] | None,
    lifted_too: bool,
    most: int,
) -> int:
    """Return how many suppressions `list_suppressions` would list, `most` if there are more."""
    params = {
        "org": organisation_id,
        "channel": channel and channel.value,
        "reason": reason and reason.value,
        "lookups": None if lookups is None else list(lookups),
        "lifted_too": lifted_too,
        "most": most,
        "at": unit.at,
    }
    return await unit.value(_COUNT, params)


async def count_failures(
    unit: Unit, organisation_id: UUID, channel: Channel, failures: Sequence[tuple[bytes, str]], rule: FailingRule
) -> list[tuple[bytes, int, str]]:
    """Count soft failures now; returns for each address how many fall into the rule's window, and the last code."""
    params = {
        "org": organisation_id,
        "channel": channel.value,
        "lookups": [lookup for lookup, _ in failures],
        "codes": [code for _, code in failures],
        "at": unit.at,
        "since": unit.at - timedelta(days=rule.within_days),
    }
    return await unit.fetch(_failures, _COUNT_FAILURES, params)


async def move_lookups(unit: Unit, organisation_id: UUID, moved: Sequence[tuple[bytes, bytes]]) -> None:
    """Put what is kept of addresses under their new look-up values."""
    params = {"org": organisation_id, "formers": [former for former, _ in moved], "fresh": [fresh for _, fresh in moved]}
    for statement in _MOVE_LOOKUPS:
        await unit.run(statement, params)


def _closings(unit: Unit, organisation_id: UUID, entries: Sequence[tuple[Suppression, datetime]]) -> dict[str, Any]:
    return {
        "org": organisation_id,
        "ids": [new_id(unit.at) for _ in entries],
        "channels": [entry.channel.value for entry, _ in entries],
        "lookups": [entry.lookup for entry, _ in entries],
        "scopes": [entry.scope.value for entry, _ in entries],
        "reasons": [entry.reason.value for entry, _ in entries],
        "sources": [entry.source for entry, _ in entries],
        "details": [entry.detail for entry, _ in entries],
        "ats": [at for _, at in entries],
    }


def _opening(lookup: bytes, at: datetime) -> tuple[bytes, datetime]:
    return lookup, at


def _closed(lookup: bytes, reason: str) -> tuple[bytes, SuppressionReason]:
    return lookup, SuppressionReason(reason)


def _list_lifted(addresses: int, still_closed: int) -> ListLifted:
    return ListLifted(addresses - still_closed, still_closed)


def _closing(channel: str, lookup: bytes) -> tuple[str, bytes]:
    return channel, lookup


def _record(*row: Any) -> SuppressionRecord:
    identifier, channel, scope, reason, *rest = row
    return SuppressionRecord(identifier, Channel(channel), SuppressionScope(scope), SuppressionReason(reason), *rest)


def _failures(lookup: bytes, count: int, code: str) -> tuple[bytes, int, str]:
    return lookup, count, code
