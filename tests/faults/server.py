"""The database of a run: a durable embedded PostgreSQL of its own, that can be killed, starved and filled."""

import os
import signal
import threading
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import Connection, OperationalError

from faults.disk import SmallDisk, small_disk
from support.databases import cloned, migrated_template
from tidings.apps.serving.watches import keep_database
from tidings.infra.postgres import EmbeddedDatabase, acquire
from tidings.infra.postgres.layout import Layout
from tidings.infra.postgres.settings import OVERRIDES

_SMALL = "shared_buffers=64MB min_wal_size=32MB max_wal_size=64MB"
_LOOPS = 200
_WATCH_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. `disk` is what it lies on, or why it can't be filled; `template` a migrated database to clone."""

    embedded: EmbeddedDatabase
    layout: Layout
    disk: SmallDisk | str
    template: str

    @contextmanager
    def database(self) -> Generator[str]:
        """Give the URL of a fresh, migrated database, dropped in the end."""
        with cloned(self.embedded.url, self.template) as url:
            yield url

    def kill(self) -> int:
        """Kill the main process, as `kill -9` does, and return its id; its keeper starts another."""
        main = int((self.layout.cluster / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        os.kill(main, signal.SIGKILL)
        return main

    def kill_session(self, url: str, share: float) -> int | None:
        """Kill one session of a database; PostgreSQL then ends all of them and recovers. Returns its process id, None if there is none."""
        sessions = self._sessions(url)
        if not sessions:
            return None
        chosen = sessions[int(share * len(sessions)) % len(sessions)]
        os.kill(chosen, signal.SIGKILL)
        return chosen

    def take_connections(self, url: str) -> Sequence[Connection]:
        """Take every connection that is left, then end those of Tidings and take these too: who needs one finds none."""
        taken = self._take_all(url)
        if taken:
            taken[0].execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND NOT (pid = ANY(%s))",
                             ([each.info.backend_pid for each in taken],))  # fmt: skip
        return [*taken, *self._take_all(url)]

    def _take_all(self, url: str) -> list[Connection]:
        taken: list[Connection] = []
        for _ in range(_LOOPS):
            try:
                taken.append(psycopg.connect(url, autocommit=True))
            except OperationalError:  # too many clients already
                break
        return taken

    def _sessions(self, url: str) -> list[int]:
        with psycopg.connect(url, autocommit=True) as connection:
            found = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = current_database()"
                " AND pid <> pg_backend_pid() ORDER BY pid"
            )
            return [row[0] for row in found]


@contextmanager
def _watched(embedded: EmbeddedDatabase) -> Generator[None]:
    """Have the server started again whenever its keeper has given up, as `tidings serve` does."""
    told = threading.Event()
    watch = threading.Thread(target=keep_database, args=(embedded, told), daemon=True, name="database")
    watch.start()
    try:
        yield
    finally:
        told.set()
        watch.join(_WATCH_SECONDS)


@contextmanager
def running(folder: Path) -> Generator[Server]:
    """Run a server under `folder` while the block runs; committed is committed, as in production."""
    os.environ.setdefault(OVERRIDES, _SMALL)
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(folder / "database"))
        embedded = stack.enter_context(acquire(folder / "database", linger=0.0))
        template = stack.enter_context(migrated_template(embedded.url))
        stack.enter_context(_watched(embedded))
        yield Server(embedded, Layout.under(folder / "database"), disk, template)
