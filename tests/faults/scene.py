"""Everything that one schedule is played on, and the few moves that every fault needs."""

import time
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from faults.invariants import CAP_HOURS
from faults.salon import Salon
from faults.schedule import Schedule
from faults.server import Server
from faults.talking import Town, town_people
from faults.watched import Watched
from faults.workshop import Workshop
from support import forks
from support.clock import MONDAY_MORNING
from support.system import EXCHANGE_SECONDS, Campaign, Story, people
from tidings.apps.demo.client import Declined
from tidings.apps.demo.days import move, settle
from tidings.apps.demo.system import Wanted
from tidings.kernel.errors import Busy

BOOKS = "books.jsonl"
_AWAY_SECONDS = 120.0
_POLL_SECONDS = 0.03
_BEAT_SECONDS, _A_DAY_IN_TOWN = 0.2, 10
_FIRST_SMS = 50_000
_SLOW = {"latency_ms": 300, "jitter_ms": 300}
"""How long an answer takes while faults are done: so that there is always something on its way for them to hit."""
_QUICK = {"latency_ms": 0, "jitter_ms": 0}


@dataclass(slots=True)
class Scene:
    """A schedule's system. `whatsapp` and `sms` are the numbers of its people, `town` whoever comes to salon and repair shop.

    `told` is what happened, in lines; `forged` counts the answers to forged receipts, by status.
    """

    schedule: Schedule
    random: Random
    server: Server
    database_url: str
    folder: Path
    system: Watched
    whatsapp: list[str]
    sms: list[str]
    town: Town
    salon: Salon
    workshop: Workshop
    campaigns: list[Campaign] = field(default_factory=list[Campaign])
    told: list[str] = field(default_factory=list[str])
    forged: Counter[int] = field(default_factory=Counter[int])

    @property
    def books(self) -> Path:
        """The file in which the witness writes down everything."""
        return self.folder / BOOKS

    def launch(self) -> None:
        """Tell Tidings the limits, open salon and repair shop, then launch three campaigns: two share WhatsApp's people, one has an hourly limit."""
        story, schedule = Story(self.system), self.schedule
        self.provider(meta={"tier": schedule.tier})
        settle(self.system)
        self.system.api.put("/policy/caps", {"caps": [{"most": 1, "hours": CAP_HOURS}]})
        self.salon.open()
        self.workshop.open()
        self.salon.begin(schedule.slots)
        self.workshop.begin(schedule.tickets)
        self.town.begin()
        self.campaigns += [
            story.campaign(self.whatsapp, template="welcome_back"),
            story.campaign(self.whatsapp[: schedule.again], template="autumn_offer", priority=3),
            story.campaign(self.sms, template="welcome_sms"),
        ]

    def provider(self, **settings: Any) -> None:
        """Change how the simulated providers behave."""
        self.system.simulator.put("/_/settings", settings)

    def quicken(self) -> None:
        """Let providers answer at once: the faults are over."""
        self.provider(meta={"trouble": _QUICK}, twilio={"trouble": _QUICK})

    def to_work(self, seconds: float = 1.5) -> int:
        """Move the clock to whatever is due next until messages are on their way, for a moment at most; return how many are."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(Declined):
                pulse = self.system.pulse()
                if pulse.on_their_way:
                    return pulse.on_their_way
                if pulse.quiet(self.system.clock.now()) and pulse.next_due is not None:
                    move(self.system, pulse.next_due)
            self.system.check()
            time.sleep(_POLL_SECONDS)
        return 0

    def live(self, seconds: float, at_most: float = 0.0) -> None:
        """Let the town go about its day for so many real seconds, each of which is ten by its clock; up to `at_most` until nobody has anything to do.

        Processes that end are started again.
        """
        began = time.monotonic()
        while (spent := time.monotonic() - began) < seconds or (spent < at_most and not self.town.at_rest):
            move(self.system, self.system.clock.now() + timedelta(seconds=_A_DAY_IN_TOWN * _BEAT_SECONDS))
            self.system.check()
            time.sleep(_BEAT_SECONDS)

    def surely(self, ask: Callable[[], Any]) -> Any:
        """Ask the API until it answers, whatever was done to it. Raises Declined with its refusal, Busy when it does not come back."""
        until = time.monotonic() + _AWAY_SECONDS
        while True:
            try:
                return ask()
            except Declined as error:
                if 0 < error.answered < 500 or time.monotonic() > until:
                    raise
            self.system.check()
            time.sleep(_POLL_SECONDS)

    def say(self, line: str) -> None:
        """Note what happened."""
        self.told.append(line)


@contextmanager
def staged(schedule: Schedule, server: Server, folder: Path) -> Generator[Scene]:
    """Start two workers, an API and the simulator on a fresh database, and end them in the end."""
    simulated = {
        "seed": schedule.seed,
        "meta": {"retry_seconds": 0.1, "retry_longest_seconds": 1, "trouble": _SLOW},
        "twilio": {"retry_seconds": 0.2, "trouble": _SLOW},
        "receipts": {"fail_rate": 0.03},
        "people": {"stop_rate": 0.04, "reply_rate": 0.03},
        "courier": {"timeout_seconds": 5},
    }
    with server.database() as url:
        own = {
            "DATABASE_URL": url,
            "TIDINGS_EXCHANGE_SECONDS": str(EXCHANGE_SECONDS),
            "SMS_RATE_LIMIT_PER_HOUR": str(schedule.per_hour),
        }
        wanted = Wanted(folder, MONDAY_MORNING, simulated, own, workers=2)
        with Watched(wanted, forks.module) as system:
            numbers = people(schedule.whatsapp), people(schedule.sms, first=_FIRST_SMS)
            random = Random(schedule.seed)  # noqa: S311 - to be repeated, not to be secret
            town_numbers = town_people(schedule.waiting + schedule.tickets)
            town = Town(system, folder / BOOKS, Random(f"town {schedule.seed}"), town_numbers[: schedule.waiting])  # noqa: S311 - as above
            town.kept.numbers.update(town_numbers)
            shops = Salon(town, town.numbers, schedule.at_once), Workshop(town, town_numbers[schedule.waiting : -1])
            yield Scene(schedule, random, server, url, folder, system, *numbers, town, *shops)


def wait_for_database(scene: Scene) -> None:
    """Return when the database answers and the API with it. Raises Busy when that takes too long."""
    until = time.monotonic() + _AWAY_SECONDS
    while True:
        try:
            scene.server.embedded.ensure()
            scene.system.api.get("/readyz")
        except Declined:
            if time.monotonic() > until:
                raise Busy("api_not_ready", "The API did not come back.", fix=f"Look into {scene.folder / 'logs'}.") from None
        else:
            return
        scene.system.check()
        time.sleep(_POLL_SECONDS)
