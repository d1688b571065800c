"""The arithmetic: one run is a sample, the runs of one contender are a line, and lines of one work are compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median


class Role(StrEnum):
    """What a contender stands for: us, the least that any program needs, or what others do."""

    TIDINGS = "tidings"
    FLOOR = "floor"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Sample:
    """One run: how much was done, in which time (seconds), by how much CPU (user+system seconds of all metered processes).

    `transactions` are those that wrote (savepoints count, reads do not), `wal_bytes` the write-ahead log; None where no database
    was metered. `shares` is the CPU and `peaks` the largest resident memory in bytes, by process; `more` are figures of this work alone.
    """

    units: int
    seconds: float
    cpu_seconds: float
    transactions: int | None = None
    wal_bytes: int | None = None
    shares: Mapping[str, float] = field(default_factory=dict[str, float])
    peaks: Mapping[str, int] = field(default_factory=dict[str, int])
    more: Mapping[str, float] = field(default_factory=dict[str, float])

    def figures(self) -> dict[str, float]:
        """Return the figures by name, each per unit of work so that runs of different sizes compare."""
        thousands = self.units / 1000
        found = {"per_second": self.units / self.seconds, "cpu_s_per_1000": self.cpu_seconds / thousands, "seconds": self.seconds}
        if self.transactions is not None:
            found["transactions_per_1000"] = self.transactions / thousands
        if self.wal_bytes is not None:
            found["wal_bytes_per_unit"] = self.wal_bytes / self.units
        return found | dict(self.more)


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle, the least and the most of some runs."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Summarise values, at least one."""
        return cls(median(values), min(values), max(values))

    @property
    def width(self) -> float:
        """How far apart the runs are, as a part of the middle; 0 where all are alike."""
        return (self.most - self.least) / self.middle if self.middle else 0.0


@dataclass(slots=True)
class Line:
    """What the runs of one contender came to; `missing` says why there is no sample, `note` what a reader must know."""

    name: str
    role: Role
    note: str = ""
    samples: list[Sample] = field(default_factory=list[Sample])
    missing: str = ""

    def spreads(self) -> dict[str, Spread]:
        """Return the summary of each figure that every run has."""
        runs = [sample.figures() for sample in self.samples]
        return {name: Spread.of([run[name] for run in runs]) for name in (runs[0] if runs else {}) if all(name in run for run in runs)}

    def peaks(self) -> dict[str, float]:
        """Return the middle of each process's peak of memory, in bytes."""
        return _middles([sample.peaks for sample in self.samples])

    def shares(self) -> dict[str, float]:
        """Return the middle of each process's CPU seconds for a thousand units."""
        return _middles([{name: used * 1000 / sample.units for name, used in sample.shares.items()} for sample in self.samples])


def _middles(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    names = {name: None for run in runs for name in run}
    return {name: median(run[name] for run in runs if name in run) for name in names}


def ratio(line: Line, other: Line, figure: str) -> float | None:
    """Return how many times another line's figure goes into this one's, by their middles; None where either is missing or zero."""
    mine, theirs = line.spreads().get(figure), other.spreads().get(figure)
    return mine.middle / theirs.middle if mine and theirs and theirs.middle else None


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest value that at least `part` (0 to 1) of all values do not exceed. Raises ValueError if there are none."""
    if not values:
        message = "no values"
        raise ValueError(message)
    ordered = sorted(values)
    place = -(-len(ordered) * part // 1)  # rounded up: of a hundred, the 99th is the 99 % one
    return ordered[max(0, int(place) - 1)]
