"""The keeper: a small process of its own that owns the server, for as long as anybody uses it.

`python -m tidings.infra.postgres.keeper ROOT --lock-fd N` is started by `database` with the keeper's lock already held in
the open file N, and leaves its starter at once.
"""

import argparse
import logging
import os
import signal
import subprocess
import sys
import time
from io import FileIO
from pathlib import Path
from types import FrameType

from tidings.infra.postgres import locks
from tidings.infra.postgres.cluster import Cluster
from tidings.infra.postgres.layout import Layout
from tidings.kernel.errors import TidingsError

logger = logging.getLogger(__name__)

_TICK = 0.1
"""Seconds between two looks at the server and its users."""
_FAILED_STARTS = 3
"""How often in a row the server may end before it was ready. One that still runs, recovering, is waited for without limit."""


class Keeper:
    """Keeps the server running while `users_lock` is held by anyone, and for `linger` seconds more."""

    def __init__(self, layout: Layout, lock: FileIO, *, durable: bool, linger: float) -> None:
        self._layout = layout
        self._lock = lock
        self._cluster = Cluster(layout, durable=durable)
        self._linger = linger
        self._idle_since: float | None = None
        self._told_to_end = False
        self._door: FileIO | None = None

    def run(self) -> None:
        """Start the server, restart it when it dies, and stop it when it is no longer needed.

        Raises a TidingsError or CalledProcessError when it can't be started.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        server = self._cluster.start()
        failed = 0
        ready = False
        while not self._is_over():
            if server.poll() is not None:
                failed = 1 if ready else failed + 1
                logger.warning("PostgreSQL ended with %s, %s", server.returncode, "restarting it" if ready else "before it was ready")
                if failed > _FAILED_STARTS:
                    break
                time.sleep(_TICK * failed)
                self._lock.truncate(0)
                server, ready = self._cluster.start(), False
            if not ready and (ready := self._cluster.is_ready(server)):
                logger.info("PostgreSQL %d is ready", server.pid)
                self._lock.write(f"{server.pid}\n".encode())
            time.sleep(_TICK)
        self._stop(server)

    def _stop(self, server: subprocess.Popen[bytes]) -> None:
        if server.poll() is None:
            self._cluster.stop(server)
            logger.info("PostgreSQL is stopped")

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_end = True

    def _is_over(self) -> bool:
        return self._told_to_end or not locks.is_at(self._lock, self._layout.keeper_lock) or self._is_unused()

    def _is_unused(self) -> bool:
        """Whether nobody has used the database for `linger` seconds. If so the door stays locked: newcomers wait until we are gone."""
        door = locks.try_exclusive(self._layout.users_lock)
        if door is None:
            self._idle_since = None
            return False
        now = time.monotonic()
        self._idle_since = now if self._idle_since is None else self._idle_since
        if now - self._idle_since < self._linger:
            door.close()
            return False
        self._door = door
        return True


def main() -> None:
    """Leave the starter, then keep the server; what goes wrong is told in keeper.log, which is standard error."""
    parser = argparse.ArgumentParser(prog="tidings-postgres-keeper", description="Keep Tidings' embedded PostgreSQL running.")
    parser.add_argument("root", type=Path)
    parser.add_argument("--lock-fd", type=int, required=True)
    parser.add_argument("--linger", type=float, required=True)
    parser.add_argument("--volatile", action="store_true")
    options = parser.parse_args()
    if os.fork():
        os._exit(0)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s keeper[%(process)d] %(message)s")
    os.set_inheritable(options.lock_fd, False)  # noqa: FBT003 (its only form)
    keeper = Keeper(Layout(options.root), FileIO(options.lock_fd, "a"), durable=not options.volatile, linger=options.linger)
    try:
        keeper.run()
    except TidingsError as error:
        sys.exit(f"{error.message} {error.fix or ''}".rstrip())
    except subprocess.CalledProcessError as error:
        sys.exit(f"{Path(error.cmd[0]).name} failed with {error.returncode}")


if __name__ == "__main__":
    main()
