"""What staff look at: a day's slots, with who has them and who was asked."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field

from tidings.infra import web
from tidings.waitlist import service
from tidings.waitlist.http.models import BookingShown, OfferShown, Reads, SlotNamed, spoken_to
from tidings.waitlist.types import Around, Day, Slot

router = web.router("waitlist", "/waitlist")


class SlotOfDay(SlotNamed):
    """A slot of a day, with its booking and everybody who was asked about it, in their order."""

    service_id: UUID
    staff_id: UUID | None
    places: int
    booking: BookingShown | None
    offers: list[OfferShown]
    next_look: datetime | None

    @classmethod
    def whole(cls, slot: Slot, day: Day, about: Around, language: str) -> Self:
        """Show a slot with what is around it."""
        booking = day.bookings.get(slot.id)
        return cls(
            **SlotNamed.of(slot, about).model_dump(),
            service_id=slot.service_id,
            staff_id=slot.staff_id,
            places=slot.places,
            booking=BookingShown.of(booking, about) if booking else None,
            offers=[OfferShown.of(each, about, language) for each in day.offers.get(slot.id, ())],
            next_look=slot.next_look,
        )


class BoardShown(web.Output):
    """The slots of a day, by when they begin."""

    since: datetime = Field(description="The day's first moment in the organisation's time zone.")
    until: datetime
    slots: list[SlotOfDay]


@router.get("/board", summary="Get a day's slots")
async def show_day(
    unit: web.Work,
    caller: Reads,
    on: Annotated[web.Day | None, Query(description="By the organisation's clock; today unless said otherwise.", examples=["2027-03-01"])] = None,
    language: web.Languages = None,
) -> BoardShown:
    """Get the slots that begin on a day, each with who has it and everybody who was asked about it."""
    day = await service.day(unit, caller.organisation_id, on)
    about = await service.around_offers(
        unit,
        caller.organisation_id,
        [each for made in day.offers.values() for each in made],
        contact_ids=[each.contact_id for each in day.bookings.values()],
    )
    words = await spoken_to(unit, caller, language)
    return BoardShown(since=day.since, until=day.until, slots=[SlotOfDay.whole(each, day, about, words) for each in day.slots])
