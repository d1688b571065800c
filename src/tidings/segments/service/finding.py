"""Finding segments by name or id, and turning the names in a tree into ids and back."""

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.segments.errors import SegmentNotFound, UnknownReference
from tidings.segments.queries import segments as queries
from tidings.segments.rules.reading import check_size
from tidings.segments.rules.walking import asked_for, placed, renamed, replaced, spelt_out
from tidings.segments.rules.writing import text_of
from tidings.segments.types import Asked, InList, InSegment, Kind, Leaf, Segment, Tree, reference


async def segment(unit: Unit, organisation_id: UUID, segment_id: UUID, *, lock: bool = False) -> Segment:
    """Return a segment or a list, locked until the unit ends if asked. Raises SegmentNotFound."""
    found = await queries.get(unit, organisation_id, segment_id, lock=lock)
    if found is None:
        raise SegmentNotFound(segment_id)
    return found


async def find(unit: Unit, organisation_id: UUID, name_or_id: str) -> Segment:
    """Return the segment or list of a name, in letters of any case, or of an id. Raises SegmentNotFound."""
    try:
        found = await queries.get(unit, organisation_id, UUID(name_or_id))
    except ValueError:
        found = await queries.by_name(unit, organisation_id, name_or_id)
    if found is None:
        raise SegmentNotFound(name_or_id)
    return found


async def bound(unit: Unit, organisation_id: UUID, tree: Tree, root: str = "where") -> Tree:
    """Return a tree that names others by their ids, so that they can be renamed.

    "in segment" may name a list, and the other way round. Raises UnknownReference with the place of what there is not.
    """
    named = {path: leaf for path, leaf in placed(tree, root) if isinstance(leaf, (InSegment, InList))}
    if not named:
        return tree
    by_name = await queries.ids_by_name(unit, organisation_id, {_named(leaf) for leaf in named.values() if reference(leaf) is None})
    by_id = await queries.reached(unit, organisation_id, asked_for(tree))
    kinds = {segment_id: kind for segment_id, (_, kind, _) in by_id.items()}
    found: dict[Leaf, Leaf] = {}
    for path, leaf in named.items():
        segment_id = reference(leaf)
        place = by_name.get(_named(leaf)) if segment_id is None else (segment_id, kinds[segment_id]) if segment_id in kinds else None
        if place is None:
            raise UnknownReference("segment" if isinstance(leaf, InSegment) else "list", _named(leaf), path)
        found[leaf] = asking(*place)
    return replaced(tree, lambda leaf: found.get(leaf, leaf))


def asking(segment_id: UUID, kind: Kind) -> InSegment | InList:
    """Return the condition of being in a segment, or in a list."""
    return InSegment(str(segment_id)) if kind is Kind.RULE else InList(str(segment_id))


def tree_of(found: Segment) -> Tree:
    """Return what decides who is in a segment; of a list, being in it."""
    return found.where if found.where is not None else asking(found.id, Kind.LIST)


async def texts(unit: Unit, organisation_id: UUID, trees: Mapping[UUID, Tree]) -> dict[UUID, str]:
    """Return trees as people write them, with the names of what they ask for."""
    asked = set[UUID]().union(*(asked_for(tree) for tree in trees.values()))
    known = await queries.reached(unit, organisation_id, asked)
    names = {segment_id: name for segment_id, (name, _, _) in known.items()}
    return {key: text_of(renamed(tree, names)) for key, tree in trees.items()}


async def inside(unit: Unit, organisation_id: UUID, tree: Tree) -> dict[UUID, Tree]:
    """Return the trees of the segments that a tree asks for, at any distance."""
    known = await queries.reached(unit, organisation_id, asked_for(tree))
    return {segment_id: where for segment_id, (_, _, where) in known.items() if where is not None}


async def to_ask(unit: Unit, organisation_id: UUID, tree: Tree) -> Asked:
    """Return what a statement needs to ask for a tree whose references are bound. Raises TooManyConditions, TreeInvalid."""
    organisation = await accounts.organisation(unit, organisation_id)
    trees = await inside(unit, organisation_id, tree)
    check_size(tree, trees)
    return Asked(organisation_id, spelt_out(tree, trees), unit.at, ZoneInfo(organisation.time_zone))


def _named(leaf: InSegment | InList) -> str:
    return leaf.segment if isinstance(leaf, InSegment) else leaf.list
