"""A sender never exceeds its limit in any sixty minutes, whoever asks and however often."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.clock import ManualClock
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.limits import service


async def take(database: Database, organisation: UUID, sender: UUID, wanted: int, per_hour: int | None = 100) -> int:
    async with database.unit(organisation) as unit:
        return (await service.take_rate(unit, organisation, sender, per_hour, wanted)).granted


async def test_a_sender_gets_its_limit_and_then_waits_until_the_first_minute_is_an_hour_old(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    sender = new_id(clock.now())
    assert await take(database, organisation, sender, 60) == 60
    clock.advance(minutes=10)
    async with database.unit(organisation) as unit:
        grant = await service.take_rate(unit, organisation, sender, 100, 60)
    assert grant.granted == 40
    assert grant.next_at == clock.now() - timedelta(minutes=10) + timedelta(minutes=64)
    assert grant.next_at is not None
    clock.set(grant.next_at)
    assert await take(database, organisation, sender, 100) == 60


async def test_messages_that_arrive_minutes_after_their_claim_still_count_in_the_hour_in_which_they_arrive(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    sender = new_id(clock.now())
    clock.advance(seconds=59)
    assert await take(database, organisation, sender, 100) == 100
    arrived = clock.now() + timedelta(seconds=60 + 120)
    clock.set(arrived + timedelta(minutes=59))
    assert await take(database, organisation, sender, 1) == 0


async def test_what_was_taken_and_not_used_can_be_given_back(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    async with database.unit(organisation) as unit:
        await service.take_rate(unit, organisation, sender, 100, 100)
        await service.give_back_rate(unit, organisation, sender, 100, 70)
    assert await take(database, organisation, sender, 100) == 70


async def test_a_sender_without_a_limit_gets_what_it_wants(database: Database, organisation: UUID, clock: ManualClock) -> None:
    assert await take(database, organisation, new_id(clock.now()), 1_000_000, None) == 1_000_000


async def test_workers_that_ask_at_the_same_time_share_one_limit(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = new_id(clock.now())
    granted = await asyncio.gather(*(take(database, organisation, sender, 30) for _ in range(8)))
    assert sum(granted) == 100


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asks=st.lists(st.tuples(st.integers(1, 40), st.integers(0, 1500)), min_size=1, max_size=25))
async def test_no_rolling_hour_ever_holds_more_than_the_limit(
    database: Database, organisation: UUID, clock: ManualClock, asks: list[tuple[int, int]]
) -> None:
    sender = new_id(clock.now())
    taken: list[tuple[datetime, int]] = []
    for wanted, seconds in asks:
        clock.advance(seconds=seconds)
        taken.append((clock.now(), await take(database, organisation, sender, wanted)))
    for moment, _ in taken:
        assert sum(count for at, count in taken if moment - timedelta(hours=1) < at <= moment) <= 100
