"""A clock that stands still until a test moves it."""

import time
from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)
"""Monday 5 October 2026, 09:00 in Paris."""


class ManualClock:
    """Business time moves only when told, and people's watches with it, unless it jumps; monotonic time is real."""

    def __init__(self, at: datetime = MONDAY_MORNING) -> None:
        self._at = at
        self._jumped = timedelta(0)

    def now(self) -> datetime:
        return self._at

    def real(self) -> datetime:
        return self._at - self._jumped

    def monotonic(self) -> float:
        return time.monotonic()

    def advance(self, **by: float) -> datetime:
        self._at += timedelta(**by)
        return self._at

    def jump(self, **by: float) -> datetime:
        """Move business time alone, as the demo does."""
        self._jumped += timedelta(**by)
        return self.advance(**by)

    def set(self, at: datetime) -> datetime:
        self._at = at
        return at
