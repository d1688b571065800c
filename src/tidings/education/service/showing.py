"""Who is in a course, who is interested, and how it came to that."""

from uuid import UUID

from tidings.contacts import service as contacts
from tidings.education import errors
from tidings.education.queries import standings as queries
from tidings.education.service.courses import course as get_course
from tidings.education.types import Enrolment, EnrolmentStatus, Lead, LeadFilter, StudentFile
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS, Page, decode_id_cursor, encode_cursor

_MOST_LINES = 1000


async def enrolments_of_course(
    unit: Unit, organisation_id: UUID, course: str, *, status: EnrolmentStatus | None = None, cursor: str | None = None, limit: int = 50
) -> Page[Enrolment]:
    """Return who is in a course, in the order of contact ids. Raises NotFound, and Invalid on a foreign cursor."""
    await get_course(unit, organisation_id, course)
    rows = await queries.enrolments_of_course(unit, organisation_id, course, status, decode_id_cursor(cursor), limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].contact_id)) if len(rows) > limit else None)


async def student_file(unit: Unit, organisation_id: UUID, contact_id: UUID) -> StudentFile:
    """Return a contact's enrolments and leads with their history, newest first, a thousand lines at most. Raises NotFound."""
    await contacts.contact(unit, organisation_id, contact_id)
    found = await queries.leads(unit, organisation_id, LeadFilter(contact_id=contact_id), None, MOST_ROWS)
    history = await queries.history(unit, organisation_id, contact_id, _MOST_LINES)
    return StudentFile(await queries.enrolments_of(unit, organisation_id, contact_id), found, history)


async def list_leads(unit: Unit, organisation_id: UUID, wanted: LeadFilter, *, cursor: str | None = None, limit: int = 50) -> Page[Lead]:
    """Return leads that fit, oldest first. Raises Invalid on a foreign cursor."""
    rows = await queries.leads(unit, organisation_id, wanted, decode_id_cursor(cursor), limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def lead(unit: Unit, organisation_id: UUID, lead_id: UUID) -> Lead:
    """Return a lead. Raises NotFound."""
    found = await queries.lead(unit, organisation_id, lead_id)
    if found is None:
        raise errors.no_lead(lead_id)
    return found
