"""An organisation ready to send: a WhatsApp number, a template, people who agreed. Used by tests of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from support.clock import ManualClock
from support.consents import grant
from tidings.apps.providers import ADAPTERS
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import PublicAddress
from tidings.infra.config import load
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages import service as messages
from tidings.messages.types import (
    Batch,
    Progress,
    Recipient,
    Released,
    ReleaseOrder,
    Result,
    RetryPolicy,
    Source,
    SourceKind,
    SourceState,
    State,
    Withheld,
)
from tidings.ports.outcome import Accepted, Outcome
from tidings.ports.receipt import Receipt, ReceiptState

ENVIRONMENT = {
    "TIDINGS_DATA_DIR": "/nonexistent",
    "TIDINGS_CLOCK": "simulated",
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "token-of-the-tests",
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "TWILIO_API_BASE": "http://127.0.0.1:9/twilio",
    "WHATSAPP_ACCESS_TOKEN": "access-of-the-tests",
    "WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
    "WHATSAPP_BUSINESS_ACCOUNT_ID": "200000000000001",
    "WHATSAPP_APP_SECRET": "secret-of-the-tests",
    "WHATSAPP_WEBHOOK_VERIFY_TOKEN": "verify-of-the-tests",
    "WHATSAPP_API_BASE": "http://127.0.0.1:9/whatsapp",
    "SMS_RATE_LIMIT_PER_HOUR": "1000",
}
WORKER = 1
PUBLIC = PublicAddress("https://tidings.example")
"""Where the links in messages of the tests lead."""


@dataclass(slots=True)
class Shop:
    """What a test needs to plan, release, claim and record in one organisation."""

    database: Database
    organisation_id: UUID
    clock: ManualClock
    sender: Sender
    template: tuple[UUID, int]

    async def people(self, count: int, *, agreed: bool = True, start: int = 0) -> list[Recipient]:
        """Make people with French mobiles, who agreed to marketing unless said otherwise."""
        phones = [f"+3361{start + number:07d}" for number in range(count)]
        async with self.database.unit(self.organisation_id) as unit:
            resolved, rejected = await contacts.resolve_phones(unit, self.organisation_id, phones, "FR")
            assert not rejected
            if agreed:
                await grant(
                    unit,
                    self.organisation_id,
                    [each.contact_id for each in resolved],
                    channel=self.sender.channel,
                    purpose=Purpose.MARKETING,
                    source="form:test",
                    wording="I agree.",
                    at=self.clock.now(),
                    actor="test",
                )
        return [Recipient(each.contact_id, each.address_id) for each in sorted(resolved, key=lambda each: each.contact_id)]

    async def source(self, people: Sequence[Recipient] = (), *, each_person: bool = False, lane: Lane = Lane.MARKETING) -> UUID:
        """Open a source and plan people into it."""
        source_id = new_id(self.clock.now())
        template_id, version = self.template
        async with self.database.unit(self.organisation_id) as unit:
            source = Source(
                source_id,
                SourceKind.CAMPAIGN,
                "Autumn",
                lane,
                Purpose.MARKETING,
                self.sender.channel,
                template_id,
                version,
                SourceState.OPEN,
                each_person=each_person,
            )
            await messages.open_source(unit, self.organisation_id, source)
            await messages.plan(unit, self.organisation_id, source_id, people)
        return source_id

    async def release(self, source_id: UUID, *, most: int = 1000, room: int | None = None, after: UUID | None = None) -> Released:
        """Release as a campaign does."""
        async with self.database.engine() as unit:
            return await messages.release(unit, self.organisation_id, ReleaseOrder(source_id, self.sender, after, most, room))

    async def claim(self, most: int = 128, worker: int = WORKER) -> Batch | None:
        """Claim as a worker does."""
        async with self.database.followed() as unit:
            return await messages.claim(unit, worker, list(Lane), most)

    async def wait_out_the_hold(self, sender_id: UUID | None = None) -> None:
        """Go to the moment at which a held sender may try again."""
        async with self.database.engine() as unit:
            sender = await channels.sender(unit, self.organisation_id, sender_id or self.sender.id)
        assert sender.held_until is not None
        self.clock.set(sender.held_until)

    async def record(self, batch: Batch, outcome: Outcome | Withheld, *, retry: RetryPolicy | None = None, heard_at: datetime | None = None) -> None:
        """Record the same outcome for a whole batch, whose provider last answered the worker at `heard_at`."""
        async with self.database.keyed() as unit:
            facts = await messages.facts(unit, batch)
            lookups = {each: address.lookup for each, address in facts.addresses.items()}
            results = [
                Result(each, _own(outcome, place), self.clock.now(), batch.sender, lookups[each.address_id], heard_at)
                for place, each in enumerate(batch.claimed)
            ]
            await messages.record(unit, self.organisation_id, results, retry or RetryPolicy())

    async def receive(self, token: str, state: ReceiptState, *, provider_id: str = "wamid.0", at: datetime | None = None) -> None:
        """Apply one receipt."""
        async with self.database.keyed() as unit:
            await messages.apply_receipts(unit, self.organisation_id, [Receipt(state, provider_id, token, at or self.clock.now())])

    async def progress(self, source_id: UUID) -> Progress:
        """Count the ledger."""
        async with self.database.unit(self.organisation_id) as unit:
            return (await messages.progress(unit, self.organisation_id, [source_id]))[source_id]

    async def states(self, source_id: UUID) -> list[State]:
        """Return the state of each recipient, in the order of their contacts."""
        async with self.database.unit(self.organisation_id) as unit:
            return [row.state for row in (await messages.recipients(unit, self.organisation_id, source_id, limit=500)).rows]


def _own(outcome: Outcome | Withheld, place: int) -> Outcome | Withheld:
    return Accepted(f"{outcome.provider_id}.{place}", outcome.segments) if isinstance(outcome, Accepted) else outcome


async def open_shop(database: Database, organisation_id: UUID, clock: ManualClock, channel: Channel = Channel.WHATSAPP) -> Shop:
    """Give an organisation its connections, senders and templates."""
    async with database.engine() as unit:
        await content.seed_templates(unit, organisation_id, "test")
        await channels.sync_environment(unit, organisation_id, load(ENVIRONMENT), [each.traits for each in ADAPTERS.values()])
        sender = (await channels.senders(unit, organisation_id, channel))[0]
        name = "welcome_back" if channel is Channel.WHATSAPP else "welcome_sms"
        template = await content.template_by_name(unit, organisation_id, name)
    return Shop(database, organisation_id, clock, sender, (template.id, template.version))
