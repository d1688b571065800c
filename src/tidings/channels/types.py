"""What channels hands out. Credentials appear in `OpenConnection` only, and never in a repr."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, Health, Traits

FIRST_TIER = 250
TIERS: Sequence[int | None] = (FIRST_TIER, 2_000, 10_000, 100_000, None)
"""WhatsApp's messaging limits: distinct people in a rolling 24 hours; None is unlimited. A provider may name others."""

_SECONDS_OF_AN_HOUR = 3_600

VARIABLES_GONE = "its variables are no longer set"
"""Why a connection or sender is stopped that the operator took out of the environment: it opens again when they return."""


class Status(StrEnum):
    """Whether a connection or sender may be used. A stop needs a person to open it again."""

    OPEN = "open"
    STOPPED = "stopped"


class CallKind(StrEnum):
    """Which table a callback waits in: a person's STOP never queues behind receipts."""

    RECEIPTS = "receipts"
    INBOUND = "inbound"


@dataclass(frozen=True, slots=True)
class Providers:
    """What the application knows of the providers in use, by name, and whether its clock is simulated; a part for routes.

    `callbacks` returns the addresses at which a provider (by name) reaches a connection (by id). `spoken` returns what an adapter says in a
    language; what it does not know stays as it is.
    """

    traits: Mapping[str, Traits]
    callbacks: Callable[[UUID, str], Mapping[CallKind, str]]
    simulated: bool = False
    spoken: Callable[[str, str], str] = lambda text, language: text  # noqa: ARG005 - as adapters say it


@dataclass(frozen=True, slots=True)
class Inquirer:
    """Asks a provider (by name) whether it knows an account; a part for routes. What can't be asked is a finding, no error."""

    ask: Callable[[str, Account], Awaitable[Health]]


@dataclass(frozen=True, slots=True)
class CredentialHint:
    """A credential as it may be shown: its name and at most its last four characters."""

    name: str
    hint: str


@dataclass(frozen=True, slots=True)
class Connection:
    """An account at a provider. `check_*` tell the last connection test, None before the first.

    `standing_since` is when it was stopped or opened last, None if never.
    """

    id: UUID
    provider: str
    name: str
    api_base: str
    from_environment: bool
    status: Status
    status_reason: str | None
    checked_at: datetime | None
    check_ok: bool | None
    check_detail: str | None
    created_at: datetime
    updated_at: datetime
    credentials: Sequence[CredentialHint] = ()
    standing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """A connection with its credentials open, to exchange with the provider or to verify its callbacks."""

    id: UUID
    organisation_id: UUID
    provider: str
    status: Status
    account: Account = field(repr=False)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A WhatsApp business portfolio. All its numbers share `daily_people`: distinct people a rolling 24 h, None unlimited."""

    id: UUID
    provider: str
    reference: str
    daily_people: int | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Sender:
    """One of our numbers. `per_hour` is messages in any rolling hour, `per_second` segments; None is unlimited.

    `status` is stopped too while its connection is. `held_until` closes it for a while; then one message at a time is sent until the provider
    answers, which ends the hold. `failures` counts the holds in a row, 0 without one. `standing_since` is when it was stopped, opened, or held
    for the first time in a row; None if never.
    """

    id: UUID
    connection_id: UUID
    portfolio_id: UUID | None
    channel: Channel
    address: str
    label: str
    per_hour: int | None
    per_second: float | None
    status: Status
    status_reason: str | None
    held_until: datetime | None
    provider: str
    standing_since: datetime | None = None
    failures: int = 0

    @property
    def most_an_hour(self) -> int | None:
        """How many messages of one segment it sends an hour at most, by either limit; None is unlimited."""
        paced = None if self.per_second is None else max(1, int(self.per_second * _SECONDS_OF_AN_HOUR))
        return min((each for each in (self.per_hour, paced) if each is not None), default=None)


@dataclass(frozen=True, slots=True)
class Circuit:
    """A sender's circuit: closed to new exchanges until a time, after so many failures of its provider in a row."""

    sender_id: UUID
    held_until: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a sender or a connection is to be held. `asked` is the shortest hold, as the provider asks for or we think right at first.

    `claimed_at` is when the message that met the trouble was taken out of the queue (business time).
    """

    asked: timedelta
    reason: str
    claimed_at: datetime


@dataclass(frozen=True, slots=True)
class NewSender:
    """What makes a sender. `address` is an E.164 number or the provider's phone-number id."""

    connection_id: UUID
    channel: Channel
    address: str
    label: str
    portfolio_id: UUID | None = None
    per_hour: int | None = None
    per_second: float | None = None


