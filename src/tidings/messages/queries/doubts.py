"""Messages that may have been sent.

Whoever looks for one may be slow, and by then it may be settled, sent again and in doubt anew: so each statement names the
attempt that was looked for.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries.records import keyed
from tidings.messages.types import Doubt, Key, State

_ITS_ROW = " WHERE organisation_id = %(org)s AND source_id = %(source)s AND contact_id = %(contact)s AND step = %(step)s"
_ITS_DOUBT = _ITS_ROW + " AND attempt = %(attempt)s"
_IN_DOUBT = _ITS_ROW + " AND state = 25 AND attempts = %(attempt)s"


async def due(unit: Unit, limit: int, postponed_to: datetime) -> list[Doubt]:
    """Take doubts due for a look, over all organisations, and put their next look off, so that no two workers ask at once."""
    return await unit.fetch(
        _doubt,
        "WITH taken AS (SELECT organisation_id, source_id, contact_id, step FROM unknowns WHERE next_look_at <= %(at)s"
        " ORDER BY next_look_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED)"
        " UPDATE unknowns u SET next_look_at = %(later)s FROM taken t WHERE u.organisation_id = t.organisation_id"
        " AND u.source_id = t.source_id AND u.contact_id = t.contact_id AND u.step = t.step"
        " RETURNING u.organisation_id, u.source_id, u.contact_id, u.step, u.attempt, u.sender_id, u.started_at, u.looks",
        {"at": unit.at, "limit": limit, "later": postponed_to},
    )


async def looked(unit: Unit, doubt: Doubt, looks: int, next_look_at: datetime) -> None:
    """Remember a look that settled nothing."""
    await unit.run(
        "UPDATE unknowns SET looks = %(looks)s, next_look_at = %(next)s" + _ITS_DOUBT + " AND next_look_at IS NOT NULL",
        {**_key(doubt), "looks": looks, "next": next_look_at},
    )


async def adopt(unit: Unit, doubt: Doubt, provider_id: str) -> bool:
    """Write that the provider has it: sent when it was started. False if it was settled meanwhile."""
    count = await unit.run(
        "WITH kept AS (INSERT INTO provider_refs (organisation_id, provider_id, source_id, contact_id, step)"
        " VALUES (%(org)s, %(id)s, %(source)s, %(contact)s, %(step)s))"
        " UPDATE messages SET state = 30, reason = NULL, settled_at = NULL, sent_at = coalesce(sent_at, %(started)s),"
        " provider_id = coalesce(provider_id, %(id)s)" + _IN_DOUBT,
        {**_key(doubt), "id": provider_id, "started": doubt.started_at},
    )
    return count > 0


async def send_again(unit: Unit, doubt: Doubt, lane: str) -> bool:
    """Put what the provider denies back into the queue. False if it was settled meanwhile."""
    count = await unit.run(
        "WITH back AS (UPDATE messages SET state = 10, reason = 'denied_by_provider', settled_at = NULL"
        + _IN_DOUBT
        + " RETURNING source_id, contact_id, step)"
        " INSERT INTO outbox (organisation_id, lane, sender_id, due_at, source_id, contact_id, step)"
        " SELECT %(org)s, %(lane)s, %(sender)s, %(at)s, source_id, contact_id, step FROM back",
        {**_key(doubt), "lane": lane, "sender": doubt.sender_id, "at": unit.at},
    )
    return count > 0


async def settle(unit: Unit, doubt: Doubt, state: State, reason: str) -> bool:
    """Give a message in doubt its last state: unconfirmed (unknown for good) or cancelled. False if it was settled meanwhile."""
    count = await unit.run(
        "UPDATE messages SET state = %(state)s, reason = %(reason)s, settled_at = %(at)s" + _IN_DOUBT,
        {**_key(doubt), "state": int(state), "reason": reason, "at": unit.at},
    )
    return count > 0


async def leave_to_a_person(unit: Unit, doubt: Doubt) -> None:
    """Look no more: the doubt stays until a receipt comes or a person decides."""
    await unit.run("UPDATE unknowns SET next_look_at = NULL" + _ITS_DOUBT, _key(doubt))


async def end(unit: Unit, doubt: Doubt) -> None:
    """Stop looking for a message that is settled."""
    await unit.run("DELETE FROM unknowns" + _ITS_DOUBT, _key(doubt))


async def address_id(unit: Unit, doubt: Doubt) -> UUID | None:
    """Return where a message in doubt was going."""
    return await unit.value("SELECT address_id FROM messages" + _ITS_ROW, _key(doubt))


async def forget(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> None:
    """Stop looking for messages that are settled."""
    await unit.run(
        "DELETE FROM unknowns u USING unnest(%(sources)s::uuid[], %(contacts)s::uuid[], %(steps)s::smallint[]) AS v (source_id, contact_id, step)"
        " WHERE u.organisation_id = %(org)s AND u.source_id = v.source_id AND u.contact_id = v.contact_id AND u.step = v.step",
        keyed(organisation_id, keys),
    )


async def next_look(unit: Unit) -> datetime | None:
    """Return when the next look is due, over all organisations."""
    return await unit.value("SELECT min(next_look_at) FROM unknowns")


def _doubt(organisation_id: UUID, source_id: UUID, contact_id: UUID, step: int, *rest: Any) -> Doubt:
    attempt, sender_id, started_at, looks = rest
    return Doubt(organisation_id, Key(source_id, contact_id, step), attempt, sender_id, started_at, looks)


def _key(doubt: Doubt) -> dict[str, object]:
    return {
        "org": doubt.organisation_id,
        "source": doubt.key.source_id,
        "contact": doubt.key.contact_id,
        "step": doubt.key.step,
        "attempt": doubt.attempt,
    }
