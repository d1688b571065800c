"""The words of the waitlist."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from tidings.kernel.words import Channel

FIRST, USUAL, LAST = 1, 5, 9
"""Priorities: who is asked first, the usual one, who is asked last."""


class Origin(StrEnum):
    """Where a slot came from. Values are stored."""

    MADE = "made"
    HOURS = "hours"
    """Made from the hours of somebody of the staff."""


class SlotState(StrEnum):
    """What a slot is at a moment. Derived, never stored."""

    FREE = "free"
    HELD = "held"
    """Offered to somebody who may still answer."""
    BOOKED = "booked"
    PAST = "past"
    CLOSED = "closed"


class EntryState(StrEnum):
    """Where somebody stands on the list. Values are stored."""

    WAITING = "waiting"
    BOOKED = "booked"
    LEFT = "left"


class OfferState(StrEnum):
    """What became of an offer. Values are stored."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    TAKEN = "taken"
    """They said yes, and somebody else had it."""
    UNREACHED = "unreached"
    """No channel carried it, or it did not leave in time."""
    WITHDRAWN = "withdrawn"
    """The slot was booked or closed, or they left the list, before they answered."""


CUT_SHORT = frozenset({OfferState.WITHDRAWN, OfferState.TAKEN})
"""What ended because the slot was gone, not by the person: when it is free again, they may be asked about it again."""


class BookingState(StrEnum):
    """What became of a booking. Values are stored."""

    BOOKED = "booked"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    NO_SHOW = "no_show"


class Tells(StrEnum):
    """What people are told, each by a kind of notice of the organisation's own (`waitlist_offer`...). Values are in keys of kinds."""

    JOINED = "joined"
    OFFER = "offer"
    BOOKED = "booked"
    TAKEN = "taken"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    UNCLEAR = "unclear"
    REMINDER = "reminder"

    @property
    def kind(self) -> str:
        """The key of its kind of notices."""
        return f"waitlist_{self.value}"


@dataclass(frozen=True, slots=True)
class Service:
    """What can be booked. `price_micros` is in millionths of the organisation's currency, None if it is not told."""

    id: UUID
    name: str
    minutes: int
    price_micros: int | None
    archived_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody works on an ISO weekday (1 is Monday), in the organisation's time zone."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody of the staff; without skills they do every service."""

    id: UUID
    name: str
    skills: Sequence[UUID]
    hours: Sequence[Hours]
    days_off: Sequence[date]
    archived_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """Something bookable at a time, for a party of `places` at most; `state` is what it is at the moment of reading.

    `look_from` is the entry after which the next look at a long list goes on.
    """

    id: UUID
    service_id: UUID
    staff_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    places: int
    origin: Origin
    state: SlotState
    next_look: datetime | None
    created_at: datetime
    look_from: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewSlot:
    """A slot to make. Without an end it lasts as long as its service."""

    service_id: UUID
    starts_at: datetime
    staff_id: UUID | None = None
    ends_at: datetime | None = None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """What somebody waits for, in the organisation's time zone; what is empty or None does not matter to them.

    `earliest` and `latest` are when it may begin. `party` is how many they are.
    """

    staff_ids: Sequence[UUID] = ()
    weekdays: Sequence[int] = ()
    earliest: time | None = None
    latest: time | None = None
    from_day: date | None = None
    until_day: date | None = None
    party: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on the list."""

    id: UUID
    contact_id: UUID
    service_id: UUID
    wishes: Wishes
    priority: int
    state: EntryState
    source: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A slot offered to one person. It is held from `left_at`, when the message left by the channel tried last, until `expires_at`."""

    id: UUID
    slot_id: UUID
    entry_id: UUID
    contact_id: UUID
    notice_id: UUID | None
    state: OfferState
    offered_at: datetime
    left_at: datetime | None
    expires_at: datetime | None
    channel: Channel | None
    answered_at: datetime | None
    answer: str | None
    answered_by: str | None
    unclear_id: UUID | None
    explanation: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Booking:
    """That a slot is somebody's."""

    id: UUID
    slot_id: UUID
    contact_id: UUID
    entry_id: UUID | None
    offer_id: UUID | None
    party: int
    state: BookingState
    via: str
    booked_at: datetime
    ended_at: datetime | None
    next_reminder: datetime | None


