"""`tidings repairs`: the counter of a repair shop."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.contacts import service as contacts
from tidings.content.types import PublicAddress
from tidings.infra.db.unit import Unit
from tidings.kernel.money import in_units
from tidings.kernel.words import Channel
from tidings.repairs import errors, service
from tidings.repairs.http import FurnishedShown, ShopFiguresShown, TicketShown, TicketStatusesShown, TicketWhole, ToldShown
from tidings.repairs.types import Device, Intake, Owner, Search, Status, Ticket

app = typer.Typer(no_args_is_help=True)

Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="The ticket's number.")]
_TICKETS = {"number": "ticket", "status": "status", "device_name": "device", "agreed": "agreed", "due_on": "due", "since": "since", "id": "id"}
_TOLD = {"asked_at": "asked for", "kind": "kind", "state": "state", "by": "by", "segments": "segments", "cost": "cost", "why": "why"}


@app.command()
def setup(
    emoji: Annotated[bool | None, typer.Option("--emoji/--plain", help="In which version texts are sent; by default as before.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Set up the shop: texts in English and French, kinds of notices; says what each text costs. Harmless when repeated."""

    async def work(desk: Desk) -> dict[str, Any]:
        public = PublicAddress(desk.installation.settings.public_base_url.rstrip("/"))
        async with desk.unit() as unit:
            made = await service.furnish(unit, desk.organisation.id, desk.actor, public, emoji=emoji)
        return FurnishedShown.of(made).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    columns = {"template": "text", "locale": "in", "encoding": "encoding", "units": "units", "segments": "segments", "dear": "made longer by"}
    write_rows([{**each, "dear": [one["character"] for one in each["dear"]]} for each in shown["texts"]], columns, nothing="No text was made.")


