"""What the waitlist is sent and answers over HTTP."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, JsonValue, StrictBool, StrictInt

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.kernel.money import Money, in_units
from tidings.waitlist.types import (
    FIRST,
    LAST,
    Booking,
    BookingState,
    Entry,
    EntryState,
    Hours,
    Match,
    Misfit,
    Offer,
    OfferState,
    Origin,
    Service,
    Slot,
    SlotState,
    Staff,
    Wishes,
)

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]
Sends = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]

_PRICE = r"^\d{1,9}(\.\d{1,6})?$"
_MOST = 1000
_HOURS: JsonValue = {"weekday": 1, "opens": "09:00", "closes": "18:00"}
_WISHES: JsonValue = {"weekdays": [2, 4], "earliest": "17:00", "party": 1}


class ServiceSent(web.Input):
    """Something that can be booked."""

    name: web.Line = Field(examples=["Haircut"])
    minutes: StrictInt = Field(ge=1, le=1440, description="How long it lasts.", examples=[30])
    price: Annotated[str, Field(pattern=_PRICE)] | None = Field(default=None, description="In the organisation's currency.", examples=["35.00"])

    def micros(self) -> int | None:
        """Return the price in millionths."""
        return Money.of(self.price, "EUR").micros if self.price is not None else None


class ServiceShown(web.Output):
    """Something that can be booked."""

    id: UUID
    name: str
    minutes: int
    price: str | None = Field(description="In the organisation's currency; null if it is not told.", examples=["35"])
    archived_at: datetime | None

    @classmethod
    def of(cls, service: Service) -> Self:
        """Show a service."""
        price = in_units(service.price_micros) if service.price_micros is not None else None
        return cls(id=service.id, name=service.name, minutes=service.minutes, price=price, archived_at=service.archived_at)


class HoursSent(web.Input):
    """When somebody works on a weekday, in the organisation's time zone."""

    weekday: StrictInt = Field(ge=1, le=7, description="1 is Monday.")
    opens: web.TimeOfDay
    closes: web.TimeOfDay

    def hours(self) -> Hours:
        """Return the hours."""
        return Hours(self.weekday, self.opens, self.closes)


class HoursShown(web.Output):
    """When somebody works on a weekday."""

    weekday: int
    opens: web.TimeOfDay
    closes: web.TimeOfDay


class StaffSent(web.Input):
    """Somebody of the staff."""

    name: web.Line = Field(examples=["Chair 1"])
    skills: list[UUID] = Field(default=[], max_length=_MOST, description="The services that they do; none: all.")
    hours: list[HoursSent] = Field(default=[], max_length=50, examples=[[_HOURS]])
    days_off: list[web.Day] = Field(default=[], max_length=_MOST, examples=[["2026-12-25"]])
    archived: StrictBool = Field(default=False, description="They are not offered any more.")


class StaffShown(web.Output):
    """Somebody of the staff."""

    id: UUID
    name: str
    skills: list[UUID]
    hours: list[HoursShown]
    days_off: list[web.Day]
    archived_at: datetime | None

    @classmethod
    def of(cls, staff: Staff) -> Self:
        """Show somebody of the staff."""
        return cls.model_validate(staff)


class SlotSent(web.Input):
    """A slot to make."""

    service_id: UUID
    starts_at: web.Moment = Field(examples=["2027-03-02T14:30:00+01:00"])
    ends_at: web.Moment | None = Field(default=None, description="By default after the service's minutes.")
    staff_id: UUID | None = None
    places: StrictInt = Field(default=1, ge=1, le=_MOST, description="How large a party may be.")


class SlotsFromHours(web.Input):
    """Slots to make from somebody's hours."""

    service_id: UUID
    staff_id: UUID
    first: web.Day = Field(examples=["2027-03-01"])
    last: web.Day = Field(description="At most 62 days later.", examples=["2027-03-05"])


class SlotShown(web.Output):
    """A slot, as it is at this moment."""

    id: UUID
    service_id: UUID
    staff_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    places: int
    origin: Origin
    state: SlotState = Field(description="`held`: offered to somebody who may still answer.")
    next_look: datetime | None = Field(description="When a worker looks whom to ask; null until somebody signs up, answers or cancels.")

    @classmethod
    def of(cls, slot: Slot) -> Self:
        """Show a slot."""
        return cls.model_validate(slot)


