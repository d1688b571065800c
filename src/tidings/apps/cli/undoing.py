"""`tidings contacts undo-import`: an import taken back."""

from typing import Annotated
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk, run
from tidings.apps.people import PEOPLE
from tidings.contacts import service
from tidings.contacts.http import UndoShown
from tidings.kernel.languages import among

app = typer.Typer()


@app.command("undo-import")
def undo_import(
    import_id: Annotated[UUID, typer.Argument(metavar="IMPORT", help="An import's id, as `contacts import` told it.")],
    show: Annotated[bool, typer.Option("--preview", help="Only say what would become of people.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Take back what an import did, for 30 days after its end. Interrupted, it goes on when run again; twice does nothing more.

    Whom it made goes if nothing happened with them since, whom it changed gets back what nobody changed since, and the consent attested
    with the file counts no more. Refusals and messages that were sent stay.
    """
    told = run(lambda desk: _preview(desk, import_id) if show else _undo(desk, import_id), organisation)
    if json:
        write_json(told.model_dump(mode="json"))
        return
    write_fields({name: str(value) for name, value in told.model_dump(exclude={"stay"}).items() if value is not None})
    for each in told.stay:
        say(f"{each.people:>8} stay: {each.reason}")
    if told.looked_at < told.people and show:
        note(f"Told of the first {told.looked_at} people.")


async def _preview(desk: Desk, import_id: UUID) -> UndoShown:
    async with desk.unit() as unit:
        tally = await service.preview_undo(unit, desk.organisation.id, import_id, PEOPLE)
        report = await service.import_report(unit, desk.organisation.id, import_id)
    return UndoShown.of(report, tally, among(desk.organisation.locale))


async def _undo(desk: Desk, import_id: UUID) -> UndoShown:
    organisation_id = desk.organisation.id
    async with desk.unit() as unit:
        await service.ask_undo(unit, organisation_id, desk.actor, import_id)
    with progress("Undoing") as bar:
        await service.run_undo(
            desk.database, organisation_id, import_id, PEOPLE,
            on_progress=lambda report: bar(report.undo.tally.done, report.undo.tally.people) if report.undo else None,
        )  # fmt: skip
    return await _preview(desk, import_id)
