"""How limits count time."""

from datetime import datetime, timedelta
from math import floor

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

RATE_WINDOW = HOUR + 4 * MINUTE
"""How long a minute of an hourly limit counts. It is booked when messages are claimed; they reach the provider up to a minute (the lease) and
an exchange (two minutes at most) later, and the minute itself is the fourth. Less, and two full hours could touch."""
CATCH_UP = timedelta(seconds=0.5)
"""How much of its unused time a sender makes up for at once: workers look for turns four times a second, and would else stay below its pace.
So over any `t` seconds at most `per_second * (t + 0.5) + 1` messages are claimed."""
DAY_WITH_MARGIN = timedelta(hours=24, seconds=60)
"""How long a person counts against a portfolio after the exchange ended. The provider's 24 hours begin when it takes
the message, which is before we hear of it; the minute covers clocks that differ."""


def minute_of(at: datetime) -> datetime:
    """Return the start of the minute."""
    return at.replace(second=0, microsecond=0)


def counted_until(completed_at: datetime) -> datetime:
    """Return when a person reached at `completed_at` stops counting."""
    return completed_at + DAY_WITH_MARGIN


def paced(free_at: datetime | None, at: datetime, per_second: float, wanted: int) -> tuple[int, datetime]:
    """Return how many segments of `wanted` may go now, and when the sender is free again after them.

    The generic cell rate algorithm (ITU-T I.371, annex A), with `CATCH_UP` as its tolerance.
    """
    begins = max(free_at, at - CATCH_UP) if free_at is not None else at
    if begins > at:
        return 0, begins
    granted = min(wanted, 1 + floor((at - begins).total_seconds() * per_second))
    return granted, begins + taking(granted, per_second)


def taking(segments: int, per_second: float) -> timedelta:
    """Return how long so many segments take at a pace."""
    return timedelta(seconds=segments / per_second)


def frees_at(oldest_minute: datetime) -> datetime:
    """Return when the oldest minute of a rolling hour counts no more."""
    return oldest_minute + RATE_WINDOW
