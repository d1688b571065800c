"""Dispatch: from the launch of a campaign to the last message recorded (and, with receipts, the last receipt applied)."""

import time
from functools import partial

from benchmarks.baseline_shop import Shop
from benchmarks.hands import hand, ours
from benchmarks.installation import Tidings, wait_until_empty
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.people import number
from benchmarks.sample import Role, Sample
from benchmarks.stage import Stage
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns

_POLL_SECONDS = 0.02
_SECONDS_PER_MESSAGE = 0.05
_AT_ONCE = 250


def dispatch(plan: Plan, *, latency_ms: float, receipts: bool) -> Outcome:
    """Send to `plan.size` people at a provider that takes so long to answer."""
    contenders = [
        Contender(f"Tidings{grown}", Role.TIDINGS, partial(tidings, system, plan.size, latency_ms=latency_ms, receipts=receipts))
        for grown, system in plan.systems()
    ]
    contenders.append(
        Contender("raw client loop", Role.FLOOR, partial(_loop, plan.stage, plan.size, latency_ms), f"no database, {_AT_ONCE} in flight, no receipts")
    )
    peers = min(plan.size, plan.peer_size)
    shop = Contender("Celery + SQLAlchemy + SDK", Role.PEER, partial(_shop, plan.stage, peers, latency_ms, receipts=receipts))
    contenders.append(shop)
    told = "with both receipts applied" if receipts else "without receipts"
    outcome = take_turns(
        f"dispatch-{latency_ms:.0f}ms{'-receipts' if receipts else ''}",
        f"Dispatch of {plan.size:,} messages, {told}, provider latency {latency_ms:.0f} ms",
        contenders,
        plan.runs,
    )
    outcome.notes.append(f"The baseline sends {peers:,}: its cost grows with the number. {Shop.ABOUT}")
    return outcome


def tidings(system: Tidings, people: int, run: int, *, latency_ms: float, receipts: bool, workers: int = 1) -> Sample:
    """Send one campaign to as many people, made for this run if need be. Raises NotMeasured if not each was sent to."""
    del run
    campaign = system.campaign(system.tagged(people))
    system.add_recipients(campaign)
    with system.working(workers) as processes:
        system.stage.provider.set(latency_ms=latency_ms, receipts=receipts)
        sample = Meter(processes, system.stage.database_url).measure(partial(send, system, campaign, people, receipts=receipts))
        states = system.states(campaign)
    wanted = {"delivered" if receipts else "sent": people}
    if states != wanted:
        raise NotMeasured(f"{people:,} people were to be sent to, but the ledger says {states}")
    return sample


def send(system: Tidings, campaign: str, people: int, *, receipts: bool) -> Done:
    """Launch a campaign and return when each message is recorded and each receipt, if any, applied. Raises NotMeasured if that never is."""
    system.activate(campaign)
    until = wait_for_provider(system.stage, people)
    wait_until_empty(system.stage.database_url, "outbox", until)
    if receipts:
        _wait_for_receipts(system.stage, people, until)
        wait_until_empty(system.stage.database_url, "webhook_receipts", until)
        return Done(people, more={"receipts told again": system.stage.provider.book()["repeated"]})
    return Done(people)


def wait_for_provider(stage: Stage, people: int) -> float:
    """Return when the stand-in has accepted as many; gives the seconds that anything after may still take."""
    seconds = 60 + people * _SECONDS_PER_MESSAGE
    until = time.monotonic() + seconds
    while (accepted := stage.provider.book()["accepted"]) < people:
        if time.monotonic() > until:
            raise NotMeasured(f"only {accepted:,} of {people:,} messages had reached the provider after {seconds:.0f} s")
        time.sleep(_POLL_SECONDS)
    return seconds


def _wait_for_receipts(stage: Stage, people: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while (book := stage.provider.book())["acknowledged"] < 2 * people:
        if book["refused"] or time.monotonic() > until:
            raise NotMeasured(f"{book['acknowledged']:,} receipts of {2 * people:,} were acknowledged, {book['refused']:,} refused")
        time.sleep(_POLL_SECONDS)


def _loop(stage: Stage, people: int, latency_ms: float, run: int) -> Sample:
    del run
    stage.provider.set(latency_ms=latency_ms)
    with hand(stage.folder, "raw loop", ours("benchmarks.caller")) as caller:
        what = {"kind": "messages", "url": stage.provider.url, "callback": f"{stage.provider.url}/status", "count": people, "at_once": _AT_ONCE}

        def post() -> Done:
            answer = caller.do(**what, first=0)
            if answer["statuses"] != {"201": people}:
                raise NotMeasured(f"the provider answered {answer['statuses']}")
            return Done(people, answer["seconds"])

        return Meter({"loop": caller.pid}).measure(post)


def _shop(stage: Stage, people: int, latency_ms: float, run: int, *, receipts: bool) -> Sample:
    del run
    stage.provider.set(latency_ms=latency_ms, receipts=receipts)
    with Shop(stage, celery=_celery_processes(latency_ms), api=receipts) as shop:
        shop.fill([number(place) for place in range(people)])

        def launch() -> Done:
            shop.launch()
            seconds = wait_for_provider(stage, people)
            shop.wait_until_sent(people, seconds)
            if receipts:
                _wait_for_receipts(stage, people, seconds)
            return Done(people)

        return Meter(shop.processes, shop.database_url).measure(launch)


def _celery_processes(latency_ms: float) -> int:
    """Return how many processes Celery gets: enough to keep two cores busy while the provider answers."""
    return 24 if latency_ms else 4
