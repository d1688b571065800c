"""When an import that repeats is due: in the organisation's own time, and sooner again after a failure."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tidings.contacts.types import Every, Rhythm
from tidings.kernel.errors import Invalid

_AT = re.compile(r"(?:([01]?\d|2[0-3]))?:([0-5]\d)")
_HOUR: Final = 60
_FIRST_WAIT: Final = timedelta(minutes=5)
_LONGEST_WAIT: Final = timedelta(hours=6)


def rhythm_of(every: Every, at: str) -> Rhythm:
    """Read when: `06:30` of a day, `:15` of an hour. Raises Invalid."""
    found = _AT.fullmatch(at.strip())
    hour = found[1] if found else None
    if found is None or (every is Every.DAILY) is (hour is None):
        fix = "Write such as 06:30 for every day." if every is Every.DAILY else "Write such as :15 for every hour."
        raise Invalid("time_of_day_invalid", f"This is no time for what happens {every.value}.", field="at", fix=fix)
    return Rhythm(every, int(hour or 0) * _HOUR + int(found[2]))


def written(rhythm: Rhythm) -> str:
    """Write when, as `rhythm_of` reads it."""
    hour, minute = divmod(rhythm.minute, _HOUR)
    return f"{hour:02}:{minute:02}" if rhythm.every is Every.DAILY else f":{minute:02}"


def following(rhythm: Rhythm, time_zone: str, after: datetime) -> datetime:
    """Return the first moment after another at which a run is due; whatever was missed before it is not made up for.

    A time that a day does not have, since clocks go forward, is taken an hour later; one that it has twice, the first time.
    """
    here = after.astimezone(ZoneInfo(time_zone))
    if rhythm.every is Every.HOURLY:
        due = here.replace(minute=rhythm.minute, second=0, microsecond=0).astimezone(UTC)
        while due <= after:
            due += timedelta(hours=1)
        return due
    at = time(*divmod(rhythm.minute, _HOUR), tzinfo=here.tzinfo)
    days = (datetime.combine(here.date() + timedelta(days=day), at).astimezone(UTC) for day in range(3))
    return next(due for due in days if due > after)


def next_try(rhythm: Rhythm, time_zone: str, now: datetime, failures: int) -> datetime:
    """Return when to try after so many failed runs in a row: 5 minutes, then twice as long up to 6 hours, and never after the next turn."""
    wait = min(_FIRST_WAIT * 2 ** min(failures - 1, 10), _LONGEST_WAIT)
    return min(now + wait, following(rhythm, time_zone, now))
