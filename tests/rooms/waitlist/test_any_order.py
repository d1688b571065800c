"""Whatever order answers, expiries, cancellations and workers come in: a slot has one booking at most, and each answer one reply."""

from collections import Counter as Counts
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.waitlisting import ANY_HOUR, Shop
from tidings.conversations.types import Answer
from tidings.kernel.clock import SystemClock
from tidings.kernel.ids import new_id
from tidings.waitlist.rules.answering import Does, Given, Table, decide_all
from tidings.waitlist.types import Booking, BookingState, Offer, OfferState

_NOW = SystemClock().now()
_SLOT = new_id(_NOW)


def _offer(state: OfferState) -> Offer:
    return Offer(new_id(_NOW), _SLOT, new_id(_NOW), new_id(_NOW), None, state, _NOW, _NOW, _NOW, None, None, None, None, None, {})


def _booking(answer: Given) -> Booking:
    return Booking(
        new_id(_NOW), _SLOT, answer.offer.contact_id, None, answer.offer.id, 1, BookingState.BOOKED, answer.by, _NOW, None, None
    )  # fmt: skip


@given(
    states=st.lists(st.sampled_from(OfferState), min_size=1, max_size=6),
    said=st.lists(st.tuples(st.integers(0, 5), st.sampled_from([Answer.YES, Answer.NO, Answer.CANCEL])), max_size=30),
    bookable=st.booleans(),
)
def test_no_order_of_answers_books_a_slot_twice_and_each_has_one_outcome(
    states: list[OfferState], said: list[tuple[int, Answer]], *, bookable: bool
) -> None:
    offers = [_offer(each) for each in states]
    open_ones = frozenset(each.id for each in offers if each.state is OfferState.OPEN)
    answers = [Given(new_id(_NOW), offers[place % len(offers)], answer, _NOW, "sms") for place, answer in said]
    outcomes = decide_all(answers, [Table(_SLOT, bookable, None, open_ones)], _booking)
    assert sorted(each.given.id for each in outcomes) == sorted(each.id for each in answers)
    holder = None
    for each in outcomes:
        if each.does is Does.BOOKS:
            assert holder is None
            assert bookable
            holder = each.given.offer.id
        elif each.does is Does.CANCELS:
            assert holder == each.given.offer.id
            holder = None
        elif each.does is Does.MISSES and each.given.offer.state is OfferState.OPEN:
            assert holder is not None or not bookable


def test_who_answers_first_has_it_whatever_the_order_in_which_answers_are_handed_over() -> None:
    offers = [_offer(OfferState.OPEN) for _ in range(4)]
    answers = [Given(new_id(_NOW), each, Answer.YES, _NOW.replace(microsecond=place), "sms") for place, each in enumerate(offers)]
    for order in permutations(answers):
        outcomes = decide_all(order, [Table(_SLOT, bookable=True, booking=None, open_offers=frozenset(each.id for each in offers))], _booking)
        assert [each.given.offer.id for each in outcomes if each.does is Does.BOOKS] == [offers[0].id]


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_random_walk_of_people_staff_and_time_keeps_one_booking_for_a_slot_and_one_reply_for_an_answer(shop: Shop, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same walk each time
    await shop.set(replace(ANY_HOUR, at_once=2, most_a_day=100))
    people = [await shop.waits(number, priority=random.randint(1, 3)) for number in range(6)]
    slots = [await shop.slot(hours=30 + hour) for hour in range(3)]
    replies: Counts[int] = Counts()
    for _ in range(40):
        match random.randrange(5):
            case 0:
                await shop.pass_time(minutes=random.choice([1, 4, 11]))
            case 1:
                await shop.look()
            case _:
                asked = {each.contact_id for each in await shop.offers()}
                number = random.choice([place for place, each in enumerate(people) if each.contact_id in asked] or [0])
                if people[number].contact_id not in asked:
                    continue
                before = len(await shop.told(people[number].contact_id))
                await shop.says((number, random.choice(["YES", "OUI", "NO", "CANCEL"])))
                heard = len(await shop.told(people[number].contact_id)) - before
                replies[heard] += 1
                if heard == 0:
                    assert people[number].contact_id in await shop.put_before_a_person()
    assert set(replies) <= {0, 1}
    for slot in slots:
        live = [each for each in await shop.bookings(slot) if each.state is not BookingState.CANCELLED]
        assert len(live) <= 1
