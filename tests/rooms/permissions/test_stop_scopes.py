"""What a STOP closes is the organisation's policy: a programme, its channel or all channels. The answer says what it was."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import pytest

from rooms.permissions.test_answers import ANA, Desk
from support.campaigning import ACTOR, opened_world
from support.clock import ManualClock
from tidings.campaigns.types import Campaign, Hours
from tidings.channels import service as channels
from tidings.consent import service as consent
from tidings.consent.types import GENERAL, ConsentStatus, SuppressionReason
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.conversations import service as conversations
from tidings.conversations.types import Decision
from tidings.infra.crypto import Vault
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service as policy
from tidings.policy.types import StopScope
from tidings.ports.receipt import Keyword


class Series(Desk):
    """A desk whose organisation has a newsletter and news in general, and what is open to Ana."""

    async def prepare(self, scope: StopScope) -> None:
        world = self.world
        async with world.database.unit(world.organisation) as unit:
            await policy.set_stop_scope(unit, world.organisation, ACTOR, scope)
            await consent.put_programme(unit, world.organisation, ACTOR, "newsletter", name="La Lettre", descriptions={"fr": "Tous les mois."})
            for name in ("newsletter_sms", "offers_sms"):
                body = SmsBody("Autumn at the workshop. Reply STOP to opt out.")
                await content.create_template(
                    unit, world.organisation, ACTOR, name=name, channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=body
                )

    async def sends(self, template: str = "newsletter_sms", *, programme: str = "newsletter", phone: str = ANA) -> Campaign:
        """Have a campaign reach somebody."""
        world = self.world
        always = Hours(time(0), time(23, 59))
        campaign = await world.create(channel=Channel.SMS, template_name=template, programme=programme, hours=always)
        await world.add(campaign, [phone])
        campaign = (await world.activate(campaign)).campaign
        await world.release()
        await world.deliver()
        world.clock.advance(seconds=60)
        return campaign

    async def refused(self, campaign: Campaign) -> list[str]:
        return [reason for _, reason, _ in (await self.world.stats(campaign)).reasons]

    async def ana(self) -> UUID:
        world = self.world
        async with world.database.unit(world.organisation) as unit:
            (known,), _ = await contacts.resolve_phones(unit, world.organisation, [ANA], "FR")
        return known.contact_id

    async def standing(self, programme: str, channel: Channel = Channel.SMS) -> ConsentStatus | None:
        world = self.world
        contact = await self.ana()
        async with world.database.unit(world.organisation) as unit:
            return (await consent.states(unit, world.organisation, [contact], channel, Purpose.MARKETING, programme))[contact].status

    async def closed(self, phone: str = ANA) -> set[Channel]:
        world = self.world
        async with world.database.unit(world.organisation) as unit:
            lookups = (await unit.keys(world.organisation)).indexes("phone", phone)
            found = {each: await consent.suppressed(unit, world.organisation, each, lookups, Purpose.TRANSACTIONAL) for each in sorted(Channel)}
        return {channel for channel, reasons in found.items() if SuppressionReason.OPTED_OUT in reasons.values()}


@pytest.fixture
async def desk(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncIterator[Series]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        async with world.database.unit(organisation) as unit:
            sender = next(each for each in await channels.senders(unit, organisation) if each.channel is Channel.SMS)
        yield Series(world, sender)


async def test_by_default_a_stop_closes_its_channel_and_says_so(desk: Series) -> None:
    await desk.says("STOP")
    await desk.answers()
    assert await desk.closed() == {Channel.SMS}
    assert "ne recevrez plus de messages de notre part ici" in desk.screen[0]


async def test_a_stop_that_answers_a_programmes_message_leaves_the_programme_and_nothing_else(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends("offers_sms", programme=GENERAL)
    await desk.sends()
    (received,) = await desk.says("STOP")
    assert received.newly_closed
    assert await desk.answers() == [("opt_out_confirmation", None)]
    assert "vous êtes désabonné de La Lettre. Répondez STOP encore une fois" in desk.screen[0]
    assert (await desk.closed(), await desk.standing("newsletter"), await desk.standing(GENERAL)) == (
        set(),
        ConsentStatus.WITHDRAWN,
        ConsentStatus.GRANTED,
    )
    assert await desk.refused(await desk.sends()) == ["consent_withdrawn"]
    assert await desk.refused(await desk.sends("offers_sms", programme=GENERAL)) == []


async def test_a_second_stop_closes_the_channel(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    await desk.says("STOP")
    await desk.answers()
    await desk.says("STOP")
    assert await desk.answers() == [("opt_out_confirmation", None)]
    assert "ne recevrez plus de messages de notre part ici" in desk.screen[0]
    assert await desk.closed() == {Channel.SMS}


async def test_two_stops_at_once_are_a_first_and_a_second_one(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    await desk.says("STOP", "STOP!!")
    assert await desk.closed() == {Channel.SMS}


@pytest.mark.parametrize("said_after_hours", [0, 25])
async def test_a_stop_that_answers_a_message_of_no_programme_or_comes_late_closes_the_channel(desk: Series, said_after_hours: int) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    if said_after_hours:
        desk.world.clock.advance(hours=said_after_hours)
    else:
        await desk.sends("offers_sms", programme=GENERAL)
    await desk.says("STOP")
    assert await desk.closed() == {Channel.SMS}
    assert await desk.standing(GENERAL) is ConsentStatus.WITHDRAWN


async def test_a_stop_without_any_message_before_closes_the_channel(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.says("STOP", "STOP", sender="+33612000077")
    assert await desk.closed("+33612000077") == {Channel.SMS}


async def test_a_stop_that_quotes_a_message_leaves_the_programme_of_that_message(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    quoted = f"SM{(await desk.ana()).hex}"
    desk.world.clock.advance(hours=30)
    await desk.says("STOP", in_reply_to=quoted)
    assert (await desk.closed(), await desk.standing("newsletter")) == (set(), ConsentStatus.WITHDRAWN)


async def test_a_stop_that_quotes_what_is_not_known_closes_the_channel(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    await desk.says("STOP", in_reply_to="SMsomebodyelses")
    assert await desk.closed() == {Channel.SMS}


async def test_what_the_provider_blocked_is_always_the_channel(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    await desk.says("STOP", keyword=Keyword.STOP, opt_out_answered=True)
    assert await desk.closed() == {Channel.SMS}
    assert await desk.answers() == []


async def test_a_stop_may_close_all_channels_and_start_opens_only_its_own(desk: Series) -> None:
    await desk.prepare(StopScope.ALL)
    await desk.sends()
    await desk.says("arrêtez tout")
    assert await desk.answers() == [("opt_out_confirmation", None)]
    assert "sur aucun canal" in desk.screen[0]
    assert await desk.closed() == set(Channel)
    assert await desk.standing(GENERAL, Channel.WHATSAPP) is ConsentStatus.WITHDRAWN
    await desk.says("START")
    assert await desk.closed() == set(Channel) - {Channel.SMS}


async def test_start_brings_back_a_programme_that_was_left_by_stop(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    await desk.says("STOP")
    await desk.answers()
    await desk.says("START")
    assert await desk.answers() == [("answer", None)]
    assert await desk.standing("newsletter") is ConsentStatus.GRANTED
    assert await desk.refused(await desk.sends()) == []


async def test_after_january_2027_an_american_stop_closes_the_channel_whatever_the_policy(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    miami = "+13055550143"
    for day, closes in ((datetime(2027, 1, 29, 17, tzinfo=UTC), set[Channel]()), (datetime(2027, 2, 1, 17, tzinfo=UTC), {Channel.SMS})):
        desk.world.clock.set(day)
        await desk.sends(phone=miami)
        await desk.says("STOP", sender=miami)
        assert await desk.closed(miami) == closes
        await desk.says("START", sender=miami)


async def test_what_staff_read_as_an_opt_out_closes_as_a_stop_without_context_would(desk: Series) -> None:
    await desk.prepare(StopScope.ALL)
    (received,) = await desk.says("This is harassment, I'll go to the CNIL")
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        (waiting,) = (await conversations.list_unclear(unit, world.organisation)).rows
        await conversations.decide(unit, world.organisation, ACTOR, waiting.message.id, Decision.OPT_OUT)
    assert not received.newly_closed
    assert await desk.closed() == set(Channel)


async def test_the_ledger_of_consent_keeps_what_a_stop_was_taken_to_close(desk: Series) -> None:
    await desk.prepare(StopScope.PROGRAMME)
    await desk.sends()
    await desk.says("STOP")
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        history = (await consent.consents_of(unit, world.organisation, await desk.ana())).history
    said: list[Any] = [(each.programme, each.proof["scope"]) for each in history if each.source == "keyword"]
    assert said == [("newsletter", "programme")] * len(Purpose)
