"""Connections, senders, portfolios and letters over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import AsyncConnection

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts.types import Scope
from tidings.apps.wiring import CallbackAddress
from tidings.channels import http
from tidings.channels import service as channels
from tidings.channels.types import ArrivedCall, CallKind, Inquirer, Providers, Trouble
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.ports.adapter import Account, Health
from tidings.providers.meta.adapter import MetaWhatsApp
from tidings.providers.speaking import spoken
from tidings.providers.twilio.adapter import Twilio

TRAITS = {traits.provider: traits for traits in (Twilio().traits, MetaWhatsApp().traits)}
TOKEN = "made-up-token-0001-wxyz"
TWILIO: dict[str, Any] = {"provider": "twilio", "name": "Shop", "credentials": {"account_sid": "AC" + "0" * 32, "auth_token": TOKEN}}


@pytest.fixture
async def client(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(database, clock, tmp_path, parts={Providers: Providers(TRAITS, CallbackAddress("https://tidings.example").of)})
    async with client_of(database, organisation, context, [http.router]) as client:
        yield client


async def test_the_forms_of_providers_are_drawn_from_their_traits(client: Client) -> None:
    forms = {each["provider"]: each for each in (await client.get("/channels/providers")).json()["items"]}
    assert sorted(forms) == ["meta_whatsapp", "twilio"]
    assert {each["name"]: each["secret"] for each in forms["twilio"]["credentials"]}["auth_token"] is True


async def test_a_connection_is_added_changed_stopped_opened_and_removed_and_never_shows_a_secret(client: Client) -> None:
    made = await client.post("/channels/connections", TWILIO)
    assert made.status == 201, made.body
    address = f"/channels/connections/{made.json()['id']}"
    replies = [
        made,
        await client.send("PATCH", address, json={"credentials": {"auth_token": TOKEN + "-new"}}),
        await client.post(f"{address}/stop", {"reason": "Moving"}),
        await client.get(address),
        await client.post(f"{address}/open"),
        await client.get("/channels/connections"),
    ]
    assert [reply.status for reply in replies] == [201, 200, 200, 200, 200, 200], [reply.body for reply in replies]
    assert all(TOKEN.encode() not in reply.body for reply in replies)
    assert (replies[3].json()["status"], replies[3].json()["status_reason"]) == ("stopped", "Moving")
    assert replies[4].json()["status"] == "open"
    base = f"https://tidings.example/webhooks/twilio/{made.json()['id']}"
    assert replies[3].json()["callbacks"] == {"receipts": f"{base}/status", "inbound": f"{base}/inbound"}
    assert {each["name"]: each["hint"] for each in replies[4].json()["credentials"]} == {"account_sid": "…0000", "auth_token": "…-new"}
    assert (await client.delete(address)).status == 204
    assert (await client.get(address)).status == 404


async def test_a_test_says_what_the_provider_answered_and_keeps_it(
    database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []

    async def ask(provider: str, account: Account) -> Health:
        asked.append((provider, account.values["auth_token"]))
        return Health(ok=False, detail="The account is locked.", sandboxed=True)

    parts = {Providers: Providers(TRAITS, CallbackAddress("https://tidings.example").of, spoken=spoken), Inquirer: Inquirer(ask)}
    async with client_of(database, organisation, make_context(database, clock, tmp_path, parts=parts), [http.router]) as client:
        address = f"/channels/connections/{(await client.post('/channels/connections', TWILIO)).json()['id']}"
        found = await client.post(f"{address}/check", accept_language="en")
        assert (found.status, found.json()) == (
            200,
            {"ok": False, "detail": "The account is locked.", "sandboxed": True, "limit_told": False, "limit": None},
        )
        assert asked == [("twilio", TOKEN)]
        kept = (await client.get(address, accept_language="en")).json()
        assert (kept["check_ok"], kept["check_detail"], kept["checked_at"] is not None) == (False, "The account is locked.", True)
        assert (await client.get(address, accept_language="fr")).json()["check_detail"] == "Le compte est verrouillé."
        forms = (await client.get("/channels/providers", accept_language="fr")).json()["items"]
        assert "Jeton d\u2019authentification" in [field["label"] for form in forms for field in form["credentials"]]
        missing = await client.post(f"/channels/connections/{new_id(clock.now())}/check")
        assert missing.status == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"provider": "pigeon"}, "provider"),
        ({"credentials": {}}, "credentials.account_sid"),
        ({"api_base": "https://169.254.169.254/"}, "api_base"),
        ({"api_base": "http://127.0.0.1:8010"}, "api_base"),
    ],
)
async def test_a_wrong_connection_is_refused_with_its_field_and_without_its_secret(client: Client, change: dict[str, Any], field: str) -> None:
    answer = await client.post("/channels/connections", {**TWILIO, **change})
    assert (answer.status, answer.json()["field"]) == (422, field), answer.body
    assert TOKEN.encode() not in answer.body


async def test_a_sender_is_added_paced_stopped_and_opened(client: Client) -> None:
    connection = (await client.post("/channels/connections", TWILIO)).json()["id"]
    new = {"connection_id": connection, "channel": "sms", "address": "+15005550006", "label": "Shop", "per_hour": 100}
    made = await client.post("/channels/senders", new)
    assert made.status == 201, made.body
    assert (await client.post("/channels/senders", new)).status == 409
    assert (await client.post("/channels/senders", {**new, "connection_id": str(UUID(int=1))})).status == 404
    address = f"/channels/senders/{made.json()['id']}"
    assert (await client.put(f"{address}/pace", {"per_hour": None, "per_second": 2.5})).json()["per_hour"] is None
    assert (await client.post(f"{address}/stop", {"reason": "Holiday"})).json()["status"] == "stopped"
    assert (await client.post(f"{address}/open")).json()["status"] == "open"
    assert [each["per_second"] for each in (await client.get("/channels/senders?channel=sms")).json()["items"]] == [2.5]


async def test_a_sender_is_not_opened_while_its_connection_is_stopped_and_the_answer_says_what_to_do(client: Client) -> None:
    connection = (await client.post("/channels/connections", TWILIO)).json()["id"]
    new = {"connection_id": connection, "channel": "sms", "address": "+15005550006", "label": "Shop"}
    sender = (await client.post("/channels/senders", new)).json()["id"]
    await client.post(f"/channels/connections/{connection}/stop", {"reason": "unpaid"})
    refused = await client.post(f"/channels/senders/{sender}/open")
    assert (refused.status, refused.json()["code"]) == (409, "connection_stopped")
    assert "unpaid" in refused.json()["detail"]
    assert f"POST /channels/connections/{connection}/open" in refused.json()["fix"]
    assert (await client.post(f"/channels/connections/{connection}/open")).status == 200
    assert (await client.post(f"/channels/senders/{sender}/open")).json()["status"] == "open"


async def test_a_hold_that_is_over_is_not_shown(client: Client, database: Database, organisation: UUID, clock: ManualClock) -> None:
    connection = (await client.post("/channels/connections", TWILIO)).json()["id"]
    new = {"connection_id": connection, "channel": "sms", "address": "+15005550006", "label": "Shop"}
    sender = (await client.post("/channels/senders", new)).json()["id"]
    async with database.unit(organisation) as unit:
        await channels.hold_sender(unit, organisation, UUID(sender), Trouble(timedelta(minutes=5), "a full queue", clock.now()))
    (held,) = (await client.get("/channels/senders")).json()["items"]
    assert held["status_reason"] == "a full queue"
    assert held["held_until"] is not None
    clock.advance(minutes=6)
    (over,) = (await client.get("/channels/senders")).json()["items"]
    assert (over["held_until"], over["status_reason"]) == (None, None)
    await client.post(f"/channels/connections/{connection}/stop", {"reason": "unpaid"})
    (stopped,) = (await client.get("/channels/senders")).json()["items"]
    assert (stopped["held_until"], stopped["status_reason"]) == (None, "unpaid")


async def test_a_portfolio_limit_can_be_set_by_hand(client: Client) -> None:
    made = (await client.post("/channels/portfolios", {"provider": "meta_whatsapp", "reference": "200000000000001"})).json()
    assert made["daily_people"] == 250
    address = f"/channels/portfolios/{made['id']}/limit"
    assert (await client.put(address, {"daily_people": 2000})).json()["daily_people"] == 2000
    assert (await client.put(address, {"daily_people": None})).json()["daily_people"] is None
    assert (await client.put(address, {"daily_people": 0})).status == 422
    assert (await client.put(f"/channels/portfolios/{UUID(int=1)}/limit", {"daily_people": 1})).status == 404
    assert len((await client.get("/channels/portfolios")).json()["items"]) == 1


async def test_letters_are_listed_opened_without_a_persons_words_and_replayed(
    client: Client, database: Database, database_url: str, organisation: UUID, vault: Vault, clock: ManualClock
) -> None:
    async def connect() -> AsyncConnection[Any]:
        return await psycopg.AsyncConnection.connect(database_url, autocommit=True)

    async with channels.Intake(connect, vault, clock) as intake:
        await asyncio.gather(
            *(intake.store(ArrivedCall(CallKind.INBOUND, organisation, new_id(clock.now()), "/webhooks/x", b"secret words")) for _ in range(3))
        )
    async with database.engine() as unit:
        calls = await channels.take_calls(unit, CallKind.INBOUND, 10)
        await channels.bury_calls(unit, CallKind.INBOUND, [(call, "of an unknown kind") for call in calls])
    first = await client.get("/channels/letters?limit=2")
    second = await client.get(f"/channels/letters?limit=2&cursor={first.json()['next_cursor']}")
    letters = [*first.json()["items"], *second.json()["items"]]
    assert {each["id"] for each in letters} == {str(call.id) for call in calls}
    assert b"secret words" not in first.body
    opened = await client.get(f"/channels/letters/{letters[0]['id']}")
    told = {name: opened.json()[name] for name in ("why", "body", "body_cut", "body_bytes")}
    assert told == {"why": "of an unknown kind", "body": "… (12 characters)", "body_cut": False, "body_bytes": 12}
    assert (await client.get(f"/channels/letters/{UUID(int=1)}")).status == 404
    assert (await client.post("/channels/letters/replay", {"ids": [each["id"] for each in letters]})).json() == {"replayed": 3}


async def test_a_key_that_may_only_read_changes_nothing(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    context = make_context(database, clock, tmp_path, parts={Providers: Providers(TRAITS, CallbackAddress("https://tidings.example").of)})
    async with client_of(database, organisation, context, [http.router], frozenset({Scope.CHANNELS_READ})) as reader:
        assert (await reader.get("/channels/connections")).status == 200
        assert (await reader.post("/channels/connections", TWILIO)).status == 403
