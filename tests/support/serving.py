"""The whole API as an operator runs it: the command, its processes, real sockets."""

import os
import socket
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import orjson

from support import forks
from support.clock import MONDAY_MORNING
from support.forks import Fork
from support.shop import ENVIRONMENT
from tidings.apps.wiring import KEY_FILE
from tidings.kernel.clock import SimulatedClock

PUBLIC = "https://tidings.example"
"""How providers know this installation; the server listens elsewhere, as behind a proxy."""
_PATIENCE_SECONDS = 180.0
_ANNOUNCED = "Tidings API: http://"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over the socket; names of headers in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass(frozen=True, slots=True)
class ServedApi:
    """A running API of the default organisation, whose connections come from its environment; `log` is what it wrote."""

    host: str
    port: int
    key: str
    log: Path
    environment: Mapping[str, str]

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    def send(self, method: str, address: str, body: bytes = b"", headers: Mapping[str, str] | None = None, key: str | None = None) -> Answer:
        """Send one request exactly as given; `key` is named in it, if any."""
        own = {"Authorization": f"Bearer {key}"} if key else {}
        connection = HTTPConnection(self.host, self.port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request(method, address, body, {**own, **(headers or {})})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def ask(self, method: str, address: str, body: object = None) -> Answer:
        """Send JSON with the organisation's key."""
        content = b"" if body is None else orjson.dumps(body)
        return self.send(method, address, content, {"Content-Type": "application/json"}, self.key)

    def rows(self, address: str) -> list[dict[str, Any]]:
        """Return a list, or the first page of one."""
        answer = self.ask("GET", address).json()
        return answer["items"] if isinstance(answer, dict) else answer

    def figures(self) -> dict[str, float]:
        """Return /metrics, each figure by its name with its labels."""
        lines = self.send("GET", "/metrics").body.decode().splitlines()
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))}

    def faults(self) -> list[dict[str, Any]]:
        """Return what it logged of faults of its own."""
        lines = [orjson.loads(line) for line in self.log.read_bytes().splitlines() if line.startswith(b"{")]
        return [line for line in lines if line.get("event") == "request_failed"]


@contextmanager
def served_api(database_url: str, folder: Path, *, processes: int = 1, at: datetime = MONDAY_MORNING, public: str = PUBLIC) -> Generator[ServedApi]:
    """Run the API on a free port until the block ends, its business time standing still."""
    clock_file, log = folder / "clock", folder / "api.log"
    SimulatedClock.beginning_at(clock_file, at)
    own = {"DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(folder), "TIDINGS_CLOCK_FILE": str(clock_file), "PUBLIC_BASE_URL": public}
    environment = {**os.environ, **ENVIRONMENT, **own}
    command = ["api", "--port", "0", *(["--processes", str(processes)] if processes > 1 else [])]
    with log.open("wb") as written, Path(os.devnull).open("rb") as nothing:
        process = forks.command(command, environment, Path.cwd(), (nothing.fileno(), written.fileno(), written.fileno()))
        try:
            host, port = _announced(process, log).split(":")
            _wait_until_heard(host, int(port))
            yield ServedApi(host, int(port), (folder / KEY_FILE).read_text(encoding="ascii").strip(), log, environment)
        finally:
            process.terminate()
            process.wait(_PATIENCE_SECONDS)


def _announced(process: Fork, log: Path) -> str:
    until = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < until:
        for line in log.read_text(encoding="utf-8").splitlines():
            if line.startswith(_ANNOUNCED):
                return line.removeprefix(_ANNOUNCED).split()[0]
        time.sleep(0.05)
    raise AssertionError(f"the API did not start:\n{log.read_text(encoding='utf-8')}")


def _wait_until_heard(host: str, port: int) -> None:
    """Wait until a worker process listens: the address is told before that."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection((host, port), timeout=_PATIENCE_SECONDS).close()
        except ConnectionRefusedError:
            assert time.monotonic() < until
            time.sleep(0.05)
        else:
            return
