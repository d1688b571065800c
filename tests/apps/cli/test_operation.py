"""Keys, switches, migrations, secrets and the doctor, from a terminal."""

import json

import psycopg
import pytest

from apps.cli.conftest import Said, Terminal, simulator_at
from support.databases import cloned

UNREACHABLE = {
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": "simulated-twilio-token",
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "TWILIO_API_BASE": "http://127.0.0.1:1/twilio",
}

WHATSAPP = {
    "WHATSAPP_ACCESS_TOKEN": "simulated-whatsapp-token",
    "WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
    "WHATSAPP_BUSINESS_ACCOUNT_ID": "200000000000001",
    "WHATSAPP_API_BASE": "http://127.0.0.1:1/whatsapp",
}


def test_a_key_is_shown_once_and_can_be_revoked(tidings: Terminal) -> None:
    made = tidings("keys", "create", "shop", "--scope", "contacts:read", "--json").json()
    assert made["secret"].startswith(made["key"]["prefix"])
    listed = tidings("keys", "list").out
    assert "shop" in listed
    assert made["secret"] not in listed
    assert tidings("keys", "revoke", made["key"]["id"]).code == 0
    assert tidings("keys", "revoke", made["key"]["id"]).code == 1


def test_a_second_organisation_has_keys_and_templates_of_its_own(tidings: Terminal) -> None:
    made = tidings("organisations", "create", "Atelier du Port", "--region", "US", "--json").json()
    assert (made["slug"], made["region"], made["currency"]) == ("atelier-du-port", "US", "EUR")
    assert [each["slug"] for each in tidings("organisations", "list", "--json").json()["items"]] == ["atelier-du-port", "default"]
    tidings("keys", "create", "till", "--organisation", "atelier-du-port")
    assert [each["name"] for each in tidings("keys", "list", "--organisation", "atelier-du-port", "--json").json()["items"]] == ["till"]
    assert "till" not in tidings("keys", "list").out
    again = tidings("organisations", "create", "Atelier du Port")
    assert again.code == 1
    assert "another slug" in again.err


def test_sending_is_stopped_and_started_with_a_reason(tidings: Terminal) -> None:
    assert tidings("sending", "stop", "--reason", "wrong price", "--json").json()["stopped"] is True
    doctor = tidings("doctor")
    assert doctor.code == 1
    assert "stopped: wrong price" in doctor.out
    assert tidings("sending", "start", "--json").json()["stopped"] is False


def test_the_doctor_asks_the_provider_and_says_what_to_do(tidings: Terminal) -> None:
    said = tidings("doctor", **UNREACHABLE)
    assert said.code == 1
    assert "http://127.0.0.1:1/twilio can't be reached" in said.out
    assert "-> Check the credentials" in said.out


def told(said: Said) -> dict[str, dict[str, str]]:
    return {each["check"]: each for each in json.loads(said.out)["findings"]}


def test_the_doctor_says_that_the_provider_allows_more_people_than_are_counted_to(tidings: Terminal) -> None:
    with simulator_at("meta.tier=2000") as base:
        found = told(tidings("doctor", "--json", **{**WHATSAPP, "WHATSAPP_API_BASE": f"{base}/whatsapp"}))["limit of whatsapp (environment)"]
    assert (found["level"], found["detail"]) == (
        "warning",
        "the provider allows 2,000 people in 24 hours, campaigns are planned with 250 people",
    )
    assert found["fix"].endswith('/limit with {"daily_people": 2000}.')


def test_the_doctor_says_which_callbacks_would_be_refused_and_what_to_set(tidings: Terminal) -> None:
    said = tidings("doctor", "--json", **WHATSAPP)
    assert said.code == 1
    lacking = [each for each in json.loads(said.out)["findings"] if each["check"] == "callbacks of whatsapp (environment)"]
    assert [(each["level"], each["detail"]) for each in lacking] == [
        ("failure", "WHATSAPP_APP_SECRET is not set"),
        ("warning", "WHATSAPP_WEBHOOK_VERIFY_TOKEN is not set"),
    ]
    assert "STOP" in lacking[0]["why"]
    assert lacking[0]["fix"] == "Set WHATSAPP_APP_SECRET, and restart."
    assert "/webhooks/whatsapp/" in told(said)["webhook of whatsapp (environment)"]["detail"]


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000", "https://tidings", "https://10.0.0.7"])
def test_the_doctor_warns_that_a_real_provider_can_not_call_an_inner_address(tidings: Terminal, base: str) -> None:
    found = told(tidings("doctor", "--json", **{**UNREACHABLE, "TWILIO_API_BASE": "https://provider.invalid"}, PUBLIC_BASE_URL=base))
    assert found["callbacks"]["level"] == "failure"
    assert "21609" in found["callbacks"]["why"]
    assert "Set PUBLIC_BASE_URL" in found["callbacks"]["fix"]


