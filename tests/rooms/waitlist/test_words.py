"""What a word means: it answers what was asked or answered last, what it quotes, and nothing that was asked after it was said."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from support.campaigning import ACTOR
from support.waitlisting import Shop, phone
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.conversations import service as conversations
from tidings.conversations.rules.reading import classify
from tidings.conversations.types import Answer, Question, ReadingKind
from tidings.inbox import service as inbox
from tidings.inbox.types import Status, Wanted, Why
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.simulator.settings import TwilioSettings
from tidings.waitlist import service as waitlist
from tidings.waitlist.rules import saying
from tidings.waitlist.types import BookingState, Slot, SlotState, Wishes

BOTH = (Channel.WHATSAPP, Channel.SMS)


async def silent_then_asked(shop: Shop) -> tuple[Slot, Slot]:
    """Have somebody be silent to one slot, and be asked about another."""
    await shop.waits(1)
    silent_to = await shop.slot(hours=24)
    await shop.look()
    await shop.pass_time(minutes=15)
    await shop.pass_time(seconds=1)
    asked_now = await shop.slot(hours=48)
    await shop.look()
    return silent_to, asked_now


async def states(shop: Shop, slot: Slot) -> list[BookingState]:
    return [each.state for each in await shop.bookings(slot)]


async def test_a_second_yes_never_books_a_slot_to_which_they_were_silent(shop: Shop) -> None:
    silent_to, asked_now = await silent_then_asked(shop)
    for _ in range(2):
        await shop.says((1, "YES"))
        await shop.look()
    assert (await states(shop, silent_to), await states(shop, asked_now)) == ([], [BookingState.BOOKED])


async def test_two_yes_of_one_batch_book_once(shop: Shop) -> None:
    silent_to, asked_now = await silent_then_asked(shop)
    await shop.says((1, "YES"), (1, "YES"))
    assert (await states(shop, silent_to), await states(shop, asked_now)) == ([], [BookingState.BOOKED])


async def test_a_yes_that_is_told_again_takes_no_word_beside_it(shop: Shop) -> None:
    silent_to, asked_now = await silent_then_asked(shop)
    await shop.says((1, "YES"), ids=["IN-twice"])
    await shop.says((1, "YES"), (1, "CANCEL"), ids=["IN-twice"])
    assert (await states(shop, silent_to), await states(shop, asked_now)) == ([], [BookingState.CANCELLED])


async def test_a_cancel_means_the_booking_and_not_the_slot_to_which_they_were_silent(shop: Shop) -> None:
    _, asked_now = await silent_then_asked(shop)
    await shop.says((1, "YES"))
    await shop.says((1, "CANCEL"))
    assert await states(shop, asked_now) == [BookingState.CANCELLED]


async def test_a_repeated_yes_is_no_consent_to_marketing(shop: Shop) -> None:
    entry = await shop.waits(1)
    async with shop.world.database.unit(shop.organisation) as unit:
        address_id = (await contacts.best_addresses(unit, shop.organisation, [entry.contact_id], channel=Channel.SMS))[entry.contact_id]
        until = unit.at + timedelta(days=2)
        asked = Question(new_id(unit.at), Channel.SMS, address_id, None, (Answer.YES, Answer.NO), f"opt_in:{new_id(unit.at)}", until)
        await conversations.ask(unit, shop.organisation, [asked])
    shop.world.clock.advance(hours=3)
    await shop.slot()
    await shop.look()
    for _ in range(2):
        await shop.says((1, "YES"))
        await shop.look()
    async with shop.world.database.unit(shop.organisation) as unit:
        assert await conversations.open_sources(unit, shop.organisation, [address_id], "opt_in:") == [asked.source]
    assert (await shop.told(entry.contact_id))[-2:] == ["booked", "booked"]


async def test_an_ok_after_their_own_no_books_nothing(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "NO"))
    await shop.look()
    await shop.says((1, "ok"))
    await shop.look()
    assert await shop.bookings(slot) == []
    assert (await shop.told(entry.contact_id))[-2:] == ["declined", "declined"]


async def test_an_ok_to_a_cancellation_does_not_book_again(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "YES"))
    (booked,) = await shop.bookings(slot)
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.cancel(unit, shop.organisation, ACTOR, booked.id)
    await shop.look()
    await shop.says((1, "ok"))
    await shop.look()
    assert await states(shop, slot) == [BookingState.CANCELLED]
    assert (await shop.told(entry.contact_id))[-1] == "cancelled"


async def test_a_party_that_grew_beyond_the_slot_does_not_get_it(shop: Shop) -> None:
    entry = await shop.waits(1)
    slot = await shop.slot(places=1)
    await shop.look()
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.change_entry(unit, shop.organisation, ACTOR, entry.id, Wishes(party=6), 5)
    await shop.says((1, "YES"))
    assert await shop.bookings(slot) == []


async def before_a_person(shop: Shop) -> list[tuple[UUID | None, Why]]:
    async with shop.world.database.unit(shop.organisation) as unit:
        found = (await inbox.list_threads(unit, shop.organisation, ACTOR, Wanted(statuses=[Status.OPEN]))).rows
    return [(each.thread.contact_id, each.thread.why) for each in found]


async def test_a_cancel_ends_a_booking_that_staff_made_and_is_no_stop(shop: Shop) -> None:
    person = await shop.person(phone(1))
    slot = await shop.slot()
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.book(unit, shop.organisation, ACTOR, slot.id, person)
    await shop.look()
    await shop.says((1, "CANCEL"))
    await shop.look()
    assert await states(shop, slot) == [BookingState.CANCELLED]
    assert await shop.told(person) == ["booked", "cancelled"]
    assert await before_a_person(shop) == []
    for _ in range(5):
        await shop.says((1, "CANCEL"))
        await shop.look()
    assert await shop.told(person) == ["booked", *["cancelled"] * 4]
    assert await before_a_person(shop) == [(person, Why.REPEATED)]


@pytest.mark.parametrize("text", ["CANCEL BOOKING", "cancel my appointment", "Annuler mon rendez-vous"])
async def test_a_cancel_may_name_what_is_cancelled(shop: Shop, text: str) -> None:
    await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "YES"))
    await shop.says((1, text))
    assert await states(shop, slot) == [BookingState.CANCELLED]


def test_no_text_asks_for_a_word_by_which_carriers_would_close_the_number() -> None:
    said = str(saying.texts())
    asked = {each.strip() for each in re.findall(r"(?:[Rr]eply|[Rr]épondez|or|ou|sinon|else) ([A-Z]{2,}(?: [A-Z]+)*)", said)}
    assert {"YES", "NO", "OUI", "NON", "CANCEL BOOKING", "ANNULER"} <= asked
    assert asked.isdisjoint(TwilioSettings().opt_out_words)
    assert {classify(text, {Answer.CANCEL}).kind for text in ("CANCEL BOOKING", "ANNULER")} == {ReadingKind.ANSWER}


async def test_a_cancel_after_a_no_to_something_else_ends_the_booking_they_have(shop: Shop) -> None:
    await shop.waits(1)
    booked = await shop.slot(hours=48)
    await shop.look()
    await shop.says((1, "YES"))
    await shop.waits(1)
    other = await shop.slot(hours=24)
    await shop.look()
    await shop.says((1, "NO"))
    await shop.says((1, "CANCEL"))
    assert (await states(shop, booked), await shop.bookings(other)) == ([BookingState.CANCELLED], [])


async def test_a_booking_made_on_the_page_is_cancelled_by_a_word(shop: Shop) -> None:
    await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    async with shop.world.database.unit(shop.organisation) as unit:
        await waitlist.answer_offer(unit, shop.organisation, offer.id, Answer.YES, waitlist.PAGE)
    await shop.look()
    await shop.says((1, "CANCEL"))
    assert await states(shop, slot) == [BookingState.CANCELLED]


async def test_a_button_of_an_old_message_answers_the_old_offer(shop: Shop) -> None:
    await shop.waits(1, channels=BOTH)
    old = await shop.slot(hours=24)
    await shop.look()
    (offer,) = await shop.offers(old)
    await shop.pass_time(minutes=30)
    await shop.pass_time(seconds=1)
    new = await shop.slot(hours=48)
    await shop.look()
    assert offer.notice_id is not None
    async with shop.world.database.unit(shop.organisation) as unit:
        tried = (await notices.several(unit, shop.organisation, [offer.notice_id]))[offer.notice_id].tried[0]
    await shop.says((1, "Yes"), channel=tried.attempt.channel, quoting=f"SM{tried.attempt.source_id.hex}")
    assert ((await shop.now(old)).state, (await shop.now(new)).state) == (SlotState.BOOKED, SlotState.HELD)


async def test_a_yes_that_was_said_before_the_offer_does_not_book_it(shop: Shop) -> None:
    await shop.waits(1)
    said_at = shop.world.clock.now() - timedelta(minutes=3)
    slot = await shop.slot()
    await shop.look()
    await shop.says((1, "yes"), at=said_at)
    assert (await shop.now(slot)).state is SlotState.HELD


async def shares_a_phone(shop: Shop) -> tuple[UUID, UUID]:
    """Put two people on the list who share the phone of the first."""
    first = await shop.waits(1)
    number = phone(1)
    async with shop.world.database.unit(shop.organisation) as unit:
        changes = Changes(first_name="Second", addresses=[NewAddress(AddressKind.PHONE, number)])
        second = await contacts.create_contact(unit, shop.organisation, ACTOR, changes, "FR")
        await waitlist.join(unit, shop.organisation, ACTOR, second.id, shop.service.id, Wishes(), priority=5, source="staff")
    await shop.consents(second.id)
    return first.contact_id, second.id


async def test_a_shared_phone_has_one_open_offer_at_a_time(shop: Shop) -> None:
    first, second = await shares_a_phone(shop)
    await shop.slot(hours=24)
    other = await shop.slot(hours=25)
    await shop.look()
    assert [each.contact_id for each in await shop.offers()] == [first]
    await shop.says((1, "YES"))
    await shop.pass_time(seconds=6)
    assert [each.contact_id for each in await shop.offers(other)] == [second]


async def test_the_question_of_somebody_erased_takes_no_word_of_who_shares_their_phone(shop: Shop) -> None:
    first, second = await shares_a_phone(shop)
    slot = await shop.slot()
    await shop.look()
    async with shop.world.database.engine() as unit:
        await contacts.erase(unit, shop.organisation, "cli:test", first, PEOPLE)
    await shop.look()
    await shop.pass_time(seconds=6)
    await shop.says((1, "YES"))
    assert [each.contact_id for each in await shop.bookings(slot)] == [second]
