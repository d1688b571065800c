"""`tidings retention`: how long what is kept, what goes next, and ending it now."""

from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.apps.people import PEOPLE
from tidings.retention import service
from tidings.retention.http import DueShown, KeptShown, PurgedShown
from tidings.retention.types import Kind

app = typer.Typer(no_args_is_help=True)

_COLUMNS = {"kind": "kind", "days": "days", "own": "own", "due_now": "over now", "due_in_30_days": "in 30 days more", "sentence": "what"}


@app.command()
def show(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List each kind of data with its days, how much is over its time now, and how much more will be in 30 days."""
    rows = run(_due, organisation)
    if json:
        write_json({"items": rows})
        return
    write_rows(rows, _COLUMNS, nothing="Nothing is kept.")
    if any(each["at_least"] for each in rows):
        say("Of what is over its time, 10,000 were counted; there is more.")


@app.command("set")
def set_days(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="prospects, events, inbound or imports.")],
    days: Annotated[int | None, typer.Argument(metavar="[DAYS]", min=1)] = None,
    default: Annotated[bool, typer.Option("--default", help="Bring the default back.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Set for how many days a kind is kept; what is over its time then goes with the next daily run."""
    if (days is None) is not default:
        raise typer.BadParameter("Give a number of days, or --default.")

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            held = await service.set_days(unit, desk.organisation.id, desk.actor, kind, days)
            return KeptShown.of(held, desk.organisation.locale).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
    else:
        say(f"{shown['kind']}: {shown['days']} days{'' if shown['own'] else ', the default'}.")


@app.command("run")
def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say how much would go.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """End now what a worker ends daily. It is done in batches; interrupted, run it again."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        if dry_run:
            return [{"kind": each["kind"], "removed": each["due_now"], "busy": 0} for each in await _due(desk) if each["days"]]
        done = await service.purge(desk.database, desk.organisation.id, desk.actor, PEOPLE)
        return [PurgedShown.model_validate(each).model_dump(mode="json") for each in done]

    rows = run(work, organisation)
    if json:
        write_json({"dry_run": dry_run, "items": rows})
    else:
        write_rows(rows, {"kind": "kind", "removed": "would go" if dry_run else "gone", "busy": "another day"}, nothing="Nothing is kept.")


async def _due(desk: Desk) -> list[dict[str, Any]]:
    async with desk.database.engine() as unit:
        found = await service.due(unit, desk.organisation.id)
        return [DueShown.told(each, desk.organisation.locale).model_dump(mode="json") for each in found]
