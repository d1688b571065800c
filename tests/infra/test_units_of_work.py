"""A unit of work commits whole or not at all, and sees one organisation only."""

import asyncio
from uuid import UUID

import pytest
from psycopg import AsyncConnection, DatabaseError

from support.clock import ManualClock
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id

INSERT = (
    "INSERT INTO suppressions (organisation_id, id, channel, lookup, scope, reason, source, at)"
    " VALUES (%(org)s, %(id)s, 'sms', %(id)s::text::bytea, 'all', 'manual', 'test', %(at)s)"
)


async def suppress(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.engine() as unit:
        await unit.run(INSERT, {"org": organisation, "id": new_id(clock.now()), "at": clock.now()})


async def test_an_organisation_sees_its_own_rows_only(database: Database, organisation: UUID, clock: ManualClock) -> None:
    await suppress(database, organisation, clock)
    await suppress(database, new_id(clock.now()), clock)
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM suppressions") == 1
    async with database.engine() as unit:
        assert await unit.value("SELECT count(*) FROM suppressions") == 2


async def test_an_organisation_cannot_write_rows_of_another(database: Database, organisation: UUID, clock: ManualClock) -> None:
    with pytest.raises(Exception, match="row-level security"):
        async with database.unit(organisation) as unit:
            await unit.run(INSERT, {"org": new_id(clock.now()), "id": new_id(clock.now()), "at": clock.now()})


async def test_nothing_of_a_failed_unit_stays(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async def fail() -> None:
        async with database.unit(organisation) as unit:
            await unit.run(INSERT, {"org": organisation, "id": new_id(clock.now()), "at": clock.now()})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM suppressions") == 0


async def test_what_figures_are_made_of_is_of_one_moment(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.moment() as unit:
        before = await unit.value("SELECT count(*) FROM suppressions")
        await suppress(database, organisation, clock)
        assert await unit.value("SELECT count(*) FROM suppressions") == before


async def test_a_process_that_stands_still_in_the_middle_of_a_unit_holds_its_locks_for_seconds_only(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault
) -> None:
    lock = "SELECT FROM organisations WHERE id = %(id)s FOR UPDATE"
    still = Database(database_url, clock, vault, size=2, idle_seconds=0.2)
    await still.open()

    async def stand_still() -> None:
        async with still.engine() as unit:
            await unit.run(lock, {"id": organisation})
            async with asyncio.timeout(20), database.engine() as other:
                await other.run(lock, {"id": organisation})
            await unit.run(lock, {"id": organisation})

    with pytest.raises(DatabaseError, match="idle-in-transaction"):
        await stand_still()
    async with still.engine() as unit:
        assert await unit.value("SELECT count(*) FROM organisations") == 1
    await still.close()


async def test_a_connection_that_the_server_ended_is_replaced_before_anybody_works_with_it(database: Database, database_url: str) -> None:
    async with database.keyed() as unit:
        backend = await unit.value("SELECT pg_backend_pid()")
    async with await AsyncConnection.connect(database_url) as operator:
        await operator.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    async with database.keyed() as unit:
        assert await unit.value("SELECT pg_backend_pid()") != backend
