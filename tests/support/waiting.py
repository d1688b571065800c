"""Waiting for something that other processes bring about."""

import asyncio
import time
from collections.abc import Callable

import psycopg

_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


PATIENCE_SECONDS = 60.0
"""How long something may take on a machine that does much else: what comes about ends the waiting at once."""


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Return when it is so; fails if it does not come about in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.02)


async def until_blocked(url: str, done: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Return when somebody waits for a lock in a database, or it is `done`; fails if neither comes about in time."""
    until = time.monotonic() + seconds
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as looker:
        while not done():
            row = await (await looker.execute(_WAITING)).fetchone()
            if row is not None and row[0] > 0:
                return
            assert time.monotonic() < until, "nobody waits, and it is not done"
            await asyncio.sleep(0.01)
