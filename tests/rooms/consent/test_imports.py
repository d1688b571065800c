"""Consents from a file: with their proof, once, and a bad row loses no other."""

import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.consent import rules, service
from tidings.consent.http import router, uploads
from tidings.consent.types import ConsentStatus
from tidings.contacts import service as contacts
from tidings.contacts import types as contacts_types
from tidings.contacts.service import ImportDesk
from tidings.infra.db.database import Database
from tidings.infra.jobs import Jobs
from tidings.infra.sealed_files import SealedFiles
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose

FILE = """\ufeffaddress;channel;purpose;programme;status;source;at;wording;box;ip
06 12 00 00 01;sms;marketing;;granted;form:spring;2026-10-01;"Oui; é";ticked;192.0.2.7
+33612000002;sms;marketing;;withdrawn;mail;2026-10-02T10:00:00+02:00;;;
06 12;sms;marketing;;granted;form;2026-10-01;;;
+33612000009;sms;marketing;;granted;form;2026-10-01;;;
+33612000001;fax;marketing;;granted;form;2026-10-01;;;

+33612000001;sms;marketing;nothing;granted;form;2026-10-01;;;
+33612000001;sms;marketing;;granted;form;2030-01-01;;;
+33612000001;sms;marketing;;granted;form;2026-10-01;;pre_ticked;
+33612000001;sms;marketing;;granted;;2026-10-01;;;
"""
WRONG = {
    4: "too_short",
    5: "contact_unknown",
    6: "row_invalid",
    8: "programme_unknown",
    9: "row_invalid",
    10: "box_pre_ticked",
    11: "consent_source_missing",
}
COLUMNS_WRONG = {4: "address", 5: "address", 6: "channel", 8: "programme", 9: "at", 10: "box", 11: "source"}
HEADER = "address;channel;purpose;status;source;at\n"


def opener(content: bytes) -> Callable[[], BinaryIO]:
    return lambda: io.BytesIO(content)


def grants(numbers: list[str], at: str = "2026-10-01") -> str:
    return "".join(f"{number};sms;marketing;granted;form;{at}\n" for number in numbers)


@pytest.fixture
async def people(database: Database, organisation: UUID) -> list[UUID]:
    async with database.unit(organisation) as unit:
        resolved, _ = await contacts.resolve_phones(unit, organisation, ["+33612000001", "+33612000002"], "FR")
    return [each.contact_id for each in resolved]


