"""The processes of a demo (or of a story told as a test): started, killed, ended, and never left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self

from tidings.kernel.errors import Busy

_PATIENCE_SECONDS = 20.0
_POLL_SECONDS = 0.02
_TAIL = 2_000


class Running(Protocol):
    """A process that was started, as `subprocess.Popen` knows it."""

    @property
    def pid(self) -> int:
        """Its process id."""
        ...

    @property
    def returncode(self) -> int | None:
        """How it ended, as far as `poll` or `wait` has seen it."""
        ...

    @property
    def stdin(self) -> IO[bytes] | None:
        """Its lifeline: it ends when this is closed."""
        ...

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        ...

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended, once it has. Raises subprocess.TimeoutExpired after so many seconds."""
        ...

    def send_signal(self, sig: int) -> None:
        """Send it a signal, if it still runs."""
        ...


Starts = Callable[[Sequence[str], Mapping[str, str], IO[bytes]], Running]
"""Starts `python -m` with these words and variables, in a session of its own; it writes to the file."""


def afresh(words: Sequence[str], environment: Mapping[str, str], log: IO[bytes]) -> Running:
    """Start a Python that imports all it needs."""
    command = [sys.executable, "-P", "-m", *words]
    return subprocess.Popen(  # noqa: S603 - our own module
        command, env=dict(environment), stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
    )


@dataclass(frozen=True, slots=True)
class Process:
    """A process of ours; what it writes goes to `log`."""

    name: str
    popen: Running
    log: Path

    @property
    def pid(self) -> int:
        """Its process id, which is also its group's."""
        return self.popen.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self.popen.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it and to all that it started, if there is anything left."""
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def last_words(self) -> str:
        """Return the end of what it wrote."""
        return self.log.read_bytes()[-_TAIL:].decode(errors="replace").strip()


class Processes:
    """Starts processes and ends them all on leaving. If this process is killed, they see it by their lifeline and end by themselves."""

    def __init__(self, logs: Path, starts: Starts = afresh) -> None:
        self._logs = logs
        self._starts = starts
        self._running: list[Process] = []
        self._started = 0

    def __enter__(self) -> Self:
        """Make the folder of the logs."""
        self._logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End what still runs, last started first: asked, and after some seconds killed."""
        for process in reversed(self._running):
            process.signal(signal.SIGTERM)
        until = time.monotonic() + _PATIENCE_SECONDS
        for process in list(reversed(self._running)):
            with suppress(subprocess.TimeoutExpired):
                process.popen.wait(max(0.0, until - time.monotonic()))
            self.kill(process)

    def start(self, name: str, words: Sequence[str], environment: Mapping[str, str]) -> Process:
        """Start `python -m` with a module that follows its parent; it leads a group of its own and hears no Ctrl-C of the terminal."""
        self._started += 1
        log = self._logs / f"{self._started:02}-{name}.log"
        with log.open("wb") as file:
            process = Process(name, self._starts(words, environment, file), log)
        self._running.append(process)
        return process

    def kill(self, process: Process) -> None:
        """End a process and all that it started at once, as `kill -9` does."""
        process.signal(signal.SIGKILL)
        process.popen.wait()
        if process.popen.stdin is not None:
            process.popen.stdin.close()
        if process in self._running:
            self._running.remove(process)

    def check(self) -> None:
        """Raise Busy with its last words if a process ended that nobody ended."""
        for process in self._running:
            if not process.runs:
                message = f"The {process.name} ended with {process.popen.returncode}:\n{process.last_words()}"
                raise Busy("process_ended", message, fix=f"Its whole log is {process.log}.")


def wait_for_line(process: Process, beginning: str, seconds: float) -> str:
    """Return the first line in a process's log that begins so. Raises Busy when it ends or takes longer than `seconds`."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for line in process.log.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(beginning):
                return line
        if not process.runs:
            break
        time.sleep(_POLL_SECONDS)
    raise Busy("process_not_ready", f"The {process.name} did not start:\n{process.last_words()}", fix=f"Its whole log is {process.log}.")
