"""Business days and sending hours: local clock times of the organisation's zone, turned into moments.

A local time that a change to summer time skips counts as the moment an hour later; one that comes twice, as the first.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tidings.campaigns.types import Hours

ONE_DAY = timedelta(days=1)
_WEEK = 7


def business_day(at: datetime, zone: ZoneInfo) -> date:
    """Return the organisation's date at a moment."""
    return at.astimezone(zone).date()


def gaps(days: Iterable[date]) -> list[date]:
    """Return the days between the first and the last of these that are not among them."""
    known = set(days)
    first, last = min(known, default=date.max), max(known, default=date.min)
    return [day for number in range((last - first).days) if (day := first + number * ONE_DAY) not in known]


def moment(day: date, clock_time: time, zone: ZoneInfo) -> datetime:
    """Return the moment (UTC) at which the organisation's clocks show `clock_time` on `day`."""
    return datetime.combine(day, clock_time, tzinfo=zone).astimezone(UTC)


def window(day: date, hours: Hours, zone: ZoneInfo) -> tuple[datetime, datetime] | None:
    """Return when a day's sending opens and closes (UTC, end excluded), or None on a quiet day.

    Hours in each person's own time leave the whole day open: it is somebody's time somewhere, and policy says whose.
    """
    if hours.own_time:
        return start_of(day, zone), start_of(day, zone, days_later=1)
    if day.isoweekday() in hours.quiet_days:
        return None
    return moment(day, hours.opens, zone), moment(day, hours.closes, zone)


def is_open(at: datetime, hours: Hours, zone: ZoneInfo) -> bool:
    """Say whether sending is open at a moment."""
    today = window(business_day(at, zone), hours, zone)
    return today is not None and today[0] <= at < today[1]


def next_opening(after: date, hours: Hours, zone: ZoneInfo) -> datetime:
    """Return the first opening on a day later than `after`; hours with seven quiet days are refused before."""
    days = (after + n * ONE_DAY for n in range(1, _WEEK + 1))
    return next(opened[0] for day in days if (opened := window(day, hours, zone)) is not None)


def start_of(day: date, zone: ZoneInfo, *, days_later: int = 0) -> datetime:
    """Return the moment at which a day, or one some days later, begins."""
    return moment(day + days_later * ONE_DAY, time.min, zone)
