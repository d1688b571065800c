"""A recipient who was not reached yet is told when it is to be, and what holds that back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support.campaigning import ACTOR, World, numbers
from support.doubts import give_up_looking
from tidings.accounts import service as accounts
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Campaign, Hours, Status
from tidings.channels import service as channels
from tidings.channels.types import Trouble
from tidings.messages import service as messages
from tidings.messages.types import Decision, Key, Outlook, State, WaitCode
from tidings.policy.types import ReasonCode
from tidings.ports.outcome import Unknown


async def planned(world: World, campaign: Campaign) -> list[Key]:
    """Return the recipients who wait for their turn, in its order."""
    async with world.database.unit(world.organisation) as unit:
        rows = (await messages.recipients(unit, world.organisation, campaign.id, states=[State.PLANNED], limit=500)).rows
    return [Key(campaign.id, row.contact_id, 0) for row in rows]


async def outlook(world: World, key: Key) -> Outlook:
    async with world.database.unit(world.organisation) as unit:
        return await campaigns.outlook(unit, world.organisation, key)


def codes(found: Outlook) -> list[WaitCode | ReasonCode]:
    return [wait.code for wait in found.waits]


async def test_a_draft_says_that_it_was_not_launched(world: World) -> None:
    campaign = await world.create()
    await world.add(campaign, numbers(3))
    found = await outlook(world, (await planned(world, campaign))[2])
    assert (codes(found), found.ahead, found.expected_on) == ([WaitCode.CAMPAIGN_NOT_LAUNCHED], 2, None)


async def test_everybody_beyond_the_daily_limit_is_told_their_day(world: World) -> None:
    campaign = await world.launched(7, daily_send_limit=2)
    await world.release()
    keys = await planned(world, campaign)
    outlooks = [await outlook(world, key) for key in keys]
    assert [found.expected_on for found in outlooks] == [date(2026, 10, day) for day in (6, 6, 7, 7, 8)]
    assert [found.ahead for found in outlooks] == [0, 1, 2, 3, 4]
    assert codes(outlooks[0]) == [WaitCode.DAILY_LIMIT_REACHED]
    assert outlooks[0].waits[0].until == datetime(2026, 10, 6, 7, tzinfo=UTC)


async def test_a_full_tier_is_told_with_the_time_at_which_it_frees(world: World) -> None:
    await world.set_tier(2)
    campaign = await world.launched(3)
    await world.release()
    await world.deliver()
    found = await outlook(world, (await planned(world, campaign))[0])
    assert codes(found) == [WaitCode.TIER_USED_UP]
    until = found.waits[0].until
    assert until is not None
    assert until > datetime(2026, 10, 6, 7, tzinfo=UTC)
    assert found.expected_on == date(2026, 10, 6)


async def test_hours_pauses_starts_and_the_stop_switch_are_told(world: World) -> None:
    campaign = await world.launched(1, hours=Hours(quiet_days=frozenset({1})))
    (key,) = await planned(world, campaign)
    assert codes(await outlook(world, key)) == [WaitCode.OUTSIDE_HOURS]
    async with world.database.unit(world.organisation) as unit:
        await campaigns.pause(unit, world.organisation, ACTOR, campaign.id, "wrong price")
        await accounts.stop_sending(unit, world.organisation, ACTOR, "everything")
    found = await outlook(world, key)
    assert [(wait.code, wait.detail) for wait in found.waits] == [
        (WaitCode.CAMPAIGN_PAUSED, "wrong price"),
        (WaitCode.ORGANISATION_STOPPED, "everything"),
    ]
    later = await world.create()
    await world.add(later, numbers(1, start=50))
    await world.activate(later, date(2026, 10, 12))
    (key,) = await planned(world, later)
    found = await outlook(world, key)
    assert (codes(found)[0], found.expected_on) == (WaitCode.CAMPAIGN_NOT_STARTED, date(2026, 10, 12))


async def completed_in_doubt(world: World) -> tuple[Campaign, Key]:
    """Launch a campaign of one whose message nobody can confirm, and let it be completed."""
    campaign = await world.launched(1)
    (key,) = await planned(world, campaign)
    await world.release()
    await world.deliver(Unknown("ReadTimeout"))
    await give_up_looking(world.database, world.clock)
    await world.release()
    assert (await world.get(campaign)).status is Status.COMPLETED
    return campaign, key


async def decide(world: World, key: Key, decision: Decision) -> None:
    async with world.database.unit(world.organisation) as unit:
        await messages.settle(unit, world.organisation, ACTOR, key, decision, "They told us on the phone.")


@pytest.mark.parametrize(("decision", "sent", "failed"), [(Decision.ARRIVED, 1, 0), (Decision.NOT_SENT, 0, 1)])
async def test_a_completed_campaign_stays_so_and_counts_what_a_person_says(world: World, decision: Decision, sent: int, failed: int) -> None:
    campaign, key = await completed_in_doubt(world)
    await decide(world, key, decision)
    await world.release()
    stats = await world.stats(campaign)
    assert (stats.sent, stats.failed, stats.states["unknown"], stats.progress_percentage) == (sent, failed, 0, 100)
    assert (await world.get(campaign)).status is Status.COMPLETED


async def test_a_completed_campaign_goes_on_to_send_again_what_a_person_wants_sent(world: World) -> None:
    campaign, key = await completed_in_doubt(world)
    await decide(world, key, Decision.SEND_AGAIN)
    await world.release()
    assert (await world.get(campaign)).status is Status.ACTIVE
    world.clock.advance(seconds=61)
    await world.release()
    assert await world.deliver() == 1
    await world.release()
    assert ((await world.stats(campaign)).sent, (await world.get(campaign)).status) == (1, Status.COMPLETED)


async def test_a_campaign_cancelled_before_the_release_step_heard_of_the_decision_stays_cancelled(world: World) -> None:
    campaign = await world.launched(2, daily_send_limit=1)
    await world.release()
    await world.deliver(Unknown("ReadTimeout"))
    await give_up_looking(world.database, world.clock)
    async with world.database.unit(world.organisation) as unit:
        (row,) = (await messages.unconfirmed(unit, world.organisation)).rows
    await decide(world, row.key, Decision.SEND_AGAIN)
    await world.cancel(campaign)
    await world.release()
    assert (await world.get(campaign)).status is Status.CANCELLED
    assert (await world.stats(campaign)).states["cancelled"] == 2


async def test_a_running_campaign_whose_sender_rests_or_is_stopped_says_so_of_all_that_is_left(world: World) -> None:
    campaign = await world.launched(3)

    async def halted() -> list[tuple[str, str | None, bool, str | None]]:
        async with world.database.unit(world.organisation) as unit:
            why = await campaigns.why(unit, world.organisation, campaign.id)
        return [(each.code, each.sender, each.until is not None, each.said) for each in why.halts]

    assert await halted() == []
    async with world.database.unit(world.organisation) as unit:
        await channels.hold_sender(unit, world.organisation, world.sender.id, Trouble(timedelta(minutes=5), "a full queue", unit.at))
    assert await halted() == [("sender_held", world.sender.label, True, "a full queue")]
    async with world.database.unit(world.organisation) as unit:
        await channels.stop_sender(unit, world.organisation, world.sender.id, "Holiday", actor=ACTOR)
    assert await halted() == [("sender_stopped", world.sender.label, False, "Holiday")]
    async with world.database.unit(world.organisation) as unit:
        await campaigns.pause(unit, world.organisation, ACTOR, campaign.id)
    assert await halted() == []
