"""Commands that need no database, and how every command fails."""

import subprocess
import sys

import psycopg
import pytest

from apps.cli.conftest import Terminal
from tidings.apps.cli import failures


def test_a_text_is_counted_as_carriers_do(offline: Terminal) -> None:
    counted = offline("sms", "count", "a" * 161, "--json").json()
    assert (counted["encoding"], counted["units"], counted["segments"], counted["per_segment"]) == ("GSM-7", 161, 2, 153)


def test_a_suggestion_says_what_it_saves(offline: Terminal) -> None:
    text = "“" + "a" * 100
    assert offline("sms", "count", text, "--json").json()["suggestions"] == [
        {
            "character": "“",
            "name": "left double quotation mark",
            "occurrences": 1,
            "reason": "forces_ucs2",
            "replacement": '"',
            "units_saved": 0,
            "segments_saved": 1,
            "makes_gsm7": True,
        }
    ]
    assert "write '\"': makes it GSM-7: 160 characters a message, not 70, saves 1 segment(s)" in offline("sms", "count", text).out
    assert offline("sms", "count", text, "--smart", "--json").json()["segments"] == 1


def test_a_text_can_come_by_a_pipe_and_may_begin_with_a_dash(shell: Terminal) -> None:
    assert shell("sms", "count", "-", "--json", text="Hello\n").json()["units"] == 5
    assert shell("sms", "count", "--json", "--", "--json").json()["units"] == 6


def test_counting_brings_in_nothing_heavy() -> None:
    script = """
import sys
from tidings.apps.cli.main import main
sys.argv = ["tidings", "sms", "count", "hi"]
try:
    main()
except SystemExit:
    pass
print(sorted({"sqlalchemy", "fastapi", "psycopg", "alembic", "phonenumbers"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_number_is_read_in_the_way_of_its_country(offline: Terminal) -> None:
    read = offline("phone", "check", "06 12 34 56 78", "--region", "FR", "--json").json()
    assert (read["e164"], read["kind"], read["country"], read["time_zones"]) == ("+33612345678", "mobile", "FR", ["Europe/Paris"])


def test_a_number_may_come_as_a_link_or_as_twilio_writes_it(offline: Terminal) -> None:
    for written in ("whatsapp:+33612345678", "tel:+33-6-12-34-56-78", "TEL: 06 12 34 56 78"):
        assert offline("phone", "check", written, "--json").json()["e164"] == "+33612345678"


def test_a_number_that_a_spreadsheet_damaged_is_quoted_as_it_came(offline: Terminal) -> None:
    assert "into 3,4E+10 and" in offline("phone", "check", "3,4E+10").err


def test_an_address_of_another_database_is_wrong_use_and_is_not_quoted(offline: Terminal) -> None:
    for command in (("contacts", "list"), ("migrate",)):
        said = offline(*command, DATABASE_URL="mysql://root:secret@127.0.0.1/shop")
        assert said.code == 2
        assert "no address of a PostgreSQL database. (DATABASE_URL)" in said.err
        assert "secret" not in said.err


def test_a_wrong_number_is_refused_with_the_reason_and_exit_code_1(shell: Terminal) -> None:
    said = shell("phone", "check", "06 12 34", "--region", "FR")
    assert (said.code, said.out) == (1, "")
    assert "too few digits" in said.err
    assert "What to do: Write it whole" in said.err


def test_wrong_use_ends_with_2(offline: Terminal) -> None:
    assert offline("nonsense").code == 2
    assert offline("sms", "count").code == 2
    assert offline("campaigns", "add", "00000000-0000-0000-0000-000000000000").code == 2
    assert offline("keys", "create", "x", "--consent-basis", "form").code == 2


def test_a_wrong_setting_is_named_with_what_it_may_hold(offline: Terminal) -> None:
    said = offline("campaigns", "list", TIDINGS_PORT="many")
    assert said.code == 2
    assert "TIDINGS_PORT" in said.err
    assert "What to do: Give a whole number" in said.err
    assert "Traceback" not in said.err


def test_a_database_that_does_not_answer_ends_with_3(shell: Terminal) -> None:
    said = shell("campaigns", "list", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert said.code == 3
    assert "What to do: Check DATABASE_URL" in said.err


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "two\nlines", "bell\a"])
def test_a_key_needs_a_name_that_can_be_shown(offline: Terminal, name: str) -> None:
    assert offline("keys", "create", name).code == 2


def test_a_data_directory_that_is_a_file_is_named(offline: Terminal) -> None:
    file = offline.folder / "file"
    file.touch()
    said = offline("contacts", "list", TIDINGS_DATA_DIR=str(file))
    assert said.code == 1
    assert str(file) in said.err
    assert "What to do: Look at this path" in said.err


def test_a_database_lost_on_the_way_ends_with_3_and_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left, failures.told(debug=False):
        raise psycopg.errors.AdminShutdown("terminating connection due to administrator command")
    assert left.value.code == 3
    said = capsys.readouterr().err
    assert "The database has gone away." in said
    assert "unexpected" not in said


def test_every_command_is_listed_with_what_it_does(shell: Terminal) -> None:
    said = shell("--help", COLUMNS="200", NO_COLOR="1")
    for command in ("serve", "api", "worker", "migrate", "simulator", "demo", "contacts", "campaigns", "keys", "secrets", "doctor", "sms", "phone"):
        assert f" {command} " in said.out
    assert "\x1b" not in said.out
    assert shell("--version").out.startswith("tidings ")
