"""Who takes part in a course, and all that follows from it."""

from typing import Any
from uuid import UUID

import pytest

from support.api import Client
from support.clock import ManualClock
from tidings.education import service
from tidings.education.types import Kind
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened


async def enrol(api: Client, *rows: Any, course: str = "pottery", **more: Any) -> Any:
    reply = await api.post(f"/courses/{course}/enrolments", {"enrolments": list(rows), **more})
    assert reply.status == 200, reply.body
    return reply.json()


async def file_of(api: Client, contact_id: str) -> Any:
    return (await api.get(f"/contacts/{contact_id}/enrolments")).json()


async def events_of(api: Client, contact_id: str) -> list[tuple[str, Any]]:
    listed = (await api.get(f"/contacts/{contact_id}/events")).json()["items"]
    return sorted(((each["name"], each["properties"]) for each in listed), key=lambda each: (each[0], each[1].get("status", "")))


async def test_an_enrolment_is_kept_with_its_history_told_as_events_and_makes_a_lead_a_student(api: Client, people: dict[str, str]) -> None:
    ana = people["ana"]
    assert (await enrol(api, {"external_id": "ana", "status": "applied", "since": "2026-09-01"}))["changed"] == 1
    assert (await api.get(f"/contacts/{ana}")).json()["lifecycle"] == "lead"
    assert (await enrol(api, {"external_id": "ana", "status": "active", "since": "2026-09-10", "reason": "paid"}))["changed"] == 1
    assert (await api.get(f"/contacts/{ana}")).json()["lifecycle"] == "student"
    file = await file_of(api, ana)
    assert [(each["status"], each["since"], each["enrolled_at"]) for each in file["enrolments"]] == [
        ("active", "2026-09-09T22:00:00Z", "2026-09-09T22:00:00Z")
    ]
    assert [(each["word"], each["before"], each["reason"]) for each in file["history"]] == [("active", "applied", "paid"), ("applied", None, "")]
    assert await events_of(api, ana) == [
        ("enrolled", {"course": "pottery"}),
        ("enrolment.status_changed", {"course": "pottery", "status": "active", "before": "applied"}),
        ("enrolment.status_changed", {"course": "pottery", "status": "applied"}),
    ]


async def test_the_same_rows_again_and_rows_in_another_order_come_to_the_same(api: Client, people: dict[str, str]) -> None:
    rows = [
        {"external_id": "ana", "status": status, "since": since}
        for status, since in (("applied", "2026-09-01"), ("active", "2026-09-01"), ("paused", "2026-09-20"), ("active", "2026-09-25"))
    ]
    assert (await enrol(api, *rows))["changed"] == 4
    first, told = await file_of(api, people["ana"]), await events_of(api, people["ana"])
    assert (await enrol(api, *rows))["unchanged"] == 4
    assert await file_of(api, people["ana"]) == first
    await enrol(api, *({**row, "external_id": "bo"} for row in reversed(rows[1:])))
    other = await file_of(api, people["bo"])
    assert [each["status"] for each in other["enrolments"]] == ["active"]
    assert other["enrolments"][0]["since"] == first["enrolments"][0]["since"]
    assert await events_of(api, people["ana"]) == told
    assert [name for name, _ in told].count("enrolled") == 1


async def test_what_is_told_late_goes_into_the_history_and_moves_nobody_back(api: Client, people: dict[str, str]) -> None:
    await enrol(api, {"external_id": "ana", "status": "completed", "since": "2026-09-20"})
    assert (await enrol(api, {"external_id": "ana", "status": "active", "since": "2026-03-01"}))["changed"] == 1
    file = await file_of(api, people["ana"])
    assert [(each["status"], each["enrolled_at"]) for each in file["enrolments"]] == [("completed", "2026-02-28T23:00:00Z")]
    assert [each["word"] for each in file["history"]] == ["completed", "active"]


