"""The words of notices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from tidings.consent.types import GENERAL
from tidings.kernel.errors import TidingsError
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import Standing


class NoticeReason(StrEnum):
    """Why a channel is not among the ways of a notice, or why it ended; policy's reasons and the ledger's stand beside these. Values are stored."""

    NO_ADDRESS = "no_address"
    NO_TEMPLATE = "no_template"
    TEMPLATE_HELD = "template_held"
    HIGH_VALUE_ONLY = "high_value_only"
    NOT_ENGAGED = "not_engaged"
    ONE_AT_A_TIME = "one_at_a_time"
    BUDGET_USED_UP = "kind_budget_used_up"
    NOT_IN_ROLLOUT = "not_in_rollout"
    NO_CHANNEL = "no_channel"
    CHANNELS_FAILED = "channels_failed"
    NOTICE_EXPIRED = "notice_expired"
    NOTHING_TOLD = "nothing_told"
    NOT_RETURNED = "not_returned"
    """Taken by a channel that tells no arrival, and not come back: it counts as arrived."""
    NOTICE_CANCELLED = "notice_cancelled"
    SAID_TOGETHER = "said_together"


class NoticeState(StrEnum):
    """Where a notice stands. All but the first two are outcomes; a later truth may still raise one. Values are stored."""

    WAITING = "waiting"
    """For others of its kind to the same person, until its window is over."""
    SENDING = "sending"
    """A channel has it, or is to have it."""
    DELIVERED = "delivered"
    READ = "read"
    ANSWERED = "answered"
    """The person wrote by a channel that was tried."""
    SENT = "sent"
    """A provider took it, and nothing told in time whether it arrived."""
    FAILED = "failed"
    REFUSED = "refused"
    """No channel could be used: nothing left."""
    EXPIRED = "expired"
    DOUBTFUL = "doubtful"
    """It may have been sent, and nobody can tell."""
    LEFT_OUT = "left_out"
    """The person is not in the rollout."""
    GROUPED = "grouped"
    """It was said by another notice."""
    CANCELLED = "cancelled"

    @property
    def ended(self) -> bool:
        """Whether it is an outcome."""
        return self not in {NoticeState.WAITING, NoticeState.SENDING}


@dataclass(frozen=True, slots=True)
class Rollout:
    """Who gets a kind's notices while it is new: `percent` of people, always the same, and of them those in a segment or list, if one is named."""

    percent: int = 100
    segment_id: UUID | None = None


class Stops(StrEnum):
    """What a kind stops when its month's budget is used up: what goes by channels that cost money. Values are stored."""

    NOTHING = "nothing"
    NOT_URGENT = "not_urgent"
    """All but what was asked for as urgent."""
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a kind's messages may cost in a month of the organisation's time, in millionths of its currency; from `warn_at` (a part) on it is told."""

    micros: int
    warn_at: float = 0.8
    stops: Stops = Stops.NOTHING


@dataclass(frozen=True, slots=True)
class Spent:
    """What a kind's messages cost this month, as it was counted last."""

    micros: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Settings:
    """What all notices of a kind share. `order` is tried in the place of the cascade; `waits` say how long a channel may be silent.

    With `smart` the channel goes first that worked best for the person before, if that can be told.
    """

    name: str
    purpose: Purpose
    templates: Mapping[Channel, str]
    cascade: str = "standard"
    order: Sequence[Channel] = ()
    waits: Mapping[Channel, timedelta] = field(default_factory=dict[Channel, timedelta])
    expires_after: timedelta = timedelta(days=1)
    group_within: timedelta | None = None
    grouped_templates: Mapping[Channel, str] = field(default_factory=dict[Channel, str])
    rollout: Rollout = field(default_factory=Rollout)
    high_value: bool = False
    smart: bool = False
    programme: str = GENERAL
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice, by its key. `spent` is known of kinds with a budget once it was counted this month."""

    key: str
    settings: Settings
    created_at: datetime
    changed_at: datetime
    archived_at: datetime | None
    spent: Spent | None = None

    @property
    def alert(self) -> str | None:
        """What its budget deserves to be told as it was counted last: `near` from where it warns on, `over` once it is used up."""
        budget = self.settings.budget
        if budget is None or self.spent is None or self.spent.micros < budget.micros * budget.warn_at:
            return None
        return "over" if self.spent.micros >= budget.micros else "near"


@dataclass(frozen=True, slots=True)
class Request:
    """A notice that somebody asks for: to a contact, or to an address as people write it. `key` makes it once among those of its kind.

    `data` is what its templates say, as plain JSON. The subject is what it is about, for whoever lists by it. `first` is the channel to begin
    with, where it can be used: that of the message which the notice answers. `urgent` ones leave although their kind's budget is used up,
    unless that stops all.
    """

    kind: str
    key: str
    contact_id: UUID | None = None
    address: str | None = field(default=None, repr=False)
    data: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    subject_kind: str | None = None
    subject_id: str | None = None
    first: Channel | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A channel in a notice's plan: usable (`reason` is None), or why not. `beside` goes at once with the first."""

    channel: Channel
    beside: bool
    reason: str | None = None
    detail: str | None = None
    address_id: UUID | None = None
    sender_id: UUID | None = None
    template: tuple[UUID, int] | None = None
    marketing: bool = False
    """Whether its text counts as marketing, whatever the kind is."""
    counted: bool = False
    """Whether the person is to be counted among WhatsApp's people of 24 hours if it leaves."""
    tells: bool = True
    """Whether anybody tells that what left by it arrived."""

    @property
    def usable(self) -> bool:
        """Whether it can be used now."""
        return self.reason is None


