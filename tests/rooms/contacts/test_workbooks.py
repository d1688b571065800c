"""Workbooks are imported as what people see in them."""

import io
import zipfile
from datetime import date
from uuid import UUID

import pytest

from support.workbooks import Formula, workbook
from tidings.contacts import service
from tidings.contacts.rules import workbooks
from tidings.contacts.types import Contact, Filter, ImportOptions, ImportReport, RowError
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid

HEADER = ["Prénom", "Portable", "Code postal", "Né le", "Points"]


async def imported(
    database: Database, organisation: UUID, content: bytes, sheet: str | None = None
) -> tuple[ImportReport, list[RowError], list[Contact]]:
    options = ImportOptions("FR", sheet=sheet)
    report = await service.import_csv(
        database, organisation, lambda: io.BytesIO(content), file_name="x.xlsx", mapping=None, options=options, actor="test"
    )
    async with database.unit(organisation) as unit:
        errors = (await service.import_errors(unit, organisation, report.id)).rows
        people = (await service.list_contacts(unit, organisation, Filter(), None, 50, "FR")).rows
    return report, list(errors), list(people)


async def test_cells_are_read_as_they_are_shown_and_lost_zeros_are_told(database: Database, organisation: UUID) -> None:
    rows = [
        HEADER,
        ["Hélène", 612345678, 1000, date(1990, 2, 28), Formula("=1+2", 3)],
        [None, None, None, None, None],
        ["Zoé", "06 98 76 54 32", "01000", None, 2.5],
    ]
    report, errors, people = await imported(database, organisation, workbook({"Clients": rows}))
    assert (report.created, report.rejected) == (2, 0)
    assert [each.addresses[0].address.value for each in people] == ["+33612345678", "+33698765432"]
    assert people[0].attributes == {"ne_le": "1990-02-28", "points": "3"}
    assert people[1].postcode == "01000"
    assert [(each.field, each.code) for each in errors] == [("file", "workbook")]
    assert "Portable, Code postal" in errors[0].reason


async def test_the_first_sheet_that_is_shown_is_read_or_the_one_that_is_named(database: Database, organisation: UUID) -> None:
    book = workbook(
        {"Secret": [["Portable"], ["06 11 11 11 11"]], "A": [["Portable"], ["06 12 34 56 78"]], "B": [["Portable"], ["06 98 76 54 32"]]},
        hidden=["Secret"], extra={"xl/vbaProject.bin": b"Sub AutoOpen()"},
    )  # fmt: skip
    _, errors, people = await imported(database, organisation, book)
    assert [each.addresses[0].address.value for each in people] == ["+33612345678"]
    assert errors[0].reason == "Only the sheet 'A' was read, not B."
    _, _, people = await imported(database, organisation, book, "B")
    assert len(people) == 2
    with pytest.raises(Invalid) as refused:
        await imported(database, organisation, book, "C")
    assert refused.value.fix == "Its sheets are: A, B."


async def test_the_same_workbook_twice_changes_nothing_and_more_rows_add_only_these(database: Database, organisation: UUID) -> None:
    rows = [["Prénom", "Portable"], ["Hélène", "06 12 34 56 78"]]
    await imported(database, organisation, workbook({"A": rows}))
    again, _, _ = await imported(database, organisation, workbook({"A": rows}))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    more, _, people = await imported(database, organisation, workbook({"A": [*rows, ["Zoé", "06 98 76 54 32"]]}))
    assert (more.created, more.updated, more.unchanged) == (1, 0, 1)
    fewer, _, people = await imported(database, organisation, workbook({"A": [rows[0], ["Zoé", "06 98 76 54 32"]]}))
    assert (fewer.created, fewer.updated, fewer.unchanged) == (0, 0, 1)
    assert len(people) == 2


def test_cells_may_hold_what_parts_cells_elsewhere() -> None:
    book = workbook({"A": [["Prénom;", "Portable;x;y"], ["Hé;lè;ne", "06 12 34 56 78"], ['Z"o,é', "06 98 76 54 32"]]})
    seen = service.preview_import(lambda: io.BytesIO(book), {"Prénom;": "first_name", "Portable;x;y": "phone"}, ImportOptions("FR"))
    assert [row["first_name"] for row in seen.rows] == ["Hé;lè;ne", 'Z"o,é']


def test_a_wrong_row_is_told_by_its_number_in_the_sheet() -> None:
    book = workbook({"A": [["Prénom", "Portable"], ["Hélène", "06 12 34 56 78"], [None], ["Zoé", "12"]]})
    seen = service.preview_import(lambda: io.BytesIO(book), None, ImportOptions("FR"))
    assert [each.line for each in seen.errors] == [4]


def test_an_archive_that_grows_without_bounds_is_refused_whatever_it_says_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_INFLATED", 1 << 20)
    book = bytearray(workbook({"A": [["Portable"], ["06 12 34 56 78"]]}, extra={"xl/media/bomb.bin": b"\0" * (8 << 20)}))
    grown = (8 << 20).to_bytes(4, "little")
    while (place := book.find(grown)) >= 0:  # the size that its directory tells
        book[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Invalid) as refused:
        service.preview_import(lambda: io.BytesIO(bytes(book)), None, ImportOptions("FR"))
    assert refused.value.code == "workbook_too_large"


def test_other_archives_and_damaged_workbooks_are_told() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    for content in (out.getvalue(), b"PK\x03\x04 and nothing more", workbook({"A": [["Portable"]]})[:-30]):
        with pytest.raises(Invalid) as refused:
            service.preview_import(lambda content=content: io.BytesIO(content), None, ImportOptions("FR"))
        assert refused.value.code == "workbook_unreadable"
    with pytest.raises(Invalid) as refused:
        service.preview_import(lambda: io.BytesIO(b"Portable\n0612345678\n"), None, ImportOptions("FR", sheet="A"))
    assert refused.value.code == "no_sheets"
