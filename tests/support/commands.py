"""`tidings` commands, each in a process of its own: started afresh, or forked from one that has imported everything.

A command spends most of its time on its imports. Where a test is about what commands say and do, it is forked (`forks`).
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support import forks

TIDINGS = Path(sys.executable).with_name("tidings")
_PATIENCE_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


def afresh(words: Sequence[str], environment: Mapping[str, str], folder: Path, text: str | None = None) -> Said:
    """Run a command as a shell does."""
    done = subprocess.run(  # noqa: S603 (our own command)
        [TIDINGS, *words], env=environment, cwd=folder, input=text, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
    )
    return Said(done.returncode, done.stdout, done.stderr)


def forked(words: Sequence[str], environment: Mapping[str, str], folder: Path, text: str | None = None) -> Said:
    """Run a command in a process that has imported everything; what it is given and leaves behind are as those of `afresh`."""
    with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        given.write(text or "")
        given.seek(0)
        code = forks.command(words, environment, folder, (given.fileno(), out.fileno(), err.fileno())).wait(_PATIENCE_SECONDS)
        out.seek(0)
        err.seek(0)
        return Said(code, out.read(), err.read())


def obeyed(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> str:
    """Run a command that succeeds, in a process that has imported everything, and return what it says."""
    said = forked(words, environment, folder)
    assert said.code == 0, said.err
    return said.out.strip()
