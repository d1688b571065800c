"""A worker that stood still between its claim and the exchange, as on a machine that slept: what it holds is claimed anew, not sent."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from support.shop import PUBLIC, Shop
from tidings.apps.providers import ADAPTERS
from tidings.infra.exchange import Exchange
from tidings.kernel.words import Lane
from tidings.messages.jobs import Dispatcher, Sending


@pytest.mark.parametrize(
    ("asleep", "tried"),
    [(timedelta(seconds=59), ["unreachable"]), (timedelta(hours=2), ["lease_too_old", "unreachable"])],
    ids=["for a moment", "for hours"],
)
async def test_what_was_claimed_before_a_long_sleep_is_claimed_anew(shop: Shop, asleep: timedelta, tried: list[str]) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    sleeps = iter([asleep])

    def sleeping(_connection: UUID, _provider: str) -> str:
        shop.clock.advance(seconds=next(sleeps, timedelta()).total_seconds())
        return "https://tidings.example/webhooks"

    stopping = asyncio.Event()
    async with Exchange(loopback=True) as exchange:  # the provider's address is a closed port: asking it shows
        sending = Sending(shop.database, exchange, ADAPTERS, shop.clock, sleeping, PUBLIC)
        work = asyncio.create_task(Dispatcher(sending, 1, tuple(Lane)).run(stopping))
        while "unreachable" not in (codes := await _tried(shop)):  # noqa: ASYNC110 - the database has no event for it
            await asyncio.sleep(0.02)
        stopping.set()
        await work
    assert codes == tried


async def _tried(shop: Shop) -> list[str]:
    async with shop.database.engine() as unit:
        return await unit.fetch(str, "SELECT code FROM attempts ORDER BY at")
