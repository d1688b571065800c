"""Each invariant of slots, offers and repairs finds what it is there for: a true day has no breach, and one falsehood in it has one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from faults.books import Accepted, Books
from faults.invariants import Evidence, breaches
from faults.ledger import Ledger
from faults.salon import HOLD
from faults.talking import Change, Kept, Press, Word
from faults.told import Attempt, Booking, Heard, Line, Notice, Offer, Slot, Told
from tidings.simulator.books import Line as Channel
from tidings.simulator.books import Message

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
CHAIR, SLOT, NEXT_SLOT, TICKET, ENTRY = uuid4(), uuid4(), uuid4(), uuid4(), uuid4()
HERS, HIS = "+33600080001", "+33600080002"
SHE, HE = uuid4(), uuid4()
SAID, ASKED = uuid4(), uuid4()
SENT, DELIVERED = 30, 40


def notice(kind: str, key: str, contact: UUID = SHE, subject: UUID = SLOT, **other: Any) -> Notice:
    plain = Notice(uuid4(), kind, key, contact, str(subject), "delivered", None, NOON, NOON + timedelta(hours=6))
    return replace(plain, **other)


def attempt(of: Notice, step: int = 0, channel: str = "sms", *, minutes: float = 0) -> Attempt:
    at = NOON + timedelta(minutes=minutes)
    return Attempt(of.id, step, channel, uuid4(), at, at + timedelta(minutes=5), DELIVERED)


def accepted(of: Attempt, contact: UUID = SHE, status: str = "delivered") -> Accepted:
    message = Message(uuid4().hex, Channel.TWILIO_SMS, "A", "S", HERS, NOON.timestamp(), 0, "Hello", status=status)
    return Accepted(message, (of.source_id, contact))


OFFER, BOOKED = notice("waitlist_offer", str(ASKED)), notice("waitlist_booked", str(SAID))
READY = notice("repair_ready", f"{TICKET}:{ENTRY}", HE, TICKET)
ATTEMPTS = [attempt(OFFER), attempt(BOOKED), attempt(READY)]


def _slot(slot_id: UUID, days: int) -> Slot:
    begins = NOON + timedelta(days=days)
    return Slot(slot_id, CHAIR, begins, begins + timedelta(minutes=30))


def a_day() -> Evidence:
    """Return a day on which she was offered a slot, wrote YES and has it, and his device was repaired."""
    told = Told(
        NOON + timedelta(days=1),
        [_slot(SLOT, 9), _slot(NEXT_SLOT, 10)],
        [Booking(uuid4(), SLOT, SHE, ASKED, "booked", NOON, None)],
        [Offer(ASKED, SLOT, SHE, "accepted", NOON, NOON + HOLD)],
        [OFFER, BOOKED, READY],
        ATTEMPTS,
        [Line(TICKET, uuid4(), "noted", "repairing", None), Line(TICKET, ENTRY, "moved", "ready", "repairing")],
        [Heard(SAID, "SM1", "answer")],
        {"device 0": [TICKET]},
    )
    kept = Kept(
        [Word("SM1", HERS, "OUI")], [], {"device 0": str(TICKET)}, [Change(str(TICKET), "ready")], {HERS: str(SHE), HIS: str(HE)}, {HERS, HIS}
    )
    got = [accepted(each) for each in ATTEMPTS]
    books = Books({each.message.id: each for each in got}, [], {"SM1"})
    report = {"duplicate_people": [], "over_limit": {"messages": 0}, "sends_after_stop": {"first": []}}
    return Evidence(books, report, Ledger([], {}, {}), {}, {}, 9, 9, {}, told, kept)


def found(evidence: Evidence) -> set[str]:
    """Return which invariants of slots and repairs are broken; the ledger's own are looked at elsewhere."""
    return {each.partition(":")[0] for each in breaches(evidence)} - {"counts agree with the ledger and the witness"}


def but(**told: Any) -> Evidence:
    """Return that day, but for what is told of it."""
    day = a_day()
    return replace(day, told=replace(day.told, **told))


def also(*notices: Notice, attempts: tuple[Attempt, ...] = ()) -> Evidence:
    day = a_day()
    return but(notices=[*day.told.notices, *notices], attempts=[*day.told.attempts, *attempts])


