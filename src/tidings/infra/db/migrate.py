"""Bring a database to the newest revision, once, however many processes ask at the same time."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tidings.infra.db.release import migrations, require_no_newer, require_server

_LOCK = 7280


def migrate(url: str) -> list[str]:
    """Run what is missing, under an advisory lock, and return the revisions that were applied, in order.

    Raises Conflict if the server is too old or the database is of a newer release.
    """
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    config = migrations()
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
            connection.commit()
            try:
                require_server(int(connection.execute(text("SHOW server_version_num")).scalar_one()))
                pending = _pending(config, MigrationContext.configure(connection).get_current_revision())
                connection.commit()
                config.attributes["connection"] = connection
                if pending:
                    command.upgrade(config, "head")
                connection.commit()
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
                connection.commit()
    finally:
        engine.dispose()
    return pending


def _pending(config: Config, current: str | None) -> list[str]:
    require_no_newer(current)
    script = ScriptDirectory.from_config(config)
    return [step.revision for step in reversed(list(script.iterate_revisions("head", current or "base")))]
