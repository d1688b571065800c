"""The queue: who is next, leases, and what the exchange brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Lane
from tidings.messages.types import Key

_PACKAGE = "tidings.messages"
_CLAIM = sql(_PACKAGE, "claim")


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is: a sender with something due in a lane."""

    organisation_id: UUID
    lane: Lane
    sender_id: UUID


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """What a claim returns of a message."""

    source_id: UUID
    contact_id: UUID
    step: int
    address_id: UUID
    attempts: int
    open: bool


@dataclass(frozen=True, slots=True)
class LeasedRow:
    """A lease whose holder is gone."""

    organisation_id: UUID
    source_id: UUID
    contact_id: UUID
    step: int
    sender_id: UUID
    leased_at: datetime
    attempts: int


async def announce(unit: Unit, organisation_id: UUID, lane: Lane, sender_id: UUID, due_at: datetime) -> None:
    """Say that a sender has something due; a newcomer starts at the lowest virtual time, so that it neither waits nor hogs."""
    await unit.run(
        "INSERT INTO ready (organisation_id, lane, sender_id, next_due, vtime)"
        " VALUES (%(org)s, %(lane)s, %(sender)s, %(due)s, coalesce((SELECT min(vtime) FROM ready), 0))"
        " ON CONFLICT (organisation_id, lane, sender_id) DO UPDATE SET next_due = least(ready.next_due, excluded.next_due)",
        {"org": organisation_id, "lane": lane, "sender": sender_id, "due": due_at},
    )


async def next_turn(unit: Unit, lanes: Sequence[Lane], but: Sequence[tuple[UUID, Lane]] = ()) -> Turn | None:
    """Lock and return the sender whose turn it is, lanes in the order given, or None when nothing is due or all are held, but for some."""
    return await unit.fetch_one(
        _turn,
        "SELECT organisation_id, lane, sender_id FROM ready WHERE next_due <= %(at)s AND lane = ANY(%(lanes)s)"
        " AND NOT EXISTS (SELECT FROM unnest(%(senders)s::uuid[], %(theirs)s::text[]) AS but (sender_id, lane)"
        " WHERE but.sender_id = ready.sender_id AND but.lane = ready.lane)"
        " ORDER BY array_position(%(lanes)s, lane), vtime LIMIT 1 FOR UPDATE OF ready SKIP LOCKED",
        {
            "at": unit.at,
            "lanes": [str(lane) for lane in lanes],
            "senders": [sender_id for sender_id, _ in but],
            "theirs": [str(lane) for _, lane in but],
        },
    )


async def put_off(unit: Unit, turn: Turn, until: datetime) -> None:
    """Let a sender wait."""
    await unit.run(
        "UPDATE ready SET next_due = %(until)s WHERE organisation_id = %(org)s AND lane = %(lane)s AND sender_id = %(sender)s",
        {"org": turn.organisation_id, "lane": turn.lane, "sender": turn.sender_id, "until": until},
    )


async def end_turn(unit: Unit, turn: Turn) -> None:
    """Take a sender out of the row of those that have something waiting."""
    await unit.run(
        "DELETE FROM ready WHERE organisation_id = %(org)s AND lane = %(lane)s AND sender_id = %(sender)s",
        {"org": turn.organisation_id, "lane": turn.lane, "sender": turn.sender_id},
    )


async def served(unit: Unit, turn: Turn, count: int) -> None:
    """Charge a sender for what it got; more of it is due now."""
    await unit.run(
        "UPDATE ready SET vtime = vtime + %(count)s WHERE organisation_id = %(org)s AND lane = %(lane)s AND sender_id = %(sender)s",
        {"org": turn.organisation_id, "lane": turn.lane, "sender": turn.sender_id, "count": count},
    )


async def emptied(unit: Unit, turn: Turn, count: int) -> None:
    """Charge a sender that has nothing more due now: it is next when its earliest message is, or gone when it has none."""
    params = {"org": turn.organisation_id, "lane": turn.lane, "sender": turn.sender_id, "count": count, "at": unit.at}
    waiting = await unit.value(
        "SELECT min(due_at) FROM outbox WHERE organisation_id = %(org)s AND lane = %(lane)s AND sender_id = %(sender)s AND leased_by IS NULL"
        " AND source_id <> ALL (ARRAY(SELECT source_id FROM sources WHERE organisation_id = %(org)s AND state = 'paused'"
        " UNION ALL SELECT source_id FROM sources WHERE organisation_id = %(org)s AND state = 'open' AND closes_at <= %(at)s))",
        params,
    )
    if waiting is None:
        await end_turn(unit, turn)
    else:
        await unit.run(
            "UPDATE ready SET next_due = %(waiting)s, vtime = vtime + %(count)s"
            " WHERE organisation_id = %(org)s AND lane = %(lane)s AND sender_id = %(sender)s",
            {**params, "waiting": waiting},
        )


