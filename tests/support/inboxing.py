"""Agents who answer people by WhatsApp and SMS, a worker, and providers that say what a test wants."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from support.campaigning import World
from support.clock import ManualClock
from support.noticing import Counter, open_counter
from tidings.accounts import service as accounts
from tidings.accounts.types import Role
from tidings.channels import service as channels
from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.conversations.types import Received, SenderRef
from tidings.inbox import jobs
from tidings.inbox import service as inbox
from tidings.inbox.types import Draft, Item, Listed, Opened, Reply, Status, Thread, Wanted, Way
from tidings.infra.db.database import Database
from tidings.infra.turns import Turns
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind

ANA, BEN = "+33612000001", "+33612000002"


@dataclass
class Desk:
    """The inbox of an organisation, its two agents, and the people who write."""

    counter: Counter
    nadia: str
    omar: str
    told: int = field(default=0)

    @property
    def world(self) -> World:
        return self.counter.world

    @property
    def organisation(self) -> UUID:
        return self.counter.organisation

    async def says(self, text: str, phone: str | None = ANA, channel: Channel = Channel.WHATSAPP, **more: Any) -> Received:
        """Have somebody write to the number of a channel."""
        return (await self.receive([(text, phone, channel, more)]))[0]

    async def receive(self, said: Sequence[tuple[str, str | None, Channel, dict[str, Any]]]) -> list[Received]:
        """Have several write by one channel, in one batch of callbacks."""
        self.world.clock.advance(seconds=1)
        async with self.world.database.engine() as unit:
            channel = said[0][2]
            (ours, *_) = await channels.senders(unit, self.organisation, channel)
            inbounds: list[Inbound] = []
            for text, phone, way, more in said:
                self.told += 1
                settings: dict[str, Any] = {"provider_id": f"SM{self.told:06}", "kind": InboundKind.TEXT, "at": None} | more
                inbounds.append(Inbound(channel=way, sender=phone, to=ours.address, text=text, **settings))
            return await conversations.receive(unit, self.organisation, ours.connection_id, [SenderRef(ours.id, ours.address)], inbounds)

    async def threads(self, agent: str | None = None, **wanted: Any) -> list[Listed]:
        async with self.world.database.unit(self.organisation) as unit:
            return list((await inbox.list_threads(unit, self.organisation, agent or self.nadia, Wanted(**wanted))).rows)

    async def thread(self, phone: str = ANA, agent: str | None = None) -> Opened:
        """Return the thread of a phone's owner."""
        async with self.world.database.unit(self.organisation) as unit:
            thread = await self._of(unit, phone)
            return await inbox.thread(unit, self.organisation, agent or self.nadia, thread.id)

    async def _of(self, unit: Any, phone: str) -> Thread:
        (resolved,), _ = await contacts.resolve_phones(unit, self.organisation, [phone], "FR")
        found = await inbox.thread_of(unit, self.organisation, resolved.contact_id)
        assert found is not None
        return found

    async def items(self, phone: str = ANA) -> list[Item]:
        """Return what stands in a thread, oldest first."""
        async with self.world.database.unit(self.organisation) as unit:
            thread = await self._of(unit, phone)
            return list(reversed((await inbox.thread_items(unit, self.organisation, thread.id)).rows))

    async def lines(self, phone: str = ANA) -> list[tuple[str, str | None]]:
        """Return what was said both ways, oldest first: kind and text."""
        return [(each.kind.value, each.text) for each in await self.items(phone) if each.kind.value != "event"]

    async def happened(self, phone: str = ANA) -> list[str]:
        return [each.event.what.value for each in await self.items(phone) if each.event]

    async def way(self, channel: Channel, phone: str = ANA) -> Way:
        return next(each for each in (await self.thread(phone)).ways if each.channel is channel)

    async def reply(self, text: str = "", phone: str = ANA, agent: str | None = None, *, anyway: bool = False, **draft: Any) -> Reply:
        """Answer somebody; each time a message of its own unless a key is named."""
        key = draft.pop("key", None) or str(new_id(self.world.clock.now()))
        async with self.world.database.unit(self.organisation) as unit:
            thread = await self._of(unit, phone)
            return await inbox.reply(unit, self.organisation, agent or self.nadia, thread.id, Draft(key, text, **draft), anyway=anyway)

    async def settle(self, status: Status, phone: str = ANA, agent: str | None = None, until: Any = None) -> Thread:
        self.world.clock.advance(seconds=1)
        async with self.world.database.unit(self.organisation) as unit:
            thread = await self._of(unit, phone)
            return await inbox.settle(unit, self.organisation, agent or self.nadia, thread.id, status, until)

    async def look(self) -> None:
        """Have a worker follow until nothing is due."""
        self.world.clock.advance(seconds=1)
        for _ in range(20):
            if not await jobs.look(self.world.database, Turns("inbox")):
                return
        raise AssertionError("the inbox never comes to rest")


async def open_desk(database: Database, organisation: UUID, clock: ManualClock) -> Desk:
    """Give an organisation that can send two agents."""
    counter = await open_counter(database, organisation, clock)
    world = counter.world
    agents: list[str] = []
    async with world.database.engine() as unit:
        for name in ("Nadia", "Omar"):
            email = f"{name.lower()}.{world.organisation.hex}@example.org"
            member = await accounts.add_member(unit, world.organisation, "cli:test", email=email, name=name, role=Role.AGENT)
            agents.append(f"user:{member.user.id}")
    return Desk(counter, agents[0], agents[1])
