"""`tidings contacts timeline`: all that passed between us and a person."""

from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.reports import service
from tidings.reports.http import LineShown
from tidings.reports.types import LineKind

app = typer.Typer()


@app.command()
def timeline(
    contact: Annotated[UUID, typer.Argument(metavar="CONTACT", help="A contact's id.")],
    kind: Annotated[list[LineKind] | None, typer.Option("--kind", help="Only these; repeat the option.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="en or fr; by default the organisation's.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List messages, what the person wrote and did, consents, closed addresses and merges in one list, newest first."""

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.unit() as unit:
            page = await service.timeline(unit, desk.organisation.id, contact, kinds=kind or (), wanted=language, cursor=cursor, limit=limit)
            return [LineShown.model_validate(each).model_dump(mode="json") for each in page.rows], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    write_rows(rows, {"at": "when (UTC)", "kind": "kind", "sentence": "what"}, nothing="Nothing is known to have passed.")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")
