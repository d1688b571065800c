"""One schedule from its start to the comparison of the books."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from faults.books import read_books
from faults.doing import Mend, NotYet, Skipped, do
from faults.invariants import INVARIANTS, Evidence, breaches
from faults.ledger import read_ledger
from faults.scene import Scene, staged, wait_for_database
from faults.schedule import Schedule
from faults.server import Server
from faults.told import read_told
from tidings.apps.demo.client import Declined
from tidings.apps.demo.days import pass_days, pass_time
from tidings.kernel.errors import Busy

_HORIZON = timedelta(days=7)
"""Business time in which every campaign is completed, with days to spare; one that is not is found to wait for ever."""
_OFFERS_OVER = timedelta(hours=1)
"""In which whoever was asked last, or the next ones after them, let their time pass."""
_LATE_RECEIPTS = timedelta(hours=12)
_SETTLED_SECONDS = 90.0
_BETWEEN_FAULTS, _UNDISTURBED = 1.0, 6.0
"""Real seconds that the town has for itself."""
_MENDED_SECONDS = 60.0
_AGAIN_SECONDS = 0.2


@dataclass(slots=True)
class Outcome:
    """What came of a schedule. `done` counts faults by their words, `skipped` says which could not be done and why."""

    seed: int
    seconds: float = 0.0
    messages: int = 0
    people: int = 0
    receipts: int = 0
    restarts: int = 0
    unconfirmed: int = 0
    offers: int = 0
    bookings: int = 0
    answers: int = 0
    changes: int = 0
    done: Counter[str] = field(default_factory=Counter[str])
    skipped: list[str] = field(default_factory=list[str])
    breaches: list[str] = field(default_factory=list[str])
    told: list[str] = field(default_factory=list[str])
    invariants: int = len(INVARIANTS)


def play(schedule: Schedule, server: Server, folder: Path) -> Outcome:
    """Play a schedule, mend everything, wait until all is quiet, and compare the books."""
    began, outcome = time.monotonic(), Outcome(schedule.seed)
    with staged(schedule, server, folder) as scene:
        outcome.told = scene.told
        scene.launch()
        try:
            _disturb(scene, outcome)
            _come_to_rest(scene)
        except (Busy, Declined) as error:
            outcome.breaches.append(f"everything comes to rest: {error}")
        finally:
            scene.town.rest()
        evidence = _evidence(scene)
        outcome.breaches += breaches(evidence)
        _measure(scene, evidence, outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


def _disturb(scene: Scene, outcome: Outcome) -> None:
    """Do one fault after the other, each while messages are on their way, and mend each when its time is over."""
    mends: list[tuple[float, Mend]] = []
    try:
        for act in scene.schedule.acts:
            scene.live(_BETWEEN_FAULTS)
            flying = scene.to_work()
            time.sleep(act.wait)
            scene.say(f"{scene.system.clock.now():%d %b %H:%M:%S}: {act.fault}, {flying} messages on their way")
            try:
                mend = do(scene, act)
            except Skipped as skipped:
                outcome.skipped.append(f"{act.fault}: {skipped}")
                continue
            outcome.done[act.fault.value] += 1
            if mend is not None:
                mends.append((time.monotonic() + act.lasts, mend))
            _mend_due(mends, time.monotonic())
        until = time.monotonic() + _MENDED_SECONDS
        while mends and time.monotonic() < until:
            scene.system.check()
            _mend_due(mends, time.monotonic())
            time.sleep(0.02)
    finally:
        _mend_due(mends, float("inf"))


def _mend_due(mends: list[tuple[float, Mend]], now: float) -> None:
    for due in [each for each in mends if each[0] <= now]:
        mends.remove(due)
        try:
            due[1]()
        except NotYet:
            mends.append((time.monotonic() + _AGAIN_SECONDS, due[1]))


def _come_to_rest(scene: Scene) -> None:
    """Let business time pass until every campaign is completed and late receipts are in. Raises Busy or Declined when that does not come."""
    wait_for_database(scene)
    scene.quicken()
    scene.live(_UNDISTURBED, at_most=_SETTLED_SECONDS)
    scene.town.rest()
    _persist(scene, lambda: pass_days(scene.system, _OFFERS_OVER))
    scene.salon.answer_late()
    _persist(scene, lambda: pass_days(scene.system, _OFFERS_OVER))
    scene.surely(scene.salon.close)
    horizon = scene.system.clock.now() + _HORIZON
    _persist(
        scene,
        lambda: pass_time(scene.system, until=lambda: all(each.completed() for each in scene.campaigns) or scene.system.clock.now() > horizon),
    )
    _persist(scene, lambda: pass_days(scene.system, _LATE_RECEIPTS))


def _persist(scene: Scene, wait: Callable[[], None]) -> None:
    """Wait on, although a process may still end by itself: it is started again."""
    until = time.monotonic() + _SETTLED_SECONDS
    while True:
        try:
            wait()
        except Declined:
            if time.monotonic() > until:
                raise
            scene.system.check()
            time.sleep(0.1)
        else:
            return


def _evidence(scene: Scene) -> Evidence:
    campaigns = {UUID(each.id): each for each in scene.campaigns}
    schedule = scene.schedule
    sizes = schedule.whatsapp, schedule.again, schedule.sms
    return Evidence(
        read_books(scene.books),
        scene.system.simulator.get("/_/report"),
        read_ledger(scene.database_url),
        {source: scene.surely(campaign.stats) for source, campaign in campaigns.items()},
        dict(zip(campaigns, sizes, strict=True)),
        schedule.tier,
        schedule.per_hour,
        scene.forged,
        read_told(scene.database_url, scene.system.clock.now()),
        scene.town.kept,
    )


def _measure(scene: Scene, evidence: Evidence, outcome: Outcome) -> None:
    accepted = evidence.books.accepted.values()
    outcome.messages = len(accepted)
    outcome.people = sum(evidence.planned.values())
    outcome.receipts = sum(len(each.acknowledged) for each in accepted)
    outcome.restarts = scene.system.restarts
    told, kept = evidence.told, evidence.kept
    outcome.offers, outcome.bookings = len(told.offers), len(told.bookings)
    outcome.answers = sum(each.id in evidence.books.heard for each in kept.words) + len(kept.presses)
    outcome.changes = len(told.history)
    outcome.unconfirmed = sum(row.word == "unknown" for row in evidence.ledger.rows)
