"""Tickets, and what is done to them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tidings.kernel.words import Channel

SUBJECT = "ticket"
"""The subject kind of all notices about a ticket; their subject id is the ticket's id."""


class Status(StrEnum):
    """Where a ticket stands; `statuses.toml` says what may follow. Values are stored."""

    RECEIVED = "received"
    DIAGNOSING = "diagnosing"
    WAITING_FOR_APPROVAL = "waiting_for_approval"
    WAITING_FOR_PARTS = "waiting_for_parts"
    REPAIRING = "repairing"
    READY = "ready"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    UNREPAIRABLE = "unrepairable"


class What(StrEnum):
    """What was done to a ticket. Values are stored."""

    OPENED = "opened"
    CHANGED = "changed"
    MOVED = "moved"
    """Its status changed."""
    ESTIMATED = "estimated"
    AGREED = "agreed"
    DECLINED = "declined"
    UNCLEAR = "unclear"
    """A yes or no that several estimates could be meant by."""
    PAID = "paid"
    APPOINTED = "appointed"
    """When the device is fetched, or that no time is agreed any more."""
    REMINDED = "reminded"
    UNTOLD = "untold"
    """Its owner could not be told something; the note says why."""
    LINKED = "linked"
    """Its links were made anew."""
    PHOTO_ADDED = "photo_added"
    PHOTO_REMOVED = "photo_removed"


@dataclass(frozen=True, slots=True)
class Device:
    """What was brought. `serial` and `problem` are kept sealed."""

    kind: str
    brand: str = ""
    model: str = ""
    serial: str | None = field(default=None, repr=False)
    problem: str | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What it is called: brand and model where they are known, else what it is."""
        return " ".join(filter(None, (self.brand, self.model))) or self.kind


@dataclass(frozen=True, slots=True)
class Price:
    """What a repair is estimated to cost, in hundredths of the organisation's currency; `rate` of the tax in hundredths of a per cent."""

    parts: int
    labour: int
    rate: int

    @property
    def tax(self) -> int:
        """The tax, half a hundredth up."""
        return ((self.parts + self.labour) * self.rate + 5_000) // 10_000

    @property
    def total(self) -> int:
        """All of it, with tax."""
        return self.parts + self.labour + self.tax


@dataclass(frozen=True, slots=True)
class Ticket:
    """A device that somebody brought. `estimate` counts its estimates, `agreed` is the price agreed to, with tax.

    `asked_at` are the addresses where the present estimate is asked; `links` is which pair of links opens its pages. `contact_id` is None
    once its owner was erased. `appointment_reminder_at` is when its owner is reminded of the appointment.
    """

    id: UUID
    number: int
    reference: str | None
    contact_id: UUID | None
    walk_in: bool
    device: Device
    status: Status
    since: datetime
    estimate: int
    price: Price | None
    agreed: int | None
    asked_at: Sequence[UUID]
    due_on: date | None
    appointment_at: datetime | None
    paid_at: datetime | None
    remind_at: datetime | None
    reminded: int
    appointment_reminder_at: datetime | None
    links: int
    created_by: str
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a ticket's history. `status` is where it stood afterwards; `amount` is a price with tax."""

    id: UUID
    what: What
    status: Status
    before: Status | None
    amount: int | None
    note: str | None = field(repr=False)
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """Who brings a device: a contact who is known, or somebody at the counter by their phone or email, as they say it.

    `client_phone` is the number of a client record elsewhere, which counts after their own (SPEC A2). `agreed` are the channels by
    which they said at the counter that they may be told of their repair.
    """

    contact_id: UUID | None = None
    first_name: str | None = field(default=None, repr=False)
    last_name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)
    client_phone: str | None = field(default=None, repr=False)
    locale: str | None = None
    agreed: Sequence[Channel] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """A ticket to open; `reference` is the caller's and opens it once. `price` may be told at once, and is then agreed to at the counter."""

    owner: Owner
    device: Device
    reference: str | None = None
    due_on: date | None = None
    price: Price | None = None
    welcome: bool = True


@dataclass(frozen=True, slots=True)
class Opened:
    """What became of a ticket to open: `repeated` says that it was there already."""

    ticket: Ticket
    repeated: bool


@dataclass(frozen=True, slots=True)
class Search:
    """Which tickets are meant; None: all. `open_only` leaves out what was collected.

    `sought` is what somebody types at the counter; `people` and `number_sought` are what it may mean.
    """

    status: Status | None = None
    contact_id: UUID | None = None
    number: int | None = None
    open_only: bool = False
    sought: str | None = None
    people: Sequence[UUID] = ()
    number_sought: int | None = None


@dataclass(frozen=True, slots=True)
class Bringer:
    """Who brought a device, and where they are reached first."""

    name: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    email: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of a device, without what is in it; its owner sees it on the ticket's page."""

    id: UUID
    ticket_id: UUID
    content_type: str
    size: int
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class OpenedPhoto:
    """What is in a picture, of the type that its bytes say."""

    content: bytes = field(repr=False)
    content_type: str
