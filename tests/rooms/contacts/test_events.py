"""What people did, taken from other systems."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.contacts import http, service
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [http.router, http.events]) as api:
        yield api


@pytest.fixture
async def ana(database: Database, organisation: UUID) -> UUID:
    addresses = [NewAddress(AddressKind.PHONE, "+33612000001"), NewAddress(AddressKind.EMAIL, "ana@example.org")]
    async with database.unit(organisation) as unit:
        return (await service.create_contact(unit, organisation, "test", Changes(external_id="C-1", addresses=addresses), "FR")).id


async def tell(api: Client, *events: Any, **more: Any) -> Any:
    reply = await api.post("/events", {"events": list(events), **more})
    assert reply.status == 200, reply.body
    return reply.json()


async def listed(api: Client, contact_id: UUID, query: str = "") -> list[Any]:
    reply = await api.get(f"/contacts/{contact_id}/events{query}")
    assert reply.status == 200, reply.body
    return reply.json()["items"]


async def test_a_contact_is_named_by_id_external_id_phone_or_email(api: Client, ana: UUID) -> None:
    ways = [{"contact_id": str(ana)}, {"external_id": "C-1"}, {"phone": "06 12 00 00 01"}, {"email": "ANA@example.org"}]
    taken = await tell(api, *({**way, "name": "visit", "properties": {"way": number}} for number, way in enumerate(ways)))
    assert (taken["recorded"], taken["refused"]) == (4, [])
    assert sorted(each["properties"]["way"] for each in await listed(api, ana)) == [0, 1, 2, 3]


async def test_an_event_told_twice_counts_once_and_another_one_of_the_same_moment_counts(api: Client, ana: UUID) -> None:
    told = {"contact_id": str(ana), "name": "paid", "at": "2026-10-01T10:00:00+02:00", "id": "order-1"}
    assert (await tell(api, told, told))["recorded"] == 1
    again = await tell(api, told, {**told, "id": "order-2"})
    assert (again["recorded"], again["repeated"]) == (1, 1)
    assert len(await listed(api, ana)) == 2


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("visit", "event", "event_invalid"),
        ({"name": "visit"}, "contact_id", "contact_unclear"),
        ({"contact_id": "x", "name": "visit"}, "contact_id", "id_invalid"),
        ({"external_id": "C-1", "phone": "+33612000001", "name": "visit"}, "phone", "contact_unclear"),
        ({"external_id": "C-2", "name": "visit"}, "external_id", "contact_unknown"),
        ({"phone": "12", "name": "visit"}, "phone", "too_short"),
        ({"email": "ana", "name": "visit"}, "email", "email_invalid"),
        ({"external_id": ["C-1"], "name": "visit"}, "external_id", "text_expected"),
        ({"external_id": "C-1"}, "name", "text_expected"),
        ({"external_id": "C-1", "name": "a" * 101}, "name", "too_long"),
        ({"external_id": "C-1", "name": "a\nb"}, "name", "name_invalid"),
        ({"external_id": "C-1", "name": "message.read"}, "name", "name_reserved"),
        ({"external_id": "C-1", "name": "segment.entered"}, "name", "name_reserved"),
        ({"external_id": "C-1", "name": "visit", "at": "2026-10-05T08:00:00Z"}, "at", "time_in_future"),
        ({"external_id": "C-1", "name": "visit", "at": "2021-09-30T08:00:00Z"}, "at", "time_too_old"),
        ({"external_id": "C-1", "name": "visit", "at": "2026-10-01T08:00:00"}, "at", "time_invalid"),
        ({"external_id": "C-1", "name": "visit", "at": 1759305600}, "at", "time_invalid"),
        ({"external_id": "C-1", "name": "visit", "id": "1"}, "at", "time_missing"),
        ({"external_id": "C-1", "name": "visit", "when": "now"}, "when", "field_unknown"),
        ({"external_id": "C-1", "name": "visit", "properties": []}, "properties", "properties_invalid"),
        ({"external_id": "C-1", "name": "visit", "properties": {"a": {"b": {"c": {}}}}}, "properties", "properties_too_large"),
        ({"external_id": "C-1", "name": "visit", "properties": {str(n): n for n in range(51)}}, "properties", "properties_too_large"),
        ({"external_id": "C-1", "name": "visit", "properties": {"a": "é" * 5000}}, "properties", "properties_too_large"),
    ],
)
async def test_a_wrong_event_says_where_and_why_and_loses_no_other(api: Client, ana: UUID, row: Any, field: str, code: str) -> None:
    taken = await tell(api, {"external_id": "C-1", "name": "first"}, row, {"external_id": "C-1", "name": "last"})
    assert [(each["position"], each["field"], each["code"]) for each in taken["refused"]] == [(1, field, code)]
    assert taken["refused"][0]["reason"]
    assert taken["refused"][0]["fix"]
    assert {each["name"] for each in await listed(api, ana)} == {"first", "last"}


async def test_unknown_people_become_contacts_only_where_asked(api: Client) -> None:
    rows = [{"phone": "06 12 00 00 09", "name": "visit"}, {"email": "new@example.org", "name": "visit"}, {"external_id": "N-1", "name": "visit"}]
    assert len((await tell(api, *rows))["refused"]) == 3
    taken = await tell(api, *rows, *rows, create_contacts=True)
    assert (taken["recorded"], taken["contacts_created"], taken["refused"]) == (6, 3, [])
    assert (await tell(api, *rows, create_contacts=True))["contacts_created"] == 0
    people = (await api.get("/contacts?email=NEW@example.org")).json()["items"]
    assert [each["lifecycle"] for each in people] == ["lead"]
    assert len(await listed(api, people[0]["id"])) == 3


async def test_an_event_of_years_ago_lies_in_the_month_in_which_it_happened(api: Client, database: Database, ana: UUID) -> None:
    days = ["2021-10-06", "2023-02-28", "2026-09-30"]
    assert (await tell(api, *({"contact_id": str(ana), "name": "visit", "at": f"{day}T12:00:00Z"} for day in days)))["recorded"] == 3
    async with database.engine() as unit:
        months = await unit.fetch(str, "SELECT tableoid::regclass::text FROM events ORDER BY at")
    assert months == ["events_2021_10", "events_2023_02", "events_2026_09"]


async def test_events_are_listed_newest_first_page_by_page_by_name_and_by_time(api: Client, ana: UUID) -> None:
    same = "2026-10-01T10:00:00Z"
    await tell(api, *({"contact_id": str(ana), "name": name, "at": same} for name in ("a", "b", "a")))
    await tell(api, {"contact_id": str(ana), "name": "old", "at": "2026-08-01T10:00:00Z"}, {"contact_id": str(ana), "name": "new"})
    page, found = f"/contacts/{ana}/events?limit=2", list[str]()
    while page:
        reply = (await api.get(page)).json()
        found += [each["name"] for each in reply["items"]]
        page = reply["next_cursor"] and f"/contacts/{ana}/events?limit=2&cursor={reply['next_cursor']}"
    assert (found[0], sorted(found[1:4]), found[4]) == ("new", ["a", "a", "b"], "old")
    assert len(await listed(api, ana, "?name=a")) == 2
    assert [each["name"] for each in await listed(api, ana, "?until=2026-09-01T00:00:00Z")] == ["old"]
    assert [each["name"] for each in await listed(api, ana, "?since=2026-10-02T00:00:00Z")] == ["new"]
    assert (await api.get(f"/contacts/{ana}/events?cursor=x")).status == 422
    assert (await api.get(f"/contacts/{UUID(int=7)}/events")).status == 404


async def test_names_of_events_are_counted_over_the_last_thirty_days(api: Client, ana: UUID, clock: ManualClock) -> None:
    old, recent = (clock.now() - timedelta(days=days) for days in (31, 29))
    rows = [("paid", old), ("paid", recent), ("paid", recent), ("visit", old)]
    await tell(api, *({"contact_id": str(ana), "name": name, "at": at.isoformat()} for name, at in rows))
    names = (await api.get("/events/names")).json()["items"]
    assert [(each["name"], each["last_30_days"]) for each in names] == [("paid", 2), ("visit", 0)]


async def test_another_organisation_neither_sees_nor_gives_events(
    database: Database, api: Client, ana: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    await tell(api, {"contact_id": str(ana), "name": "visit"})
    other = UUID(int=99)
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
            " VALUES (%(id)s, 'Twin', 'twin', 'FR', 'Europe/Paris', 'EUR', 'fr', %(at)s)",
            {"id": other, "at": clock.now()},
        )
    async with client_of(database, other, make_context(database, clock, tmp_path), [http.router, http.events]) as twin:
        assert (await tell(twin, {"contact_id": str(ana), "name": "visit"}))["refused"][0]["code"] == "contact_unknown"
        assert (await twin.get("/events/names")).json()["items"] == []
        assert (await twin.get(f"/contacts/{ana}/events")).status == 404


async def test_a_batch_costs_the_same_statements_however_long_and_is_told_as_one_piece_of_news(
    database_url: str, clock: ManualClock, vault: Vault, organisation: UUID
) -> None:
    news: list[Happened] = []

    async def hear(unit: Unit, events: Any) -> None:
        del unit
        news.extend(events)

    database = Database(database_url, clock, vault, size=2, reactions=hear)
    await database.open()
    counts: list[int] = []
    for size in (3, 300):
        async with database.unit(organisation) as unit:
            rows = [{"phone": f"+3361{size:03d}{number:04d}", "name": "visit"} for number in range(size)]
            told, wrong = service.read_events(rows, clock.now())
            taken = await service.take_events(unit, organisation, told, source="test", create_contacts=True)
            counts.append(unit.statements)
        assert (taken.recorded, list(wrong)) == (size, [])
    await database.close()
    assert counts[0] == counts[1]
    assert [(each.name, len(each.data["events"])) for each in news] == [("event.recorded", 3), ("event.recorded", 300)]


async def test_too_many_events_at_once_are_refused_as_a_whole(api: Client, ana: UUID) -> None:
    reply = await api.post("/events", {"events": [{"contact_id": str(ana), "name": "visit"}] * 5001})
    assert (reply.status, reply.json()["code"]) == (422, "too_many_events")
