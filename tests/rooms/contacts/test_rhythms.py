"""Imports that repeat are due by the organisation's own clock, also on days of 23 and 25 hours."""

from datetime import datetime, timedelta

import pytest

from tidings.contacts.rules.rhythms import following, next_try, rhythm_of, written
from tidings.contacts.types import Every
from tidings.kernel.errors import Invalid

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("every", "at", "after", "due"),
    [
        ("daily", "06:30", "2026-10-05T04:29:59+00:00", "2026-10-05T06:30:00+02:00"),
        ("daily", "06:30", "2026-10-05T04:30:00+00:00", "2026-10-06T06:30:00+02:00"),
        ("daily", "06:30", "2026-10-24T12:00:00+00:00", "2026-10-25T06:30:00+01:00"),  # clocks go back at night
        ("daily", "02:30", "2026-03-28T12:00:00+00:00", "2026-03-29T03:30:00+02:00"),  # a time that this day does not have
        ("daily", "02:30", "2026-10-24T12:00:00+00:00", "2026-10-25T02:30:00+02:00"),  # twice: the first time
        ("daily", "02:30", "2026-10-25T00:30:00+00:00", "2026-10-26T02:30:00+01:00"),
        ("hourly", ":15", "2026-10-05T04:14:59+00:00", "2026-10-05T04:15:00+00:00"),
        ("hourly", ":15", "2026-10-05T04:15:00+00:00", "2026-10-05T05:15:00+00:00"),
        ("hourly", ":15", "2026-10-25T00:20:00+00:00", "2026-10-25T01:15:00+00:00"),
    ],
)
def test_the_next_turn_is_by_local_time_and_after_now(every: str, at: str, after: str, due: str) -> None:
    rhythm = rhythm_of(Every(every), at)
    assert following(rhythm, PARIS, datetime.fromisoformat(after)) == datetime.fromisoformat(due)
    assert written(rhythm) == at


@pytest.mark.parametrize(
    ("every", "at"), [("daily", ":15"), ("hourly", "06:30"), ("daily", "24:00"), ("daily", "6h30"), ("hourly", ":60"), ("daily", "")]
)
def test_what_is_no_such_time_is_refused_with_an_example(every: str, at: str) -> None:
    with pytest.raises(Invalid, match="no time") as refused:
        rhythm_of(Every(every), at)
    assert refused.value.fix


def test_a_failure_is_tried_again_after_twice_as_long_each_time_and_never_after_the_next_turn() -> None:
    rhythm, now = rhythm_of(Every.DAILY, "06:30"), datetime.fromisoformat("2026-10-05T08:00:00+02:00")
    waits = [next_try(rhythm, PARIS, now, failures) - now for failures in (1, 2, 3, 9)]
    assert waits == [timedelta(minutes=5), timedelta(minutes=10), timedelta(minutes=20), timedelta(hours=6)]
    assert next_try(rhythm_of(Every.HOURLY, ":02"), PARIS, now, 3) == now + timedelta(minutes=2)
