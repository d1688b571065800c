"""Taking partitions out of tables that are in use."""

from collections.abc import Sequence
from typing import Any

from psycopg import AsyncConnection, sql
from psycopg.errors import LockNotAvailable
from psycopg.rows import scalar_row

from tidings.kernel.errors import Busy

_LOCK = 7283
_PATIENCE = "10s"


async def detach(url: str, parents: Sequence[str], suffix: str) -> None:
    """Detach the partition `<parent>_<suffix>` of each parent while others read and write; what was begun and cut off is finished.

    It works as the owner, on a connection of its own, because PostgreSQL does this in no transaction block: it waits until nobody is left
    who saw the partition. Raises Busy if another does the same at this moment, or if a transaction does not end within 10 s.
    """
    async with await AsyncConnection.connect(url, autocommit=True) as connection:
        cursor = connection.cursor(row_factory=scalar_row)
        await cursor.execute("SELECT pg_try_advisory_lock(%s)", (_LOCK,))
        if not await cursor.fetchone():
            raise Busy("detaching_elsewhere", "Another process takes months out of the ledger.", fix="Try again in a minute.")
        await connection.execute(sql.SQL("SET lock_timeout = {}").format(_PATIENCE))
        try:
            for parent in parents:
                await _detach(connection, parent, f"{parent}_{suffix}")
        except LockNotAvailable as error:
            raise Busy(
                "ledger_in_use", f"A transaction that uses {parents[0]}_{suffix} does not end.", fix="Try again: what was begun is finished then."
            ) from error


async def _detach(connection: AsyncConnection[Any], parent: str, partition: str) -> None:
    cursor = connection.cursor(row_factory=scalar_row)
    await cursor.execute(
        "SELECT inhdetachpending FROM pg_inherits WHERE inhparent = to_regclass(%s) AND inhrelid = to_regclass(%s)", (parent, partition)
    )
    begun = await cursor.fetchone()
    if begun is not None:
        statement = sql.SQL("ALTER TABLE {} DETACH PARTITION {} FINALIZE" if begun else "ALTER TABLE {} DETACH PARTITION {} CONCURRENTLY")
        await connection.execute(statement.format(sql.Identifier(parent), sql.Identifier(partition)))
