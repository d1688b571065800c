"""What is attested for many people at once opens nothing that one of them has closed."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.dialects import postgresql

from support.clock import ManualClock
from support.consents import grant
from tidings.accounts.types import ConsentBasis
from tidings.consent import service, views
from tidings.consent.types import GENERAL, ConsentStatus, Statement, Wish
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

NEWS = "newsletter"


async def said(database: Database, organisation: UUID, who: UUID, clock: ManualClock, status: ConsentStatus, *, of: str = GENERAL) -> None:
    """Let one person say something on their preference page, a minute after what came before."""
    clock.advance(minutes=1)
    statement = Statement(Channel.SMS, Purpose.MARKETING, status, "preferences", "Yes", clock.now(), "person", programme=of)
    async with database.unit(organisation) as unit:
        await service.record(unit, organisation, [who], [statement])


async def attest(
    database: Database, organisation: UUID, people: list[UUID], clock: ManualClock, *, of: str = GENERAL, later: timedelta = timedelta(days=1)
) -> int:
    """Attest for all of them, as an import of the next day does; returns how many statements the database was sent."""
    basis = ConsentBasis("crm", "I agree", "cli:test", clock.now() + later)
    async with database.unit(organisation) as unit:
        await service.grant_attested(
            unit, organisation, people, basis, channels=[Channel.SMS], purposes=[Purpose.MARKETING], actor="cli:test", proof={}, programme=of
        )
        return unit.statements


async def holds(database: Database, organisation: UUID, who: UUID, *, of: str = GENERAL) -> ConsentStatus | None:
    async with database.unit(organisation) as unit:
        return (await service.statuses(unit, organisation, [who], Channel.SMS, Purpose.MARKETING, of))[who]


@pytest.mark.parametrize("later", [timedelta(days=-9), timedelta(0), timedelta(days=1)])
async def test_a_box_that_a_person_unticked_stays_so_whenever_others_attest(
    database: Database, organisation: UUID, clock: ManualClock, later: timedelta
) -> None:
    ana, ben = new_id(clock.now()), new_id(clock.now())
    await said(database, organisation, ana, clock, ConsentStatus.GRANTED)
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN)
    await attest(database, organisation, [ana, ben], clock, later=later)
    assert await holds(database, organisation, ana) is ConsentStatus.WITHDRAWN
    assert await holds(database, organisation, ben) is ConsentStatus.GRANTED


async def test_what_a_person_says_after_a_refusal_counts_again_and_may_be_attested_again(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN)
    await attest(database, organisation, [ana], clock)
    await said(database, organisation, ana, clock, ConsentStatus.GRANTED)
    assert await holds(database, organisation, ana) is ConsentStatus.GRANTED
    await attest(database, organisation, [ana], clock)
    assert await holds(database, organisation, ana) is ConsentStatus.GRANTED


async def told_late(
    database: Database, organisation: UUID, who: UUID, clock: ManualClock, status: ConsentStatus, days_ago: int, *, of: str = GENERAL
) -> None:
    """Let it be told only now what one person said some days ago."""
    at = clock.now() - timedelta(days=days_ago)
    statement = Statement(Channel.SMS, Purpose.MARKETING, status, f"shop, {days_ago} days ago", None, at, "cli:test", programme=of)
    async with database.unit(organisation) as unit:
        await service.record(unit, organisation, [who], [statement])


async def test_a_refusal_that_is_told_late_outweighs_what_was_attested_since(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    await attest(database, organisation, [ana], clock, later=timedelta(days=-3))
    await told_late(database, organisation, ana, clock, ConsentStatus.WITHDRAWN, 9)
    assert await holds(database, organisation, ana) is ConsentStatus.WITHDRAWN
    await attest(database, organisation, [ana], clock)
    assert await holds(database, organisation, ana) is ConsentStatus.WITHDRAWN


async def test_a_refusal_that_is_told_late_does_not_outweigh_what_the_person_said_since(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    await told_late(database, organisation, ana, clock, ConsentStatus.GRANTED, 6)
    await attest(database, organisation, [ana], clock, later=timedelta(days=-3))
    await told_late(database, organisation, ana, clock, ConsentStatus.WITHDRAWN, 9)
    assert await holds(database, organisation, ana) is ConsentStatus.GRANTED


async def test_a_dated_statement_of_that_one_person_is_recorded_after_a_refusal(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN)
    clock.advance(days=1)
    async with database.unit(organisation) as unit:
        await grant(unit, organisation, [ana], channel=Channel.SMS, purpose=Purpose.MARKETING, source="counter", at=clock.now())
    assert await holds(database, organisation, ana) is ConsentStatus.GRANTED


async def test_a_refusal_of_everything_holds_for_a_programme_that_is_attested(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    async with database.unit(organisation) as unit:
        await service.put_programme(unit, organisation, "cli:test", NEWS, name="News", descriptions={})
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN)
    await attest(database, organisation, [ana], clock, of=NEWS)
    assert await holds(database, organisation, ana, of=NEWS) is ConsentStatus.WITHDRAWN


async def test_a_programme_that_a_person_left_stays_left_and_the_rest_may_be_attested(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    async with database.unit(organisation) as unit:
        await service.put_programme(unit, organisation, "cli:test", NEWS, name="News", descriptions={})
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN, of=NEWS)
    for programme in (NEWS, GENERAL):
        await attest(database, organisation, [ana], clock, of=programme)
    assert await holds(database, organisation, ana, of=NEWS) is ConsentStatus.WITHDRAWN
    assert await holds(database, organisation, ana) is ConsentStatus.GRANTED


async def test_what_is_attested_after_a_refusal_leaves_nothing_in_the_ledger_that_a_start_could_bring_back(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN)
    await attest(database, organisation, [ana], clock)
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM consent_events WHERE status = 'granted'") == 0


async def test_an_attestation_of_the_future_counts_from_now_so_that_a_later_refusal_decides(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    await attest(database, organisation, [ana], clock, later=timedelta(days=1500))
    async with database.unit(organisation) as unit:
        state = (await service.states(unit, organisation, [ana], Channel.SMS, Purpose.MARKETING))[ana]
    assert (state.status, state.at) == (ConsentStatus.GRANTED, clock.now())
    await said(database, organisation, ana, clock, ConsentStatus.WITHDRAWN)
    assert await holds(database, organisation, ana) is ConsentStatus.WITHDRAWN


GRANTED, WITHDRAWN = ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN
ATTESTED = None
Told = tuple[int, ConsentStatus | None, str]
"""How many days ago, what (None: others attest), and of which programme."""


@pytest.mark.parametrize(
    ("told", "news", "general"),
    [
        ([(9, WITHDRAWN, GENERAL), (3, ATTESTED, NEWS)], WITHDRAWN, WITHDRAWN),
        ([(9, WITHDRAWN, GENERAL), (3, ATTESTED, GENERAL)], WITHDRAWN, WITHDRAWN),
        ([(9, WITHDRAWN, NEWS), (3, ATTESTED, NEWS), (2, ATTESTED, GENERAL)], WITHDRAWN, GRANTED),
        ([(9, WITHDRAWN, GENERAL), (6, GRANTED, NEWS), (3, ATTESTED, NEWS)], GRANTED, WITHDRAWN),
        ([(9, WITHDRAWN, GENERAL), (6, GRANTED, GENERAL), (3, ATTESTED, NEWS)], GRANTED, GRANTED),
        ([(9, WITHDRAWN, GENERAL), (3, ATTESTED, NEWS), (1, GRANTED, GENERAL)], GRANTED, GRANTED),
        ([(9, GRANTED, NEWS), (6, WITHDRAWN, GENERAL), (3, ATTESTED, NEWS)], WITHDRAWN, WITHDRAWN),
        ([(9, GRANTED, NEWS), (6, WITHDRAWN, GENERAL), (3, ATTESTED, NEWS), (1, GRANTED, NEWS)], GRANTED, WITHDRAWN),
        ([(9, ATTESTED, NEWS), (6, GRANTED, GENERAL), (3, WITHDRAWN, GENERAL), (1, ATTESTED, NEWS)], WITHDRAWN, WITHDRAWN),
    ],
)
async def test_what_holds_after_refusals_and_attestations_is_the_same_in_whatever_order_they_arrive(
    database: Database, organisation: UUID, clock: ManualClock, told: Sequence[Told], news: ConsentStatus, general: ConsentStatus
) -> None:
    async with database.unit(organisation) as unit:
        await service.put_programme(unit, organisation, "cli:test", NEWS, name="News", descriptions={})
    for order in permutations(told):
        ana = new_id(clock.now())
        for days_ago, status, programme in order:
            if status is None:
                await attest(database, organisation, [ana], clock, of=programme, later=timedelta(days=-days_ago))
            else:
                await told_late(database, organisation, ana, clock, status, days_ago, of=programme)
        assert (await holds(database, organisation, ana, of=NEWS), await holds(database, organisation, ana)) == (news, general), order


async def test_segments_see_a_programme_closed_by_a_general_refusal_that_is_told_after_others_attested_it(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    async with database.unit(organisation) as unit:
        await service.put_programme(unit, organisation, "cli:test", NEWS, name="News", descriptions={})
    await attest(database, organisation, [ana], clock, of=NEWS, later=timedelta(days=-3))
    state = views.programme_states(NEWS)
    statement = str(select(state.c.status).compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    for expected in (GRANTED, WITHDRAWN):
        async with database.unit(organisation) as unit:
            assert await unit.fetch(ConsentStatus, statement) == [expected]
        await told_late(database, organisation, ana, clock, WITHDRAWN, 9)


async def test_a_start_does_not_bring_back_what_was_attested_before_a_refusal_was_told(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    async with database.unit(organisation) as unit:
        await service.put_programme(unit, organisation, "cli:test", NEWS, name="News", descriptions={})
    await attest(database, organisation, [ana], clock, of=NEWS, later=timedelta(days=-3))
    await told_late(database, organisation, ana, clock, ConsentStatus.WITHDRAWN, 9)
    for follow in (service.opt_out, service.opt_in):
        clock.advance(minutes=1)
        async with database.unit(organisation) as unit:
            await follow(unit, organisation, Channel.SMS, [Wish([b"lookup"], [ana], clock.now(), "keyword")])
    assert await holds(database, organisation, ana, of=NEWS) is ConsentStatus.WITHDRAWN


async def test_who_refused_is_left_out_by_one_statement_for_any_number(database: Database, organisation: UUID, clock: ManualClock) -> None:
    people = [new_id(clock.now()) for _ in range(1_000)]
    async with database.unit(organisation) as unit:
        refusal = Statement(Channel.SMS, Purpose.MARKETING, ConsentStatus.WITHDRAWN, "preferences", None, clock.now(), "person")
        await service.record(unit, organisation, people[::2], [refusal])
    assert await attest(database, organisation, people, clock) == 1
    async with database.unit(organisation) as unit:
        held = await service.statuses(unit, organisation, people, Channel.SMS, Purpose.MARKETING)
    assert [held[each] for each in people] == [ConsentStatus.WITHDRAWN, ConsentStatus.GRANTED] * 500


async def test_who_refuses_while_others_attest_stays_refused(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    await said(database, organisation, ana, clock, ConsentStatus.GRANTED)
    refusal = Statement(Channel.SMS, Purpose.MARKETING, ConsentStatus.WITHDRAWN, "preferences", None, clock.now() + timedelta(minutes=1), "person")
    async with database.unit(organisation) as unit:
        await service.record(unit, organisation, [ana], [refusal])
        attesting = asyncio.create_task(attest(database, organisation, [ana], clock))
        await asyncio.sleep(0.5)  # until it waits for the row that is refused here
    await attesting
    assert await holds(database, organisation, ana) is ConsentStatus.WITHDRAWN
