"""Duplicates, merges, all about a person and erasure, as a caller of the API sees them."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts.types import Scope
from tidings.apps.people import PEOPLE
from tidings.contacts import http
from tidings.contacts.service import Parts
from tidings.infra.db.database import Database

ANNE = {"first_name": "Anne", "external_id": "C-1", "phones": [{"number": "06 12 34 56 78"}]}
AGAIN = {"first_name": "Anne", "last_name": "Dupont", "phones": [{"number": "+33612345678"}], "emails": ["anne@example.org"]}


@pytest.fixture
async def client(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(database, clock, tmp_path, parts={Parts: PEOPLE})
    async with client_of(database, organisation, context, [http.merging, http.rights, http.router]) as client:
        yield client


async def both(client: Client) -> tuple[str, str]:
    kept, gone = await client.post("/contacts", ANNE), await client.post("/contacts", AGAIN)
    return kept.json()["id"], gone.json()["id"]


async def test_a_duplicate_is_found_merged_and_taken_apart_again(client: Client) -> None:
    kept, gone = await both(client)
    (found,) = (await client.get("/contacts/duplicates")).json()["items"]
    assert (found["keep_id"], found["other_id"], found["suggestion"]) == (kept, gone, "merge")
    assert found["evidence"] == [{"kind": "phone", "value": "+33 6 ** ** ** 78"}]
    done = await client.post(f"/contacts/{kept}/merge", {"other": gone}, idempotency_key="once")
    assert done.status == 200
    again = await client.post(f"/contacts/{kept}/merge", {"other": gone}, idempotency_key="once")
    assert again.json() == done.json()
    lost = await client.get(f"/contacts/{gone}")
    assert (lost.status, lost.json()["code"]) == (404, "contact_merged")
    assert [each["id"] for each in (await client.get(f"/contacts/{kept}/merges")).json()] == [done.json()["id"]]
    undone = await client.post(f"/contacts/merges/{done.json()['id']}/undo")
    assert undone.json() == {"stays": []}
    assert (await client.get(f"/contacts/{gone}")).json()["emails"][0]["value"] == "anne@example.org"


async def test_all_about_a_person_is_given_as_json_and_as_a_page(client: Client) -> None:
    _, person = await both(client)
    told = await client.get(f"/contacts/{person}/export")
    assert told.json()["profile"]["last_name"] == "Dupont"
    assert {"verified_at", "verified_how"} <= set(told.json()["addresses"][0])
    page = await client.get(f"/contacts/{person}/export?format=html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "anne@example.org" in page.body.decode()
    assert [each["what"] for each in (await client.get(f"/contacts/{person}/export")).json()["changes"]][:2] == ["contact.told"] * 2


async def test_an_erasure_is_confirmed_by_the_id_and_final(client: Client) -> None:
    _, person = await both(client)
    assert (await client.delete(f"/contacts/{person}")).status == 422
    wrong = await client.delete(f"/contacts/{person}?confirm=00000000-0000-0000-0000-000000000000")
    assert (wrong.status, wrong.json()["code"]) == (422, "not_confirmed")
    gone = await client.delete(f"/contacts/{person}?confirm={person}")
    assert gone.json()["removed"]["contacts"] == 1
    assert gone.json()["removed"]["addresses_shared_and_kept"] == 1
    assert (await client.delete(f"/contacts/{person}?confirm={person}")).status == 404


async def test_a_key_that_only_reads_neither_merges_nor_erases(
    client: Client, database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    kept, gone = await both(client)
    context = make_context(database, clock, tmp_path, parts={Parts: PEOPLE})
    async with client_of(database, organisation, context, [http.merging, http.rights, http.router], frozenset({Scope.CONTACTS_READ})) as reader:
        assert (await reader.post(f"/contacts/{kept}/merge", {"other": gone})).status == 403
        assert (await reader.delete(f"/contacts/{kept}?confirm={kept}")).status == 403
