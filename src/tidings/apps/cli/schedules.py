"""`tidings imports schedule`: files that are fetched and imported every hour or day."""

import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any

import typer

from tidings.apps.cli.attested import Attested, ConsentChannel, ConsentDate, ConsentSource, ConsentWording
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.contacts import service
from tidings.contacts.http import ScheduleRunShown, ScheduleShown
from tidings.contacts.types import Every, ImportOptions, NewSchedule, Schedule, Source, SourceKind
from tidings.infra.db.unit import Unit
from tidings.infra.jobs import Jobs
from tidings.kernel.errors import Invalid

app = typer.Typer()
schedule = typer.Typer()
app.add_typer(schedule, name="schedule", help="Have a file imported every hour or day.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Its name or id.")]
_ENVIRONMENT = "TIDINGS_IMPORT_SECRET"
_COLUMNS = {"name": "name", "place": "file", "every": "every", "at": "at", "next_at": "next", "state": "state"}
_RUNS = {"started_at": "started", "outcome": "outcome", "import_id": "import", "reason": "what was wrong", "fix": "what to do"}


@schedule.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    every: Annotated[Every, typer.Option("--every")],
    at: Annotated[str, typer.Option("--at", help="06:30 of a day, :15 of an hour, in the organisation's time zone.")],
    url: Annotated[str | None, typer.Option("--url", help=f"An https URL; its bearer secret, if it needs one, in {_ENVIRONMENT}.")] = None,
    path: Annotated[str | None, typer.Option("--path", help="A path in the organisation's folder on the server, or a pattern.")] = None,
    columns: Annotated[list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="As of `contacts import`.")] = None,
    region: Annotated[str | None, typer.Option("--region", metavar="CC", help="By default the organisation's.")] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="Put this tag on everybody; repeat the option.")] = None,
    consent_basis: ConsentSource = None,
    consent_wording: ConsentWording = None,
    consent_date: ConsentDate = None,
    consent_channel: ConsentChannel = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Have a file fetched and imported again and again; one that did not change is left alone."""
    if (url is None) is (path is None):
        raise Invalid("source_invalid", "Say where the file is, in one way.", field="--url", fix="Give --url or --path.")
    source = Source(SourceKind.URL, url, os.environ.get(_ENVIRONMENT) or None) if url is not None else Source(SourceKind.FOLDER, path or "")
    mapping = {title: what for title, _, what in (each.rpartition("=") for each in columns or ())} or None
    wanted = NewSchedule(name, source, service.rhythm_of(every, at), mapping, ImportOptions(region or "", tuple(tag or ())))
    attested = Attested.of(consent_basis, consent_wording, consent_date, consent_channel)

    async def work(desk: Desk, unit: Unit) -> Schedule:
        return await service.add_schedule(unit, replace(desk.caller, consent_basis=attested.basis(desk) if attested else None), wanted)

    _one(work, organisation, json=json)


@schedule.command("list")
def list_all(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List what is imported by itself, and when next."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            return [_row(each) for each in await service.schedules(unit, desk.organisation.id)]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, _COLUMNS, nothing="Nothing is imported by itself. `tidings imports schedule add` has it done.")


@schedule.command()
def runs(name: Name, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the last runs: what was imported, what had not changed, and what failed, with what to do."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await _found(unit, desk, name)
            page = await service.schedule_runs(unit, desk.organisation.id, found.id, None, 50)
            return [ScheduleRunShown.of(each).model_dump(mode="json") for each in page.rows]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, _RUNS, nothing="It has not run yet.")


@schedule.command()
def pause(name: Name, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Let no run be due until it is resumed."""

    async def work(desk: Desk, unit: Unit) -> Schedule:
        return await service.pause_schedule(unit, desk.organisation.id, desk.actor, (await _found(unit, desk, name)).id)

    _one(work, organisation, json=json)


@schedule.command()
def resume(name: Name, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Go on from the next turn."""

    async def work(desk: Desk, unit: Unit) -> Schedule:
        return await service.resume_schedule(unit, desk.organisation.id, desk.actor, (await _found(unit, desk, name)).id)

    _one(work, organisation, json=json)


@schedule.command("run")
def run_one(name: Name, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Have a worker fetch the file now."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            found = await _found(unit, desk, name)
            await service.run_now(unit, Jobs(desk.installation.database_url), desk.organisation.id, desk.actor, found.id)

    run(work, organisation)
    say(f"A worker fetches it now: `tidings imports schedule runs {name}` tells what came of it.")


@schedule.command()
def remove(name: Name, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Fetch it no more; what was imported stays."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.remove_schedule(unit, desk.organisation.id, desk.actor, (await _found(unit, desk, name)).id)

    run(work, organisation)
    say("Removed.")


def _one(work: Callable[[Desk, Unit], Awaitable[Schedule]], organisation: str, *, json: bool) -> None:
    async def in_a_unit(desk: Desk) -> Schedule:
        async with desk.unit() as unit:
            return await work(desk, unit)

    row = _row(run(in_a_unit, organisation))
    if json:
        write_json(row)
    else:
        write_fields({title: row[name] for name, title in _COLUMNS.items()})


async def _found(unit: Unit, desk: Desk, name: str) -> Schedule:
    """Return the schedule of a name or id."""
    known = await service.schedules(unit, desk.organisation.id)
    found = next((each for each in known if name in {each.name, str(each.id)}), None)
    if found is None:
        names = ", ".join(each.name for each in known) or "none yet"
        raise Invalid("schedule_not_found", f"Nothing named {name!r} is imported by itself.", field="NAME", fix=f"There are: {names}.")
    return await service.schedule(unit, desk.organisation.id, found.id)


def _row(found: Schedule) -> dict[str, Any]:
    state = "paused" if found.paused_at else f"failed {found.failures} times" if found.failures else "on"
    return {**ScheduleShown.of(found).model_dump(mode="json"), "state": state}
