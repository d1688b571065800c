"""Telling other processes what changed, and hearing it, by PostgreSQL's NOTIFY (docs/decisions/0041-live.md).

Each process tells what its units committed, all at once and a few times a second, in a transaction of its own: a thousand receipts a
second cost no more notices than one does, and nobody's commit waits for another's notice (PostgreSQL lets only one transaction with
notices commit at a time). A notice may get lost when a process dies: whoever shows something reads it anew now and then.
"""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import astuple
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from psycopg import Error as DatabaseError

from tidings.infra.changes import Change
from tidings.infra.db.database import Database
from tidings.kernel.errors import Busy

TELL_SECONDS = 0.3
_CHANNEL = "tidings_changes"
_IN_ONE_NOTICE = 50  # PostgreSQL takes 8,000 bytes in a notice, and a change of ours has 150 at most
_LISTEN_SECONDS = 15.0
_SOON_MISSED = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 2"


async def tell(database: Database) -> bool:
    """Tell all processes what this one changed since the last call; what can't be told now is told later. Says whether it did."""
    taken = database.changes.take()
    if not taken:
        return False
    parts = [taken[at : at + _IN_ONE_NOTICE] for at in range(0, len(taken), _IN_ONE_NOTICE)]
    notices = [orjson.dumps([astuple(each) for each in part]).decode() for part in parts]
    try:
        async with database.engine() as unit:
            await unit.run(
                "SELECT pg_notify(%(channel)s, notice) FROM unnest(%(notices)s::text[]) AS notice", {"channel": _CHANNEL, "notices": notices}
            )
    except (Busy, DatabaseError):
        database.changes.add(taken)
        return False
    return True


@asynccontextmanager
async def telling(database: Database) -> AsyncGenerator[None]:
    """Tell while the block runs, and a last time at its end."""
    task = asyncio.create_task(_tell_forever(database))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await tell(database)


async def _tell_forever(database: Database) -> None:
    while True:
        await asyncio.sleep(TELL_SECONDS)
        await tell(database)


async def heard(database_url: str) -> AsyncGenerator[Sequence[Change]]:
    """Yield what any process tells, and nothing now and then; first nothing, once all that is told from then on will be heard.

    Raises psycopg's errors when the connection is lost: what is told until somebody listens again is not heard.
    """
    async with await AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute(_SOON_MISSED)
        await connection.execute(f"LISTEN {_CHANNEL}")
        yield []
        while True:
            async for notice in connection.notifies(timeout=_LISTEN_SECONDS):
                yield [Change(UUID(organisation), kind, thing) for organisation, kind, thing in orjson.loads(notice.payload)]
            await connection.execute("SELECT 1")  # a server that is gone says nothing by itself
            yield []
