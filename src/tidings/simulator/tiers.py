"""Distinct people in a moving 24 hours: WhatsApp's messaging limit, counted by Meta per business portfolio."""

from collections import deque

DAY_SECONDS = 24 * 3600


class RollingPeople:
    """People written to in the 24 hours up to now; times are seconds since the epoch and never go back.

    A person counts until 24 hours after the last message that counted, so the figure is the true number of
    distinct people in each moving window (t - 24 h, t].
    """

    def __init__(self) -> None:
        self._last: dict[str, float] = {}
        self._queue: deque[tuple[float, str]] = deque()
        self.most = 0

    def present(self, at: float) -> int:
        """Return how many distinct people count at `at`."""
        while self._queue and self._queue[0][0] <= at - DAY_SECONDS:
            counted_at, person = self._queue.popleft()
            if self._last.get(person) == counted_at:
                del self._last[person]
        return len(self._last)

    def admits(self, person: str, at: float, limit: int | None) -> bool:
        """Tell whether a message to `person` at `at` stays within `limit` (None: unlimited)."""
        present = self.present(at)
        return limit is None or person in self._last or present < limit

    def count(self, person: str, at: float) -> None:
        """Count a message to `person` at `at`."""
        self._last[person] = at
        self._queue.append((at, person))
        self.most = max(self.most, self.present(at))
