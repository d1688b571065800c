"""The API and the worker as processes: what each does from its start to its end."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Sequence

import uvloop

from tidings.apps.api import server
from tidings.apps.wiring import KEY_FILE, Installation, furnish, installed
from tidings.apps.worker.main import work
from tidings.infra import logs
from tidings.infra.config import Settings
from tidings.infra.db.probe import require_migrated
from tidings.infra.garbage import keep_what_is_there
from tidings.kernel.words import Lane

log = logs.logger(__name__)

_STILL_SECONDS = 5.0
"""A worker does nothing else inside a transaction. One that stands still in the middle of one (frozen, swapped out) would keep STOPs from
being read and campaigns from being paused for as long as it stands: the server ends its transaction, and another worker goes on."""


def listening_at(host: str | None, port: int | None) -> None:
    """Let command-line options stand in the environment, where this process and its children read their settings."""
    if host is not None:
        os.environ["TIDINGS_HOST"] = host
    if port is not None:
        os.environ["TIDINGS_PORT"] = str(port)


def configure_logs() -> None:
    """Log lines for people on a terminal, JSON otherwise."""
    logs.configure(readable=sys.stderr.isatty())
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it tells of every look at the migrations


def run_worker(settings: Settings, lanes: Sequence[Lane]) -> None:
    """Work until SIGINT or SIGTERM, then finish what is in flight."""
    configure_logs()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_work(settings, lanes))


def run_api(settings: Settings, *, processes: int = 1, ready: Callable[[str], None] | None = None) -> None:
    """Serve the API until SIGINT or SIGTERM, then finish the requests under way."""
    configure_logs()
    asyncio.run(_prepare_alone(settings))
    server.run(settings, workers=processes, ready=ready)


async def _work(settings: Settings, lanes: Sequence[Lane]) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await _check(settings)
    async with installed(settings, idle_seconds=_STILL_SECONDS) as installation:
        await _furnish(installation)
        keep_what_is_there()
        await work(installation, stopping, lanes)


async def _prepare_alone(settings: Settings) -> None:
    await _check(settings)
    async with installed(settings, pool=1) as installation:
        await _furnish(installation)


async def _check(settings: Settings) -> None:
    if settings.database_url is not None:
        await require_migrated(settings.database_url)


async def _furnish(installation: Installation) -> None:
    _, key = await furnish(installation)
    if key is not None:  # logs are kept and sent about: they say where the key is, not what it is
        log.info("first_key_made", file=str(installation.settings.data_dir / KEY_FILE))
