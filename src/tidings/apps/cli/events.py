"""`tidings events`: what people did, brought and listed."""

import json as plain
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import typer

from tidings.apps.cli.inputs import readable
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.contacts import service
from tidings.contacts.types import EventFilter, EventName, EventsTaken, StoredEvent, WrongRow
from tidings.infra.web.bodies import parsed
from tidings.kernel.errors import Invalid
from tidings.kernel.paging import Page

app = typer.Typer()

_AT_ONCE = 5000
_TOLD = 20
"""So many wrong rows are told one by one."""
_PROPERTY = "properties."


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines, or a CSV file with a header; - is standard input.")],
    create_contacts: Annotated[bool, typer.Option("--create-contacts", help="Make contacts of unknown external ids, phones and emails.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Record what people did. Bad rows are told by line; what has an id counts once, however often it is brought.

    Fields or columns: one of contact_id, external_id, phone, email; name; at, id if known; properties, in CSV a column properties.NAME each.
    """
    with readable(file) as opened, opened() as content:
        rows = _rows(content.read())
    taken, wrong = run(lambda desk: _take(desk, rows, create_contacts=create_contacts), organisation)
    if json:
        write_json({"recorded": taken.recorded, "repeated": taken.repeated, "contacts_created": taken.contacts_created, "refused": wrong})
        return
    say(f"{taken.recorded} events recorded, {taken.repeated} known before, {taken.contacts_created} contacts made, {len(wrong)} rows left aside.")
    for each in wrong[:_TOLD]:
        note(f"Line {each['line']}, {each['field']}: {each['reason']} {each['fix']}".rstrip())
    if len(wrong) > _TOLD:
        note(f"So it is with {len(wrong) - _TOLD} more.")


@app.command("list")
def list_some(
    contact: Annotated[UUID, typer.Argument(metavar="CONTACT", help="The contact's id.")],
    name: Annotated[str | None, typer.Option("--name", help="Of this name only.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List what a contact did, newest first."""

    async def work(desk: Desk) -> Page[StoredEvent]:
        async with desk.unit() as unit:
            return await service.events_of(unit, desk.organisation.id, contact, EventFilter(name), cursor, limit)

    page = run(work, organisation)
    if json:
        write_json({"items": page.rows, "next_cursor": page.next_cursor})
        return
    rows = [{"at": each.at, "name": each.name, "properties": plain.dumps(each.properties, ensure_ascii=False)} for each in page.rows]
    write_rows(rows, {"at": "at", "name": "name", "properties": "properties"}, nothing="There are no such events.")
    if page.next_cursor:
        note(f"There are more: --cursor {page.next_cursor}")


@app.command()
def names(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List what names events have, with how many there were in the last 30 days."""

    async def work(desk: Desk) -> list[EventName]:
        async with desk.database.engine() as unit:
            return await service.event_names(unit, desk.organisation.id)

    rows = [{"name": each.name, "last_30_days": each.recent, "last_at": each.last_at} for each in run(work, organisation)]
    if json:
        write_json(rows)
    else:
        write_rows(rows, {"name": "name", "last_30_days": "last 30 days", "last_at": "latest"}, nothing="There are no events.")


async def _take(desk: Desk, rows: Sequence[tuple[int, object]], *, create_contacts: bool) -> tuple[EventsTaken, list[Mapping[str, Any]]]:
    """Take rows, five thousand in a transaction; returns the sum, and the wrong rows by their lines."""
    parts: list[EventsTaken] = []
    refused: list[Mapping[str, Any]] = []
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        async with desk.unit() as unit:
            told, wrong = service.read_events([row for _, row in some], unit.at, ZoneInfo(desk.organisation.time_zone))
            async with desk.database.engine() as engine:
                await service.open_months_of_events(engine, [each.at for each in told.values()])
            parts.append(await service.take_events(unit, desk.organisation.id, told, source="cli", create_contacts=create_contacts))
        lines = [line for line, _ in some]
        refused += [_wrong(lines, each) for each in sorted([*wrong, *parts[-1].refused], key=lambda each: each.position)]
    recorded, repeated, created = (sum(getattr(each, name) for each in parts) for name in ("recorded", "repeated", "contacts_created"))
    return EventsTaken(recorded, repeated, created, ()), refused


def _wrong(lines: Sequence[int], row: WrongRow) -> Mapping[str, Any]:
    return {"line": lines[row.position], "field": row.field, "code": row.code, "reason": row.reason, "fix": row.fix}


def _rows(content: bytes) -> list[tuple[int, object]]:
    """Read JSON lines, or CSV, each row with its line; a line that is no JSON becomes one that is refused as no object."""
    if content.lstrip().startswith(b"{"):
        return [(line, _json(text)) for line, text in enumerate(content.splitlines(), start=1) if text.strip()]
    return [(line, _event(cells)) for line, cells in service.sheet_rows(content)]


def _json(text: bytes) -> object:
    try:
        return parsed(text)
    except Invalid:
        return None


def _event(cells: Mapping[str, str]) -> dict[str, object]:
    """Make an event of a row: columns properties.NAME are its properties, whole and decimal numbers and true and false as such."""
    event: dict[str, object] = {name: cell for name, cell in cells.items() if not name.startswith(_PROPERTY)}
    properties = {name.removeprefix(_PROPERTY): _value(cell) for name, cell in cells.items() if name.startswith(_PROPERTY)}
    return event | ({"properties": properties} if properties else {})


def _value(cell: str) -> object:
    try:
        value: object = plain.loads(cell)
    except ValueError:
        return cell
    return value if isinstance(value, (bool, int, float)) else cell
