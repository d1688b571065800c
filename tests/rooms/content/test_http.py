"""Templates over HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from support.shop import PUBLIC
from tidings.content import http
from tidings.content import service as content
from tidings.content.types import PublicAddress
from tidings.infra.db.database import Database

OFFER: dict[str, Any] = {
    "name": "offer",
    "channel": "whatsapp",
    "locale": "en",
    "body": {
        "provider_name": "offer",
        "language": "en",
        "body": "Hello {{1}}, come back.",
        "parameters": ["{{ first_name }}"],
        "buttons": [{"type": "quick_reply", "text": "Yes", "value": "yes"}],
    },
}


@pytest.fixture
async def client(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(database, clock, tmp_path, parts={PublicAddress: PUBLIC})
    async with client_of(database, organisation, context, [http.router]) as client:
        yield client


async def test_a_template_is_made_shown_listed_and_given_a_new_version(client: Client) -> None:
    made = await client.post("/templates", OFFER)
    assert made.status == 201, made.body
    version = await client.post("/templates/offer/versions", {"locale": "fr", "body": {**OFFER["body"], "language": "fr"}})
    assert version.status == 201, version.body
    whole = (await client.get("/templates/offer")).json()
    assert (whole["version"], whole["variables"], whole["not_sendable"]) == (2, ["first_name"], None)
    assert [each["locale"] for each in whole["locales"]] == ["en", "fr"]
    assert whole["locales"][0]["body"]["buttons"][0]["value"] == "yes"
    assert [each["name"] for each in (await client.get("/templates?channel=whatsapp")).json()["items"]] == ["offer"]
    assert (await client.get("/templates?channel=sms")).json()["items"] == []


async def test_a_preview_shows_what_somebody_would_see_and_what_they_lack(client: Client) -> None:
    await client.post("/templates", OFFER)
    shown = (await client.post("/templates/offer/preview", {"first_name": "Zoé"})).json()
    assert (shown["text"], shown["buttons"], shown["missing"]) == ("Hello Zoé, come back.", ["Yes"], [])
    assert (await client.post("/templates/offer/preview", {})).json()["missing"] == ["first_name"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"body": {**OFFER["body"], "footer": "x" * 61}}, "body.footer"),
        ({"body": {**OFFER["body"], "parameters": []}}, "body.body"),
        ({"body": {**OFFER["body"], "parameters": ["{{ 'a' * 9 }}"]}}, "body.parameters.0"),
        ({"channel": "sms"}, "body"),
        ({"channel": "sms", "body": {"text": "{{ first_name"}}, "body.text"),
        ({"locale": "french"}, "locale"),
        ({"name": "an offer"}, "name"),
    ],
)
async def test_a_wrong_template_is_refused_with_the_field_and_what_to_do(client: Client, change: dict[str, Any], field: str) -> None:
    answer = await client.post("/templates", {**OFFER, **change})
    assert (answer.status, answer.json()["field"]) == (422, field), answer.body
    assert answer.json()["fix"]


async def test_a_template_that_is_not_there_is_404_and_a_name_of_another_channel_is_409(client: Client) -> None:
    assert (await client.get("/templates/none")).status == 404
    await client.post("/templates", OFFER)
    sms = {"name": "offer", "channel": "sms", "locale": "en", "body": {"text": "Hello"}}
    assert (await client.post("/templates", sms)).status == 409


async def test_a_paused_template_says_why_it_is_not_sent(client: Client, database: Database, organisation: UUID) -> None:
    await client.post("/templates", OFFER)
    async with database.engine() as unit:
        await content.set_approval(unit, organisation, provider="meta_whatsapp", provider_name="offer", status="PAUSED")
    whole = (await client.get("/templates/offer")).json()
    assert "paused" in whole["not_sendable"]
    assert whole["approvals"][0]["status"] == "paused"


async def test_a_text_is_counted_as_carriers_do(client: Client) -> None:
    report = (await client.post("/sms/count", {"text": "Répondez OUI \u2019"})).json()
    assert (report["count"]["encoding"], report["count"]["segments"]) == ("UCS-2", 1)
    assert report["suggestions"][0]["replacement"] == "'"


async def test_a_draft_is_shown_before_it_is_kept_with_what_it_names_and_what_is_wrong(client: Client) -> None:
    draft = {"channel": "sms", "locale": "fr", "body": {"text": "Bonjour {{ first_name }} ! {{ unsubscribe_url }}"}, "person": {"first_name": "Zoé"}}
    shown = (await client.post("/templates/preview", draft)).json()
    assert shown["text"].startswith("Bonjour Zoé ! https://tidings.example/u/")
    assert (shown["variables"], shown["missing"], shown["sms"]["segments"]) == (["first_name", "unsubscribe_url"], [], 2)
    refused = await client.post("/templates/preview", {**draft, "body": {"text": "Bonjour {{ first_name"}})
    assert (refused.status, refused.json()["field"]) == (422, "body.text")
    assert (await client.get("/templates")).json()["items"] == []


async def test_versions_are_listed_newest_first_page_by_page_and_an_earlier_one_can_be_brought_back(client: Client) -> None:
    sms = {"name": "note", "channel": "sms", "locale": "en", "body": {"text": "One"}}
    await client.post("/templates", sms)
    for locale, text in (("en", "Two"), ("fr", "Deux")):
        await client.post("/templates/note/versions", {"locale": locale, "body": {"text": text}})
    first = (await client.get("/templates/note/versions?limit=2")).json()
    rest = (await client.get(f"/templates/note/versions?limit=2&cursor={first['next_cursor']}")).json()
    assert [(each["version"], each["locale"], each["body"]["text"]) for each in first["items"] + rest["items"]] == [
        (3, "fr", "Deux"),
        (2, "en", "Two"),
        (1, "en", "One"),
    ]
    assert rest["next_cursor"] is None
    back = (await client.post("/templates/note/versions", {"locale": "en", "body": rest["items"][0]["body"]})).json()
    assert (back["version"], back["locales"][0]["body"]["text"]) == (4, "One")


async def test_an_archived_template_is_not_offered_and_can_be_brought_back(client: Client) -> None:
    await client.post("/templates", OFFER)
    archived = (await client.post("/templates/offer/archive")).json()
    assert archived["archived_at"]
    assert (await client.post("/templates/offer/archive")).json() == archived
    assert (await client.get("/templates")).json()["items"] == []
    assert [each["name"] for each in (await client.get("/templates?state=archived")).json()["items"]] == ["offer"]
    assert (await client.post("/templates/offer/unarchive")).json()["archived_at"] is None
    assert [each["name"] for each in (await client.get("/templates")).json()["items"]] == ["offer"]


async def test_templates_are_found_by_name_language_and_whether_their_provider_holds_them(
    client: Client, database: Database, organisation: UUID
) -> None:
    await client.post("/templates", OFFER)
    await client.post("/templates/offer/versions", {"locale": "fr", "body": {**OFFER["body"], "language": "fr"}})
    await client.post("/templates", {"name": "note", "channel": "sms", "locale": "en", "body": {"text": "Hello"}})
    async with database.engine() as unit:
        await content.set_approval(unit, organisation, provider="meta_whatsapp", provider_name="offer", status="REJECTED", reason="INVALID_FORMAT")

    async def found(query: str) -> list[str]:
        return [each["name"] for each in (await client.get(f"/templates?{query}")).json()["items"]]

    assert await found("search=OFF") == await found("locale=fr") == await found("state=held") == ["offer"]
    assert await found("state=sendable") == ["note"]
    listed = (await client.get("/templates?state=held")).json()["items"][0]
    assert (listed["locales"], listed["approvals"][0]["reason"]) == (["en", "fr"], "INVALID_FORMAT")
    assert "rejected" in listed["not_sendable"]


async def test_what_the_provider_is_told_for_approval_is_kept_and_checked(client: Client) -> None:
    told = {**OFFER["body"], "category": "marketing", "examples": ["Zoé"]}
    whole = (await client.post("/templates", {**OFFER, "body": told})).json()
    assert (whole["locales"][0]["body"]["category"], whole["locales"][0]["body"]["examples"]) == ("marketing", ["Zoé"])
    refused = await client.post("/templates", {**OFFER, "body": {**told, "examples": ["Zoé", "Ada"]}})
    assert (refused.status, refused.json()["field"]) == (422, "body.examples")
