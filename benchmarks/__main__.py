"""`python -m benchmarks [work ...]`: run works, print the table, and write the same as JSON."""

import argparse
import json
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks import machine, report
from benchmarks.installation import installed
from benchmarks.ledger import grow
from benchmarks.stage import staged
from benchmarks.works.dispatch import dispatch
from benchmarks.works.fairness import fairness
from benchmarks.works.imports import imports
from benchmarks.works.judging import judging
from benchmarks.works.latency import latency
from benchmarks.works.live import live
from benchmarks.works.memory import memory
from benchmarks.works.plan import Plan
from benchmarks.works.planning import planning
from benchmarks.works.segments import segments
from benchmarks.works.verdicts import verdicts
from benchmarks.works.webhooks import webhooks
from benchmarks.works.work import Outcome
from benchmarks.works.workers import workers

WORKS: Mapping[str, Callable[[Plan], Outcome]] = {
    "dispatch": partial(dispatch, latency_ms=0, receipts=False),
    "dispatch-50ms": partial(dispatch, latency_ms=50, receipts=False),
    "dispatch-receipts": partial(dispatch, latency_ms=0, receipts=True),
    "dispatch-50ms-receipts": partial(dispatch, latency_ms=50, receipts=True),
    "webhooks": webhooks,
    "imports": imports,
    "planning": planning,
    "verdicts": verdicts,
    "judging": judging,
    "segments": segments,
    "latency": latency,
    "latency-notices": partial(latency, notices=True),
    "live": live,
    "workers": workers,
    "fairness": fairness,
    "memory": memory,
}

_INTERRUPTED = 130


def main() -> int:
    """Measure what was asked for; returns 0, also when something could not be measured: the table says what and why."""
    asked = _asked()
    signal.signal(signal.SIGTERM, _end)
    facts = machine.facts()
    outcomes: list[Outcome] = []
    sys.stdout.write(f"{_machine_line(facts)}\n{report.LEGEND}\n\n")
    with ExitStack() as stack:
        plan = _prepared(asked, stack)
        for name in asked.works or WORKS:
            outcomes.append(WORKS[name](plan))
            sys.stdout.write(report.table(outcomes[-1]) + "\n\n")
            sys.stdout.flush()
            _write(asked.json, report.document(outcomes, facts))
    return 0


def _end(_number: int, _frame: FrameType | None) -> None:
    """Have SIGTERM leave through the `with` blocks, as Ctrl-C does: what was started is ended, its files removed."""
    raise KeyboardInterrupt


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Tidings against floors and peers, in turn.")
    parser.add_argument("works", nargs="*", metavar="WORK", help=f"which works (all by default): {', '.join(WORKS)}")
    parser.add_argument("--runs", type=int, default=3, help="how often each contender runs (3)")
    parser.add_argument("--size", type=int, default=20_000, help="messages, rows or calls of a run (20000)")
    parser.add_argument("--peer-size", type=int, default=5_000, help="as many at most for peers that do a few hundred a second (5000)")
    parser.add_argument("--ledger-rows", type=int, default=0, help="measure on a ledger that already holds so many rows, too (0: no)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured here")
    asked = parser.parse_args()
    if unknown := [name for name in asked.works if name not in WORKS]:
        parser.error(f"no such work: {', '.join(unknown)}")
    if min(asked.runs, asked.size, asked.peer_size) < 1:
        parser.error("--runs, --size and --peer-size are at least 1")
    return asked


def _prepared(asked: argparse.Namespace, stack: ExitStack) -> Plan:
    """Start what the works need: an installation, and with --ledger-rows a second one whose ledger is large."""
    stage = stack.enter_context(staged())
    system = stack.enter_context(installed(stage))
    if not asked.ledger_rows:
        return Plan(asked.runs, asked.size, asked.peer_size, stage, system)
    grown_stage = stack.enter_context(staged())
    grown = stack.enter_context(installed(grown_stage))
    grow(grown_stage.database_url, asked.ledger_rows)
    return Plan(asked.runs, asked.size, asked.peer_size, stage, system, grown, asked.ledger_rows)


def _machine_line(facts: Mapping[str, Any]) -> str:
    commit = facts["commit"][:10] + (" and changes" if facts["changed_since_commit"] else "")
    return f"{facts['cpus']} x {facts['cpu']}, {facts['memory']}, Python {facts['python']}, load {facts['load'][0]} at the start, commit {commit}"


def _write(file: Path | None, document: Mapping[str, Any]) -> None:
    if file is not None:
        file.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
