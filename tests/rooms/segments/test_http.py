"""Segments over the API."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, Reply, client_of, make_context
from support.clock import ManualClock
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, Statement
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Purpose
from tidings.segments import http


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [http.router, http.people]) as client:
        yield client


@pytest.fixture
async def people(database: Database, organisation: UUID) -> list[UUID]:
    """Ana (vip, Paris), Bo (Paris), Cy."""
    told: list[dict[str, Any]] = [
        {"first_name": "Ana", "tags": ["vip"], "attributes": {"city": "Paris"}, "addresses": [NewAddress(AddressKind.PHONE, "+33612000001")]},
        {"first_name": "Bo", "attributes": {"city": "Paris"}},
        {"first_name": "Cy"},
    ]
    async with database.unit(organisation) as unit:
        return [(await contacts.create_contact(unit, organisation, "test", Changes(**each), "FR")).id for each in told]


async def make(api: Client, name: str, text: str | None = None, **more: Any) -> str:
    reply = await api.post("/segments", {"name": name, "text": text, **more})
    assert reply.status == 201, reply.body
    return str(reply.json()["id"])


def problem(reply: Reply) -> tuple[int, str, str | None]:
    told = reply.json()
    return reply.status, told["code"], told["errors"][0]["field"] if told.get("errors") else told.get("field")


async def test_conditions_are_tried_before_they_are_kept_and_say_why(api: Client, people: list[UUID]) -> None:
    tried = await api.post("/segments/preview", {"text": 'attribute city is "Paris" and (tag has "vip" or tag has "vpi")'}, accept_language="en")
    told = tried.json()
    assert (tried.status, told["size"], told["warnings"]) == (200, 1, ['Nobody has the tag "vpi".'])
    assert told["sample"] == [
        {
            "contact_id": str(people[0]),
            "first_name": "Ana",
            "last_name": None,
            "reasons": [
                {"condition": 'attribute city is "Paris"', "holds": True},
                {"condition": 'tag has "vip"', "holds": True},
                {"condition": 'tag has "vpi"', "holds": False},
            ],
        }
    ]
    same = await api.post("/segments/preview", {"conditions": told["conditions"], "sample": 0})
    assert (same.json()["size"], same.json()["text"]) == (1, told["text"])


async def test_a_segment_is_kept_changed_in_versions_and_asked_for_by_another(api: Client, people: list[UUID]) -> None:
    paris = await make(api, "Paris", 'attribute city is "Paris"')
    quiet = await make(api, "Quiet", 'in segment "PARIS" and not tag has "vip"')
    assert (await api.get(f"/segments/{quiet}")).json()["text"] == 'in segment "Paris" and not tag has "vip"'
    assert (await api.get(f"/segments/{quiet}/count")).json() == {"size": 1, "warnings": []}
    assert (await api.send("PATCH", f"/segments/{paris}", json={"name": "In Paris"})).json()["version"] == 2
    assert (await api.get(f"/segments/{quiet}")).json()["text"] == 'in segment "In Paris" and not tag has "vip"'
    changed = await api.send("PATCH", f"/segments/{paris}", json={"text": 'tag has "vip" or not attribute city is set'})
    assert (changed.status, changed.json()["version"]) == (200, 3)
    assert [each["contact_id"] for each in (await api.get(f"/segments/{quiet}/members")).json()["items"]] == [str(people[2])]
    assert [each["version"] for each in (await api.get(f"/segments/{paris}/versions")).json()["items"]] == [3, 2, 1]
    assert problem(await api.delete(f"/segments/{paris}"))[:2] == (409, "segment_in_use")
    assert (await api.delete(f"/segments/{quiet}")).status == 204
    assert (await api.delete(f"/segments/{paris}")).status == 204
    assert problem(await api.get(f"/segments/{paris}"))[:2] == (404, "segment_not_found")


async def test_a_segment_never_asks_for_itself_whoever_saves_at_once(api: Client) -> None:
    ids = [await make(api, name, 'tag has "a"') for name in ("a", "b", "c")]
    ring = [("a", "b"), ("b", "c"), ("c", "a")]
    replies = await asyncio.gather(
        *(api.send("PATCH", f"/segments/{each}", json={"text": f'in segment "{asked}"'}) for each, (_, asked) in zip(ids, ring, strict=True))
    )
    assert sorted(reply.status for reply in replies) == [200, 200, 409]
    refused = next(reply for reply in replies if reply.status == 409).json()
    assert refused["code"] == "segment_circle"
    assert [(await api.get(f"/segments/{each}/count")).status for each in ids] == [200, 200, 200]


async def test_segments_that_double_each_other_are_refused_before_they_are_written_out(api: Client) -> None:
    await make(api, "0", 'tag has "a" or tag has "b"')
    for number in range(6):
        await make(api, str(number + 1), f'in segment "{number}" or not in segment "{number}"')
    assert problem(await api.post("/segments", {"name": "7", "text": 'in segment "6" or not in segment "6"'}))[:2] == (422, "segment_too_large")


async def test_what_there_is_not_is_named_with_its_place(api: Client) -> None:
    unknown = await api.post("/segments/preview", {"text": 'tag has "a" and not in list "Guests"'})
    assert problem(unknown) == (422, "segment_unknown", "where.of[1].of[0]")
    wrong = await api.post("/segments", {"name": "x", "conditions": {"version": 1, "where": {"kind": "tag"}}})
    assert problem(wrong) == (422, "segment_invalid", "where")
    mistyped = await api.post("/segments", {"name": "x", "text": "tag hsa"})
    assert problem(mistyped) == (422, "segment_text_invalid", "text")
    assert '"has"' in mistyped.json()["detail"] + str(mistyped.json())
    assert problem(await api.post("/segments/preview", {}))[:2] == (422, "segment_empty")


async def test_two_segments_never_have_one_name(api: Client) -> None:
    await make(api, "Été", 'tag has "a"')
    other = await make(api, "Winter")
    assert problem(await api.post("/segments", {"name": "été"}))[:2] == (409, "segment_name_taken")
    assert problem(await api.send("PATCH", f"/segments/{other}", json={"name": "ÉTÉ"}))[:2] == (409, "segment_name_taken")


async def test_people_are_put_into_a_list_once_however_often_and_taken_out(api: Client, people: list[UUID]) -> None:
    guests = await make(api, "Guests")
    nobody = "01900000-0000-7000-8000-00000000dead"
    sent = {"contact_ids": [str(people[1]), str(people[1]), nobody]}
    assert (await api.post(f"/segments/{guests}/members", sent)).json() == {"changed": 1, "unchanged": 0, "unknown": [nobody]}
    assert (await api.post(f"/segments/{guests}/members", sent)).json()["changed"] == 0
    phones = (await api.post(f"/segments/{guests}/members", {"phone_numbers": ["06 12 00 00 01", "12"]})).json()
    assert (phones["changed"], len(phones["unknown"])) == (1, 1)
    await make(api, "No city", "not attribute city is set")
    assert (await api.post(f"/segments/{guests}/members", {"segment": "no CITY"})).json()["changed"] == 1
    assert (await api.get(f"/segments/{guests}/count")).json()["size"] == 3
    page = (await api.get(f"/segments/{guests}/members?limit=2")).json()
    rest = (await api.get(f"/segments/{guests}/members?limit=2&cursor={page['next_cursor']}")).json()
    assert [each["contact_id"] for each in page["items"] + rest["items"]] == [str(each) for each in sorted(people)]
    assert rest["next_cursor"] is None
    removed = await api.post(f"/segments/{guests}/members/remove", {"contact_ids": [str(people[1]), nobody]})
    assert removed.json() == {"changed": 1, "unchanged": 1, "unknown": []}
    assert (await api.post("/segments/preview", {"text": 'in list "Guests"'})).json()["size"] == 2
    conditions = await make(api, "Conditions", 'tag has "a"')
    assert problem(await api.post(f"/segments/{conditions}/members", {"contact_ids": []}))[:2] == (409, "segment_kind")


async def test_who_agreed_to_a_programme_is_found_and_a_misspelt_one_is_told(
    api: Client, database: Database, organisation: UUID, clock: ManualClock, people: list[UUID]
) -> None:
    def said(status: ConsentStatus, programme: str = "", *, days_ago: int) -> Statement:
        at = clock.now() - timedelta(days=days_ago)
        return Statement(Channel.SMS, Purpose.MARKETING, status, "form:1", None, at, "test", programme=programme)

    granted, withdrawn = ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN
    ana, bo, cy = people
    async with database.unit(organisation) as unit:
        await consent.put_programme(unit, organisation, "test", "newsletter", name="Newsletter", descriptions={})
        await consent.record(unit, organisation, [ana, bo], [said(granted, "newsletter", days_ago=3)])
        await consent.record(unit, organisation, [bo], [said(withdrawn, days_ago=2)])
        await consent.record(unit, organisation, [cy], [said(granted, days_ago=3)])
        await consent.record(unit, organisation, [cy], [said(withdrawn, "newsletter", days_ago=2)])

    async def meant(condition: str) -> set[str]:
        tried = (await api.post("/segments/preview", {"text": condition})).json()
        assert (tried["text"], tried["warnings"]) == (condition, [])
        return {each["contact_id"] for each in tried["sample"]}

    assert await meant('consent sms marketing of programme "newsletter" is granted') == {str(ana)}
    assert await meant('consent sms marketing of programme "newsletter" is withdrawn') == {str(bo), str(cy)}
    assert await meant("consent sms marketing is granted") == {str(cy)}
    assert await meant('reachable by sms for marketing of programme "newsletter"') == {str(ana)}
    asked = {"text": 'consent sms marketing of programme "newsleter" is granted'}
    misspelt = (await api.post("/segments/preview", asked, accept_language="fr")).json()
    assert (misspelt["size"], misspelt["warnings"]) == (1, ['Il n\'y a pas de programme "newsleter".'])


async def test_names_and_values_are_never_part_of_a_statement(api: Client, people: list[UUID]) -> None:
    nasty = "x'); DROP TABLE contacts; -- %(org)s %s {0} \\"
    for kind, named in (("attribute", {"op": "is", "values": [nasty]}), ("tag", {}), ("did", {"event": nasty})):
        node = {"kind": kind, "name": nasty, **named}
        if kind == "did":
            del node["name"]
        told = await api.post("/segments/preview", {"conditions": {"version": 1, "where": node}})
        assert (told.status, told.json()["size"]) == (200, 0)
    assert len(people) == 3
    assert (await api.post("/segments/preview", {"text": 'not tag has "zz"'})).json()["size"] == 3


async def test_conditions_that_are_being_written_are_said_in_both_forms_or_with_the_place_of_what_is_wrong(api: Client, people: list[UUID]) -> None:
    paris = await make(api, "Paris", 'attribute city is "Paris"')
    told = (await api.post("/segments/read", {"text": 'in segment "paris" and not tag has "vip"'})).json()
    assert (told["text"], told["fault"]) == ('in segment "Paris" and not tag has "vip"', None)
    assert told["conditions"]["where"]["of"][0] == {"kind": "segment", "segment": paris}
    assert (await api.post("/segments/read", {"conditions": told["conditions"]})).json() == told
    wrong = (await api.post("/segments/read", {"text": 'tag has "a" and tag hsa "b"'})).json()
    assert (wrong["conditions"], wrong["fault"]["place"], wrong["fault"]["path"]) == (None, 20, None)
    assert '"has"' in wrong["fault"]["fix"]
    gone = {"kind": "all", "of": [{"kind": "tag", "name": "a"}, {"kind": "list", "list": "Guests"}]}
    assert (await api.post("/segments/read", {"conditions": {"version": 1, "where": gone}})).json()["fault"]["path"] == "where.of[1]"
    assert (await api.post("/segments/read", {}, accept_language="en")).json()["fault"]["message"] == "There are no conditions."
    french = (await api.post("/segments/read", {"text": "age is"}, accept_language="fr")).json()["fault"]
    assert french["message"].startswith("Au caractère 7, la fin n'est pas compris")
    assert "un nombre entier" in french["fix"]
    assert len(people) == 3


async def test_a_segment_remembers_its_size_until_its_conditions_or_people_change(api: Client, people: list[UUID]) -> None:
    paris, guests = await make(api, "Paris", 'attribute city is "Paris"'), await make(api, "Guests")
    await api.post(f"/segments/{guests}/members", {"contact_ids": [str(people[0])]})

    async def sizes() -> list[int | None]:
        shown = [(await api.get(f"/segments/{each}")).json() for each in (paris, guests)]
        assert all((each["size"] is None) == (each["counted_at"] is None) for each in shown)
        return [each["size"] for each in shown]

    assert await sizes() == [None, None]
    for each in (paris, guests):
        await api.get(f"/segments/{each}/count")
    assert await sizes() == [None, None]
    for each in (paris, guests):
        await api.post(f"/segments/{each}/count", {})
    assert await sizes() == [2, 1]
    await api.send("PATCH", f"/segments/{paris}", json={"description": "Who lives there"})
    assert await sizes() == [2, 1]
    await api.send("PATCH", f"/segments/{paris}", json={"text": "not attribute city is set"})
    await api.post(f"/segments/{guests}/members", {"contact_ids": [str(people[1])]})
    assert await sizes() == [None, None]


async def test_segments_are_found_by_a_part_of_their_name_archived_and_brought_back(api: Client) -> None:
    summer = await make(api, "Été 100%", 'tag has "a"')
    user = await make(api, "Été, quiet", 'in segment "été 100%"')

    async def named(query: str) -> list[str]:
        return sorted(each["name"] for each in (await api.get(f"/segments?{query}")).json()["items"])

    assert await named("search=%C3%A9T%C3%89") == sorted(["Été 100%", "Été, quiet"])
    assert await named("search=0%25") == ["Été 100%"]
    assert (await api.get(f"/segments/{summer}")).json()["used_by"] == [{"id": user, "name": "Été, quiet"}]
    archived = (await api.send("PATCH", f"/segments/{summer}", json={"archived": True})).json()
    assert (archived["archived_at"] is not None, archived["version"]) == (True, 1)
    assert (await named(""), await named("archived=true")) == (["Été, quiet"], ["Été 100%"])
    assert (await api.get(f"/segments/{user}/count")).status == 200
    await api.send("PATCH", f"/segments/{summer}", json={"archived": False})
    assert await named("") == sorted(["Été 100%", "Été, quiet"])


async def test_versions_say_their_conditions_as_text_and_tags_in_use_are_listed(api: Client, people: list[UUID]) -> None:
    vip = await make(api, "VIP", 'tag has "vip"')
    await api.send("PATCH", f"/segments/{vip}", json={"text": 'tag has "vip" or tag has "old"'})
    items = (await api.get(f"/segments/{vip}/versions")).json()["items"]
    assert [each["text"] for each in items] == ['tag has "vip" or tag has "old"', 'tag has "vip"']
    assert (await api.get("/segments/tags")).json() == {"items": ["vip"]}
    assert len(people) == 3


async def test_a_person_is_told_the_segments_and_lists_that_they_are_in(api: Client, people: list[UUID]) -> None:
    vips = await make(api, "VIPs", 'tag has "vip"')
    await make(api, "Parisians", 'attribute city is "Paris"')
    await make(api, "Both", 'in segment "VIPs" and in segment "Parisians"')
    guests = await make(api, "Guests")
    await api.post(f"/segments/{guests}/members", {"contact_ids": [str(people[2])]})
    held = [{row["name"]: row["text"] for row in (await api.get(f"/contacts/{each}/segments")).json()["items"]} for each in people]
    assert [sorted(each) for each in held] == [["Both", "Parisians", "VIPs"], ["Parisians"], ["Guests"]]
    assert (held[0]["VIPs"], held[2]["Guests"]) == ('tag has "vip"', None)
    first = (await api.get(f"/contacts/{people[2]}/segments?limit=3")).json()
    assert first["next_cursor"] is not None
    assert (await api.get(f"/contacts/{vips}/segments")).status == 404
