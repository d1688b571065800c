"""What somebody said of the columns of a file is remembered for the next one with the same header."""

import io
from uuid import UUID

import pytest

from tidings.contacts import service
from tidings.contacts.types import ImportOptions, ImportReport
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid, NotFound

HEADER = "Vorname;Erreichbar;Ort\n"


async def imported(database: Database, organisation: UUID, rows: str, mapping: dict[str, str] | None = None, *, dry: bool = False) -> ImportReport:
    content = (HEADER + rows).encode()
    return await service.import_csv(
        database, organisation, lambda: io.BytesIO(content), file_name="kunden.csv", mapping=mapping, options=ImportOptions("FR", dry_run=dry),
        actor="test",
    )  # fmt: skip


async def test_the_next_file_with_the_header_is_read_as_the_last_one_was_and_says_so(database: Database, organisation: UUID) -> None:
    said = {"Vorname": "first_name", "Erreichbar": "phone"}
    await imported(database, organisation, "Jana;0612345678;Köln\n", said)
    again = await imported(database, organisation, "Jana;0612345678;Köln\nUwe;0698765432;Bonn\n")
    assert (again.created, again.unchanged, again.layout.columns[2]) == (1, 1, ("Ort", "ignore"))
    async with database.unit(organisation) as unit:
        told = (await service.import_errors(unit, organisation, again.id)).rows
        (kept,) = await service.mappings(unit, organisation)
    assert [(each.code, "kunden.csv" in each.reason) for each in told] == [("mapping_remembered", True)]
    assert (kept.columns, kept.actor) == (said, "test")


async def test_what_is_said_anew_takes_the_place_and_can_be_forgotten(database: Database, organisation: UUID) -> None:
    await imported(database, organisation, "Jana;0612345678;Köln\n", {"Erreichbar": "phone"})
    await imported(database, organisation, "Jana;0612345678;Köln\n", {"Erreichbar": "phone", "Ort": "attributes.city"})
    async with database.unit(organisation) as unit:
        (kept,) = await service.mappings(unit, organisation)
        assert kept.columns == {"Erreichbar": "phone", "Ort": "attributes.city"}
        assert (await service.name_mapping(unit, organisation, kept.id, "Kunden")).name == "Kunden"
        await service.forget_mapping(unit, organisation, "test", kept.id)
        with pytest.raises(NotFound):
            await service.forget_mapping(unit, organisation, "test", kept.id)
    report = await imported(database, organisation, "Jana;0612345678;Köln\n")
    assert report.layout.columns[2] == ("Ort", "attributes.ort")


async def test_a_rehearsal_is_not_remembered(database: Database, organisation: UUID) -> None:
    await imported(database, organisation, "Jana;0612345678;Köln\n", {"Erreichbar": "phone"}, dry=True)
    async with database.unit(organisation) as unit:
        assert await service.mappings(unit, organisation) == []
    with pytest.raises(Invalid):
        await imported(database, organisation, ";;Köln\n")
