"""Segments as they are kept."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.segments.types import Document, Kind, Segment, SegmentVersion, Tree, Wanted

_COLUMNS = "id, name, kind, description, tree, version, watched, created_by, created_at, updated_at, refreshed_at, archived_at, size, counted_at"
_GET = f"SELECT {_COLUMNS} FROM segments WHERE organisation_id = %(org)s AND id = %(id)s"
_GET_LOCKED = f"{_GET} FOR UPDATE"
_BY_NAME = f"SELECT {_COLUMNS} FROM segments WHERE organisation_id = %(org)s AND lower(name) = lower(%(name)s)"
_PAGE = (
    f"SELECT {_COLUMNS} FROM segments WHERE organisation_id = %(org)s AND (%(after)s::uuid IS NULL OR id > %(after)s)"
    " AND (%(kind)s::text IS NULL OR kind = %(kind)s) AND (archived_at IS NOT NULL) = %(archived)s"
    " AND (%(search)s = '' OR strpos(folded(name), folded(%(search)s)) > 0) ORDER BY id LIMIT %(limit)s"
)
_KEEP_VERSION = (
    "INSERT INTO segment_versions (organisation_id, segment_id, version, name, tree, actor, at)"
    " VALUES (%(org)s, %(id)s, %(version)s, %(name)s, %(tree)s, %(actor)s, %(at)s)"
)
# All that a segment asks for, at any distance; UNION ends where a circle would begin.
_REACHED = """
WITH RECURSIVE reached (id) AS (
  SELECT unnest(%(ids)s::uuid[])
  UNION
  SELECT u.used_id FROM segment_uses u JOIN reached r ON u.segment_id = r.id WHERE u.organisation_id = %(org)s
)
SELECT s.id, s.name, s.kind, s.tree FROM segments s JOIN reached r ON s.id = r.id WHERE s.organisation_id = %(org)s
"""
_DELETE = [
    "DELETE FROM segment_uses WHERE organisation_id = %(org)s AND segment_id = %(id)s",
    "DELETE FROM segment_list_members WHERE organisation_id = %(org)s AND segment_id = %(id)s",
    "DELETE FROM segment_members WHERE organisation_id = %(org)s AND segment_id = %(id)s",
    "DELETE FROM segments WHERE organisation_id = %(org)s AND id = %(id)s",
]


async def hold(unit: Unit, organisation_id: UUID) -> None:
    """Let nobody else change segments of the organisation until the unit ends: who asks for whom is looked at and changed as one."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended('segments ' || %(org)s::text, 0))", {"org": organisation_id})


async def insert(unit: Unit, organisation_id: UUID, segment: Segment) -> bool:
    """Enter a segment; says no if its name is taken."""
    return (
        await unit.run(
            "INSERT INTO segments (organisation_id, id, name, kind, description, tree, version, watched, created_by, created_at, updated_at)"
            " VALUES (%(org)s, %(id)s, %(name)s, %(kind)s, %(description)s, %(tree)s, 1, %(watched)s, %(actor)s, %(at)s, %(at)s)"
            " ON CONFLICT (organisation_id, lower(name)) DO NOTHING",
            {**_values(organisation_id, segment), "actor": segment.created_by, "at": segment.created_at},
        )
        == 1
    )


async def update(unit: Unit, organisation_id: UUID, segment: Segment) -> None:
    """Write what a segment is now. Who was in one that is no longer watched is forgotten."""
    await unit.run(
        "UPDATE segments SET name = %(name)s, description = %(description)s, tree = %(tree)s, version = %(version)s, watched = %(watched)s,"
        " updated_at = %(at)s, refreshed_at = CASE WHEN %(watched)s THEN refreshed_at END, archived_at = %(archived_at)s,"
        " size = %(size)s, counted_at = %(counted_at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {
            **_values(organisation_id, segment),
            "at": unit.at,
            "archived_at": segment.archived_at,
            "size": segment.size,
            "counted_at": segment.counted_at,
        },
    )
    if not segment.watched:
        await unit.run(
            "DELETE FROM segment_members WHERE organisation_id = %(org)s AND segment_id = %(id)s", {"org": organisation_id, "id": segment.id}
        )


