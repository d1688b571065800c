"""SQL of stored callbacks and letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.channels.types import CallKind, Letter, Waiting
from tidings.infra.db.unit import Unit

_TABLES = {CallKind.RECEIPTS: "webhook_receipts", CallKind.INBOUND: "webhook_inbound"}

INSERT = {
    kind: f"""
INSERT INTO {table} (organisation_id, id, connection_id, received_at, url, body)
SELECT * FROM unnest(%b::uuid[], %b::uuid[], %b::uuid[], %b::timestamptz[], %s::text[], %b::bytea[])
"""
    for kind, table in _TABLES.items()
}
"""Store a batch; run by the intake on a connection of its own."""

# Across organisations by age: a claim like that of the outbox, so nobody's callbacks wait behind another's backlog for long.
_TAKE = {
    kind: f"""
SELECT id, organisation_id, connection_id, received_at, url, body FROM {table}
ORDER BY id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
    for kind, table in _TABLES.items()
}
_DELETE = {
    kind: f"""
DELETE FROM {table} t USING unnest(%(orgs)s::uuid[], %(ids)s::uuid[]) AS done (organisation_id, id)
WHERE t.organisation_id = done.organisation_id AND t.id = done.id
"""
    for kind, table in _TABLES.items()
}
_BURY = {
    kind: f"""
WITH gone AS (
  DELETE FROM {table} t USING unnest(%(orgs)s::uuid[], %(ids)s::uuid[], %(whys)s::text[]) AS dead (organisation_id, id, why)
  WHERE t.organisation_id = dead.organisation_id AND t.id = dead.id
  RETURNING t.organisation_id, t.id, t.connection_id, t.received_at, t.url, t.body, dead.why
)
INSERT INTO webhook_letters (organisation_id, id, kind, connection_id, received_at, url, body, why, kept_at)
SELECT organisation_id, id, '{kind.value}', connection_id, received_at, url, body, why, %(at)s FROM gone
ON CONFLICT (organisation_id, id) DO NOTHING
"""
    for kind, table in _TABLES.items()
}
_LETTER = "SELECT body, id, kind, connection_id, received_at, url, why, kept_at FROM webhook_letters WHERE organisation_id = %(org)s AND id = %(id)s"
_LETTERS = """
SELECT id, kind, connection_id, received_at, url, why, kept_at FROM webhook_letters
WHERE organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC LIMIT %(limit)s
"""
_REPLAY = {
    kind: f"""
WITH again AS (
  DELETE FROM webhook_letters WHERE organisation_id = %(org)s AND kind = '{kind.value}' AND id = ANY(%(ids)s)
  RETURNING organisation_id, id, connection_id, received_at, url, body
)
INSERT INTO {table} (organisation_id, id, connection_id, received_at, url, body)
SELECT organisation_id, id, connection_id, received_at, url, body FROM again
"""
    for kind, table in _TABLES.items()
}
_WAITING = {
    kind: f"SELECT '{kind.value}', count(*), min(received_at) FROM {table} WHERE organisation_id = %(org)s" for kind, table in _TABLES.items()
}
_COUNT_LETTERS = "SELECT count(*), min(kept_at) FROM webhook_letters WHERE organisation_id = %(org)s"


@dataclass(frozen=True, slots=True)
class SealedCall:
    """A stored callback whose body is still sealed."""

    id: UUID
    organisation_id: UUID
    connection_id: UUID
    received_at: datetime
    url: str
    sealed: bytes


def _sealed_letter(sealed: bytes, *columns: Any) -> tuple[Letter, bytes]:
    return _letter(*columns), sealed


def _letter(*columns: Any) -> Letter:
    identifier, kind, *rest = columns
    return Letter(identifier, CallKind(kind), *rest)


def _waiting(kind: str, count: int, oldest: datetime | None) -> Waiting:
    return Waiting(CallKind(kind), count, oldest)


async def take(unit: Unit, kind: CallKind, limit: int) -> list[SealedCall]:
    """Lock and return the oldest callbacks that nobody else holds."""
    return await unit.fetch(SealedCall, _TAKE[kind], {"limit": limit})


async def delete(unit: Unit, kind: CallKind, keys: Sequence[tuple[UUID, UUID]]) -> int:
    """Remove callbacks by organisation and id."""
    return await unit.run(_DELETE[kind], _columns(keys))


async def bury(unit: Unit, kind: CallKind, keys: Sequence[tuple[UUID, UUID]], whys: Sequence[str]) -> int:
    """Turn callbacks into letters."""
    return await unit.run(_BURY[kind], {**_columns(keys), "whys": list(whys), "at": unit.at})


async def letters(unit: Unit, organisation_id: UUID, before: UUID | None, limit: int) -> list[Letter]:
    """Return letters, newest first."""
    return await unit.fetch(_letter, _LETTERS, {"org": organisation_id, "before": before, "limit": limit})


async def letter(unit: Unit, organisation_id: UUID, letter_id: UUID) -> tuple[Letter, bytes] | None:
    """Return a letter and its sealed body."""
    return await unit.fetch_one(_sealed_letter, _LETTER, {"org": organisation_id, "id": letter_id})


async def replay(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> int:
    """Put letters back where they came from."""
    return sum([await unit.run(statement, {"org": organisation_id, "ids": list(ids)}) for statement in _REPLAY.values()])


async def waiting(unit: Unit, organisation_id: UUID) -> list[Waiting]:
    """Count what waits in each table."""
    return [(await unit.fetch(_waiting, statement, {"org": organisation_id}))[0] for statement in _WAITING.values()]


async def count_letters(unit: Unit, organisation_id: UUID) -> tuple[int, datetime | None]:
    """Count letters, and say since when the oldest is kept."""
    return (await unit.fetch(_count, _COUNT_LETTERS, {"org": organisation_id}))[0]


def _count(letters: int, oldest: datetime | None) -> tuple[int, datetime | None]:
    return letters, oldest


def _columns(keys: Sequence[tuple[UUID, UUID]]) -> dict[str, Any]:
    return {"orgs": [organisation_id for organisation_id, _ in keys], "ids": [identifier for _, identifier in keys]}
