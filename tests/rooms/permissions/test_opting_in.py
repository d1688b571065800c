"""Double opt-in: no consent before the address itself says YES."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest

from rooms.permissions.test_answers import Desk
from support.campaigning import opened_world
from support.clock import ManualClock
from tidings.channels import service as channels
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus
from tidings.infra.crypto import Vault
from tidings.kernel.errors import TooOften
from tidings.kernel.words import Channel, Purpose, Visit
from tidings.permissions import service
from tidings.permissions.types import OptIn


@pytest.fixture
async def desk(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncIterator[Desk]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        async with world.database.unit(organisation) as unit:
            sender = next(each for each in await channels.senders(unit, organisation) if each.channel is Channel.SMS)
        yield Desk(world, sender)


async def asks(desk: Desk, contact: UUID) -> OptIn:
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        return await service.request_opt_in(
            unit, world.organisation, contact, source="form:newsletter", wording="I want news by SMS.", visit=Visit("192.0.2.7", "Browser")
        )


async def marketing(desk: Desk, contact: UUID) -> ConsentStatus | None:
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        return (await consent.states(unit, world.organisation, [contact], Channel.SMS, Purpose.MARKETING))[contact].status


async def somebody(desk: Desk) -> UUID:
    contact = (await desk.says("Bonjour"))[0].contact_id
    assert contact is not None
    return contact


async def test_a_request_is_sent_and_is_no_consent_until_the_address_says_yes(desk: Desk) -> None:
    contact = await somebody(desk)
    await asks(desk, contact)
    assert await desk.answers() == [("answer", None)]
    assert await marketing(desk, contact) is None
    await desk.says("Oui")
    assert await marketing(desk, contact) is ConsentStatus.GRANTED
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        (event,) = (await consent.consents_of(unit, world.organisation, contact)).history
    assert (event.source, event.wording, event.proof["ip"]) == ("form:newsletter", "I want news by SMS.", "192.0.2.7")
    assert event.proof["answer"]


async def test_a_no_or_a_yes_that_comes_too_late_is_no_consent(desk: Desk) -> None:
    contact = await somebody(desk)
    await asks(desk, contact)
    await desk.says("Non")
    await desk.says("Oui")
    assert await marketing(desk, contact) is None
    await asks(desk, contact)
    desk.world.clock.advance(seconds=int(timedelta(days=8).total_seconds()))
    await desk.says("Oui")
    assert await marketing(desk, contact) is None


async def test_an_address_is_asked_three_times_at_most_and_not_twice_in_ten_minutes(desk: Desk) -> None:
    contact = await somebody(desk)
    await asks(desk, contact)
    with pytest.raises(TooOften):
        await asks(desk, contact)
    for _ in range(2):
        desk.world.clock.advance(minutes=11)
        await asks(desk, contact)
    desk.world.clock.advance(minutes=11)
    with pytest.raises(TooOften):
        await asks(desk, contact)


async def test_a_stop_in_answer_opts_out(desk: Desk) -> None:
    contact = await somebody(desk)
    await asks(desk, contact)
    await desk.says("STOP")
    assert await marketing(desk, contact) is ConsentStatus.WITHDRAWN
