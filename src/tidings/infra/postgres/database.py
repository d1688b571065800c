"""What the rest of Tidings calls: use the embedded database, and stop using it."""

import logging
import subprocess
import sys
import time
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from psycopg import pq

from tidings.infra.postgres import locks
from tidings.infra.postgres.layout import Layout
from tidings.kernel.errors import Busy

logger = logging.getLogger(__name__)

_KEEPER = "tidings.infra.postgres.keeper"
_POLL = 0.03
_REPORT_EVERY = 5.0
_LARGEST_LOG = 1_000_000
_LOG_TAIL = 2_000
_LINGER = 2.0


class EmbeddedDatabase:
    """A use of the database: while one exists in any process, the server runs. Made by `acquire`.

    The use ends with `release`, with the `with` block, or with the process, however it dies. A forked child shares it.
    """

    def __init__(self, layout: Layout, use: FileIO, *, durable: bool, linger: float) -> None:
        self._layout = layout
        self._use = use
        self._durable = durable
        self._linger = linger
        self._log_start = 0

    @property
    def url(self) -> str:
        """The libpq address of the database, as its superuser."""
        return self._layout.url()

    def ensure(self) -> None:
        """Return when the server answers, starting a keeper for it if there is none.

        A server that recovers after a crash is waited for without limit, with a line in the log every few seconds.
        Raises Busy, with the end of the keeper's log, when the server can't be started.
        """
        launched = False
        began = reported = time.monotonic()
        while True:
            # Who gets the keeper's lock starts the keeper and hands the locked file over, so there is never a second one.
            if lock := locks.try_exclusive(self._layout.keeper_lock):
                with lock:
                    if launched:
                        raise self._not_started()
                    self._launch(lock)
                launched = True
            elif self._is_up():
                return
            if time.monotonic() - reported > _REPORT_EVERY:
                reported = time.monotonic()
                logger.warning("waiting for PostgreSQL, which is starting or recovering (%.0f s)", reported - began)
            time.sleep(_POLL)

    def release(self) -> None:
        """Stop using the database. The last to do so lets the server stop, a moment later."""
        self._use.close()

    def __enter__(self) -> Self:
        """Give the database itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Release it."""
        self.release()

    def _is_up(self) -> bool:
        """Whether the keeper's own server answers: one that a dead keeper left may answer too, while it shuts down."""
        told = self._layout.keeper_lock.read_bytes()
        return bool(told) and pq.PGconn.ping(f"{self.url}&connect_timeout=5".encode()) == pq.Ping.OK

    def _launch(self, lock: FileIO) -> None:
        lock.truncate(0)
        log = self._layout.keeper_log
        fresh = not log.exists() or log.stat().st_size > _LARGEST_LOG
        with log.open("wb" if fresh else "ab") as errors:
            self._log_start = errors.tell()
            started = subprocess.run(  # noqa: S603 (our own keeper)
                self._keeper_command(lock),
                pass_fds=[lock.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd="/",
                start_new_session=True,
                check=False,
            )
        if started.returncode:
            raise self._not_started()

    def _keeper_command(self, lock: FileIO) -> list[str]:
        words = [sys.executable, "-P", "-m", _KEEPER, str(self._layout.root), "--lock-fd", str(lock.fileno()), "--linger", str(self._linger)]
        return words if self._durable else [*words, "--volatile"]

    def _not_started(self) -> Busy:
        said = self._layout.keeper_log.read_bytes()[self._log_start :][-_LOG_TAIL:].decode(errors="replace").strip()
        return Busy(
            "database_not_started",
            f"PostgreSQL could not be started:\n{said}",
            fix=f"Mend what the log says ({self._layout.keeper_log}), or set DATABASE_URL to a server of your own.",
        )


def acquire(data_dir: Path, *, durable: bool = True, linger: float = _LINGER) -> EmbeddedDatabase:
    """Use the embedded database of `data_dir`, starting it if it does not run, and return when it answers.

    The first start makes it (about a second). `durable=False` is for tests: a crash of the machine may lose everything.
    The server stops `linger` seconds after its last use. Both count when this call starts the server.
    Raises Busy when it can't be started, Forbidden when the folder is another user's.
    """
    layout = Layout.under(data_dir)
    layout.make()
    database = EmbeddedDatabase(layout, locks.shared(layout.users_lock), durable=durable, linger=linger)
    try:
        database.ensure()
    except BaseException:
        database.release()
        raise
    return database