@dataclass(frozen=True, slots=True)
class ArrivedCall:
    """A verified callback to be stored before it is acknowledged. `url` carries our token; `body` is as it came."""

    kind: CallKind
    organisation_id: UUID
    connection_id: UUID
    url: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A callback waiting to be applied."""

    id: UUID
    organisation_id: UUID
    connection_id: UUID
    received_at: datetime
    url: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """A callback that could not be applied, or is of an unknown kind; kept until somebody replays it."""

    id: UUID
    kind: CallKind
    connection_id: UUID
    received_at: datetime
    url: str
    why: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class OpenLetter(Letter):
    """A letter with its body: as it may be shown (None if it is no text), whether there is more of it, and its length as it came."""

    body: str | None
    body_cut: bool
    body_bytes: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Callbacks that wait in one table, and the time of the oldest."""

    kind: CallKind
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many senders of a channel, or connections of a provider (`of`), are "open", "held", "trying" after a hold, or "stopped"."""

    of: str
    standing: str
    count: int


@dataclass(frozen=True, slots=True)
class Failing:
    """The senders of a channel whose provider fails: the most failures in a row, since when the first of them fails, and the next try."""

    channel: Channel
    failures: int
    since: datetime | None
    next_try_at: datetime


@dataclass(frozen=True, slots=True)
class ChannelsFigures:
    """What stands still, over all organisations, for whoever runs the installation."""

    senders: Sequence[StandingCount]
    failing: Sequence[Failing]
    connections: Sequence[StandingCount]
    waiting: Sequence[Waiting]
    letters: int


@dataclass(frozen=True, slots=True)
class ChannelsStatus:
    """What an operator looks at first: connections, senders, callbacks not yet applied, and letters, the oldest kept since a time."""

    connections: Sequence[Connection]
    senders: Sequence[Sender]
    portfolios: Sequence[Portfolio]
    waiting: Sequence[Waiting]
    letters: int
    letters_since: datetime | None = None


class PriceCategory(StrEnum):
    """What WhatsApp templates are charged as."""

    MARKETING = "marketing"
    UTILITY = "utility"
    AUTHENTICATION = "authentication"


@dataclass(frozen=True, slots=True)
class Price:
    """What a segment (SMS) or a message (WhatsApp) costs in millionths of `currency`, from a day until the day before `valid_to` (None: still).

    What is None of provider, country (ISO 3166) and category holds for all of them. `source` says who told it.
    """

    channel: Channel
    micros: int
    currency: str
    valid_from: date
    source: str
    provider: str | None = None
    country: str | None = None
    category: PriceCategory | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """How much of the organisation's currency one unit of `currency` is, from a day on."""

    currency: str
    rate: Decimal
    valid_from: date


@dataclass(frozen=True, slots=True)
class Priced:
    """What is to be priced: which way a message goes, where to, and as what."""

    provider: str
    channel: Channel
    country: str | None
    category: PriceCategory | None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a segment or message costs in millionths of the organisation's currency, rounded up; None: unknown, and `lacks` says what is missing."""

    micros: int | None
    lacks: str | None = None
    source: str | None = None
    own: bool = False
