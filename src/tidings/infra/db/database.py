"""The database as a process sees it: one pool for each role, and units of work."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from select import POLLIN, poll
from typing import Any, LiteralString
from uuid import UUID

import orjson
from psycopg import AsyncConnection, OperationalError
from psycopg.types.json import set_json_dumps, set_json_loads
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from tidings.infra.changes import Changes
from tidings.infra.crypto import Vault
from tidings.infra.db.arrays import write_arrays_in_binary
from tidings.infra.db.moments import read_every_moment
from tidings.infra.db.unit import Reactions, Unit
from tidings.infra.tally import Tally
from tidings.kernel.clock import Clock
from tidings.kernel.errors import Busy
from tidings.kernel.events import Happened

APP_ROLE = "tidings_app"
ENGINE_ROLE = "tidings_engine"

_POOL_SECONDS = 10.0
_BEGIN_APP = "SELECT set_config('tidings.org', %s, true)"
_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
# However old the statistics are, these leave the planner one way only: by key (docs/decisions/0006).
_KEYED = dict.fromkeys(("enable_seqscan", "enable_mergejoin", "enable_nestloop"), "off")
_FOLLOWED = dict.fromkeys(("enable_seqscan", "enable_mergejoin", "enable_hashjoin"), "off")

set_json_dumps(orjson.dumps)
set_json_loads(orjson.loads)
write_arrays_in_binary()
read_every_moment()


async def no_reactions(_unit: Unit, _events: Sequence[Happened]) -> None:
    """React to nothing: for processes and tests in which no room listens to another."""


class Database:
    """Pools of connections under the two working roles.

    `app` sees one organisation's rows (row-level security); `engine` sees all, for workers and batches that cross
    organisations, and its statements name the organisation themselves. The ways in which batches are planned have
    pools of their own, so that a transaction costs no statement more; a process that plans none so opens none.
    A transaction in which nothing happened for `idle_seconds` is ended by the server, and its locks with it: its process stands still.
    """

    def __init__(
        self, url: str, clock: Clock, vault: Vault, *, size: int = 8, reactions: Reactions = no_reactions, idle_seconds: float | None = None
    ) -> None:
        self._clock = clock
        self._vault = vault
        self._reactions = reactions
        self.tally = Tally()
        self.changes = Changes()
        always = {} if idle_seconds is None else {"idle_in_transaction_session_timeout": f"{idle_seconds * 1000:.0f}"}
        self._app = _pool(url, APP_ROLE, size, always)
        self._engine = _pool(url, ENGINE_ROLE, size, always)
        self._keyed = _pool(url, ENGINE_ROLE, size, {**always, **_KEYED})
        self._followed = _pool(url, ENGINE_ROLE, size, {**always, **_FOLLOWED})
        self._pools = (self._app, self._engine, self._keyed, self._followed)

    async def open(self) -> None:
        """Open the pools. Raises Busy if the database does not answer in 30 s."""
        try:
            for pool in self._pools:
                await pool.open(wait=True, timeout=30)
        except PoolTimeout as error:
            raise _unreachable() from error

    async def close(self) -> None:
        """Close the pools."""
        for pool in self._pools:
            await pool.close()

    @asynccontextmanager
    async def unit(self, organisation_id: UUID) -> AsyncGenerator[Unit]:
        """Open a unit of work that sees one organisation's rows; commits on leaving without an error."""
        async with self._work(self._app, organisation_id, _BEGIN_APP, (str(organisation_id),)) as unit:
            yield unit

    @asynccontextmanager
    async def engine(self) -> AsyncGenerator[Unit]:
        """Open a unit of work over all organisations."""
        async with self._work(self._engine, None) as unit:
            yield unit

    @asynccontextmanager
    async def moment(self) -> AsyncGenerator[Unit]:
        """Open a unit over all organisations that reads, and whose statements all see the same moment: figures that are compared fit together."""
        async with self._work(self._engine, None, _MOMENT) as unit:
            yield unit

    @asynccontextmanager
    async def keyed(self) -> AsyncGenerator[Unit]:
        """Open a unit of the engine role for batches that name their rows by arrays of keys: each is looked up once, none is scanned for."""
        async with self._work(self._keyed, None) as unit:
            yield unit

    @asynccontextmanager
    async def followed(self) -> AsyncGenerator[Unit]:
        """Open a unit of the engine role for statements that find a few rows and follow each by its key into a large table."""
        async with self._work(self._followed, None) as unit:
            yield unit

    @asynccontextmanager
    async def _work(
        self, pool: AsyncConnectionPool[AsyncConnection[Any]], organisation_id: UUID | None, first: LiteralString = "", values: Sequence[str] = ()
    ) -> AsyncGenerator[Unit]:
        try:
            connection = await pool.getconn()
        except (PoolTimeout, OperationalError) as error:
            raise _unreachable() from error
        try:
            async with connection.transaction():
                if first:
                    await connection.execute(first, values or None)
                unit = Unit(connection, self._clock, organisation_id, self._vault, self.tally, self.changes)
                yield unit
                while events := unit.take_happened():
                    await self._reactions(unit, events)
        finally:
            await pool.putconn(connection)
        unit.committed()


def _pool(url: str, role: LiteralString, size: int, settings: Mapping[str, str]) -> AsyncConnectionPool[AsyncConnection[Any]]:
    """Return a pool under a role, with settings of its sessions; one with a planner of its own is filled when it is first used."""

    async def configure(connection: AsyncConnection[Any]) -> None:
        await connection.set_autocommit(True)
        await connection.execute(f"SET ROLE {role}")
        # Keyed batches over partitions go wrong under a generic plan (docs/decisions/0006).
        await connection.execute("SET plan_cache_mode = force_custom_plan")
        for name, value in settings.items():
            await connection.execute("SELECT set_config(%s, %s, false)", (name, value))

    planned = "enable_seqscan" in settings
    return AsyncConnectionPool(url, min_size=0 if planned else 1, max_size=size, open=False, timeout=_POOL_SECONDS, configure=configure, check=_check)


async def _check(connection: AsyncConnection[Any]) -> None:
    """Refuse a connection that ended while nobody used it. A server that goes away says so, or its system does: only then it is asked."""
    word = poll()
    word.register(connection.fileno(), POLLIN)
    if word.poll(0):
        await AsyncConnectionPool.check_connection(connection)


def _unreachable() -> Busy:
    return Busy("database_unreachable", "The database does not answer.", fix="Check DATABASE_URL and that PostgreSQL runs; then try again.")
