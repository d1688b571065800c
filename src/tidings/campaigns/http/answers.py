"""What the campaign API answers."""

from collections import Counter
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from tidings.campaigns.http.models import Clock, LocalTime
from tidings.campaigns.http.money import BudgetShown, SpentShown
from tidings.campaigns.service import Estimate, Health
from tidings.campaigns.types import (
    Activation,
    Campaign,
    CampaignType,
    FindingCode,
    HealthStatus,
    Hours,
    RecipientsAdded,
    ReleaseReport,
    Stats,
    Status,
)
from tidings.channels.types import Status as SenderStatus
from tidings.infra import web
from tidings.kernel.money import in_units
from tidings.kernel.words import Channel, Purpose
from tidings.messages.service import Around
from tidings.messages.types import Key, RecipientRow, State

MESSAGE_ID = "0199b2a1-7c00-7000-8000-000000000001.0199b2a1-7c00-7000-8000-000000000002"


class SendingHoursShown(web.Output):
    """When messages may leave, and on whose clock."""

    opens: LocalTime = Field(serialization_alias="from")
    closes: LocalTime = Field(serialization_alias="to")
    clock: Clock

    @classmethod
    def of(cls, hours: Hours) -> Self:
        """Show when messages may leave; quiet days stand beside it."""
        return cls(opens=hours.opens, closes=hours.closes, clock=Clock.of(hours))


class CampaignShown(web.Output):
    """A campaign."""

    id: UUID
    name: str
    status: Status
    paused_reason: str | None
    template_name: str | None = Field(description="Null while the content of a draft is not chosen.")
    channel: Channel
    purpose: Purpose
    daily_send_limit: int
    priority: int
    description: str
    type: CampaignType
    objective: str
    target_audience: dict[str, Any] | None
    sender_id: UUID | None
    each_person: bool
    start_date: date | None
    end_date: date | None
    sending_hours: SendingHoursShown
    quiet_days: list[int]
    budget: str | None = Field(description="In the organisation's currency.", examples=["250"])
    accept_unknown_prices: bool
    programme: str = Field(description="Which series people must have agreed to; empty: in general.")
    estimated_days: int | None = Field(description="From the first to the last planned day, both counted; null before activation.")
    estimated_completion_date: date | None
    created_by: str = Field(description="Who may not approve it.", examples=["user:0199b2a1-7c00-7000-8000-000000000001"])
    created_at: datetime
    updated_at: datetime
    activated_at: datetime | None
    completed_at: datetime | None

    @classmethod
    def of(cls, campaign: Campaign, estimate: Estimate) -> Self:
        """Show a campaign with its estimate."""
        settings = campaign.settings
        return cls(
            id=campaign.id,
            name=settings.name,
            status=campaign.status,
            paused_reason=campaign.paused_reason,
            template_name=settings.template_name,
            channel=campaign.channel,
            purpose=campaign.purpose,
            daily_send_limit=settings.daily_send_limit,
            priority=settings.priority,
            description=settings.description,
            type=settings.type,
            objective=settings.objective,
            target_audience=dict(settings.target_audience) if settings.target_audience else None,
            sender_id=settings.sender_id,
            each_person=settings.each_person,
            start_date=settings.start_date,
            end_date=settings.end_date,
            sending_hours=SendingHoursShown.of(settings.hours),
            quiet_days=sorted(settings.hours.quiet_days),
            budget=None if settings.budget is None else in_units(settings.budget),
            accept_unknown_prices=settings.accept_unknown_prices,
            programme=settings.programme,
            estimated_days=estimate.days,
            estimated_completion_date=estimate.completes_on,
            created_by=campaign.created_by,
            created_at=campaign.created_at,
            updated_at=campaign.updated_at,
            activated_at=campaign.activated_at,
            completed_at=campaign.completed_at,
        )


class Activated(CampaignShown):
    """A campaign that was launched."""

    recipients: int

    @classmethod
    def after(cls, activation: Activation) -> Self:
        """Show what activation decided."""
        shown = CampaignShown.of(activation.campaign, Estimate(activation.estimated_days, activation.estimated_completion_date))
        return cls(**dict(shown), recipients=activation.recipients)


class CopyShown(CampaignShown):
    """A copy of a campaign."""

    recipients_added: int = Field(description="Of those whom the original leaves out; 0 for a plain copy.")


