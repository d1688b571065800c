"""From a file of people to a campaign that is launched, from a terminal."""

import csv
import stat
from pathlib import Path
from typing import Any

from apps.cli.conftest import Terminal

PEOPLE = """Prénom;Mobile;Ville
Ana;06 12 34 56 78;Paris
Bob;06 12 34 56 79;Lyon
Cid;123;Lyon
Ana;+33 6 12 34 56 78;Lyon
"""
CONSENT = ("--consent-basis", "registration form", "--consent-wording", "I agree to offers by SMS.")
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC00000000000000000000000000000000",
    "TWILIO_AUTH_TOKEN": "simulated-twilio-token",
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "TWILIO_API_BASE": "http://127.0.0.1:1/twilio",
}


def people_file(tidings: Terminal) -> Path:
    file = tidings.folder / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    return file


def test_the_first_use_keeps_the_first_key_in_a_file_and_out_of_logs(tidings: Terminal) -> None:
    first = tidings("keys", "list", "--json")
    kept = tidings.folder / "data" / "first.key"
    assert str(kept) in first.err
    assert kept.read_text().strip() not in first.out + first.err
    assert kept.read_text().startswith("tdg_live")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert tidings("keys", "list", "--json").err == ""


def test_a_key_made_for_a_program_is_one_line_and_nothing_else(tidings: Terminal) -> None:
    tidings("keys", "list")
    made = tidings("keys", "create", "  shop website ")
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("tdg_live")
    assert made.out.count("\n") == 1
    assert "shop website" in [each["name"] for each in tidings("keys", "list", "--json").json()["items"]]


def test_a_key_that_attests_consent_of_the_future_is_refused_with_what_to_do(tidings: Terminal) -> None:
    attested = ("--consent-basis", "form", "--consent-wording", "I agree.")
    refused = tidings("keys", "create", "to come", *attested, "--consent-date", "2199-01-01")
    assert refused.code != 0
    assert "now or earlier" in refused.err
    assert "to come" not in [each["name"] for each in tidings("keys", "list", "--json").json()["items"]]
    assert tidings("keys", "create", "of the past", *attested, "--consent-date", "2020-01-01").code == 0


def test_people_come_by_a_pipe_too(tidings: Terminal) -> None:
    report = tidings("contacts", "import", "-", "--json", text=PEOPLE).json()
    assert (report["created"], report["duplicates"], report["rejected"]) == (2, 1, 1)
    assert (tidings.folder / "import.errors.csv").exists()
    again = tidings("contacts", "import", str(people_file(tidings)), "--json").json()
    assert (again["created"], again["unchanged"]) == (0, 2)


def test_a_preview_is_for_a_person_to_read(tidings: Terminal) -> None:
    said = tidings("contacts", "import", str(people_file(tidings)), "--preview")
    assert "phone: +33612345678" in said.out
    assert "time_zone: Europe/Paris" in said.out
    assert "Guess" not in said.out


def test_a_file_that_is_not_there_is_wrong_use(tidings: Terminal) -> None:
    said = tidings("contacts", "import", "nowhere.csv")
    assert said.code == 2
    assert "nowhere.csv" in said.err


def test_a_workbook_that_is_none_is_refused_with_what_to_do(tidings: Terminal) -> None:
    file = tidings.folder / "people.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(100))
    said = tidings("contacts", "import", str(file))
    assert said.code == 2
    assert "The workbook can't be read." in said.err


def test_phones_of_a_damaged_file_are_added_and_the_damage_is_told(tidings: Terminal) -> None:
    campaign = tidings("campaigns", "create", "Autumn", "--template", "welcome_sms", "--json").json()["id"]
    file = tidings.folder / "phones.csv"
    file.write_text('sep=;\nNom;Mobile\nAna;0612345678\n"Bob;0612345679\nZoé;0612345670\n', encoding="utf-8")
    said = tidings("campaigns", "add", campaign, "--file", str(file), "--json")
    assert said.json()["recipients_added"] == 2
    assert "Line 4: A quote is opened" in said.err


def test_an_import_attests_sms_alone_unless_other_channels_are_named(tidings: Terminal) -> None:
    def agreed() -> set[str]:
        contact = tidings("contacts", "list", "--limit", "1", "--json").json()["items"][0]["id"]
        return {each["channel"] for each in tidings("consent", "show", contact, "--json").json()["history"]}

    tidings("contacts", "import", str(people_file(tidings)), *CONSENT)
    assert agreed() == {"sms"}
    tidings("contacts", "import", str(people_file(tidings)), *CONSENT, "--tag", "both", "--consent-channel", "sms", "--consent-channel", "whatsapp")
    assert agreed() == {"sms", "whatsapp"}
    assert tidings("contacts", "import", str(people_file(tidings)), "--consent-channel", "whatsapp").code == 2


