"""A whole Tidings of its own beside a simulator, on one simulated clock, each part a process: for the demo and for stories told as tests."""

import math
import os
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import orjson

from tidings.apps.demo.client import Client, Declined
from tidings.apps.demo.processes import Process, Processes, Starts, afresh, wait_for_line
from tidings.apps.serving.ports import free_port, held
from tidings.apps.serving.simulated import provider_variables
from tidings.apps.wiring import KEY_FILE
from tidings.kernel.clock import SimulatedClock
from tidings.kernel.errors import Busy

_OURS = ("TIDINGS_", "TWILIO_", "WHATSAPP_", "SMS_", "MESSAGE_", "DATABASE_URL", "PUBLIC_BASE_URL")
_KEPT = frozenset({"TIDINGS_POSTGRES_OPTIONS"})
_HOST = "127.0.0.1"
_CHILD = ("tidings.apps.serving.child",)
_WITNESS = ("tidings.apps.demo.witness",)
_LISTENS = "Tidings simulator listening on "
_START_SECONDS = 180.0
_POLL_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to start.

    `begins` is the business time at the start; `simulator` are its settings; `environment` adds to Tidings' variables,
    `port` is the API's (0 takes a free one).
    """

    folder: Path
    begins: datetime
    simulator: Mapping[str, object] = field(default_factory=dict[str, object])
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    workers: int = 1
    port: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """What Tidings has before it: messages on their way to providers, callbacks not yet applied, the business time when something is due next."""

    on_their_way: int
    callbacks: int
    next_due: datetime | None

    def quiet(self, now: datetime) -> bool:
        """Say whether there is nothing to do until the clock moves."""
        return self.on_their_way == self.callbacks == 0 and (self.next_due is None or self.next_due > now)


class System:
    """The running parts; they end with the `with` block."""

    def __init__(self, wanted: Wanted, starts: Starts = afresh) -> None:
        self._wanted = wanted
        self._starts = starts
        self._stack = ExitStack()
        self._started = 0
        self.workers: list[Process] = []

    def __enter__(self) -> Self:
        """Start the simulator, then the API, then the workers, and tell the simulator where webhooks go."""
        with ExitStack() as stack:
            self._processes = stack.enter_context(Processes(self._wanted.folder / "logs", self._starts))
            port = stack.enter_context(held(_HOST, self._wanted.port))
            self._begin(port)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End every process."""
        self._stack.close()

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables of Tidings' processes."""
        return self._environment

    def start_worker(self) -> Process:
        """Start one more worker."""
        self._started += 1
        worker = self._processes.start(f"worker-{self._started}", (*_CHILD, "worker"), self._environment)
        self.workers.append(worker)
        return worker

    def kill_worker(self) -> Process:
        """End the first worker at once, as `kill -9` does, and return what it was."""
        worker = self.workers.pop(0)
        self._processes.kill(worker)
        return worker

    def kill_api(self) -> None:
        """End the API at once, as `kill -9` does."""
        self._processes.kill(self.api_process)

    def start_api(self) -> None:
        """Start the API, always at the same address; `wait_for_api` waits until it is ready."""
        self.api_process = self._processes.start("api", (*_CHILD, "api"), self._environment)

    def start_another_api(self) -> Client:
        """Start one more process of the API, with an address of its own, and return its client when it is ready."""
        port = free_port(_HOST)
        self._started += 1
        other = Client(f"http://{_HOST}:{port}", self.api.key)
        self._processes.start(f"api-{self._started}", (*_CHILD, "api"), {**self._environment, "TIDINGS_PORT": str(port)})
        until = time.monotonic() + _START_SECONDS
        while not _is_ready(other):
            if time.monotonic() > until:
                raise Busy("api_not_ready", "Another process of the API did not start.", fix="Look at its log.")
            time.sleep(_POLL_SECONDS)
        return other

    def wait_for_api(self) -> None:
        """Return when the API is ready. Raises Busy with its last words if it is not in three minutes, or ends before."""
        until = time.monotonic() + _START_SECONDS
        while not self._api_is_ready():
            if time.monotonic() > until or not self.api_process.runs:
                said = self.api_process.last_words()
                raise Busy("api_not_ready", f"The API did not start:\n{said}", fix=f"Its whole log is {self.api_process.log}.")
            time.sleep(_POLL_SECONDS)

    def kill_simulator(self) -> None:
        """End the simulator at once: nobody answers at the providers' addresses. Its books are kept."""
        self._processes.kill(self.simulator_process)

    def restart_simulator(self) -> None:
        """Start the simulator again at the same address, with its books as they were and its settings as at first."""
        self._start_simulator()
        wait_for_line(self.simulator_process, _LISTENS, _START_SECONDS)
        self._point_webhooks()

    def check(self) -> None:
        """Raise Busy if a process ended that nobody ended."""
        self._processes.check()

    def pulse(self) -> Pulse:
        """Ask Tidings, by its figures for Prometheus, what it has before it. Raises Declined."""
        figures = self.api.figures("/metrics")
        due = figures["tidings_next_due_timestamp_seconds"]
        next_due = datetime.fromtimestamp(due, UTC) if math.isfinite(due) else None
        return Pulse(int(figures["tidings_messages_on_their_way"]), int(figures["tidings_callbacks_waiting"]), next_due)

    def _begin(self, port: int) -> None:
        """Start all parts at once and wait for them: most of the time goes into Python's imports."""
        folder = self._wanted.folder
        self.clock = SimulatedClock.beginning_at(folder / "clock", self._wanted.begins)
        self._bare = {name: value for name, value in os.environ.items() if name in _KEPT or not name.startswith(_OURS)}
        self._bare |= {"TIDINGS_CLOCK": "simulated", "TIDINGS_CLOCK_FILE": str(folder / "clock")}
        base = f"http://{_HOST}:{port}"
        self.simulator, self.api = Client(f"http://{_HOST}:{free_port(_HOST)}"), Client(base)
        own = {"TIDINGS_DATA_DIR": str(folder / "data"), "TIDINGS_PORT": str(port), "PUBLIC_BASE_URL": base}
        self._environment = self._bare | own | provider_variables(self.simulator.base) | dict(self._wanted.environment)
        self._start_simulator()
        self.start_api()
        for _ in range(self._wanted.workers):
            self.start_worker()
        wait_for_line(self.simulator_process, _LISTENS, _START_SECONDS)
        self.wait_for_api()
        self.api = Client(base, (folder / "data" / KEY_FILE).read_text(encoding="ascii").strip())
        self._point_webhooks()

    def _start_simulator(self) -> None:
        folder, port = self._wanted.folder, self.simulator.base.rpartition(":")[2]
        settings = orjson.dumps(self._wanted.simulator).decode()
        words = (*_WITNESS, "--port", port, "--books", str(folder / "books.jsonl"), "--settings", settings)
        self.simulator_process = self._processes.start("simulator", words, self._bare)

    def _api_is_ready(self) -> bool:
        return _is_ready(self.api)

    def _point_webhooks(self) -> None:
        """Tell the simulator where WhatsApp's receipts and messages from people go, as one does in the providers' consoles."""
        for connection in self.api.rows("/channels/connections"):
            address = f"{self.api.base}/webhooks"
            if connection["provider"] == "twilio":
                inbound = f"{address}/twilio/{connection['id']}/inbound#rc=5&rp=all"
                self.simulator.put("/_/settings", {"twilio": {"inbound_url": inbound}})
            else:
                self.simulator.put("/_/settings", {"meta": {"webhook_url": f"{address}/whatsapp/{connection['id']}"}})


def _is_ready(api: Client) -> bool:
    try:
        api.get("/readyz")
    except Declined:
        return False
    return True