class RefusedNumberShown(web.Output):
    """A number or contact that was not added."""

    position: int = Field(description="In the list that was sent, from 0.")
    value: str = Field(description="Masked.", examples=["+33*******01"])
    code: str = Field(examples=["too_short"])
    reason: str = Field(examples=["The number has too few digits. Write it whole, with its area code."])


class SuppressedShown(web.Output):
    """Those of the people named who would not be sent to as things stand; it is judged again at sending."""

    count: int
    reasons: dict[str, int] = Field(examples=[{"opted_out": 3}])


class RecipientsAddedShown(web.Output):
    """What adding recipients did."""

    recipients_added: int = Field(examples=[9_812])
    duplicates: int = Field(description="Not added because they are recipients already, or were named twice.")
    duplicates_in_request: int
    already_in_campaign: int
    new_contacts: int
    invalid: list[RefusedNumberShown]
    suppressed: SuppressedShown
    consent: str = Field(description="Which consent was recorded, or that none was.")
    warnings: list[str] = Field(
        description="Names in the target audience that nobody has: misspelt, most often.", examples=[['Nobody has the attribute "custmer_tier".']]
    )

    @classmethod
    def of(cls, added: RecipientsAdded) -> Self:
        """Show what adding recipients did."""
        return cls(
            recipients_added=added.recipients_added,
            duplicates=added.duplicates,
            duplicates_in_request=added.duplicates_in_request,
            already_in_campaign=added.already_in_campaign,
            new_contacts=added.new_contacts,
            invalid=[RefusedNumberShown.model_validate(each) for each in added.invalid],
            suppressed=SuppressedShown(count=sum(added.suppressed.values()), reasons=dict(added.suppressed)),
            consent=added.consent,
            warnings=list(added.warnings),
        )


class PutOffShown(web.Output):
    """Whom policy lets leave only later."""

    reason: str = Field(examples=["quiet_hours"])
    people: int
    first_at: datetime = Field(description="When the first of them may leave.")


class StatsShown(web.Output):
    """How far a campaign is.

    `pending`, `sent`, `failed`, `unknown`, `suppressed`, `expired` and `cancelled` add up to `recipients`.
    Everybody sent to counts as `sent`, whatever came back after; `states` are where people stand now.
    """

    id: UUID
    name: str
    status: Status
    recipients: int
    pending: int = Field(description="Neither sent to nor ended: planned, queued or being sent now.")
    sent: int = Field(description="Taken by the provider, delivered and read ones among them.")
    delivered: int = Field(description="Of those sent; read ones among them.")
    read: int = Field(description="Of those delivered.")
    failed: int
    unknown: int = Field(description="In doubt: may have been sent, and are not sent again.")
    unconfirmed: int = Field(description="Of those unknown: in doubt for good, until a person says what became of them.")
    suppressed: int = Field(description="May not be written to; `reasons` says why.")
    expired: int = Field(description="Not reached by the end date.")
    cancelled: int
    progress_percentage: float = Field(description="Recipients for whom nothing is left to do, of all.")
    delivery_rate: float = Field(description="Delivered, per cent of sent.")
    read_rate: float = Field(description="Read, per cent of delivered.")
    states: dict[str, int]
    reasons: dict[str, dict[str, int]] = Field(description="Why people were not reached, by state.", examples=[{"suppressed": {"opted_out": 3}}])
    budget: BudgetShown | None = Field(description="Null where the campaign has none.")
    costs: SpentShown
    put_off: list[PutOffShown] = Field(description="Pending people who may be written to only later, where they are or for the frequency caps.")
    daily_send_limit: int
    priority: int
    estimated_days: int | None
    estimated_completion_date: date | None

    @classmethod
    def of(cls, stats: Stats) -> Self:
        """Show a campaign's figures."""
        settings = stats.campaign.settings
        return cls(
            id=stats.campaign.id,
            name=settings.name,
            status=stats.campaign.status,
            recipients=stats.recipients,
            pending=stats.pending,
            sent=stats.sent,
            delivered=stats.delivered,
            read=stats.read,
            failed=stats.failed,
            unknown=stats.unknown,
            unconfirmed=stats.unconfirmed,
            suppressed=stats.suppressed,
            expired=stats.expired,
            cancelled=stats.cancelled,
            progress_percentage=stats.progress_percentage,
            delivery_rate=stats.delivery_rate,
            read_rate=stats.read_rate,
            states=dict(stats.states),
            reasons=_by_state(stats),
            budget=BudgetShown.of(stats.budget, stats.campaign.channel) if stats.budget else None,
            costs=SpentShown.of(stats.spent),
            put_off=[PutOffShown(reason=each.reason, people=each.messages, first_at=each.first_at) for each in stats.put_off],
            daily_send_limit=settings.daily_send_limit,
            priority=settings.priority,
            estimated_days=stats.estimated_days,
            estimated_completion_date=stats.estimated_completion_date,
        )


