"""The words of repairs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from tidings.content.types import SmsReport, Template
from tidings.kernel.words import Channel, Purpose
from tidings.notices.types import Shown as ShownNotice

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
    once its owner was erased.
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
    """Which tickets are meant; None: all. `open_only` leaves out what was collected."""

    status: Status | None = None
    contact_id: UUID | None = None
    number: int | None = None
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """When a shop is open on a day of the week (0 is Monday), by its own clocks."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Shop:
    """How a shop works. Reminders are days after a device began to wait, or was collected unpaid.

    `budget` is what messages may cost a month before somebody is warned, in millionths of the currency. `emoji`: texts go in their emoji version.
    """

    hours: Sequence[Hours]
    pickup_days: Sequence[int] = (3, 10, 30)
    payment_days: Sequence[int] = (7, 21)
    budget: int | None = None
    emoji: bool = False


class PageKind(StrEnum):
    """What a short link opens. Values are in links that people have: never rename one."""

    TICKET = "t"
    PERSON = "r"


@dataclass(frozen=True, slots=True)
class TextReport:
    """What one text of a kind costs with usual words in it, and what would save a segment; `emoji` marks the version beside the plain one."""

    template: str
    kind: str
    locale: str
    emoji: bool
    text: str
    report: SmsReport


@dataclass(frozen=True, slots=True)
class Furnished:
    """What setting up a shop made: its templates, the kinds of notices, and what each text costs."""

    templates: Sequence[Template]
    kinds: Sequence[str]
    texts: Sequence[TextReport]


@dataclass(frozen=True, slots=True)
class Told:
    """One notice about a ticket, and what it cost in millionths of the organisation's currency: by the provider's word, else the price list.

    `lacks` says what is missing where the cost of a message is not known.
    """

    notice: ShownNotice
    cost_micros: int
    estimated: bool
    lacks: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """What was told in a day by the shop's clocks; cost in millionths of its currency."""

    day: date
    notices: int
    arrived: int
    failed: int
    pending: int
    cost_micros: int
    unpriced: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a shop told over some days. `rate` is arrived among those that ended (None where none did).

    `budget_used` is the part of the month's budget that is spent, None without one.
    """

    days: Sequence[Day]
    notices: int
    arrived: int
    failed: int
    rate: float | None
    cost_micros: int
    unpriced: int
    month_micros: int
    budget_micros: int | None
    budget_used: float | None


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the registration page: `words` are what stands beside it. It is ticked only where the person themselves agreed before.

    `at_counter` says that the shop was told so at the counter.
    """

    channel: Channel
    purpose: Purpose
    words: str
    ticked: bool
    at_counter: bool

    @property
    def value(self) -> str:
        """What the form sends for it."""
        return f"{self.purpose.value}:{self.channel.value}"


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What the page of a person shows, in `language`; addresses are masked. `ticket` is the one whose link it is."""

    business: str
    language: str
    first_name: str
    phone: str | None
    email: str | None
    registered: bool
    boxes: Sequence[Box]
    ticket: Ticket
    label: str
    ticket_code: str
    form: str


@dataclass(frozen=True, slots=True)
class SentPerson:
    """The form of a person's page as it came: `shown` are the boxes that were ticked when it left us, `withdrawn` what they no longer agree to."""

    first_name: str
    last_name: str
    phone: str
    email: str
    ticked: Collection[str]
    shown: Collection[str]
    withdrawn: Collection[str]
    language: str


@dataclass(frozen=True, slots=True)
class NewNumber:
    """What becomes of a phone that somebody gave on their page: it `waits` for a YES from it to a number of ours, None where no channel has one."""

    waits: bool
    word_to: str | None = None


@dataclass(frozen=True, slots=True)
class TicketPage:
    """What the page of a ticket shows. `asks` says that its estimate may be answered here; `times` are when it may be fetched."""

    business: str
    language: str
    currency: str
    zone: str
    ticket: Ticket
    label: str
    asks: bool
    times: Sequence[datetime]
    person_code: str
    form: str
