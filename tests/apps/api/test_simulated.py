"""The simulator's phones over the API: one's own and no others', failures by hand, and no address but the operator's."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from support.shop import ENVIRONMENT
from tidings.accounts import service as accounts
from tidings.apps.api.simulated import http, sending
from tidings.apps.api.simulated.door import SimulatorDoor
from tidings.apps.providers import ADAPTERS
from tidings.apps.serving.simulated import provider_variables
from tidings.channels import service as channels
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.infra.config import load
from tidings.infra.db.database import Database
from tidings.infra.exchange import Exchange
from tidings.simulator.main import Options, serving

PHONE = "/simulator/phones/+33612345678"


@dataclass(frozen=True, slots=True)
class Both:
    """A client of an organisation that is connected to a running simulator, and one of an organisation that is not."""

    connected: Client
    other: Client
    base: str


@pytest.fixture
async def both(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Both]:
    async with serving(Options(port=0)) as base, Exchange(own=[base]) as exchange:
        async with database.engine() as unit:
            settings = load({**ENVIRONMENT, **provider_variables(base)})
            await channels.sync_environment(unit, organisation, settings, [each.traits for each in ADAPTERS.values()])
            second = await accounts.create_organisation(
                unit, actor="cli:test", name="Second", slug="second", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
            )
        context = make_context(database, clock, tmp_path, parts={SimulatorDoor: SimulatorDoor(base, exchange)})
        async with (
            client_of(database, organisation, context, [http.router, sending.router]) as connected,
            client_of(database, second.id, context, [http.router, sending.router]) as other,
        ):
            yield Both(connected, other, base)


async def sender(client: Client, channel: str) -> str:
    senders: list[dict[str, Any]] = (await client.get("/simulator")).json()["senders"]
    return next(each["id"] for each in senders if each["channel"] == channel)


async def test_somebody_writes_and_the_phone_is_listed_with_what_it_says(both: Both) -> None:
    said = await both.connected.post(f"{PHONE}/say", {"text": "<b>Bonjour</b> 🎉", "sender_id": await sender(both.connected, "sms")})
    assert said.status == 200, said.body
    listed = (await both.connected.get("/simulator/phones?search=3361234")).json()["items"]
    assert [(each["number"], each["latest"]["text"], each["latest"]["channel"]) for each in listed] == [("+33612345678", "<b>Bonjour</b> 🎉", "sms")]
    assert (await both.connected.get("/simulator/phones?search=999")).json()["items"] == []
    messages = (await both.connected.get(PHONE)).json()["messages"]
    assert (await both.connected.post(f"{PHONE}/press", {"message_id": messages[0]["id"], "button": "Oui"})).status == 404
    assert (await both.connected.post(f"{PHONE}/read", {"message_ids": [messages[0]["id"]]})).json() == {"read": 0}


async def test_phones_are_found_and_shown_by_whose_they_are(both: Both, database: Database, organisation: UUID) -> None:
    async with database.engine() as unit:
        for name, number in (("Nora", "+33612345678"), ("Nora", "+33612345679"), ("Paul", "+33612345678")):
            changes = Changes(first_name=name, last_name="Petit", addresses=(NewAddress(AddressKind.PHONE, number),))
            await contacts.create_contact(unit, organisation, "cli:test", changes, "FR")
    await both.connected.post(f"{PHONE}/say", {"text": "Bonjour", "sender_id": await sender(both.connected, "sms")})

    async def found(search: str) -> list[tuple[str, bool, list[str]]]:
        listed = (await both.connected.get(f"/simulator/phones?{search}")).json()["items"]
        return [(each["number"], each["latest"] is not None, sorted(person["name"] for person in each["people"])) for each in listed]

    both_names = ("+33612345678", True, ["Nora Petit", "Paul Petit"])
    silent = ("+33612345679", False, ["Nora Petit"])
    assert await found("") == [both_names], "a family's phone is everybody's who has it"
    assert await found("search=nora%20pe") == [both_names, silent], "also who has not been written to, so that they can write first"
    assert await found("search=06%2012%2034%2056%2079") == [silent], "a number as people write it"
    assert await found("search=6%2012%2034") == [both_names], "a part of one"
    assert await found("search=Zoe") == []
    assert sorted(each["name"] for each in (await both.connected.get(PHONE)).json()["people"]) == ["Nora Petit", "Paul Petit"]


async def test_somebody_sends_a_file_and_a_place_and_what_is_wrong_with_them_is_said(both: Both) -> None:
    to = {"sender_id": await sender(both.connected, "sms")}
    file = to | {"content": "iVBORw0KGgo=", "kind": "image", "content_type": "image/png", "name": "receipt.png", "caption": "Here"}
    assert (await both.connected.post(f"{PHONE}/attach", file)).json()["messages"][-1]["text"] == "[receipt.png] Here"
    place = to | {"latitude": 48.8584, "longitude": 2.2945, "name": "Tour Eiffel"}
    assert (await both.connected.post(f"{PHONE}/locate", place)).json()["messages"][-1]["text"] == "[Tour Eiffel]"
    assert (await both.connected.post(f"{PHONE}/attach", file | {"content": "abcde"})).json()["code"] == "content_invalid"
    assert (await both.connected.post(f"{PHONE}/attach", file | {"content": "<svg/>"})).status == 422
    assert (await both.connected.post(f"{PHONE}/locate", place | {"latitude": 91})).status == 422
    assert (await both.connected.post(f"{PHONE}/react", {"message_id": "x", "emoji": "👍"})).json()["code"] == "message_unknown"


async def test_failures_are_switched_on_and_off_and_nothing_else_can_be_set(both: Both) -> None:
    for state in ("down", "slow", "busy", "fine"):
        assert (await both.connected.send("PATCH", "/simulator/faults", json={"meta": state})).json()["meta"] == state
    for state in ("late", "lost", "in_time"):
        faults = (await both.connected.send("PATCH", "/simulator/faults", json={"receipts": state})).json()
        assert faults == {"twilio": "fine", "meta": "fine", "receipts": state}
    assert (await both.connected.send("PATCH", "/simulator/faults", json={"twilio": {"inbound_url": "http://elsewhere.example"}})).status == 422
    assert (await both.connected.post(f"{PHONE}/reach", {"unreachable": True})).json()["unreachable"] is True
    assert (await both.connected.post("/simulator/clock", {"advance_seconds": 60})).json()["code"] == "clock_real"


async def test_who_is_not_connected_sees_and_changes_nothing(both: Both) -> None:
    own = await sender(both.connected, "sms")
    await both.connected.post(f"{PHONE}/say", {"text": "mine", "sender_id": own})
    told = (await both.other.get("/simulator")).json()
    assert (told["connected"], told["senders"], told["faults"]) == (False, [], None)
    assert (await both.other.get("/simulator/phones")).json()["items"] == []
    refused = [
        await both.other.get(PHONE),
        await both.other.post(f"{PHONE}/say", {"text": "STOP", "sender_id": own}),
        await both.other.post(f"{PHONE}/press", {"message_id": "x", "button": "Oui"}),
        await both.other.post(f"{PHONE}/attach", {"content": "iVBORw0KGgo=", "sender_id": own}),
        await both.other.post(f"{PHONE}/locate", {"latitude": 1, "longitude": 1, "sender_id": own}),
        await both.other.post(f"{PHONE}/react", {"message_id": "x", "emoji": "👍"}),
        await both.other.post(f"{PHONE}/read", {"message_ids": []}),
        await both.other.post(f"{PHONE}/reach", {"unreachable": True}),
        await both.other.send("PATCH", "/simulator/faults", json={"meta": "down"}),
        await both.other.post("/simulator/clock", {"advance_seconds": 60}),
    ]
    assert {reply.status for reply in refused} == {404}
    assert [each["text"] for each in (await both.connected.get(PHONE)).json()["messages"]] == ["mine"]


async def test_a_path_in_place_of_a_number_is_refused(both: Both) -> None:
    for number in ("..", "+33/../../settings", "settings", "+33612345678%3Fx", "+33612345678#x"):
        assert (await both.connected.get(f"/simulator/phones/{number}")).status in {404, 422}


async def test_a_simulator_that_does_not_answer_is_said(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with database.engine() as unit:
        settings = load({**ENVIRONMENT, **provider_variables("http://127.0.0.1:9")})
        await channels.sync_environment(unit, organisation, settings, [each.traits for each in ADAPTERS.values()])
    async with Exchange(own=["http://127.0.0.1:9"]) as exchange:
        context = make_context(database, clock, tmp_path, parts={SimulatorDoor: SimulatorDoor("http://127.0.0.1:9", exchange)})
        async with client_of(database, organisation, context, [http.router, sending.router]) as client:
            silent = await client.get("/simulator")
    assert (silent.status, silent.json()["code"]) == (503, "simulator_silent")
