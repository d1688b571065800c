"""After a restore, what was on its way is asked about once where the provider can be asked: what it has is adopted, the rest is for a person."""

from collections.abc import AsyncIterator, Collection
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import Shop
from support.twilio import Twilio, opened_twilio
from tidings.infra.db.database import Database
from tidings.messages import service
from tidings.messages.jobs import settle_doubts
from tidings.messages.service import InDoubt
from tidings.messages.types import Batch, State


@pytest.fixture
async def twilio(database: Database, organisation: UUID, clock: ManualClock) -> AsyncIterator[Twilio]:
    async with opened_twilio(database, organisation, clock) as twilio:
        yield twilio


async def lost(twilio: Twilio, people: int, *, sent: int) -> UUID:
    """Leave a ledger as a backup has it: people queued, of whom some were sent to after the backup was made."""
    shop = twilio.shop
    source = await twilio.released(people)
    batch = await shop.claim(people)
    assert batch is not None
    await twilio.send(batch, batch.claimed[:sent])
    await _unclaimed(shop, batch)
    return source


async def _unclaimed(shop: Shop, batch: Batch) -> None:
    async with shop.database.engine() as unit:
        await unit.run("UPDATE outbox SET leased_by = NULL, leased_at = NULL")
        await unit.run("UPDATE messages SET state = 10, attempts = 0 WHERE source_id = %(id)s", {"id": batch.claimed[0].key.source_id})


async def restore(shop: Shop, askable: Collection[str]) -> InDoubt:
    since = shop.clock.now()
    shop.clock.advance(hours=3)
    async with shop.database.engine() as unit:
        return await service.doubt_what_was_on_its_way(unit, shop.organisation_id, since, askable)


async def unconfirmed(shop: Shop) -> int:
    async with shop.database.unit(shop.organisation_id) as unit:
        return (await service.unconfirmed_in_all(unit, shop.organisation_id))[0]


@pytest.mark.parametrize(("people", "sent"), [(4, 3), (40, 30)])
async def test_what_left_after_the_backup_is_adopted_and_the_rest_waits_for_a_person(twilio: Twilio, people: int, sent: int) -> None:
    source = await lost(twilio, people, sent=sent)
    assert await restore(twilio.shop, {"twilio"}) == InDoubt(looked_for=people, left_to_a_person=0)
    assert await settle_doubts(twilio.sending)
    states = await twilio.shop.states(source)
    assert (states.count(State.SENT), states.count(State.UNKNOWN)) == (sent, people - sent)
    assert await unconfirmed(twilio.shop) == people - sent
    twilio.shop.clock.advance(days=2)
    assert not await settle_doubts(twilio.sending)
    batch = await twilio.shop.claim()
    assert batch is None or not batch.claimed


async def test_what_a_provider_that_can_not_be_asked_had_is_left_to_a_person_at_once(twilio: Twilio) -> None:
    source = await lost(twilio, 2, sent=1)
    assert await restore(twilio.shop, set()) == InDoubt(looked_for=0, left_to_a_person=2)
    assert not await settle_doubts(twilio.sending)
    assert await twilio.shop.states(source) == [State.UNKNOWN] * 2
    assert await unconfirmed(twilio.shop) == 2
