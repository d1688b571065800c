"""A campaign of a programme reaches who agreed to it, and nobody else."""

import pytest

from support.campaigning import World, numbers
from tidings.campaigns.errors import NoSuchProgramme
from tidings.consent import service as consent
from tidings.kernel.words import Channel


@pytest.fixture
async def world(world: World) -> World:
    """The world of other tests, with two programmes."""
    async with world.database.unit(world.organisation) as unit:
        for key in ("newsletter", "courses"):
            await consent.put_programme(unit, world.organisation, "cli:test", key, name=key.title(), descriptions={})
    return world


async def test_who_is_brought_with_a_basis_is_granted_the_campaigns_programme_only(world: World) -> None:
    news = await world.create(channel=Channel.SMS, programme="newsletter")
    await world.add(news, numbers(3))
    assert (await world.add(await world.create(channel=Channel.SMS, programme="newsletter"), numbers(3))).suppressed == {}
    world.caller = type(world.caller)(world.organisation, "cli:test", world.caller.scopes, None)
    other = await world.add(await world.create(channel=Channel.SMS, programme="courses"), numbers(3))
    general = await world.add(await world.create(channel=Channel.SMS), numbers(3))
    assert (other.suppressed, general.suppressed) == ({"no_consent": 3}, {"no_consent": 3})


async def test_who_left_the_programme_before_the_release_or_after_it_is_refused(world: World) -> None:
    campaign = await world.launched(2, channel=Channel.SMS, programme="newsletter")
    await world.release()
    async with world.database.unit(world.organisation) as unit:
        await unit.run("UPDATE consents SET status = 'withdrawn' WHERE programme = 'newsletter'")
    assert await world.deliver() == 0
    assert [(code, people) for _, code, people in (await world.stats(campaign)).reasons] == [("consent_withdrawn", 2)]


async def test_a_programme_that_nobody_made_is_refused_and_a_draft_may_take_another(world: World) -> None:
    with pytest.raises(NoSuchProgramme):
        await world.create(channel=Channel.SMS, programme="nothing")
    draft = await world.edit(await world.create(channel=Channel.SMS, programme="newsletter"), programme="courses")
    assert draft.settings.programme == "courses"
    async with world.database.unit(world.organisation) as unit:
        assert await unit.fetch(str, "SELECT programme FROM sources WHERE source_id = %(id)s", {"id": draft.id}) == ["courses"]
