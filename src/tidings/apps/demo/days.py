"""Passing business time: wait until all is quiet, then move the clock to the next moment at which something is due."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from tidings.apps.demo.system import System
from tidings.kernel.errors import Busy

LEAST_STEP = timedelta(minutes=15)
"""Receipts of one batch come seconds apart: what is due within one step happens together."""
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.04


def settle(system: System, *, seconds: float = _PATIENCE_SECONDS) -> datetime | None:
    """Wait until nothing is to be done before the clock moves, and return when something is due next (None: nothing is).

    Raises Busy when that takes longer than `seconds` of real time, or when a process has ended by itself.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        # First the simulator, then Tidings: what is on its way from one to the other is seen by the second question.
        simulator = system.simulator.get("/_/quiet")
        pulse = system.pulse()
        if simulator["quiet"] and pulse.quiet(system.clock.now()):
            told = simulator["next_due"]
            moments = [moment for moment in (pulse.next_due, datetime.fromisoformat(told) if told else None) if moment is not None]
            return min(moments, default=None)
        system.check()
        time.sleep(_POLL_SECONDS)
    raise Busy("not_quiet", f"Things did not come to rest within {seconds:.0f} s: {system.pulse()}.", fix="Look into the logs.")


def move(system: System, to: datetime) -> None:
    """Move the clock of all processes forward to a moment; one that has passed changes nothing."""
    system.clock.advance_to(to)
    system.simulator.post("/_/clock", {"advance_seconds": 0})  # so that it looks at the clock at once


def pass_time(system: System, *, until: Callable[[], bool], each: Callable[[], None] = lambda: None) -> None:
    """Let business time pass, a step at a time, until `until` says so at a quiet moment; `each` is called at each of these.

    Raises Busy as `settle`, and when nothing is left to happen.
    """
    while True:
        next_due = settle(system)
        each()
        if until():
            return
        if next_due is None:
            told = system.simulator.get("/_/report")
            raise Busy("nothing_due", f"Nothing is left to happen, and it is not what was waited for: {told}", fix="Look into the logs.")
        move(system, max(next_due, system.clock.now() + LEAST_STEP))


def pass_days(system: System, span: timedelta) -> None:
    """Let so much business time pass and settle at its end. Raises Busy as `settle`."""
    end = system.clock.now() + span
    while (next_due := settle(system)) is not None and next_due < end:
        move(system, min(end, max(next_due, system.clock.now() + LEAST_STEP)))
    move(system, end)
    settle(system)
