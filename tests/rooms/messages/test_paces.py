"""A sender's segments a second hold over all its lanes and workers, and a long text takes the time of all its segments."""

from support.shop import Shop
from tidings.channels import service as channels
from tidings.kernel.words import Lane
from tidings.ports.outcome import Accepted


async def at_one_a_second(shop: Shop) -> None:
    async with shop.database.unit(shop.organisation_id) as unit:
        await channels.set_sender_limits(unit, shop.organisation_id, "key:test", shop.sender.id, per_hour=None, per_second=1.0)


async def leaving(shop: Shop, segments: int = 1) -> int:
    """Let a worker take what it may now, and return how many that were."""
    batch = await shop.claim()
    if batch is None or not batch.claimed:
        return 0
    await shop.record(batch, Accepted("SM1", segments=segments))
    return len(batch.claimed)


async def test_a_message_leaves_each_second(shop: Shop) -> None:
    await at_one_a_second(shop)
    await shop.release(await shop.source(await shop.people(5)))
    left = 0
    for _ in range(12):
        left += await leaving(shop)
        assert await leaving(shop) == 0
        shop.clock.advance(seconds=0.25)
    assert left == 3


async def test_after_a_text_of_three_segments_the_next_leaves_three_seconds_later(shop: Shop) -> None:
    await at_one_a_second(shop)
    await shop.release(await shop.source(await shop.people(3)))
    assert await leaving(shop, segments=3) == 1
    shop.clock.advance(seconds=2.9)
    assert await leaving(shop) == 0
    shop.clock.advance(seconds=0.1)
    assert await leaving(shop) == 1


async def test_an_urgent_message_goes_before_the_campaign_at_the_next_second(shop: Shop) -> None:
    await at_one_a_second(shop)
    await shop.release(await shop.source(await shop.people(5)))
    assert await leaving(shop) == 1
    urgent = await shop.source(await shop.people(1, start=5), lane=Lane.TRANSACTIONAL)
    await shop.release(urgent)
    shop.clock.advance(seconds=1)
    batch = await shop.claim()
    assert batch is not None
    assert [each.key.source_id for each in batch.claimed] == [urgent]


async def test_a_sender_that_loses_its_pace_sends_at_once(shop: Shop) -> None:
    await at_one_a_second(shop)
    await shop.release(await shop.source(await shop.people(5)))
    assert await leaving(shop) == 1
    async with shop.database.unit(shop.organisation_id) as unit:
        await channels.set_sender_limits(unit, shop.organisation_id, "key:test", shop.sender.id, per_hour=None, per_second=None)
    shop.clock.advance(seconds=1)
    assert await leaving(shop) == 4
