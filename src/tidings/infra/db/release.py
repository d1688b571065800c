"""What this release asks of a database: a server new enough, and no migration that only a newer release knows."""

from functools import cache

from alembic.config import Config
from alembic.script import ScriptDirectory

from tidings.kernel.errors import Conflict

OLDEST_SERVER = 15
"""The oldest PostgreSQL whose SQL we speak."""
_MAJOR = 10_000


def migrations() -> Config:
    """Return Alembic's settings for our migrations."""
    config = Config()
    config.set_main_option("script_location", "tidings.apps:migrations")
    config.set_main_option("path_separator", "os")
    return config


@cache
def revisions() -> tuple[str, ...]:
    """Return the migrations that this release knows, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(migrations()).walk_revisions())


def require_server(version: int) -> None:
    """Refuse a server that is too old; `version` is PostgreSQL's `server_version_num`. Raises Conflict."""
    if version < OLDEST_SERVER * _MAJOR:
        message = f"The server is PostgreSQL {version // _MAJOR}; Tidings needs {OLDEST_SERVER} or newer."
        raise Conflict("postgres_too_old", message, fix="Upgrade the server, or unset DATABASE_URL to use the embedded database.")


def require_no_newer(revision: str | None) -> None:
    """Refuse a database that a newer release has migrated. Raises Conflict."""
    if revision is not None and revision not in revisions():
        message = f"A newer release of Tidings has migrated the database (to {revision})."
        raise Conflict("database_newer", message, fix="Run that release, or restore the backup from before its migration.")


def require_this(revision: str | None) -> None:
    """Refuse a database of another release, older or newer. Raises Conflict."""
    require_no_newer(revision)
    if revision != revisions()[0]:
        raise Conflict("database_not_migrated", "The database is not migrated to this release.", fix="Run `tidings migrate`.")
