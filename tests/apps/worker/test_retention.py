"""Months that are old enough leave the ledger while everything goes on; campaigns keep their figures."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from support.campaigning import World, opened_world
from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.apps.retention import Leave, Retention, oldest_kept
from tidings.apps.wiring import Installation, exchange_of
from tidings.apps.worker import duties
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Campaign, RecipientFilter, Status
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress, Occurrence
from tidings.infra.config import load
from tidings.infra.crypto import Vault
from tidings.infra.db import partitions
from tidings.infra.db.database import Database
from tidings.kernel.errors import NotFound
from tidings.kernel.ids import new_id

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
async def world(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncIterator[World]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        yield world


@pytest.fixture
def retention(world: World, database_url: str) -> Retention:
    return Retention(world.database, database_url, "system:retention")


async def over(world: World, people: int) -> Campaign:
    """Return a campaign of October 2026 that is over, seen from the next month."""
    campaign = await world.launched(people)
    await world.live_through(until=world.clock.now() + timedelta(days=2))
    world.clock.set(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    return await world.get(campaign)


async def states(retention: Retention) -> dict[str, tuple[str, int]]:
    return {f"{each.month:%Y-%m}": (each.state.value, each.messages) for each in await retention.months()}


def tables(database_url: str) -> list[str]:
    with psycopg.connect(database_url) as owner:
        rows = owner.execute("SELECT c.oid::regclass::text FROM pg_class c WHERE relkind = 'r' AND relname ~ '2026_10$' AND relname !~ '^events'")
        return sorted(name for (name,) in rows)


async def test_a_campaign_keeps_its_figures_when_its_month_is_dropped_and_says_that_people_are_gone(
    world: World, retention: Retention, database_url: str
) -> None:
    campaign = await over(world, 7)
    assert campaign.status is Status.COMPLETED
    before = await world.stats(campaign)
    assert (before.recipients, before.sent) == (7, 7)
    assert await retention.leave(NOVEMBER, discard=True) == [Leave(OCTOBER, 7, dropped=True)]
    assert await world.stats(campaign) == before
    assert tables(database_url) == []
    assert await states(retention) == {"2026-10": ("dropped", 7)}
    async with world.database.unit(world.organisation) as unit:
        with pytest.raises(NotFound, match="older than this installation keeps the ledger"):
            await campaigns.recipients(unit, world.organisation, campaign.id, RecipientFilter())
        (noted,) = (await accounts.audit_trail(unit, world.organisation, subject="ledger:2026-10")).rows
    assert (noted.actor, noted.action, noted.detail) == ("system:retention", "ledger.month_left", {"month": "2026-10", "dropped": True})
    assert await retention.leave(NOVEMBER, discard=True) == []


async def test_a_month_with_somebody_who_is_still_to_be_written_to_stays_as_it_is(world: World, retention: Retention) -> None:
    campaign = await world.launched(3)
    world.clock.set(datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    (rehearsed,) = await retention.leave(NOVEMBER, discard=True, rehearse=True)
    assert rehearsed.stayed == "3 messages without an end, 1 campaigns under way"
    (kept,) = await retention.leave(NOVEMBER, discard=True)
    assert kept.stayed is not None
    assert "3 of its messages have no end yet" in kept.stayed
    await world.release()
    assert await world.deliver() == 3
    assert (await world.stats(campaign)).sent == 3


async def test_a_detached_month_is_kept_out_of_reach_until_it_is_dropped(world: World, retention: Retention, database_url: str) -> None:
    await over(world, 2)
    assert await retention.leave(NOVEMBER, discard=False) == [Leave(OCTOBER, 2, dropped=False)]
    assert tables(database_url) == ["past.attempts_2026_10", "past.messages_2026_10", "past.provider_refs_2026_10"]
    async with world.database.engine() as unit:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await unit.value("SELECT count(*) FROM past.messages_2026_10")
    assert await retention.leave(NOVEMBER, discard=False) == []
    assert await retention.leave(NOVEMBER, discard=True) == [Leave(OCTOBER, 2, dropped=True)]
    assert tables(database_url) == []


async def test_a_transaction_that_does_not_end_puts_it_off_and_what_was_begun_is_finished(
    world: World, retention: Retention, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = await over(world, 2)
    monkeypatch.setattr(partitions, "_PATIENCE", "200ms")
    with psycopg.connect(database_url) as reader:
        assert reader.execute("SELECT count(*) FROM messages").fetchone() == (2,)
        (put_off,) = await retention.leave(NOVEMBER, discard=True)
        assert put_off.stayed is not None
        assert (await states(retention))["2026-10"][0] == "leaving"
    assert await retention.leave(NOVEMBER, discard=True) == [Leave(OCTOBER, 2, dropped=True)]
    assert (await world.stats(campaign)).sent == 2


async def test_messages_of_other_months_leave_while_one_is_taken_out(world: World, retention: Retention) -> None:
    await over(world, 2)
    later = await world.launched(4, start=100)
    await world.release()
    await retention.leave(NOVEMBER, discard=True)
    assert await world.deliver() == 4
    assert (await world.stats(later)).sent == 4


async def test_events_leave_with_the_months_of_the_ledger(database: Database, organisation: UUID, clock: ManualClock) -> None:
    person = new_id(clock.now())
    async with database.engine() as unit:
        await contacts.open_event_months(unit)
        for when in (clock.now(), clock.now() + timedelta(days=40), clock.now() - timedelta(days=400)):
            await contacts.record_events(unit, organisation, [Occurrence(new_id(when), person, "paid", when, "test", {})])
    async with database.engine() as unit:
        assert await contacts.forget_events(unit, datetime(2026, 11, 1, tzinfo=UTC)) == 1
        assert await unit.value("SELECT min(at) FROM events") == clock.now() + timedelta(days=40)


async def test_a_ledger_of_one_year_ends_no_prospect_who_was_in_contact_within_three(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path
) -> None:
    settings = load({"TIDINGS_DATA_DIR": str(tmp_path), "TIDINGS_LEDGER_YEARS": "1"})
    installation = Installation(settings, clock, vault, database, database_url, exchange_of(settings), None)
    async with database.engine() as unit:
        changes = Changes(first_name="Ana", addresses=(NewAddress(AddressKind.PHONE, "+33612000101"),))
        person = (await contacts.create_contact(unit, organisation, "test", changes, "FR")).id
        await contacts.open_event_months(unit)
    clock.advance(days=25)
    async with database.engine() as unit:
        await contacts.record_events(unit, organisation, [Occurrence(new_id(unit.at), person, "message.clicked", unit.at, "test", {})])

    async def seen_after(days: int) -> tuple[int, int]:
        clock.advance(days=days)
        await duties.end_old_months(installation)
        await duties.purge(database)
        async with database.engine() as unit:
            people = "SELECT count(*) FROM contacts WHERE organisation_id = %(org)s"
            return await unit.value(people, {"org": organisation}), await unit.value("SELECT count(*) FROM events WHERE name = 'message.clicked'")

    assert await seen_after(1_090) == (1, 1)
    assert await seen_after(60) == (0, 0)


async def test_letters_are_forgotten_after_a_year(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO webhook_letters (organisation_id, id, kind, connection_id, received_at, url, body, why, kept_at)"
            " SELECT %(org)s, gen_random_uuid(), 'receipts', gen_random_uuid(), v.at, '/', 'x', 'unrecognised', v.at"
            " FROM unnest(%(times)s::timestamptz[]) AS v (at)",
            {"org": organisation, "times": [clock.now() - timedelta(days=366), clock.now() - timedelta(days=364)]},
        )
    await duties.forget_letters(database)
    async with database.engine() as unit:
        assert await unit.value("SELECT count(*) FROM webhook_letters") == 1


def test_five_years_are_whole_months_and_none_is_for_ever() -> None:
    assert oldest_kept(datetime(2031, 11, 20, tzinfo=UTC), 5) == NOVEMBER
    assert oldest_kept(datetime(2031, 11, 20, tzinfo=UTC), 0) is None