class WishesSent(web.Input):
    """What somebody waits for; what is left out does not matter to them. Times are the organisation's."""

    staff_ids: list[UUID] = Field(default=[], max_length=100)
    weekdays: list[Annotated[StrictInt, Field(ge=1, le=7)]] = Field(default=[], max_length=7, description="1 is Monday.")
    earliest: web.TimeOfDay | None = Field(default=None, description="It may begin from then on.")
    latest: web.TimeOfDay | None = Field(default=None, description="It may begin until then.")
    from_day: web.Day | None = None
    until_day: web.Day | None = None
    party: StrictInt = Field(default=1, ge=1, le=_MOST)

    def wishes(self) -> Wishes:
        """Return the wishes."""
        return Wishes(
            staff_ids=self.staff_ids,
            weekdays=self.weekdays,
            earliest=self.earliest,
            latest=self.latest,
            from_day=self.from_day,
            until_day=self.until_day,
            party=self.party,
        )


class WishesShown(web.Output):
    """What somebody waits for."""

    staff_ids: list[UUID]
    weekdays: list[int]
    earliest: web.TimeOfDay | None
    latest: web.TimeOfDay | None
    from_day: web.Day | None
    until_day: web.Day | None
    party: int


class EntryChanged(web.Input):
    """What somebody waits for from now on."""

    wishes: WishesSent = Field(default=WishesSent(), examples=[_WISHES])
    priority: StrictInt = Field(default=5, ge=FIRST, le=LAST, description="1 is asked first.", examples=[5])


class EntrySent(EntryChanged):
    """Somebody to put on the list."""

    contact_id: UUID
    service_id: UUID


class EntryShown(web.Output):
    """Somebody on the list."""

    id: UUID
    contact_id: UUID
    service_id: UUID
    wishes: WishesShown
    priority: int
    state: EntryState
    source: str = Field(description="Who put them there.", examples=["page"])
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """Show an entry."""
        return cls.model_validate(entry)


class MatchShown(web.Output):
    """Somebody who waits for a slot's service, and whether the slot is for them now."""

    entry_id: UUID
    contact_id: UUID
    rank: int | None = Field(description="Their turn, from 1; null if they are not asked now.")
    priority: int
    waits_since: datetime
    why_not: Misfit | None
    channels: dict[str, str] = Field(description="For `no_channel`, what stands against each.", examples=[{"sms": "no_consent"}])

    @classmethod
    def of(cls, match: Match) -> Self:
        """Show a match."""
        entry = match.entry
        return cls(
            entry_id=entry.id,
            contact_id=entry.contact_id,
            rank=match.rank,
            priority=entry.priority,
            waits_since=entry.created_at,
            why_not=match.misfit,
            channels=dict(match.detail),
        )


class OfferShown(web.Output):
    """A slot offered to one person."""

    id: UUID
    slot_id: UUID
    entry_id: UUID
    contact_id: UUID
    notice_id: UUID | None = Field(description="What they were sent, by which channels: GET /notices/{notice_id}.")
    state: OfferState
    offered_at: datetime
    left_at: datetime | None = Field(description="When the message left by the channel tried last; the slot is held from then on.")
    expires_at: datetime | None
    channel: str | None
    answered_at: datetime | None
    answer: str | None
    answered_by: str | None
    unclear_id: UUID | None = Field(description="Their message that waits for a person, not understood or endlessly repeated: GET /inbound.")
    explanation: dict[str, Any] = Field(description="Why this person: their turn, and who was passed over, and why.", examples=[{"turn": 1}])

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """Show an offer."""
        return cls.model_validate(offer)


class OfferAnswered(web.Input):
    """What somebody said to whoever answers in their place."""

    yes: StrictBool = Field(examples=[True])


class BookingSent(web.Input):
    """A slot to book for somebody."""

    slot_id: UUID
    contact_id: UUID
    party: StrictInt = Field(default=1, ge=1, le=_MOST)


class Attendance(web.Input):
    """Whether somebody came."""

    came: StrictBool = Field(examples=[False])


class BookingShown(web.Output):
    """That a slot is somebody's."""

    id: UUID
    slot_id: UUID
    contact_id: UUID
    offer_id: UUID | None
    party: int
    state: BookingState
    via: str = Field(description="By what it was booked: a channel, page or staff.", examples=["sms"])
    booked_at: datetime
    ended_at: datetime | None
    next_reminder: datetime | None

    @classmethod
    def of(cls, booking: Booking) -> Self:
        """Show a booking."""
        return cls.model_validate(booking)
