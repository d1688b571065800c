"""Lists: people put in and taken out, each once however often it is said."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.segments.errors import NotThatKind
from tidings.segments.queries import members as queries
from tidings.segments.queries import segments
from tidings.segments.service.finding import segment, to_ask, tree_of
from tidings.segments.types import Kind, Listed, Segment

MOST_AT_ONCE = 50_000
"""Contacts or numbers of one request."""


async def add_contacts(unit: Unit, organisation_id: UUID, actor: str, list_id: UUID, contact_ids: Sequence[UUID]) -> Listed:
    """Put contacts into a list; ids of nobody are told. Raises SegmentNotFound, NotThatKind."""
    await _list(unit, organisation_id, list_id)
    known = await contacts.people(unit, organisation_id, list(set(contact_ids)))
    added = await queries.add_to_list(unit, organisation_id, list_id, list(known))
    await _told(unit, organisation_id, actor, list_id, "added", added)
    return Listed(added, len(known) - added, [str(each) for each in dict.fromkeys(contact_ids) if each not in known])


async def add_phones(unit: Unit, organisation_id: UUID, actor: str, list_id: UUID, numbers: Sequence[str]) -> Listed:
    """Put people into a list by their numbers, in any way of writing; new numbers become contacts. Raises SegmentNotFound, NotThatKind."""
    await _list(unit, organisation_id, list_id)
    region = (await accounts.organisation(unit, organisation_id)).region
    resolved, rejected = await contacts.resolve_phones(unit, organisation_id, numbers, region)
    people = {each.contact_id for each in resolved}
    added = await queries.add_to_list(unit, organisation_id, list_id, list(people))
    await _told(unit, organisation_id, actor, list_id, "added", added)
    return Listed(added, len(people) - added, [each.value_masked for each in rejected])


async def add_segment(unit: Unit, organisation_id: UUID, actor: str, list_id: UUID, segment_id: UUID) -> Listed:
    """Put everybody into a list who is in a segment now; the list stays as it is when the segment changes. Raises as `add_contacts`."""
    await _list(unit, organisation_id, list_id)
    asked = await to_ask(unit, organisation_id, tree_of(await segment(unit, organisation_id, segment_id)))
    meant, added = await queries.copy_to_list(unit, asked, list_id)
    await _told(unit, organisation_id, actor, list_id, "added", added)
    return Listed(added, meant - added, [])


async def remove_contacts(unit: Unit, organisation_id: UUID, actor: str, list_id: UUID, contact_ids: Sequence[UUID]) -> Listed:
    """Take contacts out of a list; who was not in it counts as unchanged. Raises SegmentNotFound, NotThatKind."""
    await _list(unit, organisation_id, list_id)
    removed = await queries.take_from_list(unit, organisation_id, list_id, contact_ids)
    await _told(unit, organisation_id, actor, list_id, "removed", removed)
    return Listed(removed, len(set(contact_ids)) - removed, [])


async def _list(unit: Unit, organisation_id: UUID, list_id: UUID) -> Segment:
    """Return a list, kept from being deleted until the unit ends."""
    found = await segment(unit, organisation_id, list_id, lock=True)
    if found.kind is not Kind.LIST:
        raise NotThatKind(found.name, "list")
    return found


async def _told(unit: Unit, organisation_id: UUID, actor: str, list_id: UUID, done: str, people: int) -> None:
    """Write down in the audit who did what, and that the list is to be counted anew."""
    if people:
        await segments.counted(unit, organisation_id, list_id, None)
        await accounts.record_audit(unit, organisation_id, actor, f"segment.people_{done}", f"segment:{list_id}", {"people": people})
