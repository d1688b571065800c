"""What the law of each jurisdiction says, at its edges: hours, days, holidays, and where somebody may be in several places."""

from datetime import UTC, date, datetime, time

import pytest

from support.law import OFFER, asks, at, reasons, somebody
from tidings.contacts.types import Place, Whereabouts
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules import LAW, stop_scope
from tidings.policy.rules.packs import Frequency, What
from tidings.policy.rules.weeks import Week
from tidings.policy.rules.windows import Opening, Own, opening
from tidings.policy.types import StopScope

# Monday 23 November 2026 is an ordinary day everywhere; Saturday 21, Sunday 22.
MONDAY, SATURDAY, SUNDAY = "2026-11-23", "2026-11-21", "2026-11-22"
EAST, CENTRAL, PARIS = "America/New_York", "America/Chicago", "Europe/Paris"


@pytest.mark.parametrize(
    ("place", "zone", "day", "first", "last"),
    [
        ("US-GA", EAST, MONDAY, "08:00", "21:00"),  # no rule of its own: the federal hours
        ("US-GA", EAST, SUNDAY, "08:00", "21:00"),
        ("US-FL", EAST, MONDAY, "08:00", "20:00"),
        ("US-FL", EAST, SUNDAY, "08:00", "20:00"),
        ("US-OK", CENTRAL, MONDAY, "08:00", "20:00"),
        ("US-WA", "America/Los_Angeles", MONDAY, "08:00", "20:00"),
        ("US-OR", "America/Los_Angeles", MONDAY, "08:00", "20:00"),
        ("US-VA", EAST, MONDAY, "08:00", "21:00"),
        ("US-TX", CENTRAL, SATURDAY, "09:00", "21:00"),
        ("US-TX", CENTRAL, SUNDAY, "12:00", "21:00"),
        ("US-CT", EAST, MONDAY, "09:00", "20:00"),
        ("US-MD", EAST, MONDAY, "08:00", "20:00"),
        ("US-NJ", EAST, MONDAY, "08:00", "20:00"),
        ("US-MA", EAST, MONDAY, "08:00", "20:00"),
        ("US-AL", CENTRAL, SATURDAY, "08:00", "20:00"),
        ("US-LA", CENTRAL, SATURDAY, "08:00", "20:00"),
        ("US-MS", CENTRAL, SATURDAY, "08:00", "20:00"),
        ("US-RI", EAST, MONDAY, "09:00", "18:00"),
        ("US-RI", EAST, SATURDAY, "10:00", "17:00"),
        ("US-RI", EAST, SUNDAY, "10:00", "17:00"),
        ("US-KY", EAST, MONDAY, "10:00", "21:00"),
        ("US-NV", "America/Los_Angeles", MONDAY, "09:00", "20:00"),
        ("US-NM", "America/Denver", MONDAY, "09:00", "21:00"),
        ("US-MI", "America/Detroit", MONDAY, "09:00", "21:00"),
        ("US-MN", CENTRAL, MONDAY, "09:00", "21:00"),
        ("US-PA", EAST, SATURDAY, "08:00", "12:00"),
        ("US-IL", CENTRAL, MONDAY, "09:00", "21:00"),
        ("US-CA", "America/Los_Angeles", MONDAY, "09:00", "21:00"),
        ("US-UT", "America/Denver", SATURDAY, "08:00", "21:00"),
        ("US", EAST, MONDAY, "10:00", "20:00"),  # the state is not known
        ("FR", PARIS, SATURDAY, "08:00", "20:00"),
        ("FR-974", "Indian/Reunion", MONDAY, "08:00", "20:00"),
        ("GB", "Europe/London", MONDAY, "09:00", "20:00"),
        ("DE", "Europe/Berlin", MONDAY, "08:00", "20:00"),
        ("ES", "Europe/Madrid", MONDAY, "09:00", "21:00"),
        ("IT", "Europe/Rome", MONDAY, "09:00", "20:00"),
        ("IT", "Europe/Rome", SATURDAY, "10:00", "19:00"),
        ("CA-ON", "America/Toronto", MONDAY, "09:00", "21:30"),
        ("CA-ON", "America/Toronto", SUNDAY, "10:00", "18:00"),
        ("BE", "Europe/Brussels", MONDAY, "09:00", "20:00"),  # no pack of its own: the careful default
    ],
)
def test_the_first_second_is_open_and_the_last_one_is_over(place: str, zone: str, day: str, first: str, last: str) -> None:
    assert asks(place, zone, f"{day}T{first}:00").open
    assert not asks(place, zone, _before(day, first)).open
    assert asks(place, zone, _before(day, last)).open
    assert not asks(place, zone, f"{day}T{last}:00").open


