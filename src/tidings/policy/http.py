"""The allow-list: who may be sent to while an organisation tries out."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.policy import service

router = web.router("allow-list", "/allow-list")

_MOST_NUMBERS = 1_000

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]


class AllowedShown(web.Output):
    """A number that may be sent to."""

    id: UUID
    label: str = Field(description="The number, masked.", examples=["+33 ······01"])
    added_by: str
    added_at: datetime


class NumbersToAllow(web.Input):
    """Phone numbers to list."""

    phone_numbers: list[web.Line] = Field(min_length=1, max_length=_MOST_NUMBERS, examples=[["+33612000001"]])


class NumberLeftAside(web.Output):
    """A number that was not listed."""

    position: int = Field(description="From 0, in the list that was sent.")
    code: str = Field(examples=["too_short"])
    message: str
    fix: str | None


class ListingShown(web.Output):
    """What became of the numbers."""

    added: int
    already: int = Field(description="Listed before, or sent twice.")
    invalid: list[NumberLeftAside]


@router.get("", summary="List the numbers that may be sent to while trying out")
async def list_allowed(caller: Reads, unit: web.Work, paging: web.PageQuery) -> web.Rows[AllowedShown]:
    """List the allow-list, newest first. It counts only while the organisation sends to listed addresses only."""
    page = await service.list_allowed(unit, caller.organisation_id, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[AllowedShown.model_validate(row) for row in page.rows], next_cursor=page.next_cursor)


@router.post("", summary="List numbers")
async def allow(body: NumbersToAllow, caller: Operates, unit: web.Work) -> ListingShown:
    """Put numbers, in any way of writing, on the allow-list. The same numbers again add 0."""
    return ListingShown.model_validate(await service.allow_addresses(unit, caller.organisation_id, caller.actor, body.phone_numbers))


@router.delete("/{allowed_id}", status_code=204, summary="Take a number off the list", responses=web.problems(404))
async def disallow(allowed_id: UUID, caller: Operates, unit: web.Work) -> None:
    """Take a number off the allow-list."""
    await service.disallow_address(unit, caller.organisation_id, caller.actor, allowed_id)
