"""`python -m benchmarks [work ...]`: run works, print the table, and write the same as JSON."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from benchmarks import machine, report
from benchmarks.installation import installed
from benchmarks.stage import staged
from benchmarks.works.dispatch import dispatch
from benchmarks.works.plan import Plan
from benchmarks.works.work import Outcome

WORKS: Mapping[str, Callable[[Plan], Outcome]] = {
    "dispatch": partial(dispatch, latency_ms=0, receipts=False),
    "dispatch-50ms": partial(dispatch, latency_ms=50, receipts=False),
    "dispatch-receipts": partial(dispatch, latency_ms=0, receipts=True),
    "dispatch-50ms-receipts": partial(dispatch, latency_ms=50, receipts=True),
}


def main() -> int:
    """Measure what was asked for; returns 0, also when something could not be measured: the table says what and why."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Tidings against floors and peers, in turn.")
    parser.add_argument("works", nargs="*", metavar="WORK", help=f"which works (all by default): {', '.join(WORKS)}")
    parser.add_argument("--runs", type=int, default=3, help="how often each contender runs (3)")
    parser.add_argument("--size", type=int, default=20_000, help="messages, rows or calls of a run (20000)")
    parser.add_argument("--peer-size", type=int, default=5_000, help="as many at most for peers that take a second for a few hundred (5000)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured here")
    asked = parser.parse_args()
    if unknown := [name for name in asked.works if name not in WORKS]:
        parser.error(f"no such work: {', '.join(unknown)}")
    facts = machine.facts()
    outcomes: list[Outcome] = []
    with ExitStack() as stack:
        stage = stack.enter_context(staged())
        system = stack.enter_context(installed(stage))
        plan = Plan(asked.runs, asked.size, asked.peer_size, stage, system)
        for name in asked.works or WORKS:
            outcomes.append(WORKS[name](plan))
            sys.stdout.write(report.table(outcomes[-1:]) + "\n\n")
            sys.stdout.flush()
    if asked.json:
        asked.json.write_text(json.dumps(report.document(outcomes, facts), indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