def test_people_are_imported_and_bad_rows_are_told_by_line(tidings: Terminal) -> None:
    report = tidings("contacts", "import", str(people_file(tidings)), *CONSENT, "--tag", "autumn", "--json").json()
    assert (report["created"], report["duplicates"], report["rejected"]) == (2, 1, 1)
    with Path(report["errors_file"]).open(encoding="utf-8", newline="") as file:
        assert [(row["line"], row["code"]) for row in csv.DictReader(file)] == [("4", "too_short"), ("5", "duplicate_in_file")]
    again = tidings("contacts", "import", str(people_file(tidings)), "--tag", "autumn", "--json").json()
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)
    listed = tidings("contacts", "list", "--tag", "autumn", "--json").json()["items"]
    assert sorted((each["first_name"], each["phone"], each["attributes"]) for each in listed) == [
        ("Ana", "+33612345678", {"ville": "Paris"}),
        ("Bob", "+33612345679", {"ville": "Lyon"}),
    ]


def test_a_dry_run_reports_the_same_and_writes_nobody(tidings: Terminal) -> None:
    report = tidings("contacts", "import", str(people_file(tidings)), "--map", "Mobile=phone", "--dry-run", "--json").json()
    assert (report["dry_run"], report["created"], report["rejected"]) == (True, 2, 1)
    assert tidings("contacts", "list", "--json").json()["items"] == []


def test_a_mapping_that_does_not_fit_is_wrong_use(tidings: Terminal) -> None:
    said = tidings("contacts", "import", str(people_file(tidings)), "--map", "Telefon=phone")
    assert said.code == 2
    assert "Prénom, Mobile, Ville" in said.err


def test_an_export_can_be_imported_again(tidings: Terminal) -> None:
    tidings("contacts", "import", str(people_file(tidings)))
    tidings("contacts", "export", "out.csv")
    exported = tidings.folder / "out.csv"
    assert stat.S_IMODE(exported.stat().st_mode) == 0o600
    assert tidings("contacts", "export").out == exported.read_text(encoding="utf-8").replace("\r\n", "\n")
    again = tidings("contacts", "import", "out.csv", "--json").json()
    assert (again["created"], again["unchanged"], again["rejected"]) == (0, 2, 0)


def test_a_campaign_goes_from_a_draft_to_its_plan(tidings: Terminal) -> None:
    def ask(*words: str) -> Any:
        return tidings("campaigns", *words, "--json", **TWILIO).json()

    campaign = str(ask("create", "Autumn", "--template", "welcome_sms", "--daily-limit", "1", "--priority", "2")["id"])
    added = ask("add", campaign, "--file", str(people_file(tidings)), "--column", "Mobile", *CONSENT)
    assert (added["recipients_added"], added["duplicates"]) == (2, 1)
    assert added["suppressed"] == {"count": 0, "reasons": {}}
    again = ask("add", campaign, "0612345678", "(0)6 12 34 56 79")
    assert (again["recipients_added"], again["duplicates"]) == (0, 2)
    launched = ask("activate", campaign, "--start-date", "2030-01-07")
    assert (launched["recipients"], launched["estimated_days"], launched["estimated_completion_date"]) == (2, 2, "2030-01-08")
    assert [(day["day"], day["planned"]) for day in ask("plan", campaign)["days"]] == [("2030-01-07", 1), ("2030-01-08", 1)]
    assert ask("pause", campaign, "--reason", "wrong price")["paused_reason"] == "wrong price"
    assert ask("resume", campaign)["status"] == "scheduled"
    assert ask("stats", campaign)["pending"] == 2
    assert ask("cancel", campaign, "--yes")["status"] == "cancelled"
    refused = tidings("campaigns", "activate", campaign)
    assert refused.code == 1
    assert "What to do:" in refused.err


def test_people_added_without_a_basis_of_consent_are_told_of(tidings: Terminal) -> None:
    campaign = tidings("campaigns", "create", "Autumn", "--template", "welcome_sms", "--json").json()["id"]
    added = tidings("campaigns", "add", campaign, "0612345678", "--json").json()
    assert added["suppressed"]["reasons"] == {"no_consent": 1}


def test_an_unknown_campaign_is_told_with_the_command_that_helps(tidings: Terminal) -> None:
    said = tidings("campaigns", "stats", "00000000-0000-0000-0000-000000000000")
    assert said.code == 1
    assert "`tidings campaigns list`" in said.err


def test_tables_stay_whole_in_a_pipe_and_have_no_colours(tidings: Terminal) -> None:
    tidings("campaigns", "create", "A rather long name for a campaign of the autumn", "--template", "welcome_sms")
    listed = tidings("campaigns", "list").out
    assert "A rather long name for a campaign of the autumn" in listed
    assert "\x1b" not in listed
