"""The organisation, its roles, its members and its audit over the API."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts import http, service
from tidings.accounts.types import Role, Scope
from tidings.infra.db.database import Database
from tidings.kernel.errors import Forbidden

NEW = {"email": "new@example.com", "name": "New desk", "role": "marketer"}


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [http.router]) as client:
        yield client


async def test_each_role_is_shown_with_what_it_may(api: Client) -> None:
    roles = {each["role"]: each["scopes"] for each in (await api.get("/roles")).json()["items"]}
    assert list(roles) == list(Role)
    assert set(roles["owner"]) - set(roles["admin"]) == {"keys:write"}


async def test_a_new_member_chooses_a_password_by_a_link_and_nobody_gets_another_one_then(api: Client, database: Database) -> None:
    member = (await api.post("/members", NEW)).json()
    assert member["has_password"] is False
    address = f"/members/{member['user_id']}/invitation"
    made = await api.post(address)
    assert (made.status, made.headers["cache-control"]) == (201, "no-store")
    path, _, secret = made.json()["path"].partition("#")
    assert path == "/app/choose-password"
    async with database.engine() as unit:
        await service.set_password_by_link(unit, secret, "three calm words here")
    assert (await api.get("/members")).json()["items"][0]["has_password"] is True
    again = await api.post(address)
    assert (again.status, again.json()["code"]) == (409, "password_chosen")


async def test_nobody_gets_a_link_for_who_belongs_elsewhere_too_is_no_member_or_may_do_more(
    api: Client, database: Database, organisation: UUID
) -> None:
    member = UUID((await api.post("/members", NEW)).json()["user_id"])
    async with database.engine() as unit:
        with pytest.raises(Forbidden):
            await service.invite(unit, organisation, "key:weak", member, {Scope.MEMBERS_WRITE})
        second = await service.create_organisation(
            unit, actor="cli:test", name="Second", slug="second", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
        )
        await service.add_member(unit, second.id, "cli:test", email=NEW["email"], name="", role=Role.OWNER)
    refused = await api.post(f"/members/{member}/invitation")
    assert (refused.status, refused.json()["code"]) == (409, "member_elsewhere")
    assert (await api.delete(f"/members/{member}")).status == 204
    assert (await api.post(f"/members/{member}/invitation")).status == 404


async def test_a_change_of_the_organisation_is_checked_and_audited_with_what_it_was(api: Client, organisation: UUID) -> None:
    changed = await api.send("PATCH", "/organisation", json={"name": "Atelier <b>", "time_zone": "America/Montreal"})
    assert (changed.status, changed.json()["name"], changed.json()["time_zone"]) == (200, "Atelier <b>", "America/Montreal")
    (entry,) = (await api.get("/audit?action=organisation.changed")).json()["items"]
    assert (entry["subject"], entry["detail"]["now"]["time_zone"]) == (f"organisation:{organisation}", "America/Montreal")
    assert set(entry["detail"]["before"]) == {"name", "time_zone"}
    wrong = await api.send("PATCH", "/organisation", json={"time_zone": "Moon/Base"})
    assert (wrong.status, wrong.json()["field"]) == (422, "time_zone")
    assert (await api.send("PATCH", "/organisation", json={"name": "Atelier <b>"})).status == 200
    assert len((await api.get("/audit?action=organisation.changed")).json()["items"]) == 1


async def test_the_audit_is_filtered_by_who_what_and_when(api: Client, clock: ManualClock) -> None:
    await api.post("/members", NEW)
    clock.advance(seconds=3600)
    later = clock.now()
    await api.put("/organisation/stop", {"reason": "A test"})
    await api.delete("/organisation/stop")

    async def actions(query: str) -> list[str]:
        return [each["action"] for each in (await api.get(f"/audit?{query}")).json()["items"]]

    assert await actions("action=sending.") == ["sending.resumed", "sending.stopped"]
    assert await actions("action=sending.stopped") == ["sending.stopped"]
    assert await actions("action=sending") == []
    assert await actions(f"until={(later - timedelta(minutes=1)).isoformat().replace('+', '%2B')}&action=sending.") == []
    assert await actions(f"since={later.isoformat().replace('+', '%2B')}&action=member.") == []
    (actor,) = {each["actor"] for each in (await api.get("/audit?action=member.added")).json()["items"]}
    assert "member.added" in await actions(f"actor={actor}")
    assert await actions("actor=key:nobody") == []
