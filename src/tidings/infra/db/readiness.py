"""Whether a database is the one that this code was written for."""

from functools import cache

from alembic.script import ScriptDirectory

from tidings.infra.db.migrate import SCRIPTS
from tidings.infra.db.unit import Unit


async def is_migrated(unit: Unit) -> bool:
    """Tell whether the newest migration that this code knows was applied; a database that is ahead is not ours either."""
    known: str | None = await unit.value("SELECT to_regclass('alembic_version')::text")
    return known is not None and await unit.value("SELECT version_num FROM alembic_version") == newest_revision()


@cache
def newest_revision() -> str | None:
    """Return the newest migration that this code knows."""
    from alembic.config import Config  # noqa: PLC0415 - a slow import that only the first question needs

    config = Config()
    config.set_main_option("script_location", SCRIPTS)
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config).get_current_head()
