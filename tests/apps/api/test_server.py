"""The API as an operator runs it: processes and sockets."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE_SECONDS = 30


@contextmanager
def served(database_url: str, folder: Path, workers: int) -> Generator[tuple[str, subprocess.Popen[str]]]:
    environment = {**os.environ, "DATABASE_URL": database_url, "TIDINGS_PORT": "0", "TIDINGS_DATA_DIR": str(folder)}
    command = [sys.executable, "served.py", str(workers)]
    folder_of_script = Path(__file__).parent
    with subprocess.Popen(command, cwd=folder_of_script, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own script
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip(), process
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def asked(address: str, key: str | None = None) -> tuple[int, str]:
    """Ask until the server listens."""
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"} if key else {})  # noqa: S310 - loopback only
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=5) as reply:  # noqa: S310 - loopback only
                return reply.status, reply.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            assert time.monotonic() < until
            time.sleep(0.1)


def figures_tell(address: str, line: str) -> bool:
    """Whether the figures come to hold a line: a process counts a request after its answer, and another may tell the figures before."""
    until = time.monotonic() + PATIENCE_SECONDS
    while line not in asked(f"{address}/metrics")[1]:
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("workers", [1, 2])
async def test_it_serves_on_a_free_port_adds_up_its_workers_figures_and_stops_when_told(database_url: str, tmp_path: Path, workers: int) -> None:
    def run() -> None:
        with served(database_url, tmp_path, workers) as (address, process):
            assert asked(f"{address}/readyz")[0] == 200
            assert asked(f"{address}/keys", "tdg_live_unknown")[0] == 401
            for _ in range(20):
                asked(f"{address}/healthz")
            assert figures_tell(address, 'route="/healthz",status="200"} 20.0')
            process.send_signal(signal.SIGTERM)
            assert process.wait(PATIENCE_SECONDS) == 0

    await asyncio.to_thread(run)
