"""Operators see whether it lives, whether it can work, and its figures."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from support.api import Client, make_context
from support.clock import ManualClock
from tidings.apps.api.app import create_app
from tidings.apps.api.context import Context, Reading
from tidings.infra import logs
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit


async def planned(unit: Unit) -> Sequence[Reading]:
    total = await unit.value("SELECT count(*) FROM organisations")
    return [Reading("tidings_organisations", "Organisations.", total, {"kind": kind}) for kind in ("a", "b")]


@pytest.fixture
def asked(database: Database, clock: ManualClock, tmp_path: Path) -> Client:
    return Client(create_app(make_context(database, clock, tmp_path, gauges=[planned]), []))


async def test_a_living_process_says_so_also_without_a_database(asked: Client, database: Database) -> None:
    await database.close()
    assert (await asked.get("/healthz")).json() == {"status": "alive"}


async def test_it_is_ready_when_the_database_answers_and_is_migrated(asked: Client) -> None:
    reply = await asked.get("/readyz")
    assert (reply.status, reply.json()) == (200, {"status": "ready", "database": True, "migrated": True})


async def test_it_is_not_ready_before_the_migrations(asked: Client, database_url: str) -> None:
    with psycopg.connect(database_url) as owner:
        owner.execute("UPDATE alembic_version SET version_num = '0000'")
    reply = await asked.get("/readyz")
    assert (reply.status, reply.json()) == (503, {"status": "not_ready", "database": True, "migrated": False})


async def test_it_is_not_ready_without_a_database(asked: Client, database: Database) -> None:
    await database.close()
    reply = await asked.get("/readyz")
    assert (reply.status, reply.json()["database"]) == (503, False)


async def test_requests_are_counted_by_route_never_by_address(asked: Client) -> None:
    for address in ("/healthz", "/healthz", "/nowhere/a", "/nowhere/b"):
        await asked.get(address)
    await asked.send("BREW", "/healthz")
    text = (await asked.get("/metrics")).body.decode()
    assert 'tidings_http_requests_total{method="GET",route="/healthz",status="200"} 2.0' in text
    assert 'tidings_http_requests_total{method="GET",route="unmatched",status="404"} 2.0' in text
    assert 'method="other"' in text
    assert "nowhere" not in text


async def test_rooms_add_their_figures(asked: Client, database: Database) -> None:
    text = (await asked.get("/metrics")).body.decode()
    assert 'tidings_organisations{kind="a"} 0.0' in text
    assert text.count("# HELP tidings_organisations ") == 1
    assert "tidings_database_up 1.0" in text
    await database.close()
    assert "tidings_database_up 0.0" in (await asked.get("/metrics")).body.decode()


async def test_the_figures_are_for_this_machine_only(asked: Client) -> None:
    for header in ("x_forwarded_for", "forwarded", "via"):
        reply = await asked.get("/metrics", **{header: "192.0.2.7"})
        assert (reply.status, reply.json()["code"]) == (403, "metrics_closed")
        assert "TIDINGS_METRICS_TOKEN" in reply.json()["fix"]


async def test_with_a_token_the_figures_are_for_whoever_has_it(database: Database, clock: ManualClock, tmp_path: Path) -> None:
    context = make_context(database, clock, tmp_path)
    guarded = replace(context, settings=replace(context.settings, metrics_token="a-token-of-the-tests"))
    asked = Client(create_app(guarded, []))
    for wrong in ({}, {"authorization": "Bearer another"}, {"authorization": "Bearer "}):
        reply = await asked.get("/metrics", **wrong)
        assert (reply.status, reply.json()["code"]) == (401, "metrics_token_wrong")
    reply = await asked.get("/metrics", authorization="Bearer a-token-of-the-tests", x_forwarded_for="192.0.2.7")
    assert reply.status == 200


async def test_a_request_leaves_one_line_without_what_was_asked(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(readable=False)
    reply = await client.get("/audit?subject=%2B33612345678")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    request = next(line for line in lines if line["event"] == "request")
    assert (request["method"], request["route"], request["status"]) == ("GET", "/audit", 200)
    assert request["request_id"] == reply.headers["x-request-id"]
    assert "33612345678" not in str(lines)


async def test_hsts_is_sent_only_where_the_public_address_is_https(asked: Client, context: Context) -> None:
    assert "strict-transport-security" not in (await asked.get("/healthz")).headers
    assert context.settings.public_base_url.startswith("http:")
