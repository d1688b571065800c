"""All that the room keeps of a person: moved and removed."""

from collections.abc import Sequence
from uuid import UUID

from tidings.education.types import Kind
from tidings.infra.db.unit import Unit

_TOLD = """, told AS (
  UPDATE course_history h SET contact_id = %(target)s FROM moved m
  WHERE h.organisation_id = %(org)s AND h.contact_id = %(source)s AND h.kind = %(kind)s AND h.course = m.course
) SELECT course FROM moved ORDER BY course"""
_MOVE_ENROLMENTS = f"""
WITH moved AS (
  UPDATE enrolments t SET contact_id = %(target)s
  WHERE t.organisation_id = %(org)s AND t.contact_id = %(source)s AND (%(only)s::text[] IS NULL OR t.course = ANY(%(only)s))
    AND NOT EXISTS (SELECT FROM enrolments o WHERE o.organisation_id = %(org)s AND o.contact_id = %(target)s AND o.course = t.course)
  RETURNING t.course
){_TOLD}"""
_MOVE_LEADS = f"""
WITH moved AS (
  UPDATE leads t SET contact_id = %(target)s
  WHERE t.organisation_id = %(org)s AND t.contact_id = %(source)s AND (%(only)s::text[] IS NULL OR t.course = ANY(%(only)s))
    AND NOT EXISTS (SELECT FROM leads o WHERE o.organisation_id = %(org)s AND o.contact_id = %(target)s AND o.course = t.course)
  RETURNING t.course
){_TOLD}"""
_MOVE = {Kind.ENROLMENT: _MOVE_ENROLMENTS, Kind.LEAD: _MOVE_LEADS}


async def move(unit: Unit, organisation_id: UUID, kind: Kind, source: UUID, target: UUID, only: Sequence[str] | None = None) -> list[str]:
    """Make one contact's enrolments or leads, all or of some courses, another's, with their history, where that one has none; return the courses."""
    return await unit.fetch(
        str,
        _MOVE[kind],
        {"org": organisation_id, "kind": kind.value, "source": source, "target": target, "only": None if only is None else list(only)},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return who has an enrolment or a lead, with no address."""
    return await unit.fetch(
        _known,
        "SELECT contact_id, NULL::uuid FROM enrolments WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " UNION SELECT contact_id, NULL::uuid FROM leads WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[str, int]:
    """Remove all that is kept of people; return how much of what."""
    params = {"org": organisation_id, "contacts": list(contact_ids)}
    whose = " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
    return {
        "courses": await unit.run("DELETE FROM enrolments" + whose, params),
        "leads": await unit.run("DELETE FROM leads" + whose, params),
        "course_history": await unit.run("DELETE FROM course_history" + whose, params),
    }


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
