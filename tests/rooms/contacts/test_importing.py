"""Importing a file: every good row gets in once, every bad one is told with its line."""

import asyncio
import io
import os
import resource
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tidings.contacts import service
from tidings.contacts.service import batches
from tidings.contacts.types import Changes, Contact, Filter, ImportOptions, ImportReport, ImportStatus, Layout, Schema
from tidings.infra.crypto import OrganisationKeys, Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict

FRENCH = ImportOptions("FR")


async def run(
    database: Database, organisation: UUID, content: str | bytes, *, mapping: dict[str, str] | None = None, options: ImportOptions = FRENCH
) -> ImportReport:
    held = content.encode() if isinstance(content, str) else content
    return await service.import_csv(
        database, organisation, lambda: io.BytesIO(held), file_name="people.csv", mapping=mapping, options=options, actor="test"
    )


async def contacts(database: Database, organisation: UUID) -> list[Contact]:
    async with database.unit(organisation) as unit:
        return list((await service.list_contacts(unit, organisation, Filter(), None, 500, "FR")).rows)


async def errors(database: Database, organisation: UUID, report: ImportReport) -> list[tuple[int, str, str]]:
    async with database.unit(organisation) as unit:
        found = await service.import_errors(unit, organisation, report.id)
    return [(error.line, error.field, error.code) for error in found.rows]


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.duplicates, report.rejected


async def test_a_french_export_from_a_spreadsheet_gets_in_as_it_is(database: Database, organisation: UUID) -> None:
    content = "Prénom;Nom;Téléphone;Email;Pays;Formation\r\nHélène;Dupont;06 12 34 56 78;Helene@Example.org;France;soudure\r\n"
    report = await run(database, organisation, content.encode("cp1252"))
    assert (report.status, counts(report)) == (ImportStatus.DONE, (1, 0, 0, 0, 0))
    [helene] = await contacts(database, organisation)
    assert (helene.first_name, helene.last_name, helene.country, helene.time_zone) == ("Hélène", "Dupont", "FR", "Europe/Paris")
    assert helene.attributes == {"formation": "soudure"}
    assert [owned.address.value for owned in helene.addresses] == ["+33612345678", "Helene@example.org"]


async def test_bad_rows_are_told_by_line_and_lose_no_other(database: Database, organisation: UUID) -> None:
    content = (
        "nom,mobile,email,age\n"
        "Anne,0612345678,,31\n"
        "Bad,3.36E+10,,\n"
        "Short,0612,wrong,old\n"
        "Many,0612345679,,12,extra\n"
        "Nobody,,,\n"
        "Nul\0,0612345670,,\n"
        "Short row,0612345671\n"
        "Last,0612345672,,\n"
    )
    report = await run(
        database, organisation, content, mapping={"nom": "last_name", "mobile": "phone", "email": "email", "age": "attributes.age:number"}
    )
    assert counts(report) == (3, 0, 0, 0, 5)
    assert await errors(database, organisation, report) == [
        (3, "phone", "damaged_by_spreadsheet"),
        (4, "attributes.age", "number_invalid"),
        (4, "email", "email_invalid"),
        (4, "phone", "too_short"),
        (5, "row", "row_ragged"),
        (6, "row", "no_address"),
        (7, "last_name", "nul_character"),
    ]
    assert {each.last_name for each in await contacts(database, organisation)} == {"Anne", "Short row", "Last"}


async def test_a_file_of_two_encodings_is_read_and_the_doubt_is_told(database: Database, organisation: UUID) -> None:
    content = "nom;mobile\nHélène;0612345678\n".encode() + "Léa;0612345679\n".encode("cp1252")
    report = await run(database, organisation, content)
    assert counts(report) == (2, 0, 0, 0, 0)
    assert await errors(database, organisation, report) == [(1, "file", "encoding_mixed")]


async def test_the_same_file_twice_changes_nothing(database: Database, organisation: UUID) -> None:
    people = ["c1,Anne,0612345678,anne@example.org,vip;new", "c2,Léo,0612345678,,", ",Marc,0612345679,,", ",,,zoe@example.org,"]
    content = "\n".join(["external_id,nom,mobile,email,tags", *people])
    first = await run(database, organisation, content)
    before = await contacts(database, organisation)
    second = await run(database, organisation, content)
    assert counts(first) == (4, 0, 0, 0, 0)
    assert counts(second) == (0, 0, 4, 0, 0)
    assert await contacts(database, organisation) == before


async def test_a_family_shares_a_number_when_each_has_an_id(database: Database, organisation: UUID) -> None:
    await run(database, organisation, "id,nom,mobile\nc1,Anne,0612345678\nc2,Léo,0612345678\n")
    both = await contacts(database, organisation)
    assert {each.last_name for each in both} == {"Anne", "Léo"}
    assert len({owned.address.id for each in both for owned in each.addresses}) == 1


