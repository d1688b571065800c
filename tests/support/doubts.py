"""Messages that nobody can confirm, made as they come about: an exchange without an answer, and looks in vain."""

from typing import Any
from uuid import UUID

from support.shop import Shop
from tidings.infra.db.database import Database
from tidings.messages import service
from tidings.messages.types import Decision, Key
from tidings.ports.adapter import CannotTell, Finding
from tidings.ports.outcome import Unknown

ACTOR = "key:of-the-tests"


async def look(database: Database, finding: Finding) -> None:
    """Look into each doubt that is due, and find the same of all."""
    async with database.engine() as unit:
        due = await service.doubts_due(unit)
    for organisation_id in {doubt.organisation_id for doubt in due}:
        mine = [doubt for doubt in due if doubt.organisation_id == organisation_id]
        async with database.keyed() as unit:
            await service.settle_doubts(unit, organisation_id, mine, {doubt.key: finding for doubt in mine})


async def give_up_looking(database: Database, clock: Any) -> None:
    """Let a quarter of an hour pass and each doubt that is due be looked into in vain."""
    clock.advance(minutes=16)
    await look(database, CannotTell("the provider has no such question", ever=True))


async def leave_unconfirmed(shop: Shop, people: int = 1, *, source: UUID | None = None) -> list[Key]:
    """Send to people of a source (a new one, unless named), get no answer, look in vain; return the messages' keys."""
    if source is None:
        source = await shop.source(await shop.people(people))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Unknown("ReadTimeout"))
    await give_up_looking(shop.database, shop.clock)
    return sorted((each.key for each in batch.claimed), key=lambda key: key.message_id)


async def decide(shop: Shop, key: Key, decision: Decision, reason: str = "They told us on the phone.") -> service.Settled:
    """Decide as a person does."""
    async with shop.database.unit(shop.organisation_id) as unit:
        return await service.settle(unit, shop.organisation_id, ACTOR, key, decision, reason)
