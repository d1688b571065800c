"""From planned to read: each person once, whoever races and whatever comes twice."""

import asyncio
from datetime import timedelta

from support.doubts import look
from support.shop import Shop
from tidings.messages import service
from tidings.messages.rules import LOOK_EVERY, token_of
from tidings.messages.types import RetryPolicy, State
from tidings.ports.adapter import CannotTell, NotFound
from tidings.ports.outcome import Accepted, Failure, NotNow, Refused, Scope, Unknown
from tidings.ports.receipt import ReceiptState

TAKEN = Accepted("wamid.x")


async def test_people_planned_twice_are_in_a_source_once(shop: Shop) -> None:
    people = await shop.people(50)
    source = await shop.source(people)
    async with shop.database.unit(shop.organisation_id) as unit:
        added = await service.plan(unit, shop.organisation_id, source, people)
    assert (added.added, added.duplicates) == (0, 50)
    assert (await shop.progress(source)).total == 50


async def test_a_message_goes_from_planned_to_read(shop: Shop) -> None:
    source = await shop.source(await shop.people(3))
    assert (await shop.release(source)).queued == 3
    batch = await shop.claim()
    assert batch is not None
    assert len(batch.claimed) == 3
    assert await shop.states(source) == [State.SENDING] * 3
    await shop.record(batch, TAKEN)
    assert await shop.states(source) == [State.SENT] * 3
    token = token_of(batch.claimed[0].key, 1)
    await shop.receive(token, ReceiptState.DELIVERED)
    await shop.receive(token, ReceiptState.READ)
    progress = await shop.progress(source)
    assert (progress.sent, progress.delivered, progress.counts[State.READ], progress.done) == (3, 1, 1, True)


async def test_workers_that_claim_at_the_same_time_never_get_the_same_message(shop: Shop) -> None:
    source = await shop.source(await shop.people(200))
    await shop.release(source)
    claims = await asyncio.gather(*(shop.claim(40, worker) for worker in range(8)))
    again = [await shop.claim(128) for _ in range(4)]
    keys = [each.key.contact_id for batch in [*claims, *again] if batch for each in batch.claimed]
    assert len(keys) == len(set(keys)) == 200


async def test_only_as_many_new_people_are_released_as_there_is_room_for(shop: Shop) -> None:
    source = await shop.source(await shop.people(30))
    released = await shop.release(source, room=12)
    assert (released.queued, released.new_people, released.exhausted) == (12, 12, False)
    rest = await shop.release(source, room=18, after=released.after)
    assert (rest.queued, (await shop.release(source, after=rest.after)).exhausted) == (18, True)


async def test_people_who_did_not_agree_are_suppressed_with_the_reason(shop: Shop) -> None:
    source = await shop.source([*await shop.people(2, agreed=False), *await shop.people(2, start=100)])
    released = await shop.release(source)
    assert (released.queued, released.refused) == (2, 2)
    assert (await shop.progress(source)).counts == {State.QUEUED: 2, State.SUPPRESSED: 2}


async def test_receipts_in_any_order_and_number_never_move_a_message_backwards(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    token = token_of(batch.claimed[0].key, 1)
    for state in (ReceiptState.READ, ReceiptState.SENT, ReceiptState.FAILED, ReceiptState.DELIVERED, ReceiptState.READ):
        await shop.receive(token, state)
    await shop.record(batch, TAKEN)
    assert await shop.states(source) == [State.READ]
    assert await shop.claim() is None or not (await shop.claim() or batch).claimed


async def test_a_receipt_without_our_token_finds_its_message_by_the_providers_id(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, TAKEN)
    await shop.receive("", ReceiptState.DELIVERED, provider_id="wamid.x.0")
    assert await shop.states(source) == [State.DELIVERED]


async def test_what_may_have_been_sent_is_never_claimed_again_and_a_receipt_settles_it(shop: Shop) -> None:
    source = await shop.source(await shop.people(2))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Unknown("time-out"))
    assert await shop.states(source) == [State.UNKNOWN] * 2
    shop.clock.advance(hours=2)
    empty = await shop.claim()
    assert empty is None or not empty.claimed
    await shop.receive(token_of(batch.claimed[0].key, 1), ReceiptState.SENT)
    assert sorted(await shop.states(source)) == [State.UNKNOWN, State.SENT]
    assert not (await shop.progress(source)).done