FAMILY = "prénom,nom,mobile,email\nAnne,Dupont,0612345678,anne@example.org\nLéo,Dupont,06 12 34 56 78,leo@example.org\n"


async def emails(database: Database, organisation: UUID) -> dict[str | None, list[str]]:
    found = await contacts(database, organisation)
    return {each.first_name: [owned.address.value for owned in each.addresses if "@" in owned.address.value] for each in found}


async def test_two_people_who_share_a_phone_and_have_no_ids_stay_two(database: Database, organisation: UUID) -> None:
    for options in (replace(FRENCH, dry_run=True), FRENCH):
        report = await run(database, organisation, FAMILY, options=options)
        assert counts(report) == (2, 0, 0, 0, 0), options
        assert await errors(database, organisation, report) == [(3, "row", "address_shared")]
    both = await contacts(database, organisation)
    assert {each.first_name for each in both} == {"Anne", "Léo"}
    assert len({owned.address.id for each in both for owned in each.addresses if owned.address.value == "+33612345678"}) == 1
    assert counts(await run(database, organisation, FAMILY)) == (0, 0, 2, 0, 0)


@pytest.mark.parametrize("batch", [1, 5_000])
async def test_a_later_file_never_overwrites_somebody_else_who_has_the_phone(
    database: Database, organisation: UUID, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH_ROWS", batch)
    await run(database, organisation, FAMILY)
    report = await run(
        database,
        organisation,
        "prénom,nom,mobile,email,ville\nZoé,Dupont,0612345678,zoe@example.org,Lyon\n,,0612345678,other@example.org,Nice\nLeo,DUPONT,0612345678,,Metz\n",
    )
    assert counts(report) == (2, 1, 0, 0, 0)
    assert await errors(database, organisation, report) == [(2, "row", "address_shared"), (3, "row", "address_shared")]
    assert await emails(database, organisation) == {
        "Anne": ["anne@example.org"], "Leo": ["leo@example.org"], "Zoé": ["zoe@example.org"], None: ["other@example.org"],
    }  # fmt: skip


async def test_a_person_of_the_same_name_and_phone_may_have_a_new_email_and_keeps_the_old_one_behind_it(
    database: Database, organisation: UUID
) -> None:
    await run(database, organisation, FAMILY)
    report = await run(database, organisation, "prénom,nom,mobile,email\nAnne,Dupont,0612345678,new@example.org\n")
    assert counts(report) == (0, 1, 0, 0, 0)
    assert (await emails(database, organisation))["Anne"] == ["new@example.org", "anne@example.org"]


async def test_a_family_whose_number_was_known_without_a_name_becomes_a_family(database: Database, organisation: UUID) -> None:
    await run(database, organisation, "mobile\n0612345678\n")
    assert counts(await run(database, organisation, FAMILY)) == (1, 1, 0, 0, 0)
    assert await emails(database, organisation) == {"Anne": ["anne@example.org"], "Léo": ["leo@example.org"]}
    assert counts(await run(database, organisation, FAMILY)) == (0, 0, 2, 0, 0)


@pytest.mark.parametrize(("batch", "created"), [(7, 22), (5_000, 21)])  # a batch is told apart at once, so it may exceed the limit a little
async def test_a_number_of_too_many_people_is_told_and_costs_their_rows_alone(
    database: Database, organisation: UUID, batch: int, created: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH_ROWS", batch)
    people = [f"Person{number},0612345678" for number in range(30)]
    report = await run(database, organisation, "\n".join(["prénom,mobile", *people, "Zoé,0612345679"]))
    assert (report.created, report.rejected) == (created, 31 - created)
    assert {code for _, _, code in await errors(database, organisation, report)} == {"address_shared", "address_of_too_many"}


async def test_a_later_file_changes_what_it_says_and_keeps_the_rest(database: Database, organisation: UUID) -> None:
    await run(database, organisation, "id,prénom,nom,mobile,ville,tags\nc1,Anne,Dupont,0612345678,Lyon,a\n")
    report = await run(database, organisation, "id,nom,mobile,age,tags\nc1,Durand,0612345679,31,b\n")
    assert counts(report) == (0, 1, 0, 0, 0)
    [anne] = await contacts(database, organisation)
    assert (anne.first_name, anne.last_name, sorted(anne.tags)) == ("Anne", "Durand", ["a", "b"])
    assert anne.attributes == {"ville": "Lyon", "age": "31"}
    assert [(owned.address.value, owned.rank) for owned in anne.addresses] == [("+33612345679", 0), ("+33612345678", 2)]


async def test_a_contact_known_by_phone_gets_its_id_from_a_later_file(database: Database, organisation: UUID) -> None:
    await run(database, organisation, "0612345678\n")
    report = await run(database, organisation, "id,nom,mobile\nc1,Anne,0612345678\nc2,Léo,0612345678\n")
    assert counts(report) == (1, 1, 0, 0, 0)
    assert {each.external_id for each in await contacts(database, organisation)} == {"c1", "c2"}


async def test_a_row_for_a_person_already_in_the_file_is_left_aside_and_told(
    database: Database, organisation: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH_ROWS", 2)  # so that the repeat comes in the same batch, and in a later one
    content = "nom,mobile\nAnne,0612345678\nEncore Anne,+33 6 12 34 56 78\nMarc,0612345679\nToujours Anne,0612345678\n"
    for options in (replace(FRENCH, dry_run=True), FRENCH):
        report = await run(database, organisation, content, options=options)
        assert counts(report) == (2, 0, 0, 2, 0), options
        assert await errors(database, organisation, report) == [(3, "row", "duplicate_in_file"), (5, "row", "duplicate_in_file")]
    assert {each.last_name for each in await contacts(database, organisation)} == {"Anne", "Marc"}


async def test_a_dry_run_tells_the_same_and_writes_nobody(database: Database, organisation: UUID) -> None:
    await run(database, organisation, "nom,mobile\nAnne,0612345678\nMarc,0612345679\n")
    content = "nom,mobile,ville\nAnne,0612345678,\nMarc,0612345679,Lyon\nZoé,0612345670,\nBad,1,\n"
    dry = await run(database, organisation, content, options=replace(FRENCH, dry_run=True))
    assert counts(dry) == (1, 1, 1, 0, 1)
    assert {each.last_name for each in await contacts(database, organisation)} == {"Anne", "Marc"}
    assert counts(await run(database, organisation, content)) == counts(dry)


async def test_tags_and_lifecycle_of_the_import_and_the_region_of_its_numbers(database: Database, organisation: UUID) -> None:
    options = ImportOptions("US", tags=("autumn",), lifecycle="student")
    await run(database, organisation, "name,phone,country\nAnn,(212) 555-2368,\nJean,0470 12 34 56,BE\n", options=options)
    found = {each.last_name: each for each in await contacts(database, organisation)}
    assert found["Ann"].addresses[0].address.value == "+12125552368"
    assert found["Jean"].addresses[0].address.value == "+32470123456"
    assert all((each.lifecycle, each.tags) == ("student", ["autumn"]) for each in found.values())


async def test_what_other_rooms_add_to_a_batch_stays_or_falls_with_it(database: Database, organisation: UUID) -> None:
    content = b"0612345678\n0612345679\n"
    seen: list[Sequence[UUID]] = []

    async def grant(_unit: Unit, contact_ids: Sequence[UUID]) -> None:
        seen.append(contact_ids)
        if len(seen) == 1:
            message = "the first try fails"
            raise RuntimeError(message)

    async def attempt() -> ImportReport:
        return await service.import_csv(
            database, organisation, lambda: io.BytesIO(content), file_name="x", mapping=None, options=FRENCH, actor="test", on_batch=grant
        )

    with pytest.raises(RuntimeError):
        await attempt()
    assert not await contacts(database, organisation)
    assert (await attempt()).created == 2
    assert {each.id for each in await contacts(database, organisation)} == set(seen[1])


async def test_what_is_wrong_with_a_number_is_told_in_french(database: Database, organisation: UUID) -> None:
    cells = ["06 00 00 12", "06 00 00 12 34 56", "3.36E+10", "voir fiche", "06 39 98 12 34", "06 12 34 56 78 / 06 12 34 56 79", "+999 12345678"]
    report = await run(database, organisation, "mobile\n" + "\n".join(cells), mapping={"mobile": "phone"})
    async with database.unit(organisation) as unit:
        found = (await service.import_errors(unit, organisation, report.id)).rows
    told = [service.error_in(each, "fr") for each in found]
    assert len(told) == len(cells)
    assert [each.reason for each, french in zip(found, told, strict=True) if each.reason == french.reason or each.fix == french.fix] == []
    assert "3.36E+10" in told[2].reason


async def test_a_cancelled_import_stops_and_can_go_on(database: Database, organisation: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_ROWS", 10)
    content = b"".join(b"+336123456%02d\n" % n for n in range(50))
    async with database.unit(organisation) as unit:
        report = await service.open_import(
            unit, organisation, actor="test", file_name="x", open_file=lambda: io.BytesIO(content), mapping=None, options=FRENCH
        )

    async def cancel(unit: Unit, _contacts: Sequence[UUID]) -> None:
        await service.cancel_import(unit, organisation, "test", report.id)

    stopped = await service.run_import(database, organisation, report.id, lambda: io.BytesIO(content), on_batch=cancel)
    assert stopped.status is ImportStatus.CANCELLED
    async with database.unit(organisation) as unit:
        await service.resume_import(unit, organisation, "test", report.id)
    done = await service.run_import(database, organisation, report.id, lambda: io.BytesIO(content))
    assert (done.status, done.rows_done, done.created) == (ImportStatus.DONE, 50, 50)
    async with database.unit(organisation) as unit:
        with pytest.raises(Conflict):
            await service.resume_import(unit, organisation, "test", report.id)


SLOW_IMPORT = """
import asyncio, sys
from pathlib import Path
from uuid import UUID
from support.clock import ManualClock
from tidings.contacts import service
from tidings.contacts.service import batches
from tidings.contacts.types import ImportOptions
from tidings.infra.crypto import MasterKeys, Vault
from tidings.infra.crypto import OrganisationKeys, Vault
from tidings.infra.db.database import Database

url, organisation, path, secret = sys.argv[1:]
batches.BATCH_ROWS = 100

async def slowly(_unit, _contacts):
    await asyncio.sleep(0.05)

async def main():
    database = Database(url, ManualClock(), Vault(MasterKeys({"test": bytes.fromhex(secret)}, "test")), size=2)
    await database.open()
    await service.import_csv(database, UUID(organisation), lambda: Path(path).open("rb"), file_name="x", mapping=None,
                             options=ImportOptions("FR"), actor="test", on_batch=slowly)

asyncio.run(main())
"""


async def test_an_import_that_was_killed_goes_on_where_it_stopped(
    database: Database, database_url: str, organisation: UUID, vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BATCH_ROWS", 100)
    path = tmp_path / "people.csv"
    path.write_text("nom;mobile\n" + "".join(f"n{n};+33612{n:06d}\n" for n in range(5_000)))
    secret = vault.masters.keys["test"].hex()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SLOW_IMPORT, database_url, str(organisation), str(path), secret, env=environment
    )
    done = 0
    while done < 300 and child.returncode is None:
        async with database.engine() as unit:
            done = await unit.value("SELECT coalesce(max(rows_done), 0) FROM imports")
    child.kill()
    await child.wait()
    report = await run(database, organisation, path.read_bytes())
    assert (report.status, report.rows_done) == (ImportStatus.DONE, 5_000)
    assert report.created + report.unchanged + report.rejected + report.duplicates == 5_000
    async with database.unit(organisation) as unit:
        assert len((await service.imports(unit, organisation)).rows) == 1
        assert await unit.value("SELECT count(*) FROM contacts") == report.created
    assert 300 <= done < 5_000


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    with path.open("w") as out:
        out.write("nom;email\n")
        out.writelines(f"n{n};n{n}@example.org\n" for n in range(100_000))
    layout = Layout("utf-8", ";", header=True, columns=[("nom", "last_name"), ("email", "email")])
    at, identifier = datetime(2026, 10, 5, tzinfo=UTC), UUID(int=1)
    report = ImportReport(identifier, "x", layout, FRENCH, ImportStatus.RUNNING, "test", 0, 0, 0, 0, 0, 0, 0, 0, at, at, None)
    keys = OrganisationKeys(identifier, {1: AESGCM(bytes(32))}, 1, [(1, bytes(32))])
    peaks = [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss for _ in batches.batches(lambda: path.open("rb"), report, keys, at, Schema())]
    assert len(peaks) == 100_000 / batches.BATCH_ROWS
    assert peaks[-1] < peaks[4] * 1.05


async def test_two_imports_at_the_same_time_make_each_person_once(database: Database, organisation: UUID) -> None:
    numbers = [f"+33612{n:06d}" for n in range(3_000)]
    one, two = "\n".join(numbers), "\n".join(reversed(numbers))
    reports = await asyncio.gather(run(database, organisation, one), run(database, organisation, two))
    assert sum(report.created for report in reports) == 3_000
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM contacts") == 3_000


async def test_an_export_can_be_imported_again_and_changes_nothing(database: Database, organisation: UUID) -> None:
    people = ['c1,=cmd(),-Dupont,0612345678,anne@example.org,"a,b",@Lyon', "c2,Zoé,,0612345679,,,"]
    await run(database, organisation, "\n".join(["id,prénom,nom,mobile,email,tags,ville", *people]))
    async with database.unit(organisation) as unit:
        [first] = (await service.list_contacts(unit, organisation, Filter(name="zoe"), None, 10, "FR")).rows
        await service.update_contact(unit, organisation, "test", first.id, Changes(attributes={"age": 31, "member": True}), "FR")
    text = "".join([part async for part in await service.export_contacts(database, organisation, "test", Filter(), "FR")])
    assert "'=cmd()" in text
    assert "'@Lyon" in text
    assert "+33612345678" in text
    assert "attributes.age:number" in text
    before = await contacts(database, organisation)
    assert counts(await run(database, organisation, text)) == (0, 0, 2, 0, 0)
    assert await contacts(database, organisation) == before
