"""A receipt that never came is asked for: after an hour, six and a day; then the trace says that nobody knows more."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import Shop
from support.twilio import AT_ONCE, Twilio, opened_twilio
from tidings.infra.db.database import Database
from tidings.messages import service
from tidings.messages.jobs import follow_up
from tidings.messages.service import Outlooks, token_of
from tidings.messages.types import Key, State
from tidings.ports.outcome import Accepted
from tidings.ports.receipt import ReceiptState

LOST = {**AT_ONCE, "fail_rate": 0.2, "fail_codes": {"twilio_sms": [30003, 30005]}}


@pytest.fixture
async def twilio(database: Database, organisation: UUID, clock: ManualClock) -> AsyncIterator[Twilio]:
    async with opened_twilio(database, organisation, clock, receipts=LOST) as twilio:
        yield twilio


async def sent(twilio: Twilio, people: int) -> UUID:
    """Send to so many people, and let all receipts be lost."""
    source = await twilio.released(people)
    batch = await twilio.shop.claim(people)
    assert batch is not None
    await twilio.record(batch, await twilio.send(batch, batch.claimed))
    assert set(await twilio.shop.states(source)) == {State.SENT}
    return source


async def traced(shop: Shop, source: UUID, place: int = 0) -> list[str]:
    """Return what happened to a message, as its trace tells, besides the times of its states."""
    async with shop.database.unit(shop.organisation_id) as unit:
        row = (await service.recipients(unit, shop.organisation_id, source)).rows[place]
        found = await service.trace(unit, shop.organisation_id, Key(source, row.contact_id, 0), Outlooks())
    return [each.outcome for each in found.attempts]


@pytest.mark.parametrize(("people", "requests"), [(5, 5), (120, 1)])
async def test_a_campaign_whose_receipts_were_all_lost_still_learns_who_was_reached(twilio: Twilio, people: int, requests: int) -> None:
    source = await sent(twilio, people)
    assert not await follow_up(twilio.sending)
    twilio.shop.clock.advance(hours=1, minutes=1)
    assert await follow_up(twilio.sending)
    assert len(twilio.asked) == requests
    report = await twilio.control("report")
    states = await twilio.shop.states(source)
    assert states.count(State.DELIVERED) == report["statuses"]["delivered"]
    assert states.count(State.FAILED) == report["statuses"].get("undelivered", 0)
    assert states.count(State.DELIVERED) + states.count(State.FAILED) == people


async def test_nobody_is_asked_twice_about_what_is_final(twilio: Twilio) -> None:
    await sent(twilio, 5)
    twilio.shop.clock.advance(hours=2)
    await follow_up(twilio.sending)
    asked = len(twilio.asked)
    twilio.shop.clock.advance(days=2)
    await follow_up(twilio.sending)
    assert (len(twilio.asked), await watched(twilio.shop)) == (asked, 0)


async def test_what_stays_without_a_final_word_is_asked_about_three_times_and_then_its_trace_says_so(twilio: Twilio) -> None:
    await twilio.set({"receipts": {"delivered_seconds": 1_000_000}})
    source = await sent(twilio, 3)
    asked: list[int] = []
    for hours in range(1, 40):
        twilio.shop.clock.advance(hours=1, seconds=1)
        before = len(twilio.asked)
        await follow_up(twilio.sending)
        if len(twilio.asked) > before:
            asked.append(hours)
    assert (asked, len(twilio.asked)) == ([1, 6, 24], 9)
    assert await traced(twilio.shop, source) == ["no_receipt"]
    assert await twilio.shop.states(source) == [State.SENT] * 3
    assert await watched(twilio.shop) == 0


async def test_a_receipt_that_came_meanwhile_is_never_taken_back(twilio: Twilio) -> None:
    source = await sent(twilio, 1)
    async with twilio.shop.database.unit(twilio.shop.organisation_id) as unit:
        row = (await service.recipients(unit, twilio.shop.organisation_id, source)).rows[0]
    await twilio.shop.receive(token_of(Key(source, row.contact_id, 0), 1), ReceiptState.READ, provider_id=row.provider_id or "")
    twilio.shop.clock.advance(hours=2)
    await follow_up(twilio.sending)
    assert (await twilio.shop.states(source), twilio.asked) == ([State.READ], [])


async def test_a_provider_that_is_away_is_asked_again_later_and_nothing_is_given_up(twilio: Twilio) -> None:
    source = await sent(twilio, 2)
    await twilio.set({"twilio": {"trouble": {"outage": "close"}}})
    for _ in range(3):
        twilio.shop.clock.advance(hours=12)
        await follow_up(twilio.sending)
    assert await traced(twilio.shop, source) == []
    await twilio.set({"twilio": {"trouble": {"outage": "off"}}})
    twilio.shop.clock.advance(hours=2)
    await follow_up(twilio.sending)
    assert State.SENT not in await twilio.shop.states(source)


async def test_what_is_released_while_a_look_goes_on_is_watched_too(twilio: Twilio) -> None:
    source = await sent(twilio, 2)
    twilio.shop.clock.advance(hours=2)
    async with twilio.shop.database.engine() as unit:
        (watch,) = await service.watches_due(unit)
        await service.apply_answers(unit, watch.organisation_id, [])
    async with twilio.shop.database.unit(twilio.shop.organisation_id) as unit:
        await service.plan(unit, twilio.shop.organisation_id, source, await twilio.shop.people(1, start=500))
    await twilio.shop.release(source)
    async with twilio.shop.database.engine() as unit:
        await service.end_look(unit, watch, {"twilio"}, answered=True)
    assert await watched(twilio.shop) == 1


async def test_a_provider_that_can_not_be_asked_is_not_watched_for_long(shop: Shop) -> None:
    source = await shop.source(await shop.people(2))
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted("wamid.a"))
    shop.clock.advance(hours=2)
    async with shop.database.engine() as unit:
        (watch,) = await service.watches_due(unit)
        assert (await service.stale_messages(unit, watch, set(), None)).follow_ups == []
        await service.end_look(unit, watch, set(), answered=True)
    assert await watched(shop) == 0


async def watched(shop: Shop) -> int:
    async with shop.database.engine() as unit:
        return await unit.value("SELECT count(*) FROM receipt_watches")
