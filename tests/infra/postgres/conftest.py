"""Real servers, each in a folder of its own, that end soon after their last user."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from support.waiting import wait_until
from tidings.infra.postgres import EmbeddedDatabase, acquire

LINGER = 0.2
_USER = """
import sys
from pathlib import Path
from tidings.infra.postgres import acquire
with acquire(Path(sys.argv[1]), durable=False, linger=float(sys.argv[2])) as database:
    print(database.url, flush=True)
    sys.stdin.read()
"""


class Watch:
    """Looks at one embedded database from outside, as an administrator would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "postgres"
        self.cluster = self.root / "cluster"

    def use(self, *, durable: bool = False) -> EmbeddedDatabase:
        return acquire(self.folder, durable=durable, linger=LINGER)

    def server(self) -> int:
        """Return the server's main process, 0 while there is none."""
        try:
            return int((self.cluster / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, IndexError):
            return 0

    def keepers(self) -> list[int]:
        return [number for number, words in _commands() if f"{self.root}" in words and "tidings.infra.postgres.keeper" in words]

    def has_ended(self) -> bool:
        return not self.keepers() and not (self.cluster / "postmaster.pid").exists()

    def log(self) -> str:
        return "".join(path.read_text() for path in sorted((self.cluster / "log").iterdir()))


class User:
    """Another process that uses the database until it is told to leave."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (this Python)
            [sys.executable, "-c", _USER, str(folder), str(LINGER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def url(self) -> str:
        """Wait until it has the database, and return the address that it got."""
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def leave(self) -> None:
        self._process.communicate()
        assert self._process.returncode == 0

    def die(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.communicate()


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A data folder without a database yet; whatever was started in it has ended after the test."""
    watch = Watch(tmp_path)
    yield watch
    wait_until(lambda: not watch.keepers())


@pytest.fixture
def users(watch: Watch) -> Iterator[Callable[[], User]]:
    """Start other processes that use the same database."""
    started: list[User] = []

    def start() -> User:
        started.append(User(watch.folder))
        return started[-1]

    yield start
    for user in started:
        user.die()


def ask(url: str, question: str) -> str:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row
    return str(row[0])


def write_table(url: str, rows: int) -> None:
    """Commit a table `kept` with the numbers 1 to `rows`."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, %s::int) AS number", [rows])


def _commands() -> Iterator[tuple[int, list[str]]]:
    listing = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout  # noqa: S607 (ps has no one place)
    for line in listing.splitlines():
        number, *words = line.split()
        yield int(number), words


def is_root() -> bool:
    return os.geteuid() == 0