@dataclass(frozen=True, slots=True)
class Habit:
    """What a channel did for a person lately: notices tried by it and how many of these reached them; messages of any sort read or answered."""

    channel: Channel
    tried: int = 0
    worked: int = 0
    engaged: int = 0

    @property
    def evidence(self) -> int:
        """How much is known."""
        return self.tried + self.engaged

    @property
    def share(self) -> float:
        """How often it worked, from 0 to 1; little evidence draws it to a half."""
        return (self.worked + self.engaged + 1) / (self.evidence + 2)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What smart choice would have done with past notices, told by what was known before each.

    Of those where it would have begun with another channel (`different`): how often the first one worked (`cascade_worked`), and how often the
    other surely would have (`choice_worked`), because it worked when its turn came. What was never tried counts against the choice.
    """

    notices: int = 0
    different: int = 0
    cascade_worked: int = 0
    choice_worked: int = 0

    def __add__(self, other: "Comparison") -> "Comparison":
        return Comparison(
            self.notices + other.notices,
            self.different + other.different,
            self.cascade_worked + other.cascade_worked,
            self.choice_worked + other.choice_worked,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """Which channels a notice may go by, in their order, and by what: a cascade's name, the kind's or the person's own order, their habits.

    `habits` are what was counted of the person, of kinds that ask for smart choice.
    """

    by: str
    entries: Sequence[Entry]
    habits: Sequence[Habit] = ()

    def entry(self, channel: Channel) -> Entry | None:
        """Return a channel's entry."""
        return next((each for each in self.entries if each.channel is channel), None)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to say to one person. `next_look` is when it is looked at again; None after its end."""

    id: UUID
    kind: str
    key: str
    contact_id: UUID
    address_id: UUID | None
    subject_kind: str | None
    subject_id: str | None
    state: NoticeState
    reason: str | None
    plan: Plan | None
    joined_id: UUID | None
    sealed: bytes | None = field(repr=False)
    created_at: datetime
    expires_at: datetime
    next_look: datetime | None
    ended_at: datetime | None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One channel by which a notice was tried: a source of its own in the ledger. From `silent_at` on the next one may follow.

    `tells` says whether the channel tells arrivals; one that does not is never silent once it has taken the message. `held_at` is when all
    sending was last seen stopped while it was queued, `replied_at` when the person last wrote by its channel.
    """

    notice_id: UUID
    step: int
    channel: Channel
    beside: bool
    address_id: UUID
    source_id: UUID
    planned_at: datetime
    silent_at: datetime
    tells: bool = True
    held_at: datetime | None = None
    replied_at: datetime | None = None

    @property
    def wait(self) -> timedelta:
        """How long it may be silent."""
        return self.silent_at - self.planned_at

    @property
    def overdue_at(self) -> datetime:
        """From when on the next channel may follow if it is still in the queue; a stop of all sending lets the wait begin anew."""
        return (self.held_at or self.planned_at) + self.wait


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt and where the ledger has its message; None when that has left the ledger with its month."""

    attempt: Attempt
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of a request, by its place: a notice (`repeated`: it was there already), or what is wrong with it.

    `differs` are the fields by which it asks for something else than the notice that its key names.
    """

    position: int
    notice: Notice | None
    repeated: bool = False
    error: TidingsError | None = None
    differs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice with its attempts."""

    notice: Notice
    tried: Sequence[Tried]


@dataclass(frozen=True, slots=True)
class Search:
    """Which notices are meant; None: all."""

    contact_id: UUID | None = None
    kind: str | None = None
    state: NoticeState | None = None
    subject_kind: str | None = None
    subject_id: str | None = None


class SignalWhat(StrEnum):
    """Why a notice is to be looked at. Values are stored."""

    LEDGER = "ledger"
    REPLIED = "replied"
    CANCELLED = "cancelled"
    RESUMED = "resumed"
    """All sending goes on after a stop."""


@dataclass(frozen=True, slots=True)
class Signal:
    """That a notice is to be looked at, and of a word from its person by which channel and when."""

    notice_id: UUID
    what: SignalWhat
    channel: Channel | None = None
    said_at: datetime | None = None
