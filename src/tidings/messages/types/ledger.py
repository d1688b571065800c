"""What stands in the ledger: sources, recipients, where a message is, and what became of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from tidings.channels.types import Sender
from tidings.consent.types import GENERAL
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy.types import LocalHours, Question

_ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
_MESSAGE_ID = re.compile(rf"{_ID}\.{_ID}(?:\.([1-9][0-9]{{0,3}}))?")


class State(IntEnum):
    """Where a message stands. Numbers are stored; a receipt only ever raises them, and failure ranks below delivery."""

    PLANNED = 0
    QUEUED = 10
    SENDING = 20
    UNKNOWN = 25
    SENT = 30
    FAILED = 35
    DELIVERED = 40
    READ = 50
    SUPPRESSED = 60
    EXPIRED = 70
    CANCELLED = 80

    @property
    def word(self) -> str:
        """The state as people and the API know it."""
        return self.name.lower()


class SourceKind(StrEnum):
    """What asks for messages."""

    CAMPAIGN = "campaign"
    TEST = "test"
    OPT_OUT_CONFIRMATION = "opt_out_confirmation"
    """The one answer to a STOP."""
    ANSWER = "answer"
    """An answer of our own accord to what somebody wrote: to START and HELP."""
    VERIFICATION = "verification"
    """A code by which somebody shows that an address is theirs."""
    NOTICE = "notice"
    """One way in which a notice is tried."""
    INBOX = "inbox"
    """What an agent writes to a person, or the inbox answers of its own accord."""


class SourceState(StrEnum):
    """Whether a source's messages may leave."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Source:
    """What asks for messages, with what all of them share."""

    source_id: UUID
    kind: SourceKind
    name: str
    lane: Lane
    purpose: Purpose
    channel: Channel
    template_id: UUID | None
    template_version: int | None
    state: SourceState
    each_person: bool
    local_hours: LocalHours | None = None
    brings_values: bool = False
    """Whether some of its messages bring values of their own."""
    programme: str = GENERAL
    """Which series of messages people must have agreed to."""
    contact_id: UUID | None = None
    """Of a source with one message only: to whom, so that a person's messages are found without looking through all sources."""

    def question(self, *, released: bool = False, open_still: bool = False) -> Question:
        """Return what policy is asked about its messages."""
        return Question(
            self.channel,
            self.purpose,
            self.lane,
            self.source_id,
            released=released,
            local_hours=self.local_hours,
            open=open_still,
            programme=self.programme,
        )


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and the address to reach them at."""

    contact_id: UUID
    address_id: UUID


@dataclass(frozen=True, slots=True)
class Planned:
    """A recipient whose turn has come; `put_off_at` is since when policy has put them off time after time, None if it does not.

    `named` says that whoever added them named this address, and no other.
    """

    contact_id: UUID
    address_id: UUID
    put_off_at: datetime | None
    named: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """What planning added; `duplicates` were in the source already, by contact or by address."""

    added: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What one message costs, in millionths of the organisation's currency; None: unknown, and `lacks` says what is missing for whom."""

    segments: int
    micros: int | None
    lacks: str | None = None


@dataclass(frozen=True, slots=True)
class Purse:
    """What a release may cost at most, in millionths of the organisation's currency; unknown prices count nothing if accepted."""

    left: int
    accept_unknown_prices: bool


