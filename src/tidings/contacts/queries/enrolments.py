"""Who is in which course, as the room of courses tells it, and what people become by it."""

from collections.abc import Sequence
from uuid import UUID

from tidings.contacts.types import EnrolmentFact
from tidings.infra.db.unit import Unit


async def put(unit: Unit, organisation_id: UUID, facts: Sequence[EnrolmentFact]) -> None:
    """Write where people stand in courses."""
    await unit.run(
        "INSERT INTO enrolment_facts (organisation_id, contact_id, course, status, since)"
        " SELECT %(org)s, * FROM unnest(%(contacts)s::uuid[], %(courses)s::text[], %(statuses)s::text[], %(sinces)s::timestamptz[])"
        " ON CONFLICT (organisation_id, contact_id, course) DO UPDATE SET status = excluded.status, since = excluded.since",
        {
            "org": organisation_id,
            "contacts": [each.contact_id for each in facts],
            "courses": [each.course for each in facts],
            "statuses": [each.status for each in facts],
            "sinces": [each.since for each in facts],
        },
    )


async def drop(unit: Unit, organisation_id: UUID, contact_id: UUID, courses: Sequence[str]) -> None:
    """Forget that somebody is in courses."""
    await unit.run(
        "DELETE FROM enrolment_facts WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND course = ANY(%(courses)s)",
        {"org": organisation_id, "contact": contact_id, "courses": list(courses)},
    )


async def raise_lifecycles(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], before: str, after: str) -> list[UUID]:
    """Give contacts whose lifecycle is `before` the next one, in the order of their ids, and return which."""
    return await unit.fetch(
        _id,
        "WITH held AS (SELECT id FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) AND lifecycle = %(before)s"
        "   ORDER BY id FOR UPDATE)"
        " UPDATE contacts c SET lifecycle = %(after)s, updated_at = %(at)s FROM held"
        " WHERE c.organisation_id = %(org)s AND c.id = held.id RETURNING c.id",
        {"org": organisation_id, "ids": list(contact_ids), "before": before, "after": after, "at": unit.at},
    )


def _id(value: UUID) -> UUID:
    return value
