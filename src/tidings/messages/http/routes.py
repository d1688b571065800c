"""Routes."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Path, Query
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.messages import errors, service
from tidings.messages.http.answers import MESSAGE_ID, SettledAllShown, SettledShown, TraceShown, UnconfirmedShown
from tidings.messages.service import Outlooks
from tidings.messages.types import Decision, Key

router = web.router("messages", "/messages")

Reads = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]
Sends = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]
Language = Annotated[
    str | None,
    Header(alias="Accept-Language", max_length=200, description="Of the sentences; else the organisation's.", examples=["fr"]),
]
MessageId = Annotated[str, Path(max_length=100, description="The message's id, as it stands in lists.", examples=[MESSAGE_ID])]


class Settlement(web.Input):
    """What a person decides about an unconfirmed message."""

    outcome: Decision = Field(
        description="`arrived`: it was sent. `not_sent`: it was not, and shall not be. `send_again`: send it, though it may arrive twice.",
        examples=["arrived"],
    )
    reason: web.Line = Field(description="How you know, or why; for the audit and the trace, without personal data.", examples=["They answered us."])


class SettlementOfAll(Settlement):
    """What a person decides about all unconfirmed messages of a campaign."""

    source_id: UUID = Field(description="The campaign's id.")


@router.get("/unconfirmed", summary="List what a person must decide")
async def list_unconfirmed(
    unit: web.Work,
    caller: Reads,
    paging: web.PageQuery,
    source_id: Annotated[UUID | None, Query(description="Only of this campaign or test.")] = None,
    language: Language = None,
) -> web.Rows[UnconfirmedShown]:
    """List messages that may have been sent and that nobody can find out about any more, of the oldest campaign first.

    They are never sent again by themselves; a receipt that comes late takes them off this list.
    """
    page = await service.unconfirmed(unit, caller.organisation_id, source_id=source_id, cursor=paging.cursor, limit=paging.limit)
    around = await service.around_unconfirmed(unit, caller.organisation_id, page.rows, language)
    return web.Rows(items=[UnconfirmedShown.of(row, around) for row in page.rows], next_cursor=page.next_cursor)


@router.post("/unconfirmed/settle", summary="Decide about all unconfirmed messages of a campaign", responses=web.problems(404, 409))
async def settle_all(body: SettlementOfAll, unit: web.Work, caller: Sends) -> SettledAllShown:
    """Decide the same about all of them, 5,000 at a time: repeat it while some are `left`. Audited.

    Each is settled once, however often this is asked. What is still looked for is not among them.
    """
    return SettledAllShown.of(await service.settle_all(unit, caller.organisation_id, caller.actor, body.source_id, body.outcome, body.reason))


@router.post("/{message_id}/settle", summary="Decide about an unconfirmed message", responses=web.problems(404, 409))
async def settle(message_id: MessageId, body: Settlement, unit: web.Work, caller: Sends) -> SettledShown:
    """Say that it arrived, that it was not sent, or that it shall be sent again within its campaign's plan. Audited.

    Whoever is first counts: if a receipt or somebody else has settled it, this is refused with 409.
    """
    return SettledShown.of(await service.settle(unit, caller.organisation_id, caller.actor, _key(message_id), body.outcome, body.reason))


@router.get("/{message_id}/trace", summary="Explain a message", responses=web.problems(404))
async def trace(
    message_id: MessageId, unit: web.Work, caller: Reads, outlooks: Annotated[Outlooks, web.part(Outlooks)], language: Language = None
) -> TraceShown:
    """Show every step and decision with its time and reason, and if it has not left, what it waits for."""
    found = await service.trace(unit, caller.organisation_id, _key(message_id), outlooks)
    return TraceShown.of(found, await service.around_trace(unit, caller.organisation_id, found, language))


def _key(message_id: str) -> Key:
    key = Key.read(message_id)
    if key is None:
        raise errors.no_such_message()
    return key
