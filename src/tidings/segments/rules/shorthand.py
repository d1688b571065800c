"""The shorthand of `target_audience` as a tree: every key must hold, and of a key's values any one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.types import Target
from tidings.kernel.errors import Invalid
from tidings.segments.types import All, AnyOf, Attribute, Field, FieldName, InSegment, Tag, Tree

SEGMENT = "segment"
"""The key that names a segment or a list, besides those that `contacts` reads."""


def parted(shorthand: Mapping[str, Any]) -> tuple[str | None, Mapping[str, Any]]:
    """Return the segment that a target audience names, and what else it says. Raises Invalid."""
    if SEGMENT not in shorthand:
        return None, shorthand
    named = shorthand[SEGMENT]
    if not isinstance(named, (str, UUID)) or not str(named).strip():
        raise Invalid(
            "target_invalid", "This names no segment.", field=f"target_audience.{SEGMENT}", fix="Give the name or the id of a segment or a list."
        )
    return str(named).strip(), {key: value for key, value in shorthand.items() if key != SEGMENT}


def tree_of(segment: str | None, target: Target | None) -> Tree:
    """Return the tree of a target audience; one of the two at least is given."""
    parts: list[Tree] = [] if segment is None else [InSegment(segment)]
    if target is not None:
        parts += [_attribute(name, tuple(values)) for name, values in target.attributes]
        if target.tags is not None:
            parts.append(_any([Tag(tag) for tag in target.tags]))
        fields: dict[FieldName, Sequence[str] | None] = {"lifecycle": target.lifecycles, "country": target.countries, "locale": target.locales}
        parts += [Field(name, tuple(values)) for name, values in fields.items() if values is not None]
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _attribute(name: str, values: tuple[Any, ...]) -> Attribute:
    return Attribute(name, "is" if len(values) == 1 else "in", values)


def _any(tags: list[Tag]) -> Tree:
    return tags[0] if len(tags) == 1 else AnyOf(tuple(tags))
