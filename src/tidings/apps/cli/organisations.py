"""`tidings organisations`: the businesses of an installation, none of which sees another."""

import re
from typing import Annotated, Any

import typer

from tidings.accounts import service
from tidings.accounts.types import Organisation
from tidings.apps.cli.options import Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.content import service as content

app = typer.Typer()

_COLUMNS = {
    "slug": "slug",
    "name": "name",
    "region": "region",
    "time_zone": "time zone",
    "currency": "currency",
    "locale": "language",
    "sends": "sends",
}


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people call it, such as 'Atelier du Rhône'.")],
    slug: Annotated[str | None, typer.Option("--slug", help="Its short name, for --organisation. Made of the name by default.")] = None,
    region: Annotated[str | None, typer.Option("--region", help="The country whose phone numbers may stand without country code. As set up.")] = None,
    time_zone: Annotated[str | None, typer.Option("--time-zone", help="Whose days and hours count, such as Europe/Paris. As set up.")] = None,
    currency: Annotated[str | None, typer.Option("--currency", help="Three letters, such as EUR. As set up.")] = None,
    locale: Annotated[str | None, typer.Option("--locale", help="Its language, such as fr. As set up.")] = None,
    json: Json = False,
) -> None:
    """Found an organisation, with the sample templates. Its keys, contacts, senders and campaigns are its own."""

    async def work(desk: Desk) -> Organisation:
        settings = desk.installation.settings
        async with desk.database.engine() as unit:
            made = await service.create_organisation(
                unit,
                actor=desk.actor,
                name=name,
                slug=slug or _slug_of(name),
                region=region or settings.default_region,
                time_zone=time_zone or settings.default_time_zone,
                currency=currency or settings.default_currency,
                locale=locale or settings.default_locale,
            )
            await content.seed_templates(unit, made.id, desk.actor)
            return made

    made = run(work)
    if json:
        write_json(_shown(made))
        return
    say(made.slug)
    note(f"Next: `tidings keys create NAME --organisation {made.slug}`, then add its connections with that key (POST /channels/connections).")


@app.command("list")
def list_all(json: Json = False) -> None:
    """List the organisations."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.database.engine() as unit:
            return [_shown(each) for each in (await service.organisations(unit)).values()]

    rows = sorted(run(work), key=lambda row: row["slug"])
    if json:
        write_json({"items": rows})
        return
    for row in rows:
        row["sends"] = "yes" if row["stopped_reason"] is None else f"stopped: {row['stopped_reason']}"
    write_rows(rows, _COLUMNS, nothing="There are no organisations.")


def _slug_of(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    if not slug:
        raise typer.BadParameter("No short name can be made of it: give one with --slug.")
    return slug


def _shown(made: Organisation) -> dict[str, Any]:
    fields = ("name", "slug", "region", "time_zone", "currency", "locale", "stopped_reason")
    return {"id": str(made.id)} | {field: getattr(made, field) for field in fields}
