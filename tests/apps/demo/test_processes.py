import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tidings.apps.demo.processes import Processes, wait_for_line
from tidings.kernel.errors import Busy

WITNESS = ("tidings.apps.demo.witness", "--port", "0")
LISTENS = "Tidings simulator listening on "
_PARENT = """
import os, sys, time
from pathlib import Path
from tidings.apps.demo.processes import Processes, wait_for_line
with Processes(Path(sys.argv[1])) as processes:
    child = processes.start("simulator", ("tidings.apps.demo.witness", "--port", "0"), os.environ)
    wait_for_line(child, "Tidings simulator listening on ", 30)
    print(child.pid, flush=True)
    time.sleep(60)
"""


def test_everything_ends_with_the_block(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        child = processes.start("simulator", WITNESS, os.environ)
        wait_for_line(child, LISTENS, 30)
        assert child.runs
    assert not child.runs


def test_children_end_by_themselves_when_their_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603 - our own words
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    _wait_until(lambda: not _is_there(child))


def test_a_process_that_ended_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        child = processes.start("simulator", (*WITNESS, "--set", "nonsense"), os.environ)
        child.popen.wait()
        with pytest.raises(Busy, match="sets nothing"):
            processes.check()
        with pytest.raises(Busy, match="did not start"):
            wait_for_line(child, LISTENS, 1)


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{pid}/stat").exists() or " Z " not in Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")


def _wait_until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.05)
