"""What one process counts, until it is kept (`infra.figures`)."""

from collections import Counter
from collections.abc import Mapping

Counts = Mapping[tuple[str, frozenset[tuple[str, str]]], int]
"""How often, by the name of a figure and its labels."""


class Tally:
    """Counts of one process."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, frozenset[tuple[str, str]]]] = Counter()

    def add(self, name: str, by: int, labels: Mapping[str, str]) -> None:
        """Count something that happened `by` times."""
        self._counts[name, frozenset(labels.items())] += by

    def take(self) -> Counts:
        """Hand over all that was counted since the last call."""
        taken, self._counts = self._counts, Counter()
        return taken

    def put_back(self, counts: Counts) -> None:
        """Count again what could not be kept."""
        self._counts.update(counts)