async def test_a_failure_that_can_heal_is_tried_four_times_with_doubling_delays(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    refused = Refused(Failure.TRANSIENT, "131000", "Something went wrong.")
    for delay in (5, 10, 20):
        batch = await shop.claim()
        assert batch is not None
        await shop.record(batch, refused)
        shop.clock.advance(seconds=delay - 1)
        early = await shop.claim()
        assert early is None or not early.claimed
        shop.clock.advance(seconds=1)
    last = await shop.claim()
    assert last is not None
    assert last.claimed[0].attempt == 4
    await shop.record(last, refused)
    assert await shop.states(source) == [State.FAILED]


async def test_not_now_uses_no_attempt_and_holds_the_sender(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    for _ in range(6):
        batch = await shop.claim()
        assert batch is not None
        assert batch.claimed[0].attempt == 1
        await shop.record(batch, NotNow(30, Scope.SENDER, "130429", "Too fast."), retry=RetryPolicy(attempts=0))
        shop.clock.advance(seconds=29)
        held = await shop.claim()
        assert held is None or not held.claimed
        await shop.wait_out_the_hold()
    assert await shop.states(source) == [State.QUEUED]


async def test_a_pause_takes_queued_messages_back_and_a_resume_lets_them_go(shop: Shop) -> None:

    source = await shop.source(await shop.people(5))
    await shop.release(source, room=250)
    flying = await shop.claim(2)
    async with shop.database.unit(shop.organisation_id) as unit:
        assert await service.pause(unit, shop.organisation_id, source) == 3
    empty = await shop.claim()
    assert empty is None or not empty.claimed
    assert (await shop.release(source)).queued == 0
    assert flying is not None
    await shop.record(flying, TAKEN)
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.resume(unit, shop.organisation_id, source)
    assert (await shop.release(source)).queued == 3
    batch = await shop.claim()
    assert batch is not None
    assert len(batch.claimed) == 3


async def test_a_cancel_leaves_everybody_with_a_final_state(shop: Shop) -> None:

    source = await shop.source(await shop.people(6))
    await shop.release(source, most=4)
    flying = await shop.claim(2)
    async with shop.database.unit(shop.organisation_id) as unit:
        assert await service.cancel(unit, shop.organisation_id, source) == 4
    assert flying is not None
    await shop.record(flying, Refused(Failure.TRANSIENT, "1", "Try again."))
    progress = await shop.progress(source)
    assert progress.counts == {State.CANCELLED: 6}
    assert progress.done


async def test_what_a_dead_worker_held_becomes_doubt_and_is_accounted_for(shop: Shop) -> None:

    source = await shop.source(await shop.people(4))
    await shop.release(source)
    async with shop.database.engine() as unit:
        dead = await service.register_worker(unit, "worker that dies")
    await shop.claim(worker=dead)
    async with shop.database.engine() as unit:
        assert await service.dead_workers(unit) == [dead]
        assert await service.sweep(unit, [dead]) == 4
    assert await shop.states(source) == [State.UNKNOWN] * 4
    shop.clock.advance(minutes=20)
    await look(shop.database, CannotTell("Meta has no such question", ever=True))
    progress = await shop.progress(source)
    assert (progress.unconfirmed, progress.done) == (4, True)


async def test_what_the_provider_denies_twice_is_sent_again(shop: Shop) -> None:

    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Unknown("time-out"))
    for expected in (State.UNKNOWN, State.QUEUED):
        shop.clock.advance(seconds=LOOK_EVERY / timedelta(seconds=1))
        await look(shop.database, NotFound())
        assert await shop.states(source) == [expected]
    again = await shop.claim()
    assert again is not None
    assert again.claimed[0].attempt == 2
