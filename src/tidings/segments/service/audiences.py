"""Target audiences: the shorthand as a tree, and who of them can be reached, in parts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.segments.queries import members as queries
from tidings.segments.rules.shorthand import parted, tree_of
from tidings.segments.rules.walking import leaves
from tidings.segments.service.asking import warnings
from tidings.segments.service.finding import bound, to_ask
from tidings.segments.types import Age, Asked, Attribute, Count, Field, Reached, Slice, Tag, kinds_of

_PEOPLE_OF_A_SLICE = 50_000
"""So many people are looked at for a part of an audience that asks more than their own rows: the sets are cut to them, by key, before they are
joined, and an audience of everybody costs about what one count of it does."""


async def read_target(unit: Unit, organisation_id: UUID, target: Mapping[str, Any]) -> Asked:
    """Read a target audience: keys as contacts know them, and `segment`, the name or id of a segment or a list.

    Raises Invalid with the field `target_audience.<key>`, UnknownReference.
    """
    segment, others = parted(target)
    shorthand = contacts.read_audience(others) if others or segment is None else None
    tree = await bound(unit, organisation_id, tree_of(segment, shorthand), root="target_audience.segment")
    return await to_ask(unit, organisation_id, tree)


async def audience(
    unit: Unit, organisation_id: UUID, *, channel: Channel, target: Mapping[str, Any], after: UUID | None = None, limit: int = 10_000
) -> Reached:
    """Return a part of those who fit `target` and have an address for `channel`, with the best of it, in the order of contact ids.

    A part may be empty and not the last: `next_after` says. Raises as `read_target`.
    """
    asked = await read_target(unit, organisation_id, target)
    kinds = kinds_of(channel)
    if all(isinstance(leaf, (Attribute, Age, Tag, Field)) for leaf in leaves(asked.where)):
        people = await queries.reached(unit, asked, Slice(after=after), kinds, limit)
        return Reached(people, people[-1][0] if len(people) == limit else None)
    upto = await queries.end_of_slice(unit, organisation_id, after, _PEOPLE_OF_A_SLICE)
    return Reached(await queries.reached(unit, asked, Slice(after, upto), kinds, None), upto)


async def audience_size(unit: Unit, organisation_id: UUID, target: Mapping[str, Any]) -> Count:
    """Count everybody who fits `target`, whether or not they have an address. Raises as `read_target`."""
    asked = await read_target(unit, organisation_id, target)
    return Count(await queries.size(unit, asked), await warnings(unit, asked))


async def audience_warnings(unit: Unit, organisation_id: UUID, target: Mapping[str, Any]) -> Sequence[str]:
    """Return a sentence for each name in a target audience that nobody has. Raises as `read_target`."""
    return await warnings(unit, await read_target(unit, organisation_id, target))
