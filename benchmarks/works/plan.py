"""What was asked for, and what is there to do it with."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.installation import Tidings
from benchmarks.stage import Stage


@dataclass(frozen=True, slots=True)
class Plan:
    """`size` is how many messages, rows or calls; peers, which are slow, do `peer_size` at most. `grown` has the large ledger, if any."""

    runs: int
    size: int
    peer_size: int
    stage: Stage
    system: Tidings
    grown: Tidings | None = None
    grown_rows: int = 0

    def systems(self) -> Sequence[tuple[str, Tidings]]:
        """Return the installations that take turns, each with what to add to its name."""
        more = [(f", {self.grown_rows:,} rows", self.grown)] if self.grown else []
        return [("", self.system), *more]