def _before(day: str, clock: str) -> str:
    hour, minute = map(int, clock.split(":"))
    return f"{day}T{hour if minute else hour - 1:02}:{minute - 1 if minute else 59:02}:59"


@pytest.mark.parametrize(("place", "zone"), [("US-AL", CENTRAL), ("US-LA", CENTRAL), ("US-MS", CENTRAL), ("US-UT", "America/Denver"), ("US", EAST)])
def test_no_sundays_there(place: str, zone: str) -> None:
    told = asks(place, zone, f"{SUNDAY}T12:00:00")
    assert not told.open
    assert all(reason.startswith("quiet_day:") for reason in reasons(told))
    assert told.opens == at(f"{MONDAY}T{'10' if place == 'US' else '08'}:00", zone)


@pytest.mark.parametrize(
    ("place", "zone"), [("FR", PARIS), ("DE", "Europe/Berlin"), ("GB", "Europe/London"), ("ES", "Europe/Madrid"), ("BE", "Europe/Brussels")]
)
def test_nor_in_europe_unless_the_organisation_says_so_where_it_may(place: str, zone: str) -> None:
    assert asks(place, zone, f"{SUNDAY}T12:00:00").opens is not None
    wider = OFFER._replace(own=(Own(None, Week.told({"daily": "00:00-24:00"}), holidays=True),))
    assert asks(place, zone, f"{SUNDAY}T12:00:00", wider).open is (place != "FR")


def test_florida_is_closed_at_eight_in_the_evening_and_says_by_which_rule() -> None:
    told = asks("US-FL", EAST, f"{MONDAY}T20:00:00")
    assert reasons(told) == ["quiet_hours:us-fl-hours"]
    assert told.closed_by[0].pack == "US"
    assert "501.616" in (told.closed_by[0].source or "")
    assert told.opens == at("2026-11-24T08:00", EAST)


def test_thanksgiving_closes_alabama_and_not_georgia() -> None:
    assert reasons(asks("US-AL", CENTRAL, "2026-11-26T12:00:00")) == ["public_holiday:us-al-holidays"]
    assert asks("US-GA", EAST, "2026-11-26T12:00:00").open


def test_oregon_was_open_until_nine_before_its_law() -> None:
    assert asks("US-OR", "America/Los_Angeles", "2025-12-31T20:30:00").open
    assert not asks("US-OR", "America/Los_Angeles", "2026-01-01T20:30:00").open


@pytest.mark.parametrize(
    ("day", "closed_in"), [("2026-12-26", {"FR-67", "FR-68", "FR-57", "FR-GES"}), ("2026-04-03", {"FR-67", "FR-68", "FR-57", "FR-GES"})]
)
def test_boxing_day_and_good_friday_close_alsace_and_the_moselle_and_not_lyon(day: str, closed_in: set[str]) -> None:
    for place in (*closed_in, "FR-69", "FR-75", "FR"):
        assert asks(place, PARIS, f"{day}T10:00:00").open is (place not in closed_in), place


