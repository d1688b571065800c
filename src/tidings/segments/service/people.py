"""What segments keep of a person: places in lists, told, moved and removed as a whole."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging, Retraction
from tidings.infra.db.unit import Unit
from tidings.segments.queries import merging as queries


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Put the one who stays into the lists of the one who goes."""
    lists = [identifier for identifier, _, kind in await queries.lists_of(unit, organisation_id, [merging.gone_id]) if kind == "list"]
    brought = await queries.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    await queries.leave(unit, organisation_id, [merging.gone_id])
    return {"lists": [str(each) for each in lists], "brought": [str(each) for each in brought]}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Put each back into their own lists; one that the other was taken from since is not entered again."""
    now = {identifier for identifier, _, _ in await queries.lists_of(unit, organisation_id, [merging.kept_id])}
    back = [UUID(each) for each in moved["lists"] if UUID(each) in now]
    await queries.enter(unit, organisation_id, merging.gone_id, back)
    await queries.leave(unit, organisation_id, [merging.kept_id], [UUID(each) for each in moved["brought"]])
    left = len(moved["lists"]) - len(back)
    return [f"Lists that they were taken from since stay without them: {left}."] if left else []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return the lists that a person is on, and the watched segments they were in when these were last compared."""
    found = await queries.lists_of(unit, organisation_id, contact_ids)
    return {"segments": [{"name": name, "kind": "list" if kind == "list" else "watched segment"} for _, name, kind in found]}


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who is on a list."""
    return await queries.known(unit, organisation_id, contact_ids)


async def forget_people(unit: Unit, organisation_id: UUID, retraction: Retraction) -> int:
    """Forget those whom the undoing of an import removes; nothing was recorded for it here."""
    await queries.leave(unit, organisation_id, retraction.removed)
    return 0


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Take a person out of every list."""
    return {"lists": await queries.leave(unit, organisation_id, leaving.contact_ids)}
