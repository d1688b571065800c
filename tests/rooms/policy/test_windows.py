"""Windows to the second: days of 23 and 25 hours, and a comparison with the slowest way of finding the same."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from support.law import OFFER, asks, at, somebody
from tidings.contacts.types import Place, Whereabouts
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules import LAW
from tidings.policy.rules.packs import Holidays, Hours
from tidings.policy.rules.weeks import Week, both
from tidings.policy.rules.windows import Asked, Own, opening, openings

EAST, PARIS = "America/New_York", "Europe/Paris"
ALL_DAY = Own(None)


def night(hours: str) -> Asked:
    """A message that the law lets out at any hour, in the campaign's own window."""
    return Asked(Channel.SMS, Purpose.TRANSACTIONAL, PARIS, daily=Week.told({"daily": hours}))


def test_a_window_that_begins_in_the_hour_that_never_comes_opens_when_the_clock_has_jumped() -> None:
    for zone, day, jump in ((EAST, "2026-03-08", "2026-03-08T07:00:00+00:00"), (PARIS, "2026-03-29", "2026-03-29T01:00:00+00:00")):
        there, three = somebody("FR", zones=[zone]), datetime.fromisoformat(jump)
        assert opening(LAW, night("02:30-05:00"), there, at(f"{day}T01:00", zone)).opens == three
        assert opening(LAW, night("02:30-05:00"), there, three).until == at(f"{day}T05:00", zone)


def test_a_window_inside_the_hour_that_never_comes_is_not_open_that_day() -> None:
    told = opening(LAW, night("02:10-02:50"), somebody("FR", zones=[EAST]), at("2026-03-08T01:00", EAST))
    assert told.opens == at("2026-03-09T02:10", EAST)


def test_in_the_hour_that_comes_twice_the_clock_on_the_wall_decides() -> None:
    for zone, day in ((EAST, "2026-11-01"), (PARIS, "2026-10-25")):
        hour = 1 if zone == EAST else 2
        window = night(f"0{hour}:30-05:00")
        there = somebody("FR", zones=[zone])
        first, second = (at(f"{day}T0{hour}:30", zone, fold=fold) for fold in (0, 1))
        assert opening(LAW, window, there, first).until == first + timedelta(minutes=30)  # the clock goes back to before the window
        assert opening(LAW, window, there, second - timedelta(seconds=1)).opens == second
        assert opening(LAW, window, there, second).until == at(f"{day}T05:00", zone)


def test_the_evening_of_a_day_of_23_or_25_hours_ends_by_the_clock_on_the_wall() -> None:
    for day in ("2026-03-08", "2026-11-01"):
        assert asks("US-GA", EAST, f"{day}T20:59:59").open
        told = asks("US-GA", EAST, f"{day}T21:00:00")
        assert not told.open
        assert told.opens is not None
        assert told.opens.astimezone(ZoneInfo(EAST)).hour == 8
    assert asks("FR", PARIS, "2026-03-28T20:00:00").opens == at("2026-03-30T08:00", PARIS)  # over the Sunday on which the clock jumps


def test_a_fraction_of_the_last_second_is_still_open() -> None:
    last = at("2026-11-23T19:59:59", PARIS) + timedelta(microseconds=999_999)
    assert opening(LAW, OFFER, somebody("FR", zones=[PARIS]), last).open


def test_open_through_midnight_is_one_opening() -> None:
    told = opening(LAW, night("00:00-24:00"), somebody("FR", zones=[PARIS]), at("2026-11-23T12:00", PARIS))
    assert told.until is None, "it is open longer than anybody looks"


def test_zones_with_odd_offsets_are_exact() -> None:
    for zone in ("Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Chatham", "America/St_Johns", "Pacific/Kiritimati"):
        there = somebody("NP", zones=[zone])
        told = opening(LAW, night("10:00-11:00"), there, at("2026-04-05T12:00", zone))
        assert told.opens == at("2026-04-06T10:00", zone)


