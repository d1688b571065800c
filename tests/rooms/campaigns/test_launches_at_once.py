"""At most ten campaigns are active, however many are launched at once."""

import asyncio
from collections import Counter

import pytest

from support.campaigning import World, numbers
from support.clock import ManualClock
from tidings.apps.reactions import react
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import MOST_ACTIVE, TooManyActive
from tidings.campaigns.types import Campaign, CampaignFilter, Status
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database

LAUNCHES = 20


@pytest.mark.parametrize("running", [0, 9])
async def test_of_twenty_launches_at_once_ten_campaigns_are_active(
    world: World, database_url: str, clock: ManualClock, vault: Vault, running: int
) -> None:
    drafts = [await world.create(name=f"Autumn {number}") for number in range(LAUNCHES)]
    for draft in drafts:
        await world.add(draft, numbers(1))
    for draft in drafts[:running]:
        await world.activate(draft)
    many = Database(database_url, clock, vault, size=LAUNCHES, reactions=react)
    await many.open()
    try:
        gate = asyncio.Barrier(LAUNCHES - running)
        ended = Counter(await asyncio.gather(*(launch(many, gate, world, draft) for draft in drafts[running:])))
    finally:
        await many.close()
    assert ended == {"launched": MOST_ACTIVE - running, "refused": LAUNCHES - MOST_ACTIVE}
    async with world.database.unit(world.organisation) as unit:
        active = await campaigns.campaigns(unit, world.organisation, CampaignFilter(statuses=frozenset({Status.ACTIVE})))
    assert len(active.rows) == MOST_ACTIVE


async def launch(many: Database, gate: asyncio.Barrier, world: World, draft: Campaign) -> str:
    """Launch a campaign in a transaction that is open when those of all others are."""
    try:
        async with many.unit(world.organisation) as unit:
            await campaigns.campaign(unit, world.organisation, draft.id)
            await gate.wait()
            await campaigns.activate(unit, world.organisation, world.caller, draft.id)
    except TooManyActive:
        return "refused"
    return "launched"
