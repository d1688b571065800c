"""What the API answers of notices; the command line shows the same."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self
from uuid import UUID

from pydantic import Field

from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.messages.types import Key, State
from tidings.notices import service
from tidings.notices.types import Asked, Entry, Notice, NoticeState, Plan, Shown, Tried
from tidings.policy import service as policy

NAMELESS: Mapping[UUID, str] = MappingProxyType({})


class ReasonShown(web.Output):
    """A reason, in words too."""

    code: str = Field(examples=["no_address"])
    sentence: str
    fix: str
    detail: str | None = Field(description="What was missing, or a provider's own words.")

    @classmethod
    def of(cls, code: str | None, language: str, detail: str | None = None) -> Self | None:
        """Show a reason, None where there is none."""
        if code is None:
            return None
        words = policy.explanations([code], language).get(code)
        return cls(code=code, sentence=words.sentence if words else code, fix=words.fix if words else "", detail=detail)


class ChannelShown(web.Output):
    """A channel in a notice's plan."""

    channel: Channel
    usable: bool
    beside: bool = Field(description="Whether it goes at once with the first one.")
    reason: ReasonShown | None = Field(description="Why it can't be used; null if it can.")

    @classmethod
    def of(cls, entry: Entry, language: str) -> Self:
        """Show a channel of a plan."""
        reason = ReasonShown.of(entry.reason, language, entry.detail)
        return cls(channel=entry.channel, usable=entry.usable, beside=entry.beside, reason=reason)


class HabitShown(web.Output):
    """What a channel did for the person in the last ninety days."""

    channel: Channel
    tried: int = Field(description="Notices that were tried by it.")
    worked: int = Field(description="Of these: reached the person.")
    engaged: int = Field(description="Messages of any sort on it that the person read or answered.")


class PlanShown(web.Output):
    """By which channels a notice may go, in their order, and why not by others."""

    by: str = Field(description="Whose order it is: a cascade's name, `kind`, `person`, or `habit`.", examples=["standard"])
    channels: list[ChannelShown]
    habits: list[HabitShown] = Field(description="What was counted, of kinds that ask for smart choice; with too little to tell the cascade stands.")

    @classmethod
    def of(cls, plan: Plan, language: str) -> Self:
        """Show a plan."""
        return cls(by=plan.by, channels=[ChannelShown.of(each, language) for each in plan.entries], habits=habits_shown(plan))


def habits_shown(plan: Plan) -> list[HabitShown]:
    """Show what was counted for a plan."""
    return [HabitShown(channel=each.channel, tried=each.tried, worked=each.worked, engaged=each.engaged) for each in plan.habits]


class AttemptShown(web.Output):
    """One channel by which a notice was tried."""

    step: int
    channel: Channel
    beside: bool
    message_id: str = Field(description="Its message: GET /messages/{message_id}/trace.")
    state: str | None = Field(description="Where the ledger has the message; null once its month has left the ledger.", examples=["delivered"])
    reason: ReasonShown | None
    planned_at: datetime
    next_after: datetime | None = Field(
        description="From then on, if nothing was told, the next channel follows; null where only what comes back leads on."
    )
    counts_as_arrived: bool = Field(description="Whether it was taken by a channel that tells no arrival: it counts as arrived unless it comes back.")
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    segments: int | None
    cost_micros: int | None = Field(description="In millionths of `currency`, as the provider told it.")
    currency: str | None
    provider_id: str | None = Field(description="What the provider calls the message.")
    price_micros: int | None = Field(description="What it was to cost by the prices of then, in millionths of the organisation's currency.")

    @classmethod
    def of(cls, tried: Tried, contact_id: UUID, language: str) -> Self:
        """Show an attempt."""
        attempt, standing = tried.attempt, tried.standing
        counts = not attempt.tells and standing is not None and standing.state is State.SENT
        return cls(
            step=attempt.step,
            channel=attempt.channel,
            beside=attempt.beside,
            message_id=Key(attempt.source_id, standing.contact_id if standing else contact_id, 0).message_id,
            state=standing.state.word if standing else None,
            reason=ReasonShown.of(standing.reason, language, standing.detail) if standing else None,
            planned_at=attempt.planned_at,
            next_after=None if counts else attempt.overdue_at,
            counts_as_arrived=counts,
            sent_at=standing.sent_at if standing else None,
            delivered_at=standing.delivered_at if standing else None,
            read_at=standing.read_at if standing else None,
            segments=standing.segments if standing else None,
            cost_micros=standing.cost_micros if standing else None,
            currency=standing.currency if standing else None,
            provider_id=standing.provider_id if standing else None,
            price_micros=standing.price_micros if standing else None,
        )


