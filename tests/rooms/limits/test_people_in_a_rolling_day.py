"""A portfolio reaches no more distinct people in any 24 hours than its tier allows."""

import asyncio
from datetime import timedelta
from uuid import UUID

from support.clock import ManualClock
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.limits import service


async def admit(database: Database, organisation: UUID, portfolio: UUID, people: list[UUID], limit: int = 250) -> int:
    """Admit as many as there is room for, as a release does, and say how many."""
    async with database.unit(organisation) as unit:
        room = await service.people_room(unit, organisation, portfolio, limit)
        admitted = people[: room or 0]
        await service.admit_people(unit, organisation, portfolio, admitted)
        return len(admitted)


async def room(database: Database, organisation: UUID, portfolio: UUID, limit: int | None = 250) -> int | None:
    async with database.unit(organisation) as unit:
        return await service.people_room(unit, organisation, portfolio, limit)


def some_people(clock: ManualClock, count: int) -> list[UUID]:
    return [new_id(clock.now()) for _ in range(count)]


async def test_people_count_until_a_day_and_a_minute_after_their_message(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio, people = new_id(clock.now()), some_people(clock, 250)
    assert await admit(database, organisation, portfolio, people) == 250
    async with database.unit(organisation) as unit:
        await service.settle_people(unit, organisation, portfolio, [(person, clock.now()) for person in people])
    clock.advance(hours=24)
    assert await room(database, organisation, portfolio) == 0
    clock.advance(seconds=60)
    assert await room(database, organisation, portfolio) == 250


async def test_people_in_flight_count_however_long_it_takes(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio = new_id(clock.now())
    await admit(database, organisation, portfolio, some_people(clock, 10))
    clock.advance(days=30)
    assert await room(database, organisation, portfolio) == 240


async def test_a_person_who_was_not_reached_gives_the_place_back(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio, people = new_id(clock.now()), some_people(clock, 3)
    await admit(database, organisation, portfolio, people)
    async with database.unit(organisation) as unit:
        await service.give_back_people(unit, organisation, portfolio, people[:2])
    assert await room(database, organisation, portfolio) == 249


async def test_giving_back_a_second_message_keeps_what_the_first_one_counts(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio, people = new_id(clock.now()), some_people(clock, 1)
    await admit(database, organisation, portfolio, people)
    async with database.unit(organisation) as unit:
        await service.settle_people(unit, organisation, portfolio, [(people[0], clock.now())])
    clock.advance(hours=5)
    await admit(database, organisation, portfolio, people)
    async with database.unit(organisation) as unit:
        await service.give_back_people(unit, organisation, portfolio, people)
    assert await room(database, organisation, portfolio) == 249
    clock.advance(hours=19, minutes=1)
    assert await room(database, organisation, portfolio) == 250


async def test_a_person_counted_already_costs_no_room(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio, people = new_id(clock.now()), some_people(clock, 5)
    await admit(database, organisation, portfolio, people)
    async with database.unit(organisation) as unit:
        assert await service.counted(unit, organisation, portfolio, [*people[:2], new_id(clock.now())]) == set(people[:2])


async def test_workers_that_admit_at_the_same_time_share_the_room(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio = new_id(clock.now())
    admitted = await asyncio.gather(*(admit(database, organisation, portfolio, some_people(clock, 60)) for _ in range(8)))
    assert sum(admitted) == 250


async def test_an_unlimited_tier_has_no_room_to_count(database: Database, organisation: UUID, clock: ManualClock) -> None:
    assert await room(database, organisation, new_id(clock.now()), None) is None


async def test_the_planner_sees_when_people_stop_counting(database: Database, organisation: UUID, clock: ManualClock) -> None:
    portfolio, people = new_id(clock.now()), some_people(clock, 5)
    await admit(database, organisation, portfolio, people)
    async with database.unit(organisation) as unit:
        await service.settle_people(unit, organisation, portfolio, [(person, clock.now()) for person in people[:3]])
        falling = await service.people_falling_out(unit, organisation, portfolio)
    assert [(each.at, each.people) for each in falling] == [(clock.now() + timedelta(hours=24, minutes=2), 3), (None, 2)]