async def test_a_course_that_is_full_takes_nobody_more_until_a_place_is_free(api: Client, people: dict[str, str]) -> None:
    assert len(people) == 3
    taken = await enrol(api, *({"external_id": name, "status": "active"} for name in people))
    assert (taken["changed"], [(each["position"], each["code"]) for each in taken["refused"]]) == (2, [(2, "course_full")])
    assert (await api.get("/courses/pottery")).json()["taken"] == 2
    alone = await api.put(f"/courses/pottery/enrolments/{people['cy']}", {"status": "active"})
    assert (alone.status, alone.json()["code"]) == (409, "course_full")
    swapped = await enrol(api, {"external_id": "ana", "status": "dropped"}, {"external_id": "cy", "status": "active"})
    assert (swapped["changed"], swapped["refused"]) == (2, [])


async def test_only_an_open_course_takes_applications_and_a_cancelled_one_nobody(api: Client, people: dict[str, str]) -> None:
    assert people
    await api.send("PATCH", "/courses/pottery", json={"status": "closed"})
    taken = await enrol(api, {"external_id": "ana", "status": "applied"}, {"external_id": "bo", "status": "active"})
    assert (taken["changed"], [each["code"] for each in taken["refused"]]) == (1, ["course_not_open"])
    await api.send("PATCH", "/courses/pottery", json={"status": "cancelled"})
    taken = await enrol(api, {"external_id": "ana", "status": "active"}, {"external_id": "bo", "status": "dropped"})
    assert (taken["changed"], [each["code"] for each in taken["refused"]]) == (1, ["course_cancelled"])


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ([], "row", "row_invalid"),
        ({"status": "active"}, "contact_id", "contact_unclear"),
        ({"external_id": "nobody", "status": "active"}, "external_id", "contact_unknown"),
        ({"external_id": "ana"}, "status", "text_expected"),
        ({"external_id": "ana", "status": "gone"}, "status", "status_unknown"),
        ({"external_id": "ana", "status": "active", "since": "soon"}, "since", "time_invalid"),
        ({"external_id": "ana", "status": "active", "since": "2027-01-01"}, "since", "time_in_future"),
        ({"external_id": "ana", "status": "active", "course": "other"}, "course", "field_unknown"),
    ],
)
async def test_a_wrong_row_says_where_and_why_and_loses_no_other(api: Client, people: dict[str, str], row: Any, field: str, code: str) -> None:
    taken = await enrol(api, row, {"contact_id": people["bo"], "status": "active"})
    assert [(each["position"], each["field"], each["code"]) for each in taken["refused"]] == [(0, field, code)]
    assert taken["changed"] == 1


async def test_leads_stay_leads_where_the_rule_is_off_and_customers_are_never_made_students(api: Client, people: dict[str, str]) -> None:
    await api.send("PATCH", f"/contacts/{people['bo']}", json={"lifecycle": "customer"})
    await enrol(api, {"external_id": "bo", "status": "active"})
    assert (await api.put("/education/settings", {"leads_become_students": False})).status == 200
    await enrol(api, {"external_id": "ana", "status": "active"})
    assert [(await api.get(f"/contacts/{people[name]}")).json()["lifecycle"] for name in ("ana", "bo")] == ["lead", "customer"]


async def test_a_segment_finds_who_is_active_in_a_course_and_did_not_come(api: Client, people: dict[str, str]) -> None:
    await api.send("PATCH", "/courses/pottery", json={"capacity": None})
    await enrol(api, *({"external_id": name, "status": "active", "since": "2026-08-01"} for name in people))
    await enrol(api, {"external_id": "cy", "status": "dropped"})
    visits = [("ana", "2026-09-30T10:00:00Z"), ("bo", "2026-09-01T10:00:00Z"), ("cy", "2026-09-01T10:00:00Z")]
    await api.post("/events", {"events": [{"external_id": name, "name": "visit", "at": at} for name, at in visits]})
    tried = await api.post("/segments/preview", {"text": 'enrolled in "pottery" with status is "active" and not did "visit" in 14 days'})
    assert tried.status == 200, tried.body
    assert (tried.json()["size"], [each["contact_id"] for each in tried.json()["sample"]]) == (1, [people["bo"]])


