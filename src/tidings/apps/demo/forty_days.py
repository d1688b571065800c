"""The second part: days pass on the simulated clock, people answer, some say STOP before their turn, and a worker is killed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tidings.apps.demo.client import Json
from tidings.apps.demo.days import pass_days, pass_time, settle
from tidings.apps.demo.launch import START, Launched
from tidings.apps.demo.system import System
from tidings.apps.demo.view import Picture, View
from tidings.simulator.settings import PHONE_NUMBER_ID

STOP_DAY, KILL_DAY = 4, 12
STOPS = 40
_SLOW = {"latency_ms": 30, "jitter_ms": 600}
_QUICK = {"latency_ms": 0, "jitter_ms": 0}
_LEFT = 0.4
_CATCH_SECONDS = 15.0


@dataclass
class FortyDays:
    """The campaign while it runs. `stopped` said STOP before their turn; `days` is how many it took, in the end; `latest` its latest figures."""

    system: System
    view: View
    campaign: Launched
    numbers: Sequence[str]
    zone: ZoneInfo
    stopped: list[str] = field(default_factory=list[str])
    days: int = 0
    latest: Json = field(default_factory=dict[str, Any])

    def pass_by(self) -> Json:
        """Let the days pass until the campaign is completed and every receipt is in; return its figures."""
        self.view.step("Days pass on the simulated clock; workers release, send and take receipts by themselves")
        pass_time(self.system, until=lambda: self._day() >= STOP_DAY or self._completed(), each=self._look)
        self._some_say_stop()
        pass_time(self.system, until=lambda: self._day() >= KILL_DAY or self._completed(), each=self._look)
        self._kill_a_worker()
        pass_time(self.system, until=self._completed, each=self._look)
        self.days = self._day()
        pass_days(self.system, timedelta(hours=2))
        self._look()
        return self.latest

    def _some_say_stop(self) -> None:
        """Have people write STOP who got nothing yet, and wait until Tidings knows."""
        shuffled = list(self.numbers)
        Random(STOPS).shuffle(shuffled)  # noqa: S311 - the same people each time
        for number in shuffled:
            if len(self.stopped) == STOPS:
                break
            if not self.system.simulator.get(f"/_/phone/{number}")["conversation"]:
                self.system.simulator.post(f"/_/people/{number}/say", {"text": "STOP", "to": PHONE_NUMBER_ID})
                self.stopped.append(number)
        settle(self.system)
        self.view.step(f"Day {self._day()}: {len(self.stopped)} people write STOP before their turn has come")

    def _kill_a_worker(self) -> None:
        """Kill a worker while it sends, on a morning when the provider is slow, and start another."""
        self._set_trouble(_SLOW)
        self._to_the_next_release()
        flying = self._wait_until_half_way()
        killed = self.system.kill_worker()
        self._set_trouble(_QUICK)
        self.view.step(f"Day {self._day()}: kill -9 of worker {killed.pid} while {flying} messages are on their way")
        fresh = self.system.start_worker()
        began = time.monotonic()
        settle(self.system)
        states = self._figures()["states"]
        self.view.note(
            f"worker {fresh.pid} takes its place; after {time.monotonic() - began:.0f} s what the dead one held is accounted for:"
            f" {states['unknown']} in doubt, none sent again blindly"
        )

    def _wait_until_half_way(self) -> int:
        """Wait until most of the morning's messages have arrived and return how many have not."""
        flying, peak, until = 0, 0, time.monotonic() + _CATCH_SECONDS
        while time.monotonic() < until:
            flying = self.system.pulse().on_their_way
            peak = max(peak, flying)
            if 0 < flying <= peak * _LEFT:
                break
        return flying

    def _to_the_next_release(self) -> None:
        """Move the clock to when Tidings next has something to do, without waiting for it to be done."""
        settle(self.system)
        next_due = self.system.pulse().next_due
        if next_due is not None:
            self.system.clock.advance_to(next_due)

    def _set_trouble(self, trouble: Json) -> None:
        self.system.simulator.put("/_/settings", {"meta": {"trouble": trouble}})

    def _day(self) -> int:
        return (self._today() - START).days + 1

    def _today(self) -> date:
        return self._now().date()

    def _now(self) -> datetime:
        return self.system.clock.now().astimezone(self.zone)

    def _completed(self) -> bool:
        """Say whether the campaign was completed when it was last looked at."""
        return self.latest["status"] == "completed"

    def _figures(self) -> Json:
        return self.system.api.get(f"/marketing/campaigns/{self.campaign.id}/stats")

    def _look(self) -> None:
        """Ask how the campaign stands, and show it."""
        self.latest = self._figures()
        self._draw(self.latest)

    def _draw(self, figures: Json) -> None:
        pids = [worker.pid for worker in self.system.workers]
        days = figures["estimated_days"] or self.campaign.days
        self.view.show(Picture(self._now(), self._day(), days, self.campaign.recipients, figures["states"], pids))
