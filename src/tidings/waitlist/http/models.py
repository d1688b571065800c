"""What the waitlist is sent and answers over HTTP."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, JsonValue, StrictBool, StrictInt

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import spoken
from tidings.policy import service as policy
from tidings.waitlist.types import (
    FIRST,
    LAST,
    Around,
    Booking,
    BookingState,
    Chance,
    Entry,
    EntryState,
    Match,
    Misfit,
    Offer,
    OfferState,
    Origin,
    Slot,
    SlotState,
    Wishes,
)

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]
Sends = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]

_MOST = 1000
NOTHING = Around()
Unreached = Mapping[UUID, Mapping[str, str]]
NOBODY: Unreached = {}
_WISHES: JsonValue = {"weekdays": [2, 4], "earliest": "17:00", "party": 1}


async def spoken_to(unit: Unit, caller: Caller, wanted: str | None) -> str:
    """Return the reader's language, else the organisation's."""
    return spoken(wanted) or (await organisation(unit, caller.organisation_id)).locale


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
    staff: list[str] = Field(description="The names of `staff_ids`.", examples=[["Chair 1"]])

    @classmethod
    def of(cls, wishes: Wishes, about: Around) -> Self:
        """Show wishes with the names of the staff."""
        beside = {"staff": [about.staff.get(each, "") for each in wishes.staff_ids]}
        return cls.model_validate({name: getattr(wishes, name) for name in cls.model_fields if name not in beside} | beside)


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
    contact_name: str | None = Field(description="Null for somebody without a name.", examples=["Ada Lovelace"])
    service_id: UUID
    service: str = Field(examples=["Haircut"])
    place: int | None = Field(description="Their turn among all who wait for the service, from 1, whatever their wishes; null if they don't wait.")
    wishes: WishesShown
    priority: int
    state: EntryState
    source: str = Field(description="Who put them there.", examples=["page"])
    created_at: datetime
    changed_at: datetime
    unreached: bool = Field(description="They wait, and no channel may bring them an offer at this hour.")
    channels: dict[str, str] = Field(description="If so, what stands against each channel.", examples=[{"sms": "no_consent"}])
    told: dict[str, str] = Field(description="The same in words.")

    @classmethod
    def of(cls, entry: Entry, about: Around = NOTHING, unreached: Unreached = NOBODY, language: str = "en") -> Self:
        """Show an entry."""
        silent = unreached.get(entry.id)
        return cls(
            unreached=silent is not None,
            channels=dict(silent or {}),
            told=told_of(silent or {}, language),
            id=entry.id,
            contact_id=entry.contact_id,
            contact_name=about.names.get(entry.contact_id),
            service_id=entry.service_id,
            service=about.services.get(entry.service_id, ""),
            place=about.places.get(entry.id),
            wishes=WishesShown.of(entry.wishes, about),
            priority=entry.priority,
            state=entry.state,
            source=entry.source,
            created_at=entry.created_at,
            changed_at=entry.changed_at,
        )


class SlotNamed(web.Output):
    """A slot as it is told of beside something else."""

    id: UUID
    service: str = Field(examples=["Haircut"])
    staff: str | None = Field(examples=["Chair 1"])
    starts_at: datetime
    ends_at: datetime
    state: SlotState

    @classmethod
    def of(cls, slot: Slot, about: Around) -> Self:
        """Show a slot with its names."""
        return cls(
            id=slot.id,
            service=about.services.get(slot.service_id, ""),
            staff=about.staff.get(slot.staff_id) if slot.staff_id else None,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            state=slot.state,
        )


class ChanceShown(web.Output):
    """What stands between somebody who waits and an open slot."""

    slot: SlotNamed
    why_not: Misfit | None = Field(description="Why they are not asked about it now; null if they may be.")
    ahead: int = Field(description="How many who wait before them the slot would fit, too.")
    channels: dict[str, str] = Field(description="For `no_channel`, what stands against each.", examples=[{"sms": "no_consent"}])
    told: dict[str, str] = Field(description="The same in words.")

    @classmethod
    def of(cls, chance: Chance, about: Around, language: str) -> Self:
        """Show a chance."""
        detail = chance.detail
        return cls(
            slot=SlotNamed.of(chance.slot, about),
            why_not=chance.misfit,
            ahead=chance.ahead,
            channels=dict(detail),
            told=told_of(detail, language),
        )


class MatchShown(web.Output):
    """Somebody who waits for a slot's service, and whether the slot is for them now."""

    entry_id: UUID
    contact_id: UUID
    contact_name: str | None
    rank: int | None = Field(description="Their turn, from 1; null if they are not asked now.")
    priority: int
    waits_since: datetime
    why_not: Misfit | None
    channels: dict[str, str] = Field(description="For `no_channel`, what stands against each.", examples=[{"sms": "no_consent"}])
    told: dict[str, str] = Field(description="The same in words.")

    @classmethod
    def of(cls, match: Match, about: Around = NOTHING, language: str = "en") -> Self:
        """Show a match."""
        entry = match.entry
        return cls(
            entry_id=entry.id,
            contact_id=entry.contact_id,
            contact_name=about.names.get(entry.contact_id),
            rank=match.rank,
            priority=entry.priority,
            waits_since=entry.created_at,
            why_not=match.misfit,
            channels=dict(match.detail),
            told=told_of(match.detail, language),
        )


