"""Wishes, hours and settings as they are kept in columns of JSON, written and read in one place."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from tidings.waitlist.types import Hours, Settings, Wishes


def wishes_to(wishes: Wishes) -> dict[str, Any]:
    """Return wishes as plain JSON, without what does not matter."""
    told = {
        "staff_ids": [str(each) for each in wishes.staff_ids],
        "weekdays": list(wishes.weekdays),
        "earliest": _text(wishes.earliest),
        "latest": _text(wishes.latest),
        "from_day": _text(wishes.from_day),
        "until_day": _text(wishes.until_day),
        "party": wishes.party,
    }
    return {name: value for name, value in told.items() if value}


def wishes_from(told: Mapping[str, Any]) -> Wishes:
    """Return wishes from JSON."""
    return Wishes(
        staff_ids=[UUID(each) for each in told.get("staff_ids", ())],
        weekdays=list(told.get("weekdays", ())),
        earliest=_time(told.get("earliest")),
        latest=_time(told.get("latest")),
        from_day=_day(told.get("from_day")),
        until_day=_day(told.get("until_day")),
        party=told.get("party", 1),
    )


def hours_to(hours: Sequence[Hours]) -> list[dict[str, Any]]:
    """Return working hours as plain JSON."""
    return [{"weekday": each.weekday, "opens": _text(each.opens), "closes": _text(each.closes)} for each in hours]


def hours_from(told: Sequence[Mapping[str, Any]]) -> list[Hours]:
    """Return working hours from JSON."""
    return [Hours(each["weekday"], _clock(each["opens"]), _clock(each["closes"])) for each in told]


def settings_to(settings: Settings) -> dict[str, Any]:
    """Return settings as plain JSON, times in seconds."""
    return {
        "hold": settings.hold.total_seconds(),
        "at_once": settings.at_once,
        "opens": _text(settings.opens),
        "closes": _text(settings.closes),
        "most_a_day": settings.most_a_day,
        "notice_needed": settings.notice_needed.total_seconds(),
        "reminders": [each.total_seconds() for each in settings.reminders],
        "sign_up": settings.sign_up,
    }


def settings_from(told: Mapping[str, Any]) -> Settings:
    """Return settings from JSON."""
    return Settings(
        hold=timedelta(seconds=told["hold"]),
        at_once=told["at_once"],
        opens=_clock(told["opens"]),
        closes=_clock(told["closes"]),
        most_a_day=told["most_a_day"],
        notice_needed=timedelta(seconds=told["notice_needed"]),
        reminders=[timedelta(seconds=each) for each in told["reminders"]],
        sign_up=told["sign_up"],
    )


def _text(value: time | date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _time(value: str | None) -> time | None:
    return _clock(value) if value else None


def _clock(value: str) -> time:
    """Return what a clock on the wall shows: an offset that was kept with it says nothing about the organisation's own days."""
    return time.fromisoformat(value).replace(tzinfo=None)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
