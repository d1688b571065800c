"""Measuring one piece of work: the wall, the CPU of named process trees, and what the database wrote."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import psycopg

from benchmarks.processes import cpu_seconds, forget_peaks, peak, stats
from benchmarks.sample import Sample

_WRITTEN = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"


class NotMeasured(Exception):
    """A measurement that could not be made, with the reason that the table shows."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a piece of work came to. `seconds` stands where the work timed itself better than its caller can."""

    units: int
    seconds: float | None = None
    more: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Meter:
    """Whose CPU counts, by name, and the database whose writing counts (None: there is none)."""

    processes: Mapping[str, int]
    database_url: str | None = None

    def measure(self, work: Callable[[], Done]) -> Sample:
        """Do the work once and return what it took. Raises what the work raises."""
        roots = list(self.processes.values())
        forget_peaks(roots)
        wrote = self._written()
        used, began = self._used(), time.monotonic()
        done = work()
        seconds = time.monotonic() - began
        shares = {name: now - used[name] for name, now in self._used().items()}
        written = [now - before for now, before in zip(self._written(), wrote, strict=True)]
        return Sample(
            done.units,
            done.seconds or seconds,
            sum(shares.values()),
            *(written or (None, None)),
            shares=shares,
            peaks={name: peak(pid) for name, pid in self.processes.items()},
            more=done.more,
        )

    def _used(self) -> dict[str, float]:
        """Return the CPU seconds that each process's tree has used; no process is in two of them."""
        known = stats()
        return {name: cpu_seconds([root], known) for name, root in self.processes.items()}

    def _written(self) -> tuple[int, ...]:
        """Return the next transaction id, which only writers take, and the end of the write-ahead log."""
        if self.database_url is None:
            return ()
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(_WRITTEN).fetchone() or ()