class PassedOver(web.Output):
    """Somebody who came before and was not asked."""

    entry_id: UUID
    contact_id: UUID | None
    contact_name: str | None
    why: Misfit
    told: dict[str, str] = Field(description="For `no_channel`, what stands against each, in words.", examples=[{"sms": "They have not agreed."}])


def told_of(reasons: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what stands against channels in words."""
    words = policy.explanations(sorted(set(reasons.values())), language)
    return {channel: words[code].sentence if code in words else code for channel, code in reasons.items()}


def passed_over(offer: Offer, about: Around, language: str) -> list[PassedOver]:
    """Show who came before the person of an offer and was not asked."""
    return [
        PassedOver(
            entry_id=(entry_id := UUID(each["entry_id"])),
            contact_id=(contact_id := about.contacts.get(entry_id)),
            contact_name=about.names.get(contact_id) if contact_id else None,
            why=Misfit(each["why"]),
            told=told_of(each.get("channels", {}), language),
        )
        for each in offer.explanation.get("passed_over", ())
    ]


class OfferShown(web.Output):
    """A slot offered to one person."""

    id: UUID
    slot_id: UUID
    entry_id: UUID
    contact_id: UUID
    contact_name: str | None
    slot: SlotNamed | None
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
    passed_over: list[PassedOver] = Field(description="Who came before them and was not asked, with names.")

    @classmethod
    def of(cls, offer: Offer, about: Around = NOTHING, language: str = "en") -> Self:
        """Show an offer."""
        slot = about.slots.get(offer.slot_id)
        beside = {
            "contact_name": about.names.get(offer.contact_id),
            "slot": SlotNamed.of(slot, about) if slot else None,
            "passed_over": passed_over(offer, about, language),
        }
        return cls.model_validate({name: getattr(offer, name) for name in cls.model_fields if name not in beside} | beside)


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
    contact_name: str | None
    slot: SlotNamed | None
    offer_id: UUID | None
    party: int
    state: BookingState
    via: str = Field(description="By what it was booked: a channel, page or staff.", examples=["sms"])
    booked_at: datetime
    ended_at: datetime | None
    next_reminder: datetime | None

    @classmethod
    def of(cls, booking: Booking, about: Around = NOTHING) -> Self:
        """Show a booking."""
        slot = about.slots.get(booking.slot_id)
        beside = {"contact_name": about.names.get(booking.contact_id), "slot": SlotNamed.of(slot, about) if slot else None}
        return cls.model_validate({name: getattr(booking, name) for name in cls.model_fields if name not in beside} | beside)
