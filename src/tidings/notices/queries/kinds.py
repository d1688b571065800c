"""Kinds of notices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.notices.queries.documents import settings_from, settings_to
from tidings.notices.types import Kind, Settings, Spent

_COLUMNS = """key, settings, created_at, changed_at, archived_at,
  CASE WHEN spent_until > %(at)s THEN spent END, CASE WHEN spent_until > %(at)s THEN spent_at END"""


async def take_turn(unit: Unit, organisation_id: UUID) -> None:
    """Let nobody else make kinds of an organisation that lack until the unit ends."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended('kinds ' || %(org)s::text, 0))", {"org": organisation_id})


async def put(unit: Unit, organisation_id: UUID, key: str, settings: Settings) -> Kind:
    """Write a kind, new or changed; one that was archived is offered again."""
    rows = await unit.fetch(
        _kind,
        "INSERT INTO notice_kinds AS k (organisation_id, key, settings, created_at, changed_at)"
        " VALUES (%(org)s, %(key)s, %(settings)s, %(at)s, %(at)s)"
        " ON CONFLICT (organisation_id, key) DO UPDATE SET settings = excluded.settings, changed_at = excluded.changed_at, archived_at = NULL"
        f" RETURNING {_COLUMNS}",
        {"org": organisation_id, "key": key, "settings": Jsonb(settings_to(settings)), "at": unit.at},
    )
    return rows[0]


async def by_keys(unit: Unit, organisation_id: UUID, keys: Sequence[str]) -> dict[str, Kind]:
    """Return the kinds of these keys, archived ones too."""
    rows = await unit.fetch(
        _kind,
        f"SELECT {_COLUMNS} FROM notice_kinds WHERE organisation_id = %(org)s AND key = ANY(%(keys)s)",
        {"org": organisation_id, "keys": list(keys), "at": unit.at},
    )
    return {each.key: each for each in rows}


async def listed(unit: Unit, organisation_id: UUID, *, archived: bool) -> list[Kind]:
    """Return all kinds by key, archived ones only if asked for."""
    return await unit.fetch(
        _kind,
        f"SELECT {_COLUMNS} FROM notice_kinds WHERE organisation_id = %(org)s AND (archived_at IS NULL OR %(archived)s) ORDER BY key",
        {"org": organisation_id, "archived": archived, "at": unit.at},
    )


async def called(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[Kind]:
    """Return kinds in use with some letters in their name or key, by name."""
    return await unit.fetch(
        _kind,
        f"SELECT {_COLUMNS} FROM notice_kinds WHERE organisation_id = %(org)s AND archived_at IS NULL"
        " AND strpos(folded(settings ->> 'name') || ' ' || key, folded(%(sought)s)) > 0 ORDER BY settings ->> 'name', key LIMIT %(limit)s",
        {"org": organisation_id, "sought": sought, "limit": limit, "at": unit.at},
    )


async def archive(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Offer a kind no more; False if it is not there or archived already."""
    return bool(
        await unit.run(
            "UPDATE notice_kinds SET archived_at = %(at)s WHERE organisation_id = %(org)s AND key = %(key)s AND archived_at IS NULL",
            {"org": organisation_id, "key": key, "at": unit.at},
        )
    )


async def with_budget(unit: Unit, organisation_id: UUID) -> list[Kind]:
    """Return the kinds that have a budget, by key."""
    return await unit.fetch(
        _kind,
        f"SELECT {_COLUMNS} FROM notice_kinds WHERE organisation_id = %(org)s AND settings ->> 'budget' IS NOT NULL ORDER BY key",
        {"org": organisation_id, "at": unit.at},
    )


async def counted(unit: Unit, organisation_id: UUID, spent: Mapping[str, int], until: datetime) -> None:
    """Keep what kinds have spent in the month that ends at a moment."""
    ordered = sorted(spent.items())
    await unit.run(
        "UPDATE notice_kinds k SET spent = v.spent, spent_at = %(at)s, spent_until = %(until)s"
        " FROM unnest(%(keys)s::text[], %(spent)s::bigint[]) AS v (key, spent) WHERE k.organisation_id = %(org)s AND k.key = v.key",
        {"org": organisation_id, "at": unit.at, "until": until, "keys": [key for key, _ in ordered], "spent": [micros for _, micros in ordered]},
    )


async def sources_since(unit: Unit, organisation_id: UUID, key: str, born: UUID) -> list[UUID]:
    """Return the sources of the ledger that carried a kind's notices and were born from an id on."""
    return await unit.fetch(
        _id,
        "SELECT a.source_id FROM notice_attempts a JOIN notices n ON n.organisation_id = a.organisation_id AND n.id = a.notice_id"
        " WHERE a.organisation_id = %(org)s AND a.source_id >= %(born)s AND n.kind = %(key)s",
        {"org": organisation_id, "key": key, "born": born},
    )


def _kind(
    key: str,
    settings: Mapping[str, Any],
    created_at: datetime,
    changed_at: datetime,
    archived_at: datetime | None,
    spent: int | None,
    spent_at: datetime | None,
) -> Kind:
    counted = Spent(spent, spent_at) if spent is not None and spent_at is not None else None
    return Kind(key, settings_from(settings), created_at, changed_at, archived_at, counted)


def _id(identifier: UUID) -> UUID:
    return identifier
