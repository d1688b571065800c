"""The organisation, its roles, its members and its audit over the API."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts import http, service
from tidings.accounts.rules import SCOPES_OF
from tidings.accounts.types import LinkPurpose, Role, Scope
from tidings.infra.db.database import Database
from tidings.kernel.errors import Forbidden, Unauthenticated

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
    await joined(database, await second_house(database), Role.OWNER)
    refused = await api.post(f"/members/{member}/invitation")
    assert (refused.status, refused.json()["code"]) == (409, "member_elsewhere")
    assert (await api.delete(f"/members/{member}")).status == 204
    assert (await api.post(f"/members/{member}/invitation")).status == 404


async def second_house(database: Database) -> UUID:
    async with database.engine() as unit:
        made = await service.create_organisation(
            unit, actor="cli:test", name="Second", slug="second", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
        )
    return made.id


async def key_of(database: Database, organisation: UUID, scopes: frozenset[Scope] = frozenset(Scope)) -> str:
    async with database.engine() as unit:
        return (await service.create_key(unit, organisation, "cli:test", name="other", scopes=scopes)).secret


async def joined(database: Database, organisation: UUID, role: Role) -> None:
    """What the operator's command does."""
    async with database.engine() as unit:
        await service.add_member(unit, organisation, "cli:test", email=NEW["email"], name="", role=role)


async def link_to(api: Client, member: str) -> str:
    made = await api.post(f"/members/{member}/invitation")
    assert made.status == 201
    return made.json()["path"].partition("#")[2]


async def refused_link(database: Database, secret: str) -> str:
    with pytest.raises(Unauthenticated) as refused:
        async with database.engine() as unit:
            await service.set_password_by_link(unit, secret, "three calm words here")
    return refused.value.code


@pytest.mark.parametrize("password", ["", "three calm words here"])
async def test_an_email_that_another_organisation_invited_first_is_not_added_and_nothing_of_its_account_is_told(
    api: Client, database: Database, password: str
) -> None:
    member = (await api.post("/members", {**NEW, "name": "Prepared"})).json()["user_id"]
    secret = await link_to(api, member)
    if password:
        async with database.engine() as unit:
            await service.set_password_by_link(unit, secret, password)
    theirs = api.with_key(await key_of(database, await second_house(database)))
    refused = await theirs.post("/members", {**NEW, "role": "owner"})
    assert (refused.status, refused.json()["code"], refused.json()["field"]) == (409, "known_elsewhere", "email")
    assert "tidings users invite" in refused.json()["fix"]
    assert not [word for word in ("Prepared", "password", "totp", member) if word in refused.body.decode()]
    assert (await theirs.get("/members")).json()["items"] == []
    assert (await api.delete(f"/members/{member}")).status == 204
    assert (await theirs.post("/members", NEW)).json()["code"] == "known_elsewhere"
    assert (await api.post("/members", NEW)).json()["code"] == "known_elsewhere"


async def test_a_link_ends_when_its_member_joins_another_organisation(api: Client, database: Database) -> None:
    member = (await api.post("/members", NEW)).json()["user_id"]
    secret = await link_to(api, member)
    await joined(database, await second_house(database), Role.OWNER)
    assert await refused_link(database, secret) == "link_refused"


async def test_a_link_ends_when_its_member_is_removed_even_if_they_come_back(api: Client, database: Database, organisation: UUID) -> None:
    member = (await api.post("/members", NEW)).json()["user_id"]
    secret = await link_to(api, member)
    assert (await api.delete(f"/members/{member}")).status == 204
    assert await refused_link(database, secret) == "link_refused"
    await joined(database, organisation, Role.MARKETER)
    assert await refused_link(database, secret) == "link_refused"


@pytest.mark.parametrize("moved", ["INSERT INTO memberships SELECT %(second)s, user_id, role, added_at FROM memberships", "DELETE FROM memberships"])
async def test_a_link_of_an_organisation_is_looked_at_again_when_it_is_used(api: Client, database: Database, moved: str) -> None:
    member = (await api.post("/members", NEW)).json()["user_id"]
    secret, second = await link_to(api, member), await second_house(database)
    async with database.engine() as unit:  # as if the link had been made while somebody else moved the member
        await unit.run(moved, {"second": second})
    assert await refused_link(database, secret) == "link_refused"


async def test_a_link_by_the_operator_opens_for_somebody_of_several_organisations(api: Client, database: Database) -> None:
    await api.post("/members", NEW)
    await joined(database, await second_house(database), Role.OWNER)
    async with database.engine() as unit:
        secret = await service.make_link(unit, NEW["email"], LinkPurpose.PASSWORD, "cli:test")
    async with database.engine() as unit:
        assert (await service.set_password_by_link(unit, secret, "three calm words here")).email == NEW["email"]


async def test_a_link_by_the_operator_outlasts_what_organisations_do_with_the_member(api: Client, database: Database) -> None:
    member, second = (await api.post("/members", NEW)).json()["user_id"], await second_house(database)
    async with database.engine() as unit:
        secret = await service.make_link(unit, NEW["email"], LinkPurpose.PASSWORD, "cli:test")
    await joined(database, second, Role.ANALYST)
    assert (await api.with_key(await key_of(database, second)).delete(f"/members/{member}")).status == 204
    async with database.engine() as unit:
        assert (await service.set_password_by_link(unit, secret, "three calm words here")).email == NEW["email"]


async def test_nobody_changes_or_removes_a_member_who_may_do_more_than_they_may(api: Client, database: Database, organisation: UUID) -> None:
    owners = [(await api.post("/members", {**NEW, "email": f"{each}@example.com", "role": "owner"})).json() for each in ("first", "second")]
    weak = api.with_key(await key_of(database, organisation, SCOPES_OF[Role.ADMIN]))
    demoted = await weak.post("/members", {**NEW, "email": "first@example.com", "role": "analyst"})
    removed = await weak.delete(f"/members/{owners[1]['user_id']}")
    assert [(each.status, each.json()["code"]) for each in (demoted, removed)] == [(403, "scope_not_yours")] * 2
    assert "keys:write" in removed.json()["detail"]
    assert [each["role"] for each in (await api.get("/members")).json()["items"]] == ["owner", "owner"]
    admin = (await weak.post("/members", {**NEW, "role": "admin"})).json()
    assert (await weak.post("/members", {**NEW, "role": "analyst"})).json()["role"] == "analyst"
    assert (await weak.delete(f"/members/{admin['user_id']}")).status == 204
    assert (await api.delete(f"/members/{owners[1]['user_id']}")).status == 204


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


async def test_whoever_did_something_has_a_name_when_gone_too_and_strangers_have_none(api: Client, database: Database) -> None:
    member = (await api.post("/members", NEW)).json()["user_id"]
    asked = f"/actors?actor=user:{member}"
    assert (await api.get(asked)).json()["items"] == [{"actor": f"user:{member}", "name": NEW["name"], "here": True}]
    await api.delete(f"/members/{member}")
    assert [each["here"] for each in (await api.get(asked)).json()["items"]] == [False]
    async with database.engine() as unit:
        stranger = await service.create_user(unit, email="stranger@example.com", name="Stranger", password=None)
    strange = f"/actors?actor=user:{stranger.id}&actor=user:nobody&actor=system:release"
    assert (await api.get(strange)).json()["items"] == []
