"""What people wrote to us."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.conversations import service
from tidings.conversations.types import Answer, InboundMessage, ReadingKind
from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.ports.receipt import InboundKind

router = web.router("inbound")

Reads = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]


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
    return Classified(reading=reading.kind, why=reading.why, explanation={language: service.told(reading, language) for language in ("en", "fr")})


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
