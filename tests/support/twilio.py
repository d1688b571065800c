"""A shop whose Twilio is the simulator, on a real socket, and an exchange that counts what it asks."""

from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from uuid import UUID

import orjson
from pyreqwest.client import ClientBuilder

from support.clock import ManualClock
from support.shop import ENVIRONMENT, PUBLIC, Shop, open_shop
from tidings.apps.providers import ADAPTERS
from tidings.infra.db.database import Database
from tidings.infra.exchange import Exchange
from tidings.kernel.words import Channel
from tidings.messages import service
from tidings.messages.jobs import Sending
from tidings.messages.types import Batch, Claimed, Result, RetryPolicy, Withheld
from tidings.ports.adapter import Conversation, Outgoing, Request, Steps
from tidings.ports.outcome import Outcome
from tidings.simulator.main import Options, serving

Answer = TypeVar("Answer")
AT_ONCE = {"on": False, "sent_seconds": 0, "delivered_seconds": 0, "spread": 0}
"""Receipts: what happens to a message happens at once, and nothing is told of it."""


class CountingExchange(Exchange):
    """An exchange that remembers what it asked."""

    def __init__(self) -> None:
        super().__init__(loopback=True)
        self.asked: list[Request] = []

    async def converse(self, steps: Conversation[Answer]) -> Answer:
        return await super().converse(self._noting(cast("Steps[Answer]", steps)))

    def _noting(self, steps: Steps[Answer]) -> Steps[Answer]:
        try:
            request = next(steps)
            while True:
                self.asked.append(request)
                request = steps.send((yield request))
        except StopIteration as end:
            return end.value


@dataclass(slots=True)
class Twilio:
    """A shop with SMS by the simulator at `url`."""

    shop: Shop
    url: str
    exchange: CountingExchange
    sending: Sending = field(init=False)

    def __post_init__(self) -> None:
        self.sending = Sending(self.shop.database, self.exchange, ADAPTERS, self.shop.clock, lambda _connection, _provider: "", PUBLIC)

    @property
    def asked(self) -> list[Request]:
        """What was asked so far, without what was sent."""
        return [request for request in self.exchange.asked if request.method == "GET"]

    async def released(self, people: int) -> UUID:
        """Release a source to so many people."""
        source = await self.shop.source(await self.shop.people(people))
        await self.shop.release(source)
        return source

    async def send(self, batch: Batch, among: Collection[Claimed]) -> Mapping[Claimed, Outcome]:
        """Send some of what was claimed, as a worker does, and return what was answered."""
        async with self.shop.database.keyed() as unit:
            facts = await service.facts(unit, batch)
        answered: dict[Claimed, Outcome] = {}
        for each in batch.claimed:
            compiled, person = facts.compiled[each.key.source_id], facts.people[each.key.contact_id]
            assert not isinstance(compiled, Withheld)
            if each not in among:
                continue
            message = Outgoing(
                channel=batch.sender.channel,
                sender=batch.sender.address,
                to=facts.addresses[each.address_id].value,
                content=compiled.render(person),
                token=service.token_of(each.key, each.attempt),
                callback_url="",
            )
            answered[each] = await self.exchange.converse(ADAPTERS["twilio"].send(message, facts.connection.account))
        return answered

    async def record(self, batch: Batch, outcomes: Mapping[Claimed, Outcome]) -> None:
        """Record how exchanges ended, together."""
        now = self.shop.clock.now()
        async with self.shop.database.keyed() as unit:
            results = [Result(claimed, outcome, now, batch.sender, None) for claimed, outcome in outcomes.items()]
            await service.record(unit, self.shop.organisation_id, results, RetryPolicy())

    async def control(self, path: str) -> Any:
        """Ask the simulator itself."""
        async with ClientBuilder().build() as client:
            return orjson.loads(bytes(await (await client.get(f"{self.url}/_/{path}").build().send()).bytes()))

    async def set(self, settings: Mapping[str, Any]) -> None:
        """Change how the simulator behaves."""
        async with ClientBuilder().error_for_status(enable=True).build() as client:
            await client.put(f"{self.url}/_/settings").body_json(dict(settings)).build().send()


@asynccontextmanager
async def opened_twilio(
    database: Database, organisation_id: UUID, clock: ManualClock, *, receipts: Mapping[str, object] = AT_ONCE, assignments: Sequence[str] = ()
) -> AsyncGenerator[Twilio]:
    """Open a shop that sends SMS by a simulator of its own."""
    accounts = {ENVIRONMENT["TWILIO_ACCOUNT_SID"]: ENVIRONMENT["TWILIO_AUTH_TOKEN"]}
    settings = orjson.dumps({"receipts": dict(receipts), "twilio": {"accounts": accounts}}).decode()
    async with serving(Options(port=0, settings=settings, assignments=assignments), clock) as url, CountingExchange() as exchange:
        shop = await open_shop(database, organisation_id, clock, Channel.SMS)
        async with database.engine() as unit:
            await unit.run("UPDATE connections SET api_base = %(url)s WHERE provider = 'twilio'", {"url": f"{url}/twilio"})
        yield Twilio(shop, url, exchange)
