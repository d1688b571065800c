"""How many messages a week somebody wants at most is theirs to say; the strictest of all caps wins."""

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta
from uuid import UUID

import pytest

from support.campaigning import ACTOR, World, opened_world
from support.clock import ManualClock
from tidings.apps.people import PEOPLE
from tidings.campaigns.types import Campaign, Hours
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.infra.crypto import Vault
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service
from tidings.policy.types import Cap

ANA, BEN = "+33612000001", "+33612000002"


@pytest.fixture
async def world(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncIterator[World]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        async with world.database.unit(organisation) as unit:
            body = SmsBody("Autumn at the workshop. Reply STOP to opt out.")
            await content.create_template(
                unit, organisation, ACTOR, name="offers", channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=body
            )
        yield world


async def who(world: World, phone: str) -> UUID:
    async with world.database.unit(world.organisation) as unit:
        (known,), _ = await contacts.resolve_phones(unit, world.organisation, [phone], "FR")
    return known.contact_id


async def chooses(world: World, phone: str, most: int | None) -> None:
    contact = await who(world, phone)
    async with world.database.unit(world.organisation) as unit:
        await service.set_personal_cap(unit, world.organisation, "person", contact, most)


async def cap_of(world: World, contact: UUID) -> int | None:
    async with world.database.unit(world.organisation) as unit:
        return await service.personal_cap(unit, world.organisation, contact)


async def text(world: World, *phones: str) -> Campaign:
    campaign = await world.create(channel=Channel.SMS, template_name="offers", hours=Hours(time(0), time(23, 59)))
    await world.add(campaign, list(phones))
    return (await world.activate(campaign)).campaign


async def leave(world: World) -> int:
    await world.release()
    return await world.deliver()


async def put_off(world: World, campaign: Campaign) -> list[tuple[str, int, datetime]]:
    return [(each.reason, each.messages, each.first_at) for each in (await world.stats(campaign)).put_off]


async def test_who_wants_one_a_week_gets_the_second_a_week_later_and_others_at_once(world: World) -> None:
    await chooses(world, ANA, 1)
    await text(world, ANA, BEN)
    assert await leave(world) == 2
    sent_at = world.clock.now()
    world.clock.advance(hours=1)
    second = await text(world, ANA, BEN)
    assert await leave(world) == 1
    assert await put_off(world, second) == [("personal_cap", 1, sent_at + timedelta(days=7))]
    world.clock.set(sent_at + timedelta(days=7))
    assert await leave(world) == 1


async def test_the_stricter_of_the_persons_cap_and_the_organisations_wins(world: World) -> None:
    await chooses(world, ANA, 3)
    async with world.database.unit(world.organisation) as unit:
        await service.set_caps(unit, world.organisation, ACTOR, [Cap(frozenset(), 1, 24)])
    await text(world, ANA)
    assert await leave(world) == 1
    second = await text(world, ANA)
    assert await leave(world) == 0
    assert [reason for reason, _, _ in await put_off(world, second)] == ["frequency_cap"]


async def test_a_larger_choice_lets_at_once_who_waited(world: World) -> None:
    await chooses(world, ANA, 1)
    await text(world, ANA)
    await leave(world)
    second = await text(world, ANA)
    assert await leave(world) == 0
    await chooses(world, ANA, None)
    assert await leave(world) == 1
    assert await put_off(world, second) == []


async def test_a_number_that_cannot_be_meant_is_refused(world: World) -> None:
    for most in (0, -1, 5_000):
        with pytest.raises(Invalid):
            await chooses(world, ANA, most)


async def test_of_two_people_who_become_one_the_stricter_choice_holds_and_undoing_gives_each_their_own(world: World) -> None:
    await chooses(world, ANA, 5)
    await chooses(world, BEN, 2)
    kept, gone = await who(world, ANA), await who(world, BEN)
    async with world.database.unit(world.organisation) as unit:
        merge = await contacts.merge(unit, world.organisation, ACTOR, kept, gone, PEOPLE)
    assert await cap_of(world, kept) == 2
    async with world.database.unit(world.organisation) as unit:
        await contacts.undo_merge(unit, world.organisation, ACTOR, merge.id, PEOPLE)
    assert (await cap_of(world, kept), await cap_of(world, gone)) == (5, 2)


async def test_what_they_chose_is_told_and_forgotten_with_them(world: World) -> None:
    await chooses(world, ANA, 2)
    contact = await who(world, ANA)
    async with world.database.unit(world.organisation) as unit:
        assert await service.tell_person(unit, world.organisation, [contact]) == {"most_messages_a_week": [2]}
    async with world.database.engine() as unit:
        assert (await contacts.erase(unit, world.organisation, ACTOR, contact, PEOPLE))["personal_caps"] == 1
    assert await cap_of(world, contact) is None
