"""What the web app shows first, over HTTP."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Header
from pydantic import Field

from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.campaigns.service import MonthSpent, Running
from tidings.campaigns.types import ApprovalState, FindingCode, Status
from tidings.contacts import service as contacts
from tidings.contacts.types import ImportReport, ImportStatus
from tidings.content.types import Category, Refiled
from tidings.infra import web
from tidings.kernel.money import in_units
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import State
from tidings.notices.types import Budget as KindBudget
from tidings.notices.types import Kind, Spent, Stops
from tidings.repairs.types import Budget
from tidings.reports import service
from tidings.reports.service import Home, Line, Needs

home = web.router("organisation", "/home")

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]
ReadsCampaigns = Annotated[Caller, web.needs(Scope.CAMPAIGNS_READ)]
Language = Annotated[
    str | None,
    Header(alias="Accept-Language", max_length=200, description="Of the sentences; else the organisation's.", examples=["fr"]),
]


class RunningShown(web.Output):
    """A campaign that is launched and not over. Everybody is in one of the figures, `sent` aside: in that are all who were sent to."""

    id: UUID
    name: str = Field(examples=["Autumn courses"])
    status: Status
    paused_reason: str | None
    channel: Channel
    recipients: int
    pending: int
    sent: int
    delivered: int
    read: int
    failed: int
    progress_percentage: float = Field(description="Recipients who need nothing more, of all.", examples=[42.5])
    planned_today: int
    released_today: int
    estimated_completion_date: date | None

    @classmethod
    def of(cls, running: Running) -> Self:
        """Show a campaign with its figures."""
        campaign, progress = running.campaign, running.progress
        settled = progress.total - progress.pending - progress.in_flight
        return cls(
            id=campaign.id,
            name=campaign.settings.name,
            status=campaign.status,
            paused_reason=campaign.paused_reason,
            channel=campaign.channel,
            recipients=progress.total,
            pending=progress.pending + progress.in_flight,
            sent=progress.sent,
            delivered=progress.delivered,
            read=progress.counts.get(State.READ, 0),
            failed=progress.counts.get(State.FAILED, 0),
            progress_percentage=round(100 * settled / progress.total, 2) if progress.total else 0.0,
            planned_today=running.planned_today,
            released_today=running.released_today,
            estimated_completion_date=running.estimate.completes_on,
        )


class AmissShown(web.Output):
    """Something amiss, the worst first."""

    code: FindingCode
    sentence: str
    fix: str
    since: datetime | None


class WaitingShown(web.Output):
    """A campaign that waits for another person's word, or has it and waits for its launch."""

    campaign_id: UUID
    name: str
    recipients: int
    asked_at: datetime
    created_by: str = Field(description="Who made it, and so can't give their word.", examples=["user:0199b2a1-7c00-7000-8000-000000000001"])
    asked_by: str = Field(description="Who asked for the approval, and so can't give it.", examples=["user:0199b2a1-7c00-7000-8000-000000000001"])
    approved: bool = Field(description="It has been approved, and can be launched.")


class ImportNeed(web.Output):
    """An import that ended with a fault in the last seven days, or left rows out, and that nobody has seen since."""

    id: UUID
    file_name: str
    failed: bool = Field(description="It ended before its last row.")
    failure: str | None
    rejected: int = Field(description="Rows that were left out because something is wrong with them.")
    rows_done: int
    updated_at: datetime

    @classmethod
    def of(cls, report: ImportReport, language: str) -> Self:
        """Show an import; why it failed, in a language."""
        return cls(
            id=report.id,
            file_name=report.file_name,
            failed=report.status is ImportStatus.FAILED,
            failure=report.failure and contacts.said(report.failure, language),
            rejected=report.rejected,
            rows_done=report.rows_done,
            updated_at=report.updated_at,
        )


class RefiledNeed(web.Output):
    """A template that its provider files under another category than the organisation thought, or said that it will, until somebody has seen it."""

    name: str
    submitted: Category | None = Field(description="As what it was submitted; null where that is not kept.")
    filed: Category
    marketing: bool = Field(description="What was not marketing counts as it since, or will from then on: consent is asked, and hours and caps hold.")
    changed_at: datetime
    coming: Category | None = Field(description="The category that the provider said it will give; nothing counts as it yet.")
    comes_at: datetime | None = Field(description="From when on, where the provider said so.")

    @classmethod
    def of(cls, found: Refiled) -> Self:
        """Show it."""
        marketing = (found.coming or found.filed) is Category.MARKETING and found.purpose is not Purpose.MARKETING
        return cls(
            name=found.name,
            submitted=found.submitted,
            filed=found.filed,
            marketing=marketing,
            changed_at=found.changed_at,
            coming=found.coming,
            comes_at=found.comes_at,
        )


class RepairsBudgetShown(web.Output):
    """The repair shop's budget for messages, nearly or wholly used this month; in millionths of the currency."""

    spent_micros: int
    budget_micros: int
    over: bool = Field(description="Whether it is wholly used.")
    counted_at: datetime


class KindBudgetNeed(web.Output):
    """A kind of notice whose month's budget is nearly or wholly used; in millionths of the currency."""

    key: str
    name: str
    spent_micros: int
    budget_micros: int
    over: bool = Field(description="Whether it is wholly used.")
    stops: Stops = Field(description="What it stops then.")
    counted_at: datetime


class EscalatedShown(web.Output):
    """Conversations that were put before the others for a person, by words or by hand, and are open."""

    threads: int
    urgent: int = Field(description="Of them, those of the highest urgency.")
    since: datetime = Field(description="Since when the first of them waits.")


