"""`tidings waitlist`: slots, who waits for them, whom they are offered to, and who has booked."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.content.types import PublicAddress
from tidings.conversations.types import Answer
from tidings.waitlist import errors, service
from tidings.waitlist.http import BookingShown, EntryShown, FiguresShown, MatchShown, OfferShown, SlotShown
from tidings.waitlist.types import EntryState

app = typer.Typer(no_args_is_help=True)

SlotId = Annotated[UUID, typer.Argument(metavar="SLOT", help="The slot's id.")]
EntryId = Annotated[UUID, typer.Argument(metavar="ENTRY", help="Somebody's place on the list, by its id.")]
_SLOTS = {"starts_at": "begins", "state": "state", "service_id": "service", "staff_id": "staff", "id": "id"}
_ENTRIES = {
    "created_at": "waits since",
    "priority": "priority",
    "place": "place",
    "state": "state",
    "contact_name": "name",
    "contact_id": "contact",
    "service_id": "service",
    "not_asked": "no channel",
    "id": "id",
}
_MATCHES = {
    "rank": "turn",
    "priority": "priority",
    "waits_since": "waits since",
    "why_not": "why not",
    "contact_name": "name",
    "contact_id": "contact",
}
_OFFERS = {"offered_at": "offered", "state": "state", "channel": "by", "answered_at": "answered", "contact_name": "name", "id": "id"}
_BOOKINGS = {"booked_at": "booked", "state": "state", "via": "by", "contact_name": "name", "slot_id": "slot", "id": "id"}
_TO_COME = {"begins": "begins", "what": "service", "with": "with", "contact_name": "name", "id": "id"}
_CHANNELS = {"channel": "channel", "offers": "offers", "answered": "answered", "accepted": "accepted", "half_within_seconds": "half within s"}
_MOST = 200


@app.callback()
def waitlist() -> None:
    """Freed slots, offered to those who wait and booked once."""


@app.command("slots")
def list_slots(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the slots to come, with what each is now."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.slots(unit, desk.organisation.id, service.Wanted(unit.at), limit=_MOST)
        return [SlotShown.of(each).model_dump(mode="json") for each in found.rows]

    _write(run(work, organisation), _SLOTS, "There are no slots to come.", json=json)


@app.command("list")
def list_entries(
    every: Annotated[bool, typer.Option("--all", help="Also who has booked or left.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List who waits."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.entries(unit, desk.organisation.id, state=None if every else EntryState.WAITING, limit=_MOST)
            about = await service.around(unit, desk.organisation.id, entry_ids=[each.id for each in found.rows])
            silent = await service.unreached(unit, desk.organisation.id, found.rows)
        shown = [EntryShown.of(each, about, silent, desk.organisation.locale).model_dump(mode="json") for each in found.rows]
        return [each | {"not_asked": "; ".join(f"{channel}: {why}" for channel, why in each["told"].items())} for each in shown]

    _write(run(work, organisation), _ENTRIES, "Nobody waits.", json=json)


@app.command()
def matches(slot: SlotId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say whom a slot is for now, in which order, and why not the others. Nothing is sent."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.matches(unit, desk.organisation.id, slot)
            about = await service.around(unit, desk.organisation.id, contact_ids=service.people_of(found))
        return [MatchShown.of(each, about, desk.organisation.locale).model_dump(mode="json") for each in found]

    _write(run(work, organisation), _MATCHES, "Nobody waits for it.", json=json)


@app.command()
def offers(
    slot: Annotated[UUID | None, typer.Option(help="Of this slot.")] = None,
    unclear: Annotated[bool, typer.Option("--unclear", help="Answered by something that is not understood.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List who was asked, and what became of it."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.offers_made(unit, desk.organisation.id, slot_id=slot, unclear=unclear, limit=_MOST)
            about = await service.around_offers(unit, desk.organisation.id, found.rows)
        return [OfferShown.of(each, about, desk.organisation.locale).model_dump(mode="json") for each in found.rows]

    _write(run(work, organisation), _OFFERS, "Nobody was asked.", json=json)


@app.command()
def answer(
    offer: Annotated[UUID, typer.Argument(metavar="OFFER", help="The offer's id.")],
    yes: Annotated[bool, typer.Option("--yes/--no", help="What they said.")],
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Answer an offer for somebody who told you what they want."""

    async def work(desk: Desk) -> str:
        async with desk.unit() as unit:
            outcome = await service.answer_offer(unit, desk.organisation.id, offer, Answer.YES if yes else Answer.NO, desk.actor)
            if outcome is None:
                raise errors.not_there("offer", offer)
            return outcome.tells.value

    say(f"{run(work, organisation).capitalize()}.")