def _booked_twice() -> Evidence:
    return but(bookings=[*a_day().told.bookings, Booking(uuid4(), SLOT, HE, None, "booked", NOON, None)])


def _one_chair_twice() -> Evidence:
    day = a_day()
    late = replace(day.told.slots[1], starts_at=day.told.slots[0].starts_at + timedelta(minutes=15))
    return but(slots=[day.told.slots[0], late], bookings=[*day.told.bookings, Booking(uuid4(), NEXT_SLOT, HE, None, "booked", NOON, None)])


def _unheard() -> Evidence:
    return but(heard=[])


def _heard_twice() -> Evidence:
    return but(heard=[*a_day().told.heard, Heard(uuid4(), "SM1", "answer")])


def _no_reply() -> Evidence:
    return but(notices=[OFFER, READY])


def _two_replies() -> Evidence:
    return also(notice("waitlist_taken", str(SAID), HE))


def _page_lied() -> Evidence:
    day = a_day()
    return replace(day, kept=replace(day.kept, presses=[Press(HIS, "/o/a", booked=True)]))


def _told_booked_who_is_not() -> Evidence:
    his = notice("waitlist_booked", "other", HE)
    return also(his)


def _told_taken_who_has_it() -> Evidence:
    return also(notice("waitlist_taken", "other", created_at=NOON + timedelta(minutes=2)))


def _told_cancelled_what_was_not() -> Evidence:
    return also(notice("waitlist_cancelled", "other"))


def _open_for_ever() -> Evidence:
    return but(offers=[replace(a_day().told.offers[0], state="open")])


def _never_left_and_open() -> Evidence:
    return but(offers=[replace(a_day().told.offers[0], state="open", expires_at=None)])


def _asked_twice() -> Evidence:
    offers = a_day().told.offers
    return but(offers=[*offers, replace(offers[0], id=uuid4())])


def _two_offers_got() -> Evidence:
    again = notice("waitlist_offer", "again")
    by = attempt(again)
    day = also(again, attempts=(by,))
    one = accepted(by)
    return replace(day, books=replace(day.books, accepted={**day.books.accepted, one.message.id: one}))


def _for_ever_on_its_way() -> Evidence:
    return also(notice("waitlist_joined", "x", state="sending"))


def _no_reason() -> Evidence:
    return also(notice("waitlist_joined", "x", state="refused"))


def _both_channels(minutes: float) -> Evidence:
    day, second = a_day(), attempt(READY, 1, "whatsapp", minutes=minutes)
    one = accepted(second)
    books = replace(day.books, accepted={**day.books.accepted, one.message.id: one})
    return replace(day, books=books, told=replace(day.told, attempts=[*day.told.attempts, second]))


def _key_accepted_twice() -> Evidence:
    day, one = a_day(), accepted(ATTEMPTS[2])
    return replace(day, books=replace(day.books, accepted={**day.books.accepted, one.message.id: one}))


def _delivered_to_nobody() -> Evidence:
    return also(notice("waitlist_joined", "x"))


def _answered_and_never_sent() -> Evidence:
    return also(notice("waitlist_joined", "x", state="answered"))


def _taken_back_and_got() -> Evidence:
    day = a_day()
    return but(notices=[OFFER, BOOKED, replace(READY, state="cancelled", reason="notice_cancelled")], attempts=day.told.attempts)


def _untold() -> Evidence:
    return but(notices=[OFFER, BOOKED])


def _told_twice() -> Evidence:
    return also(replace(READY, id=uuid4(), state="failed", reason="channels_failed"))


def _told_as_something_else() -> Evidence:
    return but(notices=[OFFER, BOOKED, replace(READY, kind="repair_update")])


def _leapt() -> Evidence:
    history = a_day().told.history
    return but(history=[history[0], replace(history[1], before="diagnosing")])


def _opened_twice() -> Evidence:
    return but(tickets={"device 0": [TICKET, uuid4()]})


def _change_lost() -> Evidence:
    return but(history=[Line(TICKET, ENTRY, "noted", "ready", None)], notices=[OFFER, BOOKED])


