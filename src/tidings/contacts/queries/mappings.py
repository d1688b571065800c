"""What columns were said to be, by the header of the file."""

from collections.abc import Mapping
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.contacts.types import RememberedMapping
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

_COLUMNS = "id, name, columns, actor, used_at"


async def remember(unit: Unit, organisation_id: UUID, header: bytes, name: str, columns: Mapping[str, str], actor: str) -> None:
    """Keep what the columns of a header are; said anew, it takes the place of what was said before."""
    await unit.run(
        "INSERT INTO import_mappings (organisation_id, id, header, name, columns, actor, used_at)"
        " VALUES (%(org)s, %(id)s, %(header)s, %(name)s, %(columns)s, %(actor)s, %(at)s)"
        " ON CONFLICT (organisation_id, header) DO UPDATE SET name = excluded.name, columns = excluded.columns, actor = excluded.actor,"
        " used_at = excluded.used_at",
        {
            "org": organisation_id,
            "id": new_id(unit.at),
            "header": header,
            "name": name,
            "columns": Jsonb(dict(columns)),
            "actor": actor,
            "at": unit.at,
        },
    )


async def remembered(unit: Unit, organisation_id: UUID, header: bytes) -> RememberedMapping | None:
    """Return what was said of a header."""
    return await unit.fetch_one(
        RememberedMapping,
        f"SELECT {_COLUMNS} FROM import_mappings WHERE organisation_id = %(org)s AND header = %(header)s",
        {"org": organisation_id, "header": header},
    )


async def mappings(unit: Unit, organisation_id: UUID, most: int) -> list[RememberedMapping]:
    """Return what is remembered, used last first."""
    return await unit.fetch(
        RememberedMapping,
        f"SELECT {_COLUMNS} FROM import_mappings WHERE organisation_id = %(org)s ORDER BY used_at DESC, id DESC LIMIT %(most)s",
        {"org": organisation_id, "most": most},
    )


async def rename(unit: Unit, organisation_id: UUID, mapping_id: UUID, name: str) -> RememberedMapping | None:
    """Give a mapping a name and return it."""
    return await unit.fetch_one(
        RememberedMapping,
        f"UPDATE import_mappings SET name = %(name)s WHERE organisation_id = %(org)s AND id = %(id)s RETURNING {_COLUMNS}",
        {"org": organisation_id, "id": mapping_id, "name": name},
    )


async def forget(unit: Unit, organisation_id: UUID, mapping_id: UUID) -> bool:
    """Forget a mapping; says whether there was one."""
    params = {"org": organisation_id, "id": mapping_id}
    return bool(await unit.run("DELETE FROM import_mappings WHERE organisation_id = %(org)s AND id = %(id)s", params))
