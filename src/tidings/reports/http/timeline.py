"""One person's timeline over HTTP."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Query
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.reports import service
from tidings.reports.types import LineKind

people = web.router("contacts", "/contacts")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]


class LineShown(web.Output):
    """Something that passed between us and a person."""

    at: datetime
    kind: LineKind
    key: str = Field(description="Names it within its kind: an id, or of a message its message id with the step.")
    what: str = Field(description="A state, status, reading, reason or the name of an event.", examples=["delivered"])
    channel: str | None = Field(examples=["sms"])
    about: str | None = Field(description="By name: what asked for a message, a programme, an event.", examples=["Autumn"])
    more: dict[str, Any] = Field(description="What else is known: a reason, a purpose, an event's properties.")
    text: str | None = Field(description="What the person wrote.")
    sentence: str


@people.get("/{contact_id}/timeline", summary="List all that passed between us and a contact", responses=web.problems(404))
async def timeline(
    contact_id: UUID,
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    kind: Annotated[list[LineKind] | None, Query(description="Only these; by default all.")] = None,
    language: Annotated[
        str | None, Header(alias="Accept-Language", max_length=200, description="Of the sentences; else the organisation's.", examples=["fr"])
    ] = None,
) -> web.Rows[LineShown]:
    """List messages with where they stand, what the person wrote and did, consents, closed addresses and merges in one list, newest first."""
    found = await service.timeline(unit, caller.organisation_id, contact_id, kinds=kind or (), wanted=language, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=[LineShown.model_validate(each) for each in found.rows], next_cursor=found.next_cursor)
