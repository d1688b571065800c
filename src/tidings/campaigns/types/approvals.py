"""Approvals: what another person was asked, and what they decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tidings.campaigns.types.campaigns import Hours
from tidings.consent.types import GENERAL

_HOURS = Hours()


class ApprovalState(StrEnum):
    """What came of asking: a void one was overtaken by a change, a used one has been launched on."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    VOID = "void"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever approves was shown. Money is in millionths of `currency`; `cost` leaves out those in `unknown_prices`.

    What has a default was not kept with approvals of before: those hold for the settings of a new campaign.
    """

    recipients: int
    template_name: str
    template_version: int
    daily_send_limit: int
    start_date: date | None
    end_date: date | None
    budget: int | None
    currency: str
    cost: int
    segments: int
    unknown_prices: Mapping[str, int]
    accept_unknown_prices: bool = False
    programme: str = GENERAL
    hours: Hours = _HOURS
    sender_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """That somebody asked for a campaign's approval, and what was decided. `reason` is of a refusal or says what changed."""

    id: UUID
    campaign_id: UUID
    state: ApprovalState
    asked: Asked
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
