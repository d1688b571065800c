"""All SQL of policy."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.policy.types import AllowedAddress

_COLUMNS = "id, label, added_by, added_at"


async def allow(unit: Unit, organisation_id: UUID, entries: Sequence[tuple[UUID, bytes, str]], actor: str) -> int:
    """List addresses (id, look-up value, masked label); returns how many were not listed before."""
    return await unit.run(
        "INSERT INTO allowed_addresses (organisation_id, id, lookup, label, added_by, added_at)"
        " SELECT %(org)s, id, lookup, label, %(actor)s, %(at)s"
        " FROM unnest(%(ids)s::uuid[], %(lookups)s::bytea[], %(labels)s::text[]) AS t (id, lookup, label) ORDER BY lookup"
        " ON CONFLICT (organisation_id, lookup) DO NOTHING",
        {
            "org": organisation_id,
            "actor": actor,
            "at": unit.at,
            "ids": [identifier for identifier, _, _ in entries],
            "lookups": [lookup for _, lookup, _ in entries],
            "labels": [label for _, _, label in entries],
        },
    )


async def disallow(unit: Unit, organisation_id: UUID, address_id: UUID) -> bool:
    """Take an address off the list; returns whether it was on it."""
    params = {"org": organisation_id, "id": address_id}
    return await unit.run("DELETE FROM allowed_addresses WHERE organisation_id = %(org)s AND id = %(id)s", params) == 1


async def allowed(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> set[bytes]:
    """Return those of the look-up values that are listed."""
    rows = await unit.fetch(
        bytes,
        "SELECT lookup FROM allowed_addresses WHERE organisation_id = %(org)s AND lookup = ANY(%(lookups)s)",
        {"org": organisation_id, "lookups": list(lookups)},
    )
    return set(rows)


async def move_lookups(unit: Unit, organisation_id: UUID, moved: Sequence[tuple[bytes, bytes]]) -> None:
    """Put listed addresses under their new look-up values."""
    await unit.run(
        "UPDATE allowed_addresses a SET lookup = m.fresh FROM unnest(%(formers)s::bytea[], %(fresh)s::bytea[]) AS m (former, fresh)"
        " WHERE a.organisation_id = %(org)s AND a.lookup = m.former",
        {"org": organisation_id, "formers": [former for former, _ in moved], "fresh": [fresh for _, fresh in moved]},
    )


async def list_allowed(unit: Unit, organisation_id: UUID, before: UUID | None, limit: int) -> list[AllowedAddress]:
    """Return the list, newest first, older than `before`."""
    return await unit.fetch(
        AllowedAddress,
        f"SELECT {_COLUMNS} FROM allowed_addresses WHERE organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR id < %(before)s)"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "before": before, "limit": limit},
    )
