"""The shape of a work: contenders that take turns, run after run."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.meter import NotMeasured
from benchmarks.sample import Line, Role, Sample
from tidings.kernel.errors import TidingsError


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who does the work; `run` gets the number of the run, from 0. Raises NotMeasured with the reason if it can't."""

    name: str
    role: Role
    run: Callable[[int], Sample]
    note: str = ""


@dataclass(slots=True)
class Outcome:
    """What a work came to."""

    name: str
    title: str
    lines: list[Line]
    notes: list[str] = field(default_factory=list[str])


def take_turns(name: str, title: str, contenders: Sequence[Contender], runs: int) -> Outcome:
    """Run contenders one after another, as often as asked (A B A B), so that what else the machine does falls on all alike.

    A contender that could not run once is left aside from then on; what it had measured before does not count.
    """
    lines = [Line(each.name, each.role, each.note) for each in contenders]
    for number in range(runs):
        for contender, line in zip(contenders, lines, strict=True):
            if line.missing:
                continue
            sys.stderr.write(f"{name}, run {number + 1} of {runs}: {contender.name}\n")
            try:
                line.samples.append(contender.run(number))
            except (NotMeasured, TidingsError) as reason:
                line.missing, line.samples = str(reason), []
                sys.stderr.write(f"  not measured: {reason}\n")
    return Outcome(name, title, lines)
