"""`make month`: a month of a repair shop and a salon on the simulated clock, told in figures and compared with the simulator's books."""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from month import accounts
from month.playing import BEGINS, SIMULATOR, Played, play
from month.shop import BUDGET_MICROS
from support.commands import obeyed
from support.databases import cloned, migrated_template, running_server
from tidings.apps.demo.system import System, Wanted

_CHANNEL = ("channel", "messages", "arrived", "failed", "success", "segments", "EUR", "half within", "95 % within")
_DAY = ("day", "messages", "segments", "EUR by SMS", "EUR by WhatsApp")
_KIND = ("kind", "SMS", "WhatsApp", "segments", "EUR")


def main() -> int:
    """Play; the exit code says whether the books agree."""
    parser = argparse.ArgumentParser(prog="make month", description="Play a month of a repair shop and a salon, and tell what it came to.")
    parser.add_argument("--days", type=int, default=31, help="of October 2026 (31)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every notice and every line of the simulator's books here")
    asked = parser.parse_args()
    began = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server(folder / "postgres"))
        url = stack.enter_context(cloned(server, stack.enter_context(migrated_template(server))))
        system = stack.enter_context(System(Wanted(folder, BEGINS, SIMULATOR, {"DATABASE_URL": url})))
        played = play(system, asked.days, BUDGET_MICROS, _say)
        for words in (("repairs", "figures"), ("waitlist", "figures", "--days", "31")):
            _say(f"\n$ tidings {' '.join(words)}")
            _say(obeyed(words, system.environment, folder))
    if asked.json:
        whole = {"notices": played.notices, "books": played.books, "report": played.report}
        asked.json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    agree = _tell(played)
    _say(f"The month took {time.monotonic() - began:.0f} s of real time.")
    return 0 if agree else 1


def _tell(played: Played) -> bool:
    """Print the tables and the comparison; says whether everything holds."""
    tried = accounts.attempts(played.notices)
    _table("By channel; times are business time, from asking until it arrived", _CHANNEL, accounts.by_channel(tried))
    _table("By kind", _KIND, accounts.by_kind(tried))
    _table("By day", _DAY, accounts.by_day(tried))
    followed, arrived = accounts.fell_back(played.notices)
    _say(f"\nWhatsApp that failed and SMS that followed: {followed}, of which {arrived} arrived.")
    low = accounts.euros(accounts.too_low(played.notices, played.books))
    _say(f"Prices of texts with a long link are {low} EUR lower in the ledger than what their segments cost.")
    _say("Ledger and simulator's books:")
    for check in played.checks():
        _say(f"  {'agree' if check.holds else 'DO NOT AGREE'}: {check.what}: {check.ours} here, {check.theirs} there")
    return all(check.holds for check in played.checks())


def _table(title: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[place]) for row in (names, *rows)) for place in range(len(names))]
    _say(f"\n{title}")
    for row in (names, *rows):
        _say(
            "  "
            + "  ".join(word.ljust(width) if place == 0 else word.rjust(width) for place, (word, width) in enumerate(zip(row, widths, strict=True)))
        )


def _say(line: str) -> None:
    sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
