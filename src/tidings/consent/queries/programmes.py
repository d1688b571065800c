"""Programmes that people agree to by name."""

from collections.abc import Mapping
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.consent.types import Programme
from tidings.infra.db.unit import Unit


async def programmes(unit: Unit, organisation_id: UUID) -> list[Programme]:
    """Return the programmes of an organisation by key."""
    return await unit.fetch(
        Programme,
        "SELECT key, name, descriptions, created_at, created_by FROM programmes WHERE organisation_id = %(org)s ORDER BY key",
        {"org": organisation_id},
    )


async def put(unit: Unit, organisation_id: UUID, key: str, name: str, descriptions: Mapping[str, str], actor: str) -> None:
    """Make a programme, or change what it is called."""
    await unit.run(
        "INSERT INTO programmes (organisation_id, key, name, descriptions, created_at, created_by)"
        " VALUES (%(org)s, %(key)s, %(name)s, %(descriptions)s, %(at)s, %(by)s)"
        " ON CONFLICT (organisation_id, key) DO UPDATE SET name = excluded.name, descriptions = excluded.descriptions",
        {"org": organisation_id, "key": key, "name": name, "descriptions": Jsonb(dict(descriptions)), "at": unit.at, "by": actor},
    )


async def spoken_of(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Say whether anybody ever said something about a programme; it looks through the organisation's states."""
    return await unit.value(
        "SELECT EXISTS (SELECT FROM consents WHERE organisation_id = %(org)s AND programme = %(key)s)", {"org": organisation_id, "key": key}
    )


async def delete(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Delete a programme; False if there is none."""
    return await unit.run("DELETE FROM programmes WHERE organisation_id = %(org)s AND key = %(key)s", {"org": organisation_id, "key": key}) == 1
