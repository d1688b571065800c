"""When an organisation answers people, by its own clocks."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tidings.inbox.types.automatic import Automation, Hours

_DAYS_AHEAD = 31
_DAY = timedelta(days=1)


def always_open(automation: Automation) -> bool:
    """Say whether an organisation gave no hours: then it is never closed."""
    return not automation.hours


def open_at(automation: Automation, zone: ZoneInfo, moment: datetime) -> bool:
    """Say whether somebody answers at a moment."""
    return always_open(automation) or any(start <= moment < end for start, end in _around(automation, zone, moment))


def opens_next(automation: Automation, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """Return when somebody answers next, from a moment at which nobody does; None where that is not within a month."""
    first = moment.astimezone(zone).date()
    return next((start for start, _ in openings(automation, zone, first, first + _DAYS_AHEAD * _DAY) if start > moment), None)


def closed_since(automation: Automation, zone: ZoneInfo, moment: datetime) -> datetime | None:
    """Return since when nobody answers, as of a moment at which nobody does; None where that is more than a month ago."""
    last = moment.astimezone(zone).date()
    ended = [end for _, end in openings(automation, zone, last - _DAYS_AHEAD * _DAY, last) if end <= moment]
    return ended[-1] if ended else None


def worked(automation: Automation, zone: ZoneInfo, start: datetime, end: datetime) -> timedelta:
    """Return how much of the time between two moments was within the hours; all of it where there are none."""
    if end <= start:
        return timedelta(0)
    if always_open(automation):
        return end - start
    days = openings(automation, zone, start.astimezone(zone).date() - _DAY, end.astimezone(zone).date())
    return sum((max(timedelta(0), min(closes, end) - max(opens, start)) for opens, closes in days), timedelta(0))


def openings(automation: Automation, zone: ZoneInfo, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when to when somebody answers, in order and joined where one begins before the other ends; UTC."""
    held: tuple[datetime, datetime] | None = None
    for day in (first + each * _DAY for each in range((last - first).days + 1)):
        for opens, closes in _of_day(automation, zone, day):
            if held is not None and opens <= held[1]:
                held = held[0], max(held[1], closes)
                continue
            if held is not None:
                yield held
            held = opens, closes
    if held is not None:
        yield held


def _around(automation: Automation, zone: ZoneInfo, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    here = moment.astimezone(zone).date()
    return openings(automation, zone, here - _DAY, here + _DAY)


def _of_day(automation: Automation, zone: ZoneInfo, day: date) -> Sequence[tuple[datetime, datetime]]:
    if day in automation.days_off:
        return []
    mine: Sequence[Hours] = sorted((each for each in automation.hours if each.weekday == day.isoweekday()), key=lambda each: each.opens)
    return [(_moment(day, each, zone, end=False), _moment(day, each, zone, end=True)) for each in mine]


def _moment(day: date, hours: Hours, zone: ZoneInfo, *, end: bool) -> datetime:
    """Return when hours begin or end; until midnight, and past it, they end on the day after."""
    over = end and hours.closes <= hours.opens
    return datetime.combine(day + _DAY if over else day, hours.closes if end else hours.opens, zone).astimezone(UTC)
