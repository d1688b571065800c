"""What processes have used, as the kernel tells it."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.processes import Stat, cpu_seconds, forget_peaks, parse_stat, peak, stats, tree

BUSY = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}]); print('done', flush=True); sys.stdin.read()"


def test_a_name_that_looks_like_fields_misleads_nobody() -> None:
    fields = "S 7 1 1 0 -1 0 0 0 0 0 11 22 33 44 20 0 1 0"
    assert parse_stat(f"42 (evil) R 9 (x) {fields}") == Stat(7, 110)


def test_a_tree_is_a_process_and_all_below_it() -> None:
    known = {1: Stat(0, 0), 2: Stat(1, 0), 3: Stat(2, 0), 4: Stat(1, 0), 9: Stat(8, 0)}
    assert tree(2, known) == {2, 3}
    assert tree(1, known) == {1, 2, 3, 4}
    assert tree(77, known) == set()


def test_processes_that_are_in_two_trees_count_once() -> None:
    hertz = os.sysconf("SC_CLK_TCK")
    known = {1: Stat(0, 3 * hertz), 2: Stat(1, 4 * hertz)}
    assert cpu_seconds([1, 2], known) == 7.0


def test_what_a_child_used_still_counts_when_it_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:  # noqa: S603 - our own words
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"done\n"
        assert cpu_seconds([parent.pid], stats()) >= 0.3


def test_a_peak_is_remembered_and_can_be_forgotten() -> None:
    large = len(bytearray(64 * 1024 * 1024))
    before = peak(os.getpid())
    assert before >= large
    forget_peaks([os.getpid()])
    assert peak(os.getpid()) < before


def test_processes_that_end_meanwhile_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "12").mkdir()
    (tmp_path / "12" / "stat").symlink_to(tmp_path / "gone")
    assert stats(tmp_path) == {}
