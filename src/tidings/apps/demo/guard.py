"""Ends a demo's processes when the demo itself was killed and could not: `python -m tidings.apps.demo.guard`.

It is told on standard input of each process that starts (`+pid`) and of each that has ended (`-pid`). When the input ends, it ends
what is left. Each process leads a group of its own, so that what it started goes with it.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable
from contextlib import suppress

_PATIENCE_SECONDS = 5.0


def main() -> None:
    """Wait for the end of the input, then end what is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    left: set[int] = set()
    for line in sys.stdin:
        change, pid = line[:1], int(line[1:])
        (left.add if change == "+" else left.discard)(pid)
    _signal(left, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE_SECONDS
    while any(_is_there(pid) for pid in left) and time.monotonic() < until:
        time.sleep(0.05)
    _signal(left, signal.SIGKILL)


def _signal(groups: Iterable[int], number: signal.Signals) -> None:
    for group in groups:
        with suppress(ProcessLookupError):
            os.killpg(group, number)


def _is_there(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    main()
