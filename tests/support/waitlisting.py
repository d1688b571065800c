"""A business with a waitlist: people who wait, slots that are freed, answers as providers bring them, and a worker that offers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from support.campaigning import ACTOR, World
from support.clock import ManualClock
from support.consents import grant
from support.noticing import Counter, open_counter
from tidings.apps.quoting import what_was_asked
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.conversations.types import SenderRef
from tidings.infra.db.database import Database
from tidings.infra.turns import Turns
from tidings.kernel.words import Channel, Purpose
from tidings.messages import service as messages
from tidings.ports.receipt import Inbound, InboundKind
from tidings.waitlist import jobs
from tidings.waitlist import service as waitlist
from tidings.waitlist.service import Holds
from tidings.waitlist.types import Booking, Entry, NewSlot, Offer, Service, Settings, Slot, Wishes

ANY_HOUR = Settings(opens=time(0), closes=time(0))

ANYTHING = Wishes()


@dataclass
class Shop:
    """Whoever runs the list, and the worker."""

    counter: Counter
    service: Service
    senders: Mapping[Channel, Sender]
    sids: "count[int]" = field(default_factory=count)

    @property
    def world(self) -> World:
        return self.counter.world

    @property
    def organisation(self) -> UUID:
        return self.world.organisation

    async def person(self, phone: str, *, channels: Sequence[Channel] = (Channel.SMS,)) -> UUID:
        """Return whose number it is; they agreed to be written to by these channels."""
        async with self.world.database.unit(self.organisation) as unit:
            resolved, _ = await contacts.resolve_phones(unit, self.organisation, [phone], "FR")
        await self.consents(resolved[0].contact_id, channels)
        return resolved[0].contact_id

    async def consents(self, contact_id: UUID, channels: Sequence[Channel] = (Channel.SMS,)) -> None:
        """Have somebody agree to be written to by channels."""
        at = self.world.clock.now()
        async with self.world.database.unit(self.organisation) as unit:
            for channel in channels:
                await grant(
                    unit, self.organisation, [contact_id], channel=channel, purpose=Purpose.TRANSACTIONAL, source="counter", at=at
                )  # fmt: skip

    async def waits(self, number: int, wishes: Wishes = ANYTHING, *, priority: int = 5, channels: Sequence[Channel] = (Channel.SMS,)) -> Entry:
        """Put the person of a number on the list."""
        contact_id = await self.person(phone(number), channels=channels)
        async with self.world.database.unit(self.organisation) as unit:
            entry = await waitlist.join(unit, self.organisation, ACTOR, contact_id, self.service.id, wishes, priority=priority, source="staff")
        self.world.clock.advance(seconds=1)
        return entry

    async def slot(self, *, hours: float = 24, **changes: Any) -> Slot:
        new = NewSlot(self.service.id, self.world.clock.now() + timedelta(hours=hours), **changes)
        async with self.world.database.unit(self.organisation) as unit:
            return await waitlist.add_slot(unit, self.organisation, ACTOR, new)

    async def set(self, settings: Settings) -> None:
        async with self.world.database.unit(self.organisation) as unit:
            await waitlist.set_settings(unit, self.organisation, ACTOR, settings)

    async def look(self, holds: Holds | None = None) -> None:
        """Have workers do all that is due: offers, notices, and whatever leaves; `holds` are those of a worker that saw offers before."""
        for _ in range(30):
            offered = await jobs.look(self.world.database, Turns("waitlist"), holds or Holds(self.world.clock.monotonic))
            await self.counter.follow()
            went = await self.counter.deliver()
            if not offered and not went:
                return
        raise AssertionError("the list never comes to rest")

    async def pass_time(self, **time: float) -> None:
        self.world.clock.advance(**time)
        await self.look()

    async def says(
        self,
        *said: tuple[int, str],
        channel: Channel = Channel.SMS,
        at: datetime | None = None,
        quoting: str | None = None,
        ids: Sequence[str] = (),
    ) -> None:
        """Have people write to us, all in one batch of callbacks; `ids` are the provider's, of the first ones."""
        self.world.clock.advance(seconds=1)
        sender = self.senders[channel]
        inbounds = [
            Inbound(
                provider_id=ids[place] if place < len(ids) else f"IN{next(self.sids)}",
                channel=channel,
                kind=InboundKind.TEXT,
                sender=phone(number),
                to=sender.address,
                text=text,
                at=at or self.world.clock.now(),
                in_reply_to=quoting,
            )
            for place, (number, text) in enumerate(said)
        ]
        async with self.world.database.keyed() as unit:
            refs = [SenderRef(sender.id, sender.address)]
            await conversations.receive(
                unit, self.organisation, sender.connection_id, refs, inbounds, names=messages.programmes_answered, asks=what_was_asked
            )

    async def offers(self, slot: Slot | None = None) -> list[Offer]:
        """Return all offers, the oldest first."""
        async with self.world.database.unit(self.organisation) as unit:
            page = await waitlist.offers_made(unit, self.organisation, slot_id=slot.id if slot else None, limit=1000)
        return sorted(page.rows, key=lambda each: (each.offered_at, each.id))

    async def put_before_a_person(self) -> list[UUID]:
        """Return whose answers wait for a person."""
        async with self.world.database.unit(self.organisation) as unit:
            return [each.contact_id for each in (await waitlist.offers_made(unit, self.organisation, unclear=True)).rows]

    async def bookings(self, slot: Slot | None = None) -> list[Booking]:
        async with self.world.database.unit(self.organisation) as unit:
            page = await waitlist.bookings(unit, self.organisation, slot_id=slot.id if slot else None, limit=1000)
        return list(reversed(page.rows))

    async def asked(self, slot: Slot | None = None) -> list[tuple[UUID, str]]:
        """Return who was asked, in their order, and what became of it."""
        return [(each.entry_id, each.state.value) for each in await self.offers(slot)]

    async def now(self, slot: Slot) -> Slot:
        async with self.world.database.unit(self.organisation) as unit:
            return await waitlist.slot(unit, self.organisation, slot.id)

    async def told(self, contact_id: UUID) -> list[str]:
        """Return the kinds of notices that somebody was sent, in their order."""
        async with self.world.database.unit(self.organisation) as unit:
            rows = await unit.fetch(
                str,
                "SELECT kind FROM notices WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND state <> 'refused' ORDER BY id",
                {"org": self.organisation, "contact": contact_id},
            )
        return [each.removeprefix("waitlist_") for each in rows]


def phone(number: int) -> str:
    """Return the phone of a person of the list."""
    return f"+3361300{number:04d}"


async def open_shop(database: Database, organisation: UUID, clock: ManualClock) -> Shop:
    """Give an organisation a service of which people wait for slots; it asks at any hour."""
    counter = await open_counter(database, organisation, clock)
    world = counter.world
    async with world.database.unit(world.organisation) as unit:
        service = await waitlist.add_service(unit, world.organisation, ACTOR, "Haircut", 30, 35_000_000)
        await waitlist.set_settings(unit, world.organisation, ACTOR, ANY_HOUR)
        senders = {each.channel: each for each in await channels.senders(unit, world.organisation)}
    return Shop(counter, service, senders)
