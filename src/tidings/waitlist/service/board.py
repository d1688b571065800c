"""What staff look at: a day's slots with who has them, names beside ids, and what stands between somebody and the slots to come."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.waitlist.queries import bookings, catalogue, entries, offers, slots
from tidings.waitlist.rules import matching
from tidings.waitlist.rules.matching import Known
from tidings.waitlist.service.listing import entry
from tidings.waitlist.service.reach import unreached
from tidings.waitlist.service.telling import voice
from tidings.waitlist.types import CUT_SHORT, Around, Chance, Day, Entry, EntryState, Match, Misfit, Offer, OfferState, Slot, SlotState

_MOST_OF_A_DAY = 1000
_MOST_CHANCES = 20
_MOST_WAITING = 2000
"""People of a service among whom somebody's turn is counted."""
_PART = 500
_OPEN = frozenset({SlotState.FREE, SlotState.HELD})
_DAY = timedelta(days=1)


async def day(unit: Unit, organisation_id: UUID, on: date | None = None) -> Day:
    """Return what is to be done on a day of the organisation's clock, today unless said otherwise; four statements."""
    zone = ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone)
    wanted = on or unit.at.astimezone(zone).date()
    since, until = (datetime.combine(each, time(0), zone).astimezone(unit.at.tzinfo) for each in (wanted, wanted + _DAY))
    found = await slots.page(unit, organisation_id, since=since, until=until, service_id=None, after=None, limit=_MOST_OF_A_DAY)
    ids = [each.id for each in found]
    made: dict[UUID, list[Offer]] = {}
    for each in await offers.of_slots(unit, organisation_id, ids):
        made.setdefault(each.slot_id, []).append(each)
    return Day(since, until, found, await bookings.live_of(unit, organisation_id, ids), made)


async def around(
    unit: Unit, organisation_id: UUID, *, contact_ids: Iterable[UUID] = (), slot_ids: Iterable[UUID] = (), entry_ids: Iterable[UUID] = ()
) -> Around:
    """Return what is told beside ids, for all of a page at once; a constant number of statements."""
    asked = set(entry_ids)
    known = await entries.select(unit, organisation_id, sorted(asked)) if asked else []
    owners = {each.id: each.contact_id for each in known}
    wanted = set(slot_ids)
    return Around(
        names=await _names(unit, organisation_id, {*contact_ids, *owners.values()}),
        services={each.id: each.name for each in await catalogue.services(unit, organisation_id, archived=True)},
        staff={each.id: each.name for each in await catalogue.staff(unit, organisation_id, archived=True)},
        slots={each.id: each for each in await slots.select(unit, organisation_id, sorted(wanted))} if wanted else {},
        contacts=owners,
        places=await entries.standing(unit, organisation_id, sorted(owners)) if owners else {},
    )


async def around_offers(unit: Unit, organisation_id: UUID, made: Sequence[Offer], *, contact_ids: Iterable[UUID] = ()) -> Around:
    """Return the same for offers: their people, their slots, and who was passed over."""
    passed = {UUID(one["entry_id"]) for each in made for one in each.explanation.get("passed_over", ())}
    people = {*contact_ids, *(each.contact_id for each in made)}
    return await around(unit, organisation_id, contact_ids=people, slot_ids={each.slot_id for each in made}, entry_ids=passed)


async def chances(unit: Unit, organisation_id: UUID, entry_id: UUID) -> Sequence[Chance]:
    """Say of the next open slots of somebody's service why each is not offered to them, or how many come before them. Nothing is sent or held.

    Raises NotFound. Who waits no more has none.
    """
    mine = await entry(unit, organisation_id, entry_id)
    if mine.state is not EntryState.WAITING:
        return []
    coming = await slots.page(
        unit, organisation_id, since=unit.at, until=None, service_id=mine.service_id, after=None, limit=_MOST_CHANCES * 5
    )  # fmt: skip
    wanted = [each for each in coming if each.state in _OPEN][:_MOST_CHANCES]
    speaks = await voice(unit, organisation_id)
    before = await _before(unit, organisation_id, mine)
    known = await _known(unit, organisation_id, mine, wanted)
    silent = (await unreached(unit, organisation_id, [mine], speaks)).get(mine.id)
    found: list[Chance] = []
    for slot in wanted:
        why = matching.misfit(mine, slot, speaks.zone) or matching.held_back(mine, known[slot.id], speaks.settings)
        if why is None and silent is not None:
            why = Misfit.NO_CHANNEL
        ahead = sum(matching.misfit(each, slot, speaks.zone) is None for each in before)
        found.append(Chance(slot, why, ahead, silent or {} if why is Misfit.NO_CHANNEL else {}))
    return found


def people_of(matches: Sequence[Match]) -> set[UUID]:
    """Return whom matches are about."""
    return {each.entry.contact_id for each in matches}


async def _before(unit: Unit, organisation_id: UUID, mine: Entry) -> list[Entry]:
    """Return who waits before somebody, as many as a turn is counted among."""
    found: list[Entry] = []
    after: UUID | None = None
    while len(found) < _MOST_WAITING and (part := await entries.waiting(unit, organisation_id, mine.service_id, after=after, most=_PART)):
        found += part
        after = part[-1].id
        if any(each.id == mine.id for each in part):
            break
    return [each for each in found if (each.priority, each.created_at, each.id) < (mine.priority, mine.created_at, mine.id)]


async def _known(unit: Unit, organisation_id: UUID, mine: Entry, wanted: Sequence[Slot]) -> Mapping[UUID, Known]:
    made = await offers.of_slots(unit, organisation_id, [each.id for each in wanted])
    asked = {each.slot_id for each in made if each.entry_id == mine.id and each.state not in CUT_SHORT}
    being = [each for each in await offers.open_of(unit, organisation_id, [mine.contact_id]) if each.state is OfferState.OPEN]
    lately = await offers.lately(unit, organisation_id, [mine.contact_id], unit.at - _DAY)
    return {each.id: Known({mine.id} if each.id in asked else (), {one.contact_id for one in being}, lately) for each in wanted}


async def _names(unit: Unit, organisation_id: UUID, contact_ids: set[UUID]) -> dict[UUID, str]:
    if not contact_ids:
        return {}
    people = await contacts.people(unit, organisation_id, sorted(contact_ids))
    named = {each.contact_id: " ".join(filter(None, (each.first_name, each.last_name))) for each in people.values()}
    return {contact_id: name for contact_id, name in named.items() if name}
