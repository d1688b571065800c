"""Courses over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self

from fastapi import Query
from pydantic import ConfigDict, Field, JsonValue, StrictBool

from tidings.education import service
from tidings.education.http.base import Reads, Writes, router
from tidings.education.types import Course, CourseFields, CourseStatus
from tidings.infra import web

_MOST_PLACES = 1_000_000
_EXAMPLE: JsonValue = {"key": "pottery-2026", "name": "Pottery", "starts_on": "2026-11-02", "ends_on": "2027-03-26", "capacity": 12}

Attribute = web.Text | bool | int | float
Attributes = Annotated[dict[web.Line, Attribute], Field(max_length=100)]
Tags = Annotated[list[web.Line], Field(max_length=100)]


class CourseChanges(web.Input):
    """What to change of a course; what is left out stays, and null empties a day or the capacity."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"capacity": 14, "status": "open"}]})

    name: web.Line | None = None
    description: Annotated[web.Text, Field(max_length=5000)] | None = None
    starts_on: web.Day | None = None
    ends_on: web.Day | None = Field(default=None, description="The last day.")
    capacity: Annotated[int, Field(ge=1, le=_MOST_PLACES)] | None = Field(default=None, description="Places; null: no limit.")
    status: CourseStatus | None = Field(default=None, description="Only an open course takes applications, a cancelled one nobody.")
    tags: Tags | None = None
    attributes: Attributes | None = Field(default=None, description="Replace the present ones.")

    def fields(self) -> CourseFields:
        """Return the fields that were sent; what can't be empty stays as it is."""
        may_be_empty = {"starts_on", "ends_on", "capacity"}
        sent = {name: getattr(self, name) for name in self.model_fields_set - {"key"}}
        given: Any = {name: value for name, value in sent.items() if value is not None or name in may_be_empty}
        return given


class NewCourse(CourseChanges):
    """A course to be made."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    key: web.Line = Field(max_length=64, description="What it is called everywhere else: letters, digits, point, - and _. It never changes.")


class CourseShown(web.Output):
    """A course."""

    key: str
    name: str
    description: str
    starts_on: web.Day | None
    ends_on: web.Day | None
    capacity: int | None
    taken: int = Field(description="Places of people who are active or paused.")
    status: CourseStatus
    tags: list[str]
    attributes: dict[str, Attribute]
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, course: Course) -> Self:
        """Show a course."""
        return cls.model_validate(course)


class SettingsShown(web.Output):
    """What follows from enrolments."""

    leads_become_students: bool = Field(description="Whether a contact's lifecycle goes from lead to student with the first active enrolment.")


class SettingsSent(web.Input):
    """What is to follow from enrolments."""

    leads_become_students: StrictBool = Field(examples=[True])


@router.get("/courses", summary="List courses")
async def index(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    status: Annotated[CourseStatus | None, Query()] = None,
    tag: Annotated[web.Text | None, Query(max_length=200)] = None,
) -> web.Rows[CourseShown]:
    """List courses in the order of their keys."""
    found = await service.list_courses(unit, caller.organisation_id, status=status, tag=tag, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=[CourseShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@router.post("/courses", summary="Make a course", status_code=201, responses=web.problems(409))
async def create(body: NewCourse, unit: web.Work, caller: Writes) -> CourseShown:
    """Make a course. It is open unless you say otherwise."""
    return CourseShown.of(await service.create_course(unit, caller.organisation_id, caller.actor, body.key, body.fields()))


@router.get("/courses/{course_key}", summary="Get a course", responses=web.problems(404))
async def show(course_key: str, unit: web.Work, caller: Reads) -> CourseShown:
    """Get a course, with the number of places that are taken."""
    return CourseShown.of(await service.course(unit, caller.organisation_id, course_key))


@router.patch("/courses/{course_key}", summary="Change a course", responses=web.problems(404))
async def change(course_key: str, body: CourseChanges, unit: web.Work, caller: Writes) -> CourseShown:
    """Change the fields that are sent. Nobody loses a place by a smaller capacity."""
    return CourseShown.of(await service.change_course(unit, caller.organisation_id, caller.actor, course_key, body.fields()))


@router.delete("/courses/{course_key}", summary="Delete a course", status_code=204, responses=web.problems(404, 409))
async def delete(course_key: str, unit: web.Work, caller: Writes) -> None:
    """Delete a course that nobody ever was in or is interested in; close or cancel others."""
    await service.delete_course(unit, caller.organisation_id, caller.actor, course_key)


@router.get("/education/settings", summary="Get what follows from enrolments")
async def settings(unit: web.Work, caller: Reads) -> SettingsShown:
    """Say whether leads become students by their first active enrolment."""
    return SettingsShown(leads_become_students=await service.leads_become_students(unit, caller.organisation_id))


@router.put("/education/settings", summary="Set what follows from enrolments")
async def set_settings(body: SettingsSent, unit: web.Work, caller: Writes) -> SettingsShown:
    """Set whether leads become students by their first active enrolment, from now on."""
    await service.set_leads_become_students(unit, caller.organisation_id, caller.actor, wanted=body.leads_become_students)
    return SettingsShown(leads_become_students=body.leads_become_students)
