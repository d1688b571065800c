"""A child's hold on its parent: a pipe that only the parent keeps open, so that the parent's death is seen however it dies."""

import os
import signal
import sys
import threading
import time

GRACE_SECONDS = 30.0
"""How long a process may take to finish what is under way."""


def follow_parent() -> None:
    """Have this process end when its standard input ends: gracefully, and after the grace with its whole group.

    Chosen over PR_SET_PDEATHSIG, which exists on Linux only, is tied to a thread of the parent, and kills without asking.
    """
    threading.Thread(target=_follow, daemon=True, name="lifeline").start()


def _follow() -> None:
    while os.read(sys.stdin.fileno(), 64):  # nothing is ever written: this ends when the parent is gone
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.killpg(0, signal.SIGKILL)
