"""Writing down how exchanges ended, a batch of one organisation at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.messages.types import Claimed, Key, State
from tidings.ports.outcome import Accepted

_PACKAGE = "tidings.messages"
_SENT = sql(_PACKAGE, "record_sent")
_ENDED = sql(_PACKAGE, "record_ended")
_AGAIN = sql(_PACKAGE, "record_again")
_UNKNOWN = sql(_PACKAGE, "record_unknown")


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that the provider took."""

    key: Key
    at: datetime
    accepted: Accepted


@dataclass(frozen=True, slots=True)
class Ended:
    """A message that will not be sent."""

    key: Key
    at: datetime
    state: State
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Again:
    """A message for another time; `used` says whether the provider looked at this attempt."""

    key: Key
    due_at: datetime
    used: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """A message that may have been sent."""

    claimed: Claimed
    reason: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A line of the trace: an attempt that did not simply succeed."""

    key: Key
    attempt: int
    at: datetime
    outcome: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a message stands while it is locked: a receipt or another worker may have been faster."""

    state: State
    attempts: int


async def lock(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> dict[Key, Standing]:
    """Lock messages, in key order, until the transaction ends, and return where they stand."""
    rows = await unit.fetch(
        _standing,
        "SELECT m.source_id, m.contact_id, m.step, m.state, m.attempts FROM messages m"
        " JOIN unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " USING (source_id, contact_id, step)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)"
        " ORDER BY m.source_id, m.contact_id, m.step FOR UPDATE OF m",
        keyed(organisation_id, keys),
    )
    return dict(rows)


async def leave_queue(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """Take messages out of the queue that somebody else has settled."""
    if not keys:
        return
    await unit.run(
        "DELETE FROM outbox o USING unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(among)s) AND o.contact_id = ANY(%(contacts)s)"
        " AND o.source_id = v.source_id AND o.contact_id = v.contact_id AND o.step = v.step",
        keyed(organisation_id, keys),
    )


async def sent(unit: Unit, organisation_id: UUID, rows: Sequence[Sent]) -> None:
    """Record what providers took."""
    if not rows:
        return
    columns = {
        "at": [row.at for row in rows],
        "ids": [row.accepted.provider_id for row in rows],
        "segments": [row.accepted.segments for row in rows],
        "costs": [row.accepted.cost_micros for row in rows],
        "currencies": [row.accepted.currency for row in rows],
    }
    await unit.run(_SENT, keyed(organisation_id, [row.key for row in rows], **columns))


async def ended(unit: Unit, organisation_id: UUID, rows: Sequence[Ended]) -> None:
    """Record final ends without a message."""
    if not rows:
        return
    columns = {
        "at": [row.at for row in rows],
        "states": [int(row.state) for row in rows],
        "reasons": [row.reason for row in rows],
        "details": [row.detail for row in rows],
    }
    await unit.run(_ENDED, keyed(organisation_id, [row.key for row in rows], **columns))


async def again(unit: Unit, organisation_id: UUID, rows: Sequence[Again]) -> None:
    """Put messages back into the queue."""
    if not rows:
        return
    columns = {"due": [row.due_at for row in rows], "used": [int(row.used) for row in rows], "reasons": [row.reason for row in rows]}
    await unit.run(_AGAIN, keyed(organisation_id, [row.key for row in rows], **columns))


async def unsure(unit: Unit, organisation_id: UUID, rows: Sequence[Unsure], next_look_at: datetime) -> None:
    """Take messages that may have been sent out of the queue, to be looked for."""
    if not rows:
        return
    columns = {
        "attempts": [row.claimed.attempt for row in rows],
        "senders": [row.claimed.sender_id for row in rows],
        "started": [row.claimed.at for row in rows],
        "reasons": [row.reason for row in rows],
        "next_look": next_look_at,
    }
    await unit.run(_UNKNOWN, keyed(organisation_id, [row.claimed.key for row in rows], **columns))


async def tried(unit: Unit, organisation_id: UUID, rows: Sequence[Tried]) -> None:
    """Write lines of the trace."""
    if not rows:
        return
    columns = {
        "attempts": [row.attempt for row in rows],
        "at": [row.at for row in rows],
        "outcomes": [row.outcome for row in rows],
        "codes": [row.code for row in rows],
        "details": [row.detail for row in rows],
    }
    await unit.run(
        "INSERT INTO attempts (organisation_id, source_id, contact_id, step, attempt, at, outcome, code, detail)"
        " SELECT %(org)s, * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[],"
        " %(at)s::timestamptz[], %(outcomes)s::text[], %(codes)s::text[], %(details)s::text[])",
        keyed(organisation_id, [row.key for row in rows], **columns),
    )


async def put_off(unit: Unit, organisation_id: UUID, wishes: Sequence[tuple[Key, str]]) -> dict[Key, tuple[int, datetime]]:
    """Return how often a provider has put each message off with this code, and since when; those that it had not are left out."""
    rows = await unit.fetch(
        _told,
        "SELECT a.source_id, a.contact_id, a.step, count(*), min(a.at) FROM attempts a"
        " JOIN unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(codes)s::text[]) AS v (source_id, contact_id, step, code)"
        " USING (source_id, contact_id, step, code)"
        " WHERE a.organisation_id = %(org)s AND a.source_id = ANY(%(among)s) AND a.contact_id = ANY(%(contacts)s) AND a.outcome = 'not_now'"
        " GROUP BY 1, 2, 3",
        keyed(organisation_id, [key for key, _ in wishes], codes=[code for _, code in wishes]),
    )
    return dict(rows)


def _told(source_id: UUID, contact_id: UUID, step: int, times: int, since: datetime) -> tuple[Key, tuple[int, datetime]]:
    return Key(source_id, contact_id, step), (times, since)


def _standing(source_id: UUID, contact_id: UUID, step: int, state: int, attempts: int) -> tuple[Key, Standing]:
    return Key(source_id, contact_id, step), Standing(State(state), attempts)


def keyed(organisation_id: UUID, keys: Sequence[Key], **columns: Any) -> dict[str, Any]:
    """Return the parameters of a batch statement: the keys as columns, the sources among which they lie, and the rest."""
    return {
        "org": organisation_id,
        "among": list({key.source_id for key in keys}),
        "sources": [key.source_id for key in keys],
        "contacts": [key.contact_id for key in keys],
        "steps": [key.step for key in keys],
        **columns,
    }
