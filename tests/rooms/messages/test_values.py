"""What a message brings beside what is stored about its person: said to that person, in time, and kept no longer than needed."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import PUBLIC, Shop
from support.twilio import Twilio, opened_twilio
from tidings.content import service as content
from tidings.content.types import LinkKind, SmsBody
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages import service
from tidings.messages.jobs import Dispatcher
from tidings.messages.types import State

HOUR = timedelta(hours=1)


@pytest.fixture
async def twilio(database: Database, organisation: UUID, clock: ManualClock) -> AsyncIterator[Twilio]:
    async with opened_twilio(database, organisation, clock) as twilio:
        yield twilio


async def says(shop: Shop, text: str) -> None:
    """Let the messages of the shop say this."""
    async with shop.database.unit(shop.organisation_id) as unit:
        made = await content.create_template(
            unit, shop.organisation_id, "test", name="own", channel=Channel.SMS, purpose=Purpose.MARKETING, locale="en", body=SmsBody(text)
        )
    shop.template = made.id, made.version


async def bring(shop: Shop, source: UUID, brought: Mapping[UUID | None, Mapping[str, str]], *, good: timedelta = HOUR) -> None:
    async with shop.database.unit(shop.organisation_id) as unit:
        await service.bring_values(unit, shop.organisation_id, source, brought, good_until=shop.clock.now() + good)


async def left(twilio: Twilio, source: UUID) -> list[str]:
    """Let a worker send what waits; return what arrived, in the order of the alphabet."""
    stopping = asyncio.Event()
    work = asyncio.create_task(Dispatcher(twilio.sending, 1, tuple(Lane)).run(stopping))
    while not (await twilio.shop.progress(source)).done:  # noqa: ASYNC110 - the database has no event for it
        await asyncio.sleep(0.02)
    stopping.set()
    await work
    return sorted(each["text"] for each in (await twilio.control("messages"))["messages"])


async def test_a_messages_own_values_go_before_those_of_its_source(twilio: Twilio) -> None:
    shop = twilio.shop
    await says(shop, "{{ place }} at {{ slot }}")
    people = await shop.people(2)
    source = await shop.source(people)
    await bring(shop, source, {None: {"place": "Lyon", "slot": "noon"}, people[0].contact_id: {"slot": "eight"}})
    await shop.release(source)
    assert await left(twilio, source) == ["Lyon at eight", "Lyon at noon"]


async def test_values_are_sealed_where_they_wait_and_forgotten_when_no_doubt_can_need_them(twilio: Twilio) -> None:
    shop = twilio.shop
    source = await shop.source(await shop.people(1))
    await bring(shop, source, {None: {"code": "391746"}})
    async with shop.database.engine() as unit:
        rows = await unit.fetch(bytes, "SELECT sealed FROM message_values")
        assert [b"391746" in row for row in rows] == [False]
        assert await service.forget_values(unit, shop.organisation_id) == 0
    shop.clock.advance(days=2, seconds=3601)
    async with shop.database.engine() as unit:
        assert await service.forget_values(unit, shop.organisation_id) == 1


async def test_a_message_whose_values_are_not_good_any_more_does_not_leave_and_one_without_never_has_a_hole(twilio: Twilio) -> None:
    shop = twilio.shop
    await says(shop, "Your code is {{ code }}")
    late, without = await shop.people(1), await shop.people(1, start=5)
    sources = [await shop.source(late), await shop.source(without)]
    await bring(shop, sources[0], {late[0].contact_id: {"code": "391746"}}, good=timedelta(minutes=10))
    for source in sources:
        await shop.release(source)
    shop.clock.advance(minutes=10)
    assert [await left(twilio, source) for source in sources] == [[], []]
    assert [await shop.states(source) for source in sources] == [[State.EXPIRED], [State.FAILED]]


async def test_links_are_a_persons_own_and_no_attribute_stands_in_for_them(twilio: Twilio) -> None:
    shop = twilio.shop
    await says(shop, "{{ preferences_url }} {{ unsubscribe_url }}")
    (person,) = await shop.people(1)
    async with shop.database.engine() as unit:
        await unit.run("""UPDATE contacts SET attributes = '{"preferences_url": "https://elsewhere.example"}'""")
    source = await shop.source([person])
    await shop.release(source)
    (text,) = await left(twilio, source)
    found = re.fullmatch(rf"{PUBLIC.base}/p/(\S+) {PUBLIC.base}/u/(\S+)", text)
    assert found
    async with shop.database.unit(shop.organisation_id) as unit:
        keys = await unit.keys(shop.organisation_id)
    links = [content.link_of(keys, token) for token in found.groups()]
    assert [link and (link.kind, link.contact_id, link.address_id) for link in links] == [
        (kind, person.contact_id, person.address_id) for kind in (LinkKind.PREFERENCES, LinkKind.UNSUBSCRIBE)
    ]


async def test_sources_that_bring_nothing_cost_no_statement(twilio: Twilio) -> None:
    shop = twilio.shop
    await says(shop, "{{ preferences_url }}")
    people = await shop.people(6)
    first, plain, bringing = [await shop.source(people[start : start + 2]) for start in (0, 2, 4)]
    await bring(shop, bringing, {None: {"slot": "noon"}})
    counts: list[int] = []
    for source in (first, plain, bringing):  # the first one's template has to be read
        await shop.release(source)
        batch = await shop.claim()
        assert batch is not None
        async with shop.database.keyed() as unit:
            await service.facts(unit, batch)
            counts.append(unit.statements)
    assert counts[2] == counts[1] + 1
