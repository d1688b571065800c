"""A query parameter that an address does not know is refused by name: a misspelt one would silently do nothing."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import pytest
from fastapi import APIRouter, Query

from support.api import Client, client_of
from support.clock import ManualClock
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.apps.api.context import Context
from tidings.apps.api.openapi import operations
from tidings.infra import web
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database

OPEN = {"/healthz", "/readyz", "/metrics"}
"""Asked by load balancers and Prometheus, which may add parameters of their own."""


@pytest.fixture
def extra_routers() -> list[APIRouter]:
    routes = web.router("trials")

    @routes.get("/trials")
    async def trials(
        _caller: Annotated[Caller, web.needs(Scope.OPERATIONS)],
        paging: web.PageQuery,
        start_date: web.Day | None = None,
        written: Annotated[str, Query(alias="format")] = "json",
        tag: Annotated[list[str] | None, Query()] = None,
    ) -> dict[str, object]:
        return {"limit": paging.limit, "start_date": start_date, "format": written, "tags": tag}

    return [routes]


async def test_what_is_known_is_understood_also_where_a_dependency_takes_it_or_it_has_another_name(client: Client) -> None:
    reply = await client.get("/trials?limit=3&start_date=2026-10-05&format=csv")
    assert reply.json() == {"limit": 3, "start_date": "2026-10-05", "format": "csv", "tags": None}


@pytest.mark.parametrize(
    ("given", "meant"),
    [("startdate", "start_date"), ("Limit", "limit"), ("start-date", "start_date"), ("curser", "cursor"), ("written", None), ("x%26y", None)],
)
async def test_a_strange_one_is_named_with_the_nearest_that_is_known(client: Client, given: str, meant: str | None) -> None:
    reply = await client.get(f"/trials?limit=3&{given}=1")
    problem = reply.json()
    assert (reply.status, problem["code"], problem["field"]) == (422, "parameter_unknown", given.replace("%26", "&"))
    assert problem["fix"].startswith(f"Write {meant}." if meant else "Leave it out.")
    assert "cursor, format, limit, start_date, tag" in problem["fix"]


async def test_one_given_twice_is_refused_unless_it_may_be_repeated(client: Client) -> None:
    problem = (await client.get("/trials?start_date=2026-12-01&start_date=2027-01-01")).json()
    assert (problem["code"], problem["field"]) == ("parameter_repeated", "start_date")
    assert (await client.get("/trials?tag=new&tag=vip")).json()["tags"] == ["new", "vip"]


async def test_its_value_is_not_repeated_and_a_long_name_is_cut(client: Client) -> None:
    reply = await client.get(f"/trials?{'n' * 5000}=%2B33612345678")
    assert reply.status == 422
    assert len(reply.json()["field"]) < 100
    assert b"33612345678" not in reply.body


async def test_a_stranger_is_asked_for_a_key_first(client: Client) -> None:
    assert (await client.with_key(None).get("/trials?startdate=1")).status == 401


@pytest.fixture
async def whole(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, context: Context, tmp_path: Path
) -> AsyncIterator[Client]:
    """A client of the whole application."""
    async with client_of(database, organisation, context, []), whole_application(database, database_url, clock, vault, tmp_path) as app:
        async with database.engine() as unit:
            made = await accounts.create_key(unit, organisation, "cli:test", name="whole", scopes=frozenset(Scope))
        yield Client(app, made.secret)


async def test_every_address_of_callers_does_so_and_none_of_machines(whole: Client) -> None:
    document = (await whole.get("/openapi.json")).json()
    for path, method, operation in operations(document):
        names = [each["name"] for each in operation.get("parameters", []) if each["in"] == "path"]
        address = path
        for name in names:
            address = address.replace(f"{{{name}}}", str(uuid4()))
        reply = await whole.send(method.upper(), f"{address}?surely_unknown=1")
        if path.startswith("/webhooks/"):
            assert reply.status == 404, f"{method} {path}: a provider may add parameters of its own"
        elif path in OPEN:
            assert reply.status in {200, 503}, f"{method} {path}"
        else:
            assert (reply.status, reply.json()["code"]) == (422, "parameter_unknown"), f"{method} {path}"
