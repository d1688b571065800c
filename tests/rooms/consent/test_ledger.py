"""The ledger only grows, and the newest thing a person said decides."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.clock import MONDAY_MORNING, ManualClock
from support.consents import grant
from tidings.consent import rules, service
from tidings.consent.types import ConsentStatus, Statement
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

SMS_MARKETING: dict[str, Any] = {"channel": Channel.SMS, "purpose": Purpose.MARKETING, "wording": "Yes, text me offers", "actor": "cli:test"}


def people(clock: ManualClock, count: int) -> list[UUID]:
    return [new_id(clock.now()) for _ in range(count)]


async def status(database: Database, organisation: UUID, contact: UUID) -> ConsentStatus | None:
    async with database.unit(organisation) as unit:
        state = (await service.states(unit, organisation, [contact], Channel.SMS, Purpose.MARKETING)).get(contact)
    return state and state.status


async def ledger_length(database: Database, organisation: UUID) -> int:
    async with database.unit(organisation) as unit:
        return await unit.value("SELECT count(*) FROM consent_events")


async def test_ten_thousand_consents_take_one_statement(database: Database, organisation: UUID, clock: ManualClock) -> None:
    everybody = people(clock, 10_000)
    async with database.unit(organisation) as unit:
        assert await grant(unit, organisation, everybody, source="import:1", at=clock.now(), **SMS_MARKETING) == 10_000
        assert unit.statements == 1
        assert len(await service.states(unit, organisation, everybody, Channel.SMS, Purpose.MARKETING)) == 10_000


async def test_the_same_consent_again_adds_nothing(database: Database, organisation: UUID, clock: ManualClock) -> None:
    everybody = people(clock, 3)
    async with database.unit(organisation) as unit:
        await grant(unit, organisation, everybody, source="import:1", at=clock.now(), **SMS_MARKETING)
    clock.advance(days=1)
    async with database.unit(organisation) as unit:
        assert await grant(unit, organisation, [*everybody, *everybody], source="import:1", at=clock.now(), **SMS_MARKETING) == 0
    assert await ledger_length(database, organisation) == 3


async def test_a_consent_of_another_source_is_kept_as_further_proof(database: Database, organisation: UUID, clock: ManualClock) -> None:
    (ana,) = people(clock, 1)
    async with database.unit(organisation) as unit:
        await grant(unit, organisation, [ana], source="import:1", at=clock.now(), **SMS_MARKETING)
        await grant(unit, organisation, [ana], source="form:summer", at=clock.now() - timedelta(days=9), **SMS_MARKETING)
        told = await unit.fetch(str, "SELECT source FROM consent_events ORDER BY at DESC")
    assert told == ["import:1", "form:summer"]


async def test_a_consent_that_is_older_than_a_withdrawal_does_not_undo_it(database: Database, organisation: UUID, clock: ManualClock) -> None:
    (ana,) = people(clock, 1)
    async with database.unit(organisation) as unit:
        await grant(unit, organisation, [ana], source="form:leave", at=clock.now(), **SMS_MARKETING, status=ConsentStatus.WITHDRAWN)
        await grant(unit, organisation, [ana], source="import:1", at=clock.now() - timedelta(days=30), **SMS_MARKETING)
    assert await status(database, organisation, ana) is ConsentStatus.WITHDRAWN
    assert await ledger_length(database, organisation) == 2


async def test_a_repeated_withdrawal_moves_on_so_that_no_consent_slips_between(database: Database, organisation: UUID, clock: ManualClock) -> None:
    (ana,) = people(clock, 1)
    async with database.unit(organisation) as unit:
        for days in (0, 10):
            await grant(
                unit, organisation, [ana], source="keyword", at=clock.now() + timedelta(days=days), **SMS_MARKETING, status=ConsentStatus.WITHDRAWN
            )
        await grant(unit, organisation, [ana], source="form:1", at=clock.now() + timedelta(days=5), **SMS_MARKETING)
    assert await status(database, organisation, ana) is ConsentStatus.WITHDRAWN


async def test_a_new_consent_after_a_withdrawal_counts(database: Database, organisation: UUID, clock: ManualClock) -> None:
    (ana,) = people(clock, 1)
    async with database.unit(organisation) as unit:
        await grant(unit, organisation, [ana], source="form:leave", at=clock.now(), **SMS_MARKETING, status=ConsentStatus.WITHDRAWN)
        await grant(unit, organisation, [ana], source="form:back", at=clock.now() + timedelta(seconds=1), **SMS_MARKETING)
    assert await status(database, organisation, ana) is ConsentStatus.GRANTED


async def test_the_ledger_can_be_neither_changed_nor_cut(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await grant(unit, organisation, people(clock, 1), source="import:1", at=clock.now(), **SMS_MARKETING)
    for attack in ("UPDATE consent_events SET status = 'granted'", "DELETE FROM consent_events"):
        with pytest.raises(Exception, match="permission denied"):
            async with database.unit(organisation) as unit:
                await unit.run(attack)


async def test_a_consent_that_does_not_say_where_it_comes_from_is_refused(database: Database, organisation: UUID, clock: ManualClock) -> None:
    with pytest.raises(Invalid, match="source"):
        async with database.unit(organisation) as unit:
            await grant(unit, organisation, people(clock, 1), source=" ", at=clock.now(), **SMS_MARKETING)


async def test_states_derive_from_the_newest_statement_in_whatever_order_they_come(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    said = [(ConsentStatus.GRANTED, 1), (ConsentStatus.WITHDRAWN, 4), (ConsentStatus.GRANTED, 3), (ConsentStatus.WITHDRAWN, 2)]
    for turn in range(len(said)):
        (ana,) = people(clock, 1)
        for kind, day in said[turn:] + said[:turn]:
            async with database.unit(organisation) as unit:
                await service.record(unit, organisation, [ana], [statement(kind, clock.now() + timedelta(days=day))])
        assert await status(database, organisation, ana) is ConsentStatus.WITHDRAWN


@given(st.text(), st.text(), st.integers(0, 10_000))
def test_the_same_statement_has_the_same_id_and_another_has_another(source: str, wording: str, seconds: int) -> None:
    at = MONDAY_MORNING + timedelta(seconds=seconds)
    one = statement(ConsentStatus.GRANTED, at, source, wording)
    assert rules.event_id(one) == rules.event_id(statement(ConsentStatus.GRANTED, at, source, wording))
    others: Sequence[Statement] = (
        statement(ConsentStatus.WITHDRAWN, at, source, wording),
        statement(ConsentStatus.GRANTED, at + timedelta(microseconds=1), source, wording),
        statement(ConsentStatus.GRANTED, at, source + "x", wording),
        statement(ConsentStatus.GRANTED, at, source, None),
    )
    assert rules.event_id(one) not in {rules.event_id(other) for other in others}


def statement(kind: ConsentStatus, at: datetime, source: str = "form:1", wording: str | None = "Yes") -> Statement:
    return Statement(Channel.SMS, Purpose.MARKETING, kind, source, wording, at, "cli:test")
