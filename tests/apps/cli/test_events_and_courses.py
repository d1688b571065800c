"""`tidings events`, `courses` and `leads`: tables for people, JSON for machines, and wrong rows told by their line."""

from uuid import uuid4

from apps.cli.conftest import Terminal

PEOPLE = "external_id,first_name,phone\nC-1,Ana,+33612000001\nC-2,Bo,+33612000002\n"


def bring(tidings: Terminal) -> str:
    """Bring two people and return the id of one."""
    (tidings.folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert tidings("contacts", "import", "people.csv").code == 0
    return tidings("contacts", "list", "--phone", "+33612000001", "--json").json()["items"][0]["id"]


def test_events_are_counted_once_listed_and_named_and_wrong_lines_are_told(tidings: Terminal) -> None:
    ana = bring(tidings)
    lines = '{"external_id": "C-1", "name": "course.viewed", "id": "e1", "at": "2026-01-05T09:00:00Z"}\n{"external_id": "C-1", "name": ""}\nno json\n'
    first = tidings("events", "add", "-", text=lines)
    assert (first.code, "1 events recorded" in first.out, "2 rows left aside" in first.out) == (0, True, True)
    assert ("Line 2" in first.err, "Line 3" in first.err) == (True, True)
    again = tidings("events", "add", "-", "--json", text=lines).json()
    assert (again["recorded"], again["repeated"], [each["line"] for each in again["refused"]]) == (0, 1, [2, 3])
    assert "course.viewed" in tidings("events", "list", ana).out
    assert [each["name"] for each in tidings("events", "names", "--json").json()] == ["course.viewed"]
    nobody = tidings("events", "list", "nobody")
    assert (nobody.code, "CONTACT" in nobody.err) == (2, True)


def test_courses_are_made_changed_and_filled_and_what_is_wrong_is_told_with_what_to_do(tidings: Terminal) -> None:
    ana = bring(tidings)
    assert tidings("courses", "list").out == "There are no courses. `tidings courses create KEY --name NAME` makes one.\n"
    made = tidings("courses", "create", "welding", "--name", "Soudure <b>", "--capacity", "1", "--json").json()
    assert (made["key"], made["name"], made["status"]) == ("welding", "Soudure <b>", "open")
    assert "Soudure <b>" in tidings("courses", "list").out
    assert tidings("courses", "enrol", "welding", ana).out == "active.\n"
    assert tidings("courses", "people", "welding", "--json").json()["items"][0]["contact_id"] == ana
    taken = tidings("courses", "create", "welding", "--name", "Again")
    missing = tidings("courses", "enrol", "cooking", ana)
    assert (taken.code, missing.code) == (1, 1)
    assert all(said.err for said in (taken, missing))


def test_leads_move_from_stage_to_stage_and_unknown_courses_are_told(tidings: Terminal) -> None:
    ana = bring(tidings)
    tidings("courses", "create", "welding", "--name", "Soudure")
    assert tidings("leads", "list").out == "There are no such leads.\n"
    assert tidings("leads", "set", ana, "welding", "--source", "fair").out == "Done.\n"
    assert tidings("leads", "set", ana, "welding").out == "That was known.\n"
    assert tidings("leads", "set", ana, "welding", "--stage", "contacted").out == "Done.\n"
    (lead,) = tidings("leads", "list", "--course", "welding", "--json").json()["items"]
    assert (lead["contact_id"], lead["stage"], lead["source"]) == (ana, "contacted", "fair")
    assert "contacted" in tidings("leads", "list").out
    unknown = tidings("leads", "set", ana, "cooking")
    stranger = tidings("leads", "set", str(uuid4()), "welding")
    wrong = tidings("leads", "set", ana, "welding", "--stage", "asleep")
    assert [said.code for said in (unknown, stranger, wrong)] == [1, 1, 2]
    assert "cooking" in unknown.err
