"""Answers: in time, late, repeated, changed, unclear, by word or by page; one booking, and each answer told what it led to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from psycopg.errors import UniqueViolation

from support.waitlisting import ANY_HOUR, Shop
from tidings.conversations.types import Answer
from tidings.kernel.ids import new_id
from tidings.waitlist import service as waitlist
from tidings.waitlist.queries import bookings
from tidings.waitlist.types import SlotState


async def test_a_repeated_yes_is_told_the_same_again_and_books_nothing_more(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    for _ in range(3):
        await shop.says((1, "OUI"))
        await shop.look()
    assert len(await shop.bookings(slot)) == 1
    assert await shop.told(entry.contact_id) == ["joined", "offer", "booked", "booked", "booked"]


async def test_a_late_yes_books_while_nobody_else_is_asked(shop: Shop) -> None:
    await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.pass_time(minutes=15)
    assert [state for _, state in await shop.asked(slot)] == ["expired"]
    await shop.says((1, "yes"))
    assert (await shop.now(slot)).state is SlotState.BOOKED


async def test_a_late_yes_is_told_sorry_once_the_next_is_asked_and_leaves_them_on_the_list(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    await shop.pass_time(minutes=11)
    await shop.pass_time(seconds=1)
    await shop.says((1, "yes"))
    await shop.look()
    assert (await shop.told(first.contact_id))[-1] == "taken"
    await shop.says((2, "yes"))
    await shop.look()
    assert [each.contact_id for each in await shop.bookings(slot)] == [second.contact_id]
    async with shop.world.database.unit(shop.organisation) as unit:
        assert (await waitlist.entry(unit, shop.organisation, first.id)).state.value == "waiting"


async def test_who_wrote_in_time_is_not_late_because_a_worker_was_slow(shop: Shop) -> None:
    first = await shop.waits(1)
    await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    await shop.pass_time(seconds=2)
    said_at = shop.world.clock.now() + timedelta(minutes=5)
    shop.world.clock.advance(minutes=30)
    await shop.says((1, "yes"), at=said_at)
    await shop.look()
    assert [each.contact_id for each in await shop.bookings(slot)] == [first.contact_id]


async def test_cancel_gives_the_slot_to_the_next_and_is_told(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "OUI"))
    await shop.look()
    await shop.says((1, "ANNULER"))
    await shop.look()
    assert (await shop.told(first.contact_id))[-1] == "cancelled"
    assert await shop.asked(slot) == [(first.id, "accepted"), (second.id, "open")]
    await shop.says((2, "OUI"))
    assert [(each.contact_id, each.state.value) for each in await shop.bookings(slot)] == [
        (first.contact_id, "cancelled"), (second.contact_id, "booked"),
    ]  # fmt: skip


@pytest.mark.parametrize("unclear", ["yes but at 5?", "No... yes!", "yes?"])
async def test_what_is_not_understood_is_told_how_to_answer_once_and_put_before_a_person(shop: Shop, unclear: str) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, unclear))
    await shop.says((1, "or rather half past"))
    await shop.look()
    assert await shop.told(entry.contact_id) == ["joined", "offer", "unclear"]
    async with shop.world.database.unit(shop.organisation) as unit:
        (offer,) = (await waitlist.offers_made(unit, shop.organisation, unclear=True)).rows
        outcome = await waitlist.answer_offer(unit, shop.organisation, offer.id, Answer.YES, "cli:test")
    assert outcome is not None
    await shop.look()
    assert (await shop.now(slot)).state is SlotState.BOOKED
    async with shop.world.database.unit(shop.organisation) as unit:
        assert (await waitlist.offers_made(unit, shop.organisation, unclear=True)).rows == []


async def test_a_stop_passes_the_offer_on(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "STOP"))
    await shop.look()
    assert await shop.asked(slot) == [(first.id, "declined"), (second.id, "open")]
    assert "declined" not in await shop.told(first.contact_id)


async def test_forty_answers_of_one_batch_lead_to_one_booking_and_each_is_told(shop: Shop) -> None:
    await shop.set(replace(ANY_HOUR, at_once=40))
    people = [await shop.waits(number) for number in range(40)]
    slot = await shop.slot()
    await shop.look()
    await shop.says(*((number, "YES") for number in range(40)))
    await shop.look()
    assert len(await shop.bookings(slot)) == 1
    last = [(await shop.told(each.contact_id))[-1] for each in people]
    assert (last.count("booked"), last.count("taken")) == (1, 39)


async def test_the_database_refuses_a_second_booking_whatever_code_runs(shop: Shop) -> None:
    await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "YES"))
    (booked,) = await shop.bookings(slot)
    with pytest.raises(UniqueViolation):
        async with shop.world.database.unit(shop.organisation) as unit:
            await bookings.insert(unit, shop.organisation, [replace(booked, id=new_id(unit.at))])


async def test_a_no_after_the_yes_keeps_the_booking_and_says_how_to_cancel(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "YES"))
    await shop.says((1, "NO"))
    await shop.look()
    assert (await shop.now(slot)).state is SlotState.BOOKED
    assert (await shop.told(entry.contact_id))[-2:] == ["booked", "booked"]
