"""The public pages."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tidings.kernel.words import Channel, Purpose
from tidings.permissions.types import Asking
from tidings.repairs.types.tickets import Photo, Ticket


class PageKind(StrEnum):
    """What a short link opens. Values are in links that people have: never rename one."""

    TICKET = "t"
    PERSON = "r"


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
    """What the page of a person shows, in `language`; addresses are masked. `ticket` is the one whose link it is.

    `unverified` is an email that they gave and did not verify yet: nothing goes there.
    """

    business: str
    language: str
    first_name: str
    phone: str | None
    email: str | None
    unverified: str | None
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
    """What becomes of a phone that somebody gave on their page: it `waits` for a word from it to a number of ours, None where no channel has one.

    The `word` is "yes", or "mine" where something else is asked at that phone already.
    """

    waits: bool
    word_to: str | None = None
    word: str = "yes"


@dataclass(frozen=True, slots=True)
class SavedPerson:
    """What becomes of what somebody sent by their page: of a new phone, and of an email (None: no new one), which is shown masked."""

    number: NewNumber
    email: Asking | None = None
    masked: str = ""


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
    photos: Sequence[Photo]
    person_code: str
    form: str
