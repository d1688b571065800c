"""The part of `tidings consent` that speaks of the ledger: bring consents, show a person's, name programmes and wordings, check the chain."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from tidings.apps.cli.audit import KeptHead, verify_chain
from tidings.apps.cli.inputs import readable
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, shown, write_json
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.consent import service
from tidings.consent.http import ConsentsShown
from tidings.consent.types import ConsentFile, ImportedConsents, Programme, Wording

_TOLD = 20
"""So many wrong rows are told one by one."""

_WordsByLocale = Annotated[list[str], typer.Option("--text", metavar="LOCALE=WORDS", help="The words in one language; once for each.")]
_Descriptions = Annotated[
    list[str] | None, typer.Option("--description", metavar="LOCALE=WORDS", help="What people read about it; once for each language.")
]


def bring(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file with a header; - is standard input.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Import consents with their proof, for people who are contacts. Bad rows are told by line.

    A refusal of an address counts for everybody who shares it. A thousand rows are written at once.
    The same file again adds nothing; after an interruption it adds what is missing.

    Columns: address or external_id, channel, purpose, status, source, at; programme, wording (or wording_key, wording_version,
    wording_locale), box, url, form_id, ip, locale, seller. Bring the opt-outs of a former system first (POST /suppressions).
    """
    with readable(file) as opened:

        async def work(desk: Desk) -> ImportedConsents:
            with progress("Importing") as bar:
                return await service.import_file(desk.database, desk.organisation.id, desk.actor, opened, on_progress=bar)

        imported = run(work, organisation)
    if json:
        write_json(imported)
        return
    say(f"{imported.recorded} statements stand in the ledger; {imported.moved} states changed; {imported.refused} rows were left aside.")
    if imported.others:
        say(f"Refusals count for {imported.others} people more, who share an address with the one of the row.")
    for each in imported.wrong[:_TOLD]:
        note(f"Line {each.line}, {each.field}: {each.message} {each.fix or ''}".rstrip())
    if imported.refused > _TOLD:
        note(f"So it is with {imported.refused - _TOLD} more.")


def show(
    contact: Annotated[UUID, typer.Argument(metavar="CONTACT", help="The contact's id.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Show what a contact agreed to and refused, what each state follows from, and all they ever said, with its proof."""

    async def work(desk: Desk) -> ConsentFile:
        async with desk.unit() as unit:
            return await service.consents_of(unit, desk.organisation.id, contact)

    file = ConsentsShown.of(run(work, organisation))
    if json:
        write_json(file.model_dump(mode="json"))
        return
    columns = {
        "channel": "channel", "purpose": "purpose", "programme": "programme", "status": "status",
        "derives_from": "follows from", "source": "source", "at": "said",
    }  # fmt: skip
    write_rows([state.model_dump() for state in file.states], columns, nothing="Nobody said anything.")
    for event in file.history:
        where = f"{event.channel} {event.purpose} {event.programme}".rstrip()
        say(f"{shown(event.at)}  {where}: {event.status}, {event.source}, by {event.actor}{' (erased)' if event.erased else ''}")
        if event.wording:
            version = f" (version {event.version.version} of {event.version.key}, {event.version.locale})" if event.version else ""
            say(f"    shown: {event.wording}{version}")
        for name, value in event.proof.items():
            say(f"    {name}: {shown(value)}")


def programmes(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List what people can agree to by name."""

    async def work(desk: Desk) -> list[Programme]:
        async with desk.unit() as unit:
            return await service.programmes(unit, desk.organisation.id)

    found = [{"key": each.key, "name": each.name, "descriptions": dict(each.descriptions)} for each in run(work, organisation)]
    if json:
        write_json(found)
    else:
        write_rows(found, {"key": "key", "name": "name"}, nothing="There are no programmes.")


def programme(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Such as newsletter.")],
    name: Annotated[str | None, typer.Option("--name", help="What people call it.")] = None,
    description: _Descriptions = None,
    delete: Annotated[bool, typer.Option("--delete", help="Delete it, if nobody ever said anything about it.")] = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make, rename or delete a programme."""
    descriptions = _by_locale(description or [])

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            if delete:
                await service.delete_programme(unit, desk.organisation.id, desk.actor, key)
            else:
                await service.put_programme(unit, desk.organisation.id, desk.actor, key, name=name or key, descriptions=descriptions)

    run(work, organisation)


def wordings(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List every version of what people were shown."""

    async def work(desk: Desk) -> list[Wording]:
        async with desk.unit() as unit:
            return await service.wordings(unit, desk.organisation.id)

    _write_wordings(run(work, organisation), json=json)


def wording(
    key: Annotated[str, typer.Argument(metavar="KEY", help="Such as newsletter_form.")],
    text: _WordsByLocale,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Add a version of a wording, in all its languages at once. No version ever changes."""
    words = _by_locale(text)

    async def work(desk: Desk) -> list[Wording]:
        async with desk.unit() as unit:
            return await service.add_wording(unit, desk.organisation.id, desk.actor, key, words)

    _write_wordings(run(work, organisation), json=json)


def verify(head: KeptHead = None, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say whether a statement of consent was changed, removed or put in since it was sealed; exit code 1 if so."""
    verify_chain(service.check_ledger, head, organisation, json=json)


def register(app: typer.Typer) -> None:
    """Add these commands to `tidings consent`."""
    for name, command in (
        ("import", bring), ("show", show), ("programmes", programmes), ("programme", programme),
        ("wordings", wordings), ("wording", wording), ("verify", verify),
    ):  # fmt: skip
        app.command(name)(command)


def _write_wordings(found: list[Wording], *, json: bool) -> None:
    rows = [{"key": each.key, "version": each.version, "locale": each.locale, "text": each.text} for each in found]
    if json:
        write_json(rows)
    else:
        write_rows(rows, {"key": "key", "version": "version", "locale": "locale", "text": "words"}, nothing="There are no wordings.")


def _by_locale(options: list[str]) -> dict[str, str]:
    """Read LOCALE=WORDS, once for each language."""
    pairs = [option.partition("=") for option in options]
    if any(not (locale.strip() and words.strip()) for locale, _, words in pairs):
        raise typer.BadParameter("Write LOCALE=WORDS, such as fr='Je veux vos offres'.")
    return {locale.strip(): words.strip() for locale, _, words in pairs}
