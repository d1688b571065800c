"""Reminders, and what the waitlist keeps of a person: told, moved with them and back, removed; their slots are free again."""

from datetime import timedelta

from support.waitlisting import Shop
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.infra.turns import Turns
from tidings.notices import service as notices
from tidings.retention import service as retention
from tidings.retention.types import Kind
from tidings.waitlist import jobs
from tidings.waitlist import service as waitlist
from tidings.waitlist.types import EntryState, OfferState, SlotState

BY = "cli:test"


async def test_people_are_reminded_a_day_and_two_hours_before_each_once(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot(hours=30)
    await shop.look()
    await shop.says((1, "YES"))
    await shop.look()
    shop.world.clock.set(slot.starts_at - timedelta(hours=24))
    await shop.look()
    await shop.look()
    assert (await shop.told(entry.contact_id)).count("reminder") == 1
    shop.world.clock.set(slot.starts_at - timedelta(hours=2))
    await shop.look()
    assert (await shop.told(entry.contact_id)).count("reminder") == 2
    shop.world.clock.set(slot.starts_at)
    await shop.look()
    assert (await shop.told(entry.contact_id)).count("reminder") == 2
    assert (await shop.now(slot)).state is SlotState.BOOKED


async def test_a_cancelled_booking_reminds_nobody(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot(hours=30)
    await shop.look()
    await shop.says((1, "YES"), (1, "CANCEL"))
    await shop.look()
    shop.world.clock.set(slot.starts_at - timedelta(hours=2))
    await shop.look()
    assert "reminder" not in await shop.told(entry.contact_id)


async def test_what_is_kept_of_somebody_is_told_and_goes_with_them(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "YES"))
    async with shop.world.database.unit(shop.organisation) as unit:
        told = await waitlist.tell_person(unit, shop.organisation, [entry.contact_id])
    assert [each["service"] for each in told["waits_for"]] == ["Haircut"]
    assert [each["became"] for each in told["offers"]] == ["accepted"]
    assert [each["begins"] for each in told["bookings"]] == [slot.starts_at]
    async with shop.world.database.engine() as unit:
        await contacts.erase(unit, shop.organisation, BY, entry.contact_id, PEOPLE)
    assert await shop.bookings(slot) == []
    assert (await shop.now(slot)).state is SlotState.FREE


async def test_of_two_who_are_merged_while_both_are_being_asked_one_offer_stays_and_a_yes_to_the_other_books_nothing(shop: Shop) -> None:
    kept, gone = await shop.waits(1), await shop.waits(2)
    slots = [await shop.slot(hours=24), await shop.slot(hours=48)]
    await shop.look()
    async with shop.world.database.unit(shop.organisation) as unit:
        await contacts.merge(unit, shop.organisation, BY, kept.contact_id, gone.contact_id, PEOPLE)
    await shop.look()
    assert [each.state for slot in slots for each in await shop.offers(slot)] == [OfferState.OPEN, OfferState.WITHDRAWN]
    await shop.says((2, "YES"))
    await shop.look()
    assert [await shop.bookings(slot) for slot in slots] == [[], []]
    await shop.says((1, "YES"))
    await shop.look()
    assert [len(await shop.bookings(slot)) for slot in slots] == [1, 0]
    assert (await shop.told(kept.contact_id))[-2:] == ["taken", "booked"]


async def test_of_a_merge_that_ends_an_offer_nothing_leaves_any_more(shop: Shop) -> None:
    kept, gone = await shop.waits(1), await shop.waits(2)
    await shop.look()
    for hours in (24, 48):
        await shop.slot(hours=hours)
    await jobs.look(shop.world.database, Turns("waitlist"), waitlist.Holds(shop.world.clock.monotonic))
    await shop.counter.follow()
    async with shop.world.database.engine() as unit:
        await contacts.merge(unit, shop.organisation, BY, kept.contact_id, gone.contact_id, PEOPLE)
    await shop.look()
    async with shop.world.database.unit(shop.organisation) as unit:
        left = [
            each.standing is not None and each.standing.sent_at is not None
            for offer in await shop.offers()
            if offer.notice_id is not None
            for each in (await notices.several(unit, shop.organisation, [offer.notice_id]))[offer.notice_id].tried
        ]
    assert [each.state for each in await shop.offers()] == [OfferState.OPEN, OfferState.WITHDRAWN]
    assert left == [True, False]


async def test_a_merge_makes_two_places_on_the_list_one_and_gives_them_back_when_it_is_undone(shop: Shop) -> None:
    kept, gone = await shop.waits(1), await shop.waits(2)
    async with shop.world.database.engine() as unit:
        merge = await contacts.merge(unit, shop.organisation, BY, kept.contact_id, gone.contact_id, PEOPLE)
    async with shop.world.database.unit(shop.organisation) as unit:
        found = {each.id: each for each in (await waitlist.entries(unit, shop.organisation)).rows}
    assert (found[gone.id].contact_id, found[gone.id].state) == (kept.contact_id, EntryState.LEFT)
    assert found[kept.id].state is EntryState.WAITING
    async with shop.world.database.engine() as unit:
        await contacts.undo_merge(unit, shop.organisation, BY, merge.id, PEOPLE)
    async with shop.world.database.unit(shop.organisation) as unit:
        back = await waitlist.entry(unit, shop.organisation, gone.id)
    assert (back.contact_id, back.state, back.created_at) == (gone.contact_id, EntryState.WAITING, gone.created_at)


async def test_who_waits_or_has_been_here_is_no_prospect_whose_time_is_over(shop: Shop) -> None:
    waits, booked, came_long_ago = [await shop.waits(number) for number in (1, 2, 3)]
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.leave(unit, shop.organisation, BY, came_long_ago.id)
        await waitlist.leave(unit, shop.organisation, BY, booked.id)
    shop.world.clock.advance(days=1000)
    slot = await shop.slot(hours=24 * 90)
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.book(unit, shop.organisation, BY, slot.id, booked.contact_id)
    shop.world.clock.advance(days=300)
    await retention.purge(shop.world.database, shop.organisation, BY, PEOPLE)
    async with shop.world.database.unit(shop.organisation) as unit:
        there = await contacts.people(unit, shop.organisation, [each.contact_id for each in (waits, booked, came_long_ago)])
    assert set(there) == {waits.contact_id, booked.contact_id}
    assert len(await shop.bookings(slot)) == 1
    shop.world.clock.advance(days=1200)
    async with shop.world.database.unit(shop.organisation) as unit:
        (due,) = [each.now for each in await retention.due(unit, shop.organisation) if each.held.term.kind is Kind.PROSPECTS]
    assert due == 1
