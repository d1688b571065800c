"""A repair shop: its counter, its customers' phones and browsers, and providers that say what a test wants."""

import html
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from support.api import Client, Reply
from support.campaigning import World, settle
from support.clock import ManualClock
from support.noticing import Counter
from support.shop import ENVIRONMENT
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.apps.quoting import what_was_asked
from tidings.channels import service as channels
from tidings.content.types import PublicAddress
from tidings.conversations import service as conversations
from tidings.conversations.types import SenderRef
from tidings.infra.config import load
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.turns import Turns
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.ports.receipt import Inbound, InboundKind
from tidings.repairs import jobs
from tidings.repairs import service as repairs

PHONE = "+33612000001"
DEVICE = {"kind": "phone", "brand": "Apple", "model": "iPhone 13", "serial": "SN-4711", "problem": "Écran cassé"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@dataclass
class Workshop:
    """What happens in a shop: at its counter (the API), on its customers' phones and in their browsers."""

    world: World
    counter: Counter
    api: Client
    said: int = field(default=0)

    @property
    def browser(self) -> Client:
        return self.api.with_key(None)

    async def opened(self, *, device: dict[str, Any] | None = None, **owner: Any) -> dict[str, Any]:
        """Open a ticket for somebody at the counter, who may be written to by SMS unless a test says otherwise."""
        who = {"first_name": "Jo", "phone": PHONE, "agreed": ["sms"]} | owner
        return await self.made("/repairs/tickets", {"owner": {name: value for name, value in who.items() if value}, "device": device or DEVICE})

    async def made(self, address: str, body: Any = None) -> dict[str, Any]:
        self.world.clock.advance(seconds=1)
        reply = await self.api.post(address, body)
        assert reply.status < 300, reply.body
        return reply.json()

    async def refused(self, address: str, body: Any = None) -> str:
        reply = await self.api.post(address, body)
        assert reply.status >= 400, reply.body
        return reply.json()["code"]

    async def moved(self, ticket: dict[str, Any], *statuses: str) -> dict[str, Any]:
        for status in statuses:
            ticket = await self.made(f"/repairs/tickets/{ticket['id']}/status", {"status": status})
        return ticket

    async def estimated(self, ticket: dict[str, Any], *, parts: int = 5000, labour: int = 2500) -> dict[str, Any]:
        return await self.made(f"/repairs/tickets/{ticket['id']}/estimate", {"parts_cents": parts, "labour_cents": labour, "vat_percent": 20})

    async def shown(self, ticket: dict[str, Any]) -> dict[str, Any]:
        return (await self.api.get(f"/repairs/tickets/{ticket['id']}")).json()

    async def told(self, ticket: dict[str, Any]) -> list[str]:
        """Return the kinds of notices about a ticket, oldest first."""
        rows = (await self.api.get(f"/repairs/tickets/{ticket['id']}/notices")).json()["items"]
        return [each["kind"] for each in reversed(rows)]

    async def texts(self) -> list[str]:
        return await self.counter.texts()

    async def says(self, text: str, *, phone: str = PHONE, channel: Channel = Channel.SMS, quoting: str | None = None) -> None:
        """Have somebody write to the shop, perhaps with a message of ours quoted."""
        self.said += 1
        self.world.clock.advance(seconds=1)
        async with self.world.database.engine() as unit:
            ours = next(each for each in await channels.senders(unit, self.world.organisation, channel))
            inbound = Inbound(
                channel=channel,
                sender=phone,
                to=ours.address,
                text=text,
                provider_id=f"SM{self.said:04}",
                kind=InboundKind.TEXT,
                at=None,
                in_reply_to=quoting,
            )
            await conversations.receive(
                unit, self.world.organisation, ours.connection_id, [SenderRef(ours.id, ours.address)], [inbound], asks=what_was_asked
            )

    async def links(self, ticket: dict[str, Any]) -> tuple[str, str]:
        """Return the paths of a ticket's page and of its owner's."""
        found = await self.made(f"/repairs/tickets/{ticket['id']}/links", {})
        return urlsplit(found["ticket_url"]).path, urlsplit(found["person_url"]).path

    async def page(self, path: str, *, lang: str = "en") -> str:
        reply = await self.browser.get(f"{path}?lang={lang}")
        assert reply.status == 200, reply.body
        return html.unescape(reply.body.decode())

    async def send(self, path: str, *, lang: str = "en", **fields: object) -> Reply:
        """Open a page, fill its form in and send it."""
        found = re.search(r'name="form" value="([^"]+)"', await self.page(path, lang=lang))
        assert found
        return await self.post(path, {"form": found[1], "shown": lang, **fields})

    async def post(self, path: str, fields: dict[str, object]) -> Reply:
        return await self.browser.send("POST", path, body=urlencode(fields, doseq=True).encode(), headers=FORM)

    async def remind(self) -> None:
        """Have a worker remind whoever is due."""
        for _ in range(10):
            if not await jobs.remind(self.world.database, Turns("reminders")):
                return
        raise AssertionError("reminders never come to rest")


@dataclass(frozen=True)
class Premises:
    """A shop that is set up, and nobody in it."""

    counter: Counter
    secret: str


async def set_up(database: Database, organisation: UUID, clock: ManualClock) -> Premises:
    """Give an organisation that can send the texts and kinds of a repair shop, and a key that may do everything."""
    world = await settle(database, organisation, clock)
    async with database.engine() as unit:
        worker = await messages.register_worker(unit, "test")
        key = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=frozenset(Scope))
    async with database.unit(organisation) as unit:
        await repairs.furnish(unit, organisation, "cli:test", PublicAddress(load(ENVIRONMENT).public_base_url))
    return Premises(Counter(world, worker), key.secret)


@asynccontextmanager
async def opened_workshop(premises: Premises, database_url: str, vault: Vault, folder: Path) -> AsyncGenerator[Workshop]:
    """Open a shop for a test, with its API."""
    world = premises.counter.world
    async with whole_application(world.database, database_url, world.clock, vault, folder) as app:
        yield Workshop(world, premises.counter, Client(app, premises.secret))


def ticket_id(ticket: dict[str, Any]) -> UUID:
    return UUID(ticket["id"])
