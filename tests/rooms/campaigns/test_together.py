"""Several workers and people at once: limits hold, nobody waits for ever, and nothing that settles is missed."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from support.campaigning import World, numbers
from tidings.campaigns import jobs
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Campaign, ReleaseReport, Status
from tidings.infra.db.unit import Unit


async def test_workers_at_once_release_no_more_than_one_would(world: World) -> None:
    await world.set_tier(120)
    first, second = await world.launched(300, priority=1), await world.launched(300, start=1_000)
    for _ in range(3):
        await asyncio.gather(*(world.release() for _ in range(3)))
    queued = [(await world.stats(each)).states["queued"] for each in (first, second)]
    assert sum(queued) == 120


async def test_people_and_workers_at_once_never_block_each_other(world: World) -> None:
    running = [await world.launched(40, start=n * 1_000, daily_send_limit=30) for n in range(3)]

    async def toggle(campaign: Campaign) -> None:
        await world.pause(campaign)
        await world.resume(campaign)

    async def again_and_again(act: Callable[[], Awaitable[object]]) -> None:
        for _ in range(8):
            await act()

    await asyncio.gather(
        again_and_again(lambda: toggle(running[2])),
        again_and_again(lambda: toggle(running[0])),
        again_and_again(lambda: world.edit(running[1], priority=2)),
        again_and_again(lambda: world.add(running[1], numbers(5, start=9_000))),
        again_and_again(world.release),
        again_and_again(world.deliver),
    )
    await world.live_through(until=world.clock.now() + timedelta(days=3))
    stats = [await world.stats(each) for each in running]
    assert [each.sent for each in stats] == [40, 45, 40]
    assert [each.campaign.status for each in stats] == [Status.COMPLETED] * 3


async def test_an_organisation_served_by_one_worker_is_left_alone_by_the_next(world: World) -> None:
    await world.launched(10)
    async with world.database.engine() as one, world.database.engine() as other:
        assert (await campaigns.release_due(one)).released == 10
        assert await campaigns.release_due(other) == ReleaseReport()


async def test_the_worker_releases_by_itself_and_goes_on_after_a_failure(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    campaign = await world.launched(30)
    take_turn, calls = campaigns.take_turn, 0

    async def failing_once(unit: Unit) -> UUID | None:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise ConnectionError
        return await take_turn(unit)

    monkeypatch.setattr(campaigns, "take_turn", failing_once)
    monkeypatch.setattr(jobs, "_TROUBLE_SECONDS", 0.01)
    stopping = asyncio.Event()
    worker = asyncio.create_task(jobs.release_forever(world.database, stopping))
    async with asyncio.timeout(20):
        while (await world.stats(campaign)).states["queued"] < 30:  # noqa: ASYNC110 - what is waited for happens in the database
            await asyncio.sleep(0.05)
        stopping.set()
        await worker
