"""The ledger itself: planning, releasing, ending, reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Lane
from tidings.messages.types import Attempt, Planned, Recipient, RecipientRow, State

_PACKAGE = "tidings.messages"
_PLAN = sql(_PACKAGE, "plan")
_QUEUE = sql(_PACKAGE, "queue")
_RECIPIENTS = sql(_PACKAGE, "recipients")


# Since when a message has been put off without a time between at which it might have left. If nobody looked at it for an hour after the last
# time was over, a limit kept it, not policy.
_PUT_OFF_SINCE = "CASE WHEN not_before > %(at)s::timestamptz - interval '1 hour' THEN put_off_at END"


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many messages of a source are in a state; `settled` of them have a time of ending."""

    source_id: UUID
    state: int
    messages: int
    settled: int


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """How many messages of a source are in a state, for a reason or none. `settled` have a time of ending, `put_off` wait until `first_at`."""

    state: int
    reason: str | None
    messages: int
    settled: int
    put_off: int
    first_at: datetime | None


async def plan(unit: Unit, organisation_id: UUID, source_id: UUID, recipients: Sequence[Recipient], *, each_person: bool, named: bool = False) -> int:
    """Plan people and return how many are new; `named` says that whoever adds them named just these addresses."""
    return await unit.run(
        _PLAN,
        {
            "org": organisation_id,
            "source": source_id,
            "each_person": each_person,
            "named": named or None,
            "at": unit.at,
            "contacts": [each.contact_id for each in recipients],
            "addresses": [each.address_id for each in recipients],
        },
    )


async def among(unit: Unit, organisation_id: UUID, source_id: UUID, recipients: Sequence[Recipient]) -> list[tuple[UUID, UUID]]:
    """Return (contact, address key) of whoever in a source has the contact or the address of one of these people."""
    return await unit.fetch(
        _pair,
        "SELECT contact_id, address_key FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s AND step = 0"
        " AND contact_id = ANY(%(contacts)s)"
        " UNION SELECT contact_id, address_key FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s AND step = 0"
        " AND address_key <> '00000000-0000-0000-0000-000000000000' AND address_key = ANY(%(addresses)s)",
        {
            "org": organisation_id,
            "source": source_id,
            "contacts": [each.contact_id for each in recipients],
            "addresses": [each.address_id for each in recipients],
        },
    )


async def planned_after(unit: Unit, organisation_id: UUID, source_id: UUID, after: UUID | None, limit: int) -> list[Planned]:
    """Return planned people who are not put off, in the order of their contact ids, locked until the transaction ends."""
    return await unit.fetch(
        Planned,
        f"SELECT contact_id, address_id, {_PUT_OFF_SINCE}, named IS TRUE FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s"
        " AND step = 0 AND state = 0"
        " AND (not_before IS NULL OR not_before <= %(at)s)"
        " AND (%(after)s::uuid IS NULL OR contact_id > %(after)s) ORDER BY contact_id LIMIT %(limit)s FOR UPDATE",
        {"org": organisation_id, "source": source_id, "after": after, "limit": limit, "at": unit.at},
    )


async def move(
    unit: Unit, organisation_id: UUID, source_id: UUID, people: Sequence[Recipient], *, each_person: bool
) -> list[tuple[UUID, UUID]]:  # fmt: skip
    """Plan people of a source at other addresses, unless one is somebody's in it; returns (contact, address) of those who were moved."""
    return await unit.fetch(
        _pair,
        "UPDATE messages m SET address_id = v.address_id, address_key = CASE WHEN %(each_person)s THEN m.contact_id ELSE v.address_id END"
        " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) AS v (contact_id, address_id)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = %(source)s AND m.contact_id = v.contact_id AND m.step = 0 AND m.state = 0"
        " AND (%(each_person)s OR NOT EXISTS (SELECT FROM messages o WHERE o.organisation_id = %(org)s AND o.source_id = %(source)s AND o.step = 0"
        "   AND o.address_key <> '00000000-0000-0000-0000-000000000000' AND o.address_key = v.address_id)) RETURNING m.contact_id, m.address_id",
        {
            "org": organisation_id,
            "source": source_id,
            "each_person": each_person,
            "contacts": [each.contact_id for each in people],
            "addresses": [each.address_id for each in people],
        },
    )


async def sample_planned(unit: Unit, organisation_id: UUID, source_id: UUID, below: int) -> list[tuple[UUID, UUID]]:
    """Return (contact, address) of planned people, put off or not, in whose id the last two bytes, which are random, are below a number."""
    return await unit.fetch(
        _pair,
        "SELECT contact_id, address_id FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s AND step = 0 AND state = 0"
        " AND get_byte(uuid_send(contact_id), 14) * 256 + get_byte(uuid_send(contact_id), 15) < %(below)s",
        {"org": organisation_id, "source": source_id, "below": below},
    )


