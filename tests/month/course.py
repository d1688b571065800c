"""The days of a month on the simulated clock."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from tidings.apps.demo.client import Client, Json
from tidings.apps.demo.days import move, settle
from tidings.apps.demo.system import System

Found = TypeVar("Found")

ZONE = ZoneInfo("Europe/Paris")
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.1
_STEP = timedelta(seconds=5)
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Course:
    """The running system, and how its time passes."""

    system: System

    @property
    def api(self) -> Client:
        """The public API."""
        return self.system.api

    def to(self, day: date, hour: int, minute: int = 0) -> None:
        """Move on to an hour of a day in Paris, and rest there."""
        move(self.system, datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE))
        self.rest()

    def pass_by(self, span: timedelta) -> None:
        """Move on by a span."""
        move(self.system, self.system.clock.now() + span)

    def weekday(self) -> int:
        """Return the day of the week, Monday 0."""
        return self.system.clock.now().astimezone(ZONE).weekday()

    def until(self, condition: Callable[[], Found | None], what: str) -> Found:
        """Let business time go on in steps of seconds until something is so, and return it. Raises TimeoutError."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while not (found := condition()):
            if time.monotonic() > until:
                raise TimeoutError(f"It did not come about by {self.system.clock.now()}: {what}.")
            self.pass_by(_STEP)
            self.system.check()
            time.sleep(_POLL_SECONDS)
        return found

    def rest(self) -> None:
        """Let time go on until whatever was said has its receipts: every notice has ended."""
        self.until(self._calm, "all that was said arrives or fails")

    def notices(self) -> list[Json]:
        """Return every notice with its attempts, oldest first."""
        found: list[Json] = []
        cursor = ""
        while True:
            page = self.api.get(f"/notices?limit={_PAGE}{cursor}")
            found += page["items"]
            if page["next_cursor"] is None:
                return found[::-1]
            cursor = f"&cursor={page['next_cursor']}"

    def conversation(self, number: str) -> list[Json]:
        """Return what somebody got and wrote, by the simulator's books."""
        return self.system.simulator.get(f"/_/phone/{number}")["conversation"]

    def _calm(self) -> bool:
        settle(self.system)
        return not any(self.api.rows(f"/notices?state={state}&limit=1") for state in ("waiting", "sending"))
