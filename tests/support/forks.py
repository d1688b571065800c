"""Processes that are forked from one that has imported everything: started at once, and otherwise like any other.

What a process imports costs it two seconds; stories start hundreds. One server (`command_server.py`) forks for all of a test process.
"""

import atexit
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

_PATIENCE_SECONDS = 90
_SERVER = Path(__file__).with_name("command_server.py")


class Fork:
    """A forked process, as `subprocess.Popen` knows one: its id, how it ended, and its standard input if it has one of ours."""

    def __init__(self, line: socket.socket, stdin: IO[bytes] | None) -> None:
        self._line = line
        self._heard = b""
        self.stdin = stdin
        self.returncode: int | None = None
        self.pid = int(self._next_line(_PATIENCE_SECONDS))

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self.returncode = int(self._next_line(timeout))
            self._line.close()
        return self.returncode

    def send_signal(self, sig: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, sig)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _next_line(self, seconds: float | None) -> bytes:
        until = None if seconds is None else time.monotonic() + seconds
        with selectors.DefaultSelector() as ready:
            ready.register(self._line, selectors.EVENT_READ)
            while b"\n" not in self._heard:
                if not ready.select(None if until is None else max(0.0, until - time.monotonic())):
                    raise subprocess.TimeoutExpired("a forked process", seconds or 0)
                said = self._line.recv(64)
                assert said, "the server of forks has ended"
                self._heard += said
        line, _, self._heard = self._heard.partition(b"\n")
        return line


def module(words: Sequence[str], environment: Mapping[str, str], log: IO[bytes]) -> Fork:
    """Run a module as `python -m` does, in a session of its own; its standard input is a pipe, and it writes to the file."""
    reads, writes = os.pipe()
    try:
        return _forked(words, environment, Path.cwd(), (reads, log.fileno(), log.fileno()), os.fdopen(writes, "wb"), module=True)
    finally:
        os.close(reads)


def command(words: Sequence[str], environment: Mapping[str, str], folder: Path, streams: tuple[int, int, int]) -> Fork:
    """Run a command of `tidings` with these standard streams."""
    return _forked(words, environment, folder, streams, None, module=False)


def _forked(
    words: Sequence[str], environment: Mapping[str, str], folder: Path, streams: tuple[int, int, int], stdin: IO[bytes] | None, *, module: bool
) -> Fork:
    line = socket.socket(socket.AF_UNIX)
    line.connect(_server().address)
    asked = {"words": list(words), "environment": dict(environment), "folder": str(folder), "module": module}
    socket.send_fds(line, [b"."], streams)
    line.sendall(json.dumps(asked).encode())
    line.shutdown(socket.SHUT_WR)
    return Fork(line, stdin)


@dataclass(frozen=True, slots=True)
class _Server:
    """The process that forks: it ends when its input does, which is when this process does."""

    process: "subprocess.Popen[bytes]"
    address: str


@cache
def _server() -> _Server:
    address = str(Path(tempfile.mkdtemp(prefix="tidings-commands-")) / "line")
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 (the file beside this one)
        [sys.executable, "-P", _SERVER, address], env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    atexit.register(process.communicate)  # which ends its input
    return _Server(process, address)
