"""`tidings courses`: courses, and who takes part in them."""

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli.course_files import take_file
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.contacts import service as contacts
from tidings.education import service
from tidings.education.types import Course, CourseFields, CourseStatus, Enrolment, EnrolmentStatus, Kind
from tidings.kernel.paging import Page

app = typer.Typer()

Key = Annotated[str, typer.Argument(metavar="COURSE", help="The course's key.")]
Capacity = Annotated[int | None, typer.Option("--capacity", min=1, help="How many places it has.")]
Status = Annotated[CourseStatus | None, typer.Option("--status", help="Only an open course takes applications, a cancelled one nobody.")]
_COLUMNS = {"key": "key", "name": "name", "status": "status", "starts_on": "starts", "ends_on": "ends", "taken": "taken", "capacity": "places"}


@app.command("list")
def list_all(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List courses, the first 500 in the order of their keys."""

    async def work(desk: Desk) -> Page[Course]:
        async with desk.unit() as unit:
            return await service.list_courses(unit, desk.organisation.id, limit=500)

    rows = [_shown(each) for each in run(work, organisation).rows]
    if json:
        write_json(rows)
    else:
        write_rows(rows, _COLUMNS, nothing="There are no courses. `tidings courses create KEY --name NAME` makes one.")


@app.command()
def create(
    key: Key,
    name: Annotated[str | None, typer.Option("--name", help="What people call it.")] = None,
    capacity: Capacity = None,
    status: Status = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a course; it is open unless you say otherwise."""

    async def work(desk: Desk) -> Course:
        async with desk.unit() as unit:
            return await service.create_course(unit, desk.organisation.id, desk.actor, key, _fields(name, capacity, status))

    _tell(run(work, organisation), json=json)


@app.command()
def change(
    key: Key,
    name: Annotated[str | None, typer.Option("--name", help="What people call it.")] = None,
    capacity: Capacity = None,
    status: Status = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Change a course; what is not named stays."""

    async def work(desk: Desk) -> Course:
        async with desk.unit() as unit:
            return await service.change_course(unit, desk.organisation.id, desk.actor, key, _fields(name, capacity, status))

    _tell(run(work, organisation), json=json)


@app.command()
def enrol(
    key: Key,
    contact: Annotated[UUID, typer.Argument(metavar="CONTACT", help="The contact's id.")],
    status: Annotated[EnrolmentStatus, typer.Option("--status")] = EnrolmentStatus.ACTIVE,
    since: Annotated[str | None, typer.Option("--since", help="When this began, such as 2026-10-01; now if left out.")] = None,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Enrol a person in a course, or change their status."""

    async def work(desk: Desk) -> bool:
        row = {"contact_id": str(contact), "status": status.value, "since": since}
        async with desk.unit() as unit:
            told = await service.read_row(unit, desk.organisation.id, Kind.ENROLMENT, row, key)
            async with desk.database.engine() as engine:
                await contacts.open_months_of_events(engine, service.times_of({0: told}))
            return await service.take_one(unit, desk.organisation.id, desk.actor, Kind.ENROLMENT, told)

    say(f"{status.value}." if run(work, organisation) else "That was known.")


@app.command()
def people(
    key: Key,
    status: Annotated[EnrolmentStatus | None, typer.Option("--status")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 100,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List who is in a course."""

    async def work(desk: Desk) -> Page[Enrolment]:
        async with desk.unit() as unit:
            return await service.enrolments_of_course(unit, desk.organisation.id, key, status=status, cursor=cursor, limit=limit)

    page = run(work, organisation)
    if json:
        write_json({"items": page.rows, "next_cursor": page.next_cursor})
        return
    rows = [{"contact_id": each.contact_id, "status": each.status.value, "since": each.since} for each in page.rows]
    write_rows(rows, {"contact_id": "contact", "status": "status", "since": "since"}, nothing="Nobody is in it.")
    if page.next_cursor:
        note(f"There are more: --cursor {page.next_cursor}")


@app.command("import")
def bring(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header; - is standard input.")],
    create_contacts: Annotated[bool, typer.Option("--create-contacts", help="Make contacts of unknown external ids, phones and emails.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Import enrolments. Bad rows are told by line; the same file again changes nothing.

    Columns: one of contact_id, external_id, phone, email; course, status; since, reason if known.
    """
    take_file(file, Kind.ENROLMENT, organisation, create_contacts=create_contacts, json=json)


@app.command()
def settings(
    leads_become_students: Annotated[
        bool | None, typer.Option("--leads-become-students/--leads-stay-leads", help="What follows from a lead's first active enrolment.")
    ] = None,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Show or set what follows from enrolments."""

    async def work(desk: Desk) -> bool:
        async with desk.unit() as unit:
            if leads_become_students is not None:
                await service.set_leads_become_students(unit, desk.organisation.id, desk.actor, wanted=leads_become_students)
            return await service.leads_become_students(unit, desk.organisation.id)

    write_fields({"leads_become_students": run(work, organisation)})


def _fields(name: str | None, capacity: int | None, status: CourseStatus | None) -> CourseFields:
    fields = CourseFields()
    if name is not None:
        fields["name"] = name
    if capacity is not None:
        fields["capacity"] = capacity
    if status is not None:
        fields["status"] = status
    return fields


def _shown(course: Course) -> dict[str, Any]:
    return {
        "key": course.key,
        "name": course.name,
        "status": course.status.value,
        "starts_on": course.starts_on,
        "ends_on": course.ends_on,
        "capacity": course.capacity,
        "taken": course.taken,
        "tags": list(course.tags),
    }


def _tell(course: Course, *, json: bool) -> None:
    if json:
        write_json(_shown(course))
    else:
        write_fields(_shown(course))
