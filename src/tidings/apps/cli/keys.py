"""`tidings keys`: the keys of the API. JSON answers are those of the API."""

import sys
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer

from tidings.accounts import service
from tidings.accounts.http import KeyShown
from tidings.accounts.types import NewApiKey, Scope
from tidings.apps.cli.attested import Attested, ConsentChannel, ConsentDate, ConsentSource, ConsentWording
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json, possible
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows

app = typer.Typer()

_LONGEST_NAME = 200
_COLUMNS = {"id": "id", "name": "name", "prefix": "begins with", "scopes": "may", "last_used_at": "last used", "works": "works"}


def _key_name(name: str) -> str:
    """Return a name as the API would take it (`web.Line`), and of printable characters: it is shown in lists and in the audit."""
    name = name.strip()
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise typer.BadParameter(f"A name has 1 to {_LONGEST_NAME} characters.")
    if not name.isprintable():
        raise typer.BadParameter("A name has no control characters or line breaks.")
    return name


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", callback=_key_name, help="What it is for, such as 'shop website'.")],
    scope: Annotated[list[Scope] | None, typer.Option("--scope", help="One thing it may do; repeat the option. Everything by default.")] = None,
    expires: Annotated[datetime | None, typer.Option("--expires", formats=["%Y-%m-%d"], callback=possible, help="The day it stops working.")] = None,
    consent_basis: ConsentSource = None,
    consent_wording: ConsentWording = None,
    consent_date: ConsentDate = None,
    consent_channel: ConsentChannel = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a key. Its secret is shown this once and can't be shown again."""
    attested = Attested.of(consent_basis, consent_wording, consent_date, consent_channel)

    async def work(desk: Desk) -> NewApiKey:
        async with desk.unit() as unit:
            return await service.create_key(
                unit,
                desk.organisation.id,
                desk.actor,
                name=name,
                scopes=scope or list(Scope),
                consent_basis=attested.basis(desk) if attested else None,
                expires_at=expires.replace(tzinfo=UTC) if expires else None,
            )

    made = run(work, organisation)
    if json:
        write_json({"key": KeyShown.of(made.key).model_dump(mode="json"), "secret": made.secret})
    else:
        say(made.secret)
        if sys.stdout.isatty():  # elsewhere a program takes the line, and 2>&1 must not spoil it
            note("Keep it now: it can't be shown again. Send it as `Authorization: Bearer ...`.")


@app.command("list")
def list_all(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the keys, newest first, revoked ones too."""

    async def work(desk: Desk) -> list[KeyShown]:
        async with desk.unit() as unit:
            return [KeyShown.of(each) for each in await service.list_keys(unit, desk.organisation.id)]

    keys = [each.model_dump(mode="json") for each in run(work, organisation)]
    if json:
        write_json({"items": keys})
        return
    for each in keys:
        each["works"] = "revoked" if each["revoked_at"] else f"until {each['expires_at']}" if each["expires_at"] else "yes"
        each["scopes"] = "everything" if len(each["scopes"]) == len(Scope) else each["scopes"]
    write_rows(keys, _COLUMNS, nothing="There are no keys. `tidings keys create` makes one.")


@app.command()
def revoke(
    key: Annotated[UUID, typer.Argument(metavar="KEY", help="The key's id, from `tidings keys list`.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a key useless from the next request on."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.revoke_key(unit, desk.organisation.id, desk.actor, key)

    run(work, organisation)
    if json:
        write_json({"id": str(key), "revoked": True})
    else:
        say("Revoked.")
