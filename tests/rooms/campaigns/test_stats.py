"""The figures of a campaign account for every recipient, in every phase: each is counted in one of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from support.campaigning import World, numbers
from support.doubts import look
from tidings.campaigns.types import Campaign, Stats
from tidings.kernel.words import Lane
from tidings.messages import service as messages
from tidings.messages.types import Key
from tidings.ports.adapter import CannotTell
from tidings.ports.outcome import Failure, Refused, Unknown
from tidings.ports.receipt import Receipt, ReceiptState

OUTCOMES = ("pending", "sent", "failed", "unknown", "suppressed", "expired", "cancelled")


async def figures(world: World, campaign: Campaign) -> dict[str, int]:
    """Return the outcomes that anybody is in, after checking that they account for everybody and agree with the states."""
    stats = await world.stats(campaign)
    counted = {name: getattr(stats, name) for name in OUTCOMES}
    assert sum(counted.values()) == stats.recipients == sum(stats.states.values())
    assert stats.read <= stats.delivered <= stats.sent
    assert stats.unconfirmed <= stats.unknown
    assert counted == expected(stats)
    return {name: people for name, people in counted.items() if people}


def expected(stats: Stats) -> dict[str, int]:
    states = stats.states
    whole = {
        "pending": states["planned"] + states["queued"] + states["sending"],
        "sent": states["sent"] + states["delivered"] + states["read"],
    }
    return whole | {name: states[name] for name in OUTCOMES if name not in whole}


async def claim_some(world: World, people: int) -> None:
    """Let a worker take messages and say nothing of them."""
    async with world.database.engine() as unit:
        worker = await messages.register_worker(unit, "test")
    async with world.database.keyed() as unit:
        assert await messages.claim(unit, worker, list(Lane), people)


async def tell(world: World, campaign: Campaign, state: ReceiptState, people: int) -> None:
    """Let the provider say of the first so many sent messages what became of them."""
    async with world.database.keyed() as unit:
        rows = (await messages.recipients(unit, world.organisation, campaign.id)).rows[:people]
        failure = Failure.CONTENT if state is ReceiptState.FAILED else None
        tokens = [messages.token_of(Key(campaign.id, row.contact_id, 0), row.attempts) for row in rows]
        await messages.apply_receipts(unit, world.organisation, [Receipt(state, "wamid", token, None, failure) for token in tokens])


async def give_up(world: World) -> None:
    """Look for messages in doubt until nobody can tell any more."""
    world.clock.advance(days=2)
    await look(world.database, CannotTell("it gives no answer", ever=False))


async def test_from_the_draft_to_the_last_receipt(world: World) -> None:
    campaign = await world.create(daily_send_limit=6)
    assert await figures(world, campaign) == {}
    await world.add(campaign, numbers(10))
    assert await figures(world, campaign) == {"pending": 10}
    await world.activate(campaign)
    await world.release()
    assert (await world.stats(campaign)).states["queued"] == 6
    assert await figures(world, campaign) == {"pending": 10}
    await claim_some(world, 2)
    assert (await world.stats(campaign)).states["sending"] == 2
    assert await figures(world, campaign) == {"pending": 10}
    assert await world.deliver() == 4
    assert await figures(world, campaign) == {"pending": 6, "sent": 4}
    for state, people in ((ReceiptState.DELIVERED, 3), (ReceiptState.READ, 2), (ReceiptState.FAILED, 10)):
        await tell(world, campaign, state, people)
        await figures(world, campaign)


async def test_what_failed_and_what_is_in_doubt(world: World) -> None:
    failing = await world.launched(3)
    await world.release()
    await world.deliver(Refused(Failure.CONTENT, "63016", "no"))
    assert await figures(world, failing) == {"failed": 3}
    doubtful = await world.launched(4, start=100)
    await world.release()
    await world.deliver(Unknown("no answer"))
    assert await figures(world, doubtful) == {"unknown": 4}
    assert (await world.stats(doubtful)).unconfirmed == 0
    await give_up(world)
    assert await figures(world, doubtful) == {"unknown": 4}
    stats = await world.stats(doubtful)
    assert (stats.unconfirmed, stats.progress_percentage) == (4, 100.0)


async def test_who_is_never_sent_to(world: World) -> None:
    world.caller = replace(world.caller, consent_basis=None)
    refused = await world.launched(2)
    await world.release()
    assert await figures(world, refused) == {"suppressed": 2}
    cancelled = await world.launched(3, start=50)
    await world.cancel(cancelled)
    assert await figures(world, cancelled) == {"cancelled": 3}
    expired = await world.launched(4, start=100, end_date=date(2026, 10, 5))
    await world.pause(expired)
    world.clock.set(datetime(2026, 10, 5, 7, tzinfo=UTC) + timedelta(days=1))
    await world.release()
    assert await figures(world, expired) == {"expired": 4}
