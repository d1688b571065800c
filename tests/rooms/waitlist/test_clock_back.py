"""A clock that goes back: no slot is held for longer than it would have been."""

from datetime import timedelta

from support.waitlisting import Shop
from tidings.waitlist import service as waitlist

HOUR = timedelta(hours=1)


class Watch:
    """Real seconds, as a test wants them."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_a_clock_that_goes_back_holds_no_slot_for_longer(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    watch = Watch()
    holds = waitlist.Holds(watch)
    await shop.look(holds)
    shop.world.clock.advance(seconds=3)
    watch.seconds += 3
    await shop.look(holds)
    watch.seconds += 300
    shop.world.clock.set(shop.world.clock.now() - HOUR)
    await shop.look(holds)
    assert await shop.asked(slot) == [(first.id, "open")]
    watch.seconds += 305
    shop.world.clock.advance(seconds=305)
    await shop.look()
    assert await shop.asked(slot) == [(first.id, "open")]
    await shop.look(holds)
    assert dict(await shop.asked(slot)) == {first.id: "expired", second.id: "open"}


async def test_a_worker_that_starts_after_the_clock_went_back_holds_a_slot_for_one_more_hold_at_most(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    await shop.pass_time(seconds=3)
    shop.world.clock.set(shop.world.clock.now() - HOUR)
    watch = Watch()
    holds = waitlist.Holds(watch)
    await shop.look(holds)
    watch.seconds += 605
    shop.world.clock.advance(seconds=605)
    await shop.look(holds)
    assert dict(await shop.asked(slot)) == {first.id: "expired", second.id: "open"}


async def test_a_clock_that_stays_right_ends_holds_by_itself(shop: Shop) -> None:
    first = await shop.waits(1)
    slot = await shop.slot()
    watch = Watch()
    holds = waitlist.Holds(watch)
    await shop.look(holds)
    for _ in range(2):
        shop.world.clock.advance(minutes=4)
        watch.seconds += 240
        await shop.look(holds)
    assert await shop.asked(slot) == [(first.id, "open")]