@dataclass(frozen=True, slots=True)
class Spending:
    """What a source's messages cost, in millionths of the organisation's currency.

    `committed` is for those on their way or in doubt, `spent` for those sent: the provider's own word where it told one, else
    `estimated` by the price at release. `unpriced` were sent at a price that nobody knows, or that was told in a currency without a rate.
    """

    committed: int
    spent: int
    estimated: int
    unpriced: int


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """How much of a source may leave now.

    `most` bounds messages, `room` new distinct people (None without a limit), `purse` what they cost; `after` is the cursor of the
    last release.
    """

    source_id: UUID
    sender: Sender
    after: UUID | None
    most: int
    room: int | None
    purse: Purse | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """What a release did; `after` is the new cursor, `exhausted` says that nothing planned lies behind it.

    `put_off` were left in the plan for a later moment of their own. `held_until` is set when nobody may leave before, as while
    the organisation's sending is stopped. With a purse, `cost` is what was taken from it, and `unaffordable` whoever came next and did not fit.
    """

    queued: int
    new_people: int
    refused: int
    after: UUID | None
    exhausted: bool
    held_until: datetime | None = None
    put_off: int = 0
    cost: int = 0
    unaffordable: Cost | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How many messages of a source stand where. `unconfirmed` are unknown for good: they may have been sent."""

    counts: Mapping[State, int]
    unconfirmed: int

    @property
    def total(self) -> int:
        """Everybody in the source."""
        return sum(self.counts.values())

    @property
    def pending(self) -> int:
        """Not released yet."""
        return self.counts.get(State.PLANNED, 0)

    @property
    def in_flight(self) -> int:
        """Released and without an end: queued, sending, or unknown and still looked for."""
        return sum(self.counts.get(state, 0) for state in (State.QUEUED, State.SENDING, State.UNKNOWN)) - self.unconfirmed

    @property
    def sent(self) -> int:
        """Everybody who was sent to, whatever came back after, failures aside."""
        return sum(self.counts.get(state, 0) for state in (State.SENT, State.DELIVERED, State.READ))

    @property
    def delivered(self) -> int:
        """Everybody whose message arrived, read or not."""
        return self.counts.get(State.DELIVERED, 0) + self.counts.get(State.READ, 0)

    @property
    def done(self) -> bool:
        """Whether every recipient has a final state."""
        return self.pending == 0 and self.in_flight == 0


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One recipient of a source as the ledger has it. `reason` is a code, `detail` the provider's redacted words.

    `not_before` is until when policy has put a planned one off; `named` says that whoever added them named this address, and no other.
    """

    contact_id: UUID
    step: int
    address_id: UUID
    state: State
    reason: str | None
    attempts: int
    segments: int | None
    provider_id: str | None
    cost_micros: int | None
    currency: str | None
    added_at: datetime
    queued_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    settled_at: datetime | None
    detail: str | None
    not_before: datetime | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class PutOff:
    """How many planned messages of a source policy has put off for a reason, and when the first of them may leave."""

    reason: str
    messages: int
    first_at: datetime


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Where the messages of a source stand, why some were not sent or not delivered, and which policy has put off; of both most first."""

    progress: Progress
    reasons: Sequence[tuple[State, str, int]]
    put_off: Sequence[PutOff]


@dataclass(frozen=True, slots=True)
class Key:
    """What names a message inside an organisation."""

    source_id: UUID
    contact_id: UUID
    step: int

    @property
    def message_id(self) -> str:
        """The key as one word for people and addresses: source and contact, and the step after the first."""
        word = f"{self.source_id}.{self.contact_id}"
        return f"{word}.{self.step}" if self.step else word

    @classmethod
    def read(cls, message_id: str) -> "Key | None":
        """Return the key that a message id says, None for a word that is none."""
        parts = _MESSAGE_ID.fullmatch(message_id.strip().lower())
        return cls(UUID(parts[1]), UUID(parts[2]), int(parts[3] or 0)) if parts else None


@dataclass(frozen=True, slots=True)
class Order:
    """One message that is to leave at once: its source, whose id makes it once, its recipient, our sender, and what it brings.

    It may be said until `good_until`; what still waits in the queue then expires.
    """

    source: Source
    recipient: Recipient
    sender_id: UUID
    brings: Mapping[str, Any] = field(repr=False)
    good_until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the one message of a source stands, and for whom it was. `settled_at` of an unknown one says since when nobody looks for it.

    `cost_micros` is what the provider told, in millionths of `currency`; `price_micros` what it was to cost, in the organisation's.
    """

    source_id: UUID
    contact_id: UUID
    state: State
    reason: str | None
    detail: str | None
    settled_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    segments: int | None
    cost_micros: int | None
    currency: str | None
    price_micros: int | None = None
    provider_id: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that did not simply succeed, or what was found out or decided about it afterwards."""

    attempt: int
    at: datetime
    outcome: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class SaidTo:
    """A message to a person with what asked for it, as a thread shows it. `at` is when it left or ended, else when it was planned."""

    source_id: UUID
    kind: SourceKind
    name: str
    channel: Channel
    template: tuple[UUID, int] | None
    contact_id: UUID
    step: int
    address_id: UUID
    state: State
    reason: str | None
    detail: str | None
    segments: int | None
    cost_micros: int | None
    currency: str | None
    at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    provider_id: str | None = None
    """What people's reactions and answers name it by."""

    @property
    def key(self) -> str:
        """Return by what it stands in the order of a person's messages."""
        return f"{self.source_id}.{self.contact_id}.{self.step}"


class Decision(StrEnum):
    """What a person says of a message that nobody can confirm."""

    ARRIVED = "arrived"
    NOT_SENT = "not_sent"
    SEND_AGAIN = "send_again"


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A message in doubt for good: a person must decide. `tried` is all that was found out, oldest first."""

    key: Key
    address_id: UUID
    sender_id: UUID
    attempt: int
    sent_at: datetime
    given_up_at: datetime
    tried: Sequence[Attempt] = ()
