"""A slot is offered to those who wait: in their order, one after the other, for ten minutes from when the message left."""

from dataclasses import replace
from datetime import time, timedelta

from support.noticing import REFUSED
from support.waitlisting import ANY_HOUR, Shop
from tidings.kernel.words import Channel
from tidings.waitlist.types import SlotState, Wishes


async def test_a_yes_books_the_slot_and_is_confirmed_by_the_channel_it_came_by(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    assert (await shop.now(slot)).state is SlotState.HELD
    await shop.says((1, "YES"))
    await shop.look()
    assert (await shop.now(slot)).state is SlotState.BOOKED
    assert [(each.contact_id, each.via) for each in await shop.bookings(slot)] == [(entry.contact_id, "sms")]
    assert await shop.told(entry.contact_id) == ["joined", "offer", "booked"]


async def test_who_waits_longest_is_asked_first_and_priority_goes_before(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    urgent = await shop.waits(3, priority=1)
    slot = await shop.slot()
    await shop.look()
    for number in (3, 1):
        await shop.says((number, "NON"))
        await shop.look()
    assert await shop.asked(slot) == [(urgent.id, "declined"), (first.id, "declined"), (second.id, "open")]


async def test_an_offer_is_over_ten_minutes_after_it_left_and_the_next_is_asked_at_once(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers()
    await shop.pass_time(seconds=2)
    await shop.pass_time(minutes=9, seconds=57)
    assert await shop.asked(slot) == [(first.id, "open")]
    (offer,) = await shop.offers()
    assert offer.expires_at is not None
    assert offer.left_at is not None
    assert offer.expires_at - offer.left_at == timedelta(minutes=10)
    await shop.pass_time(seconds=2)
    assert await shop.asked(slot) == [(first.id, "expired"), (second.id, "open")]


async def test_an_offer_that_another_channel_carries_on_is_held_from_then_and_says_so_before_its_first_time_is_over(shop: Shop) -> None:
    await shop.waits(1, channels=(Channel.WHATSAPP, Channel.SMS))
    slot = await shop.slot()
    await shop.look()
    for _ in range(24):
        await shop.pass_time(seconds=5)
    (offer,) = await shop.offers(slot)
    assert offer.left_at is not None
    assert (offer.channel, offer.left_at > offer.offered_at + timedelta(seconds=60)) == (Channel.SMS, True)


async def test_whom_no_channel_reaches_is_passed_over_with_the_reason(shop: Shop) -> None:
    silent = await shop.waits(1, channels=())
    second = await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    assert offer.entry_id == second.id
    (passed,) = offer.explanation["passed_over"]
    assert (passed["entry_id"], passed["why"], passed["channels"]["sms"]) == (str(silent.id), "no_channel", "no_consent")


async def test_a_message_that_no_channel_carries_passes_the_slot_on(shop: Shop) -> None:
    first, second = await shop.waits(1), await shop.waits(2)
    shop.counter.outcomes[Channel.SMS] = REFUSED
    slot = await shop.slot()
    await shop.look()
    shop.counter.outcomes.clear()
    await shop.pass_time(seconds=3)
    assert await shop.asked(slot) == [(first.id, "unreached"), (second.id, "open")]


async def test_wishes_decide_who_fits(shop: Shop) -> None:
    slot_at = shop.world.clock.now() + timedelta(hours=24)
    await shop.waits(1, Wishes(latest=time(0, 1)))
    await shop.waits(2, Wishes(weekdays=[slot_at.isoweekday() % 7 + 1]))
    await shop.waits(3, Wishes(party=2))
    await shop.waits(4, Wishes(from_day=slot_at.date() + timedelta(days=3)))
    await shop.waits(5, Wishes(until_day=slot_at.date() - timedelta(days=1)))
    fits = await shop.waits(6, Wishes(weekdays=[slot_at.isoweekday()]))
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    assert offer.entry_id == fits.id
    assert [each["why"] for each in offer.explanation["passed_over"]] == [
        "other_hours", "other_day", "too_many", "not_that_soon", "too_late_for_them",
    ]  # fmt: skip


async def test_nobody_is_asked_at_night_and_the_slot_waits_for_the_morning(shop: Shop) -> None:
    await shop.set(replace(ANY_HOUR, opens=time(8), closes=time(21)))
    await shop.waits(1)
    shop.world.clock.advance(hours=14)  # the world begins on a Monday morning
    slot = await shop.slot(hours=48)
    await shop.look()
    assert await shop.offers() == []
    due = (await shop.now(slot)).next_look
    assert due is not None
    shop.world.clock.set(due)
    await shop.look()
    assert len(await shop.offers()) == 1


async def test_one_person_is_asked_about_one_slot_at_a_time(shop: Shop) -> None:
    await shop.waits(1)
    await shop.slot(hours=24)
    await shop.slot(hours=25)
    await shop.look()
    assert len(await shop.offers()) == 1
    await shop.says((1, "NO"))
    await shop.pass_time(seconds=5)
    assert [each.state.value for each in await shop.offers()] == ["declined", "open"]


async def test_several_are_asked_at_once_and_the_first_yes_has_it(shop: Shop) -> None:
    await shop.set(replace(ANY_HOUR, at_once=3))
    people = [await shop.waits(number) for number in range(1, 5)]
    slot = await shop.slot()
    await shop.look()
    assert [each for each, _ in await shop.asked(slot)] == [each.id for each in people[:3]]
    await shop.says((2, "oui"), (1, "oui"))
    await shop.look()
    assert len(await shop.bookings(slot)) == 1
    assert sorted(state for _, state in await shop.asked(slot)) == ["accepted", "taken", "withdrawn"]
    told = [(await shop.told(each.contact_id))[-1] for each in people[:2]]
    assert sorted(told) == ["booked", "taken"]


async def test_a_slot_that_begins_too_soon_is_not_offered(shop: Shop) -> None:
    await shop.waits(1)
    await shop.slot(hours=0.25)
    await shop.look()
    assert await shop.offers() == []


async def test_who_signs_up_later_is_asked_about_a_slot_that_is_free(shop: Shop) -> None:
    slot = await shop.slot()
    await shop.look()
    assert await shop.offers() == []
    entry = await shop.waits(1)
    await shop.look()
    assert await shop.asked(slot) == [(entry.id, "open")]


async def test_a_kind_that_came_with_a_newer_version_is_made_when_it_is_first_told(shop: Shop) -> None:
    async with shop.counter.world.database.engine() as unit:
        given = {"org": shop.counter.organisation, "keys": ["waitlist_offer", "waitlist_joined"]}
        await unit.run("DELETE FROM notice_kinds WHERE organisation_id = %(org)s AND key = ANY(%(keys)s)", given)
    entry = await shop.waits(1)
    await shop.slot()
    await shop.look()
    assert await shop.told(entry.contact_id) == ["joined", "offer"]
