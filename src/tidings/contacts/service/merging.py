"""Making two contacts one, and taking them apart again.

Both are held while it is done, in the order of their ids. What other rooms keep of them follows in the same transaction (`parts`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts import errors
from tidings.contacts.queries import merging as queries
from tidings.contacts.queries import people
from tidings.contacts.queries.merging import MergeRow, Owned
from tidings.contacts.rules.merging import merged, parted
from tidings.contacts.service.parts import Parts
from tidings.contacts.types import Contact, Merge, Merging, Rank
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

_TIMES = ("created_at", "updated_at")


async def keep(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Let none of these be erased or merged until the unit ends, and return them; nobody is waited for.

    Whoever keeps something new of people that it chose calls this first: an erasure that begins later finds it, and of those who are just
    being erased, merged or otherwise written, or are gone, nothing new is kept (they are left out; whoever asks comes again).
    """
    return await queries.keep(unit, organisation_id, contact_ids) if contact_ids else set()


async def merge(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, other_id: UUID, parts: Parts) -> Merge:
    """Make `other_id` a part of `contact_id`: what is empty there is filled, the rest becomes theirs, and only the one is left.

    Messages and consents of before keep the id they were of; a refusal of either holds for the one. Audited.
    Raises NotFound, Invalid for a contact and itself, and Busy while a message of theirs is just being released.
    """
    if contact_id == other_id:
        raise errors.same_contact()
    merging = Merging(new_id(unit.at), contact_id, other_id, actor)
    await queries.hold(unit, organisation_id, [contact_id, other_id])
    kept, gone = await _found(unit, organisation_id, contact_id), await _found(unit, organisation_id, other_id)
    held = await queries.owned(unit, organisation_id, [contact_id, other_id])
    whole, choices = merged(kept, gone)
    await queries.remove(unit, organisation_id, [other_id])
    await people.save(unit, organisation_id, whole, new=False)
    moved: dict[str, Any] = {"contacts": await _move(unit, organisation_id, merging, gone, held)}
    if gone.external_id and whole.external_id != gone.external_id:
        await queries.add_alias(unit, organisation_id, gone.external_id, merging)
    for part in parts.of:
        if part.join is not None:
            moved[part.room] = await part.join(unit, organisation_id, merging)
    before = {"kept": _packed(kept, held), "gone": _packed(gone, held)}
    await queries.add(unit, organisation_id, merging, before, moved)
    detail = {"merge": str(merging.id), "gone": str(other_id), "chosen": [each.name for each in choices]}
    await record_audit(unit, organisation_id, actor, "contact.merged", f"contact:{contact_id}", detail)
    return Merge(merging.id, contact_id, other_id, unit.at, actor, None, choices)


async def undo_merge(unit: Unit, organisation_id: UUID, actor: str, merge_id: UUID, parts: Parts) -> Sequence[str]:
    """Take apart what a merge made one: all that did not change since goes back. Returns sentences about what stays as it is. Audited.

    Raises NotFound, and Conflict if it was undone already or either is a part of another since.
    """
    row = await queries.merge(unit, organisation_id, merge_id)
    if row is None:
        raise errors.no_merge(merge_id)
    if row.undone_at is not None:
        raise errors.merge_undone()
    await queries.hold(unit, organisation_id, [row.kept_id])
    now = await people.contact(unit, organisation_id, row.kept_id)
    if now is None:
        raise errors.merged_since()
    merging = Merging(row.id, row.kept_id, row.gone_id, actor)
    stays = await _part(unit, organisation_id, row, now)
    for part in reversed(parts.of):
        if part.divide is not None and part.room in row.moved:
            stays.extend(await part.divide(unit, organisation_id, merging, row.moved[part.room]))
    await queries.undone(unit, organisation_id, merge_id)
    detail = {"merge": str(merge_id), "contact": str(row.gone_id), "stays": len(stays)}
    await record_audit(unit, organisation_id, actor, "contact.merge_undone", f"contact:{row.kept_id}", detail)
    return stays


async def merges_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[Merge]:
    """Return the merges in which a contact stayed or went, newest first."""
    return [_shown(row) for row in await queries.merges_of(unit, organisation_id, contact_id)]


