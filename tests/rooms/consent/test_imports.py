"""Consents from a file: with their proof, once, and a bad row loses no other."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.consent import rules, service
from tidings.consent.http import router, uploads
from tidings.contacts import service as contacts
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid

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


@pytest.fixture
async def people(database: Database, organisation: UUID) -> list[UUID]:
    async with database.unit(organisation) as unit:
        resolved, _ = await contacts.resolve_phones(unit, organisation, ["+33612000001", "+33612000002"], "FR")
    return [each.contact_id for each in resolved]


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router, uploads]) as client:
        yield client


async def test_good_rows_are_recorded_with_their_proof_bad_ones_are_told_and_the_same_file_changes_nothing(
    database: Database, organisation: UUID, api: Client, people: list[UUID]
) -> None:
    async with database.unit(organisation) as unit:
        imported = await service.import_file(unit, organisation, "cli:test", FILE.encode())
    assert (imported.recorded, imported.moved) == (2, 2)
    assert {each.line: each.code for each in imported.wrong} == WRONG
    (event,) = (await api.get(f"/contacts/{people[0]}/consents")).json()["history"]
    assert (event["wording"], event["proof"]["box"], event["proof"]["ip"]) == ("Oui; é", "ticked", "192.0.2.7")
    assert "address_id" in event["proof"]
    async with database.unit(organisation) as unit:
        assert (await service.import_file(unit, organisation, "key:2", FILE.encode())).moved == 0
        assert await unit.value("SELECT count(*) FROM consent_events") == 2


async def test_a_file_is_brought_over_the_api(api: Client, people: list[UUID]) -> None:
    assert len(people) == 2
    for moved in (2, 0):
        answer = await api.send("POST", "/consents/import", body=FILE.encode(), headers={"Content-Type": "text/csv"})
        assert (answer.status, answer.json()["recorded"], answer.json()["moved"]) == (200, 2, moved)
        assert [each["line"] for each in answer.json()["wrong"]] == sorted(WRONG)


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
    [(b"", "column_unknown"), (b"address,colour\n", "column_unknown"), (b"address,address\n", "column_unknown"), (b"\0\0", "column_unknown")],
)
def test_what_is_no_file_of_consents_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        list(rules.read_rows(content))
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_file_of_a_spreadsheet_is_read_whatever_its_encoding(encoding: str) -> None:
    assert list(rules.read_rows("address\twording\r\n1\té\r\n".encode(encoding))) == [(2, {"address": "1", "wording": "é"})]
