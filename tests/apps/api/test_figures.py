"""The figures of an installation tell an operator what is stuck, cost the same whatever there is, and name nobody."""

import re
from datetime import timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import Shop, open_shop
from tidings.accounts import service as accounts
from tidings.apps.api.gauges import read_gauges
from tidings.apps.api.metrics import Metrics
from tidings.apps.worker.figures import FigureKeeper
from tidings.channels import service as channels
from tidings.channels.types import Trouble
from tidings.infra.db.database import Database
from tidings.kernel.errors import Busy
from tidings.messages import service as messages
from tidings.messages.service import token_of
from tidings.ports.outcome import Accepted, Failure, Refused, Unknown
from tidings.ports.receipt import ReceiptState


@pytest.fixture
async def shop(database: Database, organisation: UUID, clock: ManualClock) -> Shop:
    return await open_shop(database, organisation, clock)


async def figures(database: Database) -> dict[str, float]:
    """Return the rooms' figures as Prometheus reads them."""
    async with database.engine() as unit:
        lines = Metrics().text(await read_gauges(unit)).decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if not line.startswith("#"))}


async def test_what_became_of_messages_is_counted_by_channel_and_outcome_over_all_workers(shop: Shop) -> None:
    ends = (Accepted("wamid", 1), Refused(Failure.CONTENT, "100", "wrong"), Unknown("silence"))
    for worker, end in enumerate(ends, 1):
        source = await shop.source(await shop.people(2, start=10 * worker))
        await shop.release(source)
        batch = await shop.claim(worker=worker)
        assert batch is not None
        await shop.record(batch, end)
        if isinstance(end, Accepted):
            await shop.receive(token_of(batch.claimed[0].key, 1), ReceiptState.DELIVERED)
            await shop.receive(token_of(batch.claimed[0].key, 1), ReceiptState.DELIVERED)
        await FigureKeeper(shop.database, worker).once()
    refused = await shop.source(await shop.people(3, agreed=False, start=90))
    await shop.release(refused)
    await FigureKeeper(shop.database, 1).once()
    found = await figures(shop.database)
    told = {name.partition("outcome=")[2]: count for name, count in found.items() if name.startswith('tidings_messages_total{channel="whatsapp"')}
    assert told == {'"accepted"}': 2, '"refused"}': 2, '"unknown"}': 2, '"delivered"}': 1, '"suppressed"}': 3}
    assert (found["tidings_messages_in_doubt"], found["tidings_messages_unconfirmed"]) == (2, 0)


async def test_counts_that_cannot_be_kept_are_kept_later(shop: Shop) -> None:
    await shop.release(await shop.source(await shop.people(2, agreed=False)))
    keeper = FigureKeeper(shop.database, 1)
    await shop.database.close()
    with pytest.raises(Busy):
        await keeper.once()
    assert sum(shop.database.tally.take().values()) == 2


async def test_what_waits_and_since_when_is_told_by_lane(shop: Shop, clock: ManualClock) -> None:
    before = await figures(shop.database)
    assert before['tidings_queue_messages{lane="marketing"}'] == before['tidings_queue_oldest_due_seconds{lane="marketing"}'] == 0
    await shop.release(await shop.source(await shop.people(5)))
    await shop.claim(most=2)
    clock.advance(minutes=10)
    found = await figures(shop.database)
    assert found['tidings_queue_messages{lane="marketing"}'] == 5
    assert found["tidings_messages_on_their_way"] == 2
    assert found['tidings_queue_oldest_due_seconds{lane="marketing"}'] == 600
    assert found['tidings_queue_oldest_due_seconds{lane="transactional"}'] == 0


async def test_senders_connections_and_organisations_that_stand_still_are_told(shop: Shop, clock: ManualClock) -> None:
    async with shop.database.engine() as unit:
        sms = (await channels.senders(unit, shop.organisation_id, "sms"))[0]  # pyright: ignore[reportArgumentType] - a channel is a word
        await channels.hold_sender(unit, shop.organisation_id, sms.id, Trouble(timedelta(hours=1), "too fast", clock.now()))
        await channels.stop_connection(unit, shop.organisation_id, "cli:test", shop.sender.connection_id, "wrong token")
        await accounts.stop_sending(unit, shop.organisation_id, "cli:test", "wrong price")
    found = await figures(shop.database)
    assert found['tidings_senders{channel="sms",standing="held"}'] == 1
    assert found['tidings_senders_failures{channel="sms"}'] == 1
    assert found['tidings_senders_failures{channel="whatsapp"}'] == found['tidings_senders_failing_seconds{channel="sms"}'] == 0
    assert 3600 <= found['tidings_senders_next_try_timestamp_seconds{channel="sms"}'] - clock.now().timestamp() <= 3700
    assert found['tidings_senders{channel="whatsapp",standing="stopped"}'] >= 1
    assert found['tidings_connections{provider="meta_whatsapp",standing="stopped"}'] == 1
    assert found["tidings_organisations_stopped"] == 1
    clock.advance(hours=2)
    later = await figures(shop.database)
    assert later['tidings_senders{channel="sms",standing="trying"}'] == 1
    assert later['tidings_senders_failing_seconds{channel="sms"}'] == 7200


async def test_they_cost_as_many_statements_whatever_there_is_and_show_no_id(shop: Shop) -> None:
    async def cost() -> int:
        async with shop.database.engine() as unit:
            await read_gauges(unit)
            return unit.statements

    before = await cost()
    for start in range(3):
        await shop.release(await shop.source(await shop.people(5, start=start * 10)))
    await FigureKeeper(shop.database, 1).once()
    assert await cost() == before <= 21
    assert not [name for name in await figures(shop.database) if re.search(r"[0-9a-f]{8}-|\+\d{6}", name)]
    async with shop.database.engine() as unit:
        assert (await messages.figures(unit))[0][0].messages == 15
