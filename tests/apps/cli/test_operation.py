"""Keys, switches, migrations, secrets and the doctor, from a terminal."""

import pytest

from apps.cli.conftest import Terminal
from support.databases import cloned

UNREACHABLE = {
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": "simulated-twilio-token",
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "TWILIO_API_BASE": "http://127.0.0.1:1/twilio",
}


def test_a_key_is_shown_once_and_can_be_revoked(tidings: Terminal) -> None:
    made = tidings("keys", "create", "shop", "--scope", "contacts:read", "--json").json()
    assert made["secret"].startswith(made["key"]["prefix"])
    listed = tidings("keys", "list").out
    assert "shop" in listed
    assert made["secret"] not in listed
    assert tidings("keys", "revoke", made["key"]["id"]).code == 0
    assert tidings("keys", "revoke", made["key"]["id"]).code == 1


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


def test_the_doctor_finds_nothing_that_fails_in_a_fresh_installation(tidings: Terminal) -> None:
    found = tidings("doctor", "--json").json()
    assert found["healthy"] is True
    assert {each["check"]: each["level"] for each in found["findings"]} == {
        "database": "ok",
        "master key": "ok",
        "clock": "ok",
        "sending": "ok",
        "senders": "warning",
        "callbacks": "warning",
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
    stopped = tidings.interrupted("secrets", "rotate", "--what", "values", after=8)
    assert stopped.code == 130
    assert "Traceback" not in stopped.err
    assert tidings("secrets", "rotate", "--what", "values", "--json").json()["values_sealed_again"] == 1


def test_another_organisation_is_asked_for_by_its_name(tidings: Terminal) -> None:
    said = tidings("contacts", "list", "--organisation", "nobody")
    assert said.code == 1
    assert "no such organisation" in said.err
