"""Circuits: a sender whose provider goes on failing is tried less and less often, and at once at full speed after an answer."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import Shop, open_shop
from tidings.channels import service as channels
from tidings.channels.rules.circuits import held_for
from tidings.channels.types import Sender, Trouble
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id

ACTOR = "cli:test"
HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
async def shop(database: Database, organisation: UUID, clock: ManualClock) -> Shop:
    return await open_shop(database, organisation, clock)


async def fail(shop: Shop, asked: timedelta = HALF_A_MINUTE, claimed_at: datetime | None = None) -> Sender:
    """Let the provider fail once; returns how the sender stands then."""
    async with shop.database.engine() as unit:
        await channels.hold_sender(unit, shop.organisation_id, shop.sender.id, Trouble(asked, "It does not answer.", claimed_at or unit.at))
        return await channels.sender(unit, shop.organisation_id, shop.sender.id)


async def fail_again(shop: Shop, asked: timedelta = HALF_A_MINUTE) -> tuple[timedelta, Sender]:
    """Let the one message that tries after each hold fail; returns how long the sender is held then."""
    sender = await fail(shop, asked)
    assert sender.held_until is not None
    held = sender.held_until - shop.clock.now()
    shop.clock.set(sender.held_until)
    return held, sender


async def test_each_hold_in_a_row_is_twice_as_long_up_to_a_quarter_of_an_hour(shop: Shop) -> None:
    first_at = shop.clock.now()
    holds = [await fail_again(shop) for _ in range(7)]
    shortest = [30, 60, 120, 240, 480, 900, 900]
    assert all(least <= held.total_seconds() <= least * 1.1 for least, (held, _) in zip(shortest, holds, strict=True))
    assert [sender.failures for _, sender in holds] == [1, 2, 3, 4, 5, 6, 7]
    assert {sender.standing_since for _, sender in holds} == {first_at}


async def test_a_hold_is_never_shorter_than_the_provider_asks_for(shop: Shop) -> None:
    for _ in range(8):
        await fail_again(shop, timedelta(seconds=2))
    held, sender = await fail_again(shop, timedelta(hours=6))
    assert timedelta(hours=6) <= held <= timedelta(hours=6, minutes=1.5)
    assert sender.failures == 9


async def test_what_was_on_its_way_when_the_provider_failed_is_no_second_failure(shop: Shop) -> None:
    before = shop.clock.now()
    held = await fail(shop)
    shop.clock.advance(seconds=1)
    assert await fail(shop, claimed_at=before) == await fail(shop, claimed_at=before)
    assert held.held_until is not None
    shop.clock.set(held.held_until + timedelta(seconds=5))
    late = await fail(shop, claimed_at=before)
    assert late.failures == 1
    assert (await fail(shop, claimed_at=late.held_until)).failures == 2


async def test_an_answer_lets_the_next_hold_be_a_first_one(shop: Shop) -> None:
    for _ in range(4):
        await fail_again(shop)
    async with shop.database.engine() as unit:
        assert await channels.end_hold(unit, shop.organisation_id, shop.sender.id)
    held, sender = await fail_again(shop)
    assert held < timedelta(seconds=34)
    assert (sender.failures, sender.standing_since) == (1, shop.clock.now() - held)


async def test_a_person_who_opens_a_held_sender_lets_its_failures_be_forgotten(shop: Shop) -> None:
    for _ in range(4):
        await fail_again(shop)
    await fail(shop)
    async with shop.database.unit(shop.organisation_id) as unit:
        assert await channels.open_sender(unit, shop.organisation_id, ACTOR, shop.sender.id)
        opened = await channels.sender(unit, shop.organisation_id, shop.sender.id)
    assert (opened.held_until, opened.failures) == (None, 0)
    assert (await fail_again(shop))[0] < timedelta(seconds=34)


async def test_the_senders_of_a_throttled_account_each_count_what_they_met(shop: Shop) -> None:
    async with shop.database.engine() as unit:
        account = shop.sender.connection_id
        assert await channels.hold_connection(unit, shop.organisation_id, account, Trouble(HALF_A_MINUTE, "Too fast.", unit.at)) == 1
        assert await channels.hold_connection(unit, shop.organisation_id, account, Trouble(HALF_A_MINUTE, "Too fast.", unit.at)) == 0
        assert (await channels.sender(unit, shop.organisation_id, shop.sender.id)).failures == 1


def test_many_senders_do_not_all_try_in_the_same_second(clock: ManualClock) -> None:
    holds = {held_for(new_id(clock.now()), timedelta(minutes=15), 1) for _ in range(200)}
    assert len({held.total_seconds() // 1 for held in holds}) > 50
    assert timedelta(minutes=15) <= min(holds) <= max(holds) <= timedelta(minutes=16.5)
    sender = new_id(clock.now())
    assert held_for(sender, HALF_A_MINUTE, 3) == held_for(sender, HALF_A_MINUTE, 3)
