"""`tidings leads`: who is interested in a course, and how far that has come."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from tidings.apps.cli.course_files import take_file
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.education import service
from tidings.education.types import Kind, Lead, LeadFilter, Stage
from tidings.kernel.paging import Page

app = typer.Typer()

_COLUMNS = {"id": "id", "contact_id": "contact", "course": "course", "stage": "stage", "since": "since", "owner": "owner", "source": "source"}


@app.command("list")
def list_some(
    stage: Annotated[Stage | None, typer.Option("--stage")] = None,
    course: Annotated[str | None, typer.Option("--course", help="A course's key.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Who looks after it.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 100,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List leads, oldest first."""

    async def work(desk: Desk) -> Page[Lead]:
        async with desk.unit() as unit:
            return await service.list_leads(unit, desk.organisation.id, LeadFilter(stage, course, owner), cursor=cursor, limit=limit)

    page = run(work, organisation)
    if json:
        write_json({"items": page.rows, "next_cursor": page.next_cursor})
        return
    rows = [{name: getattr(each, name) for name in _COLUMNS} | {"stage": each.stage.value} for each in page.rows]
    write_rows(rows, _COLUMNS, nothing="There are no such leads.")
    if page.next_cursor:
        note(f"There are more: --cursor {page.next_cursor}")


@app.command("set")
def set_lead(
    contact: Annotated[UUID, typer.Argument(metavar="CONTACT", help="The contact's id.")],
    course: Annotated[str, typer.Argument(metavar="COURSE", help="The course's key.")],
    stage: Annotated[Stage | None, typer.Option("--stage", help="As it is if left out; of a new lead: new.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="Where the interest came from.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="Who looks after it.")] = None,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a lead, or move it to another stage."""
    row = {"contact_id": str(contact), "stage": stage and stage.value, "source": source, "owner": owner}

    async def work(desk: Desk) -> bool:
        async with desk.unit() as unit:
            told = await service.read_row(unit, desk.organisation.id, Kind.LEAD, row, course)
            return await service.take_one(unit, desk.organisation.id, desk.actor, Kind.LEAD, told)

    say("Done." if run(work, organisation) else "That was known.")


@app.command("import")
def bring(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header; - is standard input.")],
    create_contacts: Annotated[bool, typer.Option("--create-contacts", help="Make contacts of unknown external ids, phones and emails.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Import leads. Bad rows are told by line; the same file again changes nothing.

    Columns: one of contact_id, external_id, phone, email; course; stage, source, owner, since, reason if known.
    """
    take_file(file, Kind.LEAD, organisation, create_contacts=create_contacts, json=json)
