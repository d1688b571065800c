"""Enrolments over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Query, Request
from pydantic import Field, StrictBool, WithJsonSchema

from tidings.education import service
from tidings.education.http.base import WHEN, WHO, Reads, Someone, TakenShown, Writes, names_of, open_months, router
from tidings.education.http.leads import LeadShown
from tidings.education.types import Enrolment, EnrolmentStatus, Kind, StudentFile
from tidings.infra import web

_ROW = {
    "type": "object",
    "required": ["status"],
    "properties": {**WHO, "status": {"type": "string", "enum": [each.value for each in EnrolmentStatus]}, **WHEN},
}
_EXAMPLE = {"phone": "06 12 34 56 78", "status": "active", "since": "2026-10-01"}
Told = Annotated[list[Any], WithJsonSchema({"type": "array", "maxItems": 5000, "items": _ROW, "examples": [[_EXAMPLE]]})]


class EnrolmentsSent(web.Input):
    """Who stands where in a course."""

    enrolments: Told = Field(description="At most 5,000. One that is wrong loses no other.")
    create_contacts: StrictBool = Field(default=False, description="Make contacts of unknown external ids, phones and emails, instead of refusing.")


class EnrolmentSent(web.Input):
    """Where a person stands in a course."""

    status: EnrolmentStatus = Field(examples=["active"])
    since: web.Moment | None = Field(default=None, description="When this began; now if left out.")
    reason: web.Line | None = None


class EnrolmentShown(web.Output):
    """A person in a course."""

    contact_id: UUID
    course: str
    status: EnrolmentStatus
    since: datetime = Field(description="When this status began.")
    enrolled_at: datetime | None = Field(description="When the person was active for the first time.")
    updated_at: datetime


class NamedEnrolment(EnrolmentShown, Someone):
    """A person in a course, with their name."""


class EntryShown(web.Output):
    """A status or stage that somebody had."""

    course: str
    kind: Kind
    word: str = Field(description="The status of the enrolment, or the stage of the lead.", examples=["active"])
    before: str | None
    at: datetime = Field(description="When it began.")
    actor: str
    reason: str
    told_at: datetime


class StudentFileShown(web.Output):
    """A contact's courses."""

    enrolments: list[EnrolmentShown]
    leads: list[LeadShown]
    history: list[EntryShown] = Field(description="Newest first, at most 1,000.")

    @classmethod
    def of(cls, file: StudentFile) -> Self:
        """Show a contact's courses."""
        return cls.model_validate(file)


@router.post("/courses/{course_key}/enrolments", summary="Tell who stands where in a course", responses=web.problems(404, 409))
async def take_enrolments(course_key: str, body: EnrolmentsSent, request: Request, unit: web.Work, caller: Writes) -> TakenShown:
    """Enrol people, or change their status, up to 5,000 at once. Told twice, late or in any order it comes to the same."""
    await service.course(unit, caller.organisation_id, course_key)
    told, wrong = await service.read_rows(unit, caller.organisation_id, Kind.ENROLMENT, body.enrolments, course_key)
    await open_months(request, told)
    taken = await service.take(unit, caller.organisation_id, caller.actor, Kind.ENROLMENT, told, create_contacts=body.create_contacts)
    return TakenShown.of(taken, wrong)


@router.get("/courses/{course_key}/enrolments", summary="List who is in a course", responses=web.problems(404))
async def list_enrolments(
    course_key: str, unit: web.Work, caller: Reads, page: web.PageQuery, status: Annotated[EnrolmentStatus | None, Query()] = None
) -> web.Rows[NamedEnrolment]:
    """List who is in a course, in the order of contact ids."""
    found = await service.enrolments_of_course(unit, caller.organisation_id, course_key, status=status, cursor=page.cursor, limit=page.limit)
    names = await names_of(unit, caller, [each.contact_id for each in found.rows])
    items = [NamedEnrolment(**EnrolmentShown.model_validate(each).model_dump(), **names[each.contact_id]) for each in found.rows]
    return web.Rows(items=items, next_cursor=found.next_cursor)


@router.put("/courses/{course_key}/enrolments/{contact_id}", summary="Set a person's status in a course", responses=web.problems(404, 409))
async def put_enrolment(course_key: str, contact_id: UUID, body: EnrolmentSent, request: Request, unit: web.Work, caller: Writes) -> EnrolmentShown:
    """Enrol a person, or change their status. The same again changes nothing."""
    row = {
        "contact_id": str(contact_id),
        "status": body.status.value,
        "since": body.since.isoformat() if body.since else None,
        "reason": body.reason,
    }
    told = await service.read_row(unit, caller.organisation_id, Kind.ENROLMENT, row, course_key)
    await open_months(request, {0: told})
    await service.take_one(unit, caller.organisation_id, caller.actor, Kind.ENROLMENT, told)
    return EnrolmentShown.model_validate(await _one(unit, caller.organisation_id, course_key, contact_id))


@router.get("/contacts/{contact_id}/enrolments", summary="Get a contact's courses", responses=web.problems(404))
async def courses_of_contact(contact_id: UUID, unit: web.Work, caller: Reads) -> StudentFileShown:
    """Get a contact's enrolments and leads, with how they came there."""
    return StudentFileShown.of(await service.student_file(unit, caller.organisation_id, contact_id))


async def _one(unit: web.Work, organisation_id: UUID, course_key: str, contact_id: UUID) -> Enrolment:
    file = await service.student_file(unit, organisation_id, contact_id)
    return next(each for each in file.enrolments if each.course == course_key)
