"""A budget is never exceeded: the campaign pauses by itself in the middle of a batch, and goes on when there is more."""

import asyncio

import pytest

from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.campaigns.errors import PricesUnknown
from tidings.campaigns.types import Budget, Campaign, Status
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.kernel.words import Channel
from tidings.ports.outcome import Accepted, Failure, Refused

CENT = 10_000


async def price(world: World, cents: int = 5) -> None:
    """Enter what a text costs."""
    async with world.database.unit(world.organisation) as unit:
        currency = (await accounts.organisation(unit, world.organisation)).currency
        day = world.clock.now().date()
        await channels.set_prices(unit, world.organisation, ACTOR, [Price(Channel.SMS, cents * CENT, currency, day, "contract")], [])


async def launched(world: World, people: int, cents: int, start: int = 0) -> Campaign:
    campaign = await world.create(channel=Channel.SMS, budget=cents * CENT)
    await world.add(campaign, numbers(people, start))
    return (await world.activate(campaign)).campaign


async def budget(world: World, campaign: Campaign) -> Budget:
    found = (await world.stats(campaign)).budget
    assert found is not None
    return found


async def settle(world: World) -> None:
    """Release and deliver, a minute after the other, until nothing more happens."""
    for _ in range(5):
        await world.release()
        await world.deliver()
        world.clock.advance(seconds=60)


async def test_a_campaign_pauses_by_itself_in_the_middle_of_a_batch_and_goes_on_when_the_budget_is_raised(world: World) -> None:
    await price(world)
    campaign = await launched(world, 20, 37)
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 7  # 35 cents; an eighth would make 40
    await settle(world)
    paused = await world.get(campaign)
    assert (paused.status, (await world.stats(campaign)).sent) == (Status.PAUSED, 7)
    assert "is used up" in (paused.paused_reason or "")
    stands = await budget(world, campaign)
    assert (stands.planned, stands.committed, stands.spent, stands.left) == (100 * CENT, 0, 35 * CENT, 2 * CENT)
    await world.edit(campaign, budget=60 * CENT)
    await settle(world)
    assert ((await world.stats(campaign)).sent, (await budget(world, campaign)).spent) == (12, 60 * CENT)


async def test_two_workers_that_release_at_once_never_spend_the_same_money(world: World) -> None:
    await price(world)
    campaign = await launched(world, 60, 122)
    for _ in range(4):
        await asyncio.gather(world.release(), world.release(), world.deliver())
        world.clock.advance(seconds=60)
    await settle(world)
    assert (await world.stats(campaign)).sent == 24
    assert (await budget(world, campaign)).spent == 120 * CENT


async def test_what_a_provider_refuses_costs_nothing_and_others_get_it(world: World) -> None:
    await price(world)
    campaign = await launched(world, 10, 25)
    await world.release()
    assert await world.deliver(Refused(Failure.CONTENT, "1", "No.")) == 5
    await settle(world)
    stats = await world.stats(campaign)
    assert (stats.failed, stats.sent, stats.campaign.status) == (5, 5, Status.COMPLETED)


async def test_what_the_provider_tells_counts_and_not_the_list(world: World) -> None:
    await price(world)
    campaign = await launched(world, 10, 25)
    currency = (await budget(world, campaign)).currency
    await world.release()
    await world.deliver(Accepted("SM1", cost_micros=6 * CENT, currency=currency))
    stands = await budget(world, campaign)
    assert (stands.spent, stands.estimated, stands.left) == (30 * CENT, 0, 0)  # dearer than the list said: seen at the next count
    await settle(world)
    assert (await world.get(campaign)).status is Status.PAUSED


async def test_thresholds_are_told_once(world: World) -> None:
    await price(world)
    campaign = await launched(world, 20, 50)
    await settle(world)
    async with world.database.unit(world.organisation) as unit:
        trail = (await accounts.audit_trail(unit, world.organisation, subject=f"campaign:{campaign.id}")).rows
    assert [each.detail["per_cent"] for each in trail if each.action == "campaign.budget_reached"] == [100]


async def test_a_budget_that_nobody_could_keep_is_refused_at_the_launch(world: World) -> None:
    with pytest.raises(PricesUnknown, match=r"sms FR \(3 people\)"):
        await launched(world, 3, 100)
    campaign = await world.create(channel=Channel.SMS, budget=100 * CENT, accept_unknown_prices=True)
    await world.add(campaign, numbers(3))
    await world.activate(campaign)
    await settle(world)
    stands = await budget(world, campaign)
    assert ((await world.stats(campaign)).sent, stands.spent, stands.unpriced) == (3, 0, 3)
