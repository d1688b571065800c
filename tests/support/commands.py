"""`tidings` commands, each in a process of its own: started afresh, or forked from one that has imported everything.

A command spends most of its time on its imports. Where a test is about what commands say and do, a server (`command_server.py`) imports once
and forks for each of them.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

TIDINGS = Path(sys.executable).with_name("tidings")
_PATIENCE_SECONDS = 90
_SERVER = Path(__file__).with_name("command_server.py")


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
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_PATIENCE_SECONDS)
            line.connect(_server().address)
            asked = json.dumps({"words": list(words), "environment": dict(environment), "folder": str(folder)}).encode()
            socket.send_fds(line, [b"."], [each.fileno() for each in (given, out, err)])
            line.sendall(asked)
            line.shutdown(socket.SHUT_WR)
            code = int(line.makefile().read())
        out.seek(0)
        err.seek(0)
        return Said(code, out.read(), err.read())


def obeyed(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> str:
    """Run a command that succeeds, in a process that has imported everything, and return what it says."""
    said = forked(words, environment, folder)
    assert said.code == 0, said.err
    return said.out.strip()


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
    return _Server(process, address)