def test_a_hundred_thousand_people_of_few_places_are_as_many_answers_as_places() -> None:
    people = [somebody(f"US-{state}", zones=[zone]) for state in ("FL", "TX", "AL") for zone in (EAST, "America/Chicago")] * 1000
    found = openings(LAW, OFFER, people, datetime(2026, 11, 23, 15, tzinfo=UTC))
    assert len(found) == 6
    assert all(found[person].open for person in people)


PLACES = [("US", "FL"), ("US", "TX"), ("US", "AL"), ("US", None), ("FR", "67"), ("FR", None), ("FR", "974"), ("IT", None), ("CA", "QC"), ("BR", None)]
ZONES = [EAST, "America/Chicago", PARIS, "Indian/Reunion", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"]
WEEKS = [None, Week.told({"daily": "10:00-11:00"}), Week.told({"mon-fri": "01:30-03:15,14:00-18:00"}), Week.told({"daily": "20:00-24:00"})]
CHANGES = [datetime.fromisoformat(f"{day}T00:00Z") for day in ("2026-03-08", "2026-03-29", "2026-11-01", "2026-10-25", "2026-12-25", "2025-12-31")]
HORIZON = timedelta(days=3)


@settings(max_examples=60, deadline=None)
@given(
    places=st.sets(st.sampled_from(PLACES), min_size=1, max_size=2),
    zones=st.sets(st.sampled_from(ZONES), min_size=1, max_size=2),
    daily=st.sampled_from(WEEKS),
    own=st.sampled_from([ALL_DAY, Own(None, Week.told({"daily": "07:00-23:00"}), holidays=True)]),
    purpose=st.sampled_from([Purpose.MARKETING, Purpose.TRANSACTIONAL]),
    near=st.sampled_from(CHANGES),
    minutes=st.integers(-24 * 60, 24 * 60),
)
def test_the_next_opening_is_the_first_minute_that_the_naive_way_finds_open(
    places: set[tuple[str, str | None]], zones: set[str], daily: Week | None, own: Own, purpose: Purpose, near: datetime, minutes: int
) -> None:
    asked = Asked(Channel.SMS, purpose, PARIS, (own,), daily)
    where = Whereabouts(frozenset(Place(*place) for place in places), frozenset(zones), None, None)
    start = near + timedelta(minutes=minutes)
    told = opening(LAW, asked, where, start, HORIZON)
    assert told.open is naively_open(asked, where, start)
    if told.open:
        assert told.until is None or not naively_open(asked, where, told.until)
        assert all(naively_open(asked, where, moment) for moment in _minutes(start, min(told.until or start + HORIZON, start + timedelta(days=1))))
        return
    assert told.closed_by
    assert told.opens is None or (told.opens <= start + HORIZON and naively_open(asked, where, told.opens))
    assert not any(naively_open(asked, where, moment) for moment in _minutes(start, told.opens or start + HORIZON))


def _minutes(start: datetime, end: datetime) -> list[datetime]:
    return [start + timedelta(minutes=minute) for minute in range(int((end - start).total_seconds() // 60))]


def naively_open(asked: Asked, where: Whereabouts, moment: datetime) -> bool:
    """Ask for one moment, rule by rule."""
    return all(_open_at(asked, place, moment.astimezone(ZoneInfo(zone))) for place in where.places for zone in where.zones)


def _open_at(asked: Asked, place: Place, local: datetime) -> bool:
    weeks = [asked.daily] if asked.daily else []
    (own,) = asked.own
    for _, rule in LAW.rules_at(place, asked.channel, asked.purpose, local.date()):
        if isinstance(rule.value, Hours):
            weeks.append(both(own.week, rule.value.widest or rule.value.week) if own.week else rule.value.week)
        if isinstance(rule.value, Holidays) and LAW.is_holiday(place, local.date()) and not (own.holidays and rule.value.may_be_opened):
            return False
    second = local.hour * 3600 + local.minute * 60 + local.second
    return all(any(first <= second < last for first, last in week.days[local.weekday()]) for week in weeks)