async def family(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Sequence[UUID]:
    """Return all ids that are a contact's: its own and those of contacts merged into it, whose history keeps them."""
    return await queries.family(unit, organisation_id, contact_id)


async def _found(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Contact:
    found = await people.contact(unit, organisation_id, contact_id)
    if found is None:
        raise await missing(unit, organisation_id, contact_id)
    return found


async def families(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[UUID]]:
    """Return of each contact that is there all ids that are its own, as `family` does, by one statement."""
    return await queries.families(unit, organisation_id, contact_ids)


async def whose_now(unit: Unit, organisation_id: UUID, contact_id: UUID) -> UUID:
    """Return the contact whose part somebody became by merges; themselves where they did not."""
    return await queries.part_of(unit, organisation_id, contact_id)


async def missing(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Exception:
    """Return what to say of a contact that is not there: where it went, if it became a part of another."""
    into = await queries.merged_into(unit, organisation_id, contact_id)
    return errors.no_contact(contact_id) if into is None else errors.contact_merged(contact_id, into)


async def _move(unit: Unit, organisation_id: UUID, merging: Merging, gone: Contact, held: Sequence[Owned]) -> dict[str, Any]:
    mine = [each for each in held if each.contact_id == merging.kept_id]
    profiles = {each.kind for each in mine if each.rank == Rank.PROFILE}
    theirs = [each for each in held if each.contact_id == merging.gone_id]
    given = [
        replace(each, contact_id=merging.kept_id, rank=Rank.SECOND if each.rank == Rank.PROFILE and each.kind in profiles else each.rank)
        for each in theirs
    ]
    await queries.give(unit, organisation_id, given)
    await queries.take(unit, organisation_id, merging.gone_id, [each.address_id for each in theirs])
    had = {each.address_id for each in mine}
    return {
        "addresses": {str(each.address_id): each.rank for each in given if each.address_id not in had},
        "events": [str(each) for each in await queries.move_events(unit, organisation_id, gone.id, merging.kept_id)],
        "aliases": await queries.move_aliases(unit, organisation_id, gone.id, merging.kept_id),
    }


async def _part(unit: Unit, organisation_id: UUID, row: MergeRow, now: Contact) -> list[str]:
    """Give the contact that went back what is its own in this room."""
    (before, _), (gone, theirs) = _unpacked(row.before["kept"]), _unpacked(row.before["gone"])
    left, changed = parted(now, before, gone)
    stays = [f"The field {name} was changed since the merge and stays as it is." for name in changed]
    await people.save(unit, organisation_id, left, new=False)
    if gone.external_id and not await queries.external_id_free(unit, organisation_id, gone.external_id):
        stays.append("The external id of the one that went is another contact's now: it comes back without it.")
        gone = replace(gone, external_id=None)
    await people.save(unit, organisation_id, gone, new=True)
    await queries.born(unit, organisation_id, gone.id, gone.created_at)
    moved = row.moved["contacts"]
    held = {each.address_id: each.rank for each in await queries.owned(unit, organisation_id, [row.kept_id])}
    back = [UUID(address) for address, rank in moved["addresses"].items() if held.get(UUID(address)) == rank]
    if len(back) < len(moved["addresses"]):
        stays.append("Addresses that were changed since the merge stay with the one that was kept, too.")
    await queries.take(unit, organisation_id, row.kept_id, back)
    await queries.give(unit, organisation_id, theirs)
    if len(await queries.owned(unit, organisation_id, [row.gone_id])) < len(theirs):
        stays.append("Addresses that were removed since the merge do not come back.")
    await queries.move_events(unit, organisation_id, row.kept_id, row.gone_id, [UUID(each) for each in moved["events"]])
    await queries.drop_aliases(unit, organisation_id, row.id)
    await queries.move_aliases(unit, organisation_id, row.kept_id, row.gone_id, moved["aliases"])
    return stays


def _packed(contact: Contact, held: Sequence[Owned]) -> dict[str, Any]:
    """Return a contact with its addresses as JSON."""
    plain = {**asdict(contact), "id": str(contact.id), **{name: getattr(contact, name).isoformat() for name in _TIMES}}
    own = [[str(each.address_id), each.kind, each.rank] for each in held if each.contact_id == contact.id]
    return {**plain, "addresses": own}


def _unpacked(packed: Mapping[str, Any]) -> tuple[Contact, list[Owned]]:
    identifier = UUID(packed["id"])
    plain: dict[str, Any] = {**packed, "tags": tuple(packed["tags"]), "addresses": ()}
    plain.update({name: datetime.fromisoformat(packed[name]) for name in _TIMES}, id=identifier)
    contact = Contact(**plain)
    return contact, [Owned(identifier, UUID(address), kind, rank) for address, kind, rank in packed["addresses"]]


def _shown(row: MergeRow) -> Merge:
    (kept, _), (gone, _) = _unpacked(row.before["kept"]), _unpacked(row.before["gone"])
    return Merge(row.id, row.kept_id, row.gone_id, row.at, row.actor, row.undone_at, merged(kept, gone)[1])
