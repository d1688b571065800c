"""A closed address stays closed until its owner or a person with a reason opens it."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.consents import grant
from tidings.accounts import service as accounts
from tidings.consent import service
from tidings.consent.types import ConsentStatus, Suppression, SuppressionReason, SuppressionScope, Wish
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

ANA = b"\x01ana"
BEN = b"\x01ben"


def closing(lookup: bytes, reason: SuppressionReason = SuppressionReason.MANUAL, scope: SuppressionScope = SuppressionScope.ALL) -> Suppression:
    return Suppression(Channel.SMS, lookup, scope, reason, "test")


async def why_closed(
    database: Database, organisation: UUID, lookup: bytes, channel: Channel = Channel.SMS, purpose: Purpose = Purpose.TRANSACTIONAL
) -> SuppressionReason | None:
    async with database.unit(organisation) as unit:
        return (await service.suppressed(unit, organisation, channel, [lookup], purpose)).get(lookup)


async def say(database: Database, organisation: UUID, word: str, lookup: bytes, contact: UUID, *, clock: ManualClock) -> None:
    clock.advance(seconds=1)
    wish = Wish([lookup], [contact], clock.now(), "keyword", {"word": word})
    async with database.unit(organisation) as unit:
        await (service.opt_out if word == "STOP" else service.opt_in)(unit, organisation, Channel.SMS, [wish])


async def consent(database: Database, organisation: UUID, contact: UUID, purpose: Purpose) -> ConsentStatus | None:
    async with database.unit(organisation) as unit:
        state = (await service.states(unit, organisation, [contact], Channel.SMS, purpose)).get(contact)
    return state and state.status


async def agree(database: Database, organisation: UUID, contact: UUID, clock: ManualClock, source: str = "api_key:1") -> None:
    async with database.unit(organisation) as unit:
        for purpose in Purpose:
            await grant(
                unit, organisation, [contact], channel=Channel.SMS, purpose=purpose, source=source, wording="Yes", at=clock.now(), actor="key:1"
            )


async def test_ten_thousand_opt_outs_of_a_former_system_take_one_statement(database: Database, organisation: UUID, clock: ManualClock) -> None:
    entries = [closing(number.to_bytes(4, "big"), SuppressionReason.IMPORTED) for number in range(10_000)]
    async with database.unit(organisation) as unit:
        assert await service.suppress(unit, organisation, entries, clock.now()) == 10_000
        assert await service.suppress(unit, organisation, entries, clock.now()) == 0
        assert unit.statements == 2


async def test_a_closing_holds_on_its_own_channel_only(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.suppress(unit, organisation, [closing(ANA)], clock.now())
    assert await why_closed(database, organisation, ANA) is SuppressionReason.MANUAL
    assert await why_closed(database, organisation, ANA, Channel.WHATSAPP) is None
    assert await why_closed(database, organisation, BEN) is None


async def test_a_closing_of_marketing_lets_transactional_messages_through(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.suppress(unit, organisation, [closing(ANA, scope=SuppressionScope.MARKETING)], clock.now())
    assert await why_closed(database, organisation, ANA, purpose=Purpose.MARKETING) is SuppressionReason.MANUAL
    assert await why_closed(database, organisation, ANA) is None


async def test_a_stop_closes_transactional_messages_too(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    await agree(database, organisation, ana, clock)
    await say(database, organisation, "STOP", ANA, ana, clock=clock)
    assert await why_closed(database, organisation, ANA) is SuppressionReason.OPTED_OUT
    assert [await consent(database, organisation, ana, purpose) for purpose in Purpose] == [ConsentStatus.WITHDRAWN] * len(Purpose)


async def test_an_attested_consent_does_not_open_what_stop_closed(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    await say(database, organisation, "STOP", ANA, ana, clock=clock)
    clock.advance(days=1)
    await agree(database, organisation, ana, clock, source="import:2")
    assert await why_closed(database, organisation, ANA) is SuppressionReason.OPTED_OUT


async def test_start_opens_again_and_restores_marketing_only_where_it_was_granted(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana, ben = new_id(clock.now()), new_id(clock.now())
    await agree(database, organisation, ana, clock)
    for lookup, contact in ((ANA, ana), (BEN, ben)):
        await say(database, organisation, "STOP", lookup, contact, clock=clock)
        await say(database, organisation, "STOP", lookup, contact, clock=clock)
        await say(database, organisation, "START", lookup, contact, clock=clock)
        assert await why_closed(database, organisation, lookup) is None
        assert await consent(database, organisation, contact, Purpose.TRANSACTIONAL) is ConsentStatus.GRANTED
    assert await consent(database, organisation, ana, Purpose.MARKETING) is ConsentStatus.GRANTED
    assert await consent(database, organisation, ben, Purpose.MARKETING) is ConsentStatus.WITHDRAWN


async def test_start_does_not_bring_back_marketing_that_was_refused_before_the_stop(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    ana = new_id(clock.now())
    await agree(database, organisation, ana, clock)
    clock.advance(seconds=1)
    async with database.unit(organisation) as unit:
        await grant(
            unit,
            organisation,
            [ana],
            channel=Channel.SMS,
            purpose=Purpose.MARKETING,
            source="form:1",
            wording=None,
            at=clock.now(),
            actor="person",
            status=ConsentStatus.WITHDRAWN,
        )
    await say(database, organisation, "STOP", ANA, ana, clock=clock)
    await say(database, organisation, "START", ANA, ana, clock=clock)
    assert await consent(database, organisation, ana, Purpose.MARKETING) is ConsentStatus.WITHDRAWN


async def test_a_start_that_comes_late_does_not_open_what_a_newer_stop_closed(database: Database, organisation: UUID, clock: ManualClock) -> None:
    ana = new_id(clock.now())
    early = clock.now()
    await say(database, organisation, "STOP", ANA, ana, clock=clock)
    async with database.unit(organisation) as unit:
        await service.opt_in(unit, organisation, Channel.SMS, [Wish([ANA], [ana], early, "keyword")])
    assert await why_closed(database, organisation, ANA) is SuppressionReason.OPTED_OUT
    assert await consent(database, organisation, ana, Purpose.TRANSACTIONAL) is ConsentStatus.WITHDRAWN


async def test_start_does_not_open_what_staff_closed(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.suppress(unit, organisation, [closing(ANA)], clock.now())
    await say(database, organisation, "START", ANA, new_id(clock.now()), clock=clock)
    assert await why_closed(database, organisation, ANA) is SuppressionReason.MANUAL


async def test_only_the_first_of_several_stops_asks_for_a_confirmation(database: Database, organisation: UUID, clock: ManualClock) -> None:
    wish = Wish([ANA], [], clock.now(), "keyword")
    async with database.unit(organisation) as unit:
        assert await service.opt_out(unit, organisation, Channel.SMS, [wish, wish]) == [True, False]
    async with database.unit(organisation) as unit:
        assert await service.opt_out(unit, organisation, Channel.SMS, [wish]) == [False]


async def test_lifting_a_failing_address_does_not_open_one_that_also_said_stop(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.suppress(unit, organisation, [closing(ANA, SuppressionReason.FAILING), closing(ANA, SuppressionReason.OPTED_OUT)], clock.now())
        failing = (await service.list_suppressions(unit, organisation, reason=SuppressionReason.FAILING)).rows[0].record
        await service.lift(unit, organisation, "key:1", failing.id, "It works again.")
    assert await why_closed(database, organisation, ANA) is SuppressionReason.OPTED_OUT


async def test_a_lift_needs_a_reason_is_audited_and_may_be_repeated(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.suppress(unit, organisation, [closing(ANA)], clock.now())
        closed = (await service.list_suppressions(unit, organisation)).rows[0].record
        with pytest.raises(Invalid, match="reason"):
            await service.lift(unit, organisation, "key:1", closed.id, "  ")
        for _ in range(2):
            lifted = (await service.lift(unit, organisation, "key:1", closed.id, "She asked at the counter.")).record
            assert (lifted.lifted_at, lifted.lifted_by, lifted.lift_reason) == (clock.now(), "key:1", "She asked at the counter.")
        trail = await accounts.audit_trail(unit, organisation)
        assert [entry.action for entry in trail.rows] == ["suppression.lifted"]
        assert (await service.list_suppressions(unit, organisation)).rows == []
        assert len((await service.list_suppressions(unit, organisation, lifted_too=True)).rows) == 1
        assert [await service.count_suppressions(unit, organisation, lifted_too=each) for each in (False, True)] == [0, 1]
    assert await why_closed(database, organisation, ANA) is None


async def test_lifting_what_is_not_there_says_so(database: Database, organisation: UUID, clock: ManualClock) -> None:
    with pytest.raises(NotFound):
        async with database.unit(organisation) as unit:
            await service.lift(unit, organisation, "key:1", new_id(clock.now()), "Why not")


async def test_the_third_soft_failure_in_thirty_days_closes_an_address_for_ninety(database: Database, organisation: UUID, clock: ManualClock) -> None:
    for day in (0, 31, 45):
        clock.advance(days=day)
        async with database.unit(organisation) as unit:
            assert await service.count_soft_failures(unit, organisation, Channel.SMS, [(ANA, "30003"), (BEN, "30003")][: 2 if day else 1]) == []
    clock.advance(days=1)
    async with database.unit(organisation) as unit:
        assert await service.count_soft_failures(unit, organisation, Channel.SMS, [(ANA, "30005"), (ANA, "30005")]) == [ANA]
        closed = (await service.list_suppressions(unit, organisation)).rows[0].record
    assert closed.detail == "3 failures in 30 days, the last with code 30005"
    assert closed.ends_at == clock.now() + timedelta(days=90)
    assert await why_closed(database, organisation, ANA) is SuppressionReason.FAILING
    clock.advance(days=90)
    assert await why_closed(database, organisation, ANA) is None


async def test_an_address_that_fails_again_after_its_closing_ended_is_closed_again(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    for days in (0, 100):
        clock.advance(days=days)
        async with database.unit(organisation) as unit:
            assert await service.count_soft_failures(unit, organisation, Channel.SMS, [(ANA, "30003")] * 3) == [ANA]
        assert await why_closed(database, organisation, ANA) is SuppressionReason.FAILING


async def test_a_lifted_failing_address_starts_to_count_from_nothing(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        await service.count_soft_failures(unit, organisation, Channel.SMS, [(ANA, "30003")] * 3)
        closed = (await service.list_suppressions(unit, organisation)).rows[0].record
        await service.lift(unit, organisation, "key:1", closed.id, "The phone was repaired.")
    async with database.unit(organisation) as unit:
        assert await service.count_soft_failures(unit, organisation, Channel.SMS, [(ANA, "30003")]) == []


async def test_failures_that_are_counted_at_the_same_time_are_all_counted(database: Database, organisation: UUID) -> None:
    async def fail() -> list[bytes]:
        async with database.unit(organisation) as unit:
            return await service.count_soft_failures(unit, organisation, Channel.SMS, [(ANA, "30003")])

    assert sorted(await asyncio.gather(fail(), fail(), fail())) == [[], [], [ANA]]


async def test_suppressions_are_listed_in_pages(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        keys = await unit.keys(organisation)
        numbers = [f"+3361200{number:04}" for number in range(5)]
        await service.suppress(unit, organisation, [closing(keys.index("phone", number)) for number in numbers], clock.now())
        first = await service.list_suppressions(unit, organisation, limit=3)
        second = await service.list_suppressions(unit, organisation, limit=3, cursor=first.next_cursor)
    assert len({row.record.id for row in [*first.rows, *second.rows]}) == 5
    assert second.next_cursor is None


async def test_a_marketing_preference_told_to_the_provider_is_followed_both_ways(database: Database, organisation: UUID, clock: ManualClock) -> None:
    number = "+33612000001"
    async with database.unit(organisation) as unit:
        lookup = (await unit.keys(organisation)).index("phone", number)
        await service.set_marketing_preference(unit, organisation, Channel.WHATSAPP, number, stop=True)
    assert await why_closed(database, organisation, lookup, Channel.WHATSAPP, Purpose.MARKETING) is SuppressionReason.OPTED_OUT
    assert await why_closed(database, organisation, lookup, Channel.WHATSAPP) is None
    clock.advance(seconds=1)
    async with database.unit(organisation) as unit:
        await service.set_marketing_preference(unit, organisation, Channel.WHATSAPP, number, stop=False)
    assert await why_closed(database, organisation, lookup, Channel.WHATSAPP, Purpose.MARKETING) is None


async def test_a_list_that_is_brought_four_times_at_once_is_counted_once(database: Database, organisation: UUID) -> None:
    numbers = [f"+336120{number:05d}" for number in range(200)]

    async def bring() -> tuple[int, int]:
        async with database.unit(organisation) as unit:
            closing = await service.suppress_addresses(
                unit,
                organisation,
                "key:test",
                numbers,
                channel=Channel.SMS,
                scope=SuppressionScope.ALL,
                reason=SuppressionReason.IMPORTED,
                source="former system",
            )
        return closing.closed, closing.already

    told = await asyncio.gather(*(bring() for _ in range(4)))
    assert sum(closed for closed, _ in told) == 200
    assert sum(already for _, already in told) == 600
