"""Lists of threads, what each holds, and what is new to whoever looks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Address, Person
from tidings.conversations import service as conversations
from tidings.inbox import errors
from tidings.inbox.queries import items, lists, threads
from tidings.inbox.rules.actors import user_of
from tidings.inbox.service.noting import agents
from tidings.inbox.types import Counts, Listed, ListName, Order, Thread, Urgency, Wanted
from tidings.inbox.types.automatic import Escalations
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.moments import is_possible
from tidings.kernel.paging import Page, decode_cursor, encode_cursor

_MOST_ROWS = 100
_PREVIEW = 160


async def list_threads(unit: Unit, organisation_id: UUID, actor: str, wanted: Wanted, *, cursor: str | None = None, limit: int = 50) -> Page[Listed]:
    """Return threads, by a constant number of statements. Raises Forbidden for a key's own lists, and Invalid on a foreign cursor."""
    user_id = user_of(actor)
    if user_id is None and wanted.list in {ListName.MINE, ListName.MENTIONS}:
        raise errors.only_for_users()
    limit = min(limit, _MOST_ROWS)
    rows = await lists.listed(
        unit,
        organisation_id,
        wanted,
        user_id=user_id,
        agents=await agents(unit, organisation_id),
        after=_after(cursor),
        limit=limit + 1,
    )
    shown = await around(unit, organisation_id, rows[:limit])
    return Page(shown, _cursor(shown[-1].thread, wanted.order) if len(rows) > limit else None)


async def counts(unit: Unit, organisation_id: UUID, actor: str) -> Counts:
    """Count what waits in each list for whoever looks."""
    found = await lists.counts(unit, organisation_id, user_of(actor), await agents(unit, organisation_id))
    return Counts(*found, await lists.counts_of_teams(unit, organisation_id))


async def mark_read(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, *, read: bool = True) -> None:
    """Note that a user has read a thread, and seen what names them in it; or that they have not. Raises NotFound, Forbidden for a key."""
    found = await threads.by_ids(unit, organisation_id, [thread_id])
    if not found:
        raise errors.no_thread()
    user_id = user_of(actor)
    if user_id is None:
        raise errors.only_for_users()
    await items.mark_read(unit, organisation_id, thread_id, user_id, max(unit.at, found[0].heard_at or unit.at) if read else None)
    if read:
        await items.seen_mentions(unit, organisation_id, thread_id, user_id)
    unit.changed(organisation_id, "thread", thread_id)


async def around(unit: Unit, organisation_id: UUID, rows: Sequence[tuple[Thread, bool, bool]]) -> list[Listed]:
    """Say whose threads are, and what they wrote last."""
    found = [thread for thread, _, _ in rows]
    people = await contacts.people(unit, organisation_id, [each.contact_id for each in found if each.contact_id])
    at = await contacts.addresses(unit, organisation_id, [each.address_id for each in found if each.address_id])
    words = await _previews(unit, organisation_id, found)
    return [
        Listed(
            thread=each,
            name=_name(people.get(each.contact_id)) if each.contact_id else None,
            address=_masked(at.get(each.address_id)) if each.address_id else None,
            preview=words.get(each.id, "")[:_PREVIEW],
            unread=unread,
            mentioned=mentioned,
        )
        for each, unread, mentioned in rows
    ]


async def _previews(unit: Unit, organisation_id: UUID, found: Sequence[Thread]) -> Mapping[UUID, str]:
    """Return what each person wrote last, by thread."""
    last = await conversations.last_of_people(unit, organisation_id, [each.contact_id for each in found if each.contact_id])
    by_contact = {each.contact_id: each.text for each in last}
    words = {each.id: by_contact.get(each.contact_id, "") for each in found if each.contact_id}
    strangers = [each.id for each in found if each.contact_id is None]
    if strangers:
        newest = dict(reversed(await threads.strange(unit, organisation_id, strangers)))
        said = {each.id: each.text for each in await conversations.written(unit, organisation_id, list(newest.values()))}
        words |= {thread_id: said.get(message_id, "") for thread_id, message_id in newest.items()}
    return words


def _name(person: Person | None) -> str | None:
    return " ".join(filter(None, (person.first_name, person.last_name))) or None if person else None


def _masked(address: Address | None) -> str | None:
    return contacts.masked(address.kind, address.value) if address else None


def _cursor(last: Thread, order: Order) -> str:
    moment = last.waiting_since if order is Order.WAITING else last.moved_at
    return encode_cursor(-int(last.urgency), moment.isoformat() if moment else None, str(last.id))


def _after(cursor: str | None) -> tuple[int, datetime | None, UUID] | None:
    if cursor is None:
        return None
    rank, moment, last = decode_cursor(cursor, 3)
    try:
        after = (int(rank), datetime.fromisoformat(str(moment)) if moment is not None else None, UUID(str(last)))
    except (ValueError, TypeError):
        after = None
    if after is None or (after[1] is not None and (after[1].tzinfo is None or not is_possible(after[1]))) or abs(after[0]) > max(Urgency):
        raise Invalid("cursor_invalid", "This is not a cursor of this list.", field="cursor", fix="Use next_cursor as it came.")
    return after


async def escalated(unit: Unit, organisation_id: UUID) -> Escalations | None:
    """Return how many conversations were put before the others for a person and are open; None for none."""
    threads, urgent, since = await lists.escalated(unit, organisation_id, Urgency.HIGH)
    return Escalations(threads, urgent, since) if threads and since else None


async def threads_with(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[UUID, UUID]:
    """Return the thread of each of some contacts who has one; of one whose person was merged, the thread that shows it."""
    return {each.contact_id: each.joined_id or each.id for each in await threads.of_people(unit, organisation_id, contact_ids) if each.contact_id}
