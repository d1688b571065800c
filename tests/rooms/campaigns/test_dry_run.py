"""A dry run says what then happens: the same people on the same days, and the same ones left out."""

from collections import Counter
from datetime import UTC, date, datetime, time
from random import Random
from zoneinfo import ZoneInfo

import pytest

from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Campaign, DryRun, Hours, RecipientFilter
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service as policy
from tidings.policy.types import Cap

PLACES = ("+3361200{:04d}", "+1212555{:04d}", "+1808555{:04d}", "+4915112{:06d}")
"""France, New York, Hawaii, Germany: other hours, other zones."""


async def dry_run(world: World, campaign: Campaign) -> DryRun:
    async with world.database.unit(world.organisation) as unit:
        return await campaigns.dry_run(unit, world.organisation, campaign.id)


async def draft(world: World, phones: list[str], **settings: object) -> Campaign:
    async with world.database.unit(world.organisation) as unit:
        body = SmsBody("Autumn at the workshop. Reply STOP to opt out.")
        name = f"autumn_{len(phones)}"
        await content.create_template(
            unit, world.organisation, ACTOR, name=name, channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=body
        )
    campaign = await world.create(channel=Channel.SMS, **{"template_name": name, "hours": Hours(time(0), time(23, 59)), **settings})
    await world.add(campaign, phones)
    return campaign


async def lived(world: World, until: datetime) -> dict[date, int]:
    """Release and deliver from moment to moment; return how many left on each of the organisation's days."""
    by_day = Counter[date]()
    while world.clock.now() < until:
        await world.release()
        by_day[world.clock.now().astimezone(ZoneInfo("Europe/Paris")).date()] += await world.deliver()
        async with world.database.engine() as unit:
            due = await campaigns.next_due(unit)
        world.clock.set(until if due is None else max(due, world.clock.now()))
    return {day: people for day, people in by_day.items() if people}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_what_a_dry_run_says_is_what_then_happens(world: World, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - draws an example
    world.clock.set(datetime(2026, 10, 9, chance.randrange(24), 0, tzinfo=UTC))  # a Friday, before a weekend
    phones = [chance.choice(PLACES).format(100 + number) for number in range(60)]
    first = await draft(world, phones[:20])
    await world.activate(first)
    until = datetime(2026, 10, 30, tzinfo=UTC)
    await world.release()
    await world.deliver()
    async with world.database.unit(world.organisation) as unit:
        await policy.set_caps(unit, world.organisation, ACTOR, [Cap(frozenset({Channel.SMS}), 1, 48)])
    campaign = await draft(world, phones, daily_send_limit=chance.choice([7, 20, 200]))
    await world.cancel(first)  # who got it counts for the cap
    said = await dry_run(world, campaign)
    await world.activate(campaign)
    happened = await lived(world, until)
    stats = await world.stats(campaign)
    assert {day.day: day.people for day in said.days} == happened
    assert sum(each.people for each in said.left_out) == stats.suppressed
    assert sum(day.people for day in said.days) == stats.sent


async def test_nothing_is_sent_written_or_held_by_a_dry_run(world: World) -> None:
    campaign = await draft(world, numbers(30))
    before = await world.stats(campaign)
    await dry_run(world, campaign)
    assert (await world.stats(campaign)).states == before.states
    async with world.database.unit(world.organisation) as unit:
        trail = (await accounts.audit_trail(unit, world.organisation, subject=f"campaign:{campaign.id}")).rows
    assert {each.action for each in trail} == {"campaign.created", "campaign.recipients_added"}


async def test_a_dry_run_tells_what_it_costs_by_day_and_where_the_budget_ends(world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        currency = (await accounts.organisation(unit, world.organisation)).currency
        price = Price(Channel.SMS, 50_000, currency, world.clock.now().date(), "contract", country="FR")
        await channels.set_prices(unit, world.organisation, ACTOR, [price], [])
    campaign = await draft(world, [*numbers(30), "+12125550143"], daily_send_limit=10, budget=1_000_000, accept_unknown_prices=True)
    said = await dry_run(world, campaign)
    assert said.unknown_prices == {"sms US (rate:USD)": 1}
    assert sum(day.micros for day in said.days) == 1_000_000
    assert said.finishes_at is None
    assert [(each.reason, each.people) for each in said.left_out] == [("budget_used_up", 31 - sum(day.people for day in said.days))]


async def test_why_tells_of_everybody_in_words(world: World) -> None:
    campaign = await draft(world, numbers(3))
    async with world.database.unit(world.organisation) as unit:
        found = await campaigns.why(unit, world.organisation, campaign.id, "fr")
    assert [(each.status, each.reason, each.people) for each in found.reasons] == [("planned", "campaign_not_launched", 3)]
    assert "campagne" in found.reasons[0].sentence
    await world.activate(campaign)
    await world.live_through(until=datetime(2026, 10, 30, tzinfo=UTC))
    async with world.database.unit(world.organisation) as unit:
        found = await campaigns.why(unit, world.organisation, campaign.id, "en")
    assert [(each.status, each.people, each.sentence) for each in found.reasons] == [("sent", 3, "The provider took it.")]


async def test_a_reason_that_there_is_not_is_refused_with_those_that_there_are(world: World) -> None:
    campaign = await draft(world, numbers(2))
    async with world.database.unit(world.organisation) as unit:
        with pytest.raises(Invalid, match="'optedout' is no reason"):
            await campaigns.recipients(unit, world.organisation, campaign.id, RecipientFilter(reasons=frozenset({"optedout"})))
        assert not (await campaigns.recipients(unit, world.organisation, campaign.id, RecipientFilter(reasons=frozenset({"opted_out"})))).rows


async def test_a_budget_ends_where_nobody_knows_a_price(world: World) -> None:
    campaign = await draft(world, ["+12125550143"], budget=1_000_000)
    assert [(each.reason, each.people) for each in (await dry_run(world, campaign)).left_out] == [("price_unknown", 1)]