def test_a_channel_none_of_whose_senders_is_open_fails_and_says_which_connection_to_open(tidings: Terminal) -> None:
    tidings("doctor", **UNREACHABLE)
    with psycopg.connect(tidings.environment["DATABASE_URL"]) as connection:
        connection.execute("UPDATE connections SET status = 'stopped', status_reason = 'unpaid'")
    said = tidings("doctor", "--json", **UNREACHABLE)
    found = told(said)
    assert said.code == 1
    assert found["channel sms"]["level"] == "failure"
    assert found["connection twilio (environment)"]["detail"] == "stopped: unpaid"
    assert "/open" in found["connection twilio (environment)"]["fix"]
    assert found["sender +15005550006"]["fix"] == "Open its connection, above."


def test_the_doctor_shows_a_hold_until_it_is_over(tidings: Terminal) -> None:
    tidings("doctor", **UNREACHABLE)
    shown: list[tuple[str, str | None]] = []
    for until in ("2100-01-01", "2020-01-01"):
        with psycopg.connect(tidings.environment["DATABASE_URL"]) as connection:
            connection.execute("UPDATE senders SET held_until = %s, status_reason = 'a full queue'", [until])
        sender = told(tidings("doctor", "--json", **UNREACHABLE))["sender +15005550006"]
        shown.append((sender["level"], sender["why"]))
    assert shown == [("warning", "a full queue"), ("ok", None)]


@pytest.mark.parametrize("variable", ["TIDINGS_REGION=XX", "TWILIO_ACCOUNT_SID=nonsense", "TWILIO_PHONE_NUMBER=+1"])
def test_a_setting_that_can_not_be_right_is_named_with_what_is_expected(tidings: Terminal, variable: str) -> None:
    name, _, value = variable.partition("=")
    said = tidings("doctor", **{**UNREACHABLE, name: value})
    assert said.code != 0
    assert name in said.out
    assert "->" in said.out


def test_the_doctor_finds_nothing_that_fails_in_a_fresh_installation(tidings: Terminal) -> None:
    found = tidings("doctor", "--json").json()
    assert found["healthy"] is True
    assert {each["check"]: each["level"] for each in found["findings"]} == {
        "database": "ok",
        "master key": "ok",
        "clock": "ok",
        "sending": "ok",
        "releases": "ok",
        "due": "ok",
        "senders": "warning",
        "callbacks": "warning",
        "unconfirmed": "ok",
        "letters": "ok",
        "workers": "warning",
    }


def test_a_database_that_was_not_migrated_is_told_of_and_migrated(offline: Terminal, server_url: str) -> None:
    with cloned(server_url, None) as url:
        refused = offline("keys", "list", DATABASE_URL=url)
        assert refused.code == 1
        assert "`tidings migrate`" in refused.err
        assert offline("migrate", "--json", DATABASE_URL=url).json()["applied"]
        assert offline("migrate", "--json", DATABASE_URL=url).json() == {"applied": []}
        assert offline("keys", "list", DATABASE_URL=url).code == 0


@pytest.mark.timeout(180)
def test_after_a_rotation_of_secrets_contacts_read_the_same_and_the_old_master_key_no_longer_opens(tidings: Terminal) -> None:
    (tidings.folder / "people.csv").write_text("phone\n0612345678\n")
    tidings("contacts", "import", "people.csv")
    key_file = tidings.folder / "data" / "master.key"
    before = key_file.read_text()
    done = tidings("secrets", "rotate", "--json").json()
    assert (done["values_sealed_again"], done["organisations"]) == (1, 1)
    assert done["master_key"] not in before
    assert tidings("contacts", "list", "--json").json()["items"][0]["phone"] == "+33612345678"
    key_file.write_text(before)
    refused = tidings("contacts", "list")
    assert refused.code == 1
    assert f"are sealed under '{done['master_key']}'" in " ".join(refused.err.split())
    assert f"Put your copy of the file back as {key_file}" in " ".join(refused.err.split())


@pytest.mark.timeout(180)
def test_ctrl_c_ends_a_long_command_without_a_traceback_and_it_can_be_finished(tidings: Terminal) -> None:
    (tidings.folder / "people.csv").write_text("phone\n0612345678\n")
    tidings("contacts", "import", "people.csv")
    with psycopg.connect(tidings.environment["DATABASE_URL"]) as other:
        other.execute("SELECT FROM addresses FOR UPDATE")
        stopped = tidings.interrupted("secrets", "rotate", "--what", "values", when=lambda: _somebody_waits(other))
    assert stopped.code == 130
    assert "Traceback" not in stopped.err
    assert tidings("secrets", "rotate", "--what", "values", "--json").json()["values_sealed_again"] == 1


def test_another_organisation_is_asked_for_by_its_name(tidings: Terminal) -> None:
    said = tidings("contacts", "list", "--organisation", "nobody")
    assert said.code == 1
    assert "no such organisation" in said.err


def _somebody_waits(connection: psycopg.Connection) -> bool:
    connection.execute("SELECT pg_stat_clear_snapshot()")  # within a transaction the first look is shown again and again
    waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return bool(connection.execute(waiting).rowcount)
