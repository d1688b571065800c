"""A sender keeps its pace in segments a second, whoever asks and however often."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.clock import ManualClock
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.limits import service
from tidings.limits.rules import CATCH_UP


async def take(database: Database, organisation: UUID, sender: UUID, wanted: int, per_second: float | None) -> int:
    async with database.unit(organisation) as unit:
        return (await service.take_pace(unit, organisation, sender, per_second, wanted)).granted


async def test_one_a_second_gets_one_and_then_waits_a_second(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    async with database.unit(organisation) as unit:
        grant = await service.take_pace(unit, organisation, sender, 1.0, 100)
    assert (grant.granted, grant.next_at) == (1, clock.now() + timedelta(seconds=1))
    assert await take(database, organisation, sender, 100, 1.0) == 0
    clock.advance(seconds=1)
    assert await take(database, organisation, sender, 100, 1.0) == 1


async def test_a_long_text_keeps_the_sender_for_all_its_segments(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    assert await take(database, organisation, sender, 1, 1.0) == 1
    async with database.unit(organisation) as unit:
        await service.lengthen(unit, organisation, {sender: 2})
    clock.advance(seconds=2)
    assert await take(database, organisation, sender, 1, 1.0) == 0
    clock.advance(seconds=1)
    assert await take(database, organisation, sender, 1, 1.0) == 1


async def test_what_was_taken_and_not_used_can_be_given_back(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    async with database.unit(organisation) as unit:
        assert (await service.take_pace(unit, organisation, sender, 0.5, 9)).granted == 1
        await service.give_back_pace(unit, organisation, sender, 0.5, 1)
    assert await take(database, organisation, sender, 9, 0.5) == 1


async def test_a_sender_without_a_pace_gets_what_it_wants(database: Database, organisation: UUID, clock: ManualClock) -> None:
    assert await take(database, organisation, new_id(clock.now()), 1_000_000, None) == 1_000_000


async def test_workers_that_ask_at_the_same_time_share_one_pace(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    assert await take(database, organisation, sender, 1, 20.0) == 1
    clock.advance(seconds=10)
    granted = await asyncio.gather(*(take(database, organisation, sender, 30, 20.0) for _ in range(8)))
    assert sum(granted) == 1 + 20 * CATCH_UP.total_seconds()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asks=st.lists(st.tuples(st.integers(1, 40), st.integers(0, 1500)), min_size=1, max_size=25), per_second=st.sampled_from((0.5, 1.0, 3.0, 80.0)))
async def test_no_stretch_of_time_ever_holds_more_than_the_pace_and_half_a_second(
    database: Database, organisation: UUID, clock: ManualClock, asks: list[tuple[int, int]], per_second: float
) -> None:
    sender = new_id(clock.now())
    taken: list[tuple[datetime, int]] = []
    for wanted, milliseconds in asks:
        clock.advance(seconds=milliseconds / 1_000)
        taken.append((clock.now(), await take(database, organisation, sender, wanted, per_second)))
    for first, (begins, _) in enumerate(taken):
        for last in range(first, len(taken)):
            span = (taken[last][0] - begins + CATCH_UP).total_seconds()
            assert sum(count for _, count in taken[first : last + 1]) <= span * per_second + 1 + 1e-6


async def test_what_a_slow_pace_owes_is_paid_at_the_new_one(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    assert await take(database, organisation, sender, 1, 0.001) == 1
    async with database.unit(organisation) as unit:
        await service.lengthen(unit, organisation, {sender: 99})
    assert await take(database, organisation, sender, 1, 10.0) == 0
    clock.advance(seconds=10.1)
    assert await take(database, organisation, sender, 1, 10.0) == 1
