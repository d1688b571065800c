"""Who reads a message did something: it stands among their events, where segments find it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from support.shop import Shop
from tidings.contacts import service as contacts
from tidings.contacts.types import EventFilter
from tidings.messages import service as messages
from tidings.messages.rules import token_of
from tidings.messages.types import Claimed
from tidings.ports.outcome import Accepted
from tidings.ports.receipt import Receipt, ReceiptState
from tidings.segments import service as segments


async def sent_to(shop: Shop, count: int) -> tuple[UUID, list[Claimed]]:
    people = await shop.people(count)
    source = await shop.source(people)
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted("wamid"))
    return source, list(batch.claimed)


async def events_of(shop: Shop, contact_id: UUID) -> list[tuple[str, datetime, Any]]:
    async with shop.database.unit(shop.organisation_id) as unit:
        page = await contacts.events_of(unit, shop.organisation_id, contact_id, EventFilter(), None, 50)
    return [(each.name, each.at, each.properties) for each in page.rows]


async def test_a_message_that_is_read_is_an_event_once_however_often_it_is_told(shop: Shop) -> None:
    source, [ana, bo] = await sent_to(shop, 2)
    shop.clock.advance(minutes=5)
    read_at = shop.clock.now() - timedelta(minutes=1)
    for state in (ReceiptState.READ, ReceiptState.DELIVERED, ReceiptState.READ):
        await shop.receive(token_of(ana.key, ana.attempt), state, at=read_at)
    await shop.receive(token_of(bo.key, bo.attempt), ReceiptState.DELIVERED)
    assert await events_of(shop, ana.key.contact_id) == [("message.read", read_at, {"channel": "whatsapp", "source_id": str(source)})]
    assert await events_of(shop, bo.key.contact_id) == []


async def test_a_segment_finds_who_opened_a_message(shop: Shop) -> None:
    _, [ana, _] = await sent_to(shop, 2)
    await shop.receive(token_of(ana.key, ana.attempt), ReceiptState.READ)
    async with shop.database.engine() as unit:
        found = await segments.preview(unit, shop.organisation_id, segments.parsed("opened whatsapp in 30 days"), sample=2)
    assert [each.member.contact_id for each in found.sample] == [ana.key.contact_id]


async def test_a_provider_with_a_wrong_clock_moves_no_event_into_the_future_or_before_the_message(shop: Shop) -> None:
    source, [ana, bo] = await sent_to(shop, 2)
    sent_at = shop.clock.now()
    shop.clock.advance(hours=1)
    await shop.receive(token_of(ana.key, ana.attempt), ReceiptState.READ, at=datetime(1970, 1, 1, tzinfo=UTC))
    await shop.receive(token_of(bo.key, bo.attempt), ReceiptState.READ, at=datetime(2099, 1, 1, tzinfo=UTC))
    assert source
    assert [at for _, at, _ in await events_of(shop, ana.key.contact_id)] == [sent_at]
    assert [at for _, at, _ in await events_of(shop, bo.key.contact_id)] == [shop.clock.now()]


async def test_reads_of_a_batch_are_recorded_in_one_statement_more_and_none_where_nobody_read(shop: Shop) -> None:
    _, people = await sent_to(shop, 40)
    costs: list[int] = []
    for batch, state in ((people[:2], ReceiptState.DELIVERED), (people[:2], ReceiptState.READ), (people[2:], ReceiptState.READ)):
        async with shop.database.keyed() as unit:
            news = [Receipt(state, f"wamid.{each.key.contact_id}", token_of(each.key, each.attempt), shop.clock.now()) for each in batch]
            await messages.apply_receipts(unit, shop.organisation_id, news)
            costs.append(unit.statements)
    assert costs[1] - costs[0] <= 1
    assert costs[2] - costs[0] <= 3  # people whose sending was still open are settled, in two statements
