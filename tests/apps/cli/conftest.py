"""The real `tidings` in processes of its own, on a throw-away database and data folder."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from support.commands import TIDINGS, Said, afresh, forked

_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands with one data folder and database."""

    environment: Mapping[str, str]
    folder: Path
    run: Callable[[Sequence[str], Mapping[str, str], Path, str | None], Said]

    def interrupted(self, *words: str, when: Callable[[], bool]) -> Said:
        """Run a command, press Ctrl-C when something is so, and return what it left behind."""
        process = subprocess.Popen(  # noqa: S603 (our own command)
            [TIDINGS, *words],
            env=self.environment,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=_hear_ctrl_c,  # noqa: PLW1509 - no thread of the tests holds a lock that it would need
        )
        until = time.monotonic() + _PATIENCE_SECONDS
        while not when() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        return Said(process.returncode, out, err)

    def __call__(self, *words: str, text: str | None = None, **variables: str) -> Said:
        return self.run(words, {**self.environment, **variables}, self.folder, text)


def _hear_ctrl_c() -> None:
    """Undo what a shell does to what it starts in the background: there Ctrl-C is ignored, by children too."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def simulator_at(*settings: str) -> Generator[str]:
    """Run a simulator with some settings (`meta.tier=2000`) and give its base address."""
    words = [word for setting in settings for word in ("--set", setting)]
    with subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, "-P", "-m", "tidings.simulator", "--port", "0", *words], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture
def shell(tmp_path: Path) -> Terminal:
    """A terminal without a database, whose commands are started as a shell starts them."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH") if name in os.environ}
    return Terminal({**kept, "TIDINGS_DATA_DIR": str(tmp_path / "data")}, tmp_path, afresh)


@pytest.fixture
def offline(shell: Terminal) -> Terminal:
    """A terminal without a database, whose commands need not import anything any more, as those of `tidings`."""
    return replace(shell, run=forked)


@pytest.fixture
def tidings(offline: Terminal, database_url: str) -> Terminal:
    """A terminal with a migrated database."""
    return replace(offline, environment={**offline.environment, "DATABASE_URL": database_url})
