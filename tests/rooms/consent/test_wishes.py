"""STOP and START reach us late, twice and in any order: the one said last decides, and of two in one instant STOP does."""

import asyncio
import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.consents import grant
from tidings.consent import service
from tidings.consent.types import ConsentStatus, SuppressionReason, Wish
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

Said = Sequence[tuple[str, int]]
"""Words, and at which second each was said."""

ANA = b"\x01ana"


async def deliver(database: Database, organisation: UUID, clock: ManualClock, said: Said, lookup: bytes, contact: UUID) -> list[bool]:
    """Deliver words in the order given; returns which asked for a confirmation."""
    confirmed: list[bool] = []
    for word, second in said:
        wish = Wish([lookup], [contact], clock.now() + timedelta(seconds=second), "keyword", {"word": word})
        async with database.unit(organisation) as unit:
            await service.hold_addresses(unit, organisation, Channel.SMS, [wish])
            if word == "STOP":
                confirmed.extend(await service.opt_out(unit, organisation, Channel.SMS, [wish]))
            else:
                await service.opt_in(unit, organisation, Channel.SMS, [wish])
    return confirmed


async def outcome(database: Database, organisation: UUID, lookup: bytes, contact: UUID) -> tuple[object, ...]:
    """Return whether the address is closed, and what the person agrees to now."""
    async with database.unit(organisation) as unit:
        closed = await service.suppressed(unit, organisation, Channel.SMS, [lookup], Purpose.TRANSACTIONAL)
        states = [(await service.states(unit, organisation, [contact], Channel.SMS, purpose)).get(contact) for purpose in Purpose]
    return (closed.get(lookup), *((state and (state.status, state.at)) for state in states))


async def agreed(database: Database, organisation: UUID, clock: ManualClock) -> UUID:
    """Return somebody who agreed to everything a day ago."""
    contact = new_id(clock.now())
    async with database.unit(organisation) as unit:
        for purpose in Purpose:
            yesterday = clock.now() - timedelta(days=1)
            await grant(unit, organisation, [contact], channel=Channel.SMS, purpose=purpose, source="form:1", at=yesterday)
    return contact


async def test_a_stop_that_is_delivered_after_a_later_start_leaves_the_address_open_and_is_kept(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = await agreed(database, organisation, clock)
    assert await deliver(database, organisation, clock, [("START", 20), ("STOP", 10), ("STOP", 10)], ANA, ana) == [False, False]
    closed, *states = await outcome(database, organisation, ANA, ana)
    assert closed is None
    assert states == [(ConsentStatus.GRANTED, clock.now() + timedelta(seconds=20))] * len(Purpose)
    async with database.unit(organisation) as unit:
        assert (await service.list_suppressions(unit, organisation)).rows == []
        kept = (await service.list_suppressions(unit, organisation, lifted_too=True)).rows[0].record
        file = await unit.fetch(str, "SELECT DISTINCT status FROM consent_events WHERE source = 'keyword' ORDER BY status")
    assert (kept.at, kept.lifted_at, kept.lift_reason) == (clock.now() + timedelta(seconds=10), clock.now(), "The person said START.")
    assert file == ["granted", "withdrawn"]


async def test_a_stop_in_the_same_instant_as_a_start_closes(database: Database, organisation: UUID, clock: ManualClock) -> None:
    for number, order in enumerate(([("STOP", 5), ("START", 5)], [("START", 5), ("STOP", 5)])):
        lookup, ana = ANA + bytes([number]), await agreed(database, organisation, clock)
        await deliver(database, organisation, clock, order, lookup, ana)
        closed, *states = await outcome(database, organisation, lookup, ana)
        assert closed is SuppressionReason.OPTED_OUT
        assert {state[0] for state in states if isinstance(state, tuple)} == {ConsentStatus.WITHDRAWN}


@pytest.mark.parametrize("seed", range(12))
async def test_every_order_of_delivery_ends_in_the_same_state(database: Database, organisation: UUID, clock: ManualClock, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - orders to try, no secret
    said = [(chance.choice(["STOP", "START"]), chance.randrange(4)) for _ in range(5)]
    ends: dict[tuple[object, ...], Said] = {}
    for turn in range(8):
        lookup, ana = f"{turn}".encode(), await agreed(database, organisation, clock)
        chance.shuffle(said)
        await deliver(database, organisation, clock, said, lookup, ana)
        ends.setdefault(await outcome(database, organisation, lookup, ana), list(said))
    assert len(ends) == 1, ends
    newest = max(second for _, second in said)
    ((closed, *_),) = ends
    assert (closed is SuppressionReason.OPTED_OUT) == (("STOP", newest) in said)


async def test_a_stop_and_a_start_that_are_applied_at_the_same_time_see_each_other(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    for turn in range(10):
        lookup, ana = f"{turn}".encode(), await agreed(database, organisation, clock)
        await asyncio.gather(
            deliver(database, organisation, clock, [("STOP", 1)], lookup, ana),
            deliver(database, organisation, clock, [("START", 2)], lookup, ana),
        )
        assert (await outcome(database, organisation, lookup, ana))[0] is None
