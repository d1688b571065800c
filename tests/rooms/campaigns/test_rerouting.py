"""Whom a channel leaves out and another reaches is told by the dry run, and one call makes the campaign for them."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from support.api import client_of, make_context
from support.campaigning import ACTOR, BASIS, World, numbers
from tidings.campaigns import http
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import NobodyLeftOut
from tidings.campaigns.types import Campaign, CampaignFilter, Reroute, Status
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.kernel.words import Channel, Purpose

US_WHATSAPP = "us_marketing_whatsapp"
AMERICANS = [f"+1212555{number:04d}" for number in range(100, 104)]
LANDLINE = "+33142685300"


async def agree(world: World, phones: Sequence[str], channel: Channel) -> None:
    """Let people agree to marketing on a channel."""
    async with world.database.unit(world.organisation) as unit:
        found, _ = await contacts.resolve_phones(unit, world.organisation, phones, "FR")
        people = [each.contact_id for each in found]
        await consent.grant_attested(unit, world.organisation, people, BASIS, channels=[channel], purposes=[Purpose.MARKETING], actor=ACTOR, proof={})


async def reroutes(world: World, campaign: Campaign, language: str | None = None) -> list[Reroute]:
    async with world.database.unit(world.organisation) as unit:
        return list((await campaigns.dry_run(unit, world.organisation, campaign.id, language)).reroutes)


async def copied(world: World, campaign: Campaign, reason: str, template: str) -> tuple[Campaign, int]:
    async with world.database.unit(world.organisation) as unit:
        return await campaigns.copy_for_left_out(unit, world.organisation, world.caller, campaign.id, [reason], template_name=template, name=None)


async def drafted(world: World) -> Campaign:
    """Make a WhatsApp campaign for two in France and four in the United States, of whom two agreed to texts."""
    await agree(world, AMERICANS[:2], Channel.SMS)
    campaign = await world.create(target_audience={"tags": ["autumn"]})
    await world.add(campaign, [*numbers(2), *AMERICANS])
    return campaign


async def test_the_dry_run_tells_how_many_of_those_whatsapp_leaves_out_agreed_to_texts(world: World) -> None:
    [told] = await reroutes(world, await drafted(world), "en")
    assert (told.reason, told.people, told.channel, told.reachable) == (US_WHATSAPP, 4, Channel.SMS, 2)
    assert told.sentence == "2 of the 4 left out could be reached by SMS: they agreed to it and have a number for it."
    assert told.fix == "Choose a template for SMS and make a copy of the campaign for them."


async def test_it_says_so_in_french(world: World) -> None:
    [told] = await reroutes(world, await drafted(world), "fr-FR, en;q=0.5")
    assert told.sentence.startswith("2 des 4 personnes")


async def test_before_the_launch_one_call_makes_a_campaign_by_text_for_them(world: World) -> None:
    original = await drafted(world)
    made, added = await copied(world, original, US_WHATSAPP, "welcome_sms")
    assert (made.channel, made.status, added) == (Channel.SMS, Status.DRAFT, 4)
    assert made.settings.target_audience is None
    await world.activate(made)
    await world.release()
    stats = await world.stats(made)
    assert (stats.pending, stats.suppressed) == (2, 2)
    assert [(reason, people) for _, reason, people in stats.reasons] == [("no_consent", 2)]


async def test_after_the_launch_it_is_for_those_who_were_refused(world: World) -> None:
    original = await drafted(world)
    await world.activate(original)
    await world.release()
    await world.deliver()
    assert (await world.stats(original)).suppressed == 4
    _, added = await copied(world, original, US_WHATSAPP, "welcome_sms")
    assert added == 4


async def test_who_has_only_a_landline_may_be_reached_by_whatsapp(world: World) -> None:
    await agree(world, [LANDLINE], Channel.WHATSAPP)
    await agree(world, [LANDLINE], Channel.SMS)
    async with world.database.unit(world.organisation) as unit:
        [found], _ = await contacts.resolve_phones(unit, world.organisation, [LANDLINE], "FR")
        texts = await world.create(channel=Channel.SMS)
        await campaigns.add_contacts(unit, world.organisation, world.caller, texts.id, [found.contact_id])
    [told] = await reroutes(world, texts)
    assert (told.reason, told.channel, told.reachable) == ("landline", Channel.WHATSAPP, 1)
    made, added = await copied(world, texts, "landline", "hello_world")
    assert (made.channel, added) == (Channel.WHATSAPP, 1)


async def test_where_nobody_is_left_out_nothing_is_made(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(2))
    assert await reroutes(world, campaign) == []
    with pytest.raises(NobodyLeftOut, match="Nobody with a number for sms"):
        await copied(world, campaign, US_WHATSAPP, "welcome_sms")
    async with world.database.unit(world.organisation) as unit:
        assert len((await campaigns.campaigns(unit, world.organisation, CampaignFilter())).rows) == 1


async def test_over_the_api(world: World, tmp_path: Path) -> None:
    original = await drafted(world)
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.foresight, http.router]) as client:
        said = await client.post(f"/marketing/campaigns/{original.id}/dry-run")
        assert [(each["reason"], each["reachable"]) for each in said.json()["reroutes"]] == [(US_WHATSAPP, 2)]
        body = {"left_out": [US_WHATSAPP], "template_name": "welcome_sms", "name": "By text"}
        made = await client.post(f"/marketing/campaigns/{original.id}/copy", body)
        assert (made.status, made.json()["channel"], made.json()["name"], made.json()["recipients_added"]) == (201, "sms", "By text", 4)
        nobody = await client.post(f"/marketing/campaigns/{original.id}/copy", {"left_out": ["opted_out"], "template_name": "welcome_sms"})
        assert (nobody.status, nobody.json()["code"], nobody.json()["field"]) == (409, "nobody_left_out", "left_out")
        plain = await client.post(f"/marketing/campaigns/{original.id}/copy")
        assert (plain.status, plain.json()["recipients_added"], UUID(plain.json()["id"]) != original.id) == (201, 0, True)
