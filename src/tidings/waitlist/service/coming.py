"""Bookings to come, over several days: by service, by staff, or of somebody who is looked for."""

from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS, Page, decode_id_cursor, encode_cursor
from tidings.waitlist import errors
from tidings.waitlist.queries import bookings as queries
from tidings.waitlist.queries.bookings import Coming
from tidings.waitlist.types import Booking


async def bookings_to_come(
    unit: Unit,
    organisation_id: UUID,
    within: timedelta,
    *,
    service_id: UUID | None = None,
    staff_id: UUID | None = None,
    person: str = "",
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Booking]:
    """List bookings that stand and begin within a time from now, the soonest first.

    `person` is what was typed of somebody: beginnings of their names, a whole phone or email. Raises Invalid where it fits too many.
    """
    after = decode_id_cursor(cursor)
    people = await _people(unit, organisation_id, person) if person.strip() else None
    wanted = Coming(unit.at + within, service_id, staff_id, people)
    rows = await queries.to_come(unit, organisation_id, wanted, after, limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def _people(unit: Unit, organisation_id: UUID, person: str) -> list[UUID]:
    region = (await accounts.organisation(unit, organisation_id)).region
    found = await contacts.list_contacts(unit, organisation_id, contacts.sought_by(person), None, MOST_ROWS, region)
    if found.next_cursor is not None:
        raise errors.wrong("person", f"More than {MOST_ROWS} people are called so.", "Write more of the name, or a whole phone or email.")
    return [each.id for each in found.rows]
