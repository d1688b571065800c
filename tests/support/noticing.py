"""Notices asked for in an organisation with WhatsApp and SMS, a worker that follows them, and providers that say what a test wants."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from support.campaigning import ACTOR, World, settle
from support.clock import ManualClock
from support.consents import grant
from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import NewSender
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.content import service as content
from tidings.content.types import Body, SmsBody, WhatsAppBody
from tidings.infra.db.database import Database
from tidings.infra.turns import Turns
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages import service as messages
from tidings.messages.types import Batch, Claimed, Key, Result, RetryPolicy, State, Withheld
from tidings.notices import jobs
from tidings.notices import service as notices
from tidings.notices.types import Asked, Kind, Notice, Request, Settings, Shown
from tidings.ports.adapter import Traits
from tidings.ports.content import Text
from tidings.ports.outcome import Accepted, Failure, Outcome, Refused, Unknown
from tidings.ports.receipt import Receipt, ReceiptState

PHONE = "+33612000001"
REFUSED = Refused(Failure.CONTENT, "63016", "not now")
UNKNOWN = Unknown("no answer")
TEMPLATES = {Channel.WHATSAPP: "ready_whatsapp", Channel.SMS: "ready_sms"}
READY = Settings(
    "Ready for pick-up", Purpose.TRANSACTIONAL, TEMPLATES, waits={Channel.WHATSAPP: timedelta(minutes=5), Channel.SMS: timedelta(minutes=10)}
)


@dataclass
class Counter:
    """Whoever asks for notices, and the worker."""

    world: World
    worker: int
    outcomes: dict[Channel, Outcome] = field(default_factory=dict[Channel, Outcome])

    @property
    def organisation(self) -> UUID:
        return self.world.organisation

    async def kind(self, key: str = "ready", **changes: Any) -> Kind:
        async with self.world.database.unit(self.organisation) as unit:
            return await notices.put_kind(unit, self.organisation, ACTOR, key, replace(READY, **changes))

    async def agree(self, *phones: str) -> list[UUID]:
        """Have phones agree to transactional messages on both channels; returns whose they are."""
        async with self.world.database.unit(self.organisation) as unit:
            resolved, _ = await contacts.resolve_phones(unit, self.organisation, phones, "FR")
            people = [each.contact_id for each in resolved]
            for channel in TEMPLATES:
                await grant(
                    unit, self.organisation, people, channel=channel, purpose=Purpose.TRANSACTIONAL, source="counter", at=self.world.clock.now()
                )
        return people

    async def speaks(self, channel: Channel, body: Body, traits: Traits, credentials: Mapping[str, str]) -> None:
        """Give the organisation a sender and a text on one more channel."""
        async with self.world.database.unit(self.organisation) as unit:
            base = "smtp://127.0.0.1:1" if channel is Channel.EMAIL else None
            made = await channels.add_connection(
                unit,
                self.organisation,
                ACTOR,
                adapter_traits=traits,
                name=channel.value,
                credentials=credentials,
                api_base=base,
                simulated=base is not None,
            )
            address = "shop@example.org" if channel is Channel.EMAIL else "atelier-rive-4f2a1"
            await channels.add_sender(unit, self.organisation, ACTOR, NewSender(made.id, channel, address, "Atelier"))
            await content.create_template(
                unit,
                self.organisation,
                ACTOR,
                name=f"ready_{channel}",
                channel=channel,
                purpose=Purpose.TRANSACTIONAL,
                locale="en",
                body=body,
            )

    async def also_at(self, phone: str, channel: Channel) -> UUID:
        """Let whoever has a phone be reached by email or on a device, too; returns who it is."""
        async with self.world.database.unit(self.organisation) as unit:
            ((resolved,), _) = await contacts.resolve_phones(unit, self.organisation, [phone], "FR")
            person = resolved.contact_id
            if channel is Channel.EMAIL:
                email = NewAddress(AddressKind.EMAIL, f"p{phone[1:]}@example.org")
                await contacts.update_contact(unit, self.organisation, ACTOR, person, Changes(addresses=(email,)), "FR")
            else:
                await contacts.register_device(unit, self.organisation, ACTOR, person, f"device-{phone[1:]}-" + "x" * 100)
            at = self.world.clock.now()
            await grant(unit, self.organisation, [person], channel=channel, purpose=Purpose.TRANSACTIONAL, source="counter", at=at)
        return person

    async def ask(self, *requests: Request) -> list[Asked]:
        async with self.world.database.unit(self.organisation) as unit:
            return await notices.notify(unit, self.organisation, list(requests))

    async def notify(self, key: str = "ticket-1", *, data: Mapping[str, Any] | None = None, **named: Any) -> Notice:
        """Ask for one notice to a phone; it must be taken."""
        request = Request(named.pop("kind", "ready"), key, address=named.pop("address", PHONE), data=data or {"device": "Phone"}, **named)
        (asked,) = await self.ask(request)
        assert asked.notice is not None, asked.error
        return asked.notice

    async def follow(self) -> None:
        """Look at notices until nothing is due."""
        for _ in range(20):
            if not await jobs.look(self.world.database, Turns("notices")):
                return
        raise AssertionError("notices never come to rest")

    async def claim(self) -> list[tuple[Channel, Claimed]]:
        """Take everything out of the queue, as workers do, without an exchange."""
        taken: list[tuple[Channel, Claimed]] = []
        while (batch := await self._claimed()) is not None:
            taken += [(batch.sender.channel, each) for each in batch.claimed]
        return taken

    async def deliver(self) -> list[Channel]:
        """Exchange what waits: providers take it, or answer as `outcomes` says; returns by which channels something was tried."""
        went: list[Channel] = []
        while (batch := await self._claimed()) is not None:
            async with self.world.database.keyed() as unit:
                withheld = (await messages.facts(unit, batch)).withheld
                answer = self.outcomes.get(batch.sender.channel)
                results = [
                    Result(
                        each, withheld.get(each.key) or answer or Accepted(f"SM{each.key.source_id.hex}"), self.world.clock.now(), batch.sender, None
                    )
                    for each in batch.claimed
                ]
                await messages.record(unit, batch.organisation_id, results, RetryPolicy(attempts=0))
            went += [batch.sender.channel for each in batch.claimed if each.key not in withheld]
        return went

    async def texts(self) -> list[str]:
        """Exchange what waits and return what it says."""
        said: list[str] = []
        while (batch := await self._claimed()) is not None:
            async with self.world.database.keyed() as unit:
                facts = await messages.facts(unit, batch)
                for each in batch.claimed:
                    compiled = facts.compiled[each.key.source_id]
                    assert not isinstance(compiled, Withheld)
                    text = compiled.render(facts.people[each.key.contact_id], facts.brought.values[each.key])
                    said.append(text.text if isinstance(text, Text) else str(text))
                results = [
                    Result(each, Accepted(f"SM{each.key.source_id.hex}"), self.world.clock.now(), batch.sender, None) for each in batch.claimed
                ]
                await messages.record(unit, batch.organisation_id, results, RetryPolicy())
        return sorted(said)

    async def _claimed(self) -> Batch | None:
        while True:
            async with self.world.database.followed() as unit:
                batch = await messages.claim(unit, self.worker, list(Lane), 100)
            if batch is None or batch.claimed:
                return batch

    async def receipt(self, notice: Notice, channel: Channel, state: ReceiptState) -> None:
        """Apply what a provider says of an attempt."""
        tried = next(each for each in (await self.shown(notice)).tried if each.attempt.channel is channel)
        owner = tried.standing.contact_id if tried.standing else notice.contact_id
        token = messages.token_of(Key(tried.attempt.source_id, owner, 0), 1)
        failure = Failure.RECIPIENT_SOFT if state is ReceiptState.FAILED else None
        async with self.world.database.keyed() as unit:
            await messages.apply_receipts(
                unit, self.organisation, [Receipt(state, f"SM{tried.attempt.source_id.hex}", token, self.world.clock.now(), failure=failure)]
            )

    async def reply(self, notice: Notice, channel: Channel, *, reading: str = "other") -> None:
        """Have the person write by a channel, as conversations tell it."""
        said = {"id": str(new_id(self.world.clock.now())), "contact_id": str(notice.contact_id), "channel": channel.value, "reading": reading}
        said |= {"in_reply_to": None, "at": self.world.clock.now().isoformat()}
        async with self.world.database.engine() as unit:
            unit.happened(Happened("message.received", self.organisation, {"messages": [said]}))

    async def gathering(self) -> None:
        """Make a kind that gathers for two minutes and says several by SMS."""
        body = SmsBody("{{ device }}, {{ count }} news: {{ updates }}.")
        async with self.world.database.unit(self.organisation) as unit:
            await content.create_template(
                unit, self.organisation, ACTOR, name="news_sms", channel=Channel.SMS, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
            )
        sms = {Channel.SMS: "ready_sms"}
        await self.kind(templates=sms, group_within=timedelta(minutes=2), grouped_templates={Channel.SMS: "news_sms"})

    async def stop(self, *, stopped: bool) -> None:
        """Stop all sending of the organisation, or let it go on."""
        async with self.world.database.engine() as unit:
            if stopped:
                await accounts.stop_sending(unit, self.organisation, ACTOR, "a test")
            else:
                await accounts.resume_sending(unit, self.organisation, ACTOR)

    async def cancel(self, notice: Notice) -> None:
        """Take a notice back, and have a worker look."""
        async with self.world.database.unit(self.organisation) as unit:
            await notices.cancel(unit, self.organisation, ACTOR, notice.id)
        await self.follow()

    async def shown(self, notice: Notice) -> Shown:
        async with self.world.database.unit(self.organisation) as unit:
            return await notices.notice(unit, self.organisation, notice.id)

    async def state(self, notice: Notice) -> str:
        return (await self.shown(notice)).notice.state.value

    async def tried(self, notice: Notice) -> list[tuple[str, str]]:
        """Return the channels that were tried, with where the ledger has each."""
        return [(each.attempt.channel.value, each.standing.state.word if each.standing else "gone") for each in (await self.shown(notice)).tried]

    async def pass_time(self, **time: float) -> None:
        """Let business time pass, and the worker look."""
        self.world.clock.advance(**time)
        await self.follow()


async def open_counter(database: Database, organisation: UUID, clock: ManualClock) -> Counter:
    """Give an organisation that can send the texts of a repair that is ready."""
    world = await settle(database, organisation, clock)
    sms = SmsBody("Your {{ device }} is ready.")
    whatsapp = WhatsAppBody("ready", "en", "Your {{1}} is ready.", ("{{ device }}",), content_sid="HX" + "0" * 32)
    async with world.database.engine() as unit:
        for channel, body in ((Channel.SMS, sms), (Channel.WHATSAPP, whatsapp)):
            await content.create_template(
                unit, world.organisation, ACTOR, name=TEMPLATES[channel], channel=channel, purpose=Purpose.TRANSACTIONAL, locale="en", body=body
            )
        worker = await messages.register_worker(unit, "test")
    counter = Counter(world, worker)
    await counter.agree(*(f"+3361200000{number}" for number in range(1, 10)))
    return counter


ENDS = {State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED}
"""Where the ledger has what surely did not go."""
