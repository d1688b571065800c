"""`tidings serve` as a process of its own, with its own data folder and embedded database."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tidings.infra.postgres.layout import Layout

TIDINGS = Path(sys.executable).with_name("tidings")
PATIENCE = 90.0


class Served:
    """One running `tidings serve`; `said` is its standard output, `events` its log."""

    def __init__(self, folder: Path, *words: str, **variables: str) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.data = folder / "data"
        self.said: list[str] = []
        self.events: list[dict[str, Any]] = []
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            [TIDINGS, "serve", "--port", "0", *words],
            env={**kept, "TIDINGS_DATA_DIR": str(self.data), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._readers = [threading.Thread(target=read, daemon=True) for read in (self._read_answers, self._read_log)]
        for reader in self._readers:
            reader.start()

    @property
    def port(self) -> int:
        return int(self.event("serving")["address"].rpartition(":")[2])

    def event(self, name: str, *, nth: int = 1, **fields: object) -> dict[str, Any]:
        """Wait for the n-th line of the log that has this event and fields."""

        def found() -> list[dict[str, Any]]:
            return [each for each in self.events if each["event"] == name and fields.items() <= each.items()]

        eventually(lambda: len(found()) >= nth, lambda: f"no {name} {fields} in {self.events}")
        return found()[nth - 1]

    def health(self, path: str = "/healthz") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def children(self) -> list[int]:
        return [each["pid"] for each in self.events if each["event"] == "child_started"]

    def workers_alive(self) -> int:
        """Count the workers that hold their lock in the database."""
        with psycopg.connect(Layout.under(self.data).url(), autocommit=True) as connection:
            row = connection.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2").fetchone()
        return row[0] if row else 0

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return code

    def end(self) -> None:
        """Leave nothing behind, however the test went."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for pid in self.children():
            eventually(lambda pid=pid: not runs(pid), lambda pid=pid: f"child {pid} outlived its parent")
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()

    def _read_answers(self) -> None:
        assert self.process.stdout
        self.said.extend(self.process.stdout)

    def _read_log(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.events.append(json.loads(line) if line.startswith("{") else {"event": "text", "line": line})


def runs(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(condition: Callable[[], bool], why: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, why()
        time.sleep(0.05)


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start `tidings serve` with these words and variables; it has ended after the test, with all its children."""
    started: list[Served] = []

    def start(*words: str, **variables: str) -> Served:
        started.append(Served(tmp_path, *words, **variables))
        return started[-1]

    yield start
    for each in started:
        each.end()
