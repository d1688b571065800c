"""Webhook intake: signed status callbacks, each durable before its answer. Applying them is part of dispatch with receipts."""

import os
from functools import partial
from typing import Any

import psycopg

from benchmarks import twilio
from benchmarks.baseline_shop import Shop, wait_for_port
from benchmarks.hands import Hand, hand, ours
from benchmarks.installation import Tidings, count
from benchmarks.machine import ROOT
from benchmarks.meter import Done, Meter, NotMeasured
from benchmarks.people import number
from benchmarks.sample import Role, Sample
from benchmarks.stage import Stage
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns
from tidings.apps.serving.ports import held

_AT_ONCE = 200


def webhooks(plan: Plan) -> Outcome:
    """Post `plan.size` callbacks to one process of each contender."""
    peers = min(plan.size, plan.peer_size)
    contenders = [
        *(Contender(f"Tidings{grown}", Role.TIDINGS, partial(_tidings, system, plan.size)) for grown, system in plan.systems()),
        Contender("bare endpoint", Role.FLOOR, partial(_bare, plan.stage, plan.size), "reads the form, checks nothing, keeps nothing"),
        Contender("FastAPI + UPDATE", Role.PEER, partial(_shop, plan.stage, peers), f"{peers:,} callbacks"),
    ]
    outcome = take_turns("webhooks", f"Intake of {plan.size:,} signed callbacks, {_AT_ONCE} at once", contenders, plan.runs)
    outcome.notes.append("The caller, whose CPU does not count, shares the machine: requests a second are the pair's.")
    return outcome


def _tidings(system: Tidings, calls: int, run: int) -> Sample:
    """Take callbacks while no worker applies them, so that intake alone is measured. Raises NotMeasured if one was not stored."""
    del run
    stage = system.stage
    with hand(stage.folder, "caller", ours("benchmarks.caller")) as caller:
        work = partial(_post, caller, calls, url=system.callback_address())
        sample = Meter(system.serving, stage.database_url).measure(work)
    stored = count(stage.database_url, "webhook_receipts")
    with psycopg.connect(stage.database_url, autocommit=True) as connection:
        connection.execute("TRUNCATE webhook_receipts")  # they are of messages that never were
    if stored != calls:
        raise NotMeasured(f"{calls:,} callbacks were acknowledged and {stored:,} stored")
    return sample


def _bare(stage: Stage, calls: int, run: int) -> Sample:
    del run
    with held("127.0.0.1", 0) as port, hand(stage.folder, "caller", ours("benchmarks.caller")) as caller:
        server = stage.processes.start("bare", ("benchmarks.bare", str(port)), {**os.environ, "PYTHONPATH": str(ROOT)})
        try:
            wait_for_port(port)
            work = partial(_post, caller, calls, url=f"http://127.0.0.1:{port}/status")
            return Meter({"bare": server.pid}).measure(work)
        finally:
            stage.processes.kill(server)


def _shop(stage: Stage, calls: int, run: int) -> Sample:
    del run
    sids = [twilio.new_sid() for _ in range(calls)]
    with Shop(stage, api=True) as shop, hand(stage.folder, "caller", ours("benchmarks.caller")) as caller:
        shop.fill([number(place) for place in range(calls)], sids)
        work = partial(_post, caller, calls, url=shop.callback, sids=sids)
        return Meter(shop.processes, shop.database_url).measure(work)


def _post(caller: Hand, calls: int, **what: Any) -> Done:
    answer = caller.do(kind="receipts", count=calls, at_once=_AT_ONCE, **what)
    if answer["statuses"] != {"200": calls}:
        raise NotMeasured(f"of {calls:,} callbacks these were answered: {answer['statuses']}")
    return Done(calls, answer["seconds"])
