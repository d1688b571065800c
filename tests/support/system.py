"""A whole Tidings as processes beside a simulator, for stories: started, told what to do by HTTP, and asked what came of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from support import forks
from support.clock import MONDAY_MORNING
from tidings.apps.demo.days import move, pass_time, settle
from tidings.apps.demo.system import System, Wanted

EXCHANGE_SECONDS = 2
"""The longest that a provider may take in a story, and how long a worker is dead before what it held is in doubt."""

Json = dict[str, Any]


def people(count: int, first: int = 0) -> list[str]:
    """Return so many French mobile numbers, the same ones each time."""
    return [f"+336000{number:05d}" for number in range(first, first + count)]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign of a story."""

    story: "Story"
    id: str

    def add(self, numbers: Sequence[str]) -> Json:
        return self._post("recipients", {"phone_numbers": list(numbers)})

    def activate(self, start: str | None = None) -> Json:
        return self._post(f"activate?start_date={start}" if start else "activate")

    def pause(self) -> Json:
        return self._post("pause")

    def resume(self) -> Json:
        return self._post("resume")

    def cancel(self) -> Json:
        return self._post("cancel")

    def stats(self) -> Json:
        return self.story.system.api.get(f"/marketing/campaigns/{self.id}/stats")

    def states(self) -> dict[str, int]:
        """Return the states in which anybody is."""
        return {state: people for state, people in self.stats()["states"].items() if people}

    def released_by_day(self) -> dict[str, int]:
        plan = self.story.system.api.get(f"/marketing/campaigns/{self.id}/plan")
        return {day["day"]: day["released"] for day in plan["days"] if day["released"]}

    def completed(self) -> bool:
        return self.stats()["status"] == "completed"

    def _post(self, what: str, body: Json | None = None) -> Json:
        return self.story.system.api.post(f"/marketing/campaigns/{self.id}/{what}", body)


@dataclass(frozen=True, slots=True)
class Story:
    """What a story does with the system, in the words of whoever runs it."""

    system: System

    def campaign(
        self, numbers: Sequence[str], *, template: str = "welcome_back", daily_send_limit: int = 250, priority: int = 5, activate: bool = True
    ) -> Campaign:
        """Make a campaign, fill it, and launch it."""
        settings = {"name": "Autumn", "template_name": template, "daily_send_limit": daily_send_limit, "priority": priority}
        campaign = Campaign(self, self.system.api.post("/marketing/campaigns", settings)["id"])
        campaign.add(numbers)
        if activate:
            campaign.activate()
        return campaign

    def provider(self, **settings: Any) -> None:
        """Change how the simulated providers and people behave."""
        self.system.simulator.put("/_/settings", settings)

    def meta(self, **trouble: Any) -> None:
        """Make trouble at Meta."""
        self.provider(meta={"trouble": trouble})

    def says(self, number: str, text: str, to: str) -> None:
        """Have a person write to one of our numbers."""
        self.system.simulator.post(f"/_/people/{number}/say", {"text": text, "to": to})

    def got(self, number: str) -> list[str]:
        """Return what a person got, by the simulator's books."""
        conversation = self.system.simulator.get(f"/_/phone/{number}")["conversation"]
        return [each["text"] for each in conversation if each["direction"] == "outbound"]

    def report(self) -> Json:
        return self.system.simulator.get("/_/report")

    def settle(self) -> datetime | None:
        return settle(self.system)

    def move(self, to: datetime) -> None:
        move(self.system, to)

    def until(self, condition: Callable[[], bool]) -> None:
        """Let business time pass until something is so."""
        pass_time(self.system, until=condition)

    def until_completed(self, *campaigns: Campaign) -> None:
        self.until(lambda: all(campaign.completed() for campaign in campaigns))


class Stage:
    """Starts systems for one test, each on a database of its own, and ends them with it."""

    def __init__(self, folder: Path, database_url: str, stack: ExitStack) -> None:
        self._folder = folder
        self._database_url = database_url
        self._stack = stack

    def __call__(
        self, *, workers: int = 1, simulator: Mapping[str, object] | None = None, begins: datetime = MONDAY_MORNING, **environment: str
    ) -> Story:
        """Start everything, on Monday 5 October 2026, 09:00 in Paris, unless told otherwise."""
        own = {"DATABASE_URL": self._database_url, "TIDINGS_EXCHANGE_SECONDS": str(EXCHANGE_SECONDS), **environment}
        wanted = Wanted(self._folder, begins, simulator or {}, own, workers)
        return Story(self._stack.enter_context(System(wanted, forks.module)))
