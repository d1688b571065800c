"""What the waitlist keeps of a person, told, moved and removed as a whole."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS
from tidings.notices import service as notices
from tidings.waitlist.queries import bookings, catalogue, entries, offers, people, slots
from tidings.waitlist.queries.documents import wishes_to
from tidings.waitlist.service import asking


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Give the one who stays the entries, offers and bookings of the one who goes. Of an offer that ends by it nothing leaves any more."""
    moved = await people.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    await notices.withdraw(unit, organisation_id, moved.notices)
    return {"things": [str(each) for each in moved.things], "ended": [str(each) for each in moved.entries]}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each back what was theirs, and their place on the list to who lost it because they were one."""
    things = [UUID(each) for each in moved["things"]]
    await people.move(unit, organisation_id, merging.kept_id, merging.gone_id, things)
    back = await entries.restore(unit, organisation_id, [UUID(each) for each in moved.get("ended", ())])
    for service_id in sorted({each.service_id for each in back}):
        await slots.wake(unit, organisation_id, service_id)
    return []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return what a person waited for, was offered, and booked."""
    names = {each.id: each.name for each in await catalogue.services(unit, organisation_id, archived=True)}
    told: dict[str, list[dict[str, Any]]] = {"waits_for": [], "offers": [], "bookings": []}
    for contact_id in contact_ids:
        waited = await entries.page(unit, organisation_id, state=None, service_id=None, contact_id=contact_id, before=None, limit=MOST_ROWS)
        told["waits_for"] += [
            {"service": names.get(each.service_id), "wishes": wishes_to(each.wishes), "state": each.state.value, "since": each.created_at}
            for each in waited
        ]
        made = await offers.page(
            unit, organisation_id, slot_id=None, contact_id=contact_id, state=None, unclear=False, before=None, limit=MOST_ROWS
        )  # fmt: skip
        had = await bookings.page(unit, organisation_id, slot_id=None, contact_id=contact_id, state=None, before=None, limit=MOST_ROWS)
        known = {each.id: each for each in await slots.select(unit, organisation_id, [each.slot_id for each in (*made, *had)])}
        told["offers"] += [{"at": each.offered_at, "begins": known[each.slot_id].starts_at, "became": each.state.value} for each in made]
        told["bookings"] += [{"at": each.booked_at, "begins": known[each.slot_id].starts_at, "became": each.state.value} for each in had]
    return told


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who is or was on the list, or had a booking."""
    return await people.known(unit, organisation_id, contact_ids)


async def concerned_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return who of these waits, or had to do with the list or a booking since a moment."""
    return await people.concerned_since(unit, organisation_id, contact_ids, since) if contact_ids else set()


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's entries, offers and bookings; their slots are free again."""
    await asking.close_of_people(unit, organisation_id, leaving.contact_ids)
    await people.free_slots(unit, organisation_id, leaving.contact_ids)
    return await people.forget(unit, organisation_id, leaving.contact_ids)