@app.command("open")
def open_ticket(
    kind: Annotated[str, typer.Argument(metavar="DEVICE", help="What it is: phone, laptop...")],
    phone: Annotated[str | None, typer.Option(help="Of whoever brings it.")] = None,
    email: Annotated[str | None, typer.Option(help="Of whoever brings it.")] = None,
    first_name: Annotated[str | None, typer.Option()] = None,
    last_name: Annotated[str | None, typer.Option()] = None,
    contact: Annotated[UUID | None, typer.Option(help="A contact who is known, in the place of phone and email.")] = None,
    agreed: Annotated[list[Channel] | None, typer.Option(help="A channel that they agreed to at the counter; repeat it.")] = None,
    brand: Annotated[str, typer.Option()] = "",
    model: Annotated[str, typer.Option()] = "",
    problem: Annotated[str | None, typer.Option()] = None,
    reference: Annotated[str | None, typer.Option(help="Yours: opened again with it, it is the same ticket.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Open a ticket and welcome its owner."""
    owner = Owner(contact, first_name, last_name, phone, email, agreed=tuple(agreed or ()))
    intake = Intake(owner, Device(kind, brand, model, problem=problem), reference)

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            opened = await service.open_ticket(unit, desk.organisation.id, desk.actor, intake)
        return {**TicketShown.of(opened.ticket).model_dump(mode="json"), "repeated": opened.repeated}

    _tell(run(work, organisation), json=json)


@app.command("list")
def list_tickets(
    status: Annotated[Status | None, typer.Option(help="In this status.")] = None,
    open_only: Annotated[bool, typer.Option("--open", help="Leave out what was collected.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List tickets, newest first."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            page = await service.tickets(unit, desk.organisation.id, Search(status, open_only=open_only), limit=limit)
        return [TicketShown.of(each).model_dump() for each in page.rows]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
    else:
        write_rows(
            [{**each, "device_name": each["device"]["name"], "agreed": _cents(each["agreed_cents"])} for each in rows], _TICKETS, nothing="None."
        )


@app.command()
def show(number: Number, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show a ticket, what was done to it, and its links."""

    async def work(desk: Desk) -> tuple[dict[str, Any], tuple[str, str]]:
        async with desk.unit() as unit:
            ticket = await _numbered(unit, desk, number)
            lines = await service.history(unit, desk.organisation.id, ticket.id)
            return TicketWhole.whole(ticket, lines).model_dump(), await service.links_of(unit, desk.organisation.id, ticket)

    shown, (page, person) = run(work, organisation)
    if json:
        write_json({**shown, "ticket_url": page, "person_url": person})
        return
    write_fields({
        "ticket": shown["number"], "device": shown["device"]["name"], "status": shown["status"], "since": shown["since"],
        "agreed": _cents(shown["agreed_cents"]), "paid": shown["paid_at"], "page": page, "owner": person,
    })  # fmt: skip
    columns = {"at": "when", "what": "what", "status": "status", "actor": "by", "note": "note"}
    write_rows(shown["history"], columns, nothing="Nothing was done.")


@app.command()
def move(
    number: Number,
    status: Annotated[Status, typer.Argument(metavar="STATUS")],
    note: Annotated[str | None, typer.Option(help="Why, for the history.")] = None,
    silently: Annotated[bool, typer.Option("--silently", help="Tell the owner nothing.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Give a ticket another status, and tell its owner where that status does."""
    _done(
        number,
        lambda unit, desk, each: service.move(unit, desk.organisation.id, desk.actor, each.id, status, note=note, telling=not silently),
        organisation,
        json=json,
    )


@app.command()
def estimate(
    number: Number,
    parts: Annotated[int, typer.Option(min=0, help="In hundredths of the currency, before tax.")] = 0,
    labour: Annotated[int, typer.Option(min=0, help="In hundredths of the currency, before tax.")] = 0,
    vat: Annotated[float | None, typer.Option(min=0, max=100, help="In per cent; by default that of the organisation's country.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Ask a ticket's owner about a price; they answer by YES or NO, or on the ticket's page."""

    async def work(unit: Unit, desk: Desk, ticket: Ticket) -> Ticket:
        rate = None if vat is None else round(vat * 100)
        price = await service.price_of(unit, desk.organisation.id, parts=parts, labour=labour, rate=rate)
        return await service.estimate(unit, desk.organisation.id, desk.actor, ticket.id, price)

    _done(number, work, organisation, json=json)


@app.command()
def answer(
    number: Number,
    agreed: Annotated[bool, typer.Option("--yes/--no", help="What the owner said.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Note what the owner said to the present estimate at the counter or on the phone."""
    _done(
        number,
        lambda unit, desk, each: service.answer_estimate(unit, desk.organisation.id, desk.actor, each.id, number=each.estimate, agreed=agreed),
        organisation,
        json=json,
    )


@app.command()
def paid(number: Number, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Note that the agreed price is paid: nobody is reminded of it any more."""
    _done(number, lambda unit, desk, each: service.pay(unit, desk.organisation.id, desk.actor, each.id), organisation, json=json)


@app.command()
def appoint(
    number: Number,
    at: Annotated[
        str | None, typer.Argument(metavar="TIME", help="Such as 2026-10-05T14:00, by the shop's clocks; left out: no time any more.")
    ] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Agree on when a device is fetched."""

    async def work(unit: Unit, desk: Desk, ticket: Ticket) -> Ticket:
        moment = contacts.moment_of(at, "at", ZoneInfo(desk.organisation.time_zone)) if at else None
        return await service.appoint(unit, desk.organisation.id, desk.actor, ticket.id, moment)

    _done(number, work, organisation, json=json)


@app.command()
def told(number: Number, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List what a ticket's owner was told, by which channels, and what it cost."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            ticket = await _numbered(unit, desk, number)
            page = await service.told_of_ticket(unit, desk.organisation.id, ticket.id)
        return [ToldShown.of(each, desk.language).model_dump() for each in page.rows]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
        return
    table = [
        {
            **each,
            "by": [one["channel"] for one in each["messages"]],
            "segments": sum(one["segments"] or 0 for one in each["messages"]),
            "cost": "unknown" if each["lacks"] else in_units(each["cost_micros"]),
            "why": each["reason"]["sentence"] if each["reason"] else None,
        }
        for each in rows
    ]
    write_rows(table, _TOLD, nothing="Nothing was told yet.")


@app.command()
def figures(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show this month: how many notices about tickets arrived, what they cost by day, and how far the budget is used."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            today = unit.at.astimezone(ZoneInfo(desk.organisation.time_zone)).date()
            return ShopFiguresShown.of(await service.figures(unit, desk.organisation.id, today.replace(day=1), today)).model_dump()

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    budget = in_units(shown["monthly_budget_micros"]) if shown["monthly_budget_micros"] else None
    cost = in_units(shown["month_cost_micros"])
    write_fields({"notices": shown["notices"], "arrived": shown["arrived"], "failed": shown["failed"], "cost": cost, "budget": budget})
    if shown["budget_alert"]:
        say("The budget is used up." if shown["budget_alert"] == "over" else "Four fifths of the budget are used.")
    columns = {"day": "day", "notices": "notices", "arrived": "arrived", "failed": "failed", "cost": "cost"}
    write_rows([{**each, "cost": in_units(each["cost_micros"])} for each in shown["days"]], columns, nothing="Nothing was told this month.")


@app.command()
def statuses(json: Json = False) -> None:
    """List the life of a ticket: which status may follow which, and which tells the owner."""
    shown = TicketStatusesShown.all().model_dump(mode="json")
    if json:
        write_json(shown)
    else:
        write_rows(shown["items"], {"status": "status", "next": "may be followed by", "tells": "tells by"}, nothing="None.")


def _done(number: int, work: Callable[[Unit, Desk, Ticket], Awaitable[Ticket]], organisation: str, *, json: bool) -> None:
    """Do something to the ticket of a number and tell how it stands then."""

    async def conducted(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            return TicketShown.of(await work(unit, desk, await _numbered(unit, desk, number))).model_dump(mode="json")

    _tell(run(conducted, organisation), json=json)


async def _numbered(unit: Unit, desk: Desk, number: int) -> Ticket:
    page = await service.tickets(unit, desk.organisation.id, Search(number=number), limit=1)
    if not page.rows:
        raise errors.no_number(number)
    return page.rows[0]


def _tell(shown: dict[str, Any], *, json: bool) -> None:
    if json:
        write_json(shown)
    else:
        say(f"Ticket {shown['number']}: {'there already, ' if shown.get('repeated') else ''}{shown['status']}.")


def _cents(amount: int | None) -> str | None:
    return None if amount is None else f"{amount / 100:.2f}"