def _after_stop() -> Evidence:
    day = a_day()
    (late, *_) = day.books.accepted.values()
    told = {"first": [{"id": late.message.id, "to": HERS, "real_seconds_after_acknowledged_stop": 4.0}]}
    return replace(day, report={**day.report, "sends_after_stop": told})


def test_a_true_day_has_no_breach() -> None:
    assert found(a_day()) == set()


def test_a_second_channel_may_follow_once_the_first_was_silent_for_its_time() -> None:
    assert found(_both_channels(minutes=5)) == set()


def test_who_wrote_although_a_message_failed_has_answered() -> None:
    day = a_day()
    for each in day.books.accepted.values():
        if each.key == (ATTEMPTS[2].source_id, SHE):
            each.message.status = "undelivered"
    notices = [OFFER, BOOKED, replace(READY, state="answered")]
    assert found(replace(day, told=replace(day.told, notices=notices))) == set()


def test_the_end_of_a_booking_that_was_made_by_hand_is_told_once_by_the_booking() -> None:
    by_hand = Booking(uuid4(), NEXT_SLOT, HE, None, "cancelled", NOON, NOON)
    kept = a_day().kept
    day = also(notice("waitlist_cancelled", str(by_hand.id), HE, NEXT_SLOT))
    told = replace(day.told, bookings=[*day.told.bookings, by_hand], heard=[*day.told.heard, Heard(uuid4(), "SM2", "answer")])
    said = replace(kept, words=[*kept.words, Word("SM2", HIS, "ANNULER")])
    books = replace(day.books, heard={"SM1", "SM2"})
    assert "an answer has one reply" not in found(replace(day, told=told, kept=said, books=books))
    assert "an answer has one reply" in found(replace(a_day(), told=replace(told, notices=a_day().told.notices), kept=said, books=books))


def test_what_still_makes_sense_may_be_on_its_way() -> None:
    assert found(also(notice("waitlist_joined", "x", state="sending", expires_at=NOON + timedelta(days=3)))) == set()


@pytest.mark.parametrize("state", ["withdrawn", "taken"])
def test_whom_a_slot_was_taken_from_may_be_asked_about_it_again(state: str) -> None:
    offers = a_day().told.offers
    assert found(but(offers=[*offers, replace(offers[0], id=uuid4(), state=state)])) == set()


def test_what_was_never_acknowledged_needs_no_reply() -> None:
    assert found(replace(_no_reply(), books=replace(a_day().books, heard=set()))) == set()


@pytest.mark.parametrize(
    ("falsehood", "name"),
    [
        (_booked_twice, "a slot is booked once"),
        (_one_chair_twice, "a slot is booked once"),
        (_unheard, "an answer has one reply"),
        (_heard_twice, "an answer has one reply"),
        (_no_reply, "an answer has one reply"),
        (_two_replies, "an answer has one reply"),
        (_page_lied, "an answer has one reply"),
        (_told_booked_who_is_not, "replies are right"),
        (_told_taken_who_has_it, "replies are right"),
        (_told_cancelled_what_was_not, "replies are right"),
        (_open_for_ever, "no offer open after its time"),
        (_never_left_and_open, "no offer open after its time"),
        (_asked_twice, "nobody asked twice"),
        (_two_offers_got, "nobody asked twice"),
        (_for_ever_on_its_way, "told by one channel"),
        (_no_reason, "told by one channel"),
        (lambda: _both_channels(minutes=1), "told by one channel"),
        (_key_accepted_twice, "told by one channel"),
        (_delivered_to_nobody, "told by one channel"),
        (_answered_and_never_sent, "told by one channel"),
        (_taken_back_and_got, "told by one channel"),
        (_untold, "each change of a ticket told"),
        (_told_twice, "each change of a ticket told"),
        (_told_as_something_else, "each change of a ticket told"),
        (_leapt, "each change of a ticket told"),
        (_opened_twice, "the counter's changes kept"),
        (_change_lost, "the counter's changes kept"),
        (_after_stop, "no message after an acknowledged STOP"),
    ],
)
def test_a_falsehood_is_found(falsehood: Callable[[], Evidence], name: str) -> None:
    assert name in found(falsehood())
