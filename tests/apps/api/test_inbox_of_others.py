"""The inbox of two organisations in one installation, and what each role may do there: nobody reads or answers what is not theirs."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from apps.api.test_tenants import OWN, client_with_everything, made, talked
from support.api import Client
from support.clock import ManualClock
from support.descriptions import Json, sample
from support.shop import open_shop
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Role
from tidings.apps.api.openapi import operations
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database

SETTINGS = re.compile(r"/inbox/(teams|canned|automation|auto-answers)")
"""Set up by whoever manages the inbox; agents read it."""
TRIED = "/inbox/auto-answers/try"
"""Changes nothing: whoever reads the answers may ask what would be said."""


@dataclass(frozen=True, slots=True)
class House:
    """An organisation with a conversation, a team, answers and a file."""

    client: Client
    things: dict[str, str]

    @property
    def thread(self) -> str:
        """The address of its conversation."""
        return f"/inbox/threads/{self.things['thread_id']}"


@dataclass(frozen=True, slots=True)
class Street:
    """Two of them, keys of the first by role, and the description of the API."""

    first: House
    second: House
    roles: dict[Role, Client]
    document: Json

    def operations(self) -> list[tuple[str, str, Any]]:
        """Return method, address and body of all operations of the inbox on things of the first house."""
        calls: list[tuple[str, str, Any]] = []
        for path, method, operation in operations(self.document):
            if path.startswith("/inbox"):
                address = re.sub(r"\{(\w+)\}", lambda found: self.first.things[found[1]], path)
                content = operation.get("requestBody", {}).get("content", {}).get("application/json")
                calls.append((method, address, sample(self.document, content["schema"]) if content else None))
        return calls


async def _house(client: Client, phone: str) -> House:
    contact = (await made(client, "/contacts", {"first_name": OWN, "phones": [{"number": phone}]}))["id"]
    member = await made(client, "/members", {"email": f"agent{phone[-1]}@example.com", "name": OWN, "role": "agent"})
    things = await talked(client, contact)
    await made(client, f"/inbox/threads/{things['thread_id']}/notes", {"text": OWN})
    return House(client, things | {"contact_id": contact, "user_id": member["user_id"]})


@pytest.fixture
async def street(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path
) -> AsyncIterator[Street]:
    async with database.engine() as unit:
        other = await accounts.create_organisation(
            unit, actor="cli:test", name="Second", slug="second", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
        )
        keys = {
            role: await accounts.create_key(unit, organisation, "cli:test", name=role.value, scopes=accounts.roles()[role])
            for role in (Role.AGENT, Role.ANALYST, Role.MARKETER, Role.APPROVER)
        }
    await open_shop(database, organisation, clock)
    async with whole_application(database, database_url, clock, vault, tmp_path) as app:
        first = await _house(await client_with_everything(app, database, organisation, clock), "+33612000001")
        second = await _house(await client_with_everything(app, database, other.id, clock), "+33612000002")
        document = (await first.client.get("/openapi.json")).json()
        yield Street(first, second, {role: Client(app, key.secret) for role, key in keys.items()}, document)


async def test_what_a_request_of_the_inbox_names_is_looked_for_in_the_callers_own_organisation_only(street: Street) -> None:
    theirs, own, ask = street.first.things, street.second.thread, street.second.client
    canned = {"shortcut": "x", "title": "X", "texts": {"fr": "X"}}
    urgency = {"urgency": "high", "reason": "x"}
    named: list[tuple[str, str, Any, int]] = [
        ("POST", "/inbox/threads", {"contact_id": theirs["contact_id"]}, 404),
        ("POST", f"{own}/notes", {"text": "x", "mentions": [theirs["user_id"]]}, 422),
        ("PUT", f"{own}/assignment", {"user_id": theirs["user_id"]}, 422),
        ("PUT", f"{own}/assignment", {"team_id": theirs["team_id"]}, 404),
        ("PUT", f"{own}/urgency", urgency | {"team_id": theirs["team_id"]}, 404),
        ("POST", "/inbox/teams", {"name": "X", "members": [theirs["user_id"]]}, 422),
        ("POST", "/inbox/canned", canned | {"team_id": theirs["team_id"]}, 404),
        ("GET", f"{own}/canned/{theirs['canned_id']}", None, 404),
        ("GET", f"{own}/auto-answers/{theirs['auto_answer_id']}", None, 404),
        ("GET", f"{street.first.thread}/canned/{street.second.things['canned_id']}", None, 404),
        ("GET", f"{street.first.thread}/auto-answers/{street.second.things['auto_answer_id']}", None, 404),
        ("PUT", f"{street.first.thread}/presence", {"doing": "looking"}, 404),
        ("PUT", f"{street.first.thread}/read", {"read": True}, 404),
    ]
    for method, address, body, status in named:
        reply = await ask.send(method, address, json=body)
        assert reply.status == status, f"{method} {address}: {reply.status} {reply.body!r}"
        assert OWN not in reply.body.decode(), address
    file = await ask.send("POST", f"/inbox/files?thread_id={theirs['thread_id']}", body=b"%PDF-1.7 x", headers={"content-type": "application/pdf"})
    assert file.status == 404


async def test_searches_lists_and_figures_of_the_inbox_show_nothing_of_another_organisation(street: Street) -> None:
    theirs, own = street.first.things, street.second.things["thread_id"]
    every = "&".join(f"status={each}" for each in ("open", "pending", "snoozed", "resolved"))
    for query in (f"search={OWN}", "search=33612000001", every):
        found = (await street.second.client.get(f"/inbox/threads?{query}")).body.decode()
        assert theirs["thread_id"] not in found, query
        mine = (await street.first.client.get(f"/inbox/threads?{query}")).body.decode()
        assert theirs["thread_id"] in mine, f"{query} finds it at home"
        assert own not in mine, query
    assert (await street.second.client.get(f"/inbox/threads?team_id={theirs['team_id']}&{every}")).json()["items"] == []
    assert (await street.second.client.get(f"/inbox/decisions?thread_id={theirs['thread_id']}")).json()["items"] == []
    for address in ("/inbox/agents", "/inbox/teams", "/inbox/canned", "/inbox/auto-answers", "/inbox/figures", "/inbox/decisions"):
        told = (await street.second.client.get(address)).body.decode()
        assert not [each for each in theirs.values() if each in told], address


async def test_who_may_not_answer_neither_reads_the_inbox_nor_changes_anything_there(street: Street) -> None:
    calls = street.operations()
    assert len(calls) > 30
    for role in (Role.ANALYST, Role.MARKETER, Role.APPROVER):
        for method, address, body in calls:
            reply = await street.roles[role].send(method.upper(), address, json=body)
            assert reply.status == 403, f"{role}: {method} {address}: {reply.status}"
    (reply,) = [each for each in (await street.first.client.get(f"{street.first.thread}/items")).json()["items"] if each["kind"] != "event"]
    assert reply["text"] == OWN, "the note that was there"


async def test_an_agent_answers_people_and_sets_nothing_up(street: Street) -> None:
    for method, address, body in street.operations():
        reply = await street.roles[Role.AGENT].send(method.upper(), address, json=body)
        set_up = method != "get" and SETTINGS.match(address) is not None and address != TRIED
        may_not = reply.status == 403 and reply.json()["code"] == "scope_missing"
        assert may_not is set_up, f"{method} {address}: {reply.status} {reply.body!r}"
