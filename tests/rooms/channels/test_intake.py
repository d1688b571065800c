"""A callback is durable before it is acknowledged, and one bad one fails alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import AsyncConnection

from support.clock import ManualClock
from tidings.channels import service as channels
from tidings.channels.errors import CallUnstorable, IntakeBusy
from tidings.channels.service import Intake
from tidings.channels.types import ArrivedCall, CallKind, StoredCall
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id

CONNECTION = UUID(int=7)
SECRET_TEXT = b"From=%2B33600000000&Body=STOP"


class Line:
    """Connections to the database, which a test can break."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.opened: list[AsyncConnection[Any]] = []
        self.broken = False

    async def __call__(self) -> AsyncConnection[Any]:
        if self.broken:
            raise psycopg.OperationalError("no route")
        connection = await AsyncConnection.connect(self.url, autocommit=True)
        await connection.execute("SET ROLE tidings_engine")
        self.opened.append(connection)
        return connection


@pytest.fixture
def line(database_url: str) -> Line:
    return Line(database_url)


@pytest.fixture
async def intake(line: Line, vault: Vault, clock: ManualClock, database: Database) -> AsyncIterator[Intake]:
    del database  # its pools close after the intake
    async with Intake(line, vault, clock, most_bytes=100_000) as intake:
        yield intake


def call(
    organisation: UUID, number: int = 0, *, kind: CallKind = CallKind.RECEIPTS, url: str = "/webhooks/twilio?t={}", body: bytes = SECRET_TEXT
) -> ArrivedCall:
    return ArrivedCall(kind, organisation, CONNECTION, url.format(number), body)


async def taken(database: Database, kind: CallKind = CallKind.RECEIPTS, limit: int = 1000) -> list[StoredCall]:
    async with database.engine() as unit:
        return list(await channels.take_calls(unit, kind, limit))


async def test_a_callback_is_in_the_database_when_store_returns(intake: Intake, database: Database, organisation: UUID) -> None:
    await intake.store(call(organisation))
    (stored,) = await taken(database)
    assert (stored.organisation_id, stored.connection_id, stored.url, stored.body) == (organisation, CONNECTION, "/webhooks/twilio?t=0", SECRET_TEXT)


async def test_what_a_person_wrote_is_not_readable_in_the_table(intake: Intake, database: Database, organisation: UUID) -> None:
    await intake.store(call(organisation, kind=CallKind.INBOUND))
    async with database.engine() as unit:
        body = bytes(await unit.value("SELECT body FROM webhook_inbound"))
    assert b"STOP" not in body
    assert b"33600000000" not in body
    assert SECRET_TEXT.decode() not in repr(call(organisation))


async def test_receipts_and_messages_of_people_wait_in_tables_of_their_own(intake: Intake, database: Database, organisation: UUID) -> None:
    await asyncio.gather(*(intake.store(call(organisation, number, kind=kind)) for number in range(20) for kind in CallKind))
    assert [len(await taken(database, kind)) for kind in CallKind] == [20, 20]


async def test_many_callbacks_share_few_commits(intake: Intake, database: Database, organisation: UUID, line: Line) -> None:
    await intake.store(call(organisation))
    before = await commits(line)
    await asyncio.gather(*(intake.store(call(organisation, number)) for number in range(400)))
    assert await commits(line) - before <= 5
    assert len(await taken(database)) == 401


async def commits(line: Line) -> int:
    async with await AsyncConnection.connect(line.url, autocommit=True) as connection:
        cursor = await connection.execute("SELECT count(DISTINCT xmin::text::bigint) FROM webhook_receipts")
        row = await cursor.fetchone()
    assert row is not None
    return row[0]


async def test_one_callback_that_no_table_can_hold_fails_alone(intake: Intake, database: Database, organisation: UUID) -> None:
    calls = [call(organisation, number) for number in range(30)]
    calls[7] = call(organisation, url="/nul\x00")
    calls[21] = call(organisation, url="/half\ud800")
    results = await asyncio.gather(*(intake.store(each) for each in calls), return_exceptions=True)
    assert [index for index, result in enumerate(results) if isinstance(result, CallUnstorable)] == [7, 21]
    assert results.count(None) == 28
    assert len(await taken(database)) == 28


async def test_a_full_queue_refuses_what_would_not_fit(intake: Intake, database: Database, organisation: UUID) -> None:
    results = await asyncio.gather(*(intake.store(call(organisation, number, body=b"x" * 40_000)) for number in range(3)), return_exceptions=True)
    assert [isinstance(result, IntakeBusy) for result in results] == [False, False, True]
    assert len(await taken(database)) == 2
    assert intake.waiting_bytes == 0


async def test_while_the_database_is_away_callers_are_told_to_send_again_and_after_it_they_need_not(
    intake: Intake, database: Database, organisation: UUID, line: Line
) -> None:
    await intake.store(call(organisation, 1))
    line.broken = True
    await line.opened[0].close()
    with pytest.raises(IntakeBusy):
        await intake.store(call(organisation, 2))
    line.broken = False
    await intake.store(call(organisation, 3))
    assert {each.url for each in await taken(database)} == {"/webhooks/twilio?t=1", "/webhooks/twilio?t=3"}