async def keep_version(unit: Unit, organisation_id: UUID, segment: Segment, actor: str) -> None:
    """Keep what a segment is at its present version."""
    await unit.run(_KEEP_VERSION, {**_values(organisation_id, segment), "actor": actor, "at": unit.at})


async def set_uses(unit: Unit, organisation_id: UUID, segment_id: UUID, used: Collection[UUID]) -> None:
    """Write down which segments a segment asks for."""
    params = {"org": organisation_id, "id": segment_id, "used": list(used)}
    await unit.run("DELETE FROM segment_uses WHERE organisation_id = %(org)s AND segment_id = %(id)s", params)
    await unit.run(
        "INSERT INTO segment_uses (organisation_id, segment_id, used_id) SELECT %(org)s, %(id)s, unnest(%(used)s::uuid[])",
        params,
    )


async def get(unit: Unit, organisation_id: UUID, segment_id: UUID, *, lock: bool = False) -> Segment | None:
    """Return a segment, locked until the unit ends if asked."""
    return await unit.fetch_one(_segment, _GET_LOCKED if lock else _GET, {"org": organisation_id, "id": segment_id})


async def by_name(unit: Unit, organisation_id: UUID, name: str) -> Segment | None:
    """Return the segment of a name, in letters of any case."""
    return await unit.fetch_one(_segment, _BY_NAME, {"org": organisation_id, "name": name})


async def ids_by_name(unit: Unit, organisation_id: UUID, names: Collection[str]) -> dict[str, tuple[UUID, Kind]]:
    """Return which segment has each name, and its kind, by the names as they were given."""
    rows = await unit.fetch(
        _named,
        "SELECT w.name, s.id, s.kind FROM unnest(%(names)s::text[]) AS w (name)"
        " JOIN segments s ON s.organisation_id = %(org)s AND lower(s.name) = lower(w.name)",
        {"org": organisation_id, "names": sorted(names)},
    )
    return {name: (segment_id, kind) for name, segment_id, kind in rows}


async def page(unit: Unit, organisation_id: UUID, wanted: Wanted, after: UUID | None, limit: int) -> list[Segment]:
    """Return segments in the order of their birth, after one of them."""
    params = {"kind": wanted.kind and wanted.kind.value, "search": wanted.search, "archived": wanted.archived}
    return await unit.fetch(_segment, _PAGE, {"org": organisation_id, "after": after, "limit": limit, **params})


async def counted(unit: Unit, organisation_id: UUID, segment_id: UUID, size: int | None) -> None:
    """Remember how many people are in a segment now, or that it is not known; whoever changes the segment meanwhile need not wait for us."""
    await unit.run(
        "UPDATE segments SET size = %(size)s, counted_at = CASE WHEN %(size)s::bigint IS NOT NULL THEN %(at)s::timestamptz END"
        " WHERE organisation_id = %(org)s AND id = (SELECT id FROM segments WHERE organisation_id = %(org)s AND id = %(id)s"
        " FOR UPDATE SKIP LOCKED)",
        {"org": organisation_id, "id": segment_id, "size": size, "at": unit.at},
    )


async def used_by(unit: Unit, organisation_id: UUID, ids: Collection[UUID]) -> list[tuple[UUID, UUID, str]]:
    """Return (segment, id and name of one that asks for it), for each of some, by the names."""
    return await unit.fetch(
        _user,
        "SELECT u.used_id, s.id, s.name FROM segment_uses u JOIN segments s ON s.organisation_id = u.organisation_id AND s.id = u.segment_id"
        " WHERE u.organisation_id = %(org)s AND u.used_id = ANY(%(ids)s) ORDER BY s.name",
        {"org": organisation_id, "ids": list(ids)},
    )


async def reached(unit: Unit, organisation_id: UUID, ids: Collection[UUID]) -> dict[UUID, tuple[str, Kind, Tree | None]]:
    """Return these segments and all that they ask for, at any distance: name, kind and tree of each."""
    if not ids:
        return {}
    rows = await unit.fetch(_reached, _REACHED, {"org": organisation_id, "ids": list(ids)})
    return {segment_id: (name, kind, tree) for segment_id, name, kind, tree in rows}


