"""A tree from JSON, and to JSON."""

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

import msgspec

from tidings.segments.errors import TooDeep, TooManyConditions, TreeInvalid
from tidings.segments.rules.walking import measured
from tidings.segments.types import MOST_CONDITIONS, MOST_DEPTH, Document, Tree

_DEEPEST_JSON = MOST_DEPTH * 2 + 8
"""A node is an object in a list; what a leaf holds is a few levels deep."""


def read(document: object) -> Tree:
    """Read {"version": 1, "where": {...}}. Raises TreeInvalid with the path of the wrong node, TooManyConditions."""
    _check_nesting(document)
    try:
        tree = msgspec.convert(document, Document, strict=True).where
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        raise TreeInvalid(_sentence(message), path.rstrip("`").lstrip(".") or "where") from error
    check_size(tree)
    return tree


def check_size(tree: Tree, trees: Mapping[UUID, Tree] | None = None) -> None:
    """Refuse a tree that is too deep or too large, with `trees`, the segments it asks for. Raises TreeInvalid, TooManyConditions."""
    conditions, deep = measured(tree, trees or {})
    if deep > MOST_DEPTH:
        raise TooDeep(MOST_DEPTH)
    if conditions > MOST_CONDITIONS:
        raise TooManyConditions(MOST_CONDITIONS)


def written(tree: Tree) -> dict[str, Any]:
    """Return a tree as `read` takes it."""
    return cast("dict[str, Any]", msgspec.to_builtins(Document(tree)) | {"version": 1})


def _check_nesting(document: object) -> None:
    """Look at the depth before anything goes down into it: what is nested too deep would end the process's stack."""
    level, deep = [document], 0
    while level:
        deep += 1
        if deep > _DEEPEST_JSON:
            raise TooDeep(MOST_DEPTH)
        level = [inner for each in level for inner in _inside(each)]


def _inside(value: object) -> list[object]:
    if isinstance(value, Mapping):
        return list(cast("Mapping[str, object]", value).values())
    return list(cast("list[object]", value)) if isinstance(value, list) else []


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:].rstrip('.')}."
