"""A clock that stands still until a test moves it."""

import time
from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
"""Monday 5 October 2026, 09:00 in Paris."""


class ManualClock:
    """Business time moves only when told; monotonic time is real."""

    def __init__(self, at: datetime = MONDAY_MORNING) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return time.monotonic()

    def advance(self, **by: float) -> datetime:
        self._at += timedelta(**by)
        return self._at

    def set(self, at: datetime) -> datetime:
        self._at = at
        return at
