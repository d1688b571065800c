"""What follows of an answer to an offer: a pure function of how things stand under the lock of the slot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tidings.conversations.types import Answer
from tidings.waitlist.types import Booking, Offer, OfferState, Tells


@dataclass(frozen=True, slots=True)
class Table:
    """How a slot stands: its live booking, its open offers, and whether it can be booked at all (not closed, not begun)."""

    slot_id: UUID
    bookable: bool
    booking: Booking | None
    open_offers: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: to which offer, when it was said, by what (a channel, the page, staff), and the id of what said it.

    `waits` says that its person still waits for the service, with a party for which the slot has places.
    """

    id: UUID
    offer: Offer
    answer: Answer
    said_at: datetime
    by: str
    waits: bool = True


class Does(StrEnum):
    """What an answer does."""

    BOOKS = "books"
    CANCELS = "cancels"
    DECLINES = "declines"
    NOTHING = "nothing"
    """It was decided before: it is told again."""
    MISSES = "misses"
    """A yes to what somebody else has, or that is over."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer does, what its writer is told, where its offer stands then, and the booking that it is about."""

    given: Given
    does: Does
    tells: Tells
    state: OfferState
    booking: Booking | None = None


_DECIDED = {OfferState.DECLINED: Tells.DECLINED, OfferState.ACCEPTED: Tells.CANCELLED}
"""What its person, or staff, decided of an offer stays so: a yes after their own no, or after the booking was cancelled, books nothing."""

Books = Callable[[Given], Booking]
"""Makes the booking that an answer leads to."""


def decide(given: Given, table: Table, books: Books) -> Outcome:
    """Say what follows of one answer.

    A yes in time books what nobody has. Said after its time it books too, as long as nobody else is being asked. What the offer led to
    before is told again to whoever repeats themselves.
    """
    offer = given.offer
    if table.booking is not None and table.booking.offer_id == offer.id:
        if given.answer in {Answer.CANCEL, Answer.END}:
            return Outcome(given, Does.CANCELS, Tells.CANCELLED, OfferState.ACCEPTED, table.booking)
        return Outcome(given, Does.NOTHING, Tells.BOOKED, OfferState.ACCEPTED, table.booking)
    if given.answer is not Answer.YES:
        return _refused(given)
    if offer.state in _DECIDED:
        return Outcome(given, Does.NOTHING, _DECIDED[offer.state], offer.state)
    if table.booking is None and table.bookable and given.waits and _may_book(given, table):
        return Outcome(given, Does.BOOKS, Tells.BOOKED, OfferState.ACCEPTED, books(given))
    return Outcome(given, Does.MISSES, Tells.TAKEN, OfferState.TAKEN if offer.state is OfferState.OPEN else offer.state)


def decide_all(answers: Sequence[Given], tables: Sequence[Table], books: Books) -> list[Outcome]:
    """Decide answers in the order in which they were said; each sees what those before it led to."""
    standing = {each.slot_id: each for each in tables}
    offers: dict[UUID, Offer] = {}
    done: set[UUID] = set()
    outcomes: list[Outcome] = []
    for each in sorted(answers, key=lambda given: (given.said_at, given.id)):
        given = replace(each, offer=offers.get(each.offer.id, each.offer), waits=each.waits and each.offer.entry_id not in done)
        outcome = decide(given, standing[given.offer.slot_id], books)
        outcomes.append(outcome)
        if outcome.does is Does.BOOKS:
            done.add(given.offer.entry_id)
        offers[given.offer.id] = replace(given.offer, state=outcome.state)
        standing[given.offer.slot_id] = _after(standing[given.offer.slot_id], outcome)
    return outcomes


def _after(table: Table, outcome: Outcome) -> Table:
    """Return how a slot stands after an answer."""
    booking = table.booking
    if outcome.does is Does.BOOKS:
        booking = outcome.booking
    elif outcome.does is Does.CANCELS:
        booking = None
    closed = frozenset[UUID]() if outcome.state is OfferState.OPEN else frozenset({outcome.given.offer.id})
    return replace(table, booking=booking, open_offers=table.open_offers - closed)


def _may_book(given: Given, table: Table) -> bool:
    offer = given.offer
    in_time = offer.state is OfferState.OPEN and (offer.expires_at is None or given.said_at <= offer.expires_at)
    return in_time or (offer.state is not OfferState.WITHDRAWN and table.open_offers <= {offer.id})


def _refused(given: Given) -> Outcome:
    if given.offer.state is OfferState.OPEN:
        return Outcome(given, Does.DECLINES, Tells.DECLINED, OfferState.DECLINED)
    told = Tells.CANCELLED if given.offer.state is OfferState.ACCEPTED else Tells.DECLINED
    return Outcome(given, Does.NOTHING, told, given.offer.state)
