"""Tickets, and what was done to them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from tidings.infra import web
from tidings.repairs import service
from tidings.repairs.types import Bringer, Entry, Photo, Price, Status, Ticket, What


class TicketStatusShown(web.Output):
    """A status, and what holds of it."""

    status: Status
    words: dict[str, str] = Field(description="Its name for people, by language.")
    next: list[Status] = Field(description="Which may follow.")
    tells: str | None = Field(description="The kind of notice that tells the owner; null: they are not told.")
    waits_for_owner: bool
    end: bool


class TicketStatusesShown(web.Output):
    """The life of a ticket."""

    items: list[TicketStatusShown]

    @classmethod
    def all(cls) -> Self:
        """Show all statuses."""
        return cls(
            items=[
                TicketStatusShown(
                    status=status, words=dict(rule.words), next=list(rule.next), tells=rule.tells, waits_for_owner=rule.waits_for_owner, end=rule.end
                )
                for status, rule in service.STATUSES.items()
            ]
        )


class DeviceShown(web.Output):
    """A device."""

    kind: str
    brand: str
    model: str
    name: str
    serial: str | None
    problem: str | None


class TicketPriceShown(web.Output):
    """A price, whole: what it is made of and what it comes to."""

    parts_cents: int
    labour_cents: int
    vat_percent: float
    vat_cents: int
    total_cents: int = Field(description="With tax.")

    @classmethod
    def of(cls, price: Price | None) -> Self | None:
        """Show a price, None where there is none."""
        if price is None:
            return None
        return cls(parts_cents=price.parts, labour_cents=price.labour, vat_percent=price.rate / 100, vat_cents=price.tax, total_cents=price.total)


class TicketShown(web.Output):
    """A ticket."""

    id: UUID
    number: int
    reference: str | None
    contact_id: UUID | None = Field(description="Whose it is; null once they were erased.")
    walk_in: bool = Field(description="Whether its owner had not registered when it was opened.")
    device: DeviceShown
    status: Status
    since: datetime
    estimate: int = Field(description="Which estimate it is; 0: there was none.")
    price: TicketPriceShown | None
    agreed_cents: int | None = Field(description="What was agreed to, with tax.")
    due_on: date | None
    appointment_at: datetime | None
    paid_at: datetime | None
    remind_at: datetime | None = Field(description="When its owner is reminded next.")
    appointment_reminder_at: datetime | None = Field(description="When its owner is reminded of the appointment.")
    created_by: str
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, ticket: Ticket) -> Self:
        """Show a ticket."""
        return cls(
            id=ticket.id,
            number=ticket.number,
            reference=ticket.reference,
            contact_id=ticket.contact_id,
            walk_in=ticket.walk_in,
            device=DeviceShown.model_validate(ticket.device),
            status=ticket.status,
            since=ticket.since,
            estimate=ticket.estimate,
            price=TicketPriceShown.of(ticket.price),
            agreed_cents=ticket.agreed,
            due_on=ticket.due_on,
            appointment_at=ticket.appointment_at,
            paid_at=ticket.paid_at,
            remind_at=ticket.remind_at,
            appointment_reminder_at=ticket.appointment_reminder_at,
            created_by=ticket.created_by,
            created_at=ticket.created_at,
            changed_at=ticket.changed_at,
        )


class BringerShown(web.Output):
    """Who brought a device, and where they are reached first."""

    name: str | None = Field(examples=["Jo Martin"])
    phone: str | None = Field(examples=["+33612345678"])
    email: str | None


class TicketListed(TicketShown):
    """A ticket of a list, with whose it is."""

    owner: BringerShown | None = Field(description="Null once they were erased.")

    @classmethod
    def listed(cls, ticket: Ticket, bringer: Bringer | None) -> Self:
        """Show a ticket with its owner."""
        return cls(**TicketShown.of(ticket).model_dump(), owner=BringerShown.model_validate(bringer) if bringer else None)


class TicketCountsShown(web.Output):
    """How many tickets stand in each status."""

    set_up: bool = Field(description="Whether the shop is set up: before that no ticket can be opened.")
    counts: dict[Status, int]


class TicketOpened(TicketShown):
    """A ticket that was opened."""

    repeated: bool = Field(description="Whether it was there already, by its reference.")


class TicketPhotoShown(web.Output):
    """A picture of a device."""

    id: UUID = Field(description="GET /repairs/photos/{photo_id} gives the picture.")
    content_type: str = Field(examples=["image/jpeg"])
    size: int = Field(description="In bytes.")
    added_by: str
    added_at: datetime


class TicketEntryShown(web.Output):
    """Something that was done to a ticket."""

    id: UUID
    what: What
    status: Status
    before: Status | None
    amount_cents: int | None
    note: str | None
    actor: str
    at: datetime


class TicketWhole(TicketListed):
    """A ticket with all that was done to it."""

    history: list[TicketEntryShown]
    photos: list[TicketPhotoShown]
    times: list[datetime] = Field(description="When the device may be fetched, on the hour; none while it is not to be.")

    @classmethod
    def whole(
        cls, ticket: Ticket, lines: Sequence[Entry], bringer: Bringer | None = None, times: Sequence[datetime] = (), photos: Sequence[Photo] = ()
    ) -> Self:
        """Show a ticket with its history."""
        shown = [
            TicketEntryShown(
                id=each.id,
                what=each.what,
                status=each.status,
                before=each.before,
                amount_cents=each.amount,
                note=each.note,
                actor=each.actor,
                at=each.at,
            )
            for each in lines
        ]
        pictures = [TicketPhotoShown.model_validate(each) for each in photos]
        return cls(**TicketListed.listed(ticket, bringer).model_dump(), history=shown, photos=pictures, times=list(times))


class TicketLinksShown(web.Output):
    """The public links of a ticket. Whoever has one may act for the owner: give it to nobody else."""

    ticket_url: str
    person_url: str = Field(description="Registration and profile.")
