"""What crosses the walls of messages."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from tidings.channels.types import Sender
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.ports.outcome import Outcome

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


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person and the address to reach them at."""

    contact_id: UUID
    address_id: UUID


@dataclass(frozen=True, slots=True)
class Added:
    """What planning added; `duplicates` were in the source already, by contact or by address."""

    added: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """How much of a source may leave now.

    `most` bounds messages, `room` new distinct people (None without a limit); `after` is the cursor of the last release.
    """

    source_id: UUID
    sender: Sender
    after: UUID | None
    most: int
    room: int | None


@dataclass(frozen=True, slots=True)
class Released:
    """What a release did; `after` is the new cursor, `exhausted` says that nothing planned lies behind it.

    `held_until` is set when policy puts everybody off, for instance while the organisation's sending is stopped.
    """

    queued: int
    new_people: int
    refused: int
    after: UUID | None
    exhausted: bool
    held_until: datetime | None = None


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
    """One recipient of a source as the ledger has it. `reason` is a code, `detail` the provider's redacted words."""

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
class Attempt:
    """A try that did not simply succeed, or what was found out or decided about it afterwards."""

    attempt: int
    at: datetime
    outcome: str
    code: str
    detail: str


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


class WaitCode(StrEnum):
    """Why a message that is to be sent has not left yet; policy's reasons say each in words."""

    CAMPAIGN_NOT_LAUNCHED = "campaign_not_launched"
    CAMPAIGN_NOT_STARTED = "campaign_not_started"
    CAMPAIGN_PAUSED = "campaign_paused"
    ORGANISATION_STOPPED = "organisation_stopped"
    NO_SENDER = "no_sender"
    SENDER_STOPPED = "sender_stopped"
    SENDER_HELD = "sender_held"
    OUTSIDE_HOURS = "outside_hours"
    DAILY_LIMIT_REACHED = "daily_limit_reached"
    TIER_USED_UP = "tier_used_up"
    OTHERS_FIRST = "others_first"
    SENDER_PACE = "sender_pace"
    RETRY_LATER = "retry_later"
    LOOKED_FOR = "looked_for"


@dataclass(frozen=True, slots=True)
class Pace:
    """How many messages a sender, by its label, may send an hour, and how many at most wait before one; `many` says that it is more."""

    sender: str
    per_hour: int
    ahead: int
    many: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that holds a message back: until a time, or (None) until it is dealt with. `detail` is what somebody said of it."""

    code: WaitCode
    until: datetime | None = None
    detail: str | None = None
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """That whoever asked for messages let nothing leave from then on, and why; or, if `over`, let them leave again."""

    at: datetime
    over: bool
    why: str | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What holds a message back now, how many of its source come before it, and the business day on which it is expected to leave.

    `sender_id` is the number by which it is to leave. `refusal` is policy's reason where it would refuse the message as things
    stand: then no day is expected.
    """

    waits: Sequence[Wait] = ()
    ahead: int | None = None
    expected_on: date | None = None
    sender_id: UUID | None = None
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a released message waits."""

    sender_id: UUID
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message leased to this worker: it is in the ledger as being sent."""

    organisation_id: UUID
    key: Key
    address_id: UUID
    attempt: int
    sender_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages of one organisation, sender and lane, leased together."""

    organisation_id: UUID
    sender: Sender
    claimed: list[Claimed]
    lane: Lane


@dataclass(frozen=True, slots=True)
class Withheld:
    """Not sent after all: policy changed between release and exchange, or it can't be rendered. QUEUED puts it off for a moment."""

    state: State
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Result:
    """How the exchange of one claimed message ended, at `at` (business time)."""

    claimed: Claimed
    outcome: Outcome | Withheld
    at: datetime
    sender: Sender
    lookup: bytes | None

    @property
    def channel(self) -> Channel:
        """The way it went."""
        return self.sender.channel

    @property
    def portfolio_id(self) -> UUID | None:
        """Whose 24 hours the person counts in."""
        return self.sender.portfolio_id


@dataclass(frozen=True, slots=True)
class ClosedCountry:
    """How many people wait because a sender's account may not send to their country; `detail` is what the provider said of one."""

    sender_id: UUID
    people: int
    detail: str


@dataclass(frozen=True, slots=True)
class Queued:
    """What a lane of the queue holds over all organisations: messages, those on their way now, and when the oldest other one was due."""

    lane: Lane
    messages: int
    leased: int
    oldest_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A message that may have been sent, due for another look. `restored`: it was on its way when a backup was made."""

    organisation_id: UUID
    key: Key
    attempt: int
    sender_id: UUID
    started_at: datetime
    looks: int
    restored: bool = False


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """D5: how many retries after the first try, and the first delay, which doubles each time."""

    attempts: int = 3
    first_delay: timedelta = timedelta(seconds=5)

    @classmethod
    def of(cls, attempts: int, delay_ms: int) -> "RetryPolicy":
        """Make the policy that the settings ask for."""
        return cls(attempts, timedelta(milliseconds=delay_ms))

    def next_at(self, attempt: int, at: datetime) -> datetime | None:
        """Return when to try again after `attempt` (1 is the first try), None when no try is left."""
        if attempt > self.attempts:
            return None
        return at + self.first_delay * 2 ** (attempt - 1)
