"""PostgreSQL's own programs for copies of a whole database: pg_dump and pg_restore, fed and read as streams."""

# ruff: noqa: S603 -- the programs that run here are PostgreSQL's own, found by `binaries`; nothing comes from outside

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from threading import Thread
from typing import IO

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tidings.infra.postgres.binaries import tools_for
from tidings.kernel.errors import Busy

_PIECE = 1 << 16
_LAST_WORDS = 3


def dump(url: str, server: int, options: Sequence[str]) -> Iterator[bytes]:
    """Return what pg_dump writes, as it comes: the database as it was at one moment, while others go on. Raises Busy if it fails."""
    with _started("pg_dump", url, server, ("--format=custom", "--compress=1", *options), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        said = _listening(process)
        if process.stdout is not None:
            while piece := process.stdout.read(_PIECE):
                yield piece
        _require_success(process, "pg_dump", said)


def load(url: str, server: int, pieces: Iterable[bytes]) -> None:
    """Feed a dump to pg_restore, which takes all of it in one transaction or nothing. Raises Busy if it fails."""
    options = ("--single-transaction", "--exit-on-error", "--no-owner")
    with _started("pg_restore", url, server, options, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as process:
        said = _listening(process)
        try:
            if process.stdin is not None:
                for piece in pieces:
                    process.stdin.write(piece)
                process.stdin.close()
        except BrokenPipeError:
            process.wait()  # it has given up, and says why
        except BaseException:
            process.kill()  # an altered backup must not be taken, not even in part
            raise
        _require_success(process, "pg_restore", said)


def _started(name: str, url: str, server: int, options: Sequence[str], *, stdin: int, stdout: int) -> subprocess.Popen[bytes]:
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    environment = {**os.environ, "PGPASSWORD": str(password)} if password else dict(os.environ)  # a command line can be read by everybody
    command = [tools_for(server).bin / name, "--dbname", make_conninfo("", **parts), "--no-password", *options]
    return subprocess.Popen(command, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)


def _listening(process: subprocess.Popen[bytes]) -> list[bytes]:
    """Read what it complains of beside its work, so that it never waits for us to."""
    said: list[bytes] = []

    def listen(errors: IO[bytes]) -> None:
        said.extend(errors)

    if process.stderr is not None:
        Thread(target=listen, args=(process.stderr,), daemon=True).start()
    return said


def _require_success(process: subprocess.Popen[bytes], name: str, said: list[bytes]) -> None:
    if process.wait():
        words = b" ".join(said[-_LAST_WORDS:]).decode(errors="replace").strip()
        raise Busy(f"{name}_failed", f"{name} failed: {words}", fix="Mend what it says; nothing was changed. Then try again.")
