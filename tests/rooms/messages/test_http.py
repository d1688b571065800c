"""Unconfirmed messages and traces over the API."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.api import Client, client_of, make_context
from support.doubts import leave_unconfirmed
from support.shop import Shop
from tidings.accounts.types import Scope
from tidings.messages.http import router
from tidings.messages.service import Outlooks

STRANGE = "0199b2a1-7c00-7000-8000-000000000001.0199b2a1-7c00-7000-8000-000000000002"


@pytest.fixture
async def api(shop: Shop, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(shop.database, shop.clock, tmp_path, parts={Outlooks: Outlooks()})
    async with client_of(shop.database, shop.organisation_id, context, [router]) as client:
        yield client


async def test_an_unconfirmed_message_is_listed_with_all_that_a_person_needs(shop: Shop, api: Client) -> None:
    (key,) = await leave_unconfirmed(shop)
    (row,) = (await api.get(f"/messages/unconfirmed?source_id={key.source_id}")).json()["items"]
    assert (row["id"], row["contact_id"], row["channel"], row["attempt"]) == (key.message_id, str(key.contact_id), "whatsapp", 1)
    assert (row["source"]["kind"], row["source"]["name"], row["sender"]["provider"]) == ("campaign", "Autumn", "meta_whatsapp")
    assert "*" in row["address"]
    assert row["why"]
    assert row["fix"]
    assert [(each["what"], each["detail"]) for each in row["known"]] == [
        ("unknown", "ReadTimeout"),
        ("given_up", "the provider has no such question"),
    ]
    assert (await api.get(f"/messages/unconfirmed?source_id={key.contact_id}")).json()["items"] == []


async def test_pages_follow_each_other_and_a_strange_cursor_is_refused(shop: Shop, api: Client) -> None:
    keys = await leave_unconfirmed(shop, 3)
    first = (await api.get("/messages/unconfirmed?limit=2")).json()
    second = (await api.get(f"/messages/unconfirmed?limit=2&cursor={first['next_cursor']}")).json()
    assert [row["id"] for row in first["items"] + second["items"]] == [key.message_id for key in keys]
    assert second["next_cursor"] is None
    assert (await api.get("/messages/unconfirmed?cursor=WyJ4Il0")).json()["code"] == "cursor_invalid"


async def test_a_decision_is_done_once_and_the_second_is_told_what_became_of_it(shop: Shop, api: Client) -> None:
    (key,) = await leave_unconfirmed(shop)
    decision = {"outcome": "send_again", "reason": "The worker died before its first message."}
    settled = (await api.post(f"/messages/{key.message_id}/settle", decision)).json()
    assert (settled["id"], settled["status"], settled["reason"]) == (key.message_id, "planned", "sent_again_by_person")
    again = await api.post(f"/messages/{key.message_id}/settle", decision)
    assert (again.status, again.json()["code"]) == (409, "message_not_unconfirmed")
    assert "planned" in again.json()["detail"]
    trace = (await api.get(f"/messages/{key.message_id}/trace")).json()
    assert (trace["status"], trace["steps"][-1]["detail"]) == ("planned", "The worker died before its first message.")


@pytest.mark.parametrize("body", [{"outcome": "arrived"}, {"outcome": "arrived", "reason": " "}, {"outcome": "lost", "reason": "x"}])
async def test_a_decision_needs_a_known_outcome_and_a_reason(shop: Shop, api: Client, body: dict[str, str]) -> None:
    (key,) = await leave_unconfirmed(shop)
    assert (await api.post(f"/messages/{key.message_id}/settle", body)).status == 422


@pytest.mark.parametrize("word", [STRANGE, "x", "%00", "x" * 90])
async def test_what_names_no_message_is_not_found(api: Client, word: str) -> None:
    assert (await api.get(f"/messages/{word}/trace")).status == 404
    assert (await api.post(f"/messages/{word}/settle", {"outcome": "arrived", "reason": "x"})).status == 404


async def test_reading_needs_one_scope_and_deciding_another(shop: Shop, tmp_path: Path) -> None:
    (key,) = await leave_unconfirmed(shop)
    context = make_context(shop.database, shop.clock, tmp_path, parts={Outlooks: Outlooks()})
    async with client_of(shop.database, shop.organisation_id, context, [router], frozenset({Scope.MESSAGES_READ})) as reader:
        assert (await reader.get(f"/messages/{key.message_id}/trace")).status == 200
        refused = await reader.post(f"/messages/{key.message_id}/settle", {"outcome": "arrived", "reason": "x"})
        assert (refused.status, refused.json()["code"]) == (403, "scope_missing")


async def test_all_unconfirmed_messages_of_a_campaign_are_settled_by_one_request_that_may_be_repeated(shop: Shop, api: Client) -> None:
    keys = await leave_unconfirmed(shop, 3)
    decision = {"source_id": str(keys[0].source_id), "outcome": "arrived", "reason": "They answered us."}
    assert (await api.post("/messages/unconfirmed/settle", decision)).json() == {"settled": 3, "left": 0, "status": "sent"}
    assert (await api.post("/messages/unconfirmed/settle", decision)).json() == {"settled": 0, "left": 0, "status": "sent"}
    unknown = await api.post("/messages/unconfirmed/settle", {**decision, "source_id": str(keys[0].contact_id)})
    assert (unknown.status, unknown.json()["code"]) == (404, "source_unknown")


async def test_sentences_come_in_the_language_of_the_reader(shop: Shop, api: Client) -> None:
    (key,) = await leave_unconfirmed(shop)
    said = [(await api.get(f"/messages/{key.message_id}/trace", **{"Accept-Language": each})).json()["sentence"] for each in ("en", "fr", "de")]
    assert said[0] != said[1] == said[2]
    (row,) = (await api.get("/messages/unconfirmed", **{"Accept-Language": "en"})).json()["items"]
    assert row["known"][0]["sentence"] == "No whole answer came: it may have been sent."
