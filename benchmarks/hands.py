"""Processes that do something when told: started beforehand, so that imports and connections are no part of a measurement.

A hand reads one JSON object a line, does it, and answers with one JSON object a line; its CPU is read from /proc like anybody's.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT
from benchmarks.meter import NotMeasured

_TAIL = 600
_STOP_SECONDS = 15.0


class Hand:
    """A running hand."""

    def __init__(self, name: str, popen: subprocess.Popen[str], log: Path) -> None:
        self._name = name
        self._popen = popen
        self._log = log

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._popen.pid

    def wait_ready(self) -> dict[str, Any]:
        """Return what it says when it is ready. Raises NotMeasured with its last words if it ended instead."""
        return self._answer()

    def do(self, **what: Any) -> dict[str, Any]:
        """Have it do something and return its answer. Raises NotMeasured with its last words if it ended instead."""
        if self._popen.stdin is not None:
            self._popen.stdin.write(json.dumps(what) + "\n")
            self._popen.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        line = self._popen.stdout.readline() if self._popen.stdout is not None else ""
        if not line:
            said = self._log.read_text(encoding="utf-8", errors="replace")[-_TAIL:].strip()
            raise NotMeasured(f"{self._name} ended: {said or 'without a word'}")
        return json.loads(line)


@contextmanager
def hand(folder: Path, name: str, command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Generator[Hand]:
    """Start a program as a hand, wait until it is ready, and end it with the block. Raises NotMeasured if it can't start."""
    log = folder / f"{name.replace(' ', '-')}.log"
    own = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    with log.open("ab") as errors:
        try:
            popen = subprocess.Popen(  # noqa: S603 - our own programs
                list(command), env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
            )
        except OSError as error:
            raise NotMeasured(f"{name} can't be started: {error}") from error
    with popen:
        found = Hand(name, popen, log)
        try:
            found.wait_ready()
            yield found
        finally:
            if popen.stdin is not None:
                popen.stdin.close()
            _end(popen)


def ours(module: str, *words: str) -> list[str | Path]:
    """Return the command that runs one of our modules in this environment."""
    return [sys.executable, "-P", "-m", module, *words]


def serve(do: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Be a hand: say that we are ready, then answer each line until there are no more."""
    _say({"ready": True})
    for line in sys.stdin:
        _say(do(json.loads(line)))


def _say(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _end(popen: subprocess.Popen[str]) -> None:
    """Wait until it has seen the end of its input; one that does not is ended."""
    try:
        popen.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        popen.terminate()
