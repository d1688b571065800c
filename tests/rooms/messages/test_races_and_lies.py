"""What providers tell twice, late or wrongly, and what workers do at the same time, loses nobody and reaches nobody twice."""

import asyncio
from datetime import timedelta
from uuid import UUID

from support.doubts import look
from support.shop import PUBLIC, Shop
from tidings.limits import service as limits
from tidings.messages import service
from tidings.messages.rules import LOOK_EVERY, token_of
from tidings.messages.types import Batch, Key, RetryPolicy, State
from tidings.ports.adapter import CannotTell, NotFound
from tidings.ports.outcome import Accepted, Failure, NotNow, Refused, Scope, Unknown
from tidings.ports.receipt import Receipt, ReceiptState

TAKEN = Accepted("wamid.x")
LATER = NotNow(0, Scope.MESSAGE, "late", "late")


async def sent(shop: Shop) -> tuple[UUID, str]:
    """Send one message and return its source and its token."""
    source = await shop.source(await shop.people(1))
    await shop.release(source, room=250)
    await shop.record(await claimed(shop), TAKEN)
    return source, await token(shop, source)


async def claimed(shop: Shop, worker: int = 1) -> Batch:
    batch = await shop.claim(worker=worker)
    assert batch is not None
    return batch


async def token(shop: Shop, source: UUID) -> str:
    async with shop.database.unit(shop.organisation_id) as unit:
        row = (await service.recipients(unit, shop.organisation_id, source)).rows[0]
    return token_of(Key(source, row.contact_id, 0), row.attempts)


async def tell(shop: Shop, word: str, *states: ReceiptState, held: bool = False, provider_id: str = "wamid.x.0") -> None:
    """Bring receipts of one message in one batch; with `held` the failed one says that a limit of ours stopped it."""
    receipts = [
        Receipt(state, provider_id, word, None, Failure.HELD if held and state is ReceiptState.FAILED else None, "131048", "Too many.")
        for state in states
    ]
    async with shop.database.keyed() as unit:
        await service.apply_receipts(unit, shop.organisation_id, receipts)


async def room(shop: Shop) -> int | None:
    """Return how many more people the portfolio may reach."""
    assert shop.sender.portfolio_id is not None
    async with shop.database.unit(shop.organisation_id) as unit:
        return await limits.people_room(unit, shop.organisation_id, shop.sender.portfolio_id, 250)


async def deny_twice(shop: Shop) -> None:
    """Let the provider deny whatever is in doubt, twice."""
    for _ in range(2):
        shop.clock.advance(seconds=LOOK_EVERY / timedelta(seconds=1))
        await look(shop.database, NotFound())


async def test_a_message_that_the_provider_dropped_for_our_limit_is_planned_again_though_it_said_sent(shop: Shop) -> None:
    source, word = await sent(shop)
    await tell(shop, word, ReceiptState.SENT, ReceiptState.FAILED, held=True)
    assert await shop.states(source) == [State.PLANNED]
    await tell(shop, word, ReceiptState.SENT)
    assert await shop.states(source) == [State.PLANNED]


async def test_a_drop_told_twice_sends_once_more_and_not_twice(shop: Shop) -> None:
    source, word = await sent(shop)
    await tell(shop, word, ReceiptState.FAILED, held=True)
    await shop.release(source)
    await shop.record(await claimed(shop), Accepted("wamid.y"))
    await tell(shop, word, ReceiptState.FAILED, held=True)
    assert await shop.states(source) == [State.SENT]


async def test_a_drop_in_a_campaign_that_was_cancelled_ends_as_failed(shop: Shop) -> None:
    source, word = await sent(shop)
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.cancel(unit, shop.organisation_id, source)
    await tell(shop, word, ReceiptState.FAILED, held=True)
    assert await shop.states(source) == [State.FAILED]


async def test_a_failure_of_an_earlier_attempt_does_not_end_the_present_one(shop: Shop) -> None:
    source, word = await sent(shop)
    await tell(shop, word, ReceiptState.FAILED, held=True)
    await shop.release(source)
    await shop.record(await claimed(shop), Accepted("wamid.y"))
    await tell(shop, word, ReceiptState.FAILED)
    assert await shop.states(source) == [State.SENT]
    await tell(shop, word, ReceiptState.DELIVERED)
    assert await shop.states(source) == [State.DELIVERED]


async def test_a_receipt_that_comes_before_a_time_out_counts_the_person_for_a_day_and_no_longer(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source, room=250)
    batch = await claimed(shop)
    await tell(shop, await token(shop, source), ReceiptState.DELIVERED)
    await shop.record(batch, Unknown("time-out"))
    assert (await shop.states(source), await room(shop)) == ([State.DELIVERED], 249)
    shop.clock.advance(hours=24, minutes=2)
    assert await room(shop) == 250


