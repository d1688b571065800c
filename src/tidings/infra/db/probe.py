"""A look at a database before working with it: whether it answers, and is of this release."""

from dataclasses import dataclass

from psycopg import AsyncConnection, Error, ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import scalar_row

from tidings.infra.db.release import require_server, require_this
from tidings.kernel.errors import Busy, Invalid

_CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found: the server's version, as text and as `server_version_num`, and the migration applied (None: none yet)."""

    server: str
    version: int
    revision: str | None


async def probe(url: str) -> Probe:
    """Look at the database. Raises Busy, with the reason, if it does not answer within 5 s; Conflict if the server is too old.

    Raises Invalid if the address is no address of PostgreSQL; it is never quoted, for it may hold a password.
    """
    try:
        conninfo_to_dict(url)
    except ProgrammingError as error:
        message = "This is no address of a PostgreSQL database."
        raise Invalid("database_url_invalid", message, field="DATABASE_URL", fix="Give one such as postgresql://user@host:5432/name.") from error
    try:
        async with await AsyncConnection.connect(url, autocommit=True, connect_timeout=_CONNECT_SECONDS) as connection:
            cursor = connection.cursor(row_factory=scalar_row)
            await cursor.execute("SHOW server_version")
            server = await cursor.fetchone()
            await cursor.execute("SELECT to_regclass('alembic_version') IS NOT NULL")
            revision = None
            if await cursor.fetchone():
                await cursor.execute("SELECT version_num FROM alembic_version")
                revision = await cursor.fetchone()
            found = Probe(str(server), connection.info.server_version, revision)
    except Error as error:
        why = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise Busy("database_unreachable", f"The database does not answer: {why}", fix="Check DATABASE_URL and that PostgreSQL runs.") from error
    require_server(found.version)
    return found


async def require_migrated(url: str) -> None:
    """Refuse a database of another release. Raises Conflict, and Busy as `probe` does."""
    require_this((await probe(url)).revision)