async def test_a_connection_that_died_while_nobody_called_costs_no_callback(
    intake: Intake, database: Database, organisation: UUID, line: Line
) -> None:
    await intake.store(call(organisation, 1))
    async with await AsyncConnection.connect(line.url, autocommit=True) as admin:
        await admin.execute("SELECT pg_terminate_backend(%s)", (line.opened[0].info.backend_pid,))
    await intake.store(call(organisation, 2))
    assert {each.url for each in await taken(database)} == {"/webhooks/twilio?t=1", "/webhooks/twilio?t=2"}


async def test_a_server_that_dies_in_the_middle_is_not_taken_for_success(intake: Intake, database: Database, organisation: UUID, line: Line) -> None:
    await intake.store(call(organisation, 1))
    async with await AsyncConnection.connect(line.url, autocommit=True) as admin, admin.transaction():
        await admin.execute("LOCK TABLE webhook_receipts IN ACCESS EXCLUSIVE MODE")
        storing = asyncio.create_task(intake.store(call(organisation, 2)))
        await asyncio.sleep(0.2)
        line.broken = True
        await admin.execute("SELECT pg_terminate_backend(%s)", (line.opened[0].info.backend_pid,))
        with pytest.raises(IntakeBusy):
            await storing
    line.broken = False
    await intake.store(call(organisation, 3))
    assert {each.url for each in await taken(database)} == {"/webhooks/twilio?t=1", "/webhooks/twilio?t=3"}


async def test_a_caller_that_goes_away_does_not_take_its_callback_back(intake: Intake, database: Database, organisation: UUID) -> None:
    caller = asyncio.create_task(intake.store(call(organisation)))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await intake.stop()
    assert len(await taken(database)) == 1


async def test_stopping_writes_what_waits_and_takes_nothing_more(intake: Intake, database: Database, organisation: UUID) -> None:
    waiting = [asyncio.create_task(intake.store(call(organisation, number))) for number in range(300)]
    await asyncio.sleep(0)
    await intake.stop()
    await asyncio.gather(*waiting)
    assert len(await taken(database)) == 300
    with pytest.raises(IntakeBusy):
        await intake.store(call(organisation))


async def test_an_organisation_whose_keys_are_not_at_hand_does_not_hold_up_others(
    intake: Intake, database: Database, organisation: UUID, clock: ManualClock
) -> None:
    other = new_id(clock.now())
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO data_keys (organisation_id, use, id, master_key_id, wrapped, created_at) VALUES (%(org)s, 'seal', 1, 'lost', '', %(at)s)",
            {"org": other, "at": clock.now()},
        )
    results = await asyncio.gather(intake.store(call(other)), intake.store(call(organisation)), return_exceptions=True)
    assert isinstance(results[0], IntakeBusy)
    assert results[1] is None


async def test_two_takers_never_get_the_same_callback_and_what_is_not_done_comes_back(intake: Intake, database: Database, organisation: UUID) -> None:
    await asyncio.gather(*(intake.store(call(organisation, number)) for number in range(10)))
    async with database.engine() as one, database.engine() as two:
        first = await channels.take_calls(one, CallKind.RECEIPTS, 6)
        second = await channels.take_calls(two, CallKind.RECEIPTS, 6)
        assert (len(first), len(second)) == (6, 4)
        assert await channels.done_calls(one, CallKind.RECEIPTS, first) == 6
    assert {each.id for each in await taken(database)} == {each.id for each in second}


async def test_a_callback_that_fails_is_buried_listed_and_replayed(intake: Intake, database: Database, organisation: UUID) -> None:
    await intake.store(call(organisation, kind=CallKind.INBOUND))
    calls = await taken(database, CallKind.INBOUND)
    async with database.engine() as unit:
        await channels.bury_calls(unit, CallKind.INBOUND, [(calls[0], "of an unknown kind")])
    assert await taken(database, CallKind.INBOUND) == []
    async with database.unit(organisation) as unit:
        (letter,) = (await channels.letters(unit, organisation)).rows
        assert (letter.kind, letter.why, letter.id) == (CallKind.INBOUND, "of an unknown kind", calls[0].id)
        assert (await channels.status(unit, organisation)).letters == 1
        assert await channels.replay_letters(unit, organisation, "cli:test", [letter.id]) == 1
        assert (await channels.letters(unit, organisation)).rows == []
    (again,) = await taken(database, CallKind.INBOUND)
    assert (again.id, again.body) == (calls[0].id, SECRET_TEXT)


async def test_a_body_that_cannot_be_opened_becomes_a_letter(intake: Intake, database: Database, organisation: UUID) -> None:
    await asyncio.gather(*(intake.store(call(organisation, number)) for number in range(2)))
    async with database.engine() as unit:
        await unit.run("UPDATE webhook_receipts SET body = '\\x01' WHERE organisation_id = %(org)s AND url LIKE '%%=1'", {"org": organisation})
    assert [each.url for each in await taken(database)] == ["/webhooks/twilio?t=0"]
    async with database.unit(organisation) as unit:
        assert len((await channels.letters(unit, organisation)).rows) == 1
