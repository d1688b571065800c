"""The worker process: its loops, its number, its graceful end."""

import asyncio
import os
import socket
from collections.abc import AsyncGenerator, Collection, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import Any
from uuid import UUID

from psycopg import AsyncConnection
from psycopg import Error as DatabaseError

from tidings.apps.providers import ADAPTERS, FETCHERS
from tidings.apps.wiring import CallbackAddress, Installation
from tidings.apps.worker.callbacks import CallbackReader
from tidings.apps.worker.duties import duties_of
from tidings.apps.worker.figures import FigureKeeper
from tidings.apps.worker.imports import do_jobs, jobs_of
from tidings.apps.worker.sealing import Sealer
from tidings.campaigns import jobs as campaigns
from tidings.channels.types import CallKind
from tidings.content.types import PublicAddress
from tidings.conversations import jobs as conversations
from tidings.inbox import jobs as inbox
from tidings.infra.logs import logger
from tidings.infra.news import telling
from tidings.infra.turns import Turns
from tidings.kernel.errors import Busy
from tidings.kernel.words import Lane
from tidings.messages import jobs as messages
from tidings.messages import service as ledger
from tidings.messages.types import RetryPolicy
from tidings.notices import jobs as notices
from tidings.repairs import jobs as repairs
from tidings.waitlist import jobs as waitlist
from tidings.waitlist.service import Holds

log = logger(__name__)

URGENT = (Lane.TRANSACTIONAL, Lane.CONVERSATIONAL)
"""The lanes that `tidings serve` keeps a worker for."""
_SWEEP_SECONDS = 2.0
_NOTICE_SECONDS = 0.25
_INBOX_SECONDS = 1.0
_FOLLOW_SECONDS = 2.0
_REMIND_SECONDS = 2.0
_DUTY_SECONDS = 5.0
_FETCH_SECONDS = 0.5
_FIGURE_SECONDS = 5.0
_SOON_MISSED = "SET tcp_keepalives_idle = 3; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 6000"


async def work(installation: Installation, stopping: asyncio.Event, lanes: Collection[Lane] = tuple(Lane)) -> None:
    """Run every loop that some lanes need until `stopping` is set, then finish what is in flight. The first lanes go first, in whatever order given.

    If the connection that proves us alive is lost, the worker stops: another may already be judging it dead.
    """
    lanes = [lane for lane in Lane if lane in lanes]
    async with _number(installation, stopping) as number:
        sending = messages.Sending(
            database=installation.database,
            exchange=installation.exchange,
            adapters=ADAPTERS,
            clock=installation.clock,
            callback_url=CallbackAddress(installation.settings.public_base_url),
            public=PublicAddress(installation.settings.public_base_url.rstrip("/")),
            retry=RetryPolicy.of(installation.settings.retry_attempts, installation.settings.retry_delay_ms),
        )
        await log.ainfo("worker_started", worker=number, lanes=[str(lane) for lane in lanes])
        async with telling(installation.database), asyncio.TaskGroup() as group:
            for loop in _loops(installation, sending, number, lanes, stopping):
                group.create_task(loop)
        with suppress(Busy, DatabaseError):  # counts of the last seconds: worth a try, not a failure
            await FigureKeeper(installation.database, number).once()
        await log.ainfo("worker_stopped", worker=number)


def _loops(
    installation: Installation, sending: messages.Sending, number: int, lanes: Sequence[Lane], stopping: asyncio.Event
) -> list[Coroutine[Any, Any, None]]:
    database, clock = installation.database, installation.clock
    keeper = FigureKeeper(database, number)
    fetching = conversations.Fetching(database, installation.exchange, FETCHERS)
    sweeper = messages.Sweeper(database, clock, installation.settings.exchange_seconds)

    turns = Turns[waitlist.Turn]("waitlist")
    loops: list[Coroutine[Any, Any, None]] = [
        messages.Dispatcher(sending, number, lanes).run(stopping),
        messages.repeatedly(CallbackReader(database, ADAPTERS, CallKind.INBOUND).once, stopping, "inbound", idle=0.1, quiet=0.25),
        messages.repeatedly(partial(notices.look, database, Turns[UUID]("notices")), stopping, "notices", idle=_NOTICE_SECONDS),
        messages.repeatedly(partial(waitlist.look, database, turns, Holds(clock.monotonic)), stopping, "waitlist", idle=_NOTICE_SECONDS),
        messages.repeatedly(partial(inbox.look, database, Turns[UUID]("inbox")), stopping, "inbox", idle=_INBOX_SECONDS),
        messages.repeatedly(sweeper.once, stopping, "sweep", idle=_SWEEP_SECONDS),
        messages.repeatedly(keeper.once, stopping, "figures", idle=_FIGURE_SECONDS),
    ]
    if Lane.MARKETING in lanes:  # campaigns keep a core busy, with imports and receipts too: a worker that is kept free of them is free of it all
        loops += [
            messages.repeatedly(CallbackReader(database, ADAPTERS, CallKind.RECEIPTS).once, stopping, "receipts", idle=0.1, quiet=0.4),
            messages.repeatedly(partial(messages.settle_doubts, sending), stopping, "doubts", idle=1.0),
            messages.repeatedly(partial(messages.follow_up, sending), stopping, "missing_receipts", idle=_FOLLOW_SECONDS),
            messages.repeatedly(partial(conversations.fetch_attachments, fetching), stopping, "attachments", idle=_FETCH_SECONDS),
            messages.repeatedly(duties_of(installation).once, stopping, "duties", idle=_DUTY_SECONDS),
            messages.repeatedly(Sealer(database).once, stopping, "sealing", idle=1.0),
            messages.repeatedly(partial(repairs.remind, database, Turns[UUID]("reminders")), stopping, "reminders", idle=_REMIND_SECONDS),
            campaigns.release_forever(database, stopping),
            do_jobs(jobs_of(installation), stopping),
        ]
    return loops


@asynccontextmanager
async def _number(installation: Installation, stopping: asyncio.Event) -> AsyncGenerator[int]:
    """Hold a worker's number, and with it the lock that says it lives, on a connection of its own."""
    async with installation.database.engine() as unit:
        number = await ledger.register_worker(unit, f"{socket.gethostname()}:{os.getpid()}")
    async with await AsyncConnection.connect(installation.database_url, autocommit=True) as connection:
        # A host that vanishes takes no leave: the server finds out and frees the lock, so that the others have its leases within 30 s.
        await connection.execute(_SOON_MISSED)
        await connection.execute("SELECT pg_advisory_lock(%s, %s)", (ledger.WORKER_LOCKS, number))
        watch = asyncio.create_task(_watch(connection, stopping))
        try:
            yield number
        finally:
            watch.cancel()


async def _watch(connection: AsyncConnection[Any], stopping: asyncio.Event) -> None:
    while True:
        await asyncio.sleep(1.0)
        try:
            await asyncio.wait_for(connection.execute("SELECT 1"), 10.0)
        except Exception:  # noqa: BLE001 - whatever it is, the lock is gone with the connection
            await log.aerror("worker_lost_its_lock")
            stopping.set()
            return
