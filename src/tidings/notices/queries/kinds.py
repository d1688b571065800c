"""Kinds of notices."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.notices.queries.documents import settings_from, settings_to
from tidings.notices.types import Kind, Settings

_COLUMNS = "key, settings, created_at, changed_at, archived_at"


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
        {"org": organisation_id, "keys": list(keys)},
    )
    return {each.key: each for each in rows}


async def listed(unit: Unit, organisation_id: UUID, *, archived: bool) -> list[Kind]:
    """Return all kinds by key, archived ones only if asked for."""
    return await unit.fetch(
        _kind,
        f"SELECT {_COLUMNS} FROM notice_kinds WHERE organisation_id = %(org)s AND (archived_at IS NULL OR %(archived)s) ORDER BY key",
        {"org": organisation_id, "archived": archived},
    )


async def archive(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Offer a kind no more; False if it is not there or archived already."""
    return bool(
        await unit.run(
            "UPDATE notice_kinds SET archived_at = %(at)s WHERE organisation_id = %(org)s AND key = %(key)s AND archived_at IS NULL",
            {"org": organisation_id, "key": key, "at": unit.at},
        )
    )


def _kind(key: str, settings: Mapping[str, Any], created_at: datetime, changed_at: datetime, archived_at: datetime | None) -> Kind:
    return Kind(key, settings_from(settings), created_at, changed_at, archived_at)
