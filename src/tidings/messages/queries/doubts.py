"""Messages that may have been sent.

Whoever looks for one may be slow, and by then it may be settled, sent again and in doubt anew: so each statement names the
attempt that was looked for. All work on batches of one organisation, and look up each row by its key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries.records import keyed
from tidings.messages.types import Doubt, Key, State

_ROWS = "unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[]"
_NAMED = _ROWS + ") AS v (source_id, contact_id, step, attempt)"
_ITS_DOUBT = (
    " WHERE u.organisation_id = %(org)s AND u.source_id = ANY(%(among)s) AND u.contact_id = ANY(%(contacts)s)"
    " AND u.source_id = v.source_id AND u.contact_id = v.contact_id AND u.step = v.step AND u.attempt = v.attempt"
)
_IN_DOUBT = (
    " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)"
    " AND m.source_id = v.source_id AND m.contact_id = v.contact_id AND m.step = v.step AND m.state = 25 AND m.attempts = v.attempt"
)
_SETTLED = " RETURNING m.source_id, m.contact_id, m.step, m.address_id"


@dataclass(frozen=True, slots=True)
class Look:
    """A look that settled nothing: how often the provider has denied the message, and when it is looked for next."""

    doubt: Doubt
    looks: int
    next_look_at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """The last state of a message in doubt: unknown for good, or cancelled."""

    doubt: Doubt
    state: State
    reason: str


async def due(unit: Unit, limit: int, postponed_to: datetime) -> list[Doubt]:
    """Take doubts due for a look, over all organisations, and put their next look off, so that no two workers ask at once."""
    return await unit.fetch(
        _doubt,
        "WITH taken AS (SELECT organisation_id, source_id, contact_id, step FROM unknowns WHERE next_look_at <= %(at)s"
        " ORDER BY next_look_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED)"
        " UPDATE unknowns u SET next_look_at = %(later)s FROM taken t WHERE u.organisation_id = t.organisation_id"
        " AND u.source_id = t.source_id AND u.contact_id = t.contact_id AND u.step = t.step"
        " RETURNING u.organisation_id, u.source_id, u.contact_id, u.step, u.attempt, u.sender_id, u.started_at, u.looks, u.restored",
        {"at": unit.at, "limit": limit, "later": postponed_to},
    )


async def address_ids(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> dict[Key, UUID]:
    """Return where messages were going."""
    rows = await unit.fetch(
        _address,
        "SELECT m.source_id, m.contact_id, m.step, m.address_id FROM messages m"
        " JOIN unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " USING (source_id, contact_id, step)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = ANY(%(among)s) AND m.contact_id = ANY(%(contacts)s)",
        keyed(organisation_id, keys),
    )
    return dict(rows)


async def looked(unit: Unit, organisation_id: UUID, looks: Sequence[Look]) -> None:
    """Remember looks that settled nothing."""
    if not looks:
        return
    columns = {"looks": [each.looks for each in looks], "next": [each.next_look_at for each in looks]}
    await unit.run(
        "UPDATE unknowns u SET looks = v.looks, next_look_at = v.next_look_at"
        " FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[], %(looks)s::smallint[],"
        " %(next)s::timestamptz[]) AS v (source_id, contact_id, step, attempt, looks, next_look_at)" + _ITS_DOUBT + " AND u.next_look_at IS NOT NULL",
        _named(organisation_id, [each.doubt for each in looks], columns),
    )


async def adopt(unit: Unit, organisation_id: UUID, found: Sequence[tuple[Doubt, str]]) -> dict[Key, UUID]:
    """Write that the provider has them, under its ids: sent when they were started. Returns those still in doubt, with their addresses."""
    if not found:
        return {}
    columns = {"ids": [provider_id for _, provider_id in found], "started": [doubt.started_at for doubt, _ in found]}
    rows = await unit.fetch(
        _address,
        "WITH v AS (SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[],"
        " %(ids)s::text[], %(started)s::timestamptz[]) AS v (source_id, contact_id, step, attempt, provider_id, started_at)),"
        " kept AS (INSERT INTO provider_refs (organisation_id, provider_id, source_id, contact_id, step)"
        " SELECT %(org)s, provider_id, source_id, contact_id, step FROM v)"
        " UPDATE messages m SET state = 30, reason = NULL, settled_at = NULL, sent_at = coalesce(m.sent_at, v.started_at),"
        " provider_id = coalesce(m.provider_id, v.provider_id) FROM v" + _IN_DOUBT + _SETTLED,
        _named(organisation_id, [doubt for doubt, _ in found], columns),
    )
    return dict(rows)


async def send_again(unit: Unit, organisation_id: UUID, denied: Sequence[Doubt], lanes: Mapping[UUID, str]) -> list[Key]:
    """Put what the provider denies back into the queue, in the lane of its source. Returns those still in doubt."""
    if not denied:
        return []
    columns = {"senders": [doubt.sender_id for doubt in denied], "lanes": [lanes[doubt.key.source_id] for doubt in denied], "at": unit.at}
    return await unit.fetch(
        Key,
        "WITH v AS (SELECT * FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[],"
        " %(senders)s::uuid[], %(lanes)s::text[]) AS v (source_id, contact_id, step, attempt, sender_id, lane)),"
        " back AS (UPDATE messages m SET state = 10, reason = 'denied_by_provider', settled_at = NULL FROM v"
        + _IN_DOUBT
        + " RETURNING m.source_id, m.contact_id, m.step)"
        " INSERT INTO outbox (organisation_id, lane, sender_id, due_at, source_id, contact_id, step)"
        " SELECT %(org)s, v.lane, v.sender_id, %(at)s, source_id, contact_id, step FROM back JOIN v USING (source_id, contact_id, step)"
        " RETURNING source_id, contact_id, step",
        _named(organisation_id, denied, columns),
    )


async def settle(unit: Unit, organisation_id: UUID, ends: Sequence[Ended]) -> dict[Key, UUID]:
    """Give messages in doubt their last state. Returns those still in doubt, with their addresses."""
    if not ends:
        return {}
    columns = {"states": [int(each.state) for each in ends], "reasons": [each.reason for each in ends], "at": unit.at}
    rows = await unit.fetch(
        _address,
        "UPDATE messages m SET state = v.state, reason = v.reason, settled_at = %(at)s"
        " FROM unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[], %(attempts)s::smallint[], %(states)s::smallint[],"
        " %(reasons)s::text[]) AS v (source_id, contact_id, step, attempt, state, reason)" + _IN_DOUBT + _SETTLED,
        _named(organisation_id, [each.doubt for each in ends], columns),
    )
    return dict(rows)


async def leave_to_a_person(unit: Unit, organisation_id: UUID, given_up: Sequence[Doubt]) -> None:
    """Look no more: the doubts stay until a receipt comes or a person decides."""
    if given_up:
        await unit.run("UPDATE unknowns u SET next_look_at = NULL FROM " + _NAMED + _ITS_DOUBT, _named(organisation_id, given_up))


async def end(unit: Unit, organisation_id: UUID, settled: Sequence[Doubt]) -> None:
    """Stop looking for messages that are settled."""
    if settled:
        await unit.run("DELETE FROM unknowns u USING " + _NAMED + _ITS_DOUBT, _named(organisation_id, settled))


async def forget(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """Stop looking for messages that are settled, whatever their attempt."""
    await unit.run(
        "DELETE FROM unknowns u USING unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " WHERE u.organisation_id = %(org)s AND u.source_id = v.source_id AND u.contact_id = v.contact_id AND u.step = v.step",
        keyed(organisation_id, keys),
    )


async def next_look(unit: Unit) -> datetime | None:
    """Return when the next look is due, over all organisations."""
    return await unit.value("SELECT min(next_look_at) FROM unknowns")


def _named(organisation_id: UUID, batch: Sequence[Doubt], columns: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return keyed(organisation_id, [doubt.key for doubt in batch], attempts=[doubt.attempt for doubt in batch], **(columns or {}))


def _address(source_id: UUID, contact_id: UUID, step: int, address_id: UUID) -> tuple[Key, UUID]:
    return Key(source_id, contact_id, step), address_id


def _doubt(organisation_id: UUID, source_id: UUID, contact_id: UUID, step: int, *rest: Any) -> Doubt:
    return Doubt(organisation_id, Key(source_id, contact_id, step), *rest)
