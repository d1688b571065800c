"""Run `tidings` commands and modules in forks of one process that has imported all of them: `python command_server.py SOCKET`.

Each connection brings the three streams of a process, then its words, environment and folder as JSON, and gets its id and its exit code, a line
each. `"module": true`: the first word is a module, run as `python -m` does in a session of its own. A process ends as any does, with what is to be
done at its exit. The server ends when its standard input does, which is when whoever started it is gone.
"""

import gc
import json
import multiprocessing
import os
import runpy
import selectors
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from tidings.apps.cli.main import ENTRIES, main

_ASKED_OF_NOBODY = frozenset({"demo", "serve"})
"""Started as processes by tests of their own."""
_OF_MODULES = ("tidings.apps.serving.duties", "tidings.simulator.main", "tidings.apps.api.assembly")
"""What the modules import that are run; they themselves must not have been imported when they are."""
_STREAMS = 3


def serve(address: str) -> None:
    """Import, say so, and fork for each connection until standard input ends."""
    for entry in ENTRIES:
        if entry.name not in _ASKED_OF_NOBODY:
            import_module(f"tidings.apps.cli.{entry.module}")
    for module in _OF_MODULES:
        import_module(module)
    gc.collect()
    gc.freeze()  # what the collector touches in a fork is copied for it
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for commands
    with socket.socket(socket.AF_UNIX) as listening, selectors.DefaultSelector() as ready:
        listening.bind(address)
        listening.listen()
        ready.register(listening, selectors.EVENT_READ)
        ready.register(sys.stdin, selectors.EVENT_READ)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while all(key.fileobj is listening for key, _ in ready.select()):
            with listening.accept()[0] as line:
                if os.fork() == 0:
                    _answer(line)
    Path(address).unlink()
    Path(address).parent.rmdir()


def _answer(line: socket.socket) -> None:
    """Have a command or a module run in a process, tell its id and how it ended; this one is then done."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, streams, _, _ = socket.recv_fds(line, 1, _STREAMS)
    asked = json.loads(line.makefile("rb").read())
    command = os.fork()
    if command == 0:
        if asked["module"]:
            os.setsid()
        line.sendall(f"{os.getpid()}\n".encode())  # not sooner: whoever knows it may end its group
        line.close()
        _become(asked, streams)
    for each in streams:
        os.close(each)
    _, status = os.waitpid(command, 0)
    with suppress(BrokenPipeError):  # whoever asked may be gone
        line.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(asked: dict[str, Any], streams: list[int]) -> None:
    os.environ.clear()
    os.environ.update(asked["environment"])
    if "--processes" not in asked["words"]:
        _fork_workers()
    os.chdir(asked["folder"])
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    if not asked["module"]:
        main(asked["words"])
        sys.exit(0)
    sys.argv = list(asked["words"])
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _fork_workers() -> None:
    """Have the API fork its one worker process, which then needs not import for three seconds what is here already.

    Operators' are started afresh (`tidings.apps.api.server`): for threads, of which there are none yet here, and for figures of several processes.
    """
    multiprocessing.set_start_method("fork")
    multiprocessing.set_start_method = _left_as_it_is


def _left_as_it_is(_method: str | None, *, force: bool = False) -> None:
    """Stand for the choice of how processes start, which is made."""


if __name__ == "__main__":
    serve(sys.argv[1])
