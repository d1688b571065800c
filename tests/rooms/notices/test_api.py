"""Notices over HTTP: kinds, sending with an answer for each, why, and taking back."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.campaigning import ACTOR
from support.noticing import PHONE, REFUSED, Counter
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.kernel.words import Channel
from tidings.notices import http
from tidings.ports.receipt import ReceiptState

KIND = {"name": "Ready", "class": "transactional", "templates": {"whatsapp": "ready_whatsapp", "sms": "ready_sms"}, "wait_seconds": {"whatsapp": 300}}
NOTICE = {"kind": "ready", "key": "ticket-1", "address": PHONE, "data": {"device": "Phone"}, "subject_kind": "ticket", "subject_id": "1"}


@pytest.fixture
async def client(counter: Counter, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(counter.world.database, counter.world.clock, tmp_path)
    routers = [http.kinds, http.orders, http.router]
    async with client_of(counter.world.database, counter.organisation, context, routers) as client:
        yield client


async def sent(client: Client, **changes: Any) -> dict[str, Any]:
    reply = await client.post("/notices", {"notices": [{**NOTICE, **changes}]})
    assert reply.status == 200, reply.body
    return reply.json()["items"][0]


async def test_a_kind_is_made_shown_listed_and_archived(client: Client) -> None:
    made = await client.put("/notices/kinds/ready", KIND)
    assert (made.status, made.json()["class"], made.json()["wait_seconds"]) == (200, "transactional", {"whatsapp": 300})
    assert (await client.get("/notices/kinds/ready")).json() == made.json()
    nothing = {"notices": 0, "different": 0, "cascade_worked": 0, "choice_worked_at_least": 0}
    assert (await client.get("/notices/kinds/ready/choice")).json() == nothing
    assert (await client.delete("/notices/kinds/ready")).json()["archived_at"]
    assert (await client.get("/notices/kinds")).json() == {"items": []}
    assert [each["key"] for each in (await client.get("/notices/kinds?archived=true")).json()["items"]] == ["ready"]
    assert (await client.get("/notices/kinds/unheard_of")).status == 404
    assert "standard" in {each["name"] for each in (await client.get("/notices/cascades")).json()["items"]}


async def test_a_kinds_budget_is_kept_and_shown(client: Client, counter: Counter) -> None:
    budget = {"month_micros": 50_000, "warn_percent": 70, "stops": "not_urgent"}
    made = (await client.put("/notices/kinds/ready", KIND | {"budget": budget})).json()
    assert made["budget"] == budget | {"spent_micros": None, "counted_at": None, "alert": None}
    async with counter.world.database.unit(counter.organisation) as unit:
        await unit.run("UPDATE notice_kinds SET spent = 40000, spent_at = %(at)s, spent_until = 'infinity'", {"at": unit.at})
    assert (await client.get("/notices/kinds/ready")).json()["budget"]["alert"] == "near"
    refused = await client.put("/notices/kinds/ready", KIND | {"budget": budget | {"month_micros": 0}})
    assert refused.status in {400, 422}
    assert (await client.put("/notices/kinds/ready", KIND)).json()["budget"] is None


async def test_a_notice_tells_how_it_was_tried_and_why_in_the_readers_language(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    asked = await sent(client)
    counter.outcomes[Channel.WHATSAPP] = REFUSED
    await counter.deliver()
    await counter.follow()
    await counter.deliver()
    shown = (await client.get(f"/notices/{asked['id']}", accept_language="fr")).json()
    assert [(each["channel"], each["state"]) for each in shown["attempts"]] == [("whatsapp", "failed"), ("sms", "sent")]
    assert shown["attempts"][0]["reason"]["sentence"].startswith("Le fournisseur")
    assert shown["data"] == {"device": "Phone"}
    (listed,) = (await client.get("/notices?subject_kind=ticket&subject_id=1&state=sending")).json()["items"]
    assert (listed["id"], listed["kind"]) == (asked["id"], "ready")


async def test_what_is_wrong_with_one_notice_is_told_in_its_place(client: Client) -> None:
    await client.put("/notices/kinds/ready", KIND)
    wrong = [{**NOTICE, "key": "a"}, {**NOTICE, "key": "b", "address": "12"}, {**NOTICE, "key": "c", "data": {"device": "x" * 20_000}}]
    wrong += [{**NOTICE, "key": "d", "subject_id": None}, {**NOTICE, "key": "e", "address": "nobody@example.com"}]
    told = (await client.post("/notices", {"notices": wrong})).json()["items"]
    assert [each["error"] and each["error"]["code"] for each in told] == [None, "too_short", "data_too_large", "subject_half", "address_unknown"]
    assert (await client.post("/notices", {"notices": [NOTICE] * 1001})).status == 422


async def test_a_notice_is_the_same_when_it_is_asked_for_again(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    first, again = await sent(client), await sent(client)
    assert (again["id"], again["repeated"], first["repeated"]) == (first["id"], True, False)
    assert len(await counter.deliver()) == 1


async def test_a_key_that_is_repeated_with_something_else_is_refused_alone_and_told_what_differs(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    data = {"device": "Phone", "price": 1, "note": "x"}
    first = await sent(client, data=data)
    otherwise = NOTICE | {"data": {"device": "Secret", "price": True}, "subject_id": "2", "urgent": True}
    reply = await client.post("/notices", {"notices": [NOTICE | {"data": data}, otherwise, NOTICE | {"key": "new"}]})
    same, refused, new = reply.json()["items"]
    assert (same["id"], same["repeated"], same["error"], new["repeated"]) == (first["id"], True, None, False)
    assert (refused["id"], refused["differs"]) == (None, ["data.device", "data.note", "data.price", "subject_id", "urgent"])
    assert (refused["error"]["status"], refused["error"]["code"], refused["error"]["field"]) == (409, "key_reused", "key")
    assert "data.device, data.note" in refused["error"]["message"]
    assert "Secret" not in str(refused)
    assert len(await counter.deliver()) == 2, "nothing of what was refused leaves"


async def test_a_repeated_key_may_name_its_person_another_way_but_not_another_address_of_theirs(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    first = await sent(client)
    person = (await client.get(f"/notices/{first['id']}")).json()["contact_id"]
    assert (await sent(client, address=None, contact_id=person))["id"] == first["id"]
    async with counter.world.database.unit(counter.organisation) as unit:
        second = NewAddress(AddressKind.PHONE, "+33612000099")
        await contacts.update_contact(unit, counter.organisation, ACTOR, UUID(person), Changes(addresses=(second,)), "FR")
    told = await client.post("/notices", {"notices": [NOTICE | {"address": "06 12 00 00 99"}]}, **{"Accept-Language": "fr"})
    refused = told.json()["items"][0]
    assert refused["differs"] == ["address"]
    assert refused["error"]["message"].endswith("Ce qui diff\u00e8re : address.")


async def test_in_one_batch_the_second_of_two_different_requests_by_one_key_is_refused(client: Client) -> None:
    await client.put("/notices/kinds/ready", KIND)
    one, same, other = (await client.post("/notices", {"notices": [NOTICE, NOTICE, NOTICE | {"data": {"device": "Laptop"}}]})).json()["items"]
    assert (one["id"], one["repeated"]) == (same["id"], False)
    assert (same["repeated"], other["error"]["code"]) == (True, "key_reused")


async def test_what_a_notice_said_is_not_compared_once_it_was_forgotten(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    first = await sent(client)
    async with counter.world.database.unit(counter.organisation) as unit:
        await unit.run("UPDATE notices SET data = NULL WHERE organisation_id = %(org)s", {"org": counter.organisation})
    assert (await sent(client, data={"device": "Laptop"}))["id"] == first["id"]
    assert (await sent(client, subject_id="2"))["differs"] == ["subject_id"]


async def test_a_preview_says_what_a_notice_would_do_and_keeps_nothing(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    (person,) = await counter.agree(PHONE)
    told = (await client.post("/notices/preview", {"kind": "ready", "contact_id": str(person), "data": {"device": "Phone"}})).json()
    assert (told["by"], told["begins_with"]) == ("standard", ["whatsapp"])
    assert (await client.get("/notices")).json()["items"] == []
    assert await counter.deliver() == []


async def test_a_notice_is_taken_back(client: Client, counter: Counter) -> None:
    await client.put("/notices/kinds/ready", KIND)
    asked = await sent(client)
    assert (await client.post(f"/notices/{asked['id']}/cancel")).status == 200
    await counter.follow()
    shown = (await client.get(f"/notices/{asked['id']}")).json()
    assert (shown["state"], shown["reason"]["code"]) == ("cancelled", "notice_cancelled")
    assert (await client.post(f"/notices/{asked['id']}/cancel")).json()["state"] == "cancelled"


async def test_a_persons_order_is_kept_and_taken_away(client: Client, counter: Counter) -> None:
    (person,) = await counter.agree(PHONE)
    path = f"/contacts/{person}/channel-order"
    nothing = {"primary": None, "secondary": None, "fallback": None}
    assert (await client.get(path)).json() == nothing
    assert (await client.put(path, {"primary": "sms", "fallback": "whatsapp"})).json() == {**nothing, "primary": "sms", "secondary": "whatsapp"}
    assert (await client.put(path, {"primary": "sms", "secondary": "sms"})).json()["code"] == "channel_twice"
    assert (await client.put(path, {})).json() == nothing


async def test_a_delivery_that_comes_after_the_next_channel_takes_that_back(counter: Counter) -> None:
    await counter.kind()
    notice = await counter.notify()
    await counter.deliver()
    await counter.pass_time(minutes=5)
    await counter.receipt(notice, Channel.WHATSAPP, ReceiptState.DELIVERED)
    await counter.follow()
    assert await counter.tried(notice) == [("whatsapp", "delivered"), ("sms", "cancelled")]


@pytest.mark.parametrize(
    ("changes", "french"), [({"kind": "nowhere"}, "Il n\u2019y a pas de sorte d\u2019avis"), ({"address": "12"}, "trop peu de chiffres")]
)
async def test_what_is_wrong_with_a_notice_is_said_in_french(client: Client, changes: dict[str, Any], french: str) -> None:
    await client.put("/notices/kinds/ready", KIND)
    reply = await client.post("/notices", {"notices": [{**NOTICE, **changes}]}, **{"Accept-Language": "fr"})
    assert french in reply.json()["items"][0]["error"]["message"]