async def put_off(unit: Unit, organisation_id: UUID, source_id: UUID, held: Sequence[tuple[UUID, datetime, str]]) -> None:
    """Leave planned messages in the plan until a moment of their own, each with its reason."""
    await unit.run(
        f"UPDATE messages m SET not_before = v.until, reason = v.reason, put_off_at = coalesce({_PUT_OFF_SINCE}, %(at)s)"
        " FROM unnest(%(contacts)s::uuid[], %(untils)s::timestamptz[], %(reasons)s::text[]) AS v (contact_id, until, reason)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = %(source)s AND m.contact_id = ANY(%(contacts)s)"
        " AND m.contact_id = v.contact_id AND m.step = 0 AND m.state = 0",
        {
            "org": organisation_id,
            "source": source_id,
            "contacts": [contact for contact, _, _ in held],
            "untils": [until for _, until, _ in held],
            "reasons": [reason for _, _, reason in held],
            "at": unit.at,
        },
    )


async def take_up(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], reasons: Sequence[str]) -> list[UUID]:
    """Let those whom policy put off for one of these reasons be looked at again at once; return the sources they are in."""
    rows = await unit.fetch(
        _id,
        "UPDATE messages SET not_before = %(at)s WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND state = 0"
        " AND not_before > %(at)s AND reason = ANY(%(reasons)s) RETURNING source_id",
        {"org": organisation_id, "sources": list(source_ids), "reasons": list(reasons), "at": unit.at},
    )
    return sorted(set(rows))