class NeedsShown(web.Output):
    """What needs a person; what the role may not read is left out."""

    findings: list[AmissShown]
    approvals: list[WaitingShown]
    imports: list[ImportNeed] = Field(description="Newest first, five at most.")
    refiled: list[RefiledNeed] = Field(description="By name, five at most.")
    unclear_messages: int = Field(description="May be opt-outs: no marketing leaves for their addresses until a person decides.")
    repairs_budget: RepairsBudgetShown | None = Field(description="Null while the budget lasts.")
    notice_budgets: list[KindBudgetNeed]
    escalated: EscalatedShown | None = Field(description="Null while no conversation is.")

    @classmethod
    def of(cls, needs: Needs, language: str) -> Self:
        """Show what needs a person, in a language."""
        return cls(
            findings=[AmissShown.model_validate(each) for each in needs.findings],
            approvals=[
                WaitingShown(
                    campaign_id=each.approval.campaign_id,
                    name=each.name,
                    recipients=each.approval.asked.recipients,
                    asked_at=each.approval.asked_at,
                    created_by=each.created_by,
                    asked_by=each.approval.asked_by,
                    approved=each.approval.state is ApprovalState.APPROVED,
                )
                for each in needs.approvals
            ],
            imports=[ImportNeed.of(each, language) for each in needs.imports],
            refiled=[RefiledNeed.of(each) for each in needs.refiled],
            unclear_messages=needs.unclear,
            repairs_budget=_budget(needs.repairs) if needs.repairs else None,
            notice_budgets=[_kind_budget(each, each.settings.budget, each.spent) for each in needs.kinds if each.settings.budget and each.spent],
            escalated=EscalatedShown.model_validate(needs.escalated) if needs.escalated else None,
        )


def _budget(budget: Budget) -> RepairsBudgetShown:
    over = budget.spent >= budget.budget
    return RepairsBudgetShown(spent_micros=budget.spent, budget_micros=budget.budget, over=over, counted_at=budget.counted_at)


def _kind_budget(kind: Kind, budget: KindBudget, spent: Spent) -> KindBudgetNeed:
    return KindBudgetNeed(
        key=kind.key,
        name=kind.settings.name,
        spent_micros=spent.micros,
        budget_micros=budget.micros,
        over=kind.alert == "over",
        stops=budget.stops,
        counted_at=spent.at,
    )


class LimitShown(web.Output):
    """Senders that share a limit, and how full it is."""

    names: list[str] = Field(examples=[["Shop"]])
    channel: Channel
    window: str = Field(description="`day`: people in any 24 hours; `hour`: messages in any hour.", examples=["day"])
    limit: int | None = Field(description="Null is unlimited.")
    used: int = Field(description="Of the limit, now.")
    planned_today: int = Field(description="People whom running campaigns plan for today.")
    released_today: int

    @classmethod
    def of(cls, line: Line) -> Self:
        """Show a limit."""
        return cls(
            names=list(line.names),
            channel=line.channel,
            window="day" if line.a_day else "hour",
            limit=line.limit,
            used=line.used,
            planned_today=line.planned,
            released_today=line.released,
        )


class StepsShown(web.Output):
    """How far a new organisation is on the way to its first campaign."""

    sender: bool = Field(description="Something can send.")
    people: bool = Field(description="There are contacts.")
    campaign: bool = Field(description="There is a campaign.")


class HomeShown(web.Output):
    """What somebody sees first."""

    steps: StepsShown
    running: list[RunningShown] | None = Field(
        description="Launched and not over, newest first, thirty at most; null where the role may not read it."
    )
    needs: NeedsShown
    limits: list[LimitShown] | None = Field(description="Null where the role may not read it.")

    @classmethod
    def of(cls, seen: Home, language: str) -> Self:
        """Show it, in a language."""
        return cls(
            steps=StepsShown.model_validate(seen.steps),
            running=None if seen.running is None else [RunningShown.of(each) for each in seen.running],
            needs=NeedsShown.of(seen.needs, language),
            limits=None if seen.lines is None else [LimitShown.of(each) for each in seen.lines],
        )


class SpendingShown(web.Output):
    """What the messages of campaigns and notices cost, in `currency`, by the organisation's days."""

    currency: str = Field(examples=["EUR"])
    today: str = Field(examples=["11.25"])
    month: str = Field(description="Since the first of the month.", examples=["240.5"])
    committed: str = Field(description="For messages on their way.")
    unpriced: int = Field(description="Messages of this month at a price that nobody knows.")
    budgets: str = Field(description="Of campaigns that are not over and have one, together.")
    reserved: str = Field(description="Of these budgets: spent or committed.")

    @classmethod
    def of(cls, spent: MonthSpent) -> Self:
        """Show what was spent."""
        return cls(
            currency=spent.currency,
            today=in_units(spent.today),
            month=in_units(spent.month),
            committed=in_units(spent.committed),
            unpriced=spent.unpriced,
            budgets=in_units(spent.budgets),
            reserved=in_units(spent.reserved),
        )


@home.get("", name="home", summary="Show what runs and what needs a person")
@web.shared
async def show(unit: web.Work, caller: Reads, language: Language = None) -> HomeShown:
    """Show what runs now, what needs a person, and how full the limits are: as much of it as the caller's scopes allow."""
    region = (await accounts.organisation(unit, caller.organisation_id)).region
    told = await accounts.language_for(unit, caller.organisation_id, language)
    return HomeShown.of(await service.home(unit, caller, region, language), told)


@home.get("/spending", name="spending", summary="Show what this month costs")
@web.shared
async def spending(unit: web.Work, caller: ReadsCampaigns) -> SpendingShown:
    """Show what messages of campaigns and notices cost today and this month, counted from the ledger, and how far budgets are used."""
    return SpendingShown.of(await service.month_spent(unit, caller.organisation_id))
