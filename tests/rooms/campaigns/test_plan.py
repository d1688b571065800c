"""The send plan says who is reached on which day, as the limits will really let it happen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.clock import MONDAY_MORNING
from tidings.campaigns.rules.plan import Needs, Planned, Portfolio, plan
from tidings.campaigns.types import Hours

PARIS = ZoneInfo("Europe/Paris")
FIRST, SECOND = UUID(int=1), UUID(int=2)


def needs(
    remaining: int = 10_000,
    *,
    name: UUID = FIRST,
    limit: int = 250,
    priority: int = 5,
    hours: Hours | None = None,
    starts: date | None = None,
    ends: date | None = None,
    released_today: int = 0,
    per_hour: int | None = None,
) -> Needs:
    return Needs(name, remaining, limit, priority, hours or Hours(), UUID(int=9), per_hour, starts=starts, ends=ends, released_today=released_today)


def planned(*all_needs: Needs, tier: int | None = 250, now: datetime = MONDAY_MORNING) -> list[Planned]:
    plans = plan(all_needs, Portfolio(tier), zone=PARIS, now=now)
    return [plans[each.campaign_id] for each in all_needs]


def test_ten_thousand_at_250_a_day_take_forty_days_across_the_end_of_summer_time() -> None:
    (result,) = planned(needs())
    assert [people for _, people in result.days] == [250] * 40
    assert result.days[0][0] == date(2026, 10, 5)
    assert result.completes_on == date(2026, 11, 13)


@pytest.mark.parametrize("opens", [time(0), time(1, 30), time(9), time(18)])
def test_forty_days_hold_across_the_start_of_summer_time_too(opens: time) -> None:
    hours = Hours(opens, time(23, 59))
    now = datetime(2026, 3, 8, 23, tzinfo=UTC)
    (result,) = planned(needs(hours=hours), now=now)
    assert [people for _, people in result.days] == [250] * 40
    assert result.completes_on == date(2026, 3, 9) + timedelta(days=39)


def test_two_campaigns_of_5000_and_8000_share_a_tier_of_250_by_priority() -> None:
    first, second = planned(needs(5000, priority=1), needs(8000, name=SECOND, priority=3))
    assert first.days[0] == (date(2026, 10, 5), 225)
    assert second.days[0] == (date(2026, 10, 5), 25)
    assert first.completes_on == date(2026, 10, 27)
    assert second.completes_on == date(2026, 10, 5) + timedelta(days=51)


def test_two_campaigns_at_250_make_500_a_day_when_the_tier_allows_it() -> None:
    first, second = planned(needs(), needs(name=SECOND), tier=500)
    assert first.completes_on == second.completes_on == date(2026, 11, 13)


def test_an_unlimited_tier_leaves_only_the_daily_limit() -> None:
    (result,) = planned(needs(600), tier=None)
    assert [people for _, people in result.days] == [250, 250, 100]


def test_quiet_days_are_left_out() -> None:
    (result,) = planned(needs(1500, hours=Hours(quiet_days=frozenset({6, 7}))))
    assert [day.isoweekday() for day, _ in result.days] == [1, 2, 3, 4, 5, 1]


def test_a_campaign_that_starts_later_leaves_the_tier_to_others_until_then() -> None:
    first, second = planned(needs(500, priority=9), needs(500, name=SECOND, priority=1, starts=date(2026, 10, 7)))
    assert first.days == ((date(2026, 10, 5), 250), (date(2026, 10, 6), 250))
    assert second.days[0] == (date(2026, 10, 7), 250)


def test_people_unsent_at_the_end_date_are_left_over() -> None:
    (result,) = planned(needs(1000, ends=date(2026, 10, 6)))
    assert result.left_over == 500
    assert result.completes_on == date(2026, 10, 6)


def test_what_was_released_today_counts_towards_today() -> None:
    (result,) = planned(needs(300, released_today=200), tier=None)
    assert result.days == ((date(2026, 10, 5), 250), (date(2026, 10, 6), 250))


def test_after_closing_time_the_plan_begins_tomorrow() -> None:
    (result,) = planned(needs(250), now=datetime(2026, 10, 5, 19, tzinfo=UTC))
    assert result.days == ((date(2026, 10, 6), 250),)


def test_people_counted_already_make_room_when_they_fall_out() -> None:
    portfolio = Portfolio(250, [(MONDAY_MORNING + timedelta(hours=2), 100), (MONDAY_MORNING + timedelta(hours=20), 150)])
    result = plan([needs(250)], portfolio, zone=PARIS, now=MONDAY_MORNING)[FIRST]
    assert result.days == ((date(2026, 10, 5), 100), (date(2026, 10, 6), 150))


def test_people_in_flight_count_for_a_whole_day() -> None:
    result = plan([needs(250)], Portfolio(250, [(None, 250)]), zone=PARIS, now=MONDAY_MORNING)[FIRST]
    assert result.days == ((date(2026, 10, 6), 250),)


def test_a_sender_of_a_hundred_an_hour_bounds_the_day_by_its_open_hours() -> None:
    (result,) = planned(needs(2500, limit=5000, per_hour=100), tier=None)
    assert [people for _, people in result.days] == [1100, 1100, 300]


def test_campaigns_of_one_sender_share_its_hours() -> None:
    first, second = planned(needs(900, limit=5000, per_hour=100), needs(900, name=SECOND, limit=5000, per_hour=100), tier=None)
    assert first.days[0][1] + second.days[0][1] == 1100


def test_what_would_take_longer_than_the_horizon_has_no_end() -> None:
    (result,) = planned(needs(10_000_000))
    assert result.completes_on is None
    assert result.left_over == 10_000_000 - sum(people for _, people in result.days)


@pytest.mark.timeout(20)
def test_ten_million_people_are_planned_by_the_day_and_not_one_by_one() -> None:
    (result,) = planned(needs(10_000_000, limit=1_000_000), tier=None)
    assert len(result.days) == 10


def most_in_24_hours(results: Sequence[Planned]) -> int:
    """Return the most people that any plan day has, a bound that a rolling limit implies for whole-day hours."""
    by_day: dict[date, int] = {}
    for result in results:
        for day, people in result.days:
            by_day[day] = by_day.get(day, 0) + people
    return max(by_day.values(), default=0)


@settings(max_examples=60, deadline=None)
@given(
    tier=st.integers(1, 600),
    sizes=st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 500), st.integers(1, 10), st.integers(0, 30)), min_size=1, max_size=4),
    hour=st.integers(0, 23),
)
def test_a_plan_reaches_everybody_once_and_keeps_every_limit(tier: int, sizes: list[tuple[int, int, int, int]], hour: int) -> None:
    now = MONDAY_MORNING.replace(hour=hour)
    all_needs = [
        needs(people, name=UUID(int=n), limit=limit, priority=priority, starts=date(2026, 10, 5) + timedelta(days=wait))
        for n, (people, limit, priority, wait) in enumerate(sizes)
    ]
    results = planned(*all_needs, tier=tier, now=now)
    for each, result in zip(all_needs, results, strict=True):
        assert sum(people for _, people in result.days) + result.left_over == each.remaining
        assert all(0 < people <= each.daily_limit for _, people in result.days)
        assert all(day >= (each.starts or day) for day, _ in result.days)
    assert most_in_24_hours(results) <= tier


@settings(max_examples=40, deadline=None)
@given(people=st.integers(1, 20_000), limit=st.integers(50, 400), start=st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_drift_and_clock_changes_never_cost_a_day(people: int, limit: int, start: date) -> None:
    now = datetime.combine(start, time(0), tzinfo=PARIS).astimezone(UTC)
    (result,) = planned(needs(people, limit=limit), tier=limit, now=now)
    days = -(-people // limit)
    assert result.completes_on == start + timedelta(days=days - 1)
