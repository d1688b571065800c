"""What a provider drops after it took it goes out again, also when the campaign had come to its end."""

from support.campaigning import World
from tidings.campaigns.types import Campaign, Status
from tidings.messages import service as messages
from tidings.messages.types import Key
from tidings.ports.outcome import Failure
from tidings.ports.receipt import Receipt, ReceiptState


async def drop(world: World, campaign: Campaign) -> None:
    """Let the provider say of every message of a campaign that a limit of ours stopped it."""
    async with world.database.keyed() as unit:
        rows = (await messages.recipients(unit, world.organisation, campaign.id)).rows
        tokens = [messages.token_of(Key(campaign.id, row.contact_id, 0), row.attempts) for row in rows]
        dropped = [Receipt(ReceiptState.FAILED, "wamid", token, None, Failure.HELD, "131048", "Too many.") for token in tokens]
        await messages.apply_receipts(unit, world.organisation, dropped)


async def test_a_completed_campaign_goes_on_when_the_provider_drops_its_last_messages(world: World) -> None:
    campaign = await world.launched(2)
    await world.release()
    await world.deliver()
    await world.release()
    assert (await world.get(campaign)).status is Status.COMPLETED
    await drop(world, campaign)
    for _ in range(3):
        await world.release()
        world.clock.advance(seconds=61)
    assert (await world.get(campaign)).status is Status.ACTIVE
    assert (await world.stats(campaign)).states["queued"] == 2
    await world.deliver()
    await world.release()
    assert (await world.stats(campaign)).sent == 2
    assert (await world.get(campaign)).status is Status.COMPLETED
