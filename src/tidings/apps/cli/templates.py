"""`tidings templates`: what messages say."""

from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.content import service
from tidings.content.types import Template
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS
from tidings.kernel.words import Channel

app = typer.Typer()

_COLUMNS = {
    "name": "name",
    "channel": "channel",
    "purpose": "purpose",
    "version": "version",
    "locales": "locales",
    "not_sendable": "may not be sent because",
}


@app.callback()
def templates() -> None:
    """Show what messages say."""


@app.command("list")
def list_all(
    channel: Annotated[Channel | None, typer.Option("--channel", help="Only those of this channel.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List templates by name, with their locales and whether their provider lets them be sent."""
    rows = run(lambda desk: _listed(desk, channel), organisation)
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, _COLUMNS, nothing="There are no such templates. POST /templates makes one (see /docs).")


async def _listed(desk: Desk, channel: Channel | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    async with desk.unit() as unit:
        while True:
            page = await service.templates(unit, desk.organisation.id, channel=channel, cursor=cursor, limit=MOST_ROWS)
            found.extend([await _shown(unit, desk, each) for each in page.rows])
            cursor = page.next_cursor
            if cursor is None:
                return found


async def _shown(unit: Unit, desk: Desk, template: Template) -> dict[str, Any]:
    bodies = await service.template_bodies(unit, desk.organisation.id, template)
    return {
        "id": str(template.id),
        "name": template.name,
        "channel": template.channel,
        "purpose": template.purpose,
        "version": template.version,
        "default_locale": template.default_locale,
        "locales": sorted(each.locale for each in bodies),
        "not_sendable": await service.sendable(unit, desk.organisation.id, template),
        "updated_at": template.updated_at.isoformat(),
    }
