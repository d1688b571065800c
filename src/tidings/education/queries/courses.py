"""Courses, and the settings of the room."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.education.types import Course, CourseStatus
from tidings.infra.db.unit import Unit

_WHOLE = "key, name, description, starts_on, ends_on, capacity, status, tags, attributes, created_at, updated_at"
_TAKEN = "(SELECT count(*) FROM enrolments e WHERE e.organisation_id = c.organisation_id AND e.course = c.key AND e.status IN ('active', 'paused'))"


async def select(unit: Unit, organisation_id: UUID, keys: Sequence[str], *, hold: bool = False) -> list[Course]:
    """Return courses by key; with `hold`, in the order of their keys, nobody else writes them or their people until the unit ends."""
    params = {"org": organisation_id, "keys": sorted(set(keys))}
    if hold:
        await unit.run("SELECT FROM courses WHERE organisation_id = %(org)s AND key = ANY(%(keys)s) ORDER BY key FOR UPDATE", params)
    return await unit.fetch(_course, f"SELECT {_WHOLE}, {_TAKEN} FROM courses c WHERE c.organisation_id = %(org)s AND c.key = ANY(%(keys)s)", params)


async def page(unit: Unit, organisation_id: UUID, status: CourseStatus | None, tag: str | None, after: str | None, limit: int) -> list[Course]:
    """Return courses by key, after a key."""
    return await unit.fetch(
        _course,
        f"SELECT {_WHOLE}, {_TAKEN} FROM courses c WHERE c.organisation_id = %(org)s AND (%(status)s::text IS NULL OR c.status = %(status)s)"
        " AND (%(tag)s::text IS NULL OR %(tag)s = ANY(c.tags)) AND (%(after)s::text IS NULL OR c.key > %(after)s) ORDER BY c.key LIMIT %(limit)s",
        {"org": organisation_id, "status": status and status.value, "tag": tag, "after": after, "limit": limit},
    )


async def insert(unit: Unit, organisation_id: UUID, course: Course) -> bool:
    """Add a course; False if its key is taken."""
    added = await unit.run(
        "INSERT INTO courses (organisation_id, key, name, description, starts_on, ends_on, capacity, status, tags, attributes, created_at,"
        " updated_at)"
        " VALUES (%(org)s, %(key)s, %(name)s, %(description)s, %(starts_on)s, %(ends_on)s, %(capacity)s, %(status)s, %(tags)s, %(attributes)s,"
        " %(created_at)s, %(updated_at)s) ON CONFLICT DO NOTHING",
        _params(organisation_id, course),
    )
    return added == 1


async def update(unit: Unit, organisation_id: UUID, course: Course) -> None:
    """Write a course whole."""
    await unit.run(
        "UPDATE courses SET name = %(name)s, description = %(description)s, starts_on = %(starts_on)s, ends_on = %(ends_on)s,"
        " capacity = %(capacity)s, status = %(status)s, tags = %(tags)s, attributes = %(attributes)s, updated_at = %(updated_at)s"
        " WHERE organisation_id = %(org)s AND key = %(key)s",
        _params(organisation_id, course),
    )


async def in_use(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Say whether anybody is in a course or is interested in it."""
    return await unit.value(
        "SELECT EXISTS (SELECT FROM enrolments WHERE organisation_id = %(org)s AND course = %(key)s)"
        " OR EXISTS (SELECT FROM leads WHERE organisation_id = %(org)s AND course = %(key)s)",
        {"org": organisation_id, "key": key},
    )


async def delete(unit: Unit, organisation_id: UUID, key: str) -> None:
    """Delete a course."""
    await unit.run("DELETE FROM courses WHERE organisation_id = %(org)s AND key = %(key)s", {"org": organisation_id, "key": key})


async def leads_become_students(unit: Unit, organisation_id: UUID) -> bool | None:
    """Return what was set, None if nothing was."""
    return await unit.value("SELECT leads_become_students FROM education_settings WHERE organisation_id = %(org)s", {"org": organisation_id})


async def set_leads_become_students(unit: Unit, organisation_id: UUID, *, wanted: bool) -> None:
    """Set whether leads become students."""
    await unit.run(
        "INSERT INTO education_settings (organisation_id, leads_become_students) VALUES (%(org)s, %(wanted)s)"
        " ON CONFLICT (organisation_id) DO UPDATE SET leads_become_students = excluded.leads_become_students",
        {"org": organisation_id, "wanted": wanted},
    )


def _params(organisation_id: UUID, course: Course) -> dict[str, Any]:
    return {
        "org": organisation_id,
        "key": course.key,
        "name": course.name,
        "description": course.description,
        "starts_on": course.starts_on,
        "ends_on": course.ends_on,
        "capacity": course.capacity,
        "status": course.status.value,
        "tags": list(course.tags),
        "attributes": Jsonb(course.attributes),
        "created_at": course.created_at,
        "updated_at": course.updated_at,
    }


def _course(
    key: str, name: str, description: str, starts_on: date | None, ends_on: date | None, capacity: int | None, status: str, *rest: Any
) -> Course:
    return Course(key, name, description, starts_on, ends_on, capacity, CourseStatus(status), *rest)


async def found(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[Course]:
    """Return courses with some letters in their name or key, by key."""
    return await unit.fetch(
        _course,
        f"SELECT {_WHOLE}, {_TAKEN} FROM courses c WHERE c.organisation_id = %(org)s"
        " AND strpos(folded(c.name || ' ' || c.key), folded(%(sought)s)) > 0 ORDER BY c.key LIMIT %(limit)s",
        {"org": organisation_id, "sought": sought, "limit": limit},
    )


async def names(unit: Unit, organisation_id: UUID, keys: Sequence[str]) -> dict[str, str]:
    """Return the names of those courses that are there, by key."""
    sql = "SELECT key, name FROM courses WHERE organisation_id = %(org)s AND key = ANY(%(keys)s)"
    return dict(await unit.fetch(_name_of, sql, {"org": organisation_id, "keys": list(keys)}))


def _name_of(key: str, name: str) -> tuple[str, str]:
    return key, name
