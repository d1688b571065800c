"""`tidings imports schedule`: what a user sees of imports that repeat."""

from apps.cli.conftest import Terminal


def test_an_import_is_scheduled_listed_paused_asked_for_and_removed(tidings: Terminal) -> None:
    made = tidings("imports", "schedule", "add", "nightly", "--every", "daily", "--at", "06:30", "--path", "crm/*.csv", "--json").json()
    assert (made["name"], made["at"], made["state"], made["has_secret"]) == ("nightly", "06:30", "on", False)
    assert "nightly" in tidings("imports", "schedule", "list").out
    assert "paused" in tidings("imports", "schedule", "pause", "nightly").out
    assert tidings("imports", "schedule", "resume", made["id"], "--json").json()["paused_at"] is None
    asked = tidings("imports", "schedule", "run", "nightly")
    assert (asked.code, "schedule runs nightly" in asked.out) == (0, True)
    assert [each["outcome"] for each in tidings("imports", "schedule", "runs", "nightly", "--json").json()["items"]] == ["running"]
    assert tidings("imports", "schedule", "remove", "nightly").code == 0
    assert "schedule add" in tidings("imports", "schedule", "list").out


def test_wrong_times_sources_and_names_are_told_with_what_to_do(tidings: Terminal) -> None:
    wrong_time = tidings("imports", "schedule", "add", "x", "--every", "hourly", "--at", "06:30", "--path", "a.csv")
    nowhere = tidings("imports", "schedule", "add", "x", "--every", "daily", "--at", "06:30")
    plain = tidings("imports", "schedule", "add", "x", "--every", "daily", "--at", "06:30", "--url", "http://crm.example.com/a.csv")
    unknown = tidings("imports", "schedule", "pause", "nobody")
    assert ":15" in wrong_time.err
    assert "--url or --path" in nowhere.err
    assert "https" in plain.err
    assert "none yet" in unknown.err
    assert all(said.code in {1, 2} for said in (wrong_time, nowhere, plain, unknown))
