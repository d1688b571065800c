"""Where people stand in courses, and how they came there."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.education.types import Change, Enrolment, EnrolmentStatus, Entry, Kind, Lead, LeadFilter, Stage, Standing
from tidings.infra.db.unit import Unit

_LEAD = "id, contact_id, course, stage, since, source, owner, created_at, updated_at"


async def known(unit: Unit, organisation_id: UUID, places: Sequence[tuple[UUID, str]], ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the entries, of people in courses, that are in the history."""
    rows = await unit.fetch(
        _id,
        "SELECT id FROM course_history WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND course = ANY(%(courses)s)"
        " AND id = ANY(%(ids)s)",
        {"org": organisation_id, **_places(places), "ids": list(ids)},
    )
    return set(rows)


async def enrolled(unit: Unit, organisation_id: UUID, places: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], Standing]:
    """Return where people stand in courses, of those who are in them."""
    rows = await unit.fetch(
        _standing,
        "SELECT contact_id, course, status, since, enrolled_at, '', '' FROM enrolments"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND course = ANY(%(courses)s)",
        {"org": organisation_id, **_places(places)},
    )
    return dict(rows)


async def interested(unit: Unit, organisation_id: UUID, places: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], Standing]:
    """Return how far the interest of people in courses has come, of those who have any."""
    rows = await unit.fetch(
        _standing,
        "SELECT contact_id, course, stage, since, NULL::timestamptz, source, owner FROM leads"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND course = ANY(%(courses)s)",
        {"org": organisation_id, **_places(places)},
    )
    return dict(rows)


async def remember(unit: Unit, organisation_id: UUID, kind: Kind, changes: Sequence[Change], actor: str) -> None:
    """Add to the history."""
    await unit.run(
        "INSERT INTO course_history (organisation_id, contact_id, course, id, kind, word, before, at, actor, reason, told_at)"
        " SELECT %(org)s, contact_id, course, id, %(kind)s, word, before, at, %(actor)s, reason, %(told_at)s FROM unnest(%(contacts)s::uuid[],"
        "   %(courses)s::text[], %(ids)s::uuid[], %(words)s::text[], %(befores)s::text[], %(ats)s::timestamptz[], %(reasons)s::text[])"
        "   AS v (contact_id, course, id, word, before, at, reason) ON CONFLICT DO NOTHING",
        {
            "org": organisation_id,
            "kind": kind.value,
            "actor": actor,
            "told_at": unit.at,
            "contacts": [each.contact_id for each in changes],
            "courses": [each.course for each in changes],
            "ids": [each.id for each in changes],
            "words": [each.word for each in changes],
            "befores": [each.before for each in changes],
            "ats": [each.at for each in changes],
            "reasons": [each.reason for each in changes],
        },
    )


async def put_enrolments(unit: Unit, organisation_id: UUID, standing: Mapping[tuple[UUID, str], Standing]) -> None:
    """Write where people stand in courses."""
    await unit.run(
        "INSERT INTO enrolments AS e (organisation_id, contact_id, course, status, since, enrolled_at, updated_at)"
        " SELECT %(org)s, contact_id, course, status, since, enrolled_at, %(at)s FROM unnest(%(contacts)s::uuid[], %(courses)s::text[],"
        "   %(words)s::text[], %(sinces)s::timestamptz[], %(enrolled)s::timestamptz[]) AS v (contact_id, course, status, since, enrolled_at)"
        " ON CONFLICT (organisation_id, contact_id, course) DO UPDATE SET status = excluded.status, since = excluded.since,"
        "   enrolled_at = excluded.enrolled_at, updated_at = excluded.updated_at",
        _written(unit, organisation_id, standing) | {"enrolled": [each.enrolled_at for each in standing.values()]},
    )


async def put_leads(unit: Unit, organisation_id: UUID, standing: Mapping[tuple[UUID, str], Standing], ids: Iterable[UUID]) -> None:
    """Write how far interest has come; `ids` are for leads that are new."""
    await unit.run(
        "INSERT INTO leads (organisation_id, id, contact_id, course, stage, since, source, owner, created_at, updated_at)"
        " SELECT %(org)s, id, contact_id, course, stage, since, source, owner, %(at)s, %(at)s FROM unnest(%(ids)s::uuid[], %(contacts)s::uuid[],"
        "   %(courses)s::text[], %(words)s::text[], %(sinces)s::timestamptz[], %(sources)s::text[], %(owners)s::text[])"
        "   AS v (id, contact_id, course, stage, since, source, owner)"
        " ON CONFLICT (organisation_id, contact_id, course) DO UPDATE SET stage = excluded.stage, since = excluded.since,"
        "   source = excluded.source, owner = excluded.owner, updated_at = excluded.updated_at",
        _written(unit, organisation_id, standing)
        | {
            "ids": [identifier for identifier, _ in zip(ids, standing, strict=False)],
            "sources": [each.source for each in standing.values()],
            "owners": [each.owner for each in standing.values()],
        },
    )


