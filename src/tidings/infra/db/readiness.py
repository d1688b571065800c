"""Whether a database is the one that this code was written for."""

from tidings.infra.db.release import revisions
from tidings.infra.db.unit import Unit


async def is_migrated(unit: Unit) -> bool:
    """Tell whether the newest migration that this code knows was applied; a database that is ahead is not ours either."""
    known: str | None = await unit.value("SELECT to_regclass('alembic_version')::text")
    return known is not None and await unit.value("SELECT version_num FROM alembic_version") == revisions()[0]
