"""SQL that puts addresses under a new index key."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Indexed:
    """An address and what it is found by."""

    id: UUID
    kind: str
    sealed: bytes = field(repr=False)
    lookup: bytes = field(repr=False)


async def hold_all(unit: Unit) -> None:
    """Have everybody wait who would add or change an address, until the unit ends; reading goes on."""
    await unit.run("LOCK TABLE addresses IN SHARE ROW EXCLUSIVE MODE")


async def indexed_after(unit: Unit, organisation_id: UUID, after: UUID, limit: int) -> list[Indexed]:
    """Return addresses in the order of their ids, from after an id on."""
    return await unit.fetch(
        Indexed,
        "SELECT id, kind, sealed, lookup FROM addresses WHERE organisation_id = %(org)s AND id > %(after)s ORDER BY id LIMIT %(limit)s",
        {"org": organisation_id, "after": after, "limit": limit},
    )


async def set_lookups(unit: Unit, organisation_id: UUID, lookups: Sequence[tuple[UUID, bytes]]) -> None:
    """Put addresses under new look-up values."""
    await unit.run(
        "UPDATE addresses a SET lookup = m.lookup FROM unnest(%(ids)s::uuid[], %(lookups)s::bytea[]) AS m (id, lookup)"
        " WHERE a.organisation_id = %(org)s AND a.id = m.id",
        {"org": organisation_id, "ids": [identifier for identifier, _ in lookups], "lookups": [lookup for _, lookup in lookups]},
    )
