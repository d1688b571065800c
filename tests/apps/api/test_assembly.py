"""The whole API: which bodies it takes, and what a large one costs."""

import tracemalloc

import pytest

from support.api import Client
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.apps.api.assembly import application
from tidings.apps.api.context import MEGABYTE
from tidings.apps.wiring import Installation, furnish

HEADER = b"name;mobile\n"
PIECE = b"Ana;06 12 34 56 78\n" * 3_000
CSV = {"content_type": "text/csv"}


@pytest.fixture
async def client(installation: Installation) -> Client:
    organisation, _ = await furnish(installation)
    async with installation.database.engine() as unit:
        made = await accounts.create_key(unit, organisation.id, "cli:test", name="desk", scopes=frozenset(Scope))
    return Client(application(installation), made.secret)


async def test_a_file_larger_than_any_other_body_is_taken_in_constant_memory(client: Client) -> None:
    await client.send("POST", "/imports", body=HEADER + PIECE, headers=CSV)  # what is only loaded once does not count
    tracemalloc.start()
    try:
        reply = await client.send("POST", "/imports", body=[HEADER, *[PIECE] * 600], headers=CSV)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reply.status == 202, reply.body
    size = (await client.get(f"/imports/{reply.json()['id']}")).json()["bytes_total"]
    assert size == len(HEADER) + 600 * len(PIECE) > 30 * MEGABYTE
    assert peak < 4 * MEGABYTE


@pytest.mark.parametrize("kind", ["application/json", "text/csv"])
async def test_a_file_is_never_held_whole_whatever_it_says_to_be(client: Client, kind: str) -> None:
    """Nor for the sake of an Idempotency-Key: a file sent twice changes nothing anyway."""
    tracemalloc.start()
    try:
        headers = {"content_type": kind, "Idempotency_Key": "once"}
        reply = await client.send("POST", "/imports?dry_run=true", body=[HEADER, *[PIECE] * 300], headers=headers)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert reply.status == 202
    assert peak < 8 * MEGABYTE


@pytest.mark.parametrize("address", ["/contacts", "/marketing/campaigns", "/imports/00000000-0000-7000-8000-000000000000/cancel"])
async def test_everywhere_else_a_body_may_have_ten_megabytes(client: Client, address: str) -> None:
    reply = await client.send("POST", address, body=[b" " * MEGABYTE] * 11, headers={"content_type": "application/json"})
    assert (reply.status, reply.json()["code"]) == (413, "body_too_large")


async def test_a_file_beyond_a_gigabyte_is_refused_before_it_is_read(client: Client) -> None:
    reply = await client.send("POST", "/imports", body=[HEADER], headers={**CSV, "content_length": str(2 << 30)})
    assert (reply.status, reply.json()["code"]) == (413, "body_too_large")
