"""What a campaign has cost is shown with its currency, in all and by day, with a budget or without."""

from datetime import date, time
from pathlib import Path

import pytest

from support.api import client_of, make_context
from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.campaigns import http
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Hours, RecipientFilter
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.kernel.words import Channel, Purpose
from tidings.ports.outcome import Accepted

MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
CENT = 10_000


async def currency_of(world: World) -> str:
    async with world.database.unit(world.organisation) as unit:
        return (await accounts.organisation(unit, world.organisation)).currency


async def reminder(world: World) -> str:
    """Make a text that was asked for, which may leave at night."""
    async with world.database.unit(world.organisation) as unit:
        body = SmsBody("Your bicycle is ready.")
        made = await content.create_template(
            unit, world.organisation, ACTOR, name="ready", channel=Channel.SMS, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
        )
    return made.name


async def enter_price(world: World, channel: Channel) -> None:
    """Let a message to France cost four cents."""
    currency = await currency_of(world)
    async with world.database.unit(world.organisation) as unit:
        price = Price(channel, 4 * CENT, currency, world.clock.now().date(), "contract", country="FR")
        await channels.set_prices(unit, world.organisation, ACTOR, [price], [])


async def leave(world: World, outcome: Accepted | None = None) -> None:
    await world.release()
    await world.deliver(outcome)


async def test_what_the_provider_tells_is_shown_by_day_without_a_budget(world: World) -> None:
    currency = await currency_of(world)
    campaign = await world.launched(2, daily_send_limit=1)
    await leave(world, Accepted("SM1", cost_micros=5 * CENT, currency=currency))
    await world.next_moment()
    await leave(world, Accepted("SM2", cost_micros=7 * CENT, currency=currency))
    spent = (await world.stats(campaign)).spent
    assert (spent.currency, spent.whole.spent, spent.whole.unpriced) == (currency, 12 * CENT, 0)
    assert {day: each.spent for day, each in spent.by_day.items()} == {MONDAY: 5 * CENT, TUESDAY: 7 * CENT}


async def test_what_nobody_told_is_counted_and_not_guessed(world: World) -> None:
    campaign = await world.launched(3)
    await leave(world)
    spent = (await world.stats(campaign)).spent
    assert (spent.whole.spent, spent.whole.unpriced) == (0, 3)
    assert {day: each.unpriced for day, each in spent.by_day.items()} == {MONDAY: 3}


async def test_what_is_told_in_a_currency_without_a_rate_is_at_a_price_that_nobody_knows(world: World) -> None:
    campaign = await world.launched(2)
    await leave(world, Accepted("SM1", cost_micros=CENT, currency="XAF"))
    spent = (await world.stats(campaign)).spent
    assert (spent.whole.spent, spent.whole.estimated, spent.whole.unpriced) == (0, 0, 2)
    assert {day: each.unpriced for day, each in spent.by_day.items()} == {MONDAY: 2}


async def test_nothing_is_nothing_in_a_currency_without_a_rate(world: World) -> None:
    campaign = await world.launched(1)
    await leave(world, Accepted("SM1", cost_micros=0, currency="XAF"))
    assert (await world.stats(campaign)).spent.whole.unpriced == 0


@pytest.mark.parametrize("budget", [1_000_000, None], ids=["with a budget", "without one"])
async def test_the_price_lists_estimate_stands_until_the_provider_tells(world: World, tmp_path: Path, budget: int | None) -> None:
    currency = await currency_of(world)
    await enter_price(world, Channel.SMS)
    campaign = await world.create(channel=Channel.SMS, budget=budget)
    await world.add(campaign, numbers(2))
    await world.activate(campaign)
    await leave(world)
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        costs = (await client.get(f"/marketing/campaigns/{campaign.id}/stats")).json()["costs"]
    day = {"day": "2026-10-05", "spent": "0.08", "estimated": "0.08", "unpriced": 0}
    assert costs == {"currency": currency, "committed": "0", "spent": "0.08", "estimated": "0.08", "unpriced": 0, "days": [day]}


async def test_without_a_budget_an_estimate_counts_the_segments_that_each_person_will_get(world: World) -> None:
    await enter_price(world, Channel.SMS)
    campaign = await world.create(channel=Channel.SMS, template_name="personal_sms")
    await world.add(campaign, numbers(2))
    async with world.database.unit(world.organisation) as unit:
        first, second = (await campaigns.recipients(unit, world.organisation, campaign.id, RecipientFilter())).rows
        for row, name in ((first, "Ada"), (second, "Maximiliana " * 12)):
            await contacts.update_contact(unit, world.organisation, ACTOR, row.contact_id, Changes(first_name=name), "FR")
    await world.activate(campaign)
    await world.release()
    assert (await world.stats(campaign)).spent.whole.committed == (1 + 2) * 4 * CENT


async def test_without_a_budget_those_without_a_price_are_counted_beside_those_with_one(world: World) -> None:
    await enter_price(world, Channel.SMS)
    campaign = await world.create(channel=Channel.SMS)
    await world.add(campaign, [*numbers(2), "+32470123456"])
    await world.activate(campaign)
    await leave(world)
    whole = (await world.stats(campaign)).spent.whole
    assert (whole.spent, whole.estimated, whole.unpriced) == (8 * CENT, 8 * CENT, 1)


async def test_a_day_is_the_organisations(world: World) -> None:
    """What leaves at half past midnight in Paris belongs to the day that has begun there."""
    world.clock.set(world.clock.now().replace(hour=22, minute=30))
    campaign = await world.launched(1, channel=Channel.SMS, hours=Hours(time(0), time(23, 59)), template_name=await reminder(world))
    await leave(world)
    assert list((await world.stats(campaign)).spent.by_day) == [TUESDAY]
