"""How long what failed is left alone, and from when on people are told of it."""

from datetime import datetime, timedelta
from uuid import UUID

from tidings.campaigns.types import Failing

TELLING = 2
"""Failures in a row from which on somebody is told: one alone may be a moment's trouble, such as a deadlock."""
_FIRST = timedelta(seconds=1)
_LONGEST = timedelta(minutes=5)
_MOST_DOUBLINGS = 10


def failed_again(before: Failing | None, campaign_id: UUID | None, error: str, at: datetime) -> Failing:
    """Return what is remembered of a failure: it rests for a second, after each further one for twice as long, for five minutes at most."""
    failures = before.failures + 1 if before else 1
    rest = min(_FIRST * 2 ** min(failures - 1, _MOST_DOUBLINGS), _LONGEST)
    return Failing(campaign_id, failures, before.since if before else at, at + rest, error)
