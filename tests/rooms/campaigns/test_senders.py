"""What a person does to a sender or its connection takes effect at once: on its queue, and on the plan."""

from datetime import timedelta

import pytest

from support.campaigning import ACTOR, World
from tidings.campaigns.types import Campaign
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.messages.types import ClosedCountry, RecipientRow, State
from tidings.ports.outcome import NotNow, Scope

HOUR = timedelta(hours=1)


async def sms_sender(world: World) -> Sender:
    async with world.database.unit(world.organisation) as unit:
        return (await channels.senders(unit, world.organisation, Channel.SMS))[0]


async def pace(world: World, per_hour: int | None) -> None:
    sender = await sms_sender(world)
    async with world.database.unit(world.organisation) as unit:
        await channels.set_sender_limits(unit, world.organisation, ACTOR, sender.id, per_hour=per_hour, per_second=None)


async def rows(world: World, campaign: Campaign) -> list[RecipientRow]:
    async with world.database.unit(world.organisation) as unit:
        return list((await messages.recipients(unit, world.organisation, campaign.id, limit=500)).rows)


async def planned_days(world: World, campaign: Campaign) -> int:
    return len((await world.plan(campaign)).days)


async def test_a_higher_pace_lets_what_waits_leave_at_once(world: World) -> None:
    campaign = await world.launched(150, channel=Channel.SMS, daily_send_limit=1000)
    await world.release()
    assert await world.deliver() == 100
    await pace(world, 1000)
    assert await world.deliver() == 50
    assert (await world.stats(campaign)).sent == 150


async def test_a_new_pace_is_planned_with_at_once(world: World) -> None:
    await pace(world, 10)
    campaign = await world.launched(300, channel=Channel.SMS, daily_send_limit=1000)
    await world.release()
    assert await planned_days(world, campaign) > 1
    await pace(world, 1000)
    await world.release()
    assert await planned_days(world, campaign) == 1


async def test_a_lower_pace_holds_for_what_is_queued_already(world: World) -> None:
    await world.launched(60, channel=Channel.SMS, daily_send_limit=1000)
    await world.release()
    await pace(world, 20)
    assert await world.deliver() == 20


@pytest.mark.parametrize("stop", [True, False])
async def test_a_connection_that_a_person_opens_sends_at_once_what_it_could_not_send(world: World, stop: bool) -> None:  # noqa: FBT001 - a case
    campaign = await world.launched(10, daily_send_limit=1000)
    await world.release()
    await world.deliver(NotNow(3600, Scope.ACCOUNT, "20003", "Twilio does not accept the credentials.", stop=stop))
    assert await world.deliver() == 0
    async with world.database.unit(world.organisation) as unit:
        if stop:
            assert await channels.open_connection(unit, world.organisation, ACTOR, world.sender.connection_id)
        else:
            assert await channels.open_sender(unit, world.organisation, ACTOR, world.sender.id)
    assert await world.deliver() == 10
    assert (await world.stats(campaign)).sent == 10


async def test_a_sender_that_was_stopped_and_is_opened_sends_at_once(world: World) -> None:
    await world.launched(10, daily_send_limit=1000)
    await world.release()
    async with world.database.unit(world.organisation) as unit:
        await channels.stop_sender(unit, world.organisation, world.sender.id, "Holiday", actor=ACTOR)
    assert await world.deliver() == 0
    async with world.database.unit(world.organisation) as unit:
        assert await channels.open_sender(unit, world.organisation, ACTOR, world.sender.id)
    assert await world.deliver() == 10


async def test_people_of_a_country_that_is_not_permitted_wait_and_nobody_fails(world: World) -> None:
    campaign = await world.launched(3, channel=Channel.SMS, daily_send_limit=1000)
    await world.release()
    await world.deliver(NotNow(6 * 3600, Scope.COUNTRY, "21408", "Switch the country on in the Twilio console."))
    sender = await sms_sender(world)
    waiting = await rows(world, campaign)
    assert {(row.state, row.reason, row.attempts) for row in waiting} == {(State.QUEUED, "country_closed", 0)}
    assert (sender.held_until, sender.status) == (None, "open")
    async with world.database.unit(world.organisation) as unit:
        (closed,) = await messages.closed_countries(unit, world.organisation)
    assert closed == ClosedCountry(sender.id, 3, "Switch the country on in the Twilio console.")
    await world.launched(2, start=100, channel=Channel.SMS, daily_send_limit=1000)
    await world.release()
    assert await world.deliver() == 2
    world.clock.set(world.clock.now() + 6 * HOUR)
    assert await world.deliver() == 3
    async with world.database.unit(world.organisation) as unit:
        assert await messages.closed_countries(unit, world.organisation) == []
