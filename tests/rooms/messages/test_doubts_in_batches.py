"""After an outage thousands are in doubt at once: they are settled by few statements and few requests, each exactly once."""

from collections.abc import AsyncIterator, Callable
from uuid import UUID, uuid4

import pytest

from support.clock import ManualClock
from support.shop import PUBLIC, Shop
from support.twilio import Twilio, opened_twilio
from tidings.infra.db.database import Database
from tidings.messages import service
from tidings.messages.jobs import settle_doubts
from tidings.messages.rules import LOOK_EVERY
from tidings.messages.types import Doubt, State
from tidings.ports.adapter import CannotTell, Finding, Found, NotFound
from tidings.ports.outcome import Unknown

Answers = Callable[[int], Finding]


@pytest.fixture
async def twilio(database: Database, organisation: UUID, clock: ManualClock) -> AsyncIterator[Twilio]:
    async with opened_twilio(database, organisation, clock) as twilio:
        yield twilio


async def in_doubt(shop: Shop, people: int) -> list[Doubt]:
    """Leave so many messages in doubt and take them for a look."""
    await shop.release(await shop.source(await shop.people(people)))
    await end_holds(shop)
    batch = await shop.claim(people)
    assert batch is not None
    assert len(batch.claimed) == people
    await shop.record(batch, Unknown("ReadTimeout"))
    shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
    mine = {each.key for each in batch.claimed}
    async with shop.database.engine() as unit:
        return [doubt for doubt in await service.doubts_due(unit) if doubt.key in mine]


async def end_holds(shop: Shop) -> None:
    """Let senders that were silent send many at once again, as after a first answer."""
    async with shop.database.engine() as unit:
        await unit.run("UPDATE senders SET held_until = NULL")


async def statements(shop: Shop, people: int, answer: Answers) -> int:
    """Settle so many doubts and return how many statements that took, with those that the questions needed."""
    doubts = await in_doubt(shop, people)
    async with shop.database.keyed() as asking:
        (inquiry,) = await service.inquiries(asking, shop.organisation_id, doubts, PUBLIC)
    assert len(inquiry.traces) == people
    async with shop.database.keyed() as unit:
        findings = {doubt.key: answer(place) for place, doubt in enumerate(doubts)}
        await service.settle_doubts(unit, shop.organisation_id, doubts, findings)
    return asking.statements + unit.statements


def found(_place: int) -> Finding:
    return Found(f"SM{uuid4().hex}")


def denied(_place: int) -> Finding:
    return NotFound()


def silent(_place: int) -> Finding:
    return CannotTell("an outage")


@pytest.mark.parametrize("answer", [found, denied, silent])
async def test_three_hundred_doubts_take_as_many_statements_as_three(shop: Shop, answer: Answers) -> None:
    few = await statements(shop, 3, answer)
    shop.clock.advance(days=2)
    assert await statements(shop, 300, answer) <= few <= 20


async def test_three_hundred_lost_answers_are_found_in_one_list_and_only_what_twilio_never_had_is_sent_again(twilio: Twilio) -> None:
    shop = twilio.shop
    source = await twilio.released(300)
    batch = await shop.claim(300)
    assert batch is not None
    never_arrived = 6
    await twilio.send(batch, batch.claimed[never_arrived:])
    await shop.record(batch, Unknown("ReadTimeout"))

    shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
    assert await settle_doubts(twilio.sending)
    assert len(twilio.asked) == 1
    progress = await shop.progress(source)
    assert (progress.sent, progress.in_flight) == (294, never_arrived)

    shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
    assert await settle_doubts(twilio.sending)
    assert len(twilio.asked) == 1 + never_arrived
    await end_holds(shop)
    again = await shop.claim(300)
    assert again is not None
    assert {each.key for each in again.claimed} == {each.key for each in batch.claimed[:never_arrived]}
    assert {each.attempt for each in again.claimed} == {2}
    await twilio.record(again, await twilio.send(again, again.claimed))
    report = await twilio.control("report")
    assert (report["accepted"], report["distinct_people"], report["duplicates"]) == (300, 300, 0)
    assert (await shop.progress(source)).sent == 300


async def test_a_message_that_twilio_has_taken_and_not_sent_yet_is_not_denied(twilio: Twilio) -> None:
    await twilio.set({"receipts": {"sent_seconds": 36_000}})
    shop = twilio.shop
    source = await twilio.released(30)
    batch = await shop.claim(30)
    assert batch is not None
    await twilio.send(batch, batch.claimed)
    await shop.record(batch, Unknown("ReadTimeout"))
    for _ in range(2):
        shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
        assert await settle_doubts(twilio.sending)
    assert await shop.states(source) == [State.SENT] * 30


async def test_two_messages_that_say_the_same_to_one_person_are_each_found_once(twilio: Twilio) -> None:
    shop = twilio.shop
    people = await shop.people(1)
    sources = [await shop.source(people) for _ in range(2)]
    for source in sources:
        await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await twilio.send(batch, batch.claimed[:1])
    await shop.record(batch, Unknown("ReadTimeout"))
    for _ in range(2):
        shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
        assert await settle_doubts(twilio.sending)
    states = sorted([(await shop.states(source))[0] for source in sources])
    assert states == [State.QUEUED, State.SENT]


async def test_a_provider_that_gives_no_answer_is_not_asked_three_hundred_times(twilio: Twilio) -> None:
    shop = twilio.shop
    await twilio.set({"twilio": {"trouble": {"outage": "close"}}})
    source = await twilio.released(19)
    batch = await shop.claim(19)
    assert batch is not None
    await shop.record(batch, Unknown("ReadTimeout"))
    shop.clock.advance(seconds=LOOK_EVERY.total_seconds())
    assert await settle_doubts(twilio.sending)
    assert len(twilio.asked) < 10
    assert await shop.states(source) == [State.UNKNOWN] * 19
