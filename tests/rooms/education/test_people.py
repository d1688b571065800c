"""Courses of somebody who was there twice, and of somebody who leaves."""

from uuid import UUID

from support.api import Client
from support.people import merge, undo
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.education import service
from tidings.infra.db.database import Database


async def courses_of(database: Database, organisation: UUID, contact_id: str) -> list[tuple[str, str]]:
    async with database.unit(organisation) as unit:
        file = await service.student_file(unit, organisation, UUID(contact_id))
    return sorted((each.course, each.status.value) for each in file.enrolments)


async def test_a_merge_brings_the_courses_of_the_other_and_undone_gives_them_back(
    api: Client, people: dict[str, str], database: Database, organisation: UUID
) -> None:
    await api.post("/courses", {"key": "weaving", "name": "Weaving"})
    await api.post("/courses/pottery/enrolments", {"enrolments": [{"external_id": name, "status": "active"} for name in ("ana", "bo")]})
    await api.post("/courses/weaving/enrolments", {"enrolments": [{"external_id": "bo", "status": "active"}]})
    done = await merge(database, organisation, UUID(people["ana"]), UUID(people["bo"]))
    assert await courses_of(database, organisation, people["ana"]) == [("pottery", "active"), ("weaving", "active")]
    found = await api.post("/segments/preview", {"text": 'enrolled in "weaving"'})
    assert [each["contact_id"] for each in found.json()["sample"]] == [people["ana"]]
    await undo(database, organisation, done.id)
    assert await courses_of(database, organisation, people["ana"]) == [("pottery", "active")]
    assert await courses_of(database, organisation, people["bo"]) == [("pottery", "active"), ("weaving", "active")]
    found = await api.post("/segments/preview", {"text": 'enrolled in "weaving"'})
    assert [each["contact_id"] for each in found.json()["sample"]] == [people["bo"]]


async def test_of_somebody_who_is_erased_no_course_is_left(api: Client, people: dict[str, str], database: Database, organisation: UUID) -> None:
    await api.post("/courses/pottery/enrolments", {"enrolments": [{"external_id": "ana", "status": "active"}]})
    await api.post("/leads", {"leads": [{"external_id": "ana", "course": "pottery"}]})
    async with database.engine() as unit:
        await contacts.erase(unit, organisation, "test", UUID(people["ana"]), PEOPLE)
    async with database.engine() as unit:
        for table in ("enrolments", "leads", "course_history", "enrolment_facts"):
            assert await unit.value(f"SELECT count(*) FROM {table}") == 0