@pytest.fixture
async def api(database: Database, database_url: str, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    desk = ImportDesk(database, Jobs(database_url), SealedFiles(tmp_path / "uploads"))
    context = make_context(database, clock, tmp_path, parts={ImportDesk: desk})
    async with client_of(database, organisation, context, [router, uploads]) as client:
        yield client


@pytest.fixture
async def many(database: Database, organisation: UUID) -> list[str]:
    """Numbers of people for two batches and a half."""
    numbers = [f"+336120{place:05d}" for place in range(2500)]
    async with database.unit(organisation) as unit:
        await contacts.resolve_phones(unit, organisation, numbers, "FR")
    return numbers


async def test_good_rows_are_recorded_with_their_proof_bad_ones_are_told_and_the_same_file_changes_nothing(
    database: Database, organisation: UUID, api: Client, people: list[UUID]
) -> None:
    imported = await service.import_file(database, organisation, "cli:test", opener(FILE.encode()))
    assert (imported.recorded, imported.moved, imported.refused) == (2, 2, len(WRONG))
    assert {each.line: each.code for each in imported.wrong} == WRONG
    assert {each.line: each.field for each in imported.wrong} == COLUMNS_WRONG
    assert all(each.message and each.fix for each in imported.wrong)
    (event,) = (await api.get(f"/contacts/{people[0]}/consents")).json()["history"]
    assert (event["wording"], event["proof"]["box"], event["proof"]["ip"]) == ("Oui; é", "ticked", "192.0.2.7")
    assert "address_id" in event["proof"]
    assert (await service.import_file(database, organisation, "key:2", opener(FILE.encode()))).moved == 0
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM consent_events") == 2


async def test_a_refusal_of_a_shared_number_counts_for_all_who_share_it_and_a_grant_for_one(
    database: Database, organisation: UUID, api: Client, people: list[UUID]
) -> None:
    async with database.unit(organisation) as unit:
        for name in ("Kid", "Mum"):
            shared = contacts_types.NewAddress(contacts_types.AddressKind.PHONE, "+33612000001")
            changes = contacts_types.Changes(first_name=name, addresses=[shared])
            people.append((await contacts.create_contact(unit, organisation, "test", changes, "FR")).id)
    family = [people[0], *people[2:]]
    file = HEADER + grants(["+33612000001"]) + "06 12 00 00 01;sms;marketing;withdrawn;mail;2026-10-02\n"
    for moved in (3, 0):
        answer = (await api.send("POST", "/consents/import", body=file.encode(), headers={"Content-Type": "text/csv"})).json()
        assert (answer["recorded"], answer["others"], answer["moved"]) == (2, 2, moved)
    async with database.unit(organisation) as unit:
        states = await service.statuses(unit, organisation, people, Channel.SMS, Purpose.MARKETING)
        counted = await unit.fetch(str, "SELECT DISTINCT contact_id::text FROM consent_events WHERE status = 'granted'")
    assert [states[each] for each in family] == [ConsentStatus.WITHDRAWN] * 3
    assert len(counted) == 1
    assert counted[0] in {str(each) for each in family}


async def test_a_row_names_an_email_in_any_writing_and_one_that_is_none_is_told(database: Database, organisation: UUID, api: Client) -> None:
    async with database.unit(organisation) as unit:
        written = contacts_types.NewAddress(contacts_types.AddressKind.EMAIL, "josé@xn--bcher-kva.example")
        jose = await contacts.create_contact(unit, organisation, "test", contacts_types.Changes(addresses=[written]), "FR")
    rows = ["Jose\u0301@B\u00fccher.example", "jos\u00c9@xn--bcher-kva.example", "nobody@home"]
    file = HEADER + "".join(f"{row};email;marketing;granted;form;2026-10-0{day}\n" for day, row in enumerate(rows, 1))
    imported = await service.import_file(database, organisation, "cli:test", opener(file.encode()))
    assert (imported.recorded, [(each.line, each.field, each.code) for each in imported.wrong]) == (2, [(4, "address", "email_invalid")])
    said = {
        "channel": "email",
        "purpose": "marketing",
        "status": "withdrawn",
        "source": "phone",
        "at": "2026-10-03T09:00:00Z",
        "proof": {"address": "JOSE\u0301@b\u00fccher.example"},
    }
    assert (await api.post(f"/contacts/{jose.id}/consents", said)).status == 200


async def test_a_file_is_brought_over_the_api_and_not_kept(api: Client, people: list[UUID], tmp_path: Path) -> None:
    assert len(people) == 2
    for moved in (2, 0):
        answer = await api.send("POST", "/consents/import", body=FILE.encode(), headers={"Content-Type": "text/csv"})
        assert (answer.status, answer.json()["recorded"], answer.json()["moved"]) == (200, 2, moved)
        assert [each["line"] for each in answer.json()["wrong"]] == sorted(WRONG)
        assert answer.json()["wrong"][0].keys() == {"line", "field", "code", "message", "fix"}
    refused = await api.send("POST", "/consents/import", body=b"address,colour\n", headers={"Content-Type": "text/csv"})
    too_large = await api.send("POST", "/consents/import", body=[b"x" * 6_000_000] * 2, headers={"Content-Type": "text/csv"})
    assert (refused.json()["code"], too_large.status) == ("column_unknown", 413)
    assert list((tmp_path / "uploads").iterdir()) == []


async def test_what_is_killed_in_the_middle_leaves_whole_batches_and_the_same_file_again_adds_the_rest_once(
    database: Database, organisation: UUID, many: list[str]
) -> None:
    content = opener((HEADER + grants(many)).encode())
    seen: list[int] = []

    def stop(done: int, _total: int) -> None:
        seen.append(done)
        if len(seen) > 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await service.import_file(database, organisation, "cli:test", content, on_progress=stop)
    assert await _standing(database) == (2000, 2000, 2)
    again = await service.import_file(database, organisation, "cli:test", content)
    assert (again.recorded, again.moved, again.refused) == (2500, 500, 0)
    third = await service.import_file(database, organisation, "cli:test", content)
    assert (third.recorded, third.moved) == (2500, 0)
    assert await _standing(database) == (2500, 2500, 3)
    async with database.engine() as unit:
        await service.seal_ledger(unit, organisation)
    async with database.unit(organisation) as unit:
        checked = await service.check_ledger(unit, organisation)
    assert (checked.lines, list(checked.breaks)) == (2500, [])


async def test_what_stands_at_the_end_does_not_hang_on_where_a_file_was_interrupted(database: Database, organisation: UUID, many: list[str]) -> None:
    first, others = many[0], many[1:1200]
    withdrawn = f"{first};sms;marketing;withdrawn;mail;2026-10-03\n"
    newest_in_the_middle = HEADER + grants([first]) + grants(others) + grants([first], "2026-10-05") + grants(many[1200:2200]) + withdrawn
    stood: list[tuple[int, int, int]] = []
    for _ in range(2):
        await service.import_file(database, organisation, "cli:test", opener(newest_in_the_middle.encode()))
        stood.append(await _standing(database))
        async with database.unit(organisation) as unit:
            assert await unit.value("SELECT count(*) FROM consents WHERE status = 'withdrawn'") == 0
    assert stood[0] == stood[1]
    assert stood[0][0] == 2202


async def test_of_a_file_full_of_wrong_rows_all_are_counted_and_the_first_are_told(database: Database, organisation: UUID) -> None:
    imported = await service.import_file(database, organisation, "cli:test", opener((HEADER + "x;fax;;;;\n" * 2300).encode()))
    assert (imported.recorded, imported.refused, len(imported.wrong)) == (0, 2300, service.MOST_TOLD)
    assert imported.wrong[-1].line == service.MOST_TOLD + 1


@pytest.mark.parametrize("bad", ['"+33612000001;sms', "+33612000001;sms;marketing;granted;a\0b;2026-10-01", "x" * 70_000])
async def test_a_row_that_cannot_be_read_is_refused_alone(database: Database, organisation: UUID, people: list[UUID], bad: str) -> None:
    assert len(people) == 2
    content = HEADER + grants(["+33612000001"]) + bad + "\n" + grants(["+33612000002"])
    imported = await service.import_file(database, organisation, "cli:test", opener(content.encode()))
    assert (imported.recorded, [each.line for each in imported.wrong]) == (2, [3])


async def test_a_file_of_excel_is_read_with_its_mark_its_separator_and_its_line_ends(
    database: Database, organisation: UUID, people: list[UUID]
) -> None:
    assert len(people) == 2
    text = 'sep=;\r\nAddress;Channel;Purpose;Status;Source;At;Wording\r\n06 12 00 00 01;sms;marketing;granted;fête;2026-10-01;"Oui;\r\nmerci"\r\n'
    imported = await service.import_file(database, organisation, "cli:test", opener(text.encode("utf-8-sig")))
    assert (imported.recorded, imported.wrong) == (1, [])
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT source || ' ' || wording FROM consent_events") == "fête Oui;\r\nmerci"


async def _standing(database: Database) -> tuple[int, int, int]:
    """Return how many statements and states there are, and how often the audit tells of an import."""
    async with database.engine() as unit:
        statements = await unit.value("SELECT count(*) FROM consent_events")
        states = await unit.value("SELECT count(*) FROM consents")
        return statements, states, await unit.value("SELECT count(*) FROM audit_log WHERE action = 'consents.imported'")


async def test_a_thousand_rows_take_as_many_statements_as_one(database: Database, organisation: UUID) -> None:
    numbers = [f"+336120{place:05d}" for place in range(1000)]
    row = {"channel": "sms", "purpose": "marketing", "status": "granted", "source": "form", "at": "2026-10-01"}
    async with database.unit(organisation) as unit:
        await contacts.resolve_phones(unit, organisation, numbers, "FR")
    taken: list[int] = []
    for some in (numbers[:1], numbers):
        async with database.unit(organisation) as unit:
            rows = [(line, {**row, "address": number}) for line, number in enumerate(some)]
            assert (await service.import_rows(unit, organisation, "cli:test", rows)).recorded == len(some)
            taken.append(unit.statements)
    assert taken[0] == taken[1] <= 8


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "column_unknown"),
        (b"address,colour\n", "column_unknown"),
        (b"address,address\n", "column_unknown"),
        (b"\0\0", "column_unknown"),
        (b'"address\nchannel\n', "file_unreadable"),
        (b"PK\x03\x04", "file_is_workbook"),
    ],
)
def test_what_is_no_file_of_consents_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused, contacts.open_sheet(opener(content)) as sheet:
        list(rules.named_rows(sheet.rows))
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_of_a_spreadsheet_is_read_whatever_its_encoding(encoding: str) -> None:
    with contacts.open_sheet(opener("address\twording\r\n1\té\r\n".encode(encoding))) as sheet:
        assert list(rules.named_rows(sheet.rows)) == [(2, {"address": "1", "wording": "é"})]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("+33612000022;sms;marketing;withdrawn;former system;0001-01-01;", "at"),
        (f"+33612000022;sms;marketing;withdrawn;{'s' * 201};2026-10-01;", "source"),
        (f"+33612000022;sms;marketing;withdrawn;former system;2026-10-01;{'w' * 4001}", "wording"),
    ],
)
async def test_a_row_with_the_year_of_an_empty_date_or_words_too_long_for_the_api_is_refused_by_itself(
    api: Client, people: list[UUID], row: str, field: str
) -> None:
    assert people
    lines = ["address;channel;purpose;status;source;at;wording", row, "+33612000001;sms;marketing;withdrawn;former system;2026-10-01;"]
    told = await api.send("POST", "/consents/import", body="\n".join(lines).encode(), headers={"Content-Type": "text/csv"})
    assert told.status == 200, told.body
    assert (told.json()["recorded"], [(each["line"], each["field"]) for each in told.json()["wrong"]]) == (1, [(2, field)])
