"""Coarse background work: job rows in the transaction that asks for it, taken by workers on the same database.

The library is procrastinate. One job is one piece of work such as an import, never one message: the outbox is the queue
for those. Delivery is at least once, so a job carries ids and its work can be done twice. All times here are real ones.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job
from psycopg import AsyncConnection, OperationalError

from tidings.infra.db.database import ENGINE_ROLE
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Busy

SCHEMA = "03.04.00_50_post_add_retry_failed_job_procedure.sql"
"""The last of procrastinate's migrations that ours have brought into the database."""

HEARTBEAT_SECONDS = 10.0
STALLED_SECONDS = 30.0
_MOST_WAIT_SECONDS = 300
_MOST_TRIES = 20
_STOP_SECONDS = 10.0

Work = Callable[..., Awaitable[None]]


class _Again(BaseRetryStrategy):
    """Try again what was cut off by a stopping worker or a busy database; any other error is final."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Return when to try again, or None."""
        if isinstance(exception, (asyncio.CancelledError, JobAborted)):
            return RetryDecision()
        if isinstance(exception, (Busy, OperationalError)) and job.attempts < _MOST_TRIES:
            return RetryDecision(retry_in={"seconds": min(2**job.attempts, _MOST_WAIT_SECONDS)})
        return None


class Jobs:
    """Defers work in units of work, and does it in a worker process.

    `stalled_after` is how many seconds a worker may be silent before its jobs are given to another.
    """

    def __init__(self, url: str, *, stalled_after: float = STALLED_SECONDS, concurrency: int = 4) -> None:
        self._connector = PsycopgConnector(conninfo=url, min_size=1, max_size=concurrency + 2, configure=_as_engine)
        self._app = App(connector=self._connector)
        self._stalled_after = stalled_after
        self._concurrency = concurrency
        self._stopping = asyncio.Event()
        retry_stalled = self._app.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled")(self._retry_stalled)
        self._app.periodic(cron="* * * * *")(retry_stalled)

    def register(self, name: str, work: Work) -> None:
        """Say what does the jobs of a name. Arguments come as they were deferred: plain JSON values."""
        self._app.task(name=name, retry=_Again())(work)

    async def defer(self, unit: Unit, name: str, args: dict[str, Any], *, lock: str | None = None) -> int:
        """Ask for work; it exists if and when the unit commits. Jobs of one `lock` run one after the other. Returns the job's id.

        Arguments hold ids only, never personal data: job rows lie outside row-level security.
        """
        plain = {key: str(value) if isinstance(value, UUID) else value for key, value in args.items()}
        task = self._app.configure_task(name, lock=lock, connection=unit.connection)
        return await task.defer_async(**plain)

    async def work(self) -> None:
        """Do jobs until `stop`; then those running get a few seconds, and what is cut off is done again by another worker."""
        self._stopping.clear()
        async with self._app.open_async():
            await self._retry_stalled(0)
            worker = asyncio.create_task(
                self._app.run_worker_async(
                    concurrency=self._concurrency,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                    shutdown_graceful_timeout=_STOP_SECONDS,
                    update_heartbeat_interval=min(HEARTBEAT_SECONDS, self._stalled_after / 3),
                    stalled_worker_timeout=self._stalled_after,
                )
            )
            stopping = asyncio.create_task(self._stopping.wait())
            await asyncio.wait({worker, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            worker.cancel()
            with suppress(asyncio.CancelledError):
                await worker

    def stop(self) -> None:
        """Make `work` return."""
        self._stopping.set()

    async def _retry_stalled(self, timestamp: int) -> None:  # noqa: ARG002 - procrastinate hands over when it was due
        """Give the jobs of workers that have fallen silent to others: the library itself leaves them as they are."""
        for job in await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._stalled_after):
            await self._app.job_manager.retry_job(job)


async def _as_engine(connection: AsyncConnection[Any]) -> None:
    await connection.set_autocommit(True)
    await connection.execute(f"SET ROLE {ENGINE_ROLE}")
