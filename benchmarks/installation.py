"""A Tidings of its own on a stage, with its real processes, used by its public API as a shop does."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import psycopg

from benchmarks.meter import NotMeasured
from benchmarks.people import TEMPLATE, file_of
from benchmarks.stage import Stage, wait_for
from tidings.accounts.types import Scope
from tidings.apps.demo.client import Client
from tidings.apps.demo.processes import Process
from tidings.apps.serving.ports import held
from tidings.apps.wiring import KEY_FILE
from tidings.kernel.clock import SimulatedClock
from tidings.simulator.settings import ACCOUNT_SID, AUTH_TOKEN, SENDER_NUMBER

_CHILD = "tidings.apps.serving.child"
_BEGINS = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
"""A Monday morning in Paris, so that no hour of the day at which somebody measures keeps messages back; from then on it runs like real time."""
_OURS = ("TIDINGS_", "TWILIO_", "WHATSAPP_", "SMS_", "MESSAGE_", "DATABASE_URL", "PUBLIC_BASE_URL")
_POLL_SECONDS = 0.05
_TEMPLATE_NAME = "course_reminder"
_BASIS = {
    "source": "registration form",
    "wording": "I agree to receive offers by SMS.",
    "attested_by": "benchmark",
    "attested_at": "2026-09-01T09:00:00+02:00",
}


@dataclass(slots=True)
class Tidings:
    """A running installation; workers are started where a work needs them."""

    stage: Stage
    api: Client
    api_process: Process
    environment: dict[str, str]
    _people: int = 0
    _tags: set[str] = field(default_factory=set[str])

    @property
    def serving(self) -> dict[str, int]:
        """The processes that answer requests, by name: what is metered where no worker runs."""
        return {"api": self.api_process.pid, "postgres": self.stage.postgres}

    @contextmanager
    def working(self, workers: int = 1, *, urgent: bool = False) -> Generator[dict[str, int]]:
        """Run workers for a while, with the one that `tidings serve` keeps for what is urgent, and give all processes of the installation by name."""
        started = [self.stage.processes.start(f"worker-{number}", (_CHILD, "worker"), self.environment) for number in range(1, workers + 1)]
        if urgent:
            started.append(self.stage.processes.start("worker-urgent", (_CHILD, "urgent"), self.environment))
        try:
            for worker in started:
                self._wait_for_worker(worker)
            yield self.serving | {f"worker {place}": worker.pid for place, worker in enumerate(started, 1)}
        finally:
            for worker in started:
                self.stage.processes.kill(worker)

    def reserve(self, count: int) -> int:
        """Return the first of that many places of people who are nobody else's."""
        self._people += count
        return self._people - count

    def add_people(self, count: int, tag: str) -> None:
        """Import that many new people with a tag; a worker must run."""
        self.import_file(file_of(self.reserve(count), count, tag))

    def tagged(self, count: int) -> str:
        """Return a tag that so many people have; they are imported the first time."""
        tag = f"people-{count}"
        if tag not in self._tags:
            with self.working():
                self.add_people(count, tag)
            self._tags.add(tag)
        return tag

    def import_file(self, content: bytes) -> dict[str, Any]:
        """Import a CSV file and return the report when it is done. Raises NotMeasured if it failed."""
        report = self.api.upload("/imports?region=FR", content, "text/csv")
        while report["status"] in {"waiting", "running"}:
            time.sleep(_POLL_SECONDS)
            report = self.api.get(f"/imports/{report['id']}")
        if report["status"] != "done" or report["rejected"]:
            raise NotMeasured(f"the import ended as {report['status']} with {report['rejected']} rows refused")
        return report

    def campaign(self, tag: str, a_day: int = 10_000_000) -> str:
        """Make a campaign for the people with a tag and return its id; nobody is in it yet."""
        settings = {
            "name": tag,
            "template_name": _TEMPLATE_NAME,
            "daily_send_limit": a_day,
            "target_audience": {"tags": [tag]},
            "sending_hours": {"from": "00:00", "to": "23:59"},
        }
        return self.api.post("/marketing/campaigns", settings)["id"]

    def add_recipients(self, campaign: str) -> int:
        """Add everybody who fits the campaign and return how many these are."""
        return self.api.post(f"/marketing/campaigns/{campaign}/recipients?use_target_audience=true")["recipients_added"]

    def activate(self, campaign: str) -> None:
        """Launch a campaign."""
        self.api.post(f"/marketing/campaigns/{campaign}/activate")

    def states(self, campaign: str) -> dict[str, int]:
        """Return how many people are in which state, without the empty ones."""
        return {state: people for state, people in self.api.get(f"/marketing/campaigns/{campaign}/stats")["states"].items() if people}

    def callback_address(self) -> str:
        """Return where Twilio sends its receipts."""
        connection = next(each for each in self.api.rows("/channels/connections") if each["provider"] == "twilio")
        return f"{self.api.base}/webhooks/twilio/{UUID(connection['id'])}/status"

    def _wait_for_worker(self, worker: Process) -> None:
        until = time.monotonic() + 60
        while b"worker_started" not in worker.log.read_bytes():
            if time.monotonic() > until or not worker.runs:
                raise NotMeasured(f"the worker did not start: {worker.last_words()}")
            time.sleep(_POLL_SECONDS)


@contextmanager
def installed(stage: Stage) -> Generator[Tidings]:
    """Start the API on the stage's database, make a key, a template and what else a shop needs once."""
    with held("127.0.0.1", 0) as port:
        base = f"http://127.0.0.1:{port}"
        SimulatedClock.beginning_at(stage.folder / "clock", _BEGINS)
        environment = _environment(stage, port)
        process = stage.processes.start("api", (_CHILD, "api"), environment)
        try:
            wait_for("the API", process, lambda: Client(base).get("/readyz"))
            first = Client(base, (stage.data / KEY_FILE).read_text(encoding="ascii").strip())
            made = first.post("/keys", {"name": "benchmark", "scopes": list(Scope), "consent_basis": _BASIS})
            found = Tidings(stage, Client(base, made["secret"]), process, environment)
            body = {"text": TEMPLATE, "smart_encoding": False}
            found.api.post("/templates", {"name": _TEMPLATE_NAME, "channel": "sms", "locale": "fr", "body": body})
            yield found
        finally:
            stage.processes.kill(process)


def count(database_url: str, table: str) -> int:
    """Return how many rows a table of a database has."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
    return row[0] if row else 0


def wait_until_empty(database_url: str, table: str, seconds: float) -> None:
    """Return when a table has no rows. Raises NotMeasured when that takes longer."""
    until = time.monotonic() + seconds
    while left := count(database_url, table):
        if time.monotonic() > until:
            raise NotMeasured(f"{left:,} rows were left in {table} after {seconds:.0f} s")
        time.sleep(_POLL_SECONDS)


def _environment(stage: Stage, port: int) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if name == "TIDINGS_POSTGRES_OPTIONS" or not name.startswith(_OURS)}
    return bare | {
        "TIDINGS_DATA_DIR": str(stage.data),
        "TIDINGS_CLOCK": "simulated",
        "TIDINGS_CLOCK_FILE": str(stage.folder / "clock"),
        "TIDINGS_PORT": str(port),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "TWILIO_API_BASE": stage.provider.url,
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_PHONE_NUMBER": SENDER_NUMBER,
        "SMS_RATE_LIMIT_PER_HOUR": "100000000",
    }
