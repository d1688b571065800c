"""What the API answers of repairs; the command line shows the same."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from tidings.content.types import SmsReport
from tidings.infra import web
from tidings.kernel.sms import Encoding, Reason
from tidings.kernel.words import Channel
from tidings.notices.types import NoticeState, Tried
from tidings.policy import service as policy
from tidings.repairs import service
from tidings.repairs.types import Entry, Figures, Furnished, Price, Shop, Status, TextReport, Ticket, Told, What


class ShopHoursShown(web.Output):
    """When the shop is open on a weekday."""

    weekday: int
    opens: str = Field(examples=["09:30"])
    closes: str = Field(examples=["18:30"])


class ShopShown(web.Output):
    """How a shop works."""

    hours: list[ShopHoursShown]
    pickup_days: list[int]
    payment_days: list[int]
    monthly_budget_micros: int | None
    emoji: bool

    @classmethod
    def of(cls, shop: Shop) -> Self:
        """Show a shop."""
        hours = [ShopHoursShown(weekday=each.weekday, opens=f"{each.opens:%H:%M}", closes=f"{each.closes:%H:%M}") for each in shop.hours]
        return cls(
            hours=hours,
            pickup_days=list(shop.pickup_days),
            payment_days=list(shop.payment_days),
            monthly_budget_micros=shop.budget,
            emoji=shop.emoji,
        )


class DearShown(web.Output):
    """A character that costs, and what it would save to write another."""

    character: str
    name: str
    reason: Reason
    replacement: str | None
    segments_saved: int


class ShopTextShown(web.Output):
    """One text, with usual words in it, and what it costs."""

    template: str
    kind: str
    locale: str
    emoji: bool = Field(description="The version with emoji, beside the plain one.")
    text: str
    encoding: Encoding
    units: int
    segments: int
    remaining: int = Field(description="Units still free in the last segment.")
    dear: list[DearShown] = Field(description="Characters that make it longer; empty where nothing saves a segment.")

    @classmethod
    def of(cls, told: TextReport) -> Self:
        """Show a text."""
        report: SmsReport = told.report
        dear = [
            DearShown(character=each.character, name=each.name, reason=each.reason, replacement=each.replacement, segments_saved=each.segments_saved)
            for each in report.suggestions
        ]
        return cls(
            template=told.template,
            kind=told.kind,
            locale=told.locale,
            emoji=told.emoji,
            text=told.text,
            encoding=report.count.encoding,
            units=report.count.units,
            segments=report.count.segments,
            remaining=report.count.remaining,
            dear=dear,
        )


class FurnishedShown(web.Output):
    """What setting up made."""

    templates: list[str]
    kinds: list[str]
    texts: list[ShopTextShown]

    @classmethod
    def of(cls, made: Furnished) -> Self:
        """Show what was made."""
        return cls(templates=[each.name for each in made.templates], kinds=list(made.kinds), texts=[ShopTextShown.of(each) for each in made.texts])


class TicketStatusShown(web.Output):
    """A status, and what holds of it."""

    status: Status
    words: dict[str, str] = Field(description="Its name for people, by language.")
    next: list[Status] = Field(description="Which may follow.")
    tells: str | None = Field(description="The kind of notice that tells the owner; null: they are not told.")
    waits_for_owner: bool
    end: bool


class TicketStatusesShown(web.Output):
    """The life of a ticket."""

    items: list[TicketStatusShown]

    @classmethod
    def all(cls) -> Self:
        """Show all statuses."""
        return cls(
            items=[
                TicketStatusShown(
                    status=status, words=dict(rule.words), next=list(rule.next), tells=rule.tells, waits_for_owner=rule.waits_for_owner, end=rule.end
                )
                for status, rule in service.STATUSES.items()
            ]
        )


class DeviceShown(web.Output):
    """A device."""

    kind: str
    brand: str
    model: str
    name: str
    serial: str | None
    problem: str | None


class TicketPriceShown(web.Output):
    """A price, whole: what it is made of and what it comes to."""

    parts_cents: int
    labour_cents: int
    vat_percent: float
    vat_cents: int
    total_cents: int = Field(description="With tax.")

    @classmethod
    def of(cls, price: Price | None) -> Self | None:
        """Show a price, None where there is none."""
        if price is None:
            return None
        return cls(parts_cents=price.parts, labour_cents=price.labour, vat_percent=price.rate / 100, vat_cents=price.tax, total_cents=price.total)


class TicketShown(web.Output):
    """A ticket."""

    id: UUID
    number: int
    reference: str | None
    contact_id: UUID | None = Field(description="Whose it is; null once they were erased.")
    walk_in: bool = Field(description="Whether its owner had not registered when it was opened.")
    device: DeviceShown
    status: Status
    since: datetime
    estimate: int = Field(description="Which estimate it is; 0: there was none.")
    price: TicketPriceShown | None
    agreed_cents: int | None = Field(description="What was agreed to, with tax.")
    due_on: date | None
    appointment_at: datetime | None
    paid_at: datetime | None
    remind_at: datetime | None = Field(description="When its owner is reminded next.")
    created_by: str
    created_at: datetime
    changed_at: datetime

    @classmethod
    def of(cls, ticket: Ticket) -> Self:
        """Show a ticket."""
        return cls(
            id=ticket.id,
            number=ticket.number,
            reference=ticket.reference,
            contact_id=ticket.contact_id,
            walk_in=ticket.walk_in,
            device=DeviceShown.model_validate(ticket.device),
            status=ticket.status,
            since=ticket.since,
            estimate=ticket.estimate,
            price=TicketPriceShown.of(ticket.price),
            agreed_cents=ticket.agreed,
            due_on=ticket.due_on,
            appointment_at=ticket.appointment_at,
            paid_at=ticket.paid_at,
            remind_at=ticket.remind_at,
            created_by=ticket.created_by,
            created_at=ticket.created_at,
            changed_at=ticket.changed_at,
        )


class TicketOpened(TicketShown):
    """A ticket that was opened."""

    repeated: bool = Field(description="Whether it was there already, by its reference.")


class TicketEntryShown(web.Output):
    """Something that was done to a ticket."""

    id: UUID
    what: What
    status: Status
    before: Status | None
    amount_cents: int | None
    note: str | None
    actor: str
    at: datetime


class TicketWhole(TicketShown):
    """A ticket with all that was done to it."""

    history: list[TicketEntryShown]

    @classmethod
    def whole(cls, ticket: Ticket, lines: Sequence[Entry]) -> Self:
        """Show a ticket with its history."""
        shown = [
            TicketEntryShown(
                id=each.id,
                what=each.what,
                status=each.status,
                before=each.before,
                amount_cents=each.amount,
                note=each.note,
                actor=each.actor,
                at=each.at,
            )
            for each in lines
        ]
        return cls(**TicketShown.of(ticket).model_dump(), history=shown)


class TicketLinksShown(web.Output):
    """The public links of a ticket. Whoever has one may act for the owner: give it to nobody else."""

    ticket_url: str
    person_url: str = Field(description="Registration and profile.")


class TicketWhyShown(web.Output):
    """A reason, in words too."""

    code: str = Field(examples=["no_address"])
    sentence: str

    @classmethod
    def of(cls, code: str | None, language: str) -> Self | None:
        """Show a reason, None where there is none."""
        if code is None:
            return None
        words = policy.explanations([code], language).get(code)
        return cls(code=code, sentence=words.sentence if words else code)


class TicketMessageShown(web.Output):
    """One message by which a notice was tried."""

    channel: Channel
    state: str | None = Field(description="Where the ledger has it; null once its month has left the ledger.", examples=["delivered"])
    reason: TicketWhyShown | None
    provider_id: str | None = Field(description="What the provider calls it.")
    segments: int | None
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None

    @classmethod
    def of(cls, tried: Tried, language: str) -> Self:
        """Show a message."""
        standing = tried.standing
        if standing is None:
            nothing = dict.fromkeys(("state", "reason", "provider_id", "segments", "sent_at", "delivered_at", "read_at"))
            return cls(channel=tried.attempt.channel, **nothing)
        return cls(
            channel=tried.attempt.channel,
            state=standing.state.word,
            reason=TicketWhyShown.of(standing.reason, language),
            provider_id=standing.provider_id,
            segments=standing.segments,
            sent_at=standing.sent_at,
            delivered_at=standing.delivered_at,
            read_at=standing.read_at,
        )


class LeftOutShown(web.Output):
    """A channel that was not used, and why."""

    channel: Channel
    reason: TicketWhyShown


class ToldShown(web.Output):
    """One thing that an owner was told, and what it cost. GET /notices/{notice_id} tells all of it."""

    notice_id: UUID
    kind: str = Field(examples=["repair_ready"])
    ticket_id: str | None
    state: NoticeState
    reason: TicketWhyShown | None = Field(description="Why it ended so; null where the state says it all.")
    messages: list[TicketMessageShown]
    left_out: list[LeftOutShown] = Field(description="Channels that could not be used.")
    asked_at: datetime
    delivered_after_seconds: float | None = Field(description="From asking for it until it arrived.")
    cost_micros: int = Field(description="In millionths of the organisation's currency.")
    estimated: bool = Field(description="Whether some of it is by the price list, because the provider told none.")
    lacks: str | None = Field(description="What is missing where the cost of a message is not known.")

    @classmethod
    def of(cls, told: Told, language: str) -> Self:
        """Show what was told."""
        notice, tried = told.notice.notice, told.notice.tried
        arrived = [each.standing.delivered_at for each in tried if each.standing and each.standing.delivered_at]
        entries = notice.plan.entries if notice.plan else ()
        return cls(
            notice_id=notice.id,
            kind=notice.kind,
            ticket_id=notice.subject_id,
            state=notice.state,
            reason=TicketWhyShown.of(notice.reason, language),
            messages=[TicketMessageShown.of(each, language) for each in tried],
            left_out=[LeftOutShown(channel=each.channel, reason=why) for each in entries if (why := TicketWhyShown.of(each.reason, language))],
            asked_at=notice.created_at,
            delivered_after_seconds=(min(arrived) - notice.created_at).total_seconds() if arrived else None,
            cost_micros=told.cost_micros,
            estimated=told.estimated,
            lacks=told.lacks,
        )


class ShopDayShown(web.Output):
    """A day of notices about tickets."""

    day: date
    notices: int
    arrived: int
    failed: int
    pending: int
    cost_micros: int
    unpriced: int


class ShopFiguresShown(web.Output):
    """What a shop told."""

    days: list[ShopDayShown]
    notices: int
    arrived: int
    failed: int
    success_rate: float | None = Field(description="Arrived among those of which it is known.")
    cost_micros: int
    unpriced: int = Field(description="Notices with a message whose cost nobody knows.")
    month_cost_micros: int
    monthly_budget_micros: int | None
    budget_used: float | None
    budget_alert: str | None = Field(description="`near` from four fifths of the budget on, `over` once it is used up.", examples=["near"])

    @classmethod
    def of(cls, figures: Figures) -> Self:
        """Show figures."""
        return cls(
            days=[ShopDayShown.model_validate(each) for each in figures.days],
            notices=figures.notices,
            arrived=figures.arrived,
            failed=figures.failed,
            success_rate=figures.rate,
            cost_micros=figures.cost_micros,
            unpriced=figures.unpriced,
            month_cost_micros=figures.month_micros,
            monthly_budget_micros=figures.budget_micros,
            budget_used=figures.budget_used,
            budget_alert=service.alert(figures.budget_used),
        )
