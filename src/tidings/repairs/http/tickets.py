"""Tickets over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, Scope
from tidings.contacts.types import UNSET
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import spoken
from tidings.repairs import service
from tidings.repairs.http.sent import (
    AppointmentSent,
    EstimateAnswerSent,
    EstimateSent,
    ForetellSent,
    PriceSent,
    TicketEdit,
    TicketLinksSent,
    TicketSent,
    TicketStatusSent,
)
from tidings.repairs.http.shown import (
    ForetoldShown,
    TicketCountsShown,
    TicketLinksShown,
    TicketListed,
    TicketOpened,
    TicketShown,
    TicketWhole,
    ToldShown,
)
from tidings.repairs.types import Intake, Price, Search, Status

router = web.router("repairs", "/repairs")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]


@router.post("/tickets", status_code=201, summary="Open a ticket", responses=web.problems(404, 409))
async def open_ticket(body: TicketSent, unit: web.Work, caller: Writes) -> TicketOpened:
    """Take a device in, and welcome its owner within seconds: a walk-in by SMS (email where only that is known) with the link of their registration.

    Texts go only where the owner agreed: name the channels that they agreed to at the counter.
    """
    price = await _price(unit, caller, body.price) if body.price else None
    intake = Intake(body.owner.owner(), body.device.device(), body.reference, body.due_on, price, body.welcome)
    opened = await service.open_ticket(unit, caller.organisation_id, caller.actor, intake)
    return TicketOpened(**TicketShown.of(opened.ticket).model_dump(), repeated=opened.repeated)


@router.get("/tickets", summary="List tickets")
async def index(
    unit: web.Work,
    caller: Reads,
    page: web.PageQuery,
    status: Annotated[Status | None, Query(description="In this status.")] = None,
    contact_id: Annotated[UUID | None, Query(description="Of this contact.")] = None,
    number: Annotated[int | None, Query(ge=1, le=2**31, description="Of this number.")] = None,
    open_only: Annotated[bool, Query(description="Leave out what was collected.")] = False,  # noqa: FBT002 - a query
    search: Annotated[str, Query(max_length=100, description="A ticket's number, a whole phone number, or the beginnings of a name.")] = "",
) -> web.Rows[TicketListed]:
    """List tickets that fit everything given, newest first."""
    wanted = Search(status, contact_id, number, open_only, search.strip() or None)
    found = await service.tickets(unit, caller.organisation_id, wanted, cursor=page.cursor, limit=page.limit)
    owners = await service.bringers(unit, caller.organisation_id, found.rows)
    items = [TicketListed.listed(each, owners.get(each.contact_id) if each.contact_id else None) for each in found.rows]
    return web.Rows(items=items, next_cursor=found.next_cursor)


@router.get("/counts", summary="Count tickets by status")
async def count_tickets(unit: web.Work, caller: Reads) -> TicketCountsShown:
    """Count how many tickets stand in each status."""
    ready, found = await service.is_set_up(unit, caller.organisation_id), await service.counts(unit, caller.organisation_id)
    return TicketCountsShown(set_up=ready, counts=dict(found))


@router.get("/tickets/{ticket_id}", summary="Get a ticket", responses=web.problems(404))
async def show(ticket_id: UUID, unit: web.Work, caller: Reads) -> TicketWhole:
    """Get a ticket with all that was done to it, and by whom."""
    found = await service.ticket(unit, caller.organisation_id, ticket_id)
    owners = await service.bringers(unit, caller.organisation_id, [found])
    times = await service.times_of(unit, caller.organisation_id, found)
    bringer = owners.get(found.contact_id) if found.contact_id else None
    lines, pictures = await service.history(unit, caller.organisation_id, ticket_id), await service.photos(unit, caller.organisation_id, found)
    return TicketWhole.whole(found, lines, bringer, times, pictures)


@router.patch("/tickets/{ticket_id}", summary="Change a ticket", responses=web.problems(404))
async def change(ticket_id: UUID, body: TicketEdit, unit: web.Work, caller: Writes) -> TicketShown:
    """Change what stands on a ticket; its owner is not told."""
    edit = service.Edit(body.device.device() if body.device else UNSET, body.due_on if "due_on" in body.model_fields_set else UNSET)
    return TicketShown.of(await service.change(unit, caller.organisation_id, caller.actor, ticket_id, edit))


@router.post("/tickets/{ticket_id}/status", summary="Give a ticket another status", responses=web.problems(404, 409))
async def move(ticket_id: UUID, body: TicketStatusSent, unit: web.Work, caller: Writes) -> TicketShown:
    """Move a ticket on. Which status may follow, and which tells the owner, is in GET /repairs/statuses."""
    moved = await service.move(
        unit, caller.organisation_id, caller.actor, ticket_id, body.status, leaves=body.leaves, note=body.note, telling=body.tell
    )
    return TicketShown.of(moved)


@router.post("/tickets/{ticket_id}/foretell", summary="Say what the owner would be told", responses=web.problems(404, 409))
async def foretell(ticket_id: UUID, body: ForetellSent, unit: web.Work, caller: Writes, language: web.Languages = None) -> ForetoldShown:
    """Say in which words, by which channels and in how many segments a change would tell the owner, before it is made. Nothing is kept."""
    given = (unit, caller.organisation_id, ticket_id)
    if body.status is not None:
        found = await service.foretell_status(*given, body.status)
    elif body.estimate is not None:
        found = await service.foretell_estimate(*given, await _price(unit, caller, body.estimate))
    else:
        found = await service.foretell_appointment(*given, body.appointment_at)
    return ForetoldShown.of(found, await _spoken(unit, caller, language))


@router.post("/tickets/{ticket_id}/estimate", summary="Ask the owner about a price", responses=web.problems(404, 409))
async def estimate(ticket_id: UUID, body: EstimateSent, unit: web.Work, caller: Writes) -> TicketShown:
    """Send the owner an estimate that they answer by YES or NO, or on the ticket's page; until then the ticket waits for their approval."""
    price = await _price(unit, caller, body)
    return TicketShown.of(await service.estimate(unit, caller.organisation_id, caller.actor, ticket_id, price, note=body.note))


