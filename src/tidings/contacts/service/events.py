"""What people did: taken in batches, recorded once, listed."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts.errors import months_in_use, too_many_events
from tidings.contacts.queries import events as queries
from tidings.contacts.rules.occurrences import MOST_AT_ONCE, read_event
from tidings.contacts.service.finding import find_people, wrong_row
from tidings.contacts.service.people import contact
from tidings.contacts.types import EventFilter, EventName, EventsTaken, Occurrence, StoredEvent, ToldEvent, WrongRow
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.events import Happened
from tidings.kernel.paging import Page, decode_cursor, encode_cursor

RECENT = timedelta(days=30)
"""What counts of names are over."""
_MOST_NAMES = 500
_MONTHS_AHEAD = 2
"""So many, that all workers may be down for a month. Events of a month without a partition wait in the default one."""


def read_events(rows: Sequence[object], now: datetime, zone: tzinfo | None = None) -> tuple[Mapping[int, ToldEvent], Sequence[WrongRow]]:
    """Read events as they were told, by their places from 0; a time without an offset is of `zone`. Raises Invalid if there are too many."""
    if len(rows) > MOST_AT_ONCE:
        raise too_many_events(MOST_AT_ONCE)
    told: dict[int, ToldEvent] = {}
    wrong: list[WrongRow] = []
    for position, row in enumerate(rows):
        try:
            told[position] = read_event(row, now, zone)
        except Invalid as error:
            wrong.append(wrong_row(position, error))
    return told, wrong


async def take_events(unit: Unit, organisation_id: UUID, told: Mapping[int, ToldEvent], *, source: str, create_contacts: bool = False) -> EventsTaken:
    """Record events by their places: told twice (same contact, name, time and id) they count once, and one that is wrong loses no other.

    A constant number of statements, see `find_people`. Call `open_months_of_events` first, in a unit of its own.
    """
    region = (await accounts.organisation(unit, organisation_id)).region
    found = await find_people(unit, organisation_id, {place: each.who for place, each in told.items()}, region, create=create_contacts)
    occurrences = [
        Occurrence(each.id, found.people[place], each.name, each.at, source, each.properties) for place, each in told.items() if place in found.people
    ]
    recorded = await record_events(unit, organisation_id, occurrences)
    return EventsTaken(recorded, len(occurrences) - recorded, len(found.created), found.wrong)


async def record_events(unit: Unit, organisation_id: UUID, occurrences: Sequence[Occurrence]) -> int:
    """Record what people did and tell it as `event.recorded`, all that is new at once. Returns how many are.

    An event reported again (same contact, name, time and id) counts once.
    """
    if not occurrences:
        return 0
    fresh = await queries.add(unit, organisation_id, occurrences)
    news = {(each.id, each.at): each for each in occurrences if (each.id, each.at) in fresh}
    if news:
        unit.happened(Happened("event.recorded", organisation_id, {"events": [_told(each) for each in news.values()]}))
    return len(fresh)


async def events_of(unit: Unit, organisation_id: UUID, contact_id: UUID, wanted: EventFilter, cursor: str | None, limit: int) -> Page[StoredEvent]:
    """Return what a contact did, newest first. Raises NotFound, and Invalid on a foreign cursor."""
    await contact(unit, organisation_id, contact_id)
    rows = await queries.page(unit, organisation_id, contact_id, wanted, _place(cursor), limit + 1)
    shown = rows[:limit]
    return Page(shown, encode_cursor(shown[-1].at.isoformat(), str(shown[-1].id)) if len(rows) > limit else None)


async def event_names(unit: Unit, organisation_id: UUID) -> list[EventName]:
    """Return what names events have, in their order, 500 at most, with counts of the last 30 days (engine role: it may use every index)."""
    return await queries.names(unit, organisation_id, unit.at - RECENT, _MOST_NAMES)


async def open_months_of_events(unit: Unit, moments: Sequence[datetime]) -> None:
    """Have partitions ready for the months of these moments (engine role). Raises Busy if the tables are in use for longer than 3 s.

    Do it in a unit of its own: until that ends nobody else reads or writes events.
    """
    current = (unit.at.year, unit.at.month)
    months = {(moment.year, moment.month) for moment in (each.astimezone(UTC) for each in moments)}
    older = [datetime(year, month, 1, tzinfo=UTC) for year, month in months if (year, month) < current]
    if older and not await queries.open_months_of(unit, older):
        raise months_in_use()


async def open_event_months(unit: Unit) -> None:
    """Have partitions ready for the events of this month and the next ones (engine role); harmless when they are."""
    await queries.open_months(unit, unit.at, _MONTHS_AHEAD)


async def forget_events(unit: Unit, before: datetime) -> int:
    """Drop the events of months that were over before a moment, for all organisations; returns how many months (engine role)."""
    return await queries.drop_before(unit, before)


def _told(event: Occurrence) -> Mapping[str, object]:
    return {
        "id": str(event.id),
        "contact_id": str(event.contact_id),
        "name": event.name,
        "at": event.at.isoformat(),
        "properties": event.properties,
    }


def _place(cursor: str | None) -> tuple[datetime, UUID] | None:
    if cursor is None:
        return None
    at, identifier = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(str(at)), UUID(str(identifier))
    except ValueError:
        raise Invalid("cursor_invalid", "This is not a cursor of this list.", field="cursor", fix="Use next_cursor as it came.") from None
