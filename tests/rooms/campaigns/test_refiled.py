"""A provider files the template of a campaign that was no marketing as marketing: from then on the campaign is."""

from support.campaigning import ACTOR, World, numbers
from support.consents import grant
from tidings.campaigns.types import Campaign
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import Category, Filed, WhatsAppBody
from tidings.kernel.words import Channel, Purpose

AMERICANS = [f"+1212555{number:04d}" for number in range(100, 102)]


async def terms_campaign(world: World, name: str = "terms") -> Campaign:
    body = WhatsAppBody(name, "en", "Our terms change on Monday.", content_sid="HX" + "1" * 32)
    async with world.database.unit(world.organisation) as unit:
        await content.create_template(
            unit, world.organisation, ACTOR, name=name, channel=Channel.WHATSAPP, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
        )
    return await world.create(template_name=name)


async def agreed(world: World, phones: list[str], *purposes: Purpose) -> None:
    async with world.database.unit(world.organisation) as unit:
        found, _ = await contacts.resolve_phones(unit, world.organisation, phones, "FR")
        people = [each.contact_id for each in found]
        for purpose in purposes:
            await grant(unit, world.organisation, people, channel=Channel.WHATSAPP, purpose=purpose, source="counter", at=world.clock.now())


async def filed(world: World, category: Category = Category.MARKETING, name: str = "terms") -> None:
    async with world.database.unit(world.organisation) as unit:
        await content.file_template(unit, world.organisation, Filed("meta_whatsapp", name, "en", category, world.clock.now()))


async def reasons(world: World, campaign: Campaign) -> dict[str, int]:
    return {reason: people for _, reason, people in (await world.stats(campaign)).reasons if reason}


async def test_who_waits_in_the_queue_is_released_anew_by_the_rules_of_marketing(world: World) -> None:
    campaign = await terms_campaign(world)
    told, willing = numbers(2), numbers(1, start=10)
    await agreed(world, [*told, *willing, *AMERICANS], Purpose.TRANSACTIONAL)
    await agreed(world, [*willing, *AMERICANS], Purpose.MARKETING)
    await world.add(campaign, [*told, *willing, *AMERICANS])
    await world.activate(campaign)
    await world.release()
    await filed(world)
    await world.release()
    assert await world.deliver() == 1
    stats = await world.stats(campaign)
    assert (stats.sent, stats.suppressed, stats.pending) == (1, 4, 0)
    assert await reasons(world, campaign) == {"no_consent": 2, "us_marketing_whatsapp": 2}


async def test_a_draft_and_a_campaign_made_later_are_marketing_and_another_template_takes_that_back(world: World) -> None:
    early = await terms_campaign(world)
    await filed(world)
    late = await world.create(template_name="terms")
    other = await terms_campaign(world, "hours")
    await world.edit(late, template_name="hours")
    await agreed(world, numbers(1), Purpose.TRANSACTIONAL)
    for campaign, sent in ((early, 0), (late, 1), (other, 1)):
        await world.add(campaign, numbers(1))
        await world.activate(campaign)
        await world.release()
        assert await world.deliver() == sent
