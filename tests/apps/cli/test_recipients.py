"""Who is in a campaign, from a terminal: a page for people, all of them for a spreadsheet."""

import csv
import io

import pytest

from apps.cli.conftest import Terminal


@pytest.fixture
def campaign(tidings: Terminal) -> str:
    """A draft with three people, one of whom has a name that a spreadsheet would run."""
    people = tidings.folder / "people.csv"
    people.write_text("first_name,phone\n=cmd(),0612345678\nZoé,0612345679\n,0612345670\n", encoding="utf-8")
    tidings("contacts", "import", str(people))
    made = tidings("campaigns", "create", "Autumn", "--template", "welcome_sms", "--json").json()["id"]
    tidings("campaigns", "add", made, "--file", str(people), "--column", "phone")
    return made


def test_they_are_listed_by_name_and_masked_number(tidings: Terminal, campaign: str) -> None:
    said = tidings("campaigns", "recipients", campaign)
    assert "Zoé" in said.out
    assert "+33 6 ** ** ** 79" in said.out
    assert "0612345679" not in said.out
    assert "+33612345679" not in said.out
    rows = tidings("campaigns", "recipients", campaign, "--json").json()["items"]
    assert {row["status"] for row in rows} == {"planned"}
    assert all(row["message_id"] == f"{campaign}.{row['contact_id']}" for row in rows)


def test_they_are_filtered_and_come_page_by_page(tidings: Terminal, campaign: str) -> None:
    first = tidings("campaigns", "recipients", campaign, "--status", "pending", "--limit", "2", "--json").json()
    rest = tidings("campaigns", "recipients", campaign, "--status", "pending", "--cursor", first["next_cursor"], "--json").json()
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)
    assert tidings("campaigns", "recipients", campaign, "--status", "failed,sent", "--json").json()["items"] == []
    wrong = tidings("campaigns", "recipients", campaign, "--status", "flying")
    assert wrong.code == 2
    assert "pending" in wrong.err


def test_a_spreadsheet_gets_all_of_them_and_runs_none(tidings: Terminal, campaign: str) -> None:
    rows = list(csv.DictReader(io.StringIO(tidings("campaigns", "recipients", campaign, "--csv").out)))
    assert {row["contact_name"] for row in rows} == {"'=cmd()", "Zoé", ""}
    assert all(row["address"].startswith("'+33 6 ** ") for row in rows)
    assert tidings("campaigns", "recipients", campaign, "--csv", "--json").code == 2
