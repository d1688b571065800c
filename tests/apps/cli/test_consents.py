"""`tidings consent import`: a file as a spreadsheet writes it, wrong rows told by line and column, and nothing twice."""

from apps.cli.conftest import Terminal

PEOPLE = "external_id,first_name,phone\nC-1,Ana,+33612000001\nC-2,Bo,+33612000002\n"
CONSENTS = """\
\ufeffAddress;External_id;Channel;Purpose;Status;Source;At
06 12 00 00 01;;sms;marketing;granted;fête;2025-10-01
;C-2;sms;marketing;granted;fête;2025-10-01
06 12 00 00 01;;fax;marketing;granted;fête;2025-10-01
"""


def test_a_file_of_a_spreadsheet_is_brought_from_a_pipe_once_and_wrong_rows_are_told(tidings: Terminal) -> None:
    (tidings.folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert tidings("contacts", "import", "people.csv").code == 0
    first = tidings("consent", "import", "-", text=CONSENTS)
    assert (first.code, first.out) == (0, "2 statements stand in the ledger; 2 states changed; 1 rows were left aside.\n")
    assert first.err.startswith("Line 4, channel: ")
    again = tidings("consent", "import", "-", "--json", text=CONSENTS).json()
    assert (again["recorded"], again["moved"], again["refused"]) == (2, 0, 1)
    assert [(each["line"], each["field"], each["code"]) for each in again["wrong"]] == [(4, "channel", "row_invalid")]
    contact = tidings("contacts", "list", "--phone", "+33612000002", "--json").json()["items"][0]["id"]
    assert [each["source"] for each in tidings("consent", "show", contact, "--json").json()["history"]] == ["fête"]