@app.command()
def bookings(
    slot: Annotated[UUID | None, typer.Option(help="Of this slot.")] = None, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION
) -> None:
    """List bookings, newest first."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.bookings(unit, desk.organisation.id, slot_id=slot, limit=_MOST)
            people, slots = [each.contact_id for each in found.rows], [each.slot_id for each in found.rows]
            about = await service.around(unit, desk.organisation.id, contact_ids=people, slot_ids=slots)
        return [BookingShown.of(each, about).model_dump(mode="json") for each in found.rows]

    _write(run(work, organisation), _BOOKINGS, "Nothing is booked.", json=json)


@app.command("to-come")
def to_come(
    days: Annotated[int, typer.Option(min=1, max=366, help="That begin within so many days.")] = 7,
    person: Annotated[str, typer.Option(help="Of somebody: beginnings of their names, a whole phone or email.")] = "",
    service_id: Annotated[UUID | None, typer.Option("--service", help="Of this service.")] = None,
    staff_id: Annotated[UUID | None, typer.Option("--staff", help="With this member of the staff.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List bookings to come, the soonest first."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.bookings_to_come(
                unit, desk.organisation.id, timedelta(days=days), service_id=service_id, staff_id=staff_id, person=person, limit=_MOST
            )
            people, slots = [each.contact_id for each in found.rows], [each.slot_id for each in found.rows]
            about = await service.around(unit, desk.organisation.id, contact_ids=people, slot_ids=slots)
        shown = [BookingShown.of(each, about).model_dump(mode="json") for each in found.rows]
        return [each | {"begins": each["slot"]["starts_at"], "what": each["slot"]["service"], "with": each["slot"]["staff"]} for each in shown]

    _write(run(work, organisation), _TO_COME, "Nothing is booked in this time.", json=json)


@app.command()
def cancel(
    booking: Annotated[UUID, typer.Argument(metavar="BOOKING", help="The booking's id.")], organisation: InOrganisation = DEFAULT_ORGANISATION
) -> None:
    """Cancel a booking, tell its person, and have the slot offered to whoever waits."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.cancel(unit, desk.organisation.id, desk.actor, booking)

    run(work, organisation)
    say(f"{booking} is cancelled; its slot is offered to whoever waits.")


@app.command()
def close(slot: SlotId, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Offer a slot to nobody any more; it can be opened again while it is to come."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.close_slot(unit, desk.organisation.id, desk.actor, slot)

    run(work, organisation)
    say(f"{slot} is closed.")


@app.command("open")
def open_slot(slot: SlotId, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Open a slot again that was closed by mistake, and have it offered to whoever waits."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.open_slot(unit, desk.organisation.id, desk.actor, slot)

    run(work, organisation)
    say(f"{slot} is open; it is offered to whoever waits.")


@app.command()
def leave(entry: EntryId, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Take somebody off the list; what they are being offered goes to the next."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.leave(unit, desk.organisation.id, desk.actor, entry)

    run(work, organisation)
    say(f"{entry} waits no more.")


@app.command()
def restore(entry: EntryId, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Give somebody who left the list their place back, as since they joined."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.restore(unit, desk.organisation.id, desk.actor, entry)

    run(work, organisation)
    say(f"{entry} waits again, as since they joined.")


@app.command()
def figures(
    days: Annotated[int, typer.Option(min=1, max=3650, help="Of so many days.")] = 30,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Show what came of the list, and how people answer by channel."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            since: datetime = unit.at.astimezone(UTC) - timedelta(days=days)
            return FiguresShown.of(await service.figures(unit, desk.organisation.id, since), since).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    write_fields({name: value for name, value in shown.items() if name != "by_channel"})
    write_rows(shown["by_channel"], _CHANNELS, nothing="No offer left yet.")


@app.command()
def link(organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Make the texts that are missing, and show the address of the sign-up page."""

    async def work(desk: Desk) -> str:
        public = PublicAddress(desk.installation.settings.public_base_url.rstrip("/"))
        async with desk.unit() as unit:
            await service.set_up(unit, desk.organisation.id, desk.actor, desk.organisation.locale)
            return await service.sign_up_url(unit, desk.organisation.id, public)

    say(run(work, organisation))


def _write(rows: list[dict[str, Any]], columns: dict[str, str], nothing: str, *, json: bool) -> None:
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, columns, nothing=nothing)
