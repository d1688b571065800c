"""Serve the application with granian: one socket, any number of worker processes."""

import multiprocessing
import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server

from tidings.infra.config import Settings

TARGET = "tidings.apps.api.process:api"
"""Names a function without arguments that builds the application; each worker process calls it."""

_STOP_SECONDS = 15
# granian would write to stdout, where commands put their answers: let its warnings go where all our logs go.
_LOGGING: dict[str, Any] = {"formatters": {}, "handlers": {}, "loggers": {"_granian": {"propagate": True}}}


def run(settings: Settings, *, workers: int = 1, target: str = TARGET, ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is under way (15 s at most).

    Port 0 takes a free port; `ready` is told the base address before the first request can come. A worker that dies is replaced.
    """
    with _port(settings.host, settings.port) as port, _shared_metrics(workers):
        # Workers start fresh: a fork would share this process's threads' locks and what prometheus-client decided at import.
        multiprocessing.set_start_method("spawn", force=True)
        server = Server(
            target,
            address=settings.host,
            port=port,
            interface=Interfaces.ASGI,
            loop=Loops.uvloop if os.name == "posix" else Loops.asyncio,
            workers=workers,
            factory=True,
            websockets=True,
            log_access=False,
            log_level=LogLevels.warning,
            log_dictconfig=_LOGGING,
            respawn_failed_workers=True,
            workers_kill_timeout=_STOP_SECONDS,
        )
        if ready is not None:
            server.on_startup(lambda: ready(f"http://{_in_address(settings.host)}:{port}"))
        server.serve()


@contextmanager
def _port(host: str, wanted: int) -> Generator[int]:
    if wanted:
        yield wanted
        return
    # Bound and never listened on, the socket keeps the free port ours; granian's own share it by SO_REUSEPORT.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        held.bind((host, 0))
        yield held.getsockname()[1]


@contextmanager
def _shared_metrics(workers: int) -> Generator[None]:
    if workers == 1 or "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        yield
        return
    folder = os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="tidings-metrics-")
    try:
        yield
    finally:
        del os.environ["PROMETHEUS_MULTIPROC_DIR"]
        shutil.rmtree(folder, ignore_errors=True)


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
