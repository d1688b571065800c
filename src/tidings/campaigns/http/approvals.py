"""Approvals: what waits for another person, and their decision."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service
from tidings.campaigns.http.answers import SendingHoursShown
from tidings.campaigns.http.models import RefusalReason
from tidings.campaigns.types import Approval, ApprovalState, Asked
from tidings.infra import web
from tidings.kernel.money import in_units

router = web.router("approvals", "/approvals")
decisions = web.router("campaigns", "/marketing/campaigns")

Reads = Annotated[Caller, web.needs(Scope.CAMPAIGNS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CAMPAIGNS_WRITE)]
Launches = Annotated[Caller, web.needs(Scope.CAMPAIGNS_LAUNCH)]


class AskedShown(web.Output):
    """What whoever approves is shown; the approval holds for this, or less of it.

    More people, a day or in all, a higher budget, wider hours, other days, another text, programme or sender end it before the launch;
    after it they need somebody who could have launched without it.
    """

    recipients: int
    template_name: str
    template_version: int
    daily_send_limit: int
    start_date: date | None
    end_date: date | None
    budget: str | None
    currency: str
    cost: str = Field(description="Of all whose price is known, by the price lists of that day.", examples=["61.25"])
    segments: int
    unknown_prices: dict[str, int] = Field(description="People whose price nobody knows, by what is lacking; not in `cost`.")
    accept_unknown_prices: bool
    programme: str = Field(description="Which series people must have agreed to; empty: in general.")
    sending_hours: SendingHoursShown
    quiet_days: list[int] = Field(description="ISO weekdays, 1 is Monday, on which nothing is sent.")
    sender_id: UUID | None = Field(description="Null: the first open sender of the channel.")

    @classmethod
    def of(cls, asked: Asked) -> Self:
        """Show what was asked."""
        return cls(
            recipients=asked.recipients,
            template_name=asked.template_name,
            template_version=asked.template_version,
            daily_send_limit=asked.daily_send_limit,
            start_date=asked.start_date,
            end_date=asked.end_date,
            budget=None if asked.budget is None else in_units(asked.budget),
            currency=asked.currency,
            cost=in_units(asked.cost),
            segments=asked.segments,
            unknown_prices=dict(asked.unknown_prices),
            accept_unknown_prices=asked.accept_unknown_prices,
            programme=asked.programme,
            sending_hours=SendingHoursShown.of(asked.hours),
            quiet_days=sorted(asked.hours.quiet_days),
            sender_id=asked.sender_id,
        )


class ApprovalShown(web.Output):
    """That somebody asked, and what came of it."""

    id: UUID
    campaign_id: UUID
    state: ApprovalState = Field(description="A `void` one was overtaken by a change, a `used` one was launched on.")
    asked: AskedShown
    asked_by: str = Field(examples=["user:0199b2a1-7c00-7000-8000-000000000001"])
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None = Field(description="Of a refusal; of a void one, what changed.")

    @classmethod
    def of(cls, approval: Approval) -> Self:
        """Show an approval."""
        return cls(
            id=approval.id,
            campaign_id=approval.campaign_id,
            state=approval.state,
            asked=AskedShown.of(approval.asked),
            asked_by=approval.asked_by,
            asked_at=approval.asked_at,
            decided_by=approval.decided_by,
            decided_at=approval.decided_at,
            reason=approval.reason,
        )


@router.get("", summary="List what waits for approval")
async def list_approvals(
    unit: web.Work,
    caller: Reads,
    paging: web.PageQuery,
    state: Annotated[list[ApprovalState] | None, Query(description="By default what is asked and not decided.")] = None,
) -> web.Rows[ApprovalShown]:
    """List what was asked over all campaigns, newest first."""
    page = await service.approvals(unit, caller.organisation_id, frozenset(state or ()), cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[ApprovalShown.of(each) for each in page.rows], next_cursor=page.next_cursor)


@decisions.post("/{campaign_id}/submit", summary="Ask for approval", responses=web.problems(404, 409))
async def submit(campaign_id: UUID, unit: web.Work, caller: Writes) -> ApprovalShown:
    """Ask another person to approve a draft as it stands: its recipients, template, limit, dates, budget and what it is to cost."""
    return ApprovalShown.of(await service.submit(unit, caller.organisation_id, caller.actor, campaign_id))


@decisions.post("/{campaign_id}/approve", summary="Approve a campaign", responses=web.problems(404, 409))
async def approve(campaign_id: UUID, unit: web.Work, caller: Launches) -> ApprovalShown:
    """Approve what was asked; then whoever may change campaigns may activate it. Nobody approves what they made or asked for."""
    return ApprovalShown.of(await service.approve(unit, caller.organisation_id, caller, campaign_id))


@decisions.post("/{campaign_id}/refuse", summary="Refuse a campaign", responses=web.problems(404, 409))
async def refuse(campaign_id: UUID, body: RefusalReason, unit: web.Work, caller: Launches) -> ApprovalShown:
    """Refuse what was asked, with a reason; the campaign is a draft again."""
    return ApprovalShown.of(await service.refuse(unit, caller.organisation_id, caller, campaign_id, body.reason))
