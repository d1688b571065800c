"""An organisation with WhatsApp and SMS senders, campaigns in it, and a post office that takes whatever leaves."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from support.beginnings import opened
from support.clock import ManualClock
from tidings.accounts.types import Caller, ConsentBasis, Scope
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Activation, Campaign, RecipientsAdded, ReleaseReport, Settings, Stats
from tidings.channels import service as channels
from tidings.channels.types import NewSender, Portfolio, Sender
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages import service as messages
from tidings.messages.types import Result, RetryPolicy
from tidings.ports.outcome import Accepted, Outcome
from tidings.providers.twilio.adapter import Twilio

ACTOR = "cli:test"
BASIS = ConsentBasis("shop counter", "I want to hear from you", "owner", datetime.fromisoformat("2026-01-05T10:00:00+00:00"))


def numbers(count: int, start: int = 0) -> list[str]:
    """Return valid French mobile numbers, all different."""
    return [f"+3361{number:07d}" for number in range(start, start + count)]


@dataclass
class World:
    """What a test does, and the moment at which it does it."""

    database: Database
    organisation: UUID
    clock: ManualClock
    sender: Sender
    portfolio: Portfolio
    caller: Caller

    async def create(self, *, channel: Channel = Channel.WHATSAPP, **settings: Any) -> Campaign:
        template = "hello_world" if channel is Channel.WHATSAPP else "welcome_sms"
        async with self.database.unit(self.organisation) as unit:
            made = replace(Settings("Autumn", template), **settings)
            return await campaigns.create(unit, self.organisation, ACTOR, made)

    async def add(self, campaign: Campaign, phones: Sequence[str | int]) -> RecipientsAdded:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.add_phone_numbers(unit, self.organisation, self.caller, campaign.id, phones)

    async def activate(self, campaign: Campaign, start: date | None = None) -> Activation:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.activate(unit, self.organisation, self.caller, campaign.id, start)

    async def launched(self, people: int, *, start: int = 0, **settings: Any) -> Campaign:
        campaign = await self.create(**settings)
        await self.add(campaign, numbers(people, start))
        return (await self.activate(campaign)).campaign

    async def edit(self, campaign: Campaign, **changes: Any) -> Campaign:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.edit(unit, self.organisation, self.caller, campaign.id, campaigns.Changes(**changes))

    async def pause(self, campaign: Campaign) -> Campaign:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.pause(unit, self.organisation, ACTOR, campaign.id)

    async def resume(self, campaign: Campaign) -> Campaign:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.resume(unit, self.organisation, ACTOR, campaign.id)

    async def cancel(self, campaign: Campaign) -> Campaign:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.cancel(unit, self.organisation, ACTOR, campaign.id)

    async def get(self, campaign: Campaign) -> Campaign:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.campaign(unit, self.organisation, campaign.id)

    async def stats(self, campaign: Campaign) -> Stats:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.stats(unit, self.organisation, campaign.id)

    async def plan(self, campaign: Campaign) -> campaigns.Outline:
        async with self.database.unit(self.organisation) as unit:
            return await campaigns.outline(unit, self.organisation, await campaigns.campaign(unit, self.organisation, campaign.id))

    async def release(self) -> ReleaseReport:
        """Do release steps until nothing is due at this moment."""
        total = ReleaseReport()
        for _ in range(1_000):
            async with self.database.engine() as unit:
                if (due := await campaigns.next_due(unit)) is None or due > self.clock.now():
                    return total
                report = await campaigns.release_due(unit)
            total = total.plus(report)
            if not report.campaigns:
                await asyncio.sleep(0.01)  # another worker has its turn
        raise AssertionError("the release step never comes to rest")

    async def deliver(self, outcome: Outcome | None = None) -> int:
        """Exchange everything that waits in the queue and that policy lets leave; the provider takes it all, or answers `outcome`."""
        sent = 0
        async with self.database.engine() as unit:
            worker = await messages.register_worker(unit, "test")
        while True:
            async with self.database.followed() as unit:
                batch = await messages.claim(unit, worker, list(Lane), 1000)
            if batch is None:
                return sent
            async with self.database.keyed() as unit:
                withheld = (await messages.facts(unit, batch)).withheld
                taken = [outcome or Accepted(f"SM{each.key.contact_id.hex}") for each in batch.claimed]
                results = [
                    Result(each, withheld.get(each.key, answer), self.clock.now(), batch.sender, None)
                    for each, answer in zip(batch.claimed, taken, strict=True)
                ]
                await messages.record(unit, batch.organisation_id, results, RetryPolicy())
            sent += len(results) - len(withheld)

    async def next_moment(self) -> datetime:
        """Go to the next moment at which campaigns have something to do."""
        async with self.database.engine() as unit:
            due = await campaigns.next_due(unit)
        assert due is not None
        return self.clock.set(max(due, self.clock.now()))

    async def live_through(self, *, until: datetime) -> dict[date, int]:
        """Release and deliver from moment to moment; return how many left on each day (Paris)."""
        by_day: dict[date, int] = {}
        for _ in range(2000):
            await self.release()
            sent = await self.deliver()
            if sent:
                day = (self.clock.now() + timedelta(hours=1)).date()
                by_day[day] = by_day.get(day, 0) + sent
            async with self.database.engine() as unit:
                due = await campaigns.next_due(unit)
            if due is None or due > until:
                return by_day
            self.clock.set(max(due, self.clock.now()))
        raise AssertionError("time does not pass")

    async def set_tier(self, people: int | None) -> None:
        async with self.database.unit(self.organisation) as unit:
            await channels.set_portfolio_limit(unit, self.organisation, self.portfolio.id, people)


async def settle(database: Database, organisation: UUID, clock: ManualClock) -> World:
    """Give an organisation what it needs to send WhatsApp and SMS, and a key that attests consent."""
    async with database.engine() as unit:
        await content.seed_templates(unit, organisation, ACTOR)
        body = SmsBody("Hello {{ first_name }}. Reply STOP to opt out.")
        await content.create_template(
            unit, organisation, ACTOR, name="personal_sms", channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=body
        )
        credentials = {"account_sid": "AC" + "0" * 32, "auth_token": "made-up-token"}
        connection = await channels.add_connection(
            unit, organisation, ACTOR, adapter_traits=Twilio().traits, name="twilio", credentials=credentials, api_base=None
        )
        portfolio = await channels.ensure_portfolio(unit, organisation, provider="twilio", reference="AC1")
        sender = await channels.add_sender(
            unit, organisation, ACTOR, NewSender(connection.id, Channel.WHATSAPP, "+33612345678", "Atelier", portfolio.id)
        )
        await channels.add_sender(unit, organisation, ACTOR, NewSender(connection.id, Channel.SMS, "+33612345679", "Atelier SMS", None, 100))
    return World(database, organisation, clock, sender, portfolio, Caller(organisation, ACTOR, frozenset(Scope), BASIS))


@asynccontextmanager
async def opened_world(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncGenerator[World]:
    """Give an organisation that can send, where a room prepares none for all of its tests."""
    async with opened(database_url, clock, vault) as database:
        yield await settle(database, organisation, clock)
