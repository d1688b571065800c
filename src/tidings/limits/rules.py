"""How limits count time."""

from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

RATE_WINDOW = HOUR + 4 * MINUTE
"""How long a minute of an hourly limit counts. It is booked when messages are claimed; they reach the provider up to a minute (the lease) and
an exchange (two minutes at most) later, and the minute itself is the fourth. Less, and two full hours could touch."""
DAY_WITH_MARGIN = timedelta(hours=24, seconds=60)
"""How long a person counts against a portfolio after the exchange ended. The provider's 24 hours begin when it takes
the message, which is before we hear of it; the minute covers clocks that differ."""


def minute_of(at: datetime) -> datetime:
    """Return the start of the minute."""
    return at.replace(second=0, microsecond=0)


def counted_until(completed_at: datetime) -> datetime:
    """Return when a person reached at `completed_at` stops counting."""
    return completed_at + DAY_WITH_MARGIN


def frees_at(oldest_minute: datetime) -> datetime:
    """Return when the oldest minute of a rolling hour counts no more."""
    return oldest_minute + RATE_WINDOW
