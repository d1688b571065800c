"""Who enters a watched segment and who leaves it is recorded, once."""

from typing import Any
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.contacts import service as contacts
from tidings.contacts.types import Changes
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict
from tidings.kernel.events import Happened
from tidings.segments import jobs, service
from tidings.segments.rules.parsing import parsed
from tidings.segments.types import Segment


async def person(database: Database, organisation: UUID, **changes: Any) -> UUID:
    async with database.unit(organisation) as unit:
        return (await contacts.create_contact(unit, organisation, "test", Changes(**changes), "FR")).id


async def tagged(database: Database, organisation: UUID, contact: UUID, *tags: str) -> None:
    async with database.unit(organisation) as unit:
        await contacts.update_contact(unit, organisation, "test", contact, Changes(tags=tags), "FR")


async def recorded(database: Database) -> list[tuple[str, UUID]]:
    async with database.engine() as unit:
        return await unit.fetch(_pair, "SELECT name, contact_id FROM events ORDER BY at, name, contact_id")


def _pair(name: str, contact: UUID) -> tuple[str, UUID]:
    return name, contact


async def watch(database: Database, organisation: UUID, *, watched: bool = True) -> Segment:
    async with database.unit(organisation) as unit:
        return await service.create(unit, organisation, "test", name="VIP", where=parsed('tag has "vip"'), watched=watched)


async def test_who_comes_and_goes_is_an_event_and_who_was_there_before_is_none(
    database: Database, organisation: UUID, clock: ManualClock, twin: UUID
) -> None:
    ana, bo = await person(database, organisation, tags=["vip"]), await person(database, organisation)
    await person(database, twin, tags=["vip"])
    vip = await watch(database, organisation)
    assert await jobs.refresh_watched(database) == 1
    assert await recorded(database) == []
    clock.advance(minutes=5)
    await tagged(database, organisation, ana)
    await tagged(database, organisation, bo, "vip")
    heard: list[Happened] = []
    async with database.engine() as unit:
        moved = await service.refresh(unit, organisation, vip.id)
        heard.extend(unit.take_happened())
    assert (moved.entered, moved.left, moved.first) == ([bo], [ana], False)
    assert [(each.name, each.data["contact_ids"]) for each in heard if each.name.startswith("segment.")] == [
        ("segment.entered", [str(bo)]),
        ("segment.left", [str(ana)]),
    ]
    assert await recorded(database) == [("segment.entered", bo), ("segment.left", ana)]
    assert await jobs.refresh_watched(database) == 0  # it was compared a moment ago
    clock.advance(minutes=5)
    assert await jobs.refresh_watched(database) == 1
    assert len(await recorded(database)) == 2


async def test_time_alone_lets_people_leave(database: Database, organisation: UUID, clock: ManualClock) -> None:
    await person(database, organisation, tags=["vip"])
    vip = await watch(database, organisation)
    async with database.engine() as unit:
        await service.refresh(unit, organisation, vip.id)
    clock.advance(minutes=5)
    late = await person(database, organisation, tags=["vip"])
    await jobs.refresh_watched(database)
    async with database.unit(organisation) as unit:
        recent = await service.create(unit, organisation, "test", name="New", where=parsed('did "segment.entered" in 1 days'), watched=True)
    await jobs.refresh_watched(database)
    clock.advance(days=1)
    async with database.engine() as unit:
        assert (await service.refresh(unit, organisation, recent.id)).left == [late]


async def test_a_segment_that_nobody_watches_keeps_no_members(database: Database, organisation: UUID, clock: ManualClock) -> None:
    await person(database, organisation, tags=["vip"])
    vip = await watch(database, organisation, watched=False)
    async with database.engine() as unit:
        with pytest.raises(Conflict):
            await service.refresh(unit, organisation, vip.id)
    async with database.unit(organisation) as unit:
        await service.change(unit, organisation, "test", vip.id, {"watched": True})
    assert await jobs.refresh_watched(database) == 1
    async with database.unit(organisation) as unit:
        await service.change(unit, organisation, "test", vip.id, {"watched": False})
        assert await _kept(unit) == 0
    clock.advance(hours=1)
    assert await jobs.refresh_watched(database) == 0


async def _kept(unit: Unit) -> int:
    return int(await unit.value("SELECT count(*) FROM segment_members"))


async def test_who_came_and_went_is_told_by_the_days_of_the_organisation(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana, bo = await person(database, organisation, tags=["vip"], first_name="Ana"), await person(database, organisation)
    vip = await watch(database, organisation)
    await jobs.refresh_watched(database)
    clock.advance(minutes=5)
    await tagged(database, organisation, bo, "vip")
    await jobs.refresh_watched(database)
    clock.advance(days=2)
    await tagged(database, organisation, ana)
    await jobs.refresh_watched(database)
    async with database.engine() as unit:
        moves = await service.moves(unit, organisation, vip.id, 30)
        recent = await service.moves(unit, organisation, vip.id, 1)
        assert (await service.segment(unit, organisation, vip.id)).size == 1
    assert [(each.entered, each.left) for each in moves.days] == [(0, 1), (1, 0)]
    assert (moves.days[0].day - moves.days[1].day).days == 2
    assert [(each.member.contact_id, each.member.first_name, each.entered) for each in moves.latest] == [(ana, "Ana", False), (bo, None, True)]
    assert len(recent.latest) == 1


async def test_an_archived_segment_is_watched_no_more_until_it_comes_back(database: Database, organisation: UUID, clock: ManualClock) -> None:
    vip = await watch(database, organisation)
    async with database.unit(organisation) as unit:
        await service.change(unit, organisation, "test", vip.id, {"archived": True})
    assert await jobs.refresh_watched(database) == 0
    async with database.unit(organisation) as unit:
        await service.change(unit, organisation, "test", vip.id, {"archived": False})
    clock.advance(minutes=5)
    assert await jobs.refresh_watched(database) == 1
