"""Rule packs are checked when they are read: what is wrong is told with file, rule and reason."""

import re
from datetime import date, timedelta

import pytest

from tidings.contacts.types import Place
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules import LAW
from tidings.policy.rules.packs import Pack, PackBroken, RequiredText, What, gather, read
from tidings.policy.rules.weeks import Week

HEAD = """
id = "XX"
name = "Nowhere"
countries = ["XX"]
reviewed_on = 2026-11-21
"""
HOURS = """
[[rule]]
id = "xx-hours"
what = "hours"
title = "Hours"
hours = { mon-fri = "09:00-18:00" }
valid_from = 2026-01-01
source = "a law"
confidence = "primary"
"""


def test_a_pack_that_is_right_is_read() -> None:
    pack = read("xx.toml", HEAD + HOURS)
    (rule,) = pack.rules
    assert (rule.id, rule.terms, rule.may_be_widened) == ("xx-hours", {"hours": {"mon-fri": "09:00-18:00"}}, False)


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ('what = "hours"', 'what = "houres"', "houres"),
        ('"09:00-18:00"', '"18:00-09:00"', "no hours of a day"),
        ('"09:00-18:00"', '"9-18"', "no hours such as"),
        ("mon-fri", "fri-mon", "names no days"),
        ("mon-fri", "monday", "names no days"),
        ("valid_from = 2026-01-01", 'valid_from = "2026-01-01"', "no day"),
        ("valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_to = 2025-01-01", "not after"),
        ('source = "a law"', "", "'source' is missing"),
        ('source = "a law"', 'source = " "', "no text"),
        ('confidence = "primary"', 'confidence = "sure"', "sure"),
        ('title = "Hours"', 'title = "Hours"\nwidest = { mon-fri = "10:00-22:00" }', "beyond widest"),
        ('title = "Hours"', 'title = "Hours"\nmost = 3', "'most'"),
        ('title = "Hours"', 'title = "Hours"\nchannels = ["pigeon"]', "pigeon"),
        ("mon-fri", "sat-sun", None),
    ],
)
def test_a_rule_that_is_wrong_is_told_by_file_and_rule(was: str, becomes: str, reason: str | None) -> None:
    text = HEAD + HOURS.replace(was, becomes)
    if reason is None:
        read("xx.toml", text)
        return
    with pytest.raises(PackBroken) as broken:
        read("xx.toml", text)
    assert "rule pack xx.toml, rule xx-hours: " in str(broken.value)
    assert reason in str(broken.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD, "'rule' is missing"),
        (HEAD + HOURS + HOURS, "stand there twice"),
        (HEAD.replace("reviewed_on = 2026-11-21", ""), "reviewed_on"),
        (HEAD + 'colour = "red"' + HOURS, "colour"),
        (HEAD + 'calendar = "France"' + HOURS, "no country"),
        ("id = ", "Invalid value"),
    ],
)
def test_a_head_that_is_wrong_is_told(text: str, reason: str) -> None:
    with pytest.raises(PackBroken, match=reason):
        read("xx.toml", text + ("" if "[[rule]]" in text or text in {HEAD, "id = "} else HOURS))


@pytest.mark.parametrize("pack", [pack for pack in LAW.packs.values() if pack.calendar], ids=lambda pack: pack.id)
def test_public_holidays_are_known_of_the_calendar_that_a_pack_names(pack: Pack) -> None:
    year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    for country in pack.countries:
        assert sum(LAW.is_holiday(Place(country, None), day) for day in year) >= 5


def test_two_packs_may_not_claim_one_country_and_one_must_hold_elsewhere() -> None:
    pack = read("xx.toml", HEAD + HOURS)
    with pytest.raises(PackBroken, match="XX"):
        gather([pack, pack])
    with pytest.raises(PackBroken, match="no pack has the country"):
        gather([pack])


def test_every_pack_and_rule_is_told_in_french_too() -> None:
    untold = [pack.id for pack in LAW.packs.values() if not pack.name_fr]
    untold += [rule.id for pack in LAW.packs.values() for rule in pack.rules if not rule.title_fr or (rule.note and not rule.note_fr)]
    untold += [rule.id for pack in LAW.packs.values() for rule in pack.rules if re.search(r"\bour|\bcited by", rule.source) and not rule.source_fr]
    assert untold == []


def test_every_rule_names_its_source_and_every_state_of_the_table_is_there() -> None:
    assert all(rule.source and rule.title for pack in LAW.packs.values() for rule in pack.rules)
    states = {part for rule in LAW.packs["US"].rules if rule.what is What.HOURS for part in rule.subdivisions}
    assert states >= {
        "FL",
        "OK",
        "WA",
        "TX",
        "OR",
        "VA",
        "CT",
        "MD",
        "NJ",
        "MA",
        "AL",
        "LA",
        "MS",
        "RI",
        "KY",
        "NV",
        "NM",
        "MI",
        "MN",
        "PA",
        "IL",
        "CA",
    }


def test_every_message_of_marketing_names_its_sender_and_the_way_to_stop_wherever_it_goes() -> None:
    for country in (*LAW.packs, "JP", None):
        rules = LAW.rules_at(Place(country, None), Channel.SMS, Purpose.MARKETING, date(2026, 11, 21), What.TEXT)
        required = {word for _, rule in rules if isinstance(rule.value, RequiredText) for word in rule.value.requires}
        assert required == {"sender_name", "opt_out"}, country


def test_weeks_are_written_as_they_are_read() -> None:
    words = {"mon-thu": "09:00-12:00,14:00-18:00", "fri": "09:00-12:00", "sun": "00:00-24:00"}
    assert Week.told(words).words() == words
    assert Week.told({"mon-sun": "08:00-20:00"}).words() == {"daily": "08:00-20:00"}
