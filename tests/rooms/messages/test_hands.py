"""A provider that takes its time keeps neither other senders waiting, nor what is more urgent of the same sender."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import PUBLIC, Shop, open_shop
from tidings.apps.providers import ADAPTERS
from tidings.infra.db.database import Database
from tidings.infra.exchange import Exchange
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Lane
from tidings.messages.jobs import Dispatcher, Sending
from tidings.messages.jobs.hands import Hands, room

SLOW, QUICK = "+15005550006", "+15005550007"
MOST = 40
SENT = {"status": "queued", "num_segments": "1", "price": None, "price_unit": "USD", "error_code": None}


@dataclass
class Provider:
    """Stands in for Twilio: it answers a number that is slow only once the test says so."""

    url: str = ""
    released: asyncio.Event = field(default_factory=asyncio.Event)
    asked: Counter[str] = field(default_factory=Counter[str])
    answered: Counter[str] = field(default_factory=Counter[str])
    open: int = 0
    most_open: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                await self._answer(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(int(line.partition(":")[2]) for line in head.splitlines() if line.startswith("content-length"))
        sender = parse_qs((await reader.readexactly(length)).decode())["From"][0]
        self.asked[sender] += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        if sender == SLOW:
            await self.released.wait()
        self.open -= 1
        self.answered[sender] += 1
        body = json.dumps(SENT | {"sid": f"SM{self.answered.total():032}"}).encode()
        writer.write(b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()


@pytest.fixture
async def provider() -> AsyncGenerator[Provider]:
    provider = Provider()
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0)
    provider.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield provider


@asynccontextmanager
async def working(provider: Provider, shop: Shop) -> AsyncGenerator[None]:
    """Let a worker with few hands send, until the test is over."""
    stopping = asyncio.Event()
    async with Exchange(loopback=True) as exchange:
        sending = Sending(shop.database, exchange, ADAPTERS, shop.clock, lambda _connection, _provider: "", PUBLIC, most=MOST)
        work = asyncio.create_task(Dispatcher(sending, 1, tuple(Lane)).run(stopping))
        try:
            yield
        finally:
            provider.released.set()
            stopping.set()
            await work


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - the other side of a socket sets no event
            await asyncio.sleep(0.01)


async def sms_shop(database: Database, clock: ManualClock, provider: Provider, number: str, people: int) -> Shop:
    """Open an organisation of its own with an SMS number at the stand-in, and queue messages for as many people."""
    organisation = new_id(clock.now())
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
            " VALUES (%(id)s, 'Shop', %(slug)s, 'FR', 'Europe/Paris', 'EUR', 'fr', %(at)s)",
            {"id": organisation, "slug": organisation.hex, "at": clock.now()},
        )
    shop = await open_shop(database, organisation, clock, Channel.SMS)
    async with database.engine() as unit:
        await unit.run("UPDATE senders SET address = %(number)s, per_hour = NULL WHERE id = %(id)s", {"number": number, "id": shop.sender.id})
        await unit.run("UPDATE connections SET api_base = %(url)s WHERE organisation_id = %(org)s", {"url": provider.url, "org": organisation})
    await queue(shop, people)
    return shop


async def queue(shop: Shop, people: int, lane: Lane = Lane.MARKETING, *, start: int = 0) -> UUID:
    source = await shop.source(await shop.people(people, start=start), lane=lane)
    await shop.release(source)
    return source


async def test_all_messages_of_a_quick_provider_leave_while_a_slow_one_has_answered_none(
    database: Database, clock: ManualClock, provider: Provider
) -> None:
    slow = await sms_shop(database, clock, provider, SLOW, 300)
    async with working(provider, slow):
        await until(lambda: provider.asked[SLOW] == room(MOST, 0))
        await sms_shop(database, clock, provider, QUICK, 200)
        await until(lambda: provider.answered[QUICK] == 200)
        assert provider.answered[SLOW] == 0
        assert provider.asked[SLOW] == room(MOST, 0)
        provider.released.set()
        await until(lambda: provider.answered[SLOW] == 300)
    assert provider.most_open <= MOST


async def test_a_transactional_message_of_a_slow_sender_leaves_before_its_marketing_has_an_answer(
    database: Database, clock: ManualClock, provider: Provider
) -> None:
    shop = await sms_shop(database, clock, provider, SLOW, 300)
    async with working(provider, shop):
        await until(lambda: provider.asked[SLOW] == room(MOST, 0))
        await queue(shop, 3, Lane.TRANSACTIONAL, start=1000)
        await until(lambda: provider.asked[SLOW] == room(MOST, 0) + 3)
        assert provider.answered[SLOW] == 0


def test_however_many_take_all_they_may_some_hands_are_left() -> None:
    hands, taken = Hands(320), list[int]()
    for _ in range(12):
        whose = (new_id(ManualClock().now()), Lane.MARKETING)
        taken.append(more := hands.fresh_room())
        hands.take(whose, more)
    assert taken[0] == 256
    assert taken == sorted(taken, reverse=True)
    assert sum(taken) < 320
    assert set(hands.rooms().values()) == {0}


def test_two_who_each_take_what_they_may_in_turns_end_with_as_much() -> None:
    shares = [0, 0]
    for turn in range(200):
        mine = turn % 2
        shares[mine] += min(room(320 - sum(shares), shares[mine]), 8)
    assert abs(shares[0] - shares[1]) <= 8
    assert 320 - sum(shares) >= 32


async def test_who_waits_for_hands_goes_on_when_enough_are_given_back() -> None:
    hands, whose = Hands(80), (new_id(ManualClock().now()), Lane.MARKETING)
    hands.take(whose, 64)
    waiting = asyncio.create_task(hands.changed(30.0))
    for _ in range(31):
        hands.give_back(whose)
        await asyncio.sleep(0)
        assert not waiting.done()
    hands.give_back(whose)
    await waiting
    assert hands.rooms()[whose] == 32