async def test_a_file_of_a_spreadsheet_is_taken_twice_and_its_bad_rows_are_told_by_line(api: Client, people: dict[str, str]) -> None:
    content = (
        "Phone;Course;Status;Since;Reason\r\n06 12 00 00 01;pottery;Active;05/09/2026;payé\r\n12;pottery;active;;\r\n"
        "06 12 00 00 02;weaving;active;;\r\n\r\n06 12 00 00 02;pottery;what;;\r\n06 12 00 00 09;pottery;active;2026-09-05;\r\n"
    ).encode("cp1252")
    header = {"content_type": "text/csv"}
    first = (await api.send("POST", "/enrolments/import", body=content, headers=header)).json()
    assert [(each["line"], each["code"]) for each in first["refused"]] == [
        (3, "too_short"),
        (4, "course_unknown"),
        (6, "status_unknown"),
        (7, "contact_unknown"),
    ]
    assert (first["changed"], first["contacts_created"]) == (1, 0)
    file = await file_of(api, people["ana"])
    assert (file["enrolments"][0]["since"], file["history"][0]["reason"]) == ("2026-09-04T22:00:00Z", "payé")
    again = (await api.send("POST", "/enrolments/import?create_contacts=true", body=content, headers=header)).json()
    assert (again["changed"], again["unchanged"], again["contacts_created"], len(again["refused"])) == (1, 1, 1, 3)
    assert (await api.send("POST", "/enrolments/import", body=b"PK\x03\x04rest", headers=header)).json()["code"] == "file_is_workbook"


async def test_a_course_is_listed_changed_and_deleted_only_while_nobody_is_in_it(api: Client, people: dict[str, str]) -> None:
    assert people
    again = await api.post("/courses", {"key": "pottery", "name": "Pottery"})
    assert (again.status, again.json()["code"]) == (409, "course_exists")
    assert (await api.post("/courses", {"key": "a b", "name": "x"})).json()["code"] == "course_key_invalid"
    late = await api.post("/courses", {"key": "x", "name": "x", "starts_on": "2026-10-02", "ends_on": "2026-10-01"})
    assert late.json()["code"] == "days_reversed"
    assert (await api.post("/courses", {"key": "weaving", "name": "<b>Weaving 🧶</b>", "tags": ["craft"]})).status == 201
    assert [each["key"] for each in (await api.get("/courses?tag=craft")).json()["items"]] == ["weaving"]
    first = (await api.get("/courses?limit=1")).json()
    assert [each["key"] for each in (await api.get(f"/courses?cursor={first['next_cursor']}")).json()["items"]] == ["weaving"]
    await enrol(api, {"external_id": "ana", "status": "applied"})
    assert (await api.delete("/courses/pottery")).json()["code"] == "course_in_use"
    assert (await api.delete("/courses/weaving")).status == 204
    assert (await api.get("/courses/weaving")).status == 404


async def test_a_batch_costs_the_same_statements_however_long_and_is_told_as_one_piece_of_news(
    api: Client, database_url: str, clock: ManualClock, vault: Vault, organisation: UUID
) -> None:
    await api.send("PATCH", "/courses/pottery", json={"capacity": None})
    news: list[Happened] = []

    async def hear(unit: Unit, events: Any) -> None:
        del unit
        news.extend(events)

    database = Database(database_url, clock, vault, size=2, reactions=hear)
    await database.open()
    counts: list[int] = []
    for size in (2, 200):
        async with database.unit(organisation) as unit:
            rows = [{"phone": f"+3361{size:03d}{number:04d}", "status": "active"} for number in range(size)]
            told, wrong = await service.read_rows(unit, organisation, Kind.ENROLMENT, rows, "pottery")
            taken = await service.take(unit, organisation, "test", Kind.ENROLMENT, told, create_contacts=True)
            counts.append(unit.statements)
        assert (taken.changed, taken.contacts_created, list(wrong)) == (size, size, [])
    await database.close()
    assert counts[0] == counts[1]
    told_changes = [len(each.data["changes"]) for each in news if each.name == "enrolment.status_changed"]
    assert told_changes == [2, 200]
