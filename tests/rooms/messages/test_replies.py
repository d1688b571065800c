"""Who writes to us did something: it stands among their events, with what they answer where that is known."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import Shop, open_shop
from tidings.apps.reactions import react
from tidings.contacts import service as contacts
from tidings.contacts.types import EventFilter
from tidings.conversations import service as conversations
from tidings.conversations.types import Received, SenderRef
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.messages import service
from tidings.policy import service as policy
from tidings.policy.types import Cap
from tidings.ports.outcome import Accepted
from tidings.ports.receipt import Inbound, InboundKind

ANA = "+33610000000"


@pytest.fixture
async def shop(database_url: str, clock: ManualClock, vault: Vault, database: Database, organisation: UUID) -> AsyncIterator[Shop]:
    """A shop in whose database rooms react to each other."""
    del database
    reacting = Database(database_url, clock, vault, size=2, reactions=react)
    await reacting.open()
    yield await open_shop(reacting, organisation, clock)
    await reacting.close()


async def send(shop: Shop, provider_id: str) -> UUID:
    source = await shop.source(await shop.people(1))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted(provider_id))
    shop.clock.advance(hours=1)
    return source


async def told(shop: Shop, connection: UUID, senders: Sequence[SenderRef], said: Sequence[Inbound]) -> list[Received]:
    async with shop.database.unit(shop.organisation_id) as unit:
        return await conversations.receive(unit, shop.organisation_id, connection, senders, said)


async def hear(shop: Shop, *texts: str, in_reply_to: str | None = None) -> list[Any]:
    """Take in what Ana writes, told twice as providers do, and return the properties of her replies."""
    said = [
        Inbound(
            provider_id=f"wamid.in.{place}",
            kind=InboundKind.TEXT,
            channel=Channel.WHATSAPP,
            sender=ANA,
            to=shop.sender.address,
            text=text,
            at=shop.clock.now(),
            in_reply_to=in_reply_to,
        )
        for place, text in enumerate(texts)
    ]
    connection, senders = new_id(shop.clock.now()), [SenderRef(shop.sender.id, shop.sender.address)]
    people = {each.contact_id for _ in range(2) for each in await told(shop, connection, senders, said)}
    (ana,) = [each for each in people if each is not None]
    async with shop.database.unit(shop.organisation_id) as unit:
        page = await contacts.events_of(unit, shop.organisation_id, ana, EventFilter("message.replied"), None, 50)
    return [each.properties for each in page.rows]


async def test_an_answer_belongs_to_the_message_that_it_quotes(shop: Shop) -> None:
    first = await send(shop, "wamid.first")
    await send(shop, "wamid.second")
    assert await hear(shop, "Oui", in_reply_to="wamid.first.0") == [{"channel": "whatsapp", "source_id": str(first)}]


async def test_an_answer_that_quotes_nothing_belongs_to_the_last_message_where_caps_count_them(shop: Shop) -> None:
    async with shop.database.unit(shop.organisation_id) as unit:
        await policy.set_caps(unit, shop.organisation_id, "test", [Cap(frozenset({Channel.WHATSAPP}), 5, 24)])
    await send(shop, "wamid.first")
    second = await send(shop, "wamid.second")
    assert await hear(shop, "Oui") == [{"channel": "whatsapp", "source_id": str(second)}]


async def test_whoever_writes_first_answers_nothing_and_a_stop_is_no_reply(shop: Shop) -> None:
    assert await hear(shop, "Bonjour", "STOP") == [{"channel": "whatsapp"}]


async def test_a_batch_of_replies_costs_the_same_statements(shop: Shop) -> None:
    ids = [each.contact_id for each in await shop.people(30)]
    counts: list[int] = []
    for some in (ids[:1], ids):
        at = shop.clock.now() - timedelta(seconds=len(some))
        wrote = [
            {"id": str(new_id(at)), "contact_id": str(each), "channel": "sms", "reading": "other", "in_reply_to": "x", "at": at.isoformat()}
            for each in some
        ]
        async with shop.database.unit(shop.organisation_id) as unit:
            await service.on_received(unit, shop.organisation_id, [Happened("message.received", shop.organisation_id, {"messages": wrote})])
            counts.append(unit.statements)
    assert counts[0] == counts[1]
