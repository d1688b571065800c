"""The shop: set up, its hours, its statuses, its figures."""

from datetime import date, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Query
from pydantic import ConfigDict, Field, StrictBool

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, Scope
from tidings.content.types import PublicAddress
from tidings.infra import web
from tidings.repairs import errors, service
from tidings.repairs.http.sent import ShopSent
from tidings.repairs.http.shown import FurnishedShown, ShopFiguresShown, ShopShown, ShopTextShown, ShopTextsShown, TicketStatusesShown

router = web.router("repairs", "/repairs")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Furnishes = Annotated[Caller, web.needs(Scope.TEMPLATES_WRITE)]
_MOST_DAYS = 366


class SetupSent(web.Input):
    """How to set a shop up."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"emoji": False}]})

    emoji: StrictBool | None = Field(default=None, description="Whether texts go in their emoji version; null: as before.")


@router.post("/setup", summary="Set up the repair shop", responses=web.problems(409))
async def furnish(body: SetupSent, unit: web.Work, caller: Furnishes, address: Annotated[PublicAddress, web.part(PublicAddress)]) -> FurnishedShown:
    """Make the texts and kinds of notices of a repair shop in English and French, and say what each text costs. Harmless when repeated.

    Texts that are there stay as they are.
    """
    return FurnishedShown.of(await service.furnish(unit, caller.organisation_id, caller.actor, address, emoji=body.emoji))


@router.get("/shop", summary="Get how the shop works", responses=web.problems(409))
async def show_shop(unit: web.Work, caller: Reads) -> ShopShown:
    """Get the shop's hours, when owners are reminded, and its budget for messages."""
    return ShopShown.of(await service.shop(unit, caller.organisation_id))


@router.put("/shop", summary="Set how the shop works", responses=web.problems(409))
async def put_shop(body: ShopSent, unit: web.Work, caller: Furnishes) -> ShopShown:
    """Set the shop's hours, reminders and budget."""
    return ShopShown.of(await service.put_shop(unit, caller.organisation_id, caller.actor, body.shop()))


@router.get("/texts", summary="Say what the shop's texts cost", responses=web.problems(409))
async def texts(unit: web.Work, caller: Reads) -> ShopTextsShown:
    """Say what each text message costs as it is written now, with usual words in it, and which characters make it longer."""
    return ShopTextsShown(items=[ShopTextShown.of(each) for each in await service.text_reports(unit, caller.organisation_id)])


@router.get("/statuses", summary="List the statuses of tickets")
async def statuses(caller: Reads) -> TicketStatusesShown:
    """List the life of a ticket: which status may follow which, and which tells the owner."""
    del caller  # they are the same for everybody
    return TicketStatusesShown.all()


@router.get("/figures", summary="Get what the shop told its customers", responses=web.problems(409))
async def figures(
    unit: web.Work,
    caller: Reads,
    first: Annotated[web.Day | None, Query(description="From this day on; else the last thirty days.")] = None,
    last: Annotated[web.Day | None, Query(description="To this day; else to today.")] = None,
) -> ShopFiguresShown:
    """Get by day how many notices about tickets arrived, and what they cost, and how far the month's budget is used."""
    zone = ZoneInfo((await organisation(unit, caller.organisation_id)).time_zone)
    until = last or unit.at.astimezone(zone).date()
    since = first or until - timedelta(days=29)
    _check(since, until)
    return ShopFiguresShown.of(await service.figures(unit, caller.organisation_id, since, until))


def _check(first: date, last: date) -> None:
    if not timedelta(0) <= last - first < timedelta(days=_MOST_DAYS):
        raise errors.setting("first", "These are no days to look at.", "Give up to a year, the first day first.")
