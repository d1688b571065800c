"""When the release step looks at a campaign again: never later than something can happen, never for nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from tidings.campaigns.rules.calendar import business_day, next_opening, start_of, window
from tidings.campaigns.types import Campaign, Hours, Status

SHALLOW = 5_000
"""Messages of a campaign that may wait in the queue: enough for any provider's pace, few enough to be taken back at once."""

SOON = timedelta(seconds=1)
"""While the queue drains."""
LATER = timedelta(minutes=1)
"""While something is in the way that has no time of its own: a stopped sender, people still in flight, a slow sender's queue."""
IN_CASE = timedelta(minutes=15)
"""For what should be told by a signal, in case that was missed."""


def opening(at: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return when sending opens next: `at` itself while it is open."""
    today = window(business_day(at, zone), hours, zone)
    if today is not None and at < today[1]:
        return max(today[0], at)
    return next_opening(business_day(at, zone), hours, zone)


def closes_at(at: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return when the present sending hours end: `at` itself while sending is closed."""
    today = window(business_day(at, zone), hours, zone)
    return today[1] if today is not None and today[0] <= at < today[1] else at


def room_at(at: datetime, frees_at: datetime | None, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return when a full portfolio may have room in sending hours; `frees_at` is None while everybody counted is in flight."""
    return opening(max(frees_at or at + LATER, at), hours, zone)


def frees_at(at: datetime, falling_out: Iterable[datetime | None]) -> datetime | None:
    """Return when the next people stop counting."""
    return min((each for each in falling_out if each is not None and each > at), default=None)


def fits_in_queue(waiting: int, per_hour: int | None, at: datetime, closes: datetime) -> int:
    """Return how many more messages may wait: no more than leave the queue before sending closes."""
    most = SHALLOW if per_hour is None else min(SHALLOW, ceil(per_hour * ((closes - at) / timedelta(hours=1))))
    return max(most - waiting, 0)


def no_later_than_the_end(next_at: datetime, campaign: Campaign, zone: ZoneInfo) -> datetime:
    """Return the time of the next look, the end of the campaign's last day if that comes first."""
    ends = campaign.settings.end_date
    return next_at if ends is None else min(next_at, start_of(ends, zone, days_later=1))


def waking(campaign: Campaign, zone: ZoneInfo) -> datetime | None:
    """Return when the calendar next matters to a campaign that is scheduled or paused, None if it never does."""
    starts, ends = campaign.settings.start_date, campaign.settings.end_date
    if campaign.status is Status.SCHEDULED and starts is not None:
        return start_of(starts, zone)
    return None if ends is None else start_of(ends, zone, days_later=1)
