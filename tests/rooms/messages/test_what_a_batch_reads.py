"""A batch reads the rows it names, not the campaign they lie in, whatever the planner believes about the tables.

Statistics are old exactly when it matters: a campaign of a hundred thousand is planned and sent within minutes.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from support.shop import WORKER, Shop
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Lane
from tidings.messages import service as messages
from tidings.messages.service import token_of
from tidings.messages.types import ReleaseOrder, Result, RetryPolicy
from tidings.ports.outcome import Accepted
from tidings.ports.receipt import Receipt, ReceiptState

CAMPAIGN = 2000
BATCH = 50
LEDGER = ("messages", "outbox", "portfolio_people", "unknowns")

Prepare = Callable[[Shop], Awaitable[None]]


async def never_taken(_shop: Shop) -> None:
    """Leave the tables as they are made."""


async def taken_when_empty(shop: Shop) -> None:
    await analyse(shop)


async def taken_before_the_campaign(shop: Shop) -> None:
    await shop.source(await shop.people(CAMPAIGN, start=CAMPAIGN))
    await analyse(shop)


async def analyse(shop: Shop) -> None:
    """Take statistics now."""
    async with shop.database.engine() as unit:
        await unit.run("RESET ROLE")
        await unit.run(f"ANALYZE {', '.join(LEDGER)}")
        await unit.run("SET ROLE tidings_engine")


@asynccontextmanager
async def reading_at_most(unit: Unit, rows: int) -> AsyncGenerator[None]:
    """Hold what is done meanwhile to that many rows of the ledger, read through indexes or by scans."""
    before = await read(unit)
    yield
    assert await read(unit) - before <= rows


async def read(unit: Unit) -> int:
    """Count the rows of the ledger that this connection has read and not yet reported."""
    return int(
        await unit.value(
            "SELECT coalesce(sum(coalesce(idx_tup_fetch, 0) + seq_tup_read), 0) FROM pg_stat_xact_user_tables"
            " WHERE relname ~ '^(messages|outbox|portfolio_people|unknowns)'"
        )
    )


@pytest.mark.parametrize("statistics", [never_taken, taken_when_empty, taken_before_the_campaign])
async def test_release_claim_record_and_receipts_read_only_what_they_name(shop: Shop, statistics: Prepare) -> None:
    people = await shop.people(CAMPAIGN)
    await statistics(shop)
    source = await shop.source(people)
    async with shop.database.keyed() as unit, reading_at_most(unit, 4 * BATCH):
        await messages.release(unit, shop.organisation_id, ReleaseOrder(source, shop.sender, None, BATCH, None))
    await shop.release(source, most=CAMPAIGN)
    async with shop.database.followed() as unit, reading_at_most(unit, 4 * BATCH):
        batch = await messages.claim(unit, WORKER, list(Lane), BATCH)
    assert batch is not None
    assert len(batch.claimed) == BATCH
    results = [Result(each, Accepted(f"wamid.{place}", 1), shop.clock.now(), batch.sender, None) for place, each in enumerate(batch.claimed)]
    async with shop.database.keyed() as unit, reading_at_most(unit, 6 * BATCH):
        await messages.record(unit, shop.organisation_id, results, RetryPolicy())
    receipts = [Receipt(ReceiptState.DELIVERED, "", token_of(each.key, each.attempt), shop.clock.now()) for each in batch.claimed]
    async with shop.database.keyed() as unit, reading_at_most(unit, 4 * BATCH):
        await messages.apply_receipts(unit, shop.organisation_id, receipts)
