"""What campaigns know of templates: who uses one, what the law misses in its text, and a test message of it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import ACTOR, World, numbers
from support.shop import PUBLIC
from tidings.accounts import service as accounts
from tidings.campaigns import http
from tidings.channels import service as channels
from tidings.content import http as content
from tidings.content import service as templates
from tidings.content.types import PublicAddress
from tidings.kernel.words import Channel
from tidings.policy import service as policy

PHONE = "+33612345678"


@pytest.fixture
async def client(world: World, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(world.database, world.clock, tmp_path, parts={PublicAddress: PUBLIC})
    async with client_of(world.database, world.organisation, context, [http.router, http.templates, content.router]) as client:
        yield client


async def test_a_template_is_used_by_these_campaigns_those_that_run_first(client: Client, world: World) -> None:
    template = (await world.create()).settings.template_name
    running = await world.create(template_name=template)
    await world.add(running, numbers(2))
    await world.activate(running)
    await world.create(template_name=template)
    uses = (await client.get(f"/marketing/template-uses?name={template}&name=nobodys")).json()["items"]
    assert [(each["template_name"], each["campaigns"], each["live"]) for each in uses] == [(template, 3, 1)]
    assert uses[0]["some"][0]["id"] == str(running.id)


async def test_a_text_without_a_way_to_stop_is_told_what_to_write_where_the_law_asks_for_it(client: Client) -> None:
    draft = {"channel": "sms", "locale": "fr", "body": {"text": "Soldes d'automne !"}}
    lacks = (await client.post("/marketing/text-check", draft)).json()["items"]
    stop = next(each for each in lacks if each["needed"] == "opt_out")
    assert (stop["where"], stop["blocking"], stop["suggestion"]) == ("France", True, "STOP pour ne plus recevoir de messages.")
    said = {**draft, "body": {"text": "Soldes d'automne ! STOP au 36123"}}
    assert "opt_out" not in {each["needed"] for each in (await client.post("/marketing/text-check", said)).json()["items"]}
    assert (await client.post("/marketing/text-check", {**draft, "purpose": "transactional"})).json()["items"] == []
    assert (await client.post("/marketing/text-check", {**draft, "countries": ["US"]})).json()["items"][0]["where"] != "France"


async def test_a_template_is_tried_out_on_a_listed_number_alone(client: Client, world: World) -> None:
    template = (await world.create()).settings.template_name
    asked = {"template_name": template, "phone_number": PHONE}
    assert (await client.post("/marketing/template-tests", asked)).status == 403
    assert (await client.post("/marketing/template-tests", {**asked, "template_name": "nobodys"})).status == 404
    assert (await client.post("/marketing/template-tests", {**asked, "phone_number": "06 12"})).status == 422
    async with world.database.unit(world.organisation) as unit:
        await policy.allow_addresses(unit, world.organisation, ACTOR, [PHONE])
    sent = await client.post("/marketing/template-tests", asked)
    assert sent.status == 202, sent.body
    async with world.database.unit(world.organisation) as unit:
        trail = (await accounts.audit_trail(unit, world.organisation, limit=20)).rows
        await accounts.stop_sending(unit, world.organisation, ACTOR, "wrong price")
    assert "template.tested" in [each.action for each in trail]
    assert (await client.post("/marketing/template-tests", asked)).json()["code"] == "sending_stopped"


async def test_a_template_that_its_provider_holds_or_that_nothing_can_send_is_not_tried_out(client: Client, world: World) -> None:
    body = {"provider_name": "held_back", "language": "en", "body": "Hello"}
    await client.post("/templates", {"name": "held_back", "channel": "whatsapp", "locale": "en", "body": body})
    async with world.database.unit(world.organisation) as unit:
        await policy.allow_addresses(unit, world.organisation, ACTOR, [PHONE])
        senders = await channels.senders(unit, world.organisation)
    provider = next(each.provider for each in senders if each.channel is Channel.WHATSAPP)
    async with world.database.engine() as unit:
        await templates.set_approval(unit, world.organisation, provider=provider, provider_name="held_back", status="paused")
    held = await client.post("/marketing/template-tests", {"template_name": "held_back", "phone_number": PHONE})
    assert held.json()["code"] == "template_not_sendable"
    async with world.database.unit(world.organisation) as unit:
        for sender in senders:
            await channels.stop_sender(unit, world.organisation, sender.id, "moving", actor=ACTOR)
    assert (await client.post("/marketing/template-tests", {"template_name": "held_back", "phone_number": PHONE})).json()["code"] == "no_sender"
