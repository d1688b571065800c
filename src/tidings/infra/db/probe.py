"""A look at a database before working with it: whether it answers, and is of this release."""

from dataclasses import dataclass

from psycopg import AsyncConnection, Error
from psycopg.rows import scalar_row

from tidings.infra.db.readiness import newest_revision
from tidings.kernel.errors import Busy, Conflict

_CONNECT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Probe:
    """What was found: the server's version, the revision applied (None: none yet) and the one that this release needs."""

    server: str
    revision: str | None
    needed: str | None

    @property
    def migrated(self) -> bool:
        """Whether the database is of this release."""
        return self.revision == self.needed


async def probe(url: str) -> Probe:
    """Look at the database. Raises Busy, with the reason, if it does not answer within 5 s."""
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
            return Probe(str(server), revision, newest_revision())
    except Error as error:
        why = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise Busy("database_unreachable", f"The database does not answer: {why}", fix="Check DATABASE_URL and that PostgreSQL runs.") from error


async def require_migrated(url: str) -> None:
    """Refuse a database of another release. Raises Conflict, and Busy as `probe` does."""
    found = await probe(url)
    if not found.migrated:
        raise Conflict("database_not_migrated", "The database is not of this release.", fix="Run `tidings migrate`.")
