"""Making, changing and deleting segments and lists."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypedDict
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.segments.errors import Circle, InUse, NameTaken, NotThatKind
from tidings.segments.queries import segments as queries
from tidings.segments.rules.reading import check_size
from tidings.segments.rules.walking import asked_for, way_back
from tidings.segments.service.finding import bound, inside, segment
from tidings.segments.types import Kind, Segment, SegmentVersion, Tree, Wanted


class Changes(TypedDict, total=False):
    """What to change of a segment; what is left out stays."""

    name: str
    description: str
    where: Tree
    watched: bool
    archived: bool


async def create(
    unit: Unit, organisation_id: UUID, actor: str, *, name: str, where: Tree | None, description: str = "", watched: bool = False
) -> Segment:
    """Make a segment, or without conditions a list. Raises NameTaken, UnknownReference, TooManyConditions, Invalid."""
    await queries.hold(unit, organisation_id)
    tree = None if where is None else await _checked(unit, organisation_id, where)
    made = Segment(
        id=new_id(unit.at),
        name=_name(name),
        kind=Kind.LIST if tree is None else Kind.RULE,
        description=description,
        where=tree,
        version=1,
        watched=watched,
        created_by=actor,
        created_at=unit.at,
        updated_at=unit.at,
        refreshed_at=None,
    )
    if not await queries.insert(unit, organisation_id, made):
        raise NameTaken(made.name)
    await _keep(unit, organisation_id, actor, made, "created")
    return made


async def change(unit: Unit, organisation_id: UUID, actor: str, segment_id: UUID, changes: Changes) -> Segment:
    """Change a segment; another name or other conditions are another version. Raises as `create`, SegmentNotFound, Circle, NotThatKind."""
    await queries.hold(unit, organisation_id)
    before = await segment(unit, organisation_id, segment_id, lock=True)
    after = replace(before, **_fields(unit, before, changes))
    after = replace(after, name=_name(after.name))
    if "where" in changes:
        if before.kind is Kind.LIST:
            raise NotThatKind(before.name, "segment of conditions")
        after = replace(after, where=await _checked(unit, organisation_id, changes["where"], segment_id))
    if after.where != before.where:
        after = replace(after, size=None, counted_at=None)
    if after == before:
        return before
    other = await queries.by_name(unit, organisation_id, after.name)
    if other is not None and other.id != segment_id:
        raise NameTaken(after.name)
    if (after.name, after.where) != (before.name, before.where):
        after = replace(after, version=before.version + 1)
    await queries.update(unit, organisation_id, after)
    await _keep(unit, organisation_id, actor, after, "changed", new_version=after.version != before.version)
    return await segment(unit, organisation_id, segment_id)


async def delete(unit: Unit, organisation_id: UUID, actor: str, segment_id: UUID) -> None:
    """Delete a segment or a list; the people in it stay contacts. Raises SegmentNotFound, InUse."""
    await queries.hold(unit, organisation_id)
    gone = await segment(unit, organisation_id, segment_id, lock=True)
    users = await queries.users(unit, organisation_id, segment_id)
    if users:
        raise InUse(users)
    await queries.delete(unit, organisation_id, segment_id)
    await accounts.record_audit(unit, organisation_id, actor, "segment.deleted", f"segment:{segment_id}", {"name": gone.name})


async def list_segments(unit: Unit, organisation_id: UUID, wanted: Wanted, *, cursor: str | None, limit: int) -> Page[Segment]:
    """Return segments and lists, oldest first. Raises Invalid on a foreign cursor."""
    rows = await queries.page(unit, organisation_id, wanted, decode_id_cursor(cursor), limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def used_by(unit: Unit, organisation_id: UUID, ids: Collection[UUID]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return the segments that ask for each of some, as (id, name); those that none asks for are left out."""
    found: dict[UUID, list[tuple[UUID, str]]] = {}
    for used, segment_id, name in await queries.used_by(unit, organisation_id, ids):
        found.setdefault(used, []).append((segment_id, name))
    return found


async def versions(unit: Unit, organisation_id: UUID, segment_id: UUID) -> list[SegmentVersion]:
    """Return what a segment was at each of its newest 500 versions, newest first. Raises SegmentNotFound."""
    await segment(unit, organisation_id, segment_id)
    return await queries.versions(unit, organisation_id, segment_id)


async def _checked(unit: Unit, organisation_id: UUID, where: Tree, segment_id: UUID | None = None) -> Tree:
    """Bind names, refuse what asks for itself or for too much."""
    tree = await bound(unit, organisation_id, where)
    trees = await inside(unit, organisation_id, tree)
    if segment_id is not None:
        way = way_back(segment_id, {**trees, segment_id: tree})
        if way is not None:
            names = await queries.reached(unit, organisation_id, way)
            raise Circle([names[each][0] for each in way])
    check_size(tree, trees)
    return tree


def _fields(unit: Unit, before: Segment, changes: Changes) -> dict[str, Any]:
    fields: dict[str, Any] = {name: value for name, value in changes.items() if name != "archived"}
    if "archived" in changes:
        fields["archived_at"] = (before.archived_at or unit.at) if changes["archived"] else None
    return fields


async def _keep(unit: Unit, organisation_id: UUID, actor: str, kept: Segment, done: str, *, new_version: bool = True) -> None:
    if new_version:
        await queries.keep_version(unit, organisation_id, kept, actor)
        await queries.set_uses(unit, organisation_id, kept.id, asked_for(kept.where) if kept.where is not None else ())
    detail = {"name": kept.name, "version": kept.version, "watched": kept.watched, "archived": kept.archived_at is not None}
    await accounts.record_audit(unit, organisation_id, actor, f"segment.{done}", f"segment:{kept.id}", detail)


def _name(name: str) -> str:
    clean = name.strip()
    if not clean:
        french = ("Un segment a besoin d'un nom.", "Donnez-lui-en un.")
        raise Invalid("segment_name_empty", "A segment needs a name.", field="name", fix="Give one.", french=french)
    try:
        UUID(clean)
    except ValueError:
        return clean
    raise Invalid("segment_name_is_id", "A name that looks like an id can't be told from one.", field="name", fix="Choose another name.")


async def names(unit: Unit, organisation_id: UUID, segment_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the names of those segments and lists that are there."""
    return await queries.names(unit, organisation_id, segment_ids)
