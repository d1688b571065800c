"""Contacts and imports as a caller of the API sees them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, Reply, client_of, make_context
from support.clock import ManualClock
from tidings.apps.people import PEOPLE
from tidings.contacts import http, jobs
from tidings.contacts.service import ImportDesk, Parts, Sources, import_report
from tidings.infra.db.database import Database
from tidings.infra.jobs import Jobs
from tidings.infra.sealed_files import SealedFiles
from tidings.kernel.words import Channel

CSV = "Prénom;Portable;Ville\nHélène;06 12 34 56 78;Lyon\nMarc;12;Nice\nZoé;0612345679;Aix\n"
FORM = (
    b'--frontier\r\nContent-Disposition: form-data; name="mapping"\r\n\r\n{"Portable": "phone"}\r\n'
    b'--frontier\r\nContent-Disposition: form-data; name="file"; filename="clients.csv"\r\nContent-Type: text/csv\r\n\r\n'
    + CSV.encode()
    + b"\r\n--frontier--\r\n"
)
OF_FORM = {"content_type": "multipart/form-data; boundary=frontier"}


@pytest.fixture
def desk(database: Database, database_url: str, tmp_path: Path) -> ImportDesk:
    return ImportDesk(database, Jobs(database_url), SealedFiles(tmp_path / "uploads"))


@pytest.fixture
async def client(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path, desk: ImportDesk) -> AsyncIterator[Client]:
    context = make_context(database, clock, tmp_path, parts={ImportDesk: desk, Parts: PEOPLE})
    async with client_of(database, organisation, context, [http.router, http.schedules, http.imports, http.uploads, http.attributes]) as client:
        yield client


@pytest.fixture
async def worker(desk: ImportDesk, database: Database) -> AsyncIterator[None]:
    jobs.register(desk.jobs, database, desk.files, Sources(None), parts=PEOPLE)
    work = asyncio.create_task(desk.jobs.work())
    yield
    desk.jobs.stop()
    await work


async def test_an_import_repeats_from_an_address_as_long_as_those_that_are_signed(client: Client) -> None:
    start = "https://crm.example.com/people.csv?signature="
    for length, status in ((2_000, 201), (2_001, 422)):
        source = {"kind": "url", "place": start.ljust(length, "x"), "secret": "s" * length}
        reply = await client.post("/imports/schedules", {"name": f"of {length}", "source": source, "every": "daily", "at": "06:30"})
        assert reply.status == status, reply.body


async def upload(client: Client, body: bytes, query: str = "", **headers: str) -> Reply:
    return await client.send("POST", f"/imports{query}", body=body, headers=headers or {"content_type": "text/csv"})


async def finished(client: Client, reply: Reply) -> dict[str, object]:
    assert reply.status == 202, reply.body
    async with asyncio.timeout(20):
        while True:
            report = (await client.get(f"/imports/{reply.json()['id']}")).json()
            if report["status"] not in {"waiting", "running", "undoing"}:
                return report
            await asyncio.sleep(0.05)


async def test_a_contact_is_made_changed_found_and_shown_with_masks(client: Client) -> None:
    made = await client.post("/contacts", {"first_name": "Hélène", "phones": [{"number": "06 12 34 56 78"}], "attributes": {"tier": "premium"}})
    assert made.status == 201
    body = made.json()
    assert [(each["value"], each["masked"]) for each in body["phones"]] == [("+33612345678", "+33 6 ** ** ** 78")]
    assert (body["time_zone"], body["time_zone_source"]) == ("Europe/Paris", "phone")
    changed = await client.send("PATCH", f"/contacts/{body['id']}", json={"last_name": "Dupont", "attributes": {"tier": None}})
    assert (changed.json()["first_name"], changed.json()["last_name"], changed.json()["attributes"]) == ("Hélène", "Dupont", {})
    for query in ("name=dup", "phone=%2B33612345678", "phone=0612345678"):
        assert [each["id"] for each in (await client.get(f"/contacts?{query}")).json()["items"]] == [body["id"]]
    assert (await client.get(f"/contacts/{body['id']}")).json() == changed.json()


@pytest.mark.parametrize(
    ("body", "field"), [({"phones": [{"number": "12"}]}, "phone"), ({"emails": ["nobody"]}, "email"), ({"country": "Atlantis"}, "country")]
)
async def test_a_wrong_field_is_a_problem_that_names_it(client: Client, body: dict[str, object], field: str) -> None:
    reply = await client.post("/contacts", body)
    assert (reply.status, reply.json()["field"]) == (422, field)


@pytest.mark.usefixtures("worker")
async def test_an_uploaded_file_is_imported_by_a_worker_and_then_deleted(client: Client, tmp_path: Path) -> None:
    reply = await upload(client, CSV.encode("cp1252"), "?tags=autumn")
    assert "Hélène".encode() not in b"".join(path.read_bytes() for path in (tmp_path / "uploads").iterdir())
    report = await finished(client, reply)
    assert (report["status"], report["created"], report["rejected"], report["encoding"]) == ("done", 2, 1, "cp1252")
    errors = (await client.get(f"/imports/{report['id']}/errors")).json()["items"]
    assert [(each["line"], each["field"], each["code"]) for each in errors] == [(3, "phone", "too_short")]
    as_file = await client.get(f"/imports/{report['id']}/errors?format=csv")
    assert as_file.body.decode().splitlines()[1].startswith("3,phone,too_short,")
    contacts = (await client.get("/contacts?tag=autumn")).json()["items"]
    assert {each["attributes"]["ville"] for each in contacts} == {"Lyon", "Aix"}
    for _ in range(100):
        if not list((tmp_path / "uploads").iterdir()):
            break
        await asyncio.sleep(0.05)
    assert not list((tmp_path / "uploads").iterdir())


@pytest.mark.usefixtures("worker")
async def test_a_form_brings_the_file_its_name_and_a_mapping(client: Client) -> None:
    report = await finished(client, await upload(client, FORM, **OF_FORM))
    assert (report["file_name"], report["created"]) == ("clients.csv", 2)
    assert report["columns"] == [
        {"column": "Prénom", "field": "ignore"}, {"column": "Portable", "field": "phone"}, {"column": "Ville", "field": "ignore"},
    ]  # fmt: skip


async def test_a_form_may_come_in_small_pieces(client: Client) -> None:
    pieces = [FORM[start : start + 7] for start in range(0, len(FORM), 7)]
    reply = await client.send("POST", "/imports?dry_run=true", body=pieces, headers=OF_FORM)
    assert (reply.status, reply.json()["file_name"], reply.json()["dry_run"]) == (202, "clients.csv", True)


async def test_the_same_file_while_it_waits_is_the_same_import(client: Client, tmp_path: Path) -> None:
    first, second = await upload(client, CSV.encode()), await upload(client, CSV.encode())
    assert first.json()["id"] == second.json()["id"]
    assert len(list((tmp_path / "uploads").iterdir())) == 1


@pytest.mark.parametrize(
    ("body", "headers", "code"),
    [
        (b"", {"content_type": "text/csv"}, "file_empty"),
        (b"color\nred\n", {"content_type": "text/csv"}, "no_address_column"),
        (b"--frontier--\r\n", OF_FORM, "file_missing"),
        (b"nonsense", OF_FORM, "form_invalid"),
        (b"x", {"content_type": "multipart/form-data"}, "form_invalid"),
        (FORM.replace(b'{"Portable": "phone"}', b"[1]"), OF_FORM, "mapping_invalid"),
        (FORM.replace(b'{"Portable": "phone"}', b'{"Mobile": "phone"}'), OF_FORM, "column_unknown"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_at_once_and_not_kept(
    client: Client, tmp_path: Path, body: bytes, headers: dict[str, str], code: str
) -> None:
    reply = await upload(client, body, **headers)
    assert (reply.status, reply.json()["code"]) == (422, code)
    folder = tmp_path / "uploads"
    assert not folder.exists() or not list(folder.iterdir())


async def test_an_import_can_be_cancelled_before_it_begins_and_resumed(client: Client, desk: ImportDesk, database: Database) -> None:
    reply = await upload(client, CSV.encode())
    identifier = reply.json()["id"]
    assert (await client.put(f"/imports/{identifier}/seen")).status == 409, "nothing has come of it yet"
    assert (await client.post(f"/imports/{identifier}/cancel")).json()["status"] == "cancelled"
    assert (await client.put(f"/imports/{identifier}/seen")).json()["seen_at"] is not None
    resumed = (await client.post(f"/imports/{identifier}/resume")).json()
    assert (resumed["status"], resumed["seen_at"]) == ("waiting", None), "what it comes to now nobody has seen"
    jobs.register(desk.jobs, database, desk.files, Sources(None))
    work = asyncio.create_task(desk.jobs.work())
    assert (await finished(client, reply))["status"] == "done"
    desk.jobs.stop()
    await work
    assert (await client.post(f"/imports/{identifier}/cancel")).status == 409


async def test_an_export_guards_formulas(client: Client) -> None:
    await client.post("/contacts", {"first_name": "=1+1", "phones": [{"number": "0612345678"}], "emails": ["anne@example.org"]})
    reply = await client.get("/contacts/export")
    assert reply.headers["content-type"].startswith("text/csv")
    assert reply.body.decode().splitlines()[1] == ",'=1+1,,+33612345678,,anne@example.org,,FR,,,Europe/Paris,fr-FR,lead,"


async def test_a_key_without_the_scope_may_not_import(client: Client) -> None:
    assert (await client.with_key(None).post("/imports")).status == 401


async def test_a_file_is_looked_into_before_anything_is_imported(client: Client, desk: ImportDesk) -> None:
    reply = await client.send("POST", "/imports/preview", body=CSV.replace("Portable", "Chose").encode(), headers={"content_type": "text/csv"})
    assert reply.status == 200, reply.body
    assert [(each["title"], each["field"], each["samples"][0]) for each in reply.json()["columns"]] == [
        ("Prénom", "first_name", "Hélène"),
        ("Chose", "phone", "06 12 34 56 78"),
        ("Ville", "attributes.ville", "Lyon"),
    ]
    odd = await client.send("POST", "/imports/preview", body=b"what;else\n1;2\n", headers={"content_type": "text/csv"})
    assert [each["field"] for each in odd.json()["columns"]] == ["attributes.what", "attributes.else"]
    assert (await client.send("POST", "/imports/preview", body=b" ", headers={"content_type": "text/csv"})).json()["code"] == "file_empty"
    assert (await client.get("/imports")).json()["items"] == []
    assert desk.files.names() == []


async def test_a_mapping_that_is_remembered_is_told_when_a_file_is_looked_into(client: Client) -> None:
    await upload(client, FORM, **OF_FORM)
    told = (await client.send("POST", "/imports/preview", body=CSV.encode(), headers={"content_type": "text/csv"})).json()
    assert told["remembered"] == "clients.csv"
    assert [each["field"] for each in told["columns"]] == ["ignore", "phone", "ignore"]


async def test_consent_is_attested_with_the_file_by_whoever_brings_it(client: Client, database: Database, organisation: UUID) -> None:
    consent = b'{"source": "form", "wording": "News by SMS.", "channels": ["sms"], "at": "2031-01-01T00:00:00Z"}'
    part = b'--frontier\r\nContent-Disposition: form-data; name="consent"\r\n\r\n'
    started = await upload(client, part + consent + b"\r\n" + FORM, **OF_FORM)
    assert started.status == 202, started.body
    async with database.unit(organisation) as unit:
        report = await import_report(unit, organisation, UUID(started.json()["id"]))
        assert report.basis is not None
        assert (report.basis.source, report.basis.channels, report.basis.attested_by) == ("form", (Channel.SMS,), report.actor)
        assert report.basis.attested_at == unit.at
    shown = (await client.get(f"/imports/{report.id}")).json()
    assert (shown["consent"]["source"], shown["consent"]["channels"], shown["tags"]) == ("form", ["sms"], [])
    wrong = await upload(client, part + b'{"source": "form", "wording": "x", "channels": []}\r\n' + FORM, **OF_FORM)
    assert (wrong.status, wrong.json()["code"], wrong.json()["field"]) == (422, "consent_invalid", "consent.channels")


async def test_tags_of_many_are_changed_at_once_and_told_so_that_they_can_be_taken_back(client: Client) -> None:
    ana = (await client.post("/contacts", {"first_name": "Ana", "tags": ["old", "vip"]})).json()["id"]
    bo = (await client.post("/contacts", {"first_name": "Bo"})).json()["id"]
    nobody = "0199b2a1-7c00-7000-8000-000000000001"
    told = await client.post("/contacts/tags", {"contact_ids": [ana, bo, bo, nobody], "add": ["vip", "spring"], "remove": ["old"]})
    assert (told.status, sorted(told.json()["changed"])) == (200, sorted([ana, bo]))
    assert [(await client.get(f"/contacts/{each}")).json()["tags"] for each in (ana, bo)] == [["vip", "spring"], ["vip", "spring"]]
    again = await client.post("/contacts/tags", {"contact_ids": [ana, bo], "add": ["vip"]})
    assert again.json()["changed"] == []
    assert (await client.post("/contacts/tags", {"contact_ids": [ana], "add": [" "]})).json()["code"] == "tags_missing"
    full = await client.post("/contacts/tags", {"contact_ids": [ana], "add": [f"tag {each}" for each in range(99)]})
    assert full.json()["changed"] == []


@pytest.mark.usefixtures("worker")
async def test_an_import_is_undone_over_the_api_and_tells_before_whom_it_would_remove(client: Client) -> None:
    report = await finished(client, await upload(client, CSV.encode("cp1252")))
    assert report["undo_until"]
    found = (await client.get("/contacts")).json()["items"]
    await client.post("/contacts/tags", {"contact_ids": [found[0]["id"]], "add": ["vip"]})
    path = f"/imports/{report['id']}/undo"
    told = (await client.send("GET", path, headers={"accept_language": "fr"})).json()
    stay = [{"code": "changed", "reason": "La fiche a été modifiée depuis.", "people": 1}]
    assert (told["people"], told["looked_at"], told["removed"], told["stay"], told["asked_by"]) == (2, 2, 1, stay, None)
    assert len((await client.get("/contacts")).json()["items"]) == 2
    undone = await finished(client, await client.send("POST", path))
    assert (undone["status"], undone["undo_until"]) == ("undone", None)
    assert [each["id"] for each in (await client.get("/contacts")).json()["items"]] == [found[0]["id"]]
    assert (await client.send("POST", path)).json()["status"] == "undone"
    after = (await client.send("GET", path, headers={"accept_language": "en"})).json()
    assert (after["removed"], after["stay"][0]["reason"]) == (1, "They were changed since.")
    assert after["asked_by"]


@pytest.mark.usefixtures("worker")
async def test_what_is_wrong_with_rows_is_told_in_french_to_who_reads_it(client: Client) -> None:
    rows = ["phone;email;name;country;born:date", "12;;;;", "+33612345678;no;;;", "+33612345678;a@b.example;Anne;Atlantis;", "+33612345678;;Anne;;",
            "0612345678;;Anne;;", "+33612345678;c@d.example;Zoé;;", '+33612345679;;"Anne;;', ";;;;", "+33612345670;;x;;;;y"]  # fmt: skip
    report = await finished(client, await upload(client, "\n".join(rows).encode()))
    path = f"/imports/{report['id']}/errors"
    english, french = [(await client.send("GET", path, headers={"accept_language": each})).json()["items"] for each in ("en", "fr")]
    assert len({each["code"] for each in english}) >= 6
    for one, other in zip(english, french, strict=True):
        assert (one["line"], one["code"]) == (other["line"], other["code"])
        assert one["reason"] != other["reason"], one
        assert one["fix"] != other["fix"], one
    as_file = await client.send("GET", f"{path}?format=csv", headers={"accept_language": "fr"})
    assert french[0]["reason"] in as_file.body.decode()


async def test_contacts_that_fit_are_counted(client: Client) -> None:
    for tags in (["vip"], ["vip"], []):
        await client.post("/contacts", {"first_name": "Ana", "tags": tags})
    assert (await client.get("/contacts/count")).json() == {"count": 3, "more": False}
    assert (await client.get("/contacts/count?tag=vip&name=an")).json() == {"count": 2, "more": False}
    assert (await client.get("/contacts/count?phone=12")).status == 422


async def test_what_is_declared_of_attributes_is_told_without_counting_anybody(client: Client) -> None:
    await client.post("/contacts", {"first_name": "Ana", "attributes": {"size": "big", "dog": True}})
    await client.send("PUT", "/attributes/size", json={"type": "text", "labels": {"fr": "Taille"}})
    declared = (await client.get("/attributes?declared=true")).json()["items"]
    assert [(each["name"], each["labels"], each["contacts"]) for each in declared] == [("size", {"fr": "Taille"}, None)]
    assert {each["name"]: each["contacts"] for each in (await client.get("/attributes")).json()["items"]} == {"dog": 1, "size": 1}
