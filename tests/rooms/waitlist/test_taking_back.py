"""What staff did by mistake is taken back: a slot that was closed, somebody who was taken off the list."""

from datetime import timedelta
from uuid import UUID

import pytest

from support.campaigning import ACTOR
from support.clock import MONDAY_MORNING
from support.waitlisting import Shop, phone
from tidings.kernel.errors import Conflict
from tidings.waitlist import service as waitlist
from tidings.waitlist.types import BookingState, EntryState, NewSlot, Slot, SlotState, Wishes


async def close(shop: Shop, slot: Slot) -> None:
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.close_slot(unit, shop.organisation, ACTOR, slot.id)


async def reopen(shop: Shop, slot: Slot) -> Slot:
    shop.world.clock.advance(seconds=1)
    async with shop.world.database.unit(shop.organisation) as unit:
        return await waitlist.open_slot(unit, shop.organisation, ACTOR, slot.id)


async def take_off(shop: Shop, entry_id: UUID) -> None:
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.leave(unit, shop.organisation, ACTOR, entry_id)


async def restore(shop: Shop, entry_id: UUID) -> EntryState:
    async with shop.world.database.unit(shop.organisation) as unit:
        return (await waitlist.restore(unit, shop.organisation, ACTOR, entry_id)).state


async def test_a_slot_that_was_closed_is_opened_again_and_who_was_being_asked_is_asked_anew(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    await close(shop, slot)
    await shop.look()
    assert (await shop.now(slot)).state is SlotState.CLOSED
    assert (await reopen(shop, slot)).state is SlotState.FREE
    assert (await reopen(shop, slot)).state is SlotState.FREE
    await shop.look()
    assert await shop.asked(slot) == [(first.id, "withdrawn"), (first.id, "open")]
    await shop.says((1, "NO"))
    await shop.look()
    await shop.says((2, "YES"))
    assert [(each.contact_id, each.state) for each in await shop.bookings(slot)] == [(second.contact_id, BookingState.BOOKED)]


async def test_a_close_that_is_undone_at_once_leaves_an_offer_as_it_was(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    await close(shop, slot)
    assert (await reopen(shop, slot)).state is SlotState.HELD
    await shop.look()
    assert [each.id for each in await shop.offers(slot)] == [offer.id]
    assert (await shop.told(entry.contact_id)).count("offer") == 1


async def test_who_said_yes_while_it_was_closed_is_asked_again(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await close(shop, slot)
    await shop.says((1, "YES"))
    await reopen(shop, slot)
    await shop.look()
    assert await shop.asked(slot) == [(entry.id, "taken"), (entry.id, "open")]
    await shop.says((1, "YES"))
    assert len(await shop.bookings(slot)) == 1


async def test_a_closed_slot_stays_so_once_it_has_begun_or_its_hours_are_taken(shop: Shop) -> None:
    async with shop.world.database.unit(shop.organisation) as unit:
        staff = await waitlist.add_member(unit, shop.organisation, ACTOR, "Noor")
    slot = await shop.slot(staff_id=staff.id)
    await close(shop, slot)
    new = NewSlot(shop.service.id, slot.starts_at + timedelta(minutes=15), staff.id)
    async with shop.world.database.unit(shop.organisation) as unit:
        other = await waitlist.add_slot(unit, shop.organisation, ACTOR, new)
    with pytest.raises(Conflict) as taken:
        await reopen(shop, slot)
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.book(unit, shop.organisation, ACTOR, other.id, await shop.person(phone(9)))
    with pytest.raises(Conflict) as booked:
        await reopen(shop, slot)
    shop.world.clock.set(MONDAY_MORNING + timedelta(days=3))
    with pytest.raises(Conflict) as begun:
        await reopen(shop, slot)
    assert [each.value.code for each in (taken, booked, begun)] == ["slot_overlaps", "slot_hours_booked", "slot_begun"]


async def test_who_was_taken_off_the_list_by_mistake_has_their_place_back_and_is_asked_again(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    shop.world.clock.advance(seconds=1)
    await take_off(shop, first.id)
    await shop.look()
    assert await shop.asked(slot) == [(first.id, "withdrawn"), (second.id, "open")]
    assert (await restore(shop, first.id), await restore(shop, first.id)) == (EntryState.WAITING, EntryState.WAITING)
    await shop.says((2, "NO"))
    await shop.look()
    assert await shop.asked(slot) == [(first.id, "withdrawn"), (second.id, "declined"), (first.id, "open")]
    other = await shop.slot(hours=30)
    async with shop.world.database.unit(shop.organisation) as unit:
        ranked = [(each.entry.id, each.misfit) for each in await waitlist.matches(unit, shop.organisation, other.id)]
    assert [entry_id for entry_id, _ in ranked] == [first.id, second.id]


async def test_who_signed_up_anew_or_has_booked_gets_no_second_place(shop: Shop) -> None:
    entry = await shop.waits(1)
    await take_off(shop, entry.id)
    async with shop.world.database.unit(shop.organisation) as unit:
        anew = await waitlist.join(unit, shop.organisation, ACTOR, entry.contact_id, shop.service.id, Wishes(), priority=5, source="staff")
    with pytest.raises(Conflict) as again:
        await restore(shop, entry.id)
    await shop.slot()
    await shop.look()
    await shop.says((1, "YES"))
    with pytest.raises(Conflict) as booked:
        await restore(shop, anew.id)
    assert [each.value.code for each in (again, booked)] == ["entry_waits_again", "entry_booked"]
    assert anew.created_at > entry.created_at
