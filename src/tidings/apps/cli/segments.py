"""`tidings segments`: who is meant, tried, counted, kept."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.session import Desk, Language, run
from tidings.apps.cli.tables import write_rows
from tidings.infra.db.unit import Unit
from tidings.segments import service
from tidings.segments.types import Count, Moved, Preview, Segment, Wanted

app = typer.Typer()

Which = Annotated[str, typer.Argument(metavar="SEGMENT", help="Its name, in letters of any case, or its id.")]
Conditions = Annotated[str, typer.Argument(metavar="TEXT", help='Such as: tag has "vip" and not opened whatsapp in 60 days.')]

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "one": "{size} person is in it now.",
        "many": "{size} people are in it now.",
        "nobody": "Nobody is in it now.",
        "moved": "{entered} entered, {left} left.",
        "begun": "Who comes and goes is recorded from now on.",
        "none": "There are no segments. `tidings segments create NAME TEXT` makes one.",
        "more": "There are more: --cursor {cursor}",
        "archived": '"{name}" is archived. `tidings segments archive {name} --undo` brings it back.',
        "restored": '"{name}" is listed again.',
        "holds": "yes",
        "fails": "no ",
    },
    "fr": {
        "one": "{size} personne en fait partie maintenant.",
        "many": "{size} personnes en font partie maintenant.",
        "nobody": "Personne n'en fait partie maintenant.",
        "moved": "Entrées : {entered}, sorties : {left}.",
        "begun": "Les entrées et les sorties sont notées à partir de maintenant.",
        "none": "Il n'y a pas de segment. `tidings segments create NAME TEXT` en crée un.",
        "more": "Il y en a d'autres : --cursor {cursor}",
        "archived": '"{name}" est archivé. `tidings segments archive {name} --undo` le ramène.',
        "restored": '"{name}" est de nouveau dans la liste.',
        "holds": "oui",
        "fails": "non",
    },
}
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

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None, Language]:
        async with desk.unit() as unit:
            page = await service.list_segments(unit, desk.organisation.id, Wanted(), cursor=cursor, limit=limit)
            return [await _shown(unit, desk, each) for each in page.rows], page.next_cursor, desk.language

    rows, next_cursor, language = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    write_rows(rows, _COLUMNS, nothing=_WORDS[language]["none"])
    _tell_more(next_cursor, language)


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

    async def work(desk: Desk) -> tuple[Preview, Language]:
        tree = service.parsed(text)
        async with desk.database.engine() as unit:
            return await service.preview(unit, desk.organisation.id, tree, sample=sample, language=desk.language), desk.language

    found, language = run(work, organisation)
    if json:
        people = [{"contact_id": each.member.contact_id, "reasons": each.reasons} for each in found.sample]
        tree = service.written(found.where)
        write_json({"size": found.size, "text": found.text, "conditions": tree, "warnings": found.warnings, "sample": people})
        return
    _tell_preview(found, language)


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
def archive(
    segment: Which,
    undo: Annotated[bool, typer.Option("--undo", help="Bring it back instead.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Put a segment or list out of the way: not listed or watched, still in force where it is named."""

    async def work(desk: Desk) -> tuple[dict[str, Any], Language]:
        async with desk.unit() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            changed = await service.change(unit, desk.organisation.id, desk.actor, found.id, {"archived": not undo})
            return await _shown(unit, desk, changed), desk.language

    shown, language = run(work, organisation)
    if json:
        write_json(shown)
        return
    say(_WORDS[language]["restored" if undo else "archived"].format(name=shown["name"]))


@app.command()
def count(segment: Which, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Count who is in a segment now."""

    async def work(desk: Desk) -> tuple[Count, Language]:
        async with desk.database.engine() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            return await service.count(unit, desk.organisation.id, found.id, language=desk.language), desk.language

    counted, language = run(work, organisation)
    if json:
        write_json(counted)
        return
    say(_people(counted.size, language))
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

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None, Language]:
        async with desk.database.engine() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            page = await service.members(unit, desk.organisation.id, found.id, cursor=cursor, limit=limit)
            people = [{"contact_id": each.contact_id, "first_name": each.first_name, "last_name": each.last_name} for each in page.rows]
            return people, page.next_cursor, desk.language

    rows, next_cursor, language = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    for row in rows:
        row["name"] = " ".join(filter(None, (row["first_name"], row["last_name"]))) or None
    write_rows(rows, _PEOPLE, nothing=_WORDS[language]["nobody"])
    _tell_more(next_cursor, language)


@app.command()
def refresh(segment: Which, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Find out now who entered a watched segment and who left it; workers do so every few minutes."""

    async def work(desk: Desk) -> tuple[Moved, Language]:
        async with desk.database.engine() as unit:
            found = await service.find(unit, desk.organisation.id, segment)
            return await service.refresh(unit, desk.organisation.id, found.id), desk.language

    moved, language = run(work, organisation)
    if json:
        write_json(moved)
    elif moved.first:
        say(f"{_people(len(moved.entered), language)} {_WORDS[language]['begun']}")
    else:
        say(_WORDS[language]["moved"].format(entered=len(moved.entered), left=len(moved.left)))


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


def _tell_preview(found: Preview, language: Language) -> None:
    say(found.text)
    say(_people(found.size, language))
    for each in found.sample:
        name = " ".join(filter(None, (each.member.first_name, each.member.last_name)))
        say(f"\n{each.member.contact_id}  {name}".rstrip())
        for reason in each.reasons:
            say(f"  {_WORDS[language]['holds' if reason.holds else 'fails']}  {reason.condition}")
    _warn(found.warnings)


def _tell_more(next_cursor: str | None, language: Language) -> None:
    if next_cursor:
        note(_WORDS[language]["more"].format(cursor=next_cursor))


def _people(size: int, language: Language) -> str:
    # French counts nobody in the singular.
    single = size == 1 or (size == 0 and language == "fr")
    return _WORDS[language]["one" if single else "many"].format(size=size)


def _warn(warnings: Any) -> None:
    for warning in warnings:
        note(warning)
