"""Slots out of the hours of staff, and when somebody is reminded."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tidings.waitlist.types import Hours, Settings, Staff

Span = tuple[datetime, datetime]
"""From when until when."""


def begins(staff: Staff, minutes: int, first: date, last: date, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Yield when a service of so many minutes can begin and end with somebody, one after the other, on the days from `first` to `last`.

    A time that a change of clocks leaves out is passed over; one that comes twice is its first.
    """
    day = first
    while day <= last:
        if day not in staff.days_off:
            for hours in staff.hours:
                if hours.weekday == day.isoweekday():
                    yield from _of_day(hours, day, timedelta(minutes=minutes), zone)
        day += timedelta(days=1)


def apart(spans: Iterable[Span], busy: Iterable[Span]) -> list[Span]:
    """Return those of some spans that meet neither what is busy nor one before them: hours may meet, and a night may lack one."""
    free: list[Span] = []
    taken = list(busy)
    for start, end in sorted(spans):
        if not any(start < until and end > since for since, until in taken):
            free.append((start, end))
            taken = [each for each in taken if each[1] > start] + [(start, end)]
    return free


def next_reminder(settings: Settings, starts_at: datetime, after: datetime) -> datetime | None:
    """Return when somebody is reminded next of what begins at a time; None if no reminder is left."""
    return min((starts_at - each for each in settings.reminders if starts_at - each > after), default=None)


def _of_day(hours: Hours, day: date, length: timedelta, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    moment, closes = datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)
    while moment + length <= closes:
        start = moment.replace(tzinfo=zone).astimezone(UTC)
        if start.astimezone(zone).replace(tzinfo=None) == moment:
            yield start, start + length
        moment += length
