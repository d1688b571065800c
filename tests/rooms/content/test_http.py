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