def test_the_eleven_national_holidays_close_all_of_france() -> None:
    days = ["01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "11-11", "12-25"]
    for day in days:
        assert "public_holiday:fr-holidays" in reasons(asks("FR-69", PARIS, f"2026-{day}T10:00:00")), day


@pytest.mark.parametrize(
    ("place", "zone", "day"),
    [
        ("FR-971", "America/Guadeloupe", "2026-05-27"),
        ("FR-972", "America/Martinique", "2026-05-22"),
        ("FR-973", "America/Cayenne", "2026-06-10"),
        ("FR-974", "Indian/Reunion", "2027-12-20"),
        ("FR-976", "Indian/Mayotte", "2026-04-27"),
    ],
)
def test_the_day_of_abolition_closes_each_overseas_department_on_its_own_date(place: str, zone: str, day: str) -> None:
    assert reasons(asks(place, zone, f"{day}T10:00:00")) == ["public_holiday:fr-holidays"]
    assert asks("FR-75", PARIS, f"{day}T10:00:00").open


def test_reunion_as_a_country_is_under_french_law() -> None:
    assert reasons(asks("RE", "Indian/Reunion", "2027-12-20T10:00:00")) == ["public_holiday:fr-holidays"]


def test_a_number_of_reunion_or_mayotte_is_sent_to_when_both_are_open() -> None:
    there = somebody("FR-974", "FR-976", zones=["Indian/Reunion", "Indian/Mayotte"])
    first = at(f"{MONDAY}T08:00", "Indian/Mayotte")
    assert opening(LAW, OFFER, there, at(f"{MONDAY}T08:30", "Indian/Reunion")).opens == first  # 07:30 in Mayotte
    assert opening(LAW, OFFER, there, first).until == at(f"{MONDAY}T20:00", "Indian/Reunion")
    assert reasons(opening(LAW, OFFER, there, at("2026-04-27T10:00", "Indian/Mayotte"))) == ["public_holiday:fr-holidays"]


def test_florida_in_two_zones_is_open_when_both_are() -> None:
    there = somebody("US-FL", zones=[EAST, CENTRAL])
    assert opening(LAW, OFFER, there, at(f"{MONDAY}T08:30", EAST)).opens == at(f"{MONDAY}T08:00", CENTRAL)
    assert opening(LAW, OFFER, there, at(f"{MONDAY}T12:00", EAST)).until == at(f"{MONDAY}T20:00", EAST)


def test_an_evening_in_france_may_be_widened_to_ten_and_no_further() -> None:
    until_midnight = OFFER._replace(own=(Own("FR", Week.told({"daily": "06:00-24:00"}), holidays=True),))
    assert asks("FR", PARIS, f"{MONDAY}T21:59:59", until_midnight).open
    assert not asks("FR", PARIS, f"{MONDAY}T22:00:00", until_midnight).open
    assert not asks("FR", PARIS, f"{MONDAY}T07:59:59", until_midnight).open
    assert not asks("FR", PARIS, "2026-12-25T12:00:00", until_midnight).open


def test_american_hours_can_only_be_narrowed() -> None:
    own = OFFER._replace(own=(Own(None, Week.told({"daily": "06:00-23:00"})),))
    assert not asks("US-GA", EAST, f"{MONDAY}T21:00:00", own).open
    narrow = OFFER._replace(own=(Own("US", Week.told({"mon-fri": "11:00-15:00"})),))
    assert asks("US-GA", EAST, f"{MONDAY}T10:59:59", narrow).opens == at(f"{MONDAY}T11:00", EAST)


def test_a_receipt_or_a_code_leaves_at_any_hour() -> None:
    update = OFFER._replace(purpose=Purpose.TRANSACTIONAL)
    for place, zone in (("US-AL", CENTRAL), ("FR-67", PARIS), ("BE", "Europe/Brussels")):
        assert asks(place, zone, f"{SUNDAY}T03:00:00", update) == Opening(open=True)


def test_what_was_asked_for_is_answered_at_night() -> None:
    assert asks("US-FL", EAST, f"{MONDAY}T03:00:00", OFFER._replace(requested=True)).open


def test_everybody_gets_it_at_their_own_ten_in_the_morning() -> None:
    ten = OFFER._replace(daily=Week.daily(time(10), time(11)))
    told = asks("US-FL", EAST, f"{MONDAY}T09:00:00", ten)
    assert (reasons(told), told.opens) == (["send_time:None"], at(f"{MONDAY}T10:00", EAST))
    both = opening(LAW, ten, somebody("US-FL", zones=[EAST, CENTRAL]), at(f"{MONDAY}T09:00", EAST))
    assert both.opens is None, "ten is never ten in both zones"
    wider = ten._replace(daily=Week.daily(time(10), time(12)))
    assert opening(LAW, wider, somebody("US-FL", zones=[EAST, CENTRAL]), at(f"{MONDAY}T09:00", EAST)).opens == at(f"{MONDAY}T11:00", EAST)


def test_somebody_of_whom_nothing_is_known_is_at_home_under_the_careful_default() -> None:
    nobody = somebody()
    assert not opening(LAW, OFFER, nobody, at(f"{MONDAY}T08:59", PARIS)).open
    assert opening(LAW, OFFER, nobody, at(f"{MONDAY}T09:00", PARIS)).open


def test_the_fourth_text_in_24_hours_is_one_too_many_in_florida_oklahoma_oregon_and_maryland() -> None:
    for state in ("FL", "OK", "OR", "MD"):
        ((_, _, limit),) = LAW.frequencies([Place("US", state)], Channel.SMS, Purpose.MARKETING, date(2026, 11, 21))
        assert limit == Frequency(3, 24, Purpose.MARKETING)
    assert not LAW.frequencies([Place("US", "FL")], Channel.SMS, Purpose.TRANSACTIONAL, date(2026, 11, 21))
    assert not LAW.frequencies([Place("US", "GA")], Channel.SMS, Purpose.MARKETING, date(2026, 11, 21))
    assert not LAW.frequencies([Place("US", "OR")], Channel.SMS, Purpose.MARKETING, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("on", "rule", "closes"),
    [(date(2027, 1, 30), "us-revoke-all-waived", StopScope.PROGRAMME), (date(2027, 1, 31), "us-revoke-all", StopScope.CHANNEL)],
)
def test_one_opt_out_for_all_is_waived_until_the_end_of_january_2027(on: date, rule: str, closes: StopScope) -> None:
    place = Place("US", None)
    assert [each.id for _, each in LAW.rules_at(place, Channel.SMS, Purpose.MARKETING, on, What.OPT_OUT)] == [rule]
    where = Whereabouts(frozenset({place, Place("FR", None)}), frozenset(), None, None)
    assert stop_scope(StopScope.PROGRAMME, where, Channel.SMS, on) is closes
    assert stop_scope(StopScope.ALL, where, Channel.SMS, on) is StopScope.ALL


def test_nothing_within_the_horizon_is_said_to_be_nothing() -> None:
    never = OFFER._replace(daily=Week.told({"daily": "02:00-03:00"}))
    told = asks("FR", PARIS, f"{MONDAY}T12:00:00", never)
    assert (told.open, told.opens) == (False, None)
    assert told.closed_by


def test_a_place_says_the_same_whichever_of_its_days_is_asked_first() -> None:
    there = somebody("FR-67", zones=[PARIS])
    later = opening(LAW, OFFER, there, datetime(2026, 12, 26, 12, tzinfo=UTC))
    assert opening(LAW, OFFER, there, datetime(2026, 12, 24, 12, tzinfo=UTC)).open
    assert opening(LAW, OFFER, there, datetime(2026, 12, 26, 12, tzinfo=UTC)) == later
    assert later.opens == at("2026-12-28T08:00", PARIS)
