"""`tidings contacts`: bring people in, look at them, take them out again as a file."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from tidings.apps.cli.attested import Attested, ConsentChannel, ConsentDate, ConsentSource, ConsentWording
from tidings.apps.cli.failures import FAILED
from tidings.apps.cli.imports import Order, carry_out, preview, show_report
from tidings.apps.cli.inputs import piped, readable
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, write_json
from tidings.apps.cli.persons import app as persons
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.apps.cli.timelines import app as timelines
from tidings.apps.cli.undoing import app as undoing
from tidings.contacts import service
from tidings.contacts.types import AddressKind, Contact, Filter, ImportStatus
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Purpose

app = typer.Typer()
app.add_typer(persons)
app.add_typer(timelines)
app.add_typer(undoing)

Name = Annotated[str | None, typer.Option("--name", help="Beginnings of words of the name, in any order.")]
Phone = Annotated[str | None, typer.Option("--phone", help="A whole number, in any way of writing.")]
Email = Annotated[str | None, typer.Option("--email", help="A whole address.")]
Tag = Annotated[str | None, typer.Option("--tag")]
Lifecycle = Annotated[str | None, typer.Option("--lifecycle", help="lead, student, customer...")]
Country = Annotated[str | None, typer.Option("--country", help="ISO 3166, such as FR.")]

_COLUMNS = {"id": "id", "name": "name", "phone": "phone", "email": "email", "country": "country", "lifecycle": "lifecycle", "tags": "tags"}


@app.command("import")
def import_file(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", dir_okay=False, help="A CSV file or a workbook (.xlsx), a row a person; - is a pipe."),
    ],
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="COLUMN=FIELD", help="What a column is; repeat the option. Found by itself otherwise.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report the same and write nothing.")] = False,
    show: Annotated[bool, typer.Option("--preview", help="Only show how the file would be read, and its first rows.")] = False,
    region: Annotated[
        str | None, typer.Option("--region", metavar="CC", help="Whose national way of writing phones is meant; by default the organisation's.")
    ] = None,
    tag: Annotated[list[str] | None, typer.Option("--tag", help="Put this tag on everybody; repeat the option.")] = None,
    lifecycle: Annotated[str, typer.Option("--lifecycle", help="Of new contacts whose row names none.")] = "lead",
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="Of a workbook; by default the first that is not hidden.")] = None,
    consent_basis: ConsentSource = None,
    consent_wording: ConsentWording = None,
    consent_date: ConsentDate = None,
    consent_channel: ConsentChannel = None,
    consent_purpose: Annotated[list[Purpose] | None, typer.Option("--consent-purpose", help="By default marketing.")] = None,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", dir_okay=False, help="Write what is wrong with rows to this CSV file; by default FILE.errors.csv."),
    ] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Import contacts. The same file twice changes nothing; one that was interrupted goes on where it stopped when run again."""
    with readable(file) as open_file:
        order = Order(
            file_name=file.name if str(file) != "-" else "standard input",
            open_file=open_file,
            mapping=_mapping(columns or []),
            dry_run=dry_run,
            region=region,
            tags=tuple(tag or ()),
            lifecycle=lifecycle,
            attested=Attested.of(consent_basis, consent_wording, consent_date, consent_channel),
            purposes=tuple(consent_purpose or (Purpose.MARKETING,)),
            sheet=sheet,
        )
        if show:
            run(lambda desk: preview(desk, order, json=json), organisation)
            return
        report, refused = run(lambda desk: carry_out(desk, order), organisation)
    show_report(report, refused, errors or _errors_beside(file), json=json)
    if report.status is not ImportStatus.DONE:
        raise typer.Exit(FAILED)


def _errors_beside(file: Path) -> Path:
    return Path("import.errors.csv") if piped(file) else file.with_name(file.name + ".errors.csv")


@app.command("list")
def list_some(
    name: Name = None,
    phone: Phone = None,
    email: Email = None,
    tag: Tag = None,
    lifecycle: Lifecycle = None,
    country: Country = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List contacts, oldest first."""
    wanted = Filter(name, phone, email, tag, lifecycle, country)

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.unit() as unit:
            page = await service.list_contacts(unit, desk.organisation.id, wanted, cursor, limit, desk.organisation.region)
            return [_shown(each) for each in page.rows], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    for row in rows:
        row["name"] = " ".join(filter(None, (row["first_name"], row["last_name"]))) or None
    write_rows(rows, _COLUMNS, nothing="There are no such contacts. `tidings contacts import` brings them in.")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command()
def export(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", dir_okay=False, help="The CSV file to write; standard output otherwise.")] = None,
    name: Name = None,
    tag: Tag = None,
    lifecycle: Lifecycle = None,
    country: Country = None,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Write contacts as CSV, with every attribute; `contacts import` reads it back."""
    wanted = Filter(name=name, tag=tag, lifecycle=lifecycle, country=country)
    run(lambda desk: _export(desk, wanted, file), organisation)


async def _export(desk: Desk, wanted: Filter, file: Path | None) -> None:
    organisation = desk.organisation
    parts = await service.export_contacts(desk.database, organisation.id, desk.actor, wanted, organisation.region)
    with nullcontext(sys.stdout) if file is None else _private(file) as out:
        async for part in parts:
            out.write(part)


def _private(file: Path) -> TextIO:
    file.touch(mode=0o600)  # it holds personal data
    return file.open("w", encoding="utf-8", newline="")


def _shown(contact: Contact) -> dict[str, Any]:
    phones = [each.address.value for each in contact.addresses if each.address.kind is AddressKind.PHONE]
    emails = [each.address.value for each in contact.addresses if each.address.kind is AddressKind.EMAIL]
    users = [each.address.value for each in contact.addresses if each.address.kind is AddressKind.WHATSAPP_USER]
    return {
        "id": str(contact.id),
        "external_id": contact.external_id,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "phone": next(iter(phones), None),
        "second_phone": next(iter(phones[1:]), None),
        "email": next(iter(emails), None),
        "whatsapp_user": next(iter(users), None),
        "country": contact.country,
        "region": contact.region,
        "postcode": contact.postcode,
        "time_zone": contact.time_zone,
        "locale": contact.locale,
        "lifecycle": contact.lifecycle,
        "tags": list(contact.tags),
        "attributes": dict(contact.attributes),
        "created_at": contact.created_at.isoformat(),
        "updated_at": contact.updated_at.isoformat(),
    }


def _mapping(pairs: list[str]) -> dict[str, str] | None:
    mapping: dict[str, str] = {}
    for pair in pairs:
        title, equals, field = pair.rpartition("=")
        if not equals or not title or not field:
            raise Invalid(
                "mapping_invalid", f"{pair!r} is no mapping.", field="--map", fix='Write --map "Column=field", such as --map "Mobile=phone".'
            )
        mapping[title] = field
    return mapping or None
