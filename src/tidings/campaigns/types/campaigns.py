"""Campaigns: what is set about them, where they stand, what was done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from tidings.campaigns.types.foresight import Budget, Spent
from tidings.consent.types import GENERAL
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import PutOff, State


class CampaignType(StrEnum):
    """What a campaign is for."""

    ENROLLMENT = "enrollment"
    RETENTION = "retention"
    EVENT = "event"
    NURTURE = "nurture"


class Status(StrEnum):
    """Where a campaign is in its life."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


LIVE = (Status.SCHEDULED, Status.ACTIVE, Status.PAUSED)
"""Activated and not ended."""
PENDING = (State.PLANNED, State.QUEUED, State.SENDING)
"""Recipients neither sent to nor ended."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When messages may leave on a day: local times of the organisation's zone, `closes` excluded; or, if `own_time`, of each person's.

    `quiet_days` are ISO weekdays, 1 (Monday) to 7, without any sending.
    """

    opens: time = time(9)
    closes: time = time(20)
    quiet_days: frozenset[int] = frozenset()
    own_time: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person sets about a campaign. Limits are people a day; dates are the organisation's, both included.

    A draft may stand without a template (`template_name` is None) until its content is chosen; it is not launched so.
    `budget` is in millionths of the organisation's currency; `accept_unknown_prices` sends to people whose price nobody knows, too.
    """

    name: str
    template_name: str | None
    description: str = ""
    type: CampaignType = CampaignType.EVENT
    objective: str = ""
    sender_id: UUID | None = None
    daily_send_limit: int = 250
    priority: int = 5
    target_audience: Mapping[str, Any] | None = None
    each_person: bool = False
    start_date: date | None = None
    end_date: date | None = None
    hours: Hours = Hours()
    budget: int | None = None
    accept_unknown_prices: bool = False
    programme: str = GENERAL
    """Which series people must have agreed to; the one without a name is everything."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as it stands. `id` is also its source in the ledger.

    `paused_reason` is a sentence for people; `estimated_completion_date` the day of the last planned release.
    """

    id: UUID
    settings: Settings
    channel: Channel
    purpose: Purpose
    status: Status
    paused_reason: str | None
    estimated_completion_date: date | None
    created_by: str
    created_at: datetime
    updated_at: datetime
    activated_at: datetime | None
    completed_at: datetime | None
    version: int
    release: "ReleaseState"


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """Where the release of a campaign stands.

    `after` is the last contact looked at, `next_at` when to look again (None: when told to), `all_released` that nobody
    was left planned at the last look, `planned_on` the business day of the present plan.

    Of the budget, in millionths: `reserved` is never less than what is spent and committed, as counted at `counted_at` and added to
    since; `told` the per cent that people were told of, `forecast` what everybody was to cost at the launch.
    """

    after: UUID | None = None
    next_at: datetime | None = None
    all_released: bool = False
    last_at: datetime | None = None
    planned_on: date | None = None
    reserved: int = 0
    counted_at: datetime | None = None
    told: int = 0
    out_of_budget: bool = False
    forecast: int | None = None


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day of a campaign's plan: people planned, and those released so far."""

    day: date
    planned: int
    released: int


class SignalKind(StrEnum):
    """What the release step is told by rooms that must not wait for a campaign's lock."""

    SETTLED = "settled"
    TEMPLATE_REFUSED = "template_refused"
    WAKE = "wake"
    REOPEN = "reopen"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Signal:
    """Word of something that the release step acts on; `detail` is a sentence for people where one is shown."""

    campaign_id: UUID
    kind: SignalKind
    detail: str


@dataclass(frozen=True, slots=True)
class RefusedNumber:
    """A number that was not added: its place in the request (from 0), masked, with the reason and its code."""

    position: int
    value: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecipientsAdded:
    """What adding recipients did.

    `duplicates_in_request` were written twice (two ways of writing are one person), `already_in_campaign` were there before.
    `suppressed` counts those added who will not be sent to as things stand, by reason. `consent` says which basis was recorded.
    `warnings` name what a target audience asks for and nobody has.
    """

    recipients_added: int
    duplicates_in_request: int
    already_in_campaign: int
    new_contacts: int
    invalid: Sequence[RefusedNumber]
    suppressed: Mapping[str, int]
    consent: str
    warnings: Sequence[str] = ()

    @property
    def duplicates(self) -> int:
        """All who were not added because they are recipients already."""
        return self.duplicates_in_request + self.already_in_campaign


