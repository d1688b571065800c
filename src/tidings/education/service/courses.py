"""Making, changing and deleting courses."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.education import errors
from tidings.education.queries import courses as queries
from tidings.education.types import Course, CourseFields, CourseStatus
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_cursor, encode_cursor

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


async def course(unit: Unit, organisation_id: UUID, key: str) -> Course:
    """Return a course. Raises NotFound."""
    found = await queries.select(unit, organisation_id, [key])
    if not found:
        raise errors.no_course(key)
    return found[0]


async def list_courses(
    unit: Unit, organisation_id: UUID, *, status: CourseStatus | None = None, tag: str | None = None, cursor: str | None = None, limit: int = 50
) -> Page[Course]:
    """Return courses in the order of their keys. Raises Invalid on a foreign cursor."""
    after = str(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await queries.page(unit, organisation_id, status, tag, after, limit + 1)
    return Page(rows[:limit], encode_cursor(rows[limit - 1].key) if len(rows) > limit else None)


async def create_course(unit: Unit, organisation_id: UUID, actor: str, key: str, fields: CourseFields) -> Course:
    """Make a course, open unless said otherwise. Raises Invalid, Conflict if the key is taken."""
    if not _KEY.fullmatch(key):
        raise errors.key_invalid()
    blank = Course(key, key, "", None, None, None, CourseStatus.OPEN, (), {}, unit.at, unit.at)
    made = _checked(replace(blank, **fields))
    if not await queries.insert(unit, organisation_id, made):
        raise errors.key_taken(key)
    await accounts.record_audit(unit, organisation_id, actor, "course.created", f"course:{key}", {"name": made.name})
    return made


async def change_course(unit: Unit, organisation_id: UUID, actor: str, key: str, fields: CourseFields) -> Course:
    """Change the fields that are given; nobody loses a place by a smaller capacity. Raises NotFound, Invalid."""
    found = await queries.select(unit, organisation_id, [key], hold=True)
    if not found:
        raise errors.no_course(key)
    changed = _checked(replace(found[0], **fields, updated_at=unit.at))
    await queries.update(unit, organisation_id, changed)
    await accounts.record_audit(unit, organisation_id, actor, "course.changed", f"course:{key}", {"fields": sorted(fields)})
    return changed


async def delete_course(unit: Unit, organisation_id: UUID, actor: str, key: str) -> None:
    """Delete a course that nobody ever was in or is interested in. Raises NotFound, Conflict."""
    if not await queries.select(unit, organisation_id, [key], hold=True):
        raise errors.no_course(key)
    if await queries.in_use(unit, organisation_id, key):
        raise errors.course_in_use(key)
    await queries.delete(unit, organisation_id, key)
    await accounts.record_audit(unit, organisation_id, actor, "course.deleted", f"course:{key}")


async def leads_become_students(unit: Unit, organisation_id: UUID) -> bool:
    """Say whether a contact's lifecycle goes from lead to student when they are active in a course for the first time; yes unless switched off."""
    return await queries.leads_become_students(unit, organisation_id) is not False


async def set_leads_become_students(unit: Unit, organisation_id: UUID, actor: str, *, wanted: bool) -> None:
    """Switch that rule on or off, from now on."""
    await queries.set_leads_become_students(unit, organisation_id, wanted=wanted)
    detail = {"leads_become_students": wanted}
    await accounts.record_audit(unit, organisation_id, actor, "education_settings.changed", f"organisation:{organisation_id}", detail)


def _checked(course: Course) -> Course:
    if course.starts_on and course.ends_on and course.ends_on < course.starts_on:
        raise errors.days_reversed()
    return course


async def names(unit: Unit, organisation_id: UUID, keys: Sequence[str]) -> Mapping[str, str]:
    """Return the names of those courses that are there, by key."""
    return await queries.names(unit, organisation_id, keys)


async def find_courses(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[Course]:
    """Return courses with these letters in their name or key, accents and case aside, by key."""
    return await queries.found(unit, organisation_id, sought, limit)
