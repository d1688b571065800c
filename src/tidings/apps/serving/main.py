"""`tidings serve`: the parent. It prepares, starts children, keeps them alive, and ends them in order."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from types import FrameType

from tidings.accounts.types import NewApiKey
from tidings.apps.serving.children import Child
from tidings.apps.serving.lifeline import GRACE_SECONDS
from tidings.apps.serving.ports import base_address, free_port, held
from tidings.apps.serving.run import configure_logs
from tidings.apps.serving.simulated import LOCAL, connect_simulator, refuse_real, simulate
from tidings.apps.serving.watches import HealthWatch, keep_database
from tidings.apps.wiring import KEY_FILE, furnish, installed, simulator_address
from tidings.infra import logs
from tidings.infra.config import Settings
from tidings.infra.db.migrate import migrate
from tidings.infra.db.probe import probe
from tidings.infra.postgres import acquire

log = logs.logger(__name__)

_TICK_SECONDS = 0.1
_INTERRUPTED = 130


def serve(settings: Settings, *, workers: int, simulator: bool = False) -> int:
    """Run everything until told to stop; returns 0 after SIGTERM, 130 after SIGINT (Ctrl-C).

    With `simulator` one more child stands for all providers, and data lies apart (`simulated`).
    The database is migrated first. Beside `workers` for everything there is one for what is urgent, unless there are none.
    A second signal ends the children without grace.
    """
    configure_logs()
    told = Told()
    with ExitStack() as stack:
        port = stack.enter_context(held(settings.host, settings.port))
        os.environ["TIDINGS_PORT"] = str(port)  # what port 0 became, for the children
        settings = replace(settings, port=port)
        if simulator:
            settings = simulate(settings, free_port(LOCAL))
        embedded = stack.enter_context(acquire(settings.data_dir)) if settings.database_url is None else None
        if settings.database_url is not None:
            asyncio.run(probe(settings.database_url))
            migrate(settings.database_url)
        _say_key(settings, asyncio.run(_prepared(settings, simulator=simulator)))
        children = [Child("api", "api"), *_workers(workers), *([Child("simulator", "simulator")] if simulator else [])]
        told.listen()
        address = base_address(settings.host, port)
        health = HealthWatch(settings.host, port, up=partial(_say_where, settings, address, workers), silent=children[0].kill)
        threading.Thread(target=health.run, args=(told,), daemon=True, name="health").start()
        if embedded is not None:
            threading.Thread(target=keep_database, args=(embedded, told), daemon=True, name="database").start()
        _keep(children, told)
    return told.exit_code


class Told(threading.Event):
    """Set by SIGINT or SIGTERM. Until children run, such a signal ends the process at once."""

    exit_code = 0

    def listen(self) -> None:
        """Take signals from now on."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._hear)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.exit_code = _INTERRUPTED if number == signal.SIGINT else 0
        self.set()


def _workers(count: int) -> list[Child]:
    """Make the workers. The last one never waits while another is busy with campaigns; if it dies they serve its lanes too."""
    urgent = [Child("urgent worker", "urgent")] if count else []
    return [*(Child(f"worker {number}", "worker") for number in range(1, count + 1)), *urgent]


async def _prepared(settings: Settings, *, simulator: bool) -> NewApiKey | None:
    async with installed(settings, pool=1) as installation:
        if simulator:
            await refuse_real(installation)
        key = (await furnish(installation, follow=True))[1]
        if simulator:
            await connect_simulator(installation)
        return key


def _keep(children: Sequence[Child], told: threading.Event) -> None:
    """Keep children alive until told, then end them: workers and API together, what is under way is finished first."""
    try:
        while not told.wait(_TICK_SECONDS):
            for child in children:
                child.tend()
    finally:
        log.info("stopping", grace_seconds=GRACE_SECONDS)
        until = time.monotonic() + GRACE_SECONDS
        for child in children:
            child.terminate()
        _end_at_once_on_signal(children)
        for child in children:
            child.wait(until)
        log.info("stopped")


def _end_at_once_on_signal(children: Sequence[Child]) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        for child in children:
            child.kill()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def _say_key(settings: Settings, key: NewApiKey | None) -> None:
    if key is None:
        return
    if sys.stdout.isatty():
        _say(f"First API key:  {key.secret}")
        _say(f"                kept in {settings.data_dir / KEY_FILE}, which only you can read")
    else:  # this goes where logs are kept: it says where the key is, not what it is
        log.info("first_key_made", file=str(settings.data_dir / KEY_FILE))


def _say_where(settings: Settings, address: str, workers: int) -> None:
    database = "the one of DATABASE_URL" if settings.database_url else f"embedded, in {settings.data_dir / 'postgres'}"
    _say(f"Tidings API:    {address}")
    _say(f"Documentation:  {address}/docs")
    _say(f"Workers:        {workers}" + (", and one for transactional messages and conversations alone" if workers else ""))
    _say(f"Database:       {database}")
    if simulator := simulator_address(settings):
        _say(f"Simulator:      {simulator} stands for all providers: nothing reaches a real person")
    _say(f"API key:        the first one is in {settings.data_dir / KEY_FILE}; `tidings keys create` makes others")
    log.info("serving", address=address, workers=workers, pid=os.getpid())


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
