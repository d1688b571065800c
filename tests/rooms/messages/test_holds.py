"""A sender whose provider fails is held; then one message tries, whatever its lane, and its answer lets all go on."""

from datetime import timedelta

import pytest

from support.shop import Shop
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.kernel.words import Lane
from tidings.messages import service
from tidings.messages.types import Batch
from tidings.ports.outcome import Accepted, Failure, NotNow, Outcome, Refused, Scope, Unknown

TAKEN = Accepted("wamid.0")
SILENCE = Unknown("502")
THROTTLED = NotNow(30, Scope.SENDER, "130429", "Too fast.")


async def queue(shop: Shop, count: int, lane: Lane = Lane.MARKETING, *, start: int = 0) -> None:
    await shop.release(await shop.source(await shop.people(count, start=start), lane=lane))


async def claimed(shop: Shop, most: int = 128, lanes: tuple[Lane, ...] = tuple(Lane)) -> Batch:
    """Claim as a worker does that asks again after an empty batch."""
    for _ in range(4):
        async with shop.database.followed() as unit:
            batch = await service.claim(unit, 1, lanes, most)
        if batch is not None and batch.claimed:
            return batch
    raise AssertionError("nothing could be claimed")


async def nothing_leaves(shop: Shop) -> bool:
    for _ in range(4):
        batch = await shop.claim()
        if batch is not None and batch.claimed:
            return False
    return True


async def hold(shop: Shop, outcome: Outcome = SILENCE) -> Sender:
    """Let the provider fail for everything that is claimed now."""
    await shop.record(await claimed(shop, 10), outcome)
    return await look(shop)


async def look(shop: Shop) -> Sender:
    async with shop.database.engine() as unit:
        return await channels.sender(unit, shop.organisation_id, shop.sender.id)


async def test_a_sender_whose_provider_answers_nothing_is_held_so_that_no_more_people_end_in_doubt(shop: Shop) -> None:
    await queue(shop, 40)
    for failures in (1, 2, 3):
        assert (await hold(shop)).failures == failures
        assert await nothing_leaves(shop)
        await shop.wait_out_the_hold()
    probe = await claimed(shop)
    assert len(probe.claimed) == 1
    await shop.record(probe, TAKEN)
    assert len((await claimed(shop)).claimed) == 40 - 10 - 3


async def test_answers_that_are_missing_among_others_that_come_hold_nobody(shop: Shop) -> None:
    await queue(shop, 40)
    batch = await claimed(shop, 10)
    shop.clock.advance(seconds=10)
    await shop.record(batch, SILENCE, heard_at=shop.clock.now())
    assert (await look(shop)).held_until is None
    batch = await claimed(shop, 10)
    await shop.record(batch, SILENCE, heard_at=shop.clock.now() - timedelta(seconds=1))
    assert (await look(shop)).failures == 1, "nobody was answered since these were asked"


async def test_only_one_message_at_a_time_tries_whether_a_provider_answers_again(shop: Shop) -> None:
    await queue(shop, 20)
    await queue(shop, 20, Lane.TRANSACTIONAL, start=100)
    await hold(shop)
    await shop.wait_out_the_hold()
    assert len((await claimed(shop)).claimed) == 1
    assert await nothing_leaves(shop)


async def test_all_lanes_share_a_hold_and_the_first_of_them_tries(shop: Shop) -> None:
    await queue(shop, 20)
    await hold(shop, THROTTLED)
    await queue(shop, 5, Lane.TRANSACTIONAL, start=100)
    assert await nothing_leaves(shop)
    await shop.wait_out_the_hold()
    probe = await claimed(shop, lanes=(Lane.MARKETING,))
    assert [each.key.source_id for each in probe.claimed] == [await source_in(shop, Lane.TRANSACTIONAL)]
    await shop.record(probe, TAKEN)
    assert len((await claimed(shop)).claimed) == 4
    assert len((await claimed(shop)).claimed) == 20


async def source_in(shop: Shop, lane: Lane) -> object:
    async with shop.database.engine() as unit:
        return await unit.value("SELECT source_id FROM sources WHERE lane = %(lane)s", {"lane": lane})


@pytest.mark.parametrize(
    ("outcome", "goes_on"),
    [
        (TAKEN, True),
        (Refused(Failure.INVALID_ADDRESS, "21211", "No number."), True),
        (NotNow(3600, Scope.COUNTRY, "21408", "Not permitted."), True),
        (Refused(Failure.TRANSIENT, "131000", "Something went wrong."), False),
        (NotNow(60, Scope.MESSAGE, "14107", "Too many answers."), False),
    ],
    ids=lambda value: type(value).__name__,
)
async def test_a_hold_ends_with_an_answer_and_not_with_another_trouble(shop: Shop, outcome: Outcome, goes_on: bool) -> None:  # noqa: FBT001 - a case
    await queue(shop, 20)
    await hold(shop)
    await shop.wait_out_the_hold()
    await shop.record(await claimed(shop), outcome)
    after = await look(shop)
    assert (after.failures == 0, after.held_until is None) == (goes_on, goes_on)
    shop.clock.advance(seconds=1)
    assert len((await claimed(shop)).claimed) == (9 if goes_on else 1)


async def test_what_was_on_its_way_when_a_provider_failed_makes_its_hold_no_longer(shop: Shop) -> None:
    await queue(shop, 40)
    batches = [await claimed(shop, 10) for _ in range(3)]
    for batch in batches:
        await shop.record(batch, THROTTLED)
    held = await look(shop)
    assert held.failures == 1
    assert held.held_until is not None
    assert (held.held_until - shop.clock.now()).total_seconds() <= 33
