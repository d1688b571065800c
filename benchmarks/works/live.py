"""Live: from a receipt at the webhook to the figure on the screens of people who look on (record 0041)."""

import subprocess
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.hands import hand, ours
from benchmarks.installation import Tidings, wait_until_empty
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.sample import Role, Sample, percentile
from benchmarks.works.dispatch import wait_for_provider
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns

_VIEWERS = 50
_SESSIONS = 2
"""One session may hold thirty live connections."""
_PER_SECOND = 1_000
_SETTLE_SECONDS = 120.0
_TIDINGS = Path(sys.executable).with_name("tidings")


def live(plan: Plan) -> Outcome:
    """Tell the receipts of `plan.size` messages, a thousand a second, while fifty people look at Home and at the campaign."""
    name = f"{_VIEWERS} viewers, {_PER_SECOND:,} receipts a second"
    contenders = [Contender(f"{name}{grown}", Role.TIDINGS, partial(_watched, system, plan.size)) for grown, system in plan.systems()]
    outcome = take_turns("live", f"From receipt to screen, {plan.size:,} receipts", contenders, plan.runs)
    outcome.notes.append(
        "From the moment at which a receipt is posted to the end of the first reading that shows as many; of each receipt and each viewer."
    )
    outcome.notes.append(
        "Half look at Home (one request), half at the campaign (five to open it, two a reading). Browsers draw besides: tens of milliseconds."
    )
    return outcome


def _watched(system: Tidings, people: int, run: int) -> Sample:
    """Send a campaign, keep its receipts, and tell them while people watch. Raises NotMeasured if one does not see them all."""
    del run
    campaign = system.campaign(system.tagged(people + 1), a_day=people)  # one is left for tomorrow: Home shows what runs
    system.add_recipients(campaign)
    links = [_link(system, place) for place in range(_SESSIONS)]
    with ExitStack() as stack:
        processes = stack.enter_context(system.working())
        viewers = stack.enter_context(hand(system.stage.folder, "viewers", ours("benchmarks.viewers")))
        system.stage.provider.set(receipts=True, held=True)
        system.activate(campaign)
        wait_until_empty(system.stage.database_url, "outbox", wait_for_provider(system.stage, people))
        watch = {
            "base": system.api.base,
            "organisation": system.api.get("/organisation")["id"],
            "links": links,
            "viewers": _VIEWERS,
            "pages": [_page(["/home"]), _page([f"/marketing/campaigns/{campaign}{part}" for part in ("/stats", "/why", "", "/plan", "/history")], 2)],
            "campaign": campaign,
            "tell": {"url": f"{system.stage.provider.url}/_/tell", "body": {"per_second": _PER_SECOND}},
            "until": people,
            "seconds": people / _PER_SECOND + _SETTLE_SECONDS,
        }
        return Meter(processes, system.stage.database_url).measure(partial(_look, system, viewers.do, watch, people))


def _page(requests: Sequence[str], moves: int = 1) -> dict[str, Any]:
    """Return a page by the requests that it is read by, the first of which change by a receipt (`web/src/live/topics.ts`)."""
    return {"requests": requests, "moves": requests[:moves]}


def _look(system: Tidings, look: Callable[..., dict[str, Any]], watch: dict[str, Any], people: int) -> Done:
    """Look on while the provider tells its receipts, and say how long each took to each screen."""
    seen: list[list[tuple[float, int]]] = look(**watch)["seen"]
    told = sorted(system.stage.provider.book()["told_at"])
    if len(told) != people:
        raise NotMeasured(f"{len(told):,} receipts of {people:,} were told")
    if (least := min(each[-1][1] for each in seen)) < people:
        raise NotMeasured(f"{_SETTLE_SECONDS:.0f} s after the last receipt somebody's page showed {least:,} of {people:,}")
    taken = [(late - at) * 1000 for each in seen for at, late in zip(told, _shown(each, people), strict=True)]
    seconds = told[-1] - told[0]
    readings = sum(len(each) for each in seen)
    figures = {"p50 ms": percentile(taken, 0.5), "p99 ms": percentile(taken, 0.99), "worst ms": max(taken), "readings": readings}
    return Done(people, seconds, more=figures)


def _shown(seen: Sequence[tuple[float, int]], people: int) -> list[float]:
    """Return for each receipt, in their order, when a viewer's page first showed as many."""
    highest = [max(count for _, count in seen[: place + 1]) for place in range(len(seen))]
    return [seen[bisect_left(highest, number)][0] for number in range(1, people + 1)]


def _link(system: Tidings, place: int) -> str:
    """Invite somebody and return the link that signs them in."""
    email = f"viewer{place}-{time.monotonic_ns()}@example.com"
    _command(system, "users", "invite", email, "--name", "Viewer", "--role", "owner")
    return _command(system, "users", "link", email, "--sign-in")


def _command(system: Tidings, *words: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [_TIDINGS, *words], env=system.environment, cwd=system.stage.folder, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise NotMeasured(f"tidings {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout
