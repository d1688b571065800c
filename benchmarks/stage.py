"""What every work stands on: a folder, an embedded PostgreSQL as in production, the provider's stand-in, and databases for others beside ours."""

import os
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from benchmarks.machine import ROOT
from benchmarks.meter import NotMeasured
from benchmarks.processes import stats
from tidings.apps.demo.client import Client, Declined
from tidings.apps.demo.processes import Process, Processes
from tidings.apps.serving.ports import held
from tidings.infra.postgres import acquire, locks
from tidings.infra.postgres.layout import Layout

_START_SECONDS = 60.0
_STOP_SECONDS = 30.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Standin:
    """The provider's stand-in as others see it."""

    client: Client

    @property
    def url(self) -> str:
        """Its base address."""
        return self.client.base

    def set(self, *, latency_ms: float = 0, receipts: bool = False, held: bool = False, watched: str = "") -> None:
        """Begin a new book: nothing accepted, nothing told; receipts that are `held` wait for a PUT of /_/tell, which says how many a second."""
        self.client.put("/_/settings", {"latency": latency_ms / 1000, "receipts": receipts, "held": held, "watched": watched})

    def book(self) -> dict[str, Any]:
        """Return what it has seen since it was last set."""
        return self.client.get("/_/book")


@dataclass(frozen=True, slots=True)
class Stage:
    """The running parts. `database_url` is Tidings' own database, as its superuser; `postgres` is the process that keeps the server."""

    folder: Path
    data: Path
    processes: Processes
    provider: Standin
    database_url: str
    postgres: int

    def database(self, name: str) -> str:
        """Make an empty database beside Tidings' own, on the same server, and return its address."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return make_conninfo(self.database_url, dbname=name)


@contextmanager
def staged(settings: str = "") -> Generator[Stage]:
    """Start PostgreSQL, with `settings` ("name=value ...") of its own, and the stand-in; everything ends with the block, its files too."""
    with tempfile.TemporaryDirectory(prefix="tidings-bench-", ignore_cleanup_errors=True) as name, _postgres_options(settings):
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another user where we are root
        data = folder / "data"
        with _stopped_before_cleaning(data), acquire(data) as database, Processes(folder / "logs") as processes, held("127.0.0.1", 0) as port:
            provider = processes.start("provider", ("benchmarks.provider", str(port)), {**os.environ, "PYTHONPATH": str(ROOT)})
            standin = Standin(Client(f"http://127.0.0.1:{port}"))
            wait_for("the provider's stand-in", provider, lambda: standin.client.get("/_/book"))
            yield Stage(folder, data, processes, standin, database.url, _keeper(data))


def wait_for(name: str, process: Process, asked: Any) -> None:
    """Return when a server answers. Raises NotMeasured with its last words if it does not within a minute."""
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            asked()
        except Declined:
            if time.monotonic() > until or not process.runs:
                raise NotMeasured(f"{name} did not start: {process.last_words()}") from None
            time.sleep(_POLL_SECONDS)
        else:
            return


@contextmanager
def _stopped_before_cleaning(data: Path) -> Generator[None]:
    """Wait, at the end, for the server to stop: it lingers after its last use, and would write into a folder that is being removed."""
    try:
        yield
    finally:
        until = time.monotonic() + _STOP_SECONDS
        while not _is_free(Layout.under(data).keeper_lock) and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)


def _is_free(lock: Path) -> bool:
    """Say whether nobody holds a lock, or nobody ever made it."""
    found = locks.try_exclusive(lock) if lock.exists() else None
    if found:
        found.close()
    return found is not None or not lock.exists()


@contextmanager
def _postgres_options(settings: str) -> Generator[None]:
    before = os.environ.get("TIDINGS_POSTGRES_OPTIONS")
    os.environ["TIDINGS_POSTGRES_OPTIONS"] = " ".join(filter(None, (before, settings)))
    try:
        yield
    finally:
        if before is None:
            del os.environ["TIDINGS_POSTGRES_OPTIONS"]
        else:
            os.environ["TIDINGS_POSTGRES_OPTIONS"] = before


def _keeper(data: Path) -> int:
    """Return the process whose tree is the whole server: its keeper, the parent of PostgreSQL's first process."""
    server = int(Layout.under(data).keeper_lock.read_text(encoding="ascii").strip())
    return stats()[server].parent