class RecipientShown(web.Output):
    """A recipient as the ledger has it."""

    message_id: str = Field(description="Names the message, for `GET /messages/{message_id}/trace`.", examples=[MESSAGE_ID])
    contact_id: UUID
    contact_name: str | None = Field(description="Null if none is known.", examples=["Ada L."])
    address: str | None = Field(description="Where the message goes, masked.", examples=["+33 6 ** ** ** 78"])
    status: str = Field(examples=["delivered"])
    reason: str | None = Field(description="Why it was not sent or failed, as a code.", examples=["no_consent"])
    detail: str | None = Field(description="In plain words, the provider's where it said something.")
    quoted: bool = Field(description="`detail` are words of the provider, in its language.")
    attempts: int
    segments: int | None
    provider_id: str | None
    added_at: datetime
    queued_at: datetime | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    settled_at: datetime | None

    @classmethod
    def of(cls, campaign_id: UUID, row: RecipientRow, around: Around) -> Self:
        """Show a recipient with who it is and its reason in words."""
        reason = around.reason(row.reason)
        return cls(
            message_id=Key(campaign_id, row.contact_id, row.step).message_id,
            contact_id=row.contact_id,
            contact_name=around.name(row.contact_id),
            address=around.addresses.get(row.address_id),
            status=row.state.word,
            reason=row.reason,
            detail=row.detail or (reason.sentence if reason else None),
            quoted=bool(row.detail) and row.state is State.FAILED,
            attempts=row.attempts,
            segments=row.segments,
            provider_id=row.provider_id,
            added_at=row.added_at,
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            delivered_at=row.delivered_at,
            read_at=row.read_at,
            settled_at=row.settled_at,
        )


class TestSent(web.Output):
    """A test message on its way; `source_id` and `contact_id` name it in the ledger."""

    message_id: str = Field(description="For `GET /messages/{message_id}/trace`, which says what became of it.", examples=[MESSAGE_ID])
    source_id: UUID
    contact_id: UUID


class ReleaseShown(web.Output):
    """What was done at once. Zero released is no fault: limits, hours and earlier runs count."""

    campaigns: int = Field(description="Active campaigns looked at.")
    released: int = Field(description="Messages handed to the queue.")
    refused: int = Field(description="Recipients who may not be written to; the recipients' list says why.")
    completed: int = Field(description="Campaigns completed.")
    failing: int = Field(description="Campaigns whose release fails; /marketing/health says which, and what to do.")

    @classmethod
    def of(cls, report: ReleaseReport) -> Self:
        """Show what a run did."""
        return cls.model_validate(report)


class SenderHealth(web.Output):
    """One of our numbers."""

    id: UUID
    label: str
    channel: Channel
    status: SenderStatus
    status_reason: str | None
    held_until: datetime | None = Field(description="When one message tries whether the provider answers again.")
    failures: int = Field(description="How often in a row its provider failed; 0 as soon as it answers.")


class FindingShown(web.Output):
    """Something amiss, in the organisation's language."""

    code: FindingCode
    sentence: str = Field(examples=["The sender Shop (sms) is stopped: the account is suspended. What is queued for it stays queued."])
    fix: str = Field(description="What to do.")
    subject_id: UUID | None = Field(description="The sender or connection that it is about.")
    since: datetime | None = Field(description="Null where no time is known.")


class HealthShown(web.Output):
    """What an operator looks at first."""

    status: HealthStatus = Field(description="`ok`; `attention`: look at the findings; `stopped`: nothing leaves.", examples=["ok"])
    findings: list[FindingShown] = Field(description="What is amiss, the worst first. `tidings doctor` looks further.")
    campaigns_active: int
    queue_depth: int
    last_release_at: datetime | None
    senders: list[SenderHealth]

    @classmethod
    def of(cls, health: Health) -> Self:
        """Show the state of marketing."""
        return cls.model_validate(health)


def _by_state(stats: Stats) -> dict[str, dict[str, int]]:
    reasons: dict[str, Counter[str]] = {}
    for state, reason, people in stats.reasons:
        reasons.setdefault(state.word, Counter())[reason] += people
    return {state: dict(counts) for state, counts in reasons.items()}
