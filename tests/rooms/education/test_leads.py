"""Who is interested in a course, and how far that has come."""

from typing import Any

from support.api import Client


async def tell(api: Client, *rows: Any, **more: Any) -> Any:
    reply = await api.post("/leads", {"leads": list(rows), **more})
    assert reply.status == 200, reply.body
    return reply.json()


async def leads(api: Client, query: str = "") -> list[Any]:
    return (await api.get(f"/leads{query}")).json()["items"]


async def test_a_lead_begins_as_new_and_its_stages_are_kept(api: Client, people: dict[str, str]) -> None:
    row = {"external_id": "ana", "course": "pottery", "source": "open day", "owner": "front desk"}
    assert (await tell(api, row))["changed"] == 1
    assert (await tell(api, row))["unchanged"] == 1
    (lead,) = await leads(api)
    assert (lead["stage"], lead["source"], lead["owner"], lead["contact_id"]) == ("new", "open day", "front desk", people["ana"])
    moved = await api.send("PATCH", f"/leads/{lead['id']}", json={"stage": "qualified", "owner": "", "reason": "called back"})
    assert (moved.status, moved.json()["stage"], moved.json()["owner"], moved.json()["source"]) == (200, "qualified", "", "open day")
    history = (await api.get(f"/contacts/{people['ana']}/enrolments")).json()["history"]
    assert {(each["kind"], each["word"], each["before"], each["reason"]) for each in history} == {
        ("lead", "qualified", "new", "called back"),
        ("lead", "new", None, ""),
    }
    events = (await api.get(f"/contacts/{people['ana']}/events?name=lead.stage_changed")).json()["items"]
    assert {each["properties"]["stage"] for each in events} == {"new", "qualified"}


async def test_leads_are_found_by_stage_course_and_owner(api: Client, people: dict[str, str]) -> None:
    await api.post("/courses", {"key": "weaving", "name": "Weaving"})
    await tell(
        api,
        {"external_id": "ana", "course": "pottery", "stage": "won", "owner": "desk"},
        {"external_id": "ana", "course": "weaving"},
        {"external_id": "bo", "course": "weaving", "owner": "desk"},
    )
    assert len(await leads(api)) == 3
    assert [each["course"] for each in await leads(api, "?stage=won")] == ["pottery"]
    assert {each["contact_id"] for each in await leads(api, "?course=weaving")} == {people["ana"], people["bo"]}
    assert [each["contact_id"] for each in await leads(api, "?owner=desk&stage=new")] == [people["bo"]]
    assert (await api.get("/leads?limit=2")).json()["next_cursor"]


async def test_a_lead_moves_no_lifecycle_and_takes_no_place(api: Client, people: dict[str, str]) -> None:
    await tell(api, *({"external_id": name, "course": "pottery", "stage": "won"} for name in people))
    assert (await api.get("/courses/pottery")).json()["taken"] == 0
    assert (await api.get(f"/contacts/{people['ana']}")).json()["lifecycle"] == "lead"


async def test_wrong_leads_are_told_and_unknown_people_are_made_where_asked(api: Client) -> None:
    rows = [
        {"email": "new@example.org", "course": "pottery"},
        {"email": "new@example.org", "course": "unknown"},
        {"email": "new@example.org", "course": "pottery", "stage": "sold"},
        {"email": "new@example.org"},
    ]
    assert [each["code"] for each in (await tell(api, *rows))["refused"]] == ["contact_unknown", "contact_unknown", "stage_unknown", "text_expected"]
    taken = await tell(api, *rows, create_contacts=True)
    assert (taken["changed"], taken["contacts_created"]) == (1, 1)
    assert [each["code"] for each in taken["refused"]] == ["course_unknown", "stage_unknown", "text_expected"]


async def test_a_file_of_leads_changes_nothing_the_second_time(api: Client, people: dict[str, str]) -> None:
    assert people
    content = "phone,course,stage,source,since\n+33612000001,pottery,contacted,website,2026-09-01T10:00:00+02:00\n+33612000002,pottery,,fair,\n"
    header = {"content_type": "text/csv"}
    first = (await api.send("POST", "/leads/import", body=content.encode(), headers=header)).json()
    again = (await api.send("POST", "/leads/import", body=content.encode(), headers=header)).json()
    assert (first["changed"], first["refused"], again["changed"], again["unchanged"]) == (2, [], 0, 2)
    assert {(each["stage"], each["source"]) for each in await leads(api)} == {("contacted", "website"), ("new", "fair")}
    assert (await api.get(f"/leads/{(await leads(api))[0]['id']}")).status == 200
    assert (await api.get("/leads/0199b2a1-7c00-7000-8000-000000000000")).status == 404


async def test_lists_of_leads_and_of_who_is_in_a_course_name_the_people(api: Client, people: dict[str, str]) -> None:
    await tell(api, {"external_id": "ana", "course": "pottery"})
    await api.post("/courses/pottery/enrolments", {"enrolments": [{"external_id": "bo", "status": "active"}]})
    assert [(each["first_name"], each["last_name"]) for each in await leads(api)] == [("ana", None)]
    enrolled = (await api.get("/courses/pottery/enrolments")).json()["items"]
    assert [(each["contact_id"], each["first_name"]) for each in enrolled] == [(people["bo"], "bo")]
    assert (await api.get("/leads?stage=won")).json()["items"] == []
