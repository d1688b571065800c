"""The list: who waits for what; put on it by staff, or by themselves on the sign-up page."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import ThingKind
from tidings.conversations.types import Answer
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.notices import service as notices
from tidings.notices.types import Request
from tidings.waitlist import errors
from tidings.waitlist.queries import entries as queries
from tidings.waitlist.queries import offers, slots
from tidings.waitlist.service import catalogue
from tidings.waitlist.service.answering import PAGE, answer_offer
from tidings.waitlist.service.setup import KINDS, make_kind
from tidings.waitlist.service.telling import LIST
from tidings.waitlist.types import FIRST, LAST, Entry, EntryState, Offer, OfferState, Tells, Wishes

_MOST_PARTY = 1000
_WEEKDAYS = range(1, 8)


async def join(
    unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, service_id: UUID, wishes: Wishes, *, priority: int, source: str
) -> Entry:
    """Put somebody on the list for a service, and tell them so; slots to come are looked at for them. Audited.

    Who waits for it already keeps their place with the new wishes, and is not told again; a form that anybody can send (`source` is the page)
    changes nothing of theirs. Raises NotFound, Invalid.
    """
    await contacts.contact(unit, organisation_id, contact_id)
    service = await catalogue.service(unit, organisation_id, service_id)
    await _check(unit, organisation_id, wishes, priority)
    draft = Entry(new_id(unit.at), contact_id, service_id, wishes, priority, EntryState.WAITING, source, unit.at, unit.at)
    entry = await queries.put(unit, organisation_id, draft, keep=source == PAGE)
    await slots.wake(unit, organisation_id, service_id)
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.joined", f"waitlist_entry:{entry.id}")
    unit.changed(organisation_id, "waitlist_entry", entry.id)
    if entry.id == draft.id:
        business = (await accounts.organisation(unit, organisation_id)).name
        data = {"business": business, "service": service.name, "link": content.leads_to(ThingKind.ENTRY, entry.id)}
        request = Request(Tells.JOINED.kind, str(entry.id), contact_id, data=data, subject_kind=LIST, subject_id=str(entry.id))
        await notices.notify_completed(unit, organisation_id, [request], KINDS, partial(make_kind, unit, organisation_id))
    return entry


async def entry(unit: Unit, organisation_id: UUID, entry_id: UUID) -> Entry:
    """Return an entry. Raises NotFound."""
    found = await queries.select(unit, organisation_id, [entry_id])
    if not found:
        raise errors.not_there("entry", entry_id)
    return found[0]


async def entries(
    unit: Unit,
    organisation_id: UUID,
    *,
    state: EntryState | None = None,
    service_id: UUID | None = None,
    contact_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Entry]:
    """List entries that fit, newest first."""
    before = decode_id_cursor(cursor)
    rows = await queries.page(
        unit, organisation_id, state=state, service_id=service_id, contact_id=contact_id, before=before, limit=limit + 1
    )  # fmt: skip
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def change_entry(unit: Unit, organisation_id: UUID, actor: str, entry_id: UUID, wishes: Wishes, priority: int) -> Entry:
    """Change what somebody waits for; they keep their place. Audited. Raises NotFound, Invalid, Conflict if they wait no more."""
    found = await entry(unit, organisation_id, entry_id)
    if found.state is not EntryState.WAITING:
        raise errors.not_waiting()
    await _check(unit, organisation_id, wishes, priority)
    changed = await queries.put(unit, organisation_id, replace(found, wishes=wishes, priority=priority))
    await slots.wake(unit, organisation_id, found.service_id)
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.entry_changed", f"waitlist_entry:{entry_id}")
    unit.changed(organisation_id, "waitlist_entry", entry_id)
    return changed


async def leave(unit: Unit, organisation_id: UUID, actor: str, entry_id: UUID) -> Entry:
    """Take somebody off the list; what they are being offered passes on. Audited; done twice, it changes nothing. Raises NotFound.

    Who takes themselves off by their page says no to it; whom staff takes off said nothing, and may be asked again once they are back.
    """
    found = await entry(unit, organisation_id, entry_id)
    if found.state is not EntryState.WAITING:
        return found
    theirs = [each for each in await offers.open_of(unit, organisation_id, [found.contact_id]) if each.entry_id == entry_id]
    if actor == PAGE:
        for each in theirs:
            await answer_offer(unit, organisation_id, each.id, Answer.NO, actor)
    else:
        await _take_back(unit, organisation_id, theirs)
    if (found := await entry(unit, organisation_id, entry_id)).state is not EntryState.WAITING:
        return found  # they said yes before us
    await queries.set_states(unit, organisation_id, [(entry_id, EntryState.LEFT)])
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.left", f"waitlist_entry:{entry_id}")
    unit.changed(organisation_id, "waitlist_entry", entry_id)
    return await entry(unit, organisation_id, entry_id)


async def restore(unit: Unit, organisation_id: UUID, actor: str, entry_id: UUID) -> Entry:
    """Give somebody who left the list their place back: they wait as since they joined. Audited; who waits keeps theirs.

    Raises NotFound, Conflict for who has booked, or signed up anew since: then that place counts.
    """
    found = await entry(unit, organisation_id, entry_id)
    if found.state is EntryState.WAITING:
        return found
    if found.state is EntryState.BOOKED:
        raise errors.has_booked()
    if not await queries.restore(unit, organisation_id, [entry_id]):
        raise errors.waits_again()
    await slots.wake(unit, organisation_id, found.service_id)
    await accounts.record_audit(unit, organisation_id, actor, "waitlist.restored", f"waitlist_entry:{entry_id}")
    unit.changed(organisation_id, "waitlist_entry", entry_id)
    return await entry(unit, organisation_id, entry_id)


async def _take_back(unit: Unit, organisation_id: UUID, theirs: Sequence[Offer]) -> None:
    """Ask somebody no more about what they are being offered: slots and offers are locked in the order of an answer."""
    if not theirs:
        return
    await slots.select(unit, organisation_id, [each.slot_id for each in theirs], hold=True)
    held = [each for each in await offers.select(unit, organisation_id, [each.id for each in theirs], hold=True) if each.state is OfferState.OPEN]
    await offers.update(unit, organisation_id, [replace(each, state=OfferState.WITHDRAWN) for each in held])
    await notices.withdraw(unit, organisation_id, [each.notice_id for each in held if each.notice_id])
    await slots.look_at(unit, organisation_id, [(each.slot_id, unit.at) for each in sorted(held, key=lambda one: one.slot_id)])
    for each in held:
        unit.changed(organisation_id, "waitlist_offer", each.id)


async def _check(unit: Unit, organisation_id: UUID, wishes: Wishes, priority: int) -> None:
    if not FIRST <= priority <= LAST:
        raise errors.wrong("priority", f"Priorities go from {FIRST} (asked first) to {LAST}.", "Give one of these.")
    if not 1 <= wishes.party <= _MOST_PARTY:
        raise errors.wrong("party", f"A party is 1 to {_MOST_PARTY} people.", "Give a number within.")
    if any(each not in _WEEKDAYS for each in wishes.weekdays):
        raise errors.wrong("weekdays", "Weekdays go from 1 (Monday) to 7.", "Give some of these, or none.")
    if wishes.earliest and wishes.latest and wishes.earliest > wishes.latest:
        raise errors.wrong("latest", "The latest time is before the earliest.", "Exchange them.")
    if wishes.from_day and wishes.until_day and wishes.from_day > wishes.until_day:
        raise errors.wrong("until_day", "The last day is before the first.", "Exchange them.")
    await _known_staff(unit, organisation_id, wishes.staff_ids)


async def _known_staff(unit: Unit, organisation_id: UUID, staff_ids: Sequence[UUID]) -> None:
    known = {each.id for each in await catalogue.staff(unit, organisation_id)} if staff_ids else set[UUID]()
    for each in staff_ids:
        if each not in known:
            raise errors.not_there("staff", each)
