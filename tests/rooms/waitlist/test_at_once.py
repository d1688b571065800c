"""Answers, refusals, erasures and looks at the same moment; long lists; what staff do for who waits; who repeats themselves."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from support.campaigning import ACTOR
from support.waiting import until_blocked
from support.waitlisting import ANY_HOUR, Shop, phone
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.conversations.types import Answer
from tidings.infra.db.unit import Unit
from tidings.waitlist import service as waitlist
from tidings.waitlist.queries import slots
from tidings.waitlist.service import choosing
from tidings.waitlist.types import EntryState, Slot, SlotState, Wishes

BY = "cli:test"


@asynccontextmanager
async def looking(shop: Shop) -> AsyncGenerator[None]:
    """Have a worker that has looked at what is due, and commits at the end."""
    async with shop.world.database.engine() as unit:
        await waitlist.offer_due(unit, shop.organisation)
        yield


async def look_once(shop: Shop) -> None:
    async with shop.world.database.engine() as unit:
        await waitlist.offer_due(unit, shop.organisation)


async def test_two_batches_of_answers_and_refusals_that_cross_wait_for_each_other(
    shop: Shop, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shop.set(replace(ANY_HOUR, at_once=2))
    people = [await shop.waits(number) for number in range(1, 5)]
    first, second = await shop.slot(hours=24), await shop.slot(hours=25)
    await shop.look()
    real, holding = slots.select, list[UUID]()

    async def gated(unit: Unit, organisation_id: UUID, slot_ids: Sequence[UUID], *, hold: bool = False) -> list[Slot]:
        found = await real(unit, organisation_id, slot_ids, hold=hold)
        if hold:
            holding.append(found[0].id)
            await until_blocked(database_url, lambda: len(holding) > 1)
        return found

    monkeypatch.setattr(slots, "select", gated)
    await asyncio.gather(shop.says((3, "YES"), (1, "STOP")), shop.says((2, "YES"), (4, "STOP")))
    assert [each.contact_id for each in await shop.bookings(first)] == [people[1].contact_id]
    assert [each.contact_id for each in await shop.bookings(second)] == [people[2].contact_id]


async def test_two_workers_at_once_do_not_ask_two_people_who_share_a_phone(shop: Shop, database_url: str) -> None:
    now = shop.world.clock.now()
    await shop.waits(1, Wishes(until_day=(now + timedelta(hours=48)).date()))
    async with shop.world.database.unit(shop.organisation) as unit:
        changes = Changes(first_name="Second", addresses=[NewAddress(AddressKind.PHONE, phone(1))])
        other = await contacts.create_contact(unit, shop.organisation, ACTOR, changes, "FR")
        later = Wishes(from_day=(now + timedelta(hours=96)).date())
        await waitlist.join(unit, shop.organisation, ACTOR, other.id, shop.service.id, later, priority=5, source="staff")
    await shop.consents(other.id)
    first = await shop.slot(hours=24)
    async with looking(shop):
        await shop.slot(hours=120)
        second = asyncio.create_task(look_once(shop))
        await until_blocked(database_url, second.done)
    await second
    assert [(each.slot_id, each.state.value) for each in await shop.offers()] == [(first.id, "open")]


async def test_who_is_erased_in_the_moment_of_a_look_leaves_nothing_that_was_asked(shop: Shop, database_url: str) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    await shop.slot()

    async def erase(contact_id: UUID) -> None:
        async with shop.world.database.engine() as unit:
            await contacts.erase(unit, shop.organisation, BY, contact_id, PEOPLE)

    async with looking(shop):
        erasing = asyncio.create_task(erase(first.contact_id))
        await until_blocked(database_url, erasing.done)
    await erasing
    async with shop.world.database.engine() as unit:
        await contacts.erase(unit, shop.organisation, BY, second.contact_id, PEOPLE)
        await look_once(shop)
    await shop.pass_time(minutes=11)
    async with shop.world.database.unit(shop.organisation) as unit:
        assert await unit.value("SELECT count(*) FROM open_questions WHERE organisation_id = %(org)s", {"org": shop.organisation}) == 0
    assert await shop.offers() == []


async def test_everybody_on_a_long_list_is_looked_at(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "_MOST", 2)
    monkeypatch.setattr(choosing, "_PART", 2)
    for number in range(1, 5):
        await shop.waits(number, channels=())
    last = await shop.waits(5)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    assert (offer.entry_id, offer.explanation["turn"]) == (last.id, 5)
    await shop.says((5, "NO"))
    urgent = await shop.waits(6, priority=1)
    await shop.look()
    assert await shop.asked(slot) == [(last.id, "declined"), (urgent.id, "open")]


async def book(shop: Shop, slot: Slot, contact_id: UUID) -> None:
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.book(unit, shop.organisation, ACTOR, slot.id, contact_id)


async def entry_state(shop: Shop, entry_id: UUID) -> EntryState:
    async with shop.world.database.unit(shop.organisation) as unit:
        return (await waitlist.entry(unit, shop.organisation, entry_id)).state


async def test_who_is_booked_by_staff_leaves_the_list_and_their_offer_passes_on(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    offered = await shop.slot(hours=24)
    await shop.look()
    await book(shop, await shop.slot(hours=30), first.contact_id)
    await shop.look()
    assert await entry_state(shop, first.id) is EntryState.BOOKED
    assert dict(await shop.asked(offered)) == {first.id: "withdrawn", second.id: "open"}


async def test_who_is_booked_by_staff_on_what_they_are_just_offered_has_taken_it(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await book(shop, slot, entry.contact_id)
    await shop.look()
    assert await shop.asked(slot) == [(entry.id, "accepted")]
    await shop.says((1, "YES"))
    assert (await shop.told(entry.contact_id))[-1] == "booked"
    await shop.says((1, "CANCEL"))
    assert (await shop.now(slot)).state is SlotState.FREE
    assert await entry_state(shop, entry.id) is EntryState.LEFT


async def test_who_repeats_themselves_without_end_is_told_some_times_and_then_put_before_a_person(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    for _ in range(3):
        await shop.says((1, "YES"), (1, "YES"))
    await shop.look()
    assert (await shop.told(entry.contact_id)).count("booked") == 4
    assert await shop.put_before_a_person() == [entry.contact_id]
    (offer,) = await shop.offers(slot)
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.answer_offer(unit, shop.organisation, offer.id, Answer.YES, BY)
    assert await shop.put_before_a_person() == []
    await shop.says((1, "CANCEL"))
    assert (await shop.told(entry.contact_id))[-1] == "cancelled"
    assert (await shop.now(slot)).state is SlotState.FREE
