"""Transactional latency: from an API call to the provider's door, while a campaign runs. What is urgent are test sends, or notices."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import quote

from benchmarks.installation import Tidings, wait_until_empty
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.people import WATCHED
from benchmarks.sample import Role, Sample, percentile
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns
from tidings.apps.demo.client import Declined

_SENDS = 200
_LEAST = 30
_EVERY_SECONDS = 0.05
_PROVIDER_MS = 50.0
_ARRIVE_SECONDS = 60.0
_KIND = "ready"

Send = Callable[[str], None]
"""Asks for one message to a number."""


def latency(plan: Plan, *, notices: bool = False) -> Outcome:
    """Send one urgent message after another for as long as a campaign to `plan.size` people runs, and beside nothing.

    Test sends share one worker with the campaign; notices have the worker beside it that `tidings serve` always runs.
    """
    contenders = [
        *(Contender(f"beside a campaign{grown}", Role.TIDINGS, partial(_beside, system, plan.size, notices)) for grown, system in plan.systems()),
        Contender("beside nothing", Role.FLOOR, partial(_beside, plan.system, 0, notices)),
    ]
    what, workers = ("Notices", "one worker and the urgent one") if notices else ("Test sends", "one worker for everything")
    name = "latency-notices" if notices else "latency"
    outcome = take_turns(name, f"{what} beside a campaign to {plan.size:,}, {workers}, provider {_PROVIDER_MS:.0f} ms", contenders, plan.runs)
    call = "POST /notices, each to somebody else by SMS" if notices else "POST .../test"
    outcome.notes.append(f"From the call of {call} to the request at the provider.")
    outcome.notes.append("CPU, transactions and WAL are the campaign's too: only the milliseconds compare.")
    return outcome


def _beside(system: Tidings, people: int, notices: bool, run: int) -> Sample:  # noqa: FBT001 - given by `partial`
    """Measure urgent messages for as long as a campaign runs, or beside nothing. Raises NotMeasured if it ended too soon to tell."""
    numbers = [f"{WATCHED}{run * _SENDS + place:06}" for place in range(_SENDS)]
    tag = system.tagged(max(people, 1))
    running, tested = system.campaign(tag), system.campaign(tag)
    send = _notices(system, numbers, f"{tag}-{run}") if notices else _tests(system, numbers, tested)
    if people:
        system.add_recipients(running)
    with system.working(urgent=notices) as processes:
        system.stage.provider.set(latency_ms=_PROVIDER_MS, watched=WATCHED)
        if people:
            system.activate(running)
        sample = Meter(processes, system.stage.database_url).measure(partial(_send, system, send, numbers, people))
        with suppress(Declined):  # it may have ended by itself
            system.api.post(f"/marketing/campaigns/{running}/cancel")
        wait_until_empty(system.stage.database_url, "outbox", _ARRIVE_SECONDS)
    return sample


def _tests(system: Tidings, numbers: Sequence[str], campaign: str) -> Send:
    """Have a campaign tried out on these numbers."""
    system.api.post("/allow-list", {"phone_numbers": list(numbers)})

    def send(number: str) -> None:
        system.api.post(f"/marketing/campaigns/{campaign}/test", {"phone_number": number})

    return send


def _notices(system: Tidings, numbers: Sequence[str], series: str) -> Send:
    """Have people with these numbers, who agreed to be told, and a kind of notice that goes by SMS."""
    api = system.api
    with suppress(Declined):  # it is there already
        body = {"text": "Your {{ device }} is ready.", "smart_encoding": False}
        api.post("/templates", {"name": _KIND, "channel": "sms", "locale": "en", "purpose": "transactional", "body": body})
    api.put(f"/notices/kinds/{_KIND}", {"name": _KIND, "class": "transactional", "templates": {"sms": _KIND}})
    for number in numbers:
        known = api.get(f"/contacts?phone={quote(number)}")["items"]
        contact = known[0] if known else api.post("/contacts", {"phones": [{"number": number}]})
        api.ask("PATCH", f"/contacts/{contact['id']}/notification-preferences", {"notificationPreferences": {"smsEnabled": True}})

    def send(number: str) -> None:
        asked = {"kind": _KIND, "key": f"{series}-{number}", "address": number, "data": {"device": "Pixel"}}
        told = api.post("/notices", {"notices": [asked]})["items"][0]
        if told["state"] != "sending":
            raise NotMeasured(f"a notice is {told['state']}: {told['error']}")

    return send


def _send(system: Tidings, send: Send, numbers: Sequence[str], people: int) -> Done:
    called: dict[str, float] = {}
    for number in numbers:
        if people and _accepted(system) >= people:
            break
        called[number] = time.monotonic()
        send(number)
        time.sleep(_EVERY_SECONDS)
    if len(called) < _LEAST:
        raise NotMeasured(f"the campaign to {people:,} ended after {len(called)} urgent messages, {_LEAST} tell something: give a larger --size")
    until = time.monotonic() + _ARRIVE_SECONDS
    while len(arrived := system.stage.provider.book()["arrivals"]) < len(called):
        if time.monotonic() > until:
            raise NotMeasured(f"{len(arrived)} of {len(called)} urgent messages arrived within {_ARRIVE_SECONDS:.0f} s")
        time.sleep(_EVERY_SECONDS)
    taken = [(arrived[number] - at) * 1000 for number, at in called.items()]
    return Done(len(taken), more={"p50 ms": percentile(taken, 0.5), "p99 ms": percentile(taken, 0.99), "worst ms": max(taken)})


def _accepted(system: Tidings) -> int:
    """Return how many messages of the campaign have reached the provider: all but the urgent ones."""
    book = system.stage.provider.book()
    return book["accepted"] - len(book["arrivals"])
