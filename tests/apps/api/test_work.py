"""The commit comes before the answer, and a request with an Idempotency-Key is done once."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

import psycopg
import pytest
from fastapi import APIRouter

from support.api import Client, Reply
from support.clock import ManualClock
from tidings.accounts import service
from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.infra.db.database import Database

WRITES = Annotated[Caller, web.needs(Scope.OPERATIONS)]
ORDER = {"name": "first"}


class Order(web.Input):
    name: web.Line


@pytest.fixture
def extra_routers(database_url: str) -> list[APIRouter]:
    with psycopg.connect(database_url, autocommit=True) as owner:
        owner.execute("CREATE TABLE orders (organisation_id uuid, name text)")
        owner.execute("CREATE TABLE singles (name text UNIQUE DEFERRABLE INITIALLY DEFERRED)")
        owner.execute("GRANT ALL ON orders, singles TO tidings_app")
    routes = web.router("orders")

    @routes.post("/orders", status_code=201)
    async def order(body: Order, caller: WRITES, unit: web.Work, x: int = 0) -> dict[str, Any]:
        del x
        await unit.run("INSERT INTO orders VALUES (%(org)s, %(name)s)", {"org": caller.organisation_id, "name": body.name})
        if body.name == "slow":
            await asyncio.sleep(0.3)
        return {"orders": await unit.value("SELECT count(*) FROM orders")}

    @routes.post("/singles")
    async def single(body: Order, unit: web.Work, _caller: WRITES) -> dict[str, str]:
        await unit.run("INSERT INTO singles VALUES (%(name)s), (%(name)s)", {"name": body.name})
        return {"status": "saved"}

    return [routes]


async def count(database: Database, organisation: UUID, table: str = "orders") -> int:
    async with database.unit(organisation) as unit:
        return await unit.value(f"SELECT count(*) FROM {table}")


async def test_a_commit_that_fails_does_not_say_that_it_was_saved(client: Client, database: Database, organisation: UUID) -> None:
    for headers in ({}, {"idempotency_key": "k"}, {"idempotency_key": "k"}):
        reply = await client.post("/singles", ORDER, **headers)
        assert reply.status == 500
        assert b"saved" not in reply.body
    assert await count(database, organisation, "singles") == 0


async def test_a_request_sent_twice_with_a_key_is_done_once_and_answered_alike(client: Client, database: Database, organisation: UUID) -> None:
    first = await client.post("/orders", ORDER, idempotency_key="k")
    again = await client.post("/orders", ORDER, idempotency_key="k")
    assert (first.status, first.json()) == (again.status, again.json()) == (201, {"orders": 1})
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert await count(database, organisation) == 1


async def test_without_a_key_every_request_is_done(client: Client, database: Database, organisation: UUID) -> None:
    for _ in range(2):
        await client.post("/orders", ORDER)
    assert await count(database, organisation) == 2


async def test_two_requests_with_one_key_at_the_same_time_are_done_once(client: Client, database: Database, organisation: UUID) -> None:
    replies: list[Reply] = await asyncio.gather(*(client.post("/orders", {"name": "slow"}, idempotency_key="k") for _ in range(2)))
    assert sorted(reply.status for reply in replies) == [201, 409]
    assert await count(database, organisation) == 1
    refused = next(reply for reply in replies if reply.status == 409).json()
    assert refused["code"] == "request_running"


async def test_a_key_that_comes_with_another_request_is_refused(client: Client) -> None:
    await client.post("/orders", ORDER, idempotency_key="k")
    for address, body in (("/orders", {"name": "second"}), ("/orders?x=1", ORDER), ("/singles", ORDER)):
        reply = await client.post(address, body, idempotency_key="k")
        assert (reply.status, reply.json()["code"]) == (409, "key_reused")


async def test_another_key_holder_cannot_read_a_kept_answer(client: Client, database: Database, organisation: UUID) -> None:
    await client.post("/orders", ORDER, idempotency_key="k")
    async with database.unit(organisation) as unit:
        other = await service.create_key(unit, organisation, "cli:test", name="other", scopes=[Scope.OPERATIONS])
    assert (await client.with_key(other.secret).post("/orders", ORDER, idempotency_key="k")).status == 409


async def test_an_error_is_not_kept_because_nothing_was_done(client: Client) -> None:
    assert (await client.post("/orders", {"nome": "x"}, idempotency_key="k")).status == 422
    assert (await client.post("/orders", ORDER, idempotency_key="k")).status == 201


async def test_an_answer_is_kept_for_a_day(client: Client, database: Database, organisation: UUID, clock: ManualClock) -> None:
    await client.post("/orders", ORDER, idempotency_key="k")
    clock.advance(hours=23, minutes=59)
    assert (await client.post("/orders", ORDER, idempotency_key="k")).json() == {"orders": 1}
    clock.advance(minutes=1)
    assert (await client.post("/orders", ORDER, idempotency_key="k")).json() == {"orders": 2}
    clock.advance(hours=24)
    async with database.engine() as unit:
        assert await service.forget_requests(unit, organisation) == 1


async def test_a_secret_is_not_kept_to_be_shown_again(client: Client, database: Database, organisation: UUID) -> None:
    wanted = {"name": "shop", "scopes": ["campaigns:read"]}
    assert (await client.post("/keys", wanted, idempotency_key="k")).status == 201
    again = await client.post("/keys", wanted, idempotency_key="k")
    assert (again.status, again.json()["code"]) == (409, "answer_not_kept")
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT body_sealed FROM idempotent_requests") is None


async def test_kept_answers_are_sealed(client: Client, database: Database, organisation: UUID) -> None:
    await client.post("/orders", ORDER, idempotency_key="k")
    async with database.unit(organisation) as unit:
        assert b"orders" not in await unit.value("SELECT body_sealed FROM idempotent_requests")


@pytest.mark.parametrize("key", ["", " ", "a b", "é", "x" * 256])
async def test_what_is_no_idempotency_key_is_refused(client: Client, key: str) -> None:
    reply = await client.post("/orders", ORDER, idempotency_key=key)
    assert (reply.status, reply.json()["field"]) == (422, "Idempotency-Key")
