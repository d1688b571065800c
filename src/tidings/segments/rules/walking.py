"""Going through trees."""

from collections.abc import Callable, Iterator, Mapping
from uuid import UUID

import msgspec

from tidings.segments.types import (
    Age,
    All,
    AnyOf,
    Attribute,
    Consent,
    Did,
    Enrolled,
    Field,
    InList,
    InSegment,
    Leaf,
    Named,
    NoneOf,
    Reachable,
    Tag,
    Tree,
    Turn,
    Without,
    reference,
)

Group = All | AnyOf | NoneOf


def leaves(tree: Tree) -> Iterator[Leaf]:
    """Return the conditions in a tree, from left to right."""
    for _, leaf in placed(tree):
        yield leaf


def stated(tree: Tree, *, opposite: bool = False) -> Iterator[Tree]:
    """Return the conditions in a tree, from left to right, as the tree wants them: "not" stands before those of which it wants the opposite."""
    if isinstance(tree, (All, AnyOf, NoneOf)):
        for each in tree.of:
            yield from stated(each, opposite=opposite != isinstance(tree, NoneOf))
    else:
        yield NoneOf((tree,)) if opposite else tree


def placed(tree: Tree, path: str = "where") -> Iterator[tuple[str, Leaf]]:
    """Return the conditions in a tree, each with its path in JSON."""
    if isinstance(tree, (All, AnyOf, NoneOf)):
        for place, each in enumerate(tree.of):
            yield from placed(each, f"{path}.of[{place}]")
    else:
        yield path, tree


def replaced(tree: Tree, by: Callable[[Leaf], Tree]) -> Tree:
    """Return a tree with each condition replaced."""
    if isinstance(tree, (All, AnyOf, NoneOf)):
        return msgspec.structs.replace(tree, of=tuple(replaced(each, by) for each in tree.of))
    return by(tree)


def asked_for(tree: Tree) -> set[UUID]:
    """Return the ids of the segments and lists that a tree asks for, those in the tree itself."""
    return {found for leaf in leaves(tree) if isinstance(leaf, (InSegment, InList)) and (found := reference(leaf)) is not None}


def renamed(tree: Tree, names: Mapping[UUID, str]) -> Tree:
    """Return a tree that names segments and lists as people do; one that there is no more keeps its id."""

    def name(leaf: Leaf) -> Tree:
        if isinstance(leaf, InSegment):
            return InSegment(_name_of(leaf, leaf.segment, names))
        return InList(_name_of(leaf, leaf.list, names)) if isinstance(leaf, InList) else leaf

    return replaced(tree, name)


def spelt_out(tree: Tree, trees: Mapping[UUID, Tree]) -> Tree:
    """Return a tree with the segments in it replaced by their own conditions, which must lead nowhere back."""

    def spell(leaf: Leaf) -> Tree:
        if not isinstance(leaf, InSegment):
            return leaf
        inside = trees.get(found) if (found := reference(leaf)) is not None else None
        return leaf if inside is None else spelt_out(inside, trees)

    return replaced(tree, spell)


def names_in(tree: Tree) -> list[Named]:
    """Return the names in a tree that somebody should have, each once."""
    return list(dict.fromkeys(named for leaf in leaves(tree) for named in _names_of(leaf)))


def _names_of(leaf: Leaf) -> list[Named]:
    if isinstance(leaf, (Attribute, Age)):
        return [Named("attribute", leaf.name if isinstance(leaf, Attribute) else leaf.attribute)]
    if isinstance(leaf, Tag):
        return [Named("tag", leaf.name)]
    if isinstance(leaf, (Did, Turn, Without)):
        return [Named("event", leaf.event), *([Named("event", leaf.missing)] if isinstance(leaf, Without) else [])]
    if isinstance(leaf, (Consent, Reachable)):
        return [Named("programme", leaf.programme)] if leaf.programme is not None else []
    if isinstance(leaf, Enrolled):
        return [Named("course", leaf.course)] if leaf.course is not None else []
    return [Named("lifecycle", each) for each in leaf.values] if isinstance(leaf, Field) and leaf.name == "lifecycle" else []


def measured(tree: Tree, trees: Mapping[UUID, Tree]) -> tuple[int, int]:
    """Return how many conditions a tree has, and how deep it is, once its segments are spelt out; found without spelling them out."""
    known: dict[UUID, tuple[int, int]] = {}

    def measure(node: Tree) -> tuple[int, int]:
        if isinstance(node, (All, AnyOf, NoneOf)):
            inside = [measure(each) for each in node.of]
            return sum(conditions for conditions, _ in inside), 1 + max(deep for _, deep in inside)
        found = reference(node) if isinstance(node, InSegment) else None
        if found is None or found not in trees:
            return 1, 1
        if found not in known:
            known[found] = measure(trees[found])
        return known[found]

    return measure(tree)


def way_back(start: UUID, trees: Mapping[UUID, Tree]) -> list[UUID] | None:
    """Return the way by which a segment asks for itself, from itself to itself; None where there is none."""
    came_from: dict[UUID, UUID] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for there in asked_for(trees[here]) if here in trees else ():
            if there == start:
                way = [start, here]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if there not in came_from:
                came_from[there] = here
                waiting.append(there)
    return None


def _name_of(leaf: InSegment | InList, present: str, names: Mapping[UUID, str]) -> str:
    found = reference(leaf)
    return names.get(found, present) if found is not None else present
