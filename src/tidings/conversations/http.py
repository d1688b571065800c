"""What people wrote to us."""

from datetime import datetime
from mimetypes import guess_extension
from typing import Annotated, Self
from urllib.parse import quote
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.conversations import service
from tidings.conversations.types import Answer, AttachmentState, Decision, InboundAttachment, InboundMessage, ReadingKind, Refusal, Unclear
from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.ports.receipt import AttachmentKind, InboundKind, Place

router = web.router("inbound")

Reads = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]
Decides = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]

_LANGUAGES = ("en", "fr")
_FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


class AttachmentShown(web.Output):
    """A file that a person sent."""

    id: UUID
    kind: AttachmentKind
    state: AttachmentState = Field(description="`waiting` is still at the provider; only a `kept` one can be read.")
    content_type: str = Field(description="What its bytes say once it is kept, what the provider says before.", examples=["image/jpeg"])
    name: str = Field(description="As its sender calls it; empty where nobody said.", examples=["receipt.pdf"])
    size: int | None = Field(description="Bytes; null until it is kept.", examples=[48213])
    shown: bool = Field(description="Whether a page may show it as it is; any other is only downloaded.")
    refused: Refusal | None = Field(description="Why it is not kept.")
    explanation: dict[str, str] = Field(description="The same in words, by language.", examples=[{}])

    @classmethod
    def of(cls, file: InboundAttachment) -> Self:
        """Show a file."""
        return cls(
            id=file.id,
            kind=file.kind,
            state=file.state,
            content_type=file.content_type,
            name=file.name,
            size=file.size,
            shown=file.shown,
            refused=file.refused,
            explanation={language: service.why_refused(file.refused, language) for language in _LANGUAGES} if file.refused else {},
        )


class ConversationPlaceShown(web.Output):
    """Where somebody is."""

    latitude: float = Field(description="Degrees, north above nought.", examples=[48.8566])
    longitude: float = Field(description="Degrees, east above nought.", examples=[2.3522])
    name: str = Field(examples=["Atelier"])
    address: str = Field(examples=["1 rue de la Paix, Paris"])

    @classmethod
    def of(cls, place: Place) -> Self:
        """Show a place."""
        return cls(latitude=place.latitude, longitude=place.longitude, name=place.name, address=place.address)


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
    place: ConversationPlaceShown | None = Field(description="Of a location.")
    attachments: list[AttachmentShown]

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
            place=ConversationPlaceShown.of(message.place) if message.place else None,
            attachments=[AttachmentShown.of(file) for file in message.attachments],
        )


class UnclearShown(web.Output):
    """A message that may be an opt-out, and what was decided of it."""

    message: InboundShown
    contact_name: str | None = Field(description="Null for somebody without a name, and for nobody whom we know.", examples=["Ada Lovelace"])
    explanation: dict[str, str] = Field(
        description="Why it is held, in words, by language.", examples=[{"en": "speaks of: stop", "fr": "parle de\N{NO-BREAK SPACE}: stop"}]
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


@router.get(
    "/inbound/attachments/{attachment_id}",
    summary="Read a file that a person sent",
    response_class=Response,
    responses={200: {"content": _FILE, "description": "The file, of the type that its bytes say."}, **web.problems(404)},
)
async def read_attachment(attachment_id: UUID, caller: Reads, unit: web.Work) -> Response:
    """Return a file that is kept. A browser may show pictures, sound and film; anything else it only saves, and it runs nothing."""
    file = await service.open_file(unit, caller.organisation_id, attachment_id)
    name = quote(file.name or f"{attachment_id}{guess_extension(file.content_type) or ''}", safe="")
    headers = {
        "content-disposition": f"{'inline' if file.shown else 'attachment'}; filename*=UTF-8''{name}",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, max-age=3600",
    }
    return Response(file.content, media_type=file.content_type, headers=headers)