async def test_a_person_whom_a_cancelled_campaign_did_not_reach_gives_the_place_back(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source, room=250)
    await shop.record(await claimed(shop), Unknown("time-out"))
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.cancel(unit, shop.organisation_id, source)
    await deny_twice(shop)
    assert (await shop.states(source), await room(shop)) == ([State.CANCELLED], 250)


async def test_pausing_one_campaign_keeps_counting_a_person_who_is_in_flight_for_another(shop: Shop) -> None:
    people = await shop.people(1)
    first, second = await shop.source(people), await shop.source(people)
    await shop.release(first, room=250)
    await shop.release(second, room=250)
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.pause(unit, shop.organisation_id, second)
        await service.pause(unit, shop.organisation_id, second)
    assert await room(shop) == 249


async def test_a_worker_that_was_cut_off_and_comes_back_does_not_requeue_what_another_is_sending(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    slow = await claimed(shop, worker=1)
    async with shop.database.followed() as unit:
        assert await service.sweep(unit, [1]) == 1
    await deny_twice(shop)
    assert len((await claimed(shop, worker=2)).claimed) == 1
    await shop.record(slow, LATER)
    assert await shop.states(source) == [State.SENDING]
    third = await shop.claim(worker=3)
    assert third is None or not third.claimed


async def test_a_retry_of_what_a_receipt_has_settled_leaves_nothing_in_the_queue(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await claimed(shop)
    await tell(shop, await token(shop, source), ReceiptState.DELIVERED)
    await shop.record(batch, LATER)
    async with shop.database.unit(shop.organisation_id) as unit:
        assert await service.waiting(unit, shop.organisation_id, source) == 0


async def test_what_waits_for_a_sender_that_was_removed_is_planned_again(shop: Shop) -> None:
    source = await shop.source(await shop.people(2))
    await shop.release(source)
    async with shop.database.engine() as unit:
        await unit.run("DELETE FROM senders WHERE organisation_id = %(org)s", {"org": shop.organisation_id})
    assert await shop.claim() is None
    assert await shop.states(source) == [State.PLANNED] * 2


async def test_a_cancel_at_the_moment_of_a_retry_leaves_nobody_behind(shop: Shop) -> None:
    source = await shop.source(await shop.people(20))
    await shop.release(source)
    batch = await claimed(shop)

    async def cancel() -> None:
        async with shop.database.unit(shop.organisation_id) as unit:
            await service.cancel(unit, shop.organisation_id, source)

    await asyncio.gather(shop.record(batch, Refused(Failure.TRANSIENT, "1", "Again."), retry=RetryPolicy()), cancel())
    assert (await shop.progress(source)).counts == {State.CANCELLED: 20}


async def test_a_person_reached_free_in_their_window_is_not_counted_by_it(shop: Shop) -> None:
    people = await shop.people(1)
    source = await shop.source(people)
    await shop.release(source, room=250)
    await shop.record(await claimed(shop), TAKEN)
    shop.clock.advance(hours=30)
    assert shop.sender.portfolio_id is not None
    async with shop.database.unit(shop.organisation_id) as unit:
        await limits.settle_people(unit, shop.organisation_id, shop.sender.portfolio_id, [(people[0].address_id, shop.clock.now())])
    assert await room(shop) == 250


async def test_an_erased_contact_in_doubt_is_settled_and_keeps_nobody_else_waiting(shop: Shop) -> None:
    people = await shop.people(2)
    source = await shop.source(people)
    await shop.release(source)
    await shop.record(await claimed(shop), Unknown("time-out"))
    async with shop.database.engine() as unit:
        await unit.run("DELETE FROM contacts WHERE id = %(id)s", {"id": people[0].contact_id})
    shop.clock.advance(minutes=2)
    async with shop.database.engine() as unit:
        (inquiry,) = await service.inquiries(unit, shop.organisation_id, await service.doubts_due(unit), PUBLIC)
    assert [doubt.key.contact_id for doubt in inquiry.doubts.values()] == [people[1].contact_id]


async def test_a_provider_that_can_be_asked_is_asked_for_a_day_before_anybody_gives_up(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    await shop.record(await claimed(shop), Unknown("time-out"))
    for _ in range(16):
        shop.clock.advance(hours=1)
        await look(shop.database, CannotTell("an outage"))
    assert not (await shop.progress(source)).done
    shop.clock.advance(hours=10)
    await look(shop.database, CannotTell("an outage"))
    assert (await shop.progress(source)).unconfirmed == 1
