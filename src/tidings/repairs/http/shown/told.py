"""What owners were told, and would be."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from tidings.infra import web
from tidings.kernel.sms import Encoding
from tidings.kernel.words import Channel
from tidings.notices.types import NoticeState, Tried
from tidings.policy import service as policy
from tidings.repairs.types import Foretold, Told


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


class TellingShown(web.Output):
    """One channel of what would be told."""

    channel: Channel
    begins: bool = Field(description="Whether it would go there at once; the others follow on failure or silence.")
    reason: TicketWhyShown | None = Field(description="Why it can't be used; null where it can.")
    text: str | None = Field(description="What it would say, where the channel can be used.")
    encoding: Encoding | None = Field(description="Of an SMS.")
    segments: int | None = Field(description="Of an SMS.")


class ForetoldShown(web.Output):
    """What the owner would be told."""

    kind: str | None = Field(description="The kind of notice; null where nothing would be told.", examples=["repair_ready"])
    name: str | None = Field(description="What the kind is called.")
    tellings: list[TellingShown]

    @classmethod
    def of(cls, foretold: Foretold, language: str) -> Self:
        """Show what would be told."""
        tellings = [
            TellingShown(
                channel=each.channel,
                begins=each.begins,
                reason=TicketWhyShown.of(each.reason, language),
                text=each.text,
                encoding=each.sms.encoding if each.sms else None,
                segments=each.sms.segments if each.sms else None,
            )
            for each in foretold.tellings
        ]
        return cls(kind=foretold.kind, name=foretold.name, tellings=tellings)


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
