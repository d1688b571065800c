"""A draft stands before its content is chosen, and is not launched without."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import World, numbers
from tidings.campaigns import http

CAMPAIGNS = "/marketing/campaigns"


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    """A client with every scope."""
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router, http.foresight, http.decisions]) as client:
        yield client


async def test_a_draft_goes_without_content_until_it_is_launched(client: Client) -> None:
    made = (await client.post(CAMPAIGNS, {"name": "Autumn", "channel": "whatsapp"})).json()
    assert (made["template_name"], made["channel"], made["purpose"], made["status"]) == (None, "whatsapp", "marketing", "draft")
    draft = f"{CAMPAIGNS}/{made['id']}"
    await client.post(f"{draft}/recipients", {"phone_numbers": numbers(2)})
    run = (await client.post(f"{draft}/dry-run")).json()
    assert (run["people"], run["texts"]) == (2, [])
    assert (await client.get(f"{draft}/plan")).status == 200
    refused = (await client.post(f"{draft}/activate")).json()
    assert (refused["code"], refused["field"]) == ("campaign_without_template", "template_name")
    assert (await client.post(f"{draft}/submit")).json()["code"] == "campaign_without_template"
    assert (await client.post(f"{draft}/test", {"phone_number": numbers(1)[0]})).json()["code"] == "campaign_without_template"
    chosen = (await client.send("PATCH", draft, json={"template_name": "hello_world"})).json()
    assert chosen["template_name"] == "hello_world"
    assert (await client.post(f"{draft}/activate")).status == 200


async def test_a_template_that_is_chosen_later_is_of_the_drafts_channel_and_purpose(client: Client) -> None:
    made = (await client.post(CAMPAIGNS, {"name": "Autumn", "channel": "sms"})).json()
    other = await client.send("PATCH", f"{CAMPAIGNS}/{made['id']}", json={"template_name": "hello_world"})
    assert other.json()["code"] == "other_channel"
    both = await client.post(CAMPAIGNS, {"name": "Autumn", "template_name": "hello_world", "channel": "sms"})
    assert both.json()["code"] == "other_channel"


async def test_a_draft_says_its_channel_or_its_template(client: Client) -> None:
    neither = (await client.post(CAMPAIGNS, {"name": "Autumn"})).json()
    assert (neither["code"], neither["field"]) == ("channel_missing", "channel")
    tracking = (await client.post(CAMPAIGNS, {"name": "Autumn", "channel": "sms", "purpose": "tracking"})).json()
    assert tracking["code"] == "purpose_not_sendable"


async def test_a_copy_of_a_draft_without_content_is_one_too(client: Client) -> None:
    made = (await client.post(CAMPAIGNS, {"name": "Autumn", "channel": "whatsapp"})).json()
    copied = (await client.post(f"{CAMPAIGNS}/{made['id']}/copy")).json()
    assert (copied["template_name"], copied["channel"]) == (None, "whatsapp")