@dataclass(frozen=True, slots=True)
class Settings:
    """How an organisation asks.

    An offer is held for `hold` from when it left; `at_once` people are asked at a time. Nobody is asked outside `opens` to `closes` (the
    organisation's time zone), more than `most_a_day` times in 24 hours, or for a slot that begins within `notice_needed`.
    `reminders` are how long before it begins somebody is reminded.
    """

    hold: timedelta = timedelta(minutes=10)
    at_once: int = 1
    opens: time = time(8)
    closes: time = time(21)
    most_a_day: int = 3
    notice_needed: timedelta = timedelta(minutes=30)
    reminders: Sequence[timedelta] = (timedelta(hours=24), timedelta(hours=2))
    sign_up: bool = True


class Misfit(StrEnum):
    """Why somebody who waits for the service is not asked. Values are stored in explanations; the reasons of channels stand beside these."""

    OTHER_STAFF = "other_staff"
    OTHER_DAY = "other_day"
    OTHER_HOURS = "other_hours"
    NOT_THAT_SOON = "not_that_soon"
    TOO_LATE_FOR_THEM = "too_late_for_them"
    TOO_MANY = "too_many"
    ASKED_ALREADY = "asked_already"
    """For this very slot."""
    BEING_ASKED = "being_asked"
    ASKED_OFTEN = "asked_often"
    NO_CHANNEL = "no_channel"


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who waits, and what stands against asking them about a slot now; `rank` is their turn, from 1, None if it is not theirs.

    `detail` tells, for NO_CHANNEL, each channel's own reason.
    """

    entry: Entry
    rank: int | None
    misfit: Misfit | None = None
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Chance:
    """What stands between somebody who waits and a slot: why they are not asked, else how many who would fit come before them.

    `detail` tells, for NO_CHANNEL, each channel's own reason.
    """

    slot: Slot
    misfit: Misfit | None
    ahead: int
    detail: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Day:
    """The slots that begin between two moments, by when they begin, with the booking of each that has one, and all their offers."""

    since: datetime
    until: datetime
    slots: Sequence[Slot]
    bookings: Mapping[UUID, Booking]
    offers: Mapping[UUID, Sequence[Offer]]


@dataclass(frozen=True, slots=True)
class Around:
    """What is told beside ids: names of people, services and staff, slots, whose an entry is, and its place among those who wait (from 1)."""

    names: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    services: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    staff: Mapping[UUID, str] = field(default_factory=dict[UUID, str])
    slots: Mapping[UUID, Slot] = field(default_factory=dict[UUID, Slot])
    contacts: Mapping[UUID, UUID] = field(default_factory=dict[UUID, UUID])
    places: Mapping[UUID, int] = field(default_factory=dict[UUID, int])


@dataclass(frozen=True, slots=True)
class Response:
    """How people answer by a channel: how many offers left by it, were answered and accepted, and how long half of them took at most."""

    channel: str
    offers: int
    answered: int
    accepted: int
    half_within: timedelta | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of the list since a moment."""

    slots_freed: int
    offers: int
    bookings: int
    cancelled: int
    attended: int
    no_shows: int
    by_channel: Sequence[Response]


@dataclass(frozen=True, slots=True)
class SignUp:
    """What the sign-up page was sent. `channels` are the boxes that were ticked, `first` the channel they like best."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    email: str = field(repr=False)
    service_id: UUID | None
    wishes: Wishes
    channels: Sequence[Channel]
    first: Channel | None
    language: str


class Said(StrEnum):
    """What a page tells its reader."""

    BOOKED = "booked"
    TAKEN = "taken"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    OVER = "over"
    LEFT = "left"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class OfferPage:
    """The page of an offer: what it is about, and, where it can still be answered, until when and the form's word."""

    business: str
    service: str
    when: str
    staff: str
    price: str
    said: Said | None
    until: str
    form: str
    booking_token: str


@dataclass(frozen=True, slots=True)
class BookingPage:
    """The page of a booking."""

    business: str
    service: str
    when: str
    staff: str
    state: BookingState
    open: bool
    form: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The page of somebody's place on the list, or, before they are on it, the form by which they sign up."""

    business: str
    services: Sequence[tuple[UUID, str]]
    staff: Sequence[tuple[UUID, str]]
    form: str
    waiting: bool = False
