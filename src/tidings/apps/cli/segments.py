"""`tidings segments`: who is meant, tried, counted, kept."""

from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.infra.db.unit import Unit
from tidings.segments import service
from tidings.segments.types import Count, Moved, Preview, Segment

app = typer.Typer()

Which = Annotated[str, typer.Argument(metavar="SEGMENT", help="Its name, in letters of any case, or its id.")]
Conditions = Annotated[str, typer.Argument(metavar="TEXT", help='Such as: tag has "vip" and not opened whatsapp in 60 days.')]

_COLUMNS = {"name": "name", "kind": "kind", "watched": "watched", "text": "conditions", "id": "id"}
_PEOPLE = {"contact_id": "id", "name": "name"}


@app.command("list")
def list_all(
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 100,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List segments and lists, oldest first."""

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.unit() as unit:
            page = await service.list_segments(unit, desk.organisation.id, kind=None, cursor=cursor, limit=limit)
            return [await _shown(unit, desk, each) for each in page.rows], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    write_rows(rows, _COLUMNS, nothing="There are no segments. `tidings segments create NAME TEXT` makes one.")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command()
def show(segment: Which, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show a segment, its conditions as text; with --json as a tree too."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            return await _shown(unit, desk, await service.find(unit, desk.organisation.id, segment))

    _tell(run(work, organisation), json=json)


@app.command()
def check(
    text: Conditions,
    sample: Annotated[int, typer.Option("--sample", min=0, max=100, help="How many people to show, with why.")] = 3,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Read conditions and say whom they mean now; nothing is saved. A mistake is pointed at, with what could stand there."""

    async def work(desk: Desk) -> Preview:
        tree = service.parsed(text)
        async with desk.database.engine() as unit:
            return await service.preview(unit, desk.organisation.id, tree, sample=sample)

    found = run(work, organisation)
    if json:
        people = [{"contact_id": each.member.contact_id, "reasons": each.reasons} for each in found.sample]
        tree = service.written(found.where)
        write_json({"size": found.size, "text": found.text, "conditions": tree, "warnings": found.warnings, "sample": people})
        return
    say(found.text)
    say(_people(found.size))
    for each in found.sample:
        name = " ".join(filter(None, (each.member.first_name, each.member.last_name)))
        say(f"\n{each.member.contact_id}  {name}".rstrip())
        for reason in each.reasons:
            say(f"  {'yes' if reason.holds else 'no '}  {reason.condition}")
    _warn(found.warnings)


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    text: Annotated[str | None, typer.Argument(metavar="[TEXT]", help="The conditions; without any it is a list.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Record who enters and who leaves, every few minutes.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a segment of conditions, or a list."""

    async def work(desk: Desk) -> dict[str, Any]:
        tree = service.parsed(text) if text is not None else None
        async with desk.unit() as unit:
            return await _shown(unit, desk, await service.create(unit, desk.organisation.id, desk.actor, name=name, where=tree, watched=watch))

    _tell(run(work, organisation), json=json)


@app.command()
def count(segment: Which, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Count who is in a segment now."""

    async def work(desk: Desk) -> Count:
        async with desk.database.engine() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            return await service.count(unit, desk.organisation.id, found.id)

    counted = run(work, organisation)
    if json:
        write_json(counted)
        return
    say(_people(counted.size))
    _warn(counted.warnings)


@app.command()
def members(
    segment: Which,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List who is in a segment now."""

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.database.engine() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            page = await service.members(unit, desk.organisation.id, found.id, cursor=cursor, limit=limit)
            return [
                {"contact_id": each.contact_id, "first_name": each.first_name, "last_name": each.last_name} for each in page.rows
            ], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    for row in rows:
        row["name"] = " ".join(filter(None, (row["first_name"], row["last_name"]))) or None
    write_rows(rows, _PEOPLE, nothing="Nobody is in it now.")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command()
def refresh(segment: Which, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Find out now who entered a watched segment and who left it; workers do so every few minutes."""

    async def work(desk: Desk) -> Moved:
        async with desk.database.engine() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            return await service.refresh(unit, desk.organisation.id, found.id)

    moved = run(work, organisation)
    if json:
        write_json(moved)
    elif moved.first:
        say(f"{_people(len(moved.entered))} Who comes and goes is recorded from now on.")
    else:
        say(f"{len(moved.entered)} entered, {len(moved.left)} left.")


async def _shown(unit: Unit, desk: Desk, found: Segment) -> dict[str, Any]:
    texts = await service.texts(unit, desk.organisation.id, {found.id: found.where} if found.where is not None else {})
    return {
        "id": found.id,
        "name": found.name,
        "kind": found.kind.value,
        "description": found.description,
        "version": found.version,
        "watched": found.watched,
        "text": texts.get(found.id),
        "conditions": None if found.where is None else service.written(found.where),
        "updated_at": found.updated_at,
        "refreshed_at": found.refreshed_at,
    }


def _tell(row: dict[str, Any], *, json: bool) -> None:
    if json:
        write_json(row)
    else:
        write_fields({name: value for name, value in row.items() if name != "conditions"})


def _people(size: int) -> str:
    return f"{size} {'person is' if size == 1 else 'people are'} in it now."


def _warn(warnings: Any) -> None:
    for warning in warnings:
        note(warning)