@router.post("/tickets/{ticket_id}/answer", summary="Take the owner's answer to an estimate", responses=web.problems(404, 409))
async def answer(ticket_id: UUID, body: EstimateAnswerSent, unit: web.Work, caller: Writes) -> TicketShown:
    """Note what the owner said at the counter or on the phone. The same answer again changes nothing."""
    answered = await service.answer_estimate(unit, caller.organisation_id, caller.actor, ticket_id, number=body.estimate, agreed=body.agreed)
    return TicketShown.of(answered)


@router.post("/tickets/{ticket_id}/payment", summary="Note that a repair is paid", responses=web.problems(404, 409))
async def pay(ticket_id: UUID, unit: web.Work, caller: Writes) -> TicketShown:
    """Note that the agreed price is paid: nobody is reminded of it any more. Done twice, it changes nothing."""
    return TicketShown.of(await service.pay(unit, caller.organisation_id, caller.actor, ticket_id))


@router.post("/tickets/{ticket_id}/appointment", summary="Agree on when a device is fetched", responses=web.problems(404, 409))
async def appoint(ticket_id: UUID, body: AppointmentSent, unit: web.Work, caller: Writes) -> TicketShown:
    """Agree on a time within the shop's hours, on another, or on none any more; the owner is told what changed."""
    return TicketShown.of(await service.appoint(unit, caller.organisation_id, caller.actor, ticket_id, body.at))


@router.post("/tickets/{ticket_id}/links", summary="Get the public links of a ticket", responses=web.problems(404, 409))
async def links(ticket_id: UUID, body: TicketLinksSent, unit: web.Work, caller: Writes) -> TicketLinksShown:
    """Get the addresses of a ticket's page and of its owner's, or make them anew: then those before open nothing any more."""
    if body.renew:
        await service.renew_links(unit, caller.organisation_id, caller.actor, ticket_id)
    found = await service.ticket(unit, caller.organisation_id, ticket_id)
    ticket_url, person_url = await service.links_of(unit, caller.organisation_id, found)
    return TicketLinksShown(ticket_url=ticket_url, person_url=person_url)


@router.get("/tickets/{ticket_id}/notices", summary="List what was told about a ticket", responses=web.problems(404))
async def told_of_ticket(ticket_id: UUID, unit: web.Work, caller: Reads, page: web.PageQuery, language: web.Languages = None) -> web.Rows[ToldShown]:
    """List what the owner was told, newest first: channels, states, the provider's ids, segments, times, and what it cost."""
    await service.ticket(unit, caller.organisation_id, ticket_id)
    found = await service.told_of_ticket(unit, caller.organisation_id, ticket_id, cursor=page.cursor, limit=page.limit)
    words = await _spoken(unit, caller, language)
    return web.Rows(items=[ToldShown.of(each, words) for each in found.rows], next_cursor=found.next_cursor)


@router.get("/customers/{contact_id}/notices", summary="List what a person was told about their repairs", responses=web.problems(404))
async def told_to_person(contact_id: UUID, unit: web.Work, caller: Reads, page: web.PageQuery, language: web.Languages = None) -> web.Rows[ToldShown]:
    """List what somebody was told about any ticket of theirs, newest first, with what it cost."""
    found = await service.told_to_person(unit, caller.organisation_id, contact_id, cursor=page.cursor, limit=page.limit)
    words = await _spoken(unit, caller, language)
    return web.Rows(items=[ToldShown.of(each, words) for each in found.rows], next_cursor=found.next_cursor)


async def _price(unit: Unit, caller: Caller, sent: PriceSent) -> Price:
    return await service.price_of(unit, caller.organisation_id, parts=sent.parts_cents, labour=sent.labour_cents, rate=sent.rate())


async def _spoken(unit: Unit, caller: Caller, wanted: str | None) -> str:
    return spoken(wanted) or (await organisation(unit, caller.organisation_id)).locale
