"""What processes have used, from Linux's /proc: CPU of whole trees, those that ended and were waited for included, and peaks of memory."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Stat:
    """A line of /proc/<pid>/stat: the parent, and the ticks of itself and of all its children that ended."""

    parent: int
    ticks: int


def parse_stat(text: str) -> Stat:
    """Read a stat line (proc(5)): the name in brackets may hold anything, so what follows is found from the last bracket."""
    words = text[text.rindex(")") + 2 :].split()
    return Stat(int(words[1]), sum(int(word) for word in words[11:15]))


def stats(proc: Path = PROC) -> dict[int, Stat]:
    """Return every process that there is now."""
    found: dict[int, Stat] = {}
    for entry in proc.glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            found[int(entry.parent.name)] = parse_stat(entry.read_text(encoding="utf-8", errors="replace"))
    return found


def tree(root: int, known: Mapping[int, Stat]) -> set[int]:
    """Return a process and all below it."""
    members = {root} & known.keys()
    grown = True
    while grown:
        below = {pid for pid, stat in known.items() if stat.parent in members} - members
        members |= below
        grown = bool(below)
    return members


def cpu_seconds(roots: Iterable[int], known: Mapping[int, Stat]) -> float:
    """Return user and system time of trees, each process once. What a child used stays in the sum when its parent has waited for it."""
    members = {pid for root in roots for pid in tree(root, known)}
    return sum(known[pid].ticks for pid in members) / _TICKS


def forget_peaks(roots: Iterable[int]) -> None:
    """Let the peaks of memory begin anew; those of processes that are not ours to change stay as they are."""
    known = stats()
    for pid in {pid for root in roots for pid in tree(root, known)}:
        with suppress(OSError):
            (PROC / str(pid) / "clear_refs").write_text("5", encoding="ascii")


def peak(root: int) -> int:
    """Return the largest resident memory, in bytes, that any process of a tree had. Shared memory counts in each that touched it."""
    return max((_peak_of(pid) for pid in tree(root, stats())), default=0)


def _peak_of(pid: int) -> int:
    with suppress(OSError):
        for line in (PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * _KIB
    return 0
