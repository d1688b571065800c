"""What people wrote to us."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.conversations import service
from tidings.conversations.types import Answer, Decision, InboundMessage, ReadingKind, Unclear
from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.ports.receipt import InboundKind

router = web.router("inbound")

Reads = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]
Decides = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]

_LANGUAGES = ("en", "fr")


class InboundShown(web.Output):
    """A message from a person."""

    id: UUID
    channel: Channel
    kind: InboundKind
    contact_id: UUID | None = Field(description="Null for somebody without a valid number.")
    sender_id: UUID | None = Field(description="Which of our numbers they wrote to.")
    sender: str = Field(description="Their number, or the provider's own id of a person without one.", examples=["+33612000001"])
    text: str = Field(examples=["STOP merci"])
    reading: ReadingKind = Field(description="What it was taken for; `unclear` speaks of stopping and needs a person.")
    why: str = Field(examples=["keyword: stop"])
    received_at: datetime

    @classmethod
    def of(cls, message: InboundMessage) -> Self:
        """Show a message."""
        return cls(
            id=message.id,
            channel=message.channel,
            kind=message.kind,
            contact_id=message.contact_id,
            sender_id=message.sender_id,
            sender=message.sender,
            text=message.text,
            reading=message.reading.kind,
            why=message.reading.why,
            received_at=message.received_at,
        )


class UnclearShown(web.Output):
    """A message that may be an opt-out, and what was decided of it."""

    message: InboundShown
    contact_name: str | None = Field(description="Null for somebody without a name, and for nobody whom we know.", examples=["Ada Lovelace"])
    explanation: dict[str, str] = Field(
        description="Why it is held, in words, by language.", examples=[{"en": "speaks of: stop", "fr": "parle de: stop"}]
    )
    decision: Decision | None = Field(description="Null while it waits; no marketing leaves for the address meanwhile.")
    decided_at: datetime | None
    decided_by: str | None = Field(examples=["key:019a9c3e-6f3b-7c1e-9a51-0242ac120002"])
    reason: str | None

    @classmethod
    def of(cls, unclear: Unclear) -> Self:
        """Show a message that was held."""
        return cls(
            message=InboundShown.of(unclear.message),
            contact_name=unclear.contact_name,
            explanation={language: service.why_told(unclear.message.reading, language) for language in _LANGUAGES},
            decision=unclear.decision,
            decided_at=unclear.decided_at,
            decided_by=unclear.decided_by,
            reason=unclear.reason,
        )


class ToDecide(web.Input):
    """What a message meant."""

    decision: Decision = Field(description="`opt_out` closes the channel as a STOP would have; with `keep` marketing may leave again.")
    reason: str = Field(default="", max_length=500, description="What they meant; needed for `keep`.", examples=["They asked about the bus stop."])


class ToClassify(web.Input):
    """A text to try."""

    text: str = Field(max_length=10_000, examples=["Merci de ne plus m'envoyer de SMS"])
    answering: list[Answer] = Field(default=[], description="What an open question expects: its words answer first, CANCEL and END too.")


class Classified(web.Output):
    """What a text would be taken for."""

    reading: ReadingKind
    why: str = Field(description="The rule and what it saw.", examples=["forbids sending: ne plus me send text"])
    explanation: dict[str, str] = Field(
        description="The same as a sentence, by language.", examples=[{"en": "It opts out.", "fr": "C'est un désabonnement."}]
    )


@router.post("/conversations/classify", summary="Try what a text would be taken for")
async def classify(body: ToClassify, _caller: Reads) -> Classified:
    """Say what a text would be taken for and why. Nothing is kept."""
    reading = service.classify(body.text, body.answering)
    return Classified(reading=reading.kind, why=reading.why, explanation={language: service.told(reading, language) for language in _LANGUAGES})


@router.get("/conversations/unclear", summary="List messages that may be opt-outs")
async def list_unclear(
    caller: Reads,
    unit: web.Work,
    paging: web.PageQuery,
    *,
    decided: Annotated[bool, Query(description="What was decided instead, the newest first.")] = False,
) -> web.Rows[UnclearShown]:
    """List what waits for a person to read, the oldest first. No marketing leaves for these addresses meanwhile."""
    listed = service.list_decided if decided else service.list_unclear
    page = await listed(unit, caller.organisation_id, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[UnclearShown.of(each) for each in page.rows], next_cursor=page.next_cursor)


@router.post("/conversations/unclear/{inbound_id}/decision", summary="Decide what a message meant", responses=web.problems(404, 409))
async def decide(inbound_id: UUID, body: ToDecide, caller: Decides, unit: web.Work) -> UnclearShown:
    """Decide, audited. The same decision again changes nothing."""
    return UnclearShown.of(await service.decide(unit, caller.organisation_id, caller.actor, inbound_id, body.decision, body.reason))


@router.get("/inbound", summary="List what people wrote")
async def list_inbound(
    caller: Reads,
    unit: web.Work,
    paging: web.PageQuery,
    channel: Channel | None = None,
    contact_id: UUID | None = None,
    reading: ReadingKind | None = None,
) -> web.Rows[InboundShown]:
    """List messages from people, newest first, with what each was taken for."""
    page = await service.list_inbound(
        unit,
        caller.organisation_id,
        channel=channel,
        contact_id=contact_id,
        reading=reading,
        cursor=paging.cursor,
        limit=paging.limit,
    )
    return web.Rows(items=[InboundShown.of(message) for message in page.rows], next_cursor=page.next_cursor)