@dataclass(frozen=True, slots=True)
class Activation:
    """What activation decided: the days from the first to the last release, both counted, and the latter's date."""

    campaign: Campaign
    recipients: int
    estimated_days: int | None
    estimated_completion_date: date | None


@dataclass(frozen=True, slots=True)
class Stats:
    """How far a campaign is.

    Each recipient is in one of `pending` (neither sent to nor ended: planned, queued or being sent), `sent`, `failed`, `unknown`,
    `suppressed`, `expired` and `cancelled`: these add up to `recipients`. `sent` and `delivered` are cumulative, so `delivered` is
    part of `sent`, `read` of `delivered`, and `unconfirmed` (in doubt for good) of `unknown`.

    `states` counts present states, `reasons` why people were not reached (state, reason code, people), `put_off` whom of the planned
    policy lets leave only later; rates are per cent, of
    those sent and those delivered.
    """

    campaign: Campaign
    recipients: int
    sent: int
    delivered: int
    read: int
    failed: int
    pending: int
    unknown: int
    unconfirmed: int
    suppressed: int
    expired: int
    cancelled: int
    progress_percentage: float
    delivery_rate: float
    read_rate: float
    states: Mapping[str, int]
    reasons: Sequence[tuple[State, str, int]]
    put_off: Sequence[PutOff]
    budget: Budget | None
    spent: Spent
    estimated_days: int | None
    estimated_completion_date: date | None


@dataclass(frozen=True, slots=True)
class CampaignFilter:
    """Which campaigns to list; an empty filter is all. `segment` is the names, in small letters, of one whose people were their audience."""

    statuses: frozenset[Status] = frozenset()
    channel: Channel | None = None
    search: str | None = None
    segment: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RecipientFilter:
    """Which recipients to list: in one of the states and with one of the reason codes; an empty filter is all."""

    states: frozenset[State] = frozenset()
    reasons: frozenset[str] = frozenset()


class HealthStatus(StrEnum):
    """Whether messages leave: all is well, something needs somebody, or nothing leaves."""

    OK = "ok"
    ATTENTION = "attention"
    STOPPED = "stopped"


class FindingCode(StrEnum):
    """What can be amiss; `findings.toml` says it in words."""

    SENDING_STOPPED = "sending_stopped"
    NO_WORKER = "no_worker"
    NO_SENDER = "no_sender"
    NO_SENDER_OPEN = "no_sender_open"
    CONNECTION_STOPPED = "connection_stopped"
    CONNECTION_UNSET = "connection_unset"
    SENDER_STOPPED = "sender_stopped"
    SENDER_UNSET = "sender_unset"
    SENDER_HELD = "sender_held"
    MESSAGES_UNCONFIRMED = "messages_unconfirmed"
    CALLBACKS_NOT_APPLIED = "callbacks_not_applied"
    RELEASE_FAILING = "release_failing"
    ALL_RELEASES_FAILING = "all_releases_failing"
    ALLOW_LIST_ONLY = "allow_list_only"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something amiss, in words: what it is about (a sender, a connection, a campaign) and since when, as far as there is one, and what to do."""

    code: FindingCode
    sentence: str
    fix: str
    subject_id: UUID | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What one release step did; `campaigns` were looked at, `released` messages went to the outbox, `failing` campaigns could not be released."""

    campaigns: int = 0
    released: int = 0
    refused: int = 0
    completed: int = 0
    failing: int = 0

    def plus(self, other: "ReleaseReport") -> "ReleaseReport":
        """Add up two steps; what fails is as the later one left it."""
        return ReleaseReport(
            self.campaigns + other.campaigns,
            self.released + other.released,
            self.refused + other.refused,
            self.completed + other.completed,
            other.failing,
        )


@dataclass(frozen=True, slots=True)
class Failing:
    """What the release step could not do for so many times in a row: of a campaign, or (`campaign_id` None) of the whole organisation.

    `error` is the type of the last error; it is left alone until `until`.
    """

    campaign_id: UUID | None
    failures: int
    since: datetime
    until: datetime
    error: str
    name: str | None = None
