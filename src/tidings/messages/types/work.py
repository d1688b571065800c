"""What a worker does with messages: claims, results, doubts, tries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tidings.channels.types import Sender
from tidings.kernel.words import Channel, Lane
from tidings.messages.types.ledger import Key, State
from tidings.ports.outcome import Outcome


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
    """Messages of one organisation, sender and lane, leased together. `open` says that none needs to be asked about hours and days again."""

    organisation_id: UUID
    sender: Sender
    claimed: list[Claimed]
    lane: Lane
    open: bool = False


@dataclass(frozen=True, slots=True)
class Withheld:
    """Not sent after all: policy changed between release and exchange, or it can't be rendered. QUEUED puts it off."""

    state: State
    reason: str
    detail: str
    until: datetime | None = None
    """Until when it is put off; None: for a moment."""


@dataclass(frozen=True, slots=True)
class Result:
    """How the exchange of one claimed message ended, at `at` (business time); `heard_at` is when its sender's provider last answered this worker."""

    claimed: Claimed
    outcome: Outcome | Withheld
    at: datetime
    sender: Sender
    lookup: bytes | None
    heard_at: datetime | None = None

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


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a released message waits."""

    sender_id: UUID
    due_at: datetime