async def claim(unit: Unit, turn: Turn, worker: int, most: int) -> list[ClaimedRow]:
    """Lease up to `most` due messages of the sender whose turn it is."""
    return await unit.fetch(
        ClaimedRow,
        _CLAIM,
        {"org": turn.organisation_id, "lane": turn.lane, "sender": turn.sender_id, "worker": worker, "most": most, "at": unit.at},
    )


async def ask_again(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> None:
    """Have what is in the queue of sources asked about hours and days when it is claimed."""
    await unit.run(
        "UPDATE outbox SET open_until = NULL WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND leased_by IS NULL",
        {"org": organisation_id, "sources": list(source_ids)},
    )


async def waiting(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """Count a source's messages in the queue, leased ones too."""
    return await unit.value(
        "SELECT count(*) FROM outbox WHERE organisation_id = %(org)s AND source_id = %(source)s", {"org": organisation_id, "source": source_id}
    )


async def depth(unit: Unit, organisation_id: UUID) -> int:
    """Count an organisation's messages in the queue."""
    return await unit.value("SELECT count(*) FROM outbox WHERE organisation_id = %(org)s", {"org": organisation_id})


async def drop(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """Take messages out of the queue that a receipt has settled."""
    await unit.run(
        "DELETE FROM outbox o USING unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " WHERE o.organisation_id = %(org)s AND o.source_id = v.source_id AND o.contact_id = v.contact_id AND o.step = v.step"
        " AND o.leased_by IS NULL",
        _columns(organisation_id, keys),
    )


async def senders_waiting(unit: Unit, organisation_id: UUID, source_id: UUID) -> list[Turn]:
    """Return the senders and lanes in which a source has something queued."""
    return await unit.fetch(
        _turn,
        "SELECT DISTINCT organisation_id, lane, sender_id FROM outbox WHERE organisation_id = %(org)s AND source_id = %(source)s",
        {"org": organisation_id, "source": source_id},
    )


async def leases_of(unit: Unit, workers: Sequence[int]) -> list[LeasedRow]:
    """Return what dead workers still hold, in key order, locked."""
    return await unit.fetch(
        LeasedRow,
        "SELECT o.organisation_id, o.source_id, o.contact_id, o.step, o.sender_id, o.leased_at, m.attempts FROM outbox o"
        " JOIN messages m USING (organisation_id, source_id, contact_id, step) WHERE o.leased_by = ANY(%(workers)s)"
        " ORDER BY o.organisation_id, o.source_id, o.contact_id, o.step LIMIT 1000 FOR UPDATE OF o SKIP LOCKED",
        {"workers": list(workers)},
    )


async def next_due(unit: Unit) -> datetime | None:
    """Return when the queue has something due next, over all organisations."""
    return await unit.value("SELECT min(next_due) FROM ready")


async def first_turn(unit: Unit, organisation_id: UUID, sender_id: UUID) -> Turn | None:
    """Lock and return the first lane in which a sender has something due; whoever locks another lane of it already is waited for."""
    return await unit.fetch_one(
        _turn,
        "SELECT organisation_id, lane, sender_id FROM ready WHERE organisation_id = %(org)s AND sender_id = %(sender)s AND next_due <= %(at)s"
        " ORDER BY array_position(%(lanes)s, lane) LIMIT 1 FOR UPDATE",
        {"org": organisation_id, "sender": sender_id, "at": unit.at, "lanes": [str(lane) for lane in Lane]},
    )


async def sender_busy(unit: Unit, turn: Turn) -> bool:
    """Say whether something of a sender is on its way now, in whatever lane."""
    return await unit.value(
        "SELECT EXISTS (SELECT 1 FROM outbox WHERE organisation_id = %(org)s AND sender_id = %(sender)s AND leased_by IS NOT NULL)",
        {"org": turn.organisation_id, "sender": turn.sender_id},
    )


def _turn(organisation_id: UUID, lane: str, sender_id: UUID) -> Turn:
    return Turn(organisation_id, Lane(lane), sender_id)


def _columns(organisation_id: UUID, keys: Sequence[Key]) -> dict[str, object]:
    return {
        "org": organisation_id,
        "sources": [key.source_id for key in keys],
        "contacts": [key.contact_id for key in keys],
        "steps": [key.step for key in keys],
    }
