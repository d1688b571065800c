"""`tidings contacts`: people who are there twice, and what one person may ask for: all about them, and their erasure."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.apps.people import PEOPLE
from tidings.contacts import service
from tidings.contacts.types import AttributeType, AttributeUse, Definition, Duplicate

app = typer.Typer()

Contact = Annotated[UUID, typer.Argument(metavar="CONTACT", help="A contact's id.")]

_COLUMNS = {"keep_id": "keep", "keep": "who", "other_id": "other", "other": "who", "same": "both have", "suggestion": "do", "why": "why"}


@app.command()
def duplicates(
    limit: Annotated[int, typer.Option("--limit", min=1, max=500, help="So many shared addresses are looked at.")] = 100,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List contacts that may be one person, with what speaks for it. A family that shares a phone is not listed."""

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.unit() as unit:
            page = await service.duplicates(unit, desk.organisation.id, cursor, limit)
            return [_pair(each) for each in page.rows], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    write_rows(rows, _COLUMNS, nothing="Nobody is there twice, as far as addresses and names tell.")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command()
def merge(
    keep: Contact,
    other: Annotated[UUID, typer.Argument(metavar="OTHER", help="The contact that becomes a part of it.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make two contacts one. What either refused stays refused, and a campaign that has both reaches the person once."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            return asdict(await service.merge(unit, desk.organisation.id, desk.actor, keep, other, PEOPLE))

    done = run(work, organisation)
    if json:
        write_json(done)
        return
    say(f"{other} is a part of {keep} now.")
    for choice in done["choices"]:
        say(f"{choice['name']}: kept {choice['kept']}, dropped {choice['dropped']}")
    note(f"To undo it: tidings contacts unmerge {done['id']}")


@app.command()
def unmerge(
    merge_id: Annotated[UUID, typer.Argument(metavar="MERGE", help="The id that the merge told.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Take apart what a merge made one, and say what stays as it is."""

    async def work(desk: Desk) -> list[str]:
        async with desk.unit() as unit:
            return list(await service.undo_merge(unit, desk.organisation.id, desk.actor, merge_id, PEOPLE))

    stays = run(work, organisation)
    if json:
        write_json({"stays": stays})
        return
    say("They are two contacts again.")
    for sentence in stays:
        say(sentence)


@app.command()
def about(
    contact: Contact,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", dir_okay=False, help="Where to write it; standard output otherwise.")] = None,
    html: Annotated[bool, typer.Option("--html", help="As a page to read, in the organisation's language.")] = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Give all that is kept of a person, as JSON or a page, for them to have."""

    async def work(desk: Desk) -> str:
        ours = desk.organisation
        async with desk.unit() as unit:
            told = await service.tell(unit, ours.id, desk.actor, contact, PEOPLE)
            if html:
                return service.as_html(told, business=ours.name, at=unit.at, language=ours.locale)
        return orjson.dumps(told, default=str, option=orjson.OPT_INDENT_2).decode() + "\n"

    text = run(work, organisation)
    if file is None:
        typer.echo(text, nl=False)
        return
    file.touch(mode=0o600)  # it holds personal data
    file.write_text(text, encoding="utf-8")


@app.command()
def erase(
    contact: Contact,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: it can't be undone.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Remove a person for good; only a closed fingerprint of their number stays, so that an import does not bring them back."""
    if not yes:
        typer.confirm(f"Remove all about {contact}? This can't be undone.", abort=True, err=True)

    async def work(desk: Desk) -> dict[str, int]:
        async with desk.database.engine() as unit:
            return await service.erase(unit, desk.organisation.id, desk.actor, contact, PEOPLE)

    removed = run(work, organisation)
    if json:
        write_json({"removed": removed})
        return
    say("Removed:")
    write_fields(removed)


def _pair(found: Duplicate) -> dict[str, Any]:
    return {
        "keep_id": str(found.keep_id),
        "keep": found.names[0],
        "other_id": str(found.other_id),
        "other": found.names[1],
        "same": ", ".join(value for _, value in found.evidence),
        "suggestion": found.suggestion,
        "why": found.why,
    }


@app.command()
def attributes(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the attributes that are declared or in use, with how many contacts have each."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            return [_attribute(each) for each in await service.attribute_uses(unit, desk.organisation.id)]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
        return
    columns = {"name": "name", "type": "declared as", "contacts": "contacts", "required": "required", "choices": "choices"}
    write_rows(rows, columns, nothing="Nobody has attributes, and none is declared.")


@app.command()
def declare(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    kind: Annotated[AttributeType | None, typer.Argument(metavar="[TYPE]", help="text, number, bool, date or choice; none forgets it.")] = None,
    choice: Annotated[list[str] | None, typer.Option("--choice", help="Of a choice; repeat the option.")] = None,
    required: Annotated[bool, typer.Option("--required", help="A contact written over the API must have it.")] = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Declare what an attribute is, so that its values are checked; refused while contacts have others."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            if kind is None:
                await service.undeclare(unit, desk.organisation.id, desk.actor, name)
                return
            said = Definition(name, kind, required=required, choices=tuple(choice or ()))
            await service.declare(unit, desk.organisation.id, desk.actor, said)

    run(work, organisation)
    say(f"{name} is declared as {kind}." if kind else f"{name} is not declared any more; its values stay.")


def _attribute(use: AttributeUse) -> dict[str, Any]:
    said = use.definition
    return {
        "name": use.name,
        "type": said.type.value if said else None,
        "contacts": use.contacts,
        "required": said.required if said else False,
        "choices": list(said.choices) if said else [],
    }
