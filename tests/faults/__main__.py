"""`make faults`: play schedules of faults, print what happened, and say whether every invariant held."""

import argparse
import json
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from faults.playing import Outcome, play
from faults.schedule import drawn
from faults.server import Server, running
from faults.summary import document, lines


def main() -> int:
    """Play; returns 1 when an invariant was broken."""
    asked = _asked()
    signal.signal(signal.SIGTERM, _end)  # so that processes are ended and the small disk is taken down
    folder = Path(tempfile.mkdtemp(prefix="tidings-faults-"))
    with running(folder) as server:
        outcomes = list(_played(asked, server, folder))
    told = document(outcomes)
    _say("", *lines(told))
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    if told["violations"]:
        _say(f"Logs and books of what failed: {folder}")
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make faults", description="Play seeded schedules of faults against a whole Tidings and check what must hold."
    )
    parser.add_argument("--seed", type=int, help="play this one schedule")
    parser.add_argument("--from-seed", type=int, default=1, help="the first of many (1)")
    parser.add_argument("--schedules", type=int, default=20, help="how many (20)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="begin no further one after so long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was found here")
    return parser.parse_args()


def _played(asked: argparse.Namespace, server: Server, folder: Path) -> Iterator[Outcome]:
    began = time.monotonic()
    seeds = [asked.seed] if asked.seed is not None else range(asked.from_seed, asked.from_seed + asked.schedules)
    for seed in seeds:
        if time.monotonic() - began > asked.seconds:
            return
        schedule = drawn(seed)
        _say(*schedule.lines())
        own = folder / f"seed-{seed}"
        outcome = play(schedule, server, own)
        _say(*(f"    {line}" for line in outcome.told))
        _say(f"  {outcome.seconds:.0f} s, {outcome.messages} messages, {outcome.receipts} receipts, {outcome.unconfirmed} unconfirmed, "
             f"{outcome.offers} offers, {outcome.answers} answers, {outcome.bookings} bookings, {outcome.changes} changes of tickets, "
             f"{outcome.restarts} restarts; {'; '.join(outcome.breaches) or 'everything holds'}")  # fmt: skip
        if not outcome.breaches:
            shutil.rmtree(own, ignore_errors=True)
        yield outcome


def _say(*said: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in said))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
