"""A campaign reaches a person once, also one that it knew as two contacts; and never where either refused."""

from uuid import UUID

from support.campaigning import World, numbers
from support.people import merge, undo
from tidings.campaigns.types import Campaign
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes
from tidings.kernel.words import Lane
from tidings.messages import service as messages
from tidings.messages.types import RecipientRow, Result, RetryPolicy, State
from tidings.ports.outcome import Accepted


async def rows(world: World, campaign: Campaign) -> dict[UUID, RecipientRow]:
    async with world.database.unit(world.organisation) as unit:
        page = await messages.recipients(unit, world.organisation, campaign.id, limit=50)
    return {row.contact_id: row for row in page.rows}


async def people(world: World, count: int = 2) -> list[UUID]:
    async with world.database.unit(world.organisation) as unit:
        found, _ = await contacts.resolve_phones(unit, world.organisation, numbers(count), "FR")
    return [each.contact_id for each in found]


async def test_a_campaign_that_has_both_reaches_the_person_once(world: World) -> None:
    campaign = await world.launched(2)
    kept, gone = await people(world)
    await merge(world.database, world.organisation, kept, gone)
    await world.release()
    assert await world.deliver() == 1
    ledger = await rows(world, campaign)
    assert (ledger[kept].state, ledger[gone].state, ledger[gone].reason) == (State.SENT, State.CANCELLED, "contact_merged")


async def test_who_is_in_it_as_the_one_who_goes_is_reached_as_the_one_who_stays(world: World) -> None:
    campaign = await world.launched(1)
    gone = (await people(world, 1))[0]
    async with world.database.unit(world.organisation) as unit:
        kept = (await contacts.create_contact(unit, world.organisation, "test", Changes(first_name="Anne"), "FR")).id
    await merge(world.database, world.organisation, kept, gone)
    await world.release()
    assert await world.deliver() == 1
    ledger = await rows(world, campaign)
    assert (ledger[kept].state, ledger[gone].reason) == (State.SENT, "contact_merged")


async def test_who_was_written_to_is_not_written_to_again_as_the_other(world: World) -> None:
    campaign = await world.create(name="Winter", daily_send_limit=1000)
    await world.add(campaign, numbers(1))
    await world.activate(campaign)
    await world.release()
    assert await world.deliver() == 1
    gone = (await people(world, 1))[0]
    async with world.database.unit(world.organisation) as unit:
        other = (await contacts.resolve_phones(unit, world.organisation, numbers(1, start=77), "FR"))[0][0].contact_id
    second = await world.create(name="Winter too")
    await world.add(second, [*numbers(1), *numbers(1, start=77)])
    await world.activate(second)
    await world.release()
    async with world.database.engine() as unit:
        worker = await messages.register_worker(unit, "test")
    async with world.database.followed() as unit:
        batch = await messages.claim(unit, worker, list(Lane), 1)
    assert batch is not None
    with_provider = batch.claimed[0].key.contact_id
    waits = next(each for each in (gone, other) if each != with_provider)
    await merge(world.database, world.organisation, waits, with_provider)
    async with world.database.keyed() as unit:
        results = [Result(each, Accepted("SM1"), world.clock.now(), batch.sender, None) for each in batch.claimed]
        await messages.record(unit, world.organisation, results, RetryPolicy())
    await world.release()
    assert await world.deliver() == 0
    ledger = await rows(world, second)
    assert (ledger[with_provider].state, ledger[waits].state, ledger[waits].reason) == (State.SENT, State.CANCELLED, "contact_merged")


async def test_an_undone_merge_lets_both_messages_leave(world: World) -> None:
    campaign = await world.launched(2)
    kept, gone = await people(world)
    done = await merge(world.database, world.organisation, kept, gone)
    assert await undo(world.database, world.organisation, done.id) == []
    await world.release()
    assert await world.deliver() == 2
    assert {row.state for row in (await rows(world, campaign)).values()} == {State.SENT}


async def test_a_merge_undone_after_the_message_left_says_so(world: World) -> None:
    campaign = await world.launched(1)
    gone = (await people(world, 1))[0]
    async with world.database.unit(world.organisation) as unit:
        kept = (await contacts.create_contact(unit, world.organisation, "test", Changes(first_name="Anne"), "FR")).id
    done = await merge(world.database, world.organisation, kept, gone)
    await world.release()
    await world.deliver()
    assert "Messages that left, or whose campaign ended, stay as they are: 1." in await undo(world.database, world.organisation, done.id)
    await world.release()
    assert await world.deliver() == 0
    assert {row.state for row in (await rows(world, campaign)).values()} == {State.SENT, State.CANCELLED}


async def test_a_campaign_does_not_take_the_person_in_again_by_another_number(world: World) -> None:
    campaign = await world.launched(1, daily_send_limit=10)
    await world.add(campaign, numbers(1, start=50))
    await world.release()
    await world.deliver()
    gone = (await people(world, 1))[0]
    async with world.database.unit(world.organisation) as unit:
        kept = (await contacts.resolve_phones(unit, world.organisation, numbers(1, start=88), "FR"))[0][0].contact_id
    await merge(world.database, world.organisation, kept, gone)
    await world.add(campaign, numbers(1, start=88))
    await world.release()
    assert await world.deliver() == 0