async def next_turns(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> dict[UUID, datetime | None]:
    """Return when the first planned message of each source may be looked at; None: now. Sources without planned ones are left out."""
    rows = await unit.fetch(
        _turn,
        "SELECT source_id, CASE WHEN bool_and(not_before > %(at)s) THEN min(not_before) END FROM messages"
        " WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND state = 0 GROUP BY source_id",
        {"org": organisation_id, "sources": list(source_ids), "at": unit.at},
    )
    return dict(rows)


async def queue(
    unit: Unit,
    organisation_id: UUID,
    source_id: UUID,
    contacts: Sequence[UUID],
    *,
    lane: Lane,
    sender_id: UUID,
    open_until: datetime | None = None,
    prices: Mapping[UUID, int] | None = None,
) -> int:
    """Release planned messages into the queue, due at once, and return how many; until `open_until` nobody asks about hours again.

    `prices` are what they are to cost by contact, in millionths of the organisation's currency; who is not in it has none.
    """
    params = {"org": organisation_id, "source": source_id, "contacts": list(contacts), "lane": lane, "sender": sender_id, "at": unit.at}
    priced = Jsonb({str(contact): price for contact, price in (prices or {}).items()})
    return await unit.run(_QUEUE, {**params, "open_until": open_until, "prices": priced})


async def end_unsent(unit: Unit, organisation_id: UUID, source_id: UUID, ended: Sequence[tuple[UUID, State, str]]) -> None:
    """End planned messages that policy does not let leave, each with its state and reason."""
    await unit.run(
        "UPDATE messages m SET state = v.state, reason = v.reason, settled_at = %(at)s"
        " FROM unnest(%(contacts)s::uuid[], %(states)s::smallint[], %(reasons)s::text[]) AS v (contact_id, state, reason)"
        " WHERE m.organisation_id = %(org)s AND m.source_id = %(source)s AND m.contact_id = ANY(%(contacts)s)"
        " AND m.contact_id = v.contact_id AND m.step = 0 AND m.state = 0",
        {
            "org": organisation_id,
            "source": source_id,
            "contacts": [contact for contact, _, _ in ended],
            "states": [int(state) for _, state, _ in ended],
            "reasons": [reason for _, _, reason in ended],
            "at": unit.at,
        },
    )


@dataclass(frozen=True, slots=True)
class Recalled:
    """A message taken back from the queue of a sender."""

    contact_id: UUID
    address_id: UUID
    sender_id: UUID


async def recall(unit: Unit, organisation_id: UUID, source_id: UUID) -> list[Recalled]:
    """Take back what waits in the queue and is not leased: planned again, attempts kept."""
    return await unit.fetch(
        Recalled,
        "WITH back AS (DELETE FROM outbox WHERE organisation_id = %(org)s AND source_id = %(source)s AND leased_by IS NULL"
        " RETURNING contact_id, step, sender_id)"
        " UPDATE messages m SET state = 0 FROM back WHERE m.organisation_id = %(org)s AND m.source_id = %(source)s"
        " AND m.contact_id = back.contact_id AND m.step = back.step AND m.state = 10 RETURNING m.contact_id, m.address_id, back.sender_id",
        {"org": organisation_id, "source": source_id},
    )


async def recall_sender(unit: Unit, organisation_id: UUID, sender_id: UUID) -> list[tuple[UUID, UUID]]:
    """Take back what waits for a sender that is no more; return the messages by source and contact."""
    return await unit.fetch(
        _message,
        "WITH back AS (DELETE FROM outbox WHERE organisation_id = %(org)s AND sender_id = %(sender)s AND leased_by IS NULL"
        " RETURNING source_id, contact_id, step)"
        " UPDATE messages m SET state = 0 FROM back WHERE m.organisation_id = %(org)s AND m.source_id = back.source_id"
        " AND m.contact_id = back.contact_id AND m.step = back.step AND m.state = 10 RETURNING m.source_id, m.contact_id",
        {"org": organisation_id, "sender": sender_id},
    )


async def end_planned(unit: Unit, organisation_id: UUID, source_id: UUID, state: State, reason: str) -> int:
    """Give every planned message of a source its final state."""
    return await unit.run(
        "UPDATE messages SET state = %(state)s, reason = %(reason)s, settled_at = %(at)s"
        " WHERE organisation_id = %(org)s AND source_id = %(source)s AND state = 0",
        {"org": organisation_id, "source": source_id, "state": int(state), "reason": reason, "at": unit.at},
    )


async def remove_planned(unit: Unit, organisation_id: UUID, source_id: UUID) -> int:
    """Take every planned message of a source out of the ledger, as if it had never been planned."""
    return await unit.run(
        "DELETE FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s AND state = 0",
        {"org": organisation_id, "source": source_id},
    )


async def counts(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> list[StateCount]:
    """Count the messages of sources by state; of those that have left the ledger, as they were then."""
    return await unit.fetch(
        StateCount,
        "SELECT source_id, state, count(*), count(settled_at) FROM messages WHERE organisation_id = %(org)s AND source_id = ANY(%(ids)s)"
        " GROUP BY source_id, state UNION ALL SELECT source_id, state, sum(messages)::bigint, sum(settled)::bigint FROM final_figures"
        " WHERE organisation_id = %(org)s AND source_id = ANY(%(ids)s) GROUP BY source_id, state",
        {"org": organisation_id, "ids": list(source_ids)},
    )


async def reason_counts(unit: Unit, organisation_id: UUID, source_id: UUID) -> list[ReasonCount]:
    """Count all messages of a source by state and reason, most first. Of columns the planner knows how few groups they make, of more it does not."""
    return await unit.fetch(
        ReasonCount,
        "SELECT state, reason, count(*) AS people, count(settled_at), count(*) FILTER (WHERE state = 0 AND not_before > %(at)s),"
        " min(not_before) FILTER (WHERE state = 0 AND not_before > %(at)s)"
        " FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s GROUP BY state, reason"
        " UNION ALL SELECT state, nullif(reason, ''), messages, settled, 0, NULL FROM final_figures"
        " WHERE organisation_id = %(org)s AND source_id = %(source)s ORDER BY people DESC, reason",
        {"org": organisation_id, "source": source_id, "at": unit.at},
    )


async def recipients(
    unit: Unit,
    organisation_id: UUID,
    source_id: UUID,
    *,
    states: Sequence[State] | None = None,
    reasons: Sequence[str] | None = None,
    contact_id: UUID | None = None,
    after: UUID | None = None,
    limit: int,
) -> list[RecipientRow]:
    """Return recipients in the order of their contact ids."""
    params = {
        "org": organisation_id,
        "source": source_id,
        "states": None if states is None else [int(state) for state in states],
        "reasons": None if reasons is None else list(reasons),
        "contact": contact_id,
        "after": after,
        "limit": limit,
    }
    return await unit.fetch(_recipient, _RECIPIENTS, params)


async def attempts(unit: Unit, organisation_id: UUID, source_id: UUID, contact_id: UUID, step: int) -> list[Attempt]:
    """Return the tries of a message that did not simply succeed, oldest first."""
    return await unit.fetch(
        Attempt,
        "SELECT attempt, at, outcome, code, detail FROM attempts WHERE organisation_id = %(org)s AND source_id = %(source)s"
        " AND contact_id = %(contact)s AND step = %(step)s ORDER BY at, attempt",
        {"org": organisation_id, "source": source_id, "contact": contact_id, "step": step},
    )


def _pair(contact_id: UUID, address_id: UUID) -> tuple[UUID, UUID]:
    return contact_id, address_id


def _id(value: UUID) -> UUID:
    return value


def _message(source_id: UUID, contact_id: UUID) -> tuple[UUID, UUID]:
    return source_id, contact_id


def _turn(source_id: UUID, at: datetime | None) -> tuple[UUID, datetime | None]:
    return source_id, at


def _recipient(contact_id: UUID, step: int, address_id: UUID, state: int, *rest: Any) -> RecipientRow:
    return RecipientRow(contact_id, step, address_id, State(state), *rest)
