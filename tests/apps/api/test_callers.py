"""Whoever asks says who it is, may do what its scopes say, and sees its own organisation."""

from uuid import UUID

import pytest

from support.api import Client
from support.clock import ManualClock
from tidings.accounts import service
from tidings.accounts.types import Scope
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id


async def key_with(database: Database, organisation: UUID, *scopes: Scope) -> str:
    async with database.engine() as unit:
        return (await service.create_key(unit, organisation, "cli:test", name="narrow", scopes=scopes)).secret


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic dTpw", "tdg_live_x"])
async def test_a_request_without_a_key_is_told_how_to_send_one(client: Client, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    reply = await client.with_key(None).get("/organisation", **headers)
    assert reply.status == 401
    assert reply.headers["www-authenticate"] == 'Bearer realm="tidings"'
    assert "Authorization: Bearer" in reply.json()["fix"]


async def test_an_unknown_key_is_refused_before_the_body_is_read(client: Client) -> None:
    reply = await client.with_key("tdg_live_unknown").send(
        "PUT", "/organisation/stop", body=b"{not json", headers={"content-type": "application/json"}
    )
    assert reply.status == 401
    assert 'error="invalid_token"' in reply.headers["www-authenticate"]


async def test_a_revoked_key_fails_at_the_next_request(client: Client) -> None:
    made = (await client.post("/keys", {"name": "shop", "scopes": ["organisation:read"]})).json()
    shop = client.with_key(made["secret"])
    assert (await shop.get("/organisation")).status == 200
    assert (await client.delete(f"/keys/{made['key']['id']}")).status == 204
    assert (await shop.get("/organisation")).status == 401


async def test_a_missing_scope_is_named_and_nothing_is_done(client: Client, database: Database, organisation: UUID) -> None:
    narrow = client.with_key(await key_with(database, organisation, Scope.ORGANISATION_READ))
    reply = await narrow.put("/organisation/stop", {"reason": "x"})
    assert (reply.status, reply.json()["code"]) == (403, "scope_missing")
    assert "operations" in reply.json()["detail"]
    assert (await narrow.get("/organisation")).json()["stopped_at"] is None


async def test_a_key_makes_no_key_that_may_do_more(client: Client, database: Database, organisation: UUID) -> None:
    giver = client.with_key(await key_with(database, organisation, Scope.KEYS_WRITE))
    assert (await giver.post("/keys", {"name": "more", "scopes": ["contacts:read"]})).status == 403
    assert (await giver.post("/keys", {"name": "same", "scopes": ["keys:write"]})).status == 201


async def test_two_organisations_never_see_each_other(client: Client, database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.engine() as unit:
        other = await service.create_organisation(
            unit, actor="cli:test", name="Other", slug="other", region="US", time_zone="America/New_York", currency="USD", locale="en"
        )
    stranger = client.with_key(await key_with(database, other.id, *Scope))
    mine = (await client.get("/keys")).json()["items"][0]["id"]
    assert (await stranger.get("/organisation")).json()["id"] == str(other.id)
    assert mine not in (await stranger.get("/keys")).body.decode()
    assert (await stranger.delete(f"/keys/{mine}")).status == 404
    assert str(organisation) not in (await stranger.get("/audit")).body.decode()
    assert (await stranger.delete(f"/members/{new_id(clock.now())}")).status == 404


async def test_the_stop_switch_is_thrown_and_taken_back(client: Client) -> None:
    stopped = (await client.put("/organisation/stop", {"reason": " wrong price "})).json()
    assert stopped["stopped_reason"] == "wrong price"
    assert (await client.delete("/organisation/stop")).json()["stopped_at"] is None
    assert (await client.put("/organisation/allow-list-only")).json()["allow_list_only"] is True
    assert (await client.delete("/organisation/allow-list-only")).json()["allow_list_only"] is False
    actions = [entry["action"] for entry in (await client.get("/audit?limit=10")).json()["items"]]
    assert {"sending.stopped", "sending.resumed", "allow_list.enforced", "allow_list.lifted"} <= set(actions)


async def test_members_are_added_listed_and_removed(client: Client, clock: ManualClock) -> None:
    desk = {"email": "desk@example.com", "name": "Desk", "role": "owner"}
    owner = (await client.post("/members", desk)).json()
    clock.advance(seconds=1)
    agent = (await client.post("/members", {**desk, "email": "agent@example.com", "role": "agent"})).json()
    assert [member["role"] for member in (await client.get("/members")).json()["items"]] == ["owner", "agent"]
    assert (await client.delete(f"/members/{agent['user_id']}")).status == 204
    assert (await client.delete(f"/members/{owner['user_id']}")).json()["code"] == "last_owner"
    trail = (await client.get(f"/audit?subject=user:{agent['user_id']}")).body.decode()
    assert "member.removed" in trail
    assert "example.com" not in trail


async def test_a_key_that_attests_consent_of_the_future_is_refused_with_what_to_do(client: Client) -> None:
    basis = {"source": "form", "wording": "I agree.", "attested_by": "owner", "attested_at": "2030-01-01T00:00:00Z"}
    refused = await client.post("/keys", {"name": "shop", "scopes": ["contacts:write"], "consent_basis": basis})
    assert (refused.status, refused.json()["code"], refused.json()["field"]) == (422, "attested_in_future", "consent_basis.attested_at")
    assert "now or earlier" in refused.json()["fix"]


async def test_a_key_shows_its_consent_basis_and_never_its_secret(client: Client) -> None:
    basis = {"source": "form", "wording": "I agree.", "attested_by": "owner", "attested_at": "2026-10-01T09:00:00+02:00"}
    made = (await client.post("/keys", {"name": "shop", "scopes": ["contacts:write"], "consent_basis": basis})).json()
    listed = await client.get("/keys")
    shown = next(key for key in listed.json()["items"] if key["id"] == made["key"]["id"])
    assert (shown["consent_basis"]["source"], shown["consent_basis"]["channels"]) == ("form", ["sms"])
    assert made["secret"] not in listed.body.decode()