async def users(unit: Unit, organisation_id: UUID, segment_id: UUID) -> list[str]:
    """Return the names of the segments that ask for one."""
    return await unit.fetch(
        str,
        "SELECT s.name FROM segment_uses u JOIN segments s ON s.organisation_id = u.organisation_id AND s.id = u.segment_id"
        " WHERE u.organisation_id = %(org)s AND u.used_id = %(id)s ORDER BY s.name LIMIT 10",
        {"org": organisation_id, "id": segment_id},
    )


async def versions(unit: Unit, organisation_id: UUID, segment_id: UUID) -> list[SegmentVersion]:
    """Return what a segment was, newest first."""
    return await unit.fetch(
        _version,
        "SELECT version, name, tree, actor, at FROM segment_versions WHERE organisation_id = %(org)s AND segment_id = %(id)s"
        " ORDER BY version DESC LIMIT 500",
        {"org": organisation_id, "id": segment_id},
    )


async def delete(unit: Unit, organisation_id: UUID, segment_id: UUID) -> None:
    """Delete a segment; its versions stay."""
    for statement in _DELETE:
        await unit.run(statement, {"org": organisation_id, "id": segment_id})


async def watched(unit: Unit, before: datetime) -> list[tuple[UUID, UUID]]:
    """Return (organisation, segment) of those that are watched and were last compared before a moment, over all organisations."""
    return await unit.fetch(
        _pair,
        "SELECT organisation_id, id FROM segments WHERE watched AND archived_at IS NULL AND (refreshed_at IS NULL OR refreshed_at < %(before)s)"
        " ORDER BY refreshed_at NULLS FIRST",
        {"before": before},
    )


async def take(unit: Unit, organisation_id: UUID, segment_id: UUID) -> Segment | None:
    """Return a watched segment, locked until the unit ends; None where it is not watched or is archived, or somebody else has it."""
    return await unit.fetch_one(
        _segment,
        f"SELECT {_COLUMNS} FROM segments WHERE organisation_id = %(org)s AND id = %(id)s AND watched AND archived_at IS NULL FOR UPDATE SKIP LOCKED",
        {"org": organisation_id, "id": segment_id},
    )


async def refreshed(unit: Unit, organisation_id: UUID, segment_id: UUID) -> None:
    """Write down that a segment's members are of now."""
    await unit.run(
        "UPDATE segments SET refreshed_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": segment_id, "at": unit.at},
    )


def _values(organisation_id: UUID, segment: Segment) -> dict[str, Any]:
    return {
        "org": organisation_id,
        "id": segment.id,
        "name": segment.name,
        "kind": segment.kind.value,
        "description": segment.description,
        "tree": None if segment.where is None else Jsonb(msgspec.to_builtins(Document(segment.where))),
        "version": segment.version,
        "watched": segment.watched,
    }


def _segment(segment_id: UUID, name: str, kind: str, description: str, tree: Any, *rest: Any) -> Segment:
    return Segment(segment_id, name, Kind(kind), description, _tree(tree), *rest)


def _version(version: int, name: str, tree: Any, actor: str, at: datetime) -> SegmentVersion:
    return SegmentVersion(version, name, _tree(tree), actor, at)


def _reached(segment_id: UUID, name: str, kind: str, tree: Any) -> tuple[UUID, str, Kind, Tree | None]:
    return segment_id, name, Kind(kind), _tree(tree)


def _tree(stored: Any) -> Tree | None:
    return None if stored is None else msgspec.convert(stored, Document).where


def _named(name: str, segment_id: UUID, kind: str) -> tuple[str, UUID, Kind]:
    return name, segment_id, Kind(kind)


def _user(used_id: UUID, segment_id: UUID, name: str) -> tuple[UUID, UUID, str]:
    return used_id, segment_id, name


def _pair(organisation_id: UUID, segment_id: UUID) -> tuple[UUID, UUID]:
    return organisation_id, segment_id


async def names(unit: Unit, organisation_id: UUID, segment_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of those segments and lists that are there."""
    sql = "SELECT id, name FROM segments WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
    return dict(await unit.fetch(_name_of, sql, {"org": organisation_id, "ids": list(segment_ids)}))


def _name_of(thing_id: UUID, name: str) -> tuple[UUID, str]:
    return thing_id, name
