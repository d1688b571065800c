"""Why somebody was not reached yet, and what a person decides, from a terminal."""

import json
from uuid import UUID

import psycopg
import pytest

from apps.cli.conftest import Terminal

TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": "simulated-twilio-token",
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "TWILIO_API_BASE": "http://127.0.0.1:1/twilio",
}
CONSENT = ("--consent-basis", "registration form", "--consent-wording", "I agree to offers by SMS.")


@pytest.fixture
def campaign(tidings: Terminal) -> str:
    """A draft of a campaign with two people."""
    made = str(tidings("campaigns", "create", "Autumn", "--template", "welcome_sms", "--daily-limit", "1", "--json").json()["id"])
    tidings("campaigns", "add", made, "0612345678", "0612345679", *CONSENT, "--json", **TWILIO).json()
    return made


def leave_unconfirmed(database_url: str, campaign: str) -> list[str]:
    """Put a campaign's messages where an exchange without an answer, and a day of looking in vain, would have left them."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO unknowns (organisation_id, source_id, contact_id, step, attempt, sender_id, started_at)"
            " SELECT m.organisation_id, m.source_id, m.contact_id, m.step, 1, s.id, m.added_at FROM messages m JOIN senders s USING (organisation_id)"
        )
        rows: list[tuple[UUID]] = connection.execute(
            "UPDATE messages SET state = 25, attempts = 1, reason = 'unconfirmed', settled_at = added_at RETURNING contact_id"
        ).fetchall()
    return sorted(f"{campaign}.{contact_id}" for (contact_id,) in rows)


def test_somebody_who_waits_is_told_what_for_and_until_when(tidings: Terminal, campaign: str) -> None:
    tidings("campaigns", "activate", campaign, "--start-date", "2030-01-07", "--json", **TWILIO).json()
    told = [tidings("explain", phone, "--campaign", campaign, "--json").json() for phone in ("06 12 34 56 78", "+33 6 12 34 56 79")]
    assert {each["status"] for each in told} == {"planned"}
    assert {each["outlook"]["expected_on"] for each in told} == {"2030-01-07", "2030-01-08"}
    waits = {wait["code"] for each in told for wait in each["outlook"]["waits"]}
    assert waits - {"quiet_hours", "quiet_day"} == {"campaign_not_started"}, "and in the evening or on a Sunday the hours of the law"
    said = tidings("explain", str(told[0]["contact_id"]), "--campaign", campaign).out
    assert "Autumn" in said
    assert "Expected to leave on 2030-01-0" in said
    assert "12345678" not in said.replace(" ", "")


def test_somebody_who_is_no_recipient_is_told_so(tidings: Terminal, campaign: str) -> None:
    other = str(tidings("campaigns", "create", "Other", "--template", "welcome_sms", "--json").json()["id"])
    said = tidings("explain", "0612345678", "--campaign", other)
    assert (said.code, said.out) == (1, "")
    assert "no recipient of 'Other'" in said.err
    assert f"tidings campaigns add {other}" in said.err
    assert "No contact has this address" in tidings("explain", "nobody@example.com", "--campaign", campaign).err
    assert tidings("explain", "12", "--campaign", campaign).code == 2


def test_somebody_who_shares_a_phone_with_a_recipient_is_told_so(tidings: Terminal) -> None:
    people = tidings.folder / "people.csv"
    people.write_text("external_id;first_name;phone\n1;Ana;0612345678\n2;Bob;0612345678\n", encoding="utf-8")
    tidings("contacts", "import", str(people), "--json").json()
    known = {each["first_name"]: str(each["id"]) for each in tidings("contacts", "list", "--json").json()["items"]}
    campaign = str(tidings("campaigns", "create", "Autumn", "--template", "welcome_sms", "--json").json()["id"])
    tidings("campaigns", "add", campaign, "0612345678", "--json").json()
    told = {name: tidings("explain", contact, "--campaign", campaign) for name, contact in known.items()}
    assert {said.code for said in told.values()} == {0}
    assert ["share an address" in said.err for said in told.values()].count(True) == 1
    assert len({said.out.splitlines()[0] for said in told.values()}) == 1


def test_the_doctor_tells_what_should_have_been_done_and_was_not(tidings: Terminal, campaign: str, database_url: str) -> None:
    def looked() -> tuple[str, str]:
        (found,) = (each for each in json.loads(tidings("doctor", "--json").out)["findings"] if each["check"] == "due")
        return found["level"], found["detail"]

    assert looked() == ("ok", "nothing is overdue")
    tidings("campaigns", "activate", campaign, "--json", **TWILIO).json()
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE campaigns SET next_release_at = now() - interval '1 hour'")
    level, detail = looked()
    assert level == "warning"
    assert detail.startswith("campaigns: since ")


def test_what_nobody_can_confirm_is_listed_and_settled_all_or_none(tidings: Terminal, campaign: str, database_url: str) -> None:
    first, second = leave_unconfirmed(database_url, campaign)
    (looked,) = (each for each in json.loads(tidings("doctor", "--json").out)["findings"] if each["check"] == "unconfirmed")
    assert (looked["level"], looked["detail"][:10]) == ("warning", "2 messages")
    listed = tidings("messages", "unconfirmed", "--campaign", campaign, "--json").json()["items"]
    assert [row["id"] for row in listed] == [first, second]
    settled = tidings("messages", "settle", first, "--arrived", "--reason", "They answered us.", "--json").json()["items"]
    assert [(row["id"], row["status"]) for row in settled] == [(first, "sent")]
    both = tidings("messages", "settle", second, first, "--send-again", "--reason", "The network fell over.")
    assert (both.code, both.out) == (1, "")
    said = tidings("messages", "unconfirmed").out
    assert second in said
    assert first not in said


def test_the_trace_tells_what_a_person_decided_and_what_follows(tidings: Terminal, campaign: str, database_url: str) -> None:
    message, _ = leave_unconfirmed(database_url, campaign)
    assert tidings("messages", "settle", message, "--send-again", "--reason", "The network fell over.").code == 0
    said = tidings("messages", "trace", message).out
    assert "The network fell over." in said
    assert "planned" in said


def test_what_tidings_itself_decided_is_not_told_as_the_providers_words(tidings: Terminal, campaign: str, database_url: str) -> None:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("UPDATE messages SET state = 60, reason = 'suppressed_stop', detail = 'They said STOP here.', settled_at = added_at")
    said = tidings("explain", "0612345678", "--campaign", campaign).out
    assert "They said STOP here." in said
    assert "the provider says" not in said


def test_nothing_to_decide_is_said(tidings: Terminal) -> None:
    assert "every message is accounted for" in tidings("messages", "unconfirmed").out


def test_a_decision_without_its_kind_or_reason_is_wrong_use(offline: Terminal) -> None:
    message = "0199b2a1-7c00-7000-8000-000000000001.0199b2a1-7c00-7000-8000-000000000002"
    assert offline("messages", "settle", message, "--reason", "x").code == 2
    assert offline("messages", "settle", message, "--arrived", "--not-sent", "--reason", "x").code == 2
    assert offline("messages", "settle", message, "--arrived", "--reason", " ").code == 2
    assert offline("messages", "trace", "nonsense").code == 1


def test_a_campaigns_unconfirmed_are_settled_together_after_a_question_that_says_how_many(
    tidings: Terminal, campaign: str, database_url: str
) -> None:
    leave_unconfirmed(database_url, campaign)
    decision = ("messages", "settle", "--campaign", campaign, "--as", "not_sent", "--reason", "The provider's log is empty.")
    asked = tidings(*decision, **TWILIO)
    assert (asked.code, "2 unconfirmed messages" in asked.err) == (1, True)
    assert tidings(*decision, "--yes", "--json", **TWILIO).json() == {"settled": 2, "left": 0, "status": "failed"}
    assert tidings(*decision, "--yes", **TWILIO).out.startswith("Nothing to settle")
    assert tidings("messages", "settle", "--as", "not_sent", "--reason", "x").code == 2
