"""A person's tickets as a whole: moved with them, told to them, and emptied of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.repairs.queries import customers, photos, tickets
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.service.telling import source_of
from tidings.repairs.types import Entry, Photo, Ticket


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Make the tickets of the one who goes those of the one who stays, who is registered if either was."""
    known = await customers.registered(unit, organisation_id, [merging.gone_id, merging.kept_id])
    if merging.gone_id in known:
        await customers.copy_registration(unit, organisation_id, merging.gone_id, merging.kept_id)
        await customers.unregister(unit, organisation_id, [merging.gone_id])
    moved = await customers.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    return {"tickets": [str(each) for each in moved], "gone": merging.gone_id in known, "kept": merging.kept_id in known}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each back their own tickets; who had registered is registered."""
    await customers.move(unit, organisation_id, merging.kept_id, merging.gone_id, [UUID(each) for each in moved.get("tickets", ())])
    if moved.get("gone"):
        await customers.copy_registration(unit, organisation_id, merging.kept_id, merging.gone_id)
        if not moved.get("kept"):
            await customers.unregister(unit, organisation_id, [merging.kept_id])
    return []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return a person's tickets with what was done to each; what they were told is told with the notices."""
    theirs = await tickets.of_people(unit, organisation_id, contact_ids)
    lines = await tickets.histories(unit, organisation_id, [each.id for each in theirs])
    registered = await customers.registered(unit, organisation_id, contact_ids)
    pictures = await photos.of_tickets(unit, organisation_id, [each.id for each in theirs])
    return {
        "repairs": [_told(each, lines.get(each.id, ()), [one for one in pictures if one.ticket_id == each.id]) for each in theirs],
        "registered_for_repairs": [{"at": at} for at in registered.values()],
    }


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who has tickets."""
    theirs = await tickets.of_people(unit, organisation_id, contact_ids)
    return {(each.contact_id, None) for each in theirs if each.contact_id is not None}


async def concerned_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return who of these has a device here, or a ticket with which something was done since a moment, or registered since."""
    ended = [status for status, rule in STATUSES.items() if rule.end]
    return await customers.concerned_since(unit, organisation_id, contact_ids, since, ended) if contact_ids else set()


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Empty a person's tickets of them, pictures too; device, prices and statuses stay for the shop's books. Their links open nothing any more."""
    theirs = await tickets.of_people(unit, organisation_id, leaving.contact_ids)
    await conversations.close_questions(unit, organisation_id, [source_of(each) for each in theirs if each.asked_at])
    await customers.unregister(unit, organisation_id, leaving.contact_ids)
    pictures = await photos.delete_of_people(unit, organisation_id, leaving.contact_ids)
    return {"repair_photos": pictures, "repair_tickets": await customers.blank(unit, organisation_id, leaving.contact_ids)}


def _told(ticket: Ticket, lines: Sequence[Entry], pictures: Sequence[Photo]) -> dict[str, Any]:
    device = ticket.device
    return {
        "ticket": ticket.number,
        "opened_at": ticket.created_at,
        "device": device.kind,
        "brand": device.brand,
        "model": device.model,
        "serial_number": device.serial,
        "problem": device.problem,
        "status": ticket.status.value,
        "agreed_price": ticket.agreed,
        "history": [{"what": each.what.value, "at": each.at, "status": each.status.value, "note": each.note} for each in lines],
        "pictures": [{"type": each.content_type, "bytes": each.size, "at": each.added_at} for each in pictures],
    }
