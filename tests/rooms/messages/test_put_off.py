"""A recipient's server that asks to come again is asked again, each time later and not for ever; and what it reports must be its own."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from support.clock import ManualClock
from support.shop import PUBLIC, Shop
from tidings.apps.providers import ADAPTERS
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason
from tidings.contacts import service as contacts
from tidings.infra.exchange import Exchange, NoPlaceError
from tidings.kernel.words import Lane
from tidings.messages import service
from tidings.messages.jobs import Dispatcher, Sending
from tidings.messages.rules import PATIENCE
from tidings.messages.service import Outlooks, token_of
from tidings.messages.types import Key, State
from tidings.ports.outcome import Accepted, Failure, NotNow, Scope
from tidings.ports.receipt import Receipt, ReceiptState

COME_AGAIN = NotNow(300, Scope.ADDRESS, "450 4.2.0", "The mailbox is not available now.")


async def waited(shop: Shop, source: UUID) -> list[timedelta]:
    """Put the one message off again and again, and return how long it waited each time until it failed."""
    waits: list[timedelta] = []
    since: datetime | None = None
    while State.QUEUED in await shop.states(source):
        batch = await shop.claim()
        if batch is None or not batch.claimed:
            shop.clock.advance(minutes=5)
            continue
        waits += [shop.clock.now() - since] if since else []
        since = shop.clock.now()
        await shop.record(batch, COME_AGAIN)
    return waits


async def test_a_mailbox_that_is_never_available_is_asked_ever_more_seldom_and_fails_after_two_days(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    waits = await waited(shop, source)
    assert waits[:7] == [timedelta(minutes=5) * 2**doubled for doubled in range(6)] + [timedelta(hours=4)]
    assert set(waits[6:]) == {timedelta(hours=4)}
    assert PATIENCE <= sum(waits, timedelta()) < PATIENCE + timedelta(hours=4)
    (row,) = await rows(shop, source)
    assert (row.state, row.reason, row.attempts) == (State.FAILED, Failure.RECIPIENT_SOFT, 1)


async def test_a_mailbox_that_fails_three_times_so_is_closed_for_a_while(shop: Shop) -> None:
    (person,) = await shop.people(1)
    for failures in (1, 2, 3):
        source = await shop.source([person])
        await shop.release(source)
        await waited(shop, source)
        assert (await closings(shop) == [SuppressionReason.FAILING]) is (failures == 3)


async def test_whoever_finds_no_free_connection_waits_in_the_queue_without_a_try(shop: Shop, clock: ManualClock) -> None:
    source = await shop.source(await shop.people(1))
    await shop.release(source)

    class Crowded(Exchange):
        """All connections are in use, the first time."""

        asked = 0

        async def converse(self, steps: Any) -> Any:
            self.asked += 1
            steps.close()
            if self.asked == 1:
                raise NoPlaceError
            return Accepted("wamid.1")

    stopping = asyncio.Event()
    async with Crowded() as exchange:
        sending = Sending(shop.database, exchange, ADAPTERS, clock, lambda _connection, _provider: "", PUBLIC)
        work = asyncio.create_task(Dispatcher(sending, 1, tuple(Lane)).run(stopping))
        while await shop.states(source) != [State.SENT]:
            clock.advance(seconds=1)
            await asyncio.sleep(0.02)
        stopping.set()
        await work
    (row,) = await rows(shop, source)
    assert (row.attempts, await tried(shop, row.contact_id, source)) == (1, [])


async def test_a_report_of_another_address_fails_nobody_and_shows_in_the_trace(shop: Shop) -> None:
    (person,) = await shop.people(1)
    source = await shop.source([person])
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted("wamid.1"))
    key = Key(source, person.contact_id, 0)
    report = Receipt(ReceiptState.FAILED, "", token_of(key, 1), None, Failure.INVALID_ADDRESS, "5.1.1", "There is no such mailbox.")
    async with shop.database.keyed() as unit:
        own = (await contacts.addresses(unit, shop.organisation_id, [person.address_id]))[person.address_id].value
        await service.apply_receipts(unit, shop.organisation_id, [replace(report, recipients=("+33699999999",))])
    assert (await shop.states(source), await closings(shop)) == ([State.SENT], [])
    assert await tried(shop, person.contact_id, source) == ["of_another"]
    async with shop.database.keyed() as unit:
        await service.apply_receipts(unit, shop.organisation_id, [replace(report, recipients=("+33699999999", own))])
    assert (await shop.states(source), await closings(shop)) == ([State.FAILED], [SuppressionReason.INVALID_ADDRESS])


async def rows(shop: Shop, source: UUID) -> Any:
    async with shop.database.unit(shop.organisation_id) as unit:
        return (await service.recipients(unit, shop.organisation_id, source)).rows


async def tried(shop: Shop, contact_id: UUID, source: UUID) -> list[str]:
    async with shop.database.unit(shop.organisation_id) as unit:
        found = await service.trace(unit, shop.organisation_id, Key(source, contact_id, 0), Outlooks())
    return [each.outcome for each in found.attempts]


async def closings(shop: Shop) -> list[SuppressionReason]:
    async with shop.database.unit(shop.organisation_id) as unit:
        return [each.record.reason for each in (await consent.list_suppressions(unit, shop.organisation_id)).rows]
