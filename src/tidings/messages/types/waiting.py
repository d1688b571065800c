"""What a message waits for, and when it is expected to leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tidings.policy.types import ReasonCode


class WaitCode(StrEnum):
    """Why a message that is to be sent has not left yet, besides what policy itself says; its reasons say each in words."""

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
    RELEASE_FAILING = "release_failing"
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
    """Something that holds a message back: until a time, or (None) until it is dealt with. `detail` is what somebody said of it.

    The code is of ours, or a reason of policy.
    """

    code: WaitCode | ReasonCode
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