class NoticeShown(web.Output):
    """One thing to say to one person: how it was tried, what became of it, and why."""

    id: UUID
    kind: str
    key: str
    contact_id: UUID
    contact_name: str | None = Field(description="As far as it is known, to whoever may read contacts.")
    subject_kind: str | None
    subject_id: str | None
    state: NoticeState
    reason: ReasonShown | None = Field(description="Why it ended so; null where the state says it all.")
    plan: PlanShown | None = Field(description="Null while it waits for others, and for what was not to be sent.")
    attempts: list[AttemptShown]
    joined_id: UUID | None = Field(description="The notice by which it was said, if several were said together.")
    created_at: datetime
    expires_at: datetime
    next_look_at: datetime | None = Field(description="When it is looked at again if nothing happens; null after its end.")
    ended_at: datetime | None

    @classmethod
    def of(cls, shown: Shown, language: str, names: Mapping[UUID, str] = NAMELESS) -> Self:
        """Show a notice with its attempts; `names` go by contact."""
        notice = shown.notice
        return cls(
            id=notice.id,
            kind=notice.kind,
            key=notice.key,
            contact_id=notice.contact_id,
            contact_name=names.get(notice.contact_id),
            subject_kind=notice.subject_kind,
            subject_id=notice.subject_id,
            state=notice.state,
            reason=ReasonShown.of(notice.reason, language),
            plan=PlanShown.of(notice.plan, language) if notice.plan else None,
            attempts=[AttemptShown.of(each, notice.contact_id, language) for each in shown.tried],
            joined_id=notice.joined_id,
            created_at=notice.created_at,
            expires_at=notice.expires_at,
            next_look_at=notice.next_look,
            ended_at=notice.ended_at,
        )


class NoticeWhole(NoticeShown):
    """A notice with what it says."""

    data: dict[str, Any] = Field(description="What it brings to its templates; empty once it was forgotten, a month after its end.")

    @classmethod
    def with_data(cls, shown: Shown, data: Mapping[str, Any], language: str, names: Mapping[UUID, str] = NAMELESS) -> Self:
        """Show a notice with what it says."""
        return cls(**NoticeShown.of(shown, language, names).model_dump(), data=dict(data))


class WrongShown(web.Output):
    """What is wrong with a request."""

    status: int = Field(description="What would be answered to it alone: 409 for a key that stands for something else.", examples=[404])
    code: str = Field(examples=["contact_unknown"])
    message: str
    field: str | None
    fix: str | None


class NoticeAskedShown(web.Output):
    """What became of one request."""

    position: int = Field(description="In the list that was sent, from 0.")
    id: UUID | None = Field(description="The notice; null if the request was refused.")
    state: NoticeState | None
    repeated: bool = Field(description="Whether the notice was there already, by its key.")
    differs: list[str] = Field(
        description="Of a key that stands for something else: the fields that differ, as `data.device`; never what stands in them.", examples=[[]]
    )
    error: WrongShown | None

    @classmethod
    def of(cls, asked: Asked, language: str = "en") -> Self:
        """Show what became of a request, and what is wrong with it in a language."""
        notice, error = asked.notice, asked.error
        message, fix = service.told(error, language) if error else ("", None)
        wrong = WrongShown(status=error.status, code=error.code, message=message, field=error.field, fix=fix) if error else None
        return cls(
            position=asked.position,
            id=_id(notice),
            state=notice.state if notice else None,
            repeated=asked.repeated,
            differs=list(asked.differs),
            error=wrong,
        )


class NoticesAskedShown(web.Output):
    """What became of all requests."""

    items: list[NoticeAskedShown]


class PreviewShown(PlanShown):
    """What a notice would do."""

    begins_with: list[Channel] = Field(description="By which channels it would go at once; empty: it would be refused.")


def _id(notice: Notice | None) -> UUID | None:
    return notice.id if notice else None
