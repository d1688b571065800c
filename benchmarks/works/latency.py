"""Transactional latency: from an API call to the provider's door, while a campaign runs. Until there are notices, test sends stand for them."""

import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from benchmarks.installation import Tidings, wait_until_empty
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.people import WATCHED
from benchmarks.sample import Role, Sample, percentile
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns
from tidings.apps.demo.client import Declined

_TESTS = 200
_LEAST = 30
_EVERY_SECONDS = 0.05
_PROVIDER_MS = 50.0
_ARRIVE_SECONDS = 60.0


def latency(plan: Plan) -> Outcome:
    """Send one test message after another for as long as a campaign to `plan.size` people runs, and beside nothing."""
    contenders = [
        *(Contender(f"beside a campaign{grown}", Role.TIDINGS, partial(_beside, system, plan.size)) for grown, system in plan.systems()),
        Contender("beside nothing", Role.FLOOR, partial(_beside, plan.system, 0)),
    ]
    outcome = take_turns(
        "latency", f"Test sends beside a campaign to {plan.size:,}, one worker for everything, provider {_PROVIDER_MS:.0f} ms", contenders, plan.runs
    )
    outcome.notes.append(
        "From the call of POST .../test to the request at the provider. There are no notices yet (issue 6): test sends stand for them."
    )
    outcome.notes.append("CPU, transactions and WAL are the campaign's too: only the milliseconds compare.")
    return outcome


def _beside(system: Tidings, people: int, run: int) -> Sample:
    """Measure test sends for as long as a campaign runs, or beside nothing. Raises NotMeasured if it ended too soon to tell."""
    numbers = [f"{WATCHED}{run * _TESTS + place:06}" for place in range(_TESTS)]
    system.api.post("/allow-list", {"phone_numbers": numbers})
    tag = system.tagged(max(people, 1))
    running, tested = system.campaign(tag), system.campaign(tag)
    if people:
        system.add_recipients(running)
    with system.working() as processes:
        system.stage.provider.set(latency_ms=_PROVIDER_MS, watched=WATCHED)
        if people:
            system.activate(running)
        sample = Meter(processes, system.stage.database_url).measure(partial(_send, system, tested, numbers, people))
        with suppress(Declined):  # it may have ended by itself
            system.api.post(f"/marketing/campaigns/{running}/cancel")
        wait_until_empty(system.stage.database_url, "outbox", _ARRIVE_SECONDS)
    return sample


def _send(system: Tidings, campaign: str, numbers: Sequence[str], people: int) -> Done:
    called: dict[str, float] = {}
    for number in numbers:
        if people and _accepted(system) >= people:
            break
        called[number] = time.monotonic()
        system.api.post(f"/marketing/campaigns/{campaign}/test", {"phone_number": number})
        time.sleep(_EVERY_SECONDS)
    if len(called) < _LEAST:
        raise NotMeasured(f"the campaign to {people:,} ended after {len(called)} test sends, {_LEAST} tell something: give a larger --size")
    until = time.monotonic() + _ARRIVE_SECONDS
    while len(arrived := system.stage.provider.book()["arrivals"]) < len(called):
        if time.monotonic() > until:
            raise NotMeasured(f"{len(arrived)} of {len(called)} test sends arrived within {_ARRIVE_SECONDS:.0f} s")
        time.sleep(_EVERY_SECONDS)
    taken = [(arrived[number] - at) * 1000 for number, at in called.items()]
    return Done(len(taken), more={"p50 ms": percentile(taken, 0.5), "p99 ms": percentile(taken, 0.99), "worst ms": max(taken)})


def _accepted(system: Tidings) -> int:
    """Return how many messages of the campaign have reached the provider: all but the test sends."""
    book = system.stage.provider.book()
    return book["accepted"] - len(book["arrivals"])