async def enrolments_of_course(
    unit: Unit, organisation_id: UUID, course: str, status: EnrolmentStatus | None, after: UUID | None, limit: int
) -> list[Enrolment]:
    """Return who is in a course, in the order of contact ids, after one."""
    return await unit.fetch(
        _enrolment,
        "SELECT contact_id, course, status, since, enrolled_at, updated_at FROM enrolments WHERE organisation_id = %(org)s AND course = %(course)s"
        " AND (%(status)s::text IS NULL OR status = %(status)s) AND (%(after)s::uuid IS NULL OR contact_id > %(after)s)"
        " ORDER BY contact_id LIMIT %(limit)s",
        {"org": organisation_id, "course": course, "status": status and status.value, "after": after, "limit": limit},
    )


async def enrolments_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[Enrolment]:
    """Return in which courses a person is."""
    return await unit.fetch(
        _enrolment,
        "SELECT contact_id, course, status, since, enrolled_at, updated_at FROM enrolments WHERE organisation_id = %(org)s"
        " AND contact_id = %(contact)s ORDER BY course",
        {"org": organisation_id, "contact": contact_id},
    )


async def leads(unit: Unit, organisation_id: UUID, wanted: LeadFilter, after: UUID | None, limit: int) -> list[Lead]:
    """Return leads that fit, oldest first, after one."""
    return await unit.fetch(
        _lead,
        f"SELECT {_LEAD} FROM leads WHERE organisation_id = %(org)s AND (%(stage)s::text IS NULL OR stage = %(stage)s)"
        " AND (%(course)s::text IS NULL OR course = %(course)s) AND (%(owner)s::text IS NULL OR owner = %(owner)s)"
        " AND (%(contact)s::uuid IS NULL OR contact_id = %(contact)s) AND (%(after)s::uuid IS NULL OR id > %(after)s) ORDER BY id LIMIT %(limit)s",
        {
            "org": organisation_id,
            "stage": wanted.stage and wanted.stage.value,
            "course": wanted.course,
            "owner": wanted.owner,
            "contact": wanted.contact_id,
            "after": after,
            "limit": limit,
        },
    )


async def lead(unit: Unit, organisation_id: UUID, lead_id: UUID) -> Lead | None:
    """Return a lead."""
    return await unit.fetch_one(
        _lead, f"SELECT {_LEAD} FROM leads WHERE organisation_id = %(org)s AND id = %(id)s", {"org": organisation_id, "id": lead_id}
    )


async def history(unit: Unit, organisation_id: UUID, contact_id: UUID, most: int) -> list[Entry]:
    """Return the history of a person in all courses, newest first."""
    return await unit.fetch(
        _entry,
        "SELECT course, kind, word, before, at, actor, reason, told_at FROM course_history WHERE organisation_id = %(org)s"
        " AND contact_id = %(contact)s ORDER BY at DESC, id DESC LIMIT %(most)s",
        {"org": organisation_id, "contact": contact_id, "most": most},
    )


def _places(places: Sequence[tuple[UUID, str]]) -> dict[str, Any]:
    return {"contacts": list({contact_id for contact_id, _ in places}), "courses": list({course for _, course in places})}


def _written(unit: Unit, organisation_id: UUID, standing: Mapping[tuple[UUID, str], Standing]) -> dict[str, Any]:
    return {
        "org": organisation_id,
        "at": unit.at,
        "contacts": [contact_id for contact_id, _ in standing],
        "courses": [course for _, course in standing],
        "words": [each.word for each in standing.values()],
        "sinces": [each.since for each in standing.values()],
    }


def _standing(
    contact_id: UUID, course: str, word: str, since: datetime, enrolled_at: datetime | None, source: str, owner: str
) -> tuple[tuple[UUID, str], Standing]:
    return (contact_id, course), Standing(word, since, enrolled_at, source, owner)


def _enrolment(contact_id: UUID, course: str, status: str, since: datetime, enrolled_at: datetime | None, updated_at: datetime) -> Enrolment:
    return Enrolment(contact_id, course, EnrolmentStatus(status), since, enrolled_at, updated_at)


def _lead(identifier: UUID, contact_id: UUID, course: str, stage: str, *rest: Any) -> Lead:
    return Lead(identifier, contact_id, course, Stage(stage), *rest)


def _entry(course: str, kind: str, *rest: Any) -> Entry:
    return Entry(course, Kind(kind), *rest)


def _id(value: UUID) -> UUID:
    return value
