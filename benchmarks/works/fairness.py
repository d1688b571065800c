"""Fairness: how long the hundred messages of one organisation take while another sends many by the same worker."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks.installation import Tidings, wait_until_empty
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.people import WATCHED
from benchmarks.sample import Role, Sample
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns
from tidings.apps.demo.client import Client, Declined
from tidings.simulator.settings import ACCOUNT_SID, AUTH_TOKEN

_FEW = 100
_UNDER_WAY = 500
"""So many of the large campaign have reached the provider before the small one is launched."""
_PROVIDER_MS = 50.0
_POLL_SECONDS = 0.02
_SECONDS = 120.0
_TIDINGS = Path(sys.executable).with_name("tidings")
_AGREED = ("--consent-basis", "form", "--consent-wording", "I agree to receive offers by SMS.", "--consent-date", "2026-09-01")
_NUMBER = "+15005550009"


def fairness(plan: Plan) -> Outcome:
    """Send to `_FEW` people of one organisation while another's campaign to `plan.size` runs, and alone."""
    shops = {name: _founded(system) for name, system in plan.systems()}
    contenders = [
        *(
            Contender(f"beside {plan.size:,}{grown}", Role.TIDINGS, partial(_few, system, shops[grown], plan.size))
            for grown, system in plan.systems()
        ),
        Contender("alone", Role.FLOOR, partial(_few, plan.system, shops[""], 0)),
    ]
    title = f"{_FEW} messages of one organisation beside {plan.size:,} of another, one worker, provider {_PROVIDER_MS:.0f} ms"
    outcome = take_turns("fairness", title, contenders, plan.runs)
    outcome.notes.append(
        "From the launch of the small campaign to its last message at the provider. Only the seconds compare: CPU and WAL are both campaigns'."
    )
    return outcome


def _founded(system: Tidings) -> Client:
    """Found a second organisation with a number of its own at the provider."""
    _command(system, "organisations", "create", "Few", "--region", "FR")
    api = Client(system.api.base, _command(system, "keys", "create", "benchmark", "--organisation", "few", *_AGREED))
    account = {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN}
    connection = api.post(
        "/channels/connections", {"provider": "twilio", "name": "Few", "credentials": account, "api_base": system.stage.provider.url}
    )
    api.post("/channels/senders", {"connection_id": connection["id"], "channel": "sms", "address": _NUMBER, "label": "Few"})
    return api


def _command(system: Tidings, *words: str) -> str:
    return subprocess.run([_TIDINGS, *words], env=system.environment, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - our own command


def _few(system: Tidings, shop: Client, people: int, run: int) -> Sample:
    """Launch the small campaign once the large one, if any, is well under way. Raises NotMeasured if the large one ended first."""
    del run
    few, many = _campaign(shop, [f"{WATCHED}{place:06}" for place in range(_FEW)]), system.campaign(system.tagged(max(people, 1)))
    if people:
        system.add_recipients(many)
    with system.working() as processes:
        system.stage.provider.set(latency_ms=_PROVIDER_MS, watched=WATCHED)
        if people:
            system.activate(many)
            _wait(lambda: _accepted(system) >= min(_UNDER_WAY, people))
        sample = Meter(processes, system.stage.database_url).measure(partial(_launch, system, shop, few))
        if people and _accepted(system) >= people:
            raise NotMeasured(f"the campaign to {people:,} had ended when the small one had: give a larger --size")
        with suppress(Declined):
            system.api.post(f"/marketing/campaigns/{many}/cancel")
        wait_until_empty(system.stage.database_url, "outbox", _SECONDS)
    return sample


def _campaign(shop: Client, numbers: Sequence[str]) -> str:
    settings = {"name": "Few", "template_name": "welcome_sms", "daily_send_limit": 1_000, "sending_hours": {"from": "00:00", "to": "23:59"}}
    campaign = f"/marketing/campaigns/{shop.post('/marketing/campaigns', settings)['id']}"
    shop.post(f"{campaign}/recipients", {"phone_numbers": list(numbers)})
    return campaign


def _launch(system: Tidings, shop: Client, campaign: str) -> Done:
    began = time.monotonic()
    shop.post(f"{campaign}/activate")
    _wait(lambda: len(system.stage.provider.book()["arrivals"]) == _FEW)
    last = max(system.stage.provider.book()["arrivals"].values())
    return Done(_FEW, last - began)


def _wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + _SECONDS
    while not condition():
        if time.monotonic() > until:
            raise NotMeasured(f"nothing came of it within {_SECONDS:.0f} s")
        time.sleep(_POLL_SECONDS)


def _accepted(system: Tidings) -> int:
    """Return how many messages of the large campaign have reached the provider."""
    book = system.stage.provider.book()
    return book["accepted"] - len(book["arrivals"])
