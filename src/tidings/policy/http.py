"""The allow-list: who may be sent to while an organisation tries out; and the rule packs: the law as Tidings knows it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.policy import service

router = web.router("allow-list", "/allow-list")
law_router = web.router("policy", "/policy")

_MOST_NUMBERS = 1_000

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]
Words = Annotated[list[str], BeforeValidator(sorted)]


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


class RuleShown(web.Output):
    """A rule of a pack, with what it rests on."""

    id: str = Field(examples=["fr-hours"])
    what: str = Field(description="hours, holidays, frequency, keywords, text, retention, sender or duty.", examples=["hours"])
    title: str
    terms: dict[str, object] = Field(description="What it demands.", examples=[{"hours": {"mon-sat": "08:00-20:00"}}])
    subdivisions: Words = Field(description="ISO 3166-2 without the country; empty: the whole jurisdiction.", examples=[["FL"]])
    only_without_subdivision: bool = Field(description="Holds where it is not known in which subdivision somebody is.")
    channels: Words
    purposes: Words
    valid_from: date
    valid_to: date | None = Field(description="The first day on which it is no longer in force.")
    may_be_widened: bool = Field(description="An organisation may send where the rule, as it stands, says no.")
    source: str
    confidence: str = Field(
        description="primary: the text was read; secondary: others report it; careful: our own caution; unconfirmed: sources disagree."
    )
    note: str | None


class PackLine(web.Output):
    """A rule pack in the list."""

    id: str = Field(examples=["FR"])
    name: str
    countries: Words = Field(description='"*" is every country that no other pack names.')
    reviewed_on: date


class PackShown(PackLine):
    """A rule pack, whole: rules of all times, each with the days between which it is in force."""

    rules: list[RuleShown]


@law_router.get("/packs", summary="List the rule packs")
async def list_packs(caller: Reads) -> web.Rows[PackLine]:  # noqa: ARG001 - the key is what admits
    """List the jurisdictions of which Tidings knows the law, by id. This is no legal advice."""
    return web.Rows(items=[PackLine.model_validate(pack) for pack in service.packs()], next_cursor=None)


@law_router.get("/packs/{pack_id}", summary="Show a rule pack", responses=web.problems(404))
async def show_pack(pack_id: web.Line, caller: Reads) -> PackShown:  # noqa: ARG001 - the key is what admits
    """Show the rules of a jurisdiction with their sources. This is no legal advice."""
    return PackShown.model_validate(service.pack(pack_id))
