"""`tidings rules`: the law on a terminal, without a database."""

import pytest

from apps.cli.conftest import Terminal


def test_the_packs_are_listed_and_shown_with_their_sources(offline: Terminal) -> None:
    listed = offline("rules", "list", "--json").json()["items"]
    assert {"US", "FR", "GB", "DE", "ES", "IT", "CA", "default"} == {pack["id"] for pack in listed}
    shown = offline("rules", "show", "us", "--json").json()
    florida = next(rule for rule in shown["rules"] if rule["id"] == "us-fl-hours")
    assert florida["terms"] == {"hours": {"daily": "08:00-20:00"}}
    assert "501.616" in florida["source"]
    assert "mon-sat 08:00-20:00" in offline("rules", "show", "FR").out


def test_only_what_is_in_force_on_a_day_is_shown_when_asked(offline: Terminal) -> None:
    def of_a_stop(on: str) -> set[str]:
        return {rule["id"] for rule in offline("rules", "show", "US", "--on", on, "--json").json()["rules"] if rule["what"] == "opt_out"}

    assert "us-revoke-all-waived" in of_a_stop("2027-01-30")
    assert "us-revoke-all-waived" not in of_a_stop("2027-01-31")


def test_a_number_of_two_zones_is_tried_at_a_moment(offline: Terminal) -> None:
    told = offline("rules", "sample", "--phone", "+18505551234", "--at", "2026-11-22T01:30+00:00", "--json").json()
    assert (told["places"], told["zones"], told["known_by"]) == (["US-FL"], ["America/Chicago", "America/New_York"], "phone")
    assert (told["open"], told["opens"]) == (False, "2026-11-22T14:00:00+00:00")  # 08:00 in Chicago
    assert [closing["rule"] for closing in told["closed_by"]] == ["us-fl-hours"]
    assert "2026-11-23 08:00" in offline("rules", "sample", "--phone", "06 12 34 56 78", "--at", "2026-11-22T12:00").out  # a Monday in Paris


def test_a_pack_that_is_not_there_is_told_with_those_that_are(offline: Terminal) -> None:
    refused = offline("rules", "show", "ZZ")
    assert refused.code == 1
    assert "default" in refused.err


def test_a_postcode_says_which_part_of_the_country_is_meant(offline: Terminal) -> None:
    asked = ("rules", "sample", "--phone", "06 12 34 56 78", "--at", "2026-12-26T10:00+01:00", "--json")
    assert offline(*asked).json()["places"] == ["FR"]
    assert offline(*asked, "--postcode", "67000").json()["places"] == ["FR-67"]


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "1899-12-31"])
def test_a_moment_that_nobody_can_mean_is_wrong_use(offline: Terminal, at: str) -> None:
    refused = offline("rules", "sample", "--phone", "06 12 34 56 78", "--at", at)
    assert (refused.code, "from 1900 to 2199" in refused.err) == (2, True)
