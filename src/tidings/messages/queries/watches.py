"""Sources that released lately, and which of their messages have no final receipt.

A look is one pass over a source's rows, and a source has few looks; what it saves is a row or an index entry for each message
(docs/decisions/0020).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.types import Key

_OF = " WHERE organisation_id = %(org)s AND source_id = %(source)s"
_SENT = " AND state = 30 AND provider_id IS NOT NULL AND sender_id = ANY(%(senders)s)"


@dataclass(frozen=True, slots=True)
class Watch:
    """A look at a source, begun at `at`: it is about what came of an age to ask since `looked_at`."""

    organisation_id: UUID
    source_id: UUID
    released_at: datetime
    looked_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Stale:
    """A message that was sent and has no final receipt. It is asked about for the `last` time."""

    key: Key
    attempt: int
    sender_id: UUID
    provider_id: str
    sent_at: datetime
    last: bool


async def begin(unit: Unit, organisation_id: UUID, source_id: UUID, first_look_at: datetime) -> None:
    """Watch a source that releases; one that is watched already stays so."""
    await unit.run(
        "INSERT INTO receipt_watches AS w (organisation_id, source_id, released_at, looked_at, next_look_at)"
        " VALUES (%(org)s, %(source)s, %(at)s, %(at)s, %(first)s)"
        " ON CONFLICT (organisation_id, source_id) DO UPDATE SET released_at = greatest(w.released_at, excluded.released_at)",
        {"org": organisation_id, "source": source_id, "at": unit.at, "first": first_look_at},
    )


async def due(unit: Unit, limit: int, postponed_to: datetime) -> list[Watch]:
    """Take sources due for a look, over all organisations, and put their next look off, so that no two workers look at once."""
    return await unit.fetch(
        Watch,
        "WITH taken AS (SELECT organisation_id, source_id FROM receipt_watches WHERE next_look_at <= %(at)s"
        " ORDER BY next_look_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED)"
        " UPDATE receipt_watches w SET next_look_at = %(later)s FROM taken t"
        " WHERE w.organisation_id = t.organisation_id AND w.source_id = t.source_id"
        " RETURNING w.organisation_id, w.source_id, w.released_at, w.looked_at, %(at)s::timestamptz",
        {"at": unit.at, "limit": limit, "later": postponed_to},
    )


async def stale(unit: Unit, watch: Watch, senders: Sequence[UUID], ages: Sequence[timedelta], after: Stale | None, limit: int) -> list[Stale]:
    """Return messages by these senders that came of one of the ages since the last look, in the order in which they were sent."""
    return await unit.fetch(
        _stale,
        "SELECT source_id, contact_id, step, attempts, sender_id, provider_id, sent_at, sent_at <= %(at)s - %(oldest)s FROM messages"
        + _OF
        + _SENT
        + " AND EXISTS (SELECT FROM unnest(%(ages)s::interval[]) AS age WHERE sent_at <= %(at)s - age AND sent_at > %(looked)s - age)"
        " AND (%(sent)s::timestamptz IS NULL OR (sent_at, contact_id, step) > (%(sent)s::timestamptz, %(contact)s::uuid, %(step)s::smallint))"
        " ORDER BY sent_at, contact_id, step LIMIT %(limit)s",
        {
            **_named(watch, senders, ages),
            "oldest": max(ages),
            "looked": watch.looked_at,
            "sent": after and after.sent_at,
            "contact": after and after.key.contact_id,
            "step": after and after.key.step,
            "limit": limit,
        },
    )


async def next_look(unit: Unit, watch: Watch, senders: Sequence[UUID], ages: Sequence[timedelta]) -> tuple[datetime | None, bool]:
    """Return when the next message comes of an age to ask about (None: none does), and whether any is still on its way."""
    rows = await unit.fetch(
        _ahead,
        "SELECT min((SELECT min(sent_at + age) FROM unnest(%(ages)s::interval[]) AS age WHERE sent_at + age > %(at)s))"
        " FILTER (WHERE state = 30 AND provider_id IS NOT NULL AND sender_id = ANY(%(senders)s)),"
        " coalesce(bool_or(state IN (10, 20) OR (state = 25 AND settled_at IS NULL)), false)"
        " FROM messages" + _OF + " AND state IN (10, 20, 25, 30)",
        _named(watch, senders, ages),
    )
    return rows[0]


async def go_on(unit: Unit, watch: Watch, looked_at: datetime, next_look_at: datetime) -> None:
    """Remember how far a look came, and when the next one is."""
    await unit.run(
        "UPDATE receipt_watches SET looked_at = %(looked)s, next_look_at = %(next)s" + _OF,
        {"org": watch.organisation_id, "source": watch.source_id, "looked": looked_at, "next": next_look_at},
    )


async def end(unit: Unit, watch: Watch) -> bool:
    """Watch a source no more; False if it released again since the look began."""
    params = {"org": watch.organisation_id, "source": watch.source_id, "released": watch.released_at}
    return await unit.run("DELETE FROM receipt_watches" + _OF + " AND released_at = %(released)s", params) > 0


def _named(watch: Watch, senders: Sequence[UUID], ages: Sequence[timedelta]) -> dict[str, object]:
    return {"org": watch.organisation_id, "source": watch.source_id, "senders": list(senders), "ages": list(ages), "at": watch.at}


def _stale(source_id: UUID, contact_id: UUID, step: int, attempts: int, sender_id: UUID, provider_id: str, sent_at: datetime, last: bool) -> Stale:  # noqa: FBT001 - a column
    return Stale(Key(source_id, contact_id, step), attempts, sender_id, provider_id, sent_at, last)


def _ahead(next_at: datetime | None, on_its_way: bool) -> tuple[datetime | None, bool]:  # noqa: FBT001 - a column
    return next_at, on_its_way
