"""Several workers and people at the same moment: no slot is left that nobody looks at, and what fails for one keeps none waiting."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from support.waitlisting import Shop
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.infra.turns import Turns
from tidings.waitlist import jobs
from tidings.waitlist import service as waitlist
from tidings.waitlist.queries import entries
from tidings.waitlist.rules import matching
from tidings.waitlist.types import Entry, EntryState, Misfit, Slot


@asynccontextmanager
async def looking(shop: Shop) -> AsyncGenerator[None]:
    """Have a worker that has looked at what is due, and commits at the end."""
    async with shop.world.database.engine() as unit:
        await waitlist.offer_due(unit, shop.organisation)
        yield


async def test_of_two_workers_that_choose_the_same_person_the_second_looks_for_another(shop: Shop) -> None:
    await shop.waits(1)
    second = await shop.waits(2)
    first_slot = await shop.slot(hours=24)

    async def look() -> None:
        async with shop.world.database.engine() as unit:
            await waitlist.offer_due(unit, shop.organisation)

    async with looking(shop):
        slot = await shop.slot(hours=25)
        other = asyncio.create_task(look())
        await asyncio.sleep(0.5)  # until it waits for the first one's commit; if it does not yet, the test says less
    await other
    assert len(await shop.asked(first_slot)) == 1
    await shop.pass_time(seconds=6)
    assert await shop.asked(slot) == [(second.id, "open")]


async def test_who_signs_up_in_the_moment_of_a_look_is_found_by_the_next(shop: Shop) -> None:
    slot = await shop.slot()
    async with looking(shop):
        entry = await shop.waits(1)
    await shop.pass_time(minutes=11)
    assert [each for each, _ in await shop.asked(slot)] == [entry.id]


async def test_a_slot_that_cannot_be_matched_keeps_no_other_waiting(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = await shop.waits(1)
    broken, sound = await shop.slot(hours=24), await shop.slot(hours=25)
    real = matching.misfit

    def misfit(one: Entry, slot: Slot, *rest: object) -> Misfit | None:
        if slot.id == broken.id:
            message = "what is kept of it makes no sense"
            raise TypeError(message)
        return real(one, slot, *rest)  # pyright: ignore[reportArgumentType] - handed on as they came

    monkeypatch.setattr(matching, "misfit", misfit)
    await shop.look()
    assert await shop.asked(sound) == [(entry.id, "open")]


async def test_a_look_that_fails_keeps_nobody_from_being_reminded(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot(hours=30)
    await shop.look()
    await shop.says((1, "YES"))
    await shop.look()
    shop.world.clock.set(slot.starts_at - timedelta(hours=24))
    await shop.slot(hours=50)

    async def fails(*_: object) -> int:
        message = "nothing can be read"
        raise TypeError(message)

    monkeypatch.setattr(jobs, "_DOES", {jobs.Work.OFFERS: fails, jobs.Work.REMINDERS: waitlist.remind})
    turns: Turns[jobs.Turn] = Turns("waitlist")
    await jobs.look(shop.world.database, turns, waitlist.Holds(shop.world.clock.monotonic))
    await jobs.look(shop.world.database, turns, waitlist.Holds(shop.world.clock.monotonic))
    await shop.counter.follow()
    assert (await shop.told(entry.contact_id)).count("reminder") == 1


async def test_a_merge_in_the_moment_of_an_answer_waits_for_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, gone = await shop.waits(1), await shop.waits(2, priority=1)
    slot = await shop.slot()
    await shop.look()
    real, at_entries, go = entries.set_states, asyncio.Event(), asyncio.Event()

    async def gated(unit: Unit, organisation_id: UUID, states: Sequence[tuple[UUID, EntryState]]) -> None:
        at_entries.set()
        await go.wait()
        await real(unit, organisation_id, states)

    monkeypatch.setattr(entries, "set_states", gated)

    async def merge() -> None:
        async with shop.world.database.engine() as unit:
            await contacts.merge(unit, shop.organisation, "cli:test", kept.contact_id, gone.contact_id, PEOPLE)

    answer = asyncio.create_task(shop.says((2, "YES")))
    await at_entries.wait()
    merging = asyncio.create_task(merge())
    await asyncio.sleep(0.5)  # until it waits for the answer's commit
    go.set()
    await asyncio.gather(answer, merging)
    assert [each.contact_id for each in await shop.bookings(slot)] == [kept.contact_id]
