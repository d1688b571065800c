"""When a shop is open, by its own clocks: when people are reminded, and when a device may be fetched."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tidings.repairs import errors
from tidings.repairs.types import Hours, Shop

USUAL = [Hours(day, time(9, 30), time(18, 30)) for day in range(6)]
"""Monday to Saturday, where a shop says nothing else."""
_DAYS_AHEAD = 14
"""How far ahead a time to fetch a device is offered."""
_STEP = timedelta(hours=1)
_MOST_OFFERED = 40
_WEEK = 7
_LONGEST_LIST = 21
_MOST_REMINDERS = 10
_LONGEST_WAIT = 365
_APART = timedelta(days=1)
_MOST_APPOINTMENT_HOURS = 168


def check_shop(shop: Shop) -> None:
    """Raise Invalid for settings that can't be."""
    if not 0 < len(shop.hours) <= _LONGEST_LIST:
        raise errors.setting("hours", "A shop is open some time.", "Give at least one day with its hours.")
    for each in shop.hours:
        if not (0 <= each.weekday < _WEEK and each.opens < each.closes):
            raise errors.setting("hours", "These are no hours.", "Give weekday 0 (Monday) to 6, and opens before closes.")
    for name, days in (("pickup_days", shop.pickup_days), ("payment_days", shop.payment_days)):
        if len(days) > _MOST_REMINDERS or any(not 0 < day <= _LONGEST_WAIT for day in days) or list(days) != sorted(set(days)):
            raise errors.setting(name, "These are no days to remind on.", "Give up to ten rising numbers from 1 to 365.")
    if shop.appointment_hours is not None and not 0 < shop.appointment_hours <= _MOST_APPOINTMENT_HOURS:
        raise errors.setting("appointment_hours", "This is no time to remind before.", "Give 1 to 168 hours, or leave it out.")
    if shop.budget is not None and shop.budget <= 0:
        raise errors.setting("budget", "This is no budget.", "Give more than nothing, or leave it out.")


def open_at(shop: Shop, zone: str, moment: datetime) -> bool:
    """Say whether the shop is open at a moment."""
    here = moment.astimezone(ZoneInfo(zone))
    return any(each.weekday == here.weekday() and each.opens <= here.time() < each.closes for each in shop.hours)


def next_open(shop: Shop, zone: str, moment: datetime) -> datetime:
    """Return a moment if the shop is open then, else when it opens next; UTC."""
    if open_at(shop, zone, moment):
        return moment
    here = moment.astimezone(ZoneInfo(zone))
    opening = (start for start, _ in _openings(shop, zone, here.date()) if start > moment)
    return next(opening, moment)


def times_offered(shop: Shop, zone: str, after: datetime) -> list[datetime]:
    """Return when a device may be fetched: on the hour within the shop's hours, from an hour from now on; UTC."""
    times: list[datetime] = []
    here = after.astimezone(ZoneInfo(zone))
    for start, end in _openings(shop, zone, here.date()):
        moment = start
        while moment < end and len(times) < _MOST_OFFERED:
            if moment >= after + _STEP:
                times.append(moment)
            moment += _STEP
    return times


def reminder_after(shop: Shop, zone: str, since: datetime, days: Sequence[int], now: datetime) -> datetime | None:
    """Return when somebody is reminded next of what began at a moment, a day from now at the earliest; None after the last.

    Days that have passed are left out, so that nobody is reminded of all of them at once.
    """
    coming = next((each for each in (since + timedelta(days=day) for day in days) if each > now), None)
    return next_open(shop, zone, max(coming, now + _APART)) if coming else None


def appointment_reminder(shop: Shop, zone: str, at: datetime, now: datetime) -> datetime | None:
    """Return when somebody is reminded of an appointment: so long before as the shop says, on an earlier day at that hour if it is closed then.

    None if that has passed, or if the shop reminds of none.
    """
    if shop.appointment_hours is None:
        return None
    here = at.astimezone(ZoneInfo(zone)) - timedelta(hours=shop.appointment_hours)
    moments = (_moment(here.date() - timedelta(days=back), here.time(), ZoneInfo(zone)) for back in range(_WEEK))
    found = next((each for each in moments if open_at(shop, zone, each)), None)
    return found if found is not None and found > now else None


def _openings(shop: Shop, zone: str, first: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield from a day on when the shop opens and closes, in order; UTC."""
    place = ZoneInfo(zone)
    for ahead in range(_DAYS_AHEAD):
        day = first + timedelta(days=ahead)
        for each in sorted(shop.hours, key=lambda hours: hours.opens):
            if each.weekday == day.weekday():
                yield _moment(day, each.opens, place), _moment(day, each.closes, place)


def _moment(day: date, clock: time, place: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, place).astimezone(UTC)
