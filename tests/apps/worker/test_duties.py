"""What workers do besides sending: they keep house, by business time, and several at once do no harm."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from support.clock import MONDAY_MORNING, ManualClock
from tidings.accounts import service as accounts
from tidings.accounts.types import Answer
from tidings.apps.worker import duties, sealing
from tidings.apps.worker.duties import Duties, Duty
from tidings.contacts import service as contacts
from tidings.contacts.types import ImportOptions, Occurrence
from tidings.infra.db.database import Database
from tidings.infra.sealed_files import SealedFiles
from tidings.kernel.ids import new_id

CSV = b"mobile\n+33612345678\n"


def counting(done: list[str], name: str) -> Callable[[], Awaitable[None]]:
    async def do() -> None:
        done.append(name)

    return do


async def test_duties_come_round_with_business_time(clock: ManualClock) -> None:
    done: list[str] = []
    house = Duties(clock, [Duty("hourly", timedelta(hours=1), counting(done, "hourly")), Duty("daily", timedelta(days=1), counting(done, "daily"))])
    await house.once()
    await house.once()
    assert done == ["hourly", "daily"]
    clock.advance(hours=1)
    await house.once()
    clock.advance(days=1)
    await house.once()
    assert done == ["hourly", "daily", "hourly", "hourly", "daily"]


async def test_a_duty_that_fails_keeps_no_other_waiting_and_is_tried_again(clock: ManualClock) -> None:
    done: list[str] = []

    async def fail_at_first() -> None:
        done.append("tried")
        if done.count("tried") == 1:
            raise RuntimeError

    house = Duties(clock, [Duty("fragile", timedelta(hours=1), fail_at_first), Duty("daily", timedelta(days=1), counting(done, "daily"))])
    for _ in range(3):
        await house.once()
    assert done == ["tried", "daily", "tried"]


async def test_answers_for_repeated_requests_are_forgotten_after_a_day(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await accounts.finish_request(unit, organisation, "order-118", b"print", Answer(201, b"{}"))
    await duties.forget_requests(database)
    async with database.unit(organisation) as unit:
        assert await accounts.begin_request(unit, organisation, "order-118", b"print") is not None
    clock.advance(hours=25)
    await duties.forget_requests(database)
    async with database.engine() as unit:
        assert await unit.value("SELECT count(*) FROM idempotent_requests") == 0


def months(database_url: str) -> dict[str, int]:
    """Return how many events each partition holds."""
    with psycopg.connect(database_url) as owner:
        names = owner.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'events'::regclass ORDER BY 1").fetchall()
        return {name: owner.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchall()[0][0] for (name,) in names}


async def test_partitions_of_events_stand_ready_and_take_over_what_came_before_them(
    database: Database, organisation: UUID, clock: ManualClock, database_url: str
) -> None:
    person = new_id(clock.now())

    async def happens(at: timedelta) -> None:
        async with database.unit(organisation) as unit:
            when = clock.now() + at
            event = Occurrence(new_id(when), person, "paid", when, "test", {"sum": 12})
            assert await contacts.record_events(unit, organisation, [event]) == 1

    await happens(timedelta(0))
    await happens(timedelta(days=120))
    assert months(database_url) == {"events_default": 2}
    await asyncio.gather(*(duties.open_event_months(database) for _ in range(3)))
    assert months(database_url) == {"events_2026_10": 1, "events_2026_11": 0, "events_2026_12": 0, "events_default": 1}
    clock.advance(days=120)
    await duties.open_event_months(database)
    await happens(timedelta(days=1))
    assert months(database_url)["events_2027_02"] == 2
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM events") == 3


async def count_directly(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        await unit.value("SELECT count(*) FROM events_2026_10")


async def test_a_partition_of_events_is_nobodys_to_read_but_through_its_parent(database: Database, organisation: UUID) -> None:
    await duties.open_event_months(database)
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT count(*) FROM events") == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await count_directly(database, organisation)


@pytest.fixture
async def files(tmp_path: Path) -> SealedFiles:
    return SealedFiles(tmp_path / "uploads")


async def pieces(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def uploaded(database: Database, organisation: UUID, files: SealedFiles, *, imported: bool) -> UUID:
    """Store a file as the API does, with the import that is to read it or, as if cut off, without."""
    async with database.unit(organisation) as unit:
        keys, identifier = await unit.keys(organisation), new_id(unit.at)
        await files.store(str(identifier), keys, pieces(CSV), most=1000)
        if imported:
            await contacts.open_import(
                unit, organisation, actor="key:test", file_name="x.csv", open_file=lambda: files.open(str(identifier), keys),
                mapping=None, options=ImportOptions("FR"), import_id=identifier,
            )  # fmt: skip
    return identifier


async def test_files_that_no_import_will_read_are_swept(
    database: Database, organisation: UUID, clock: ManualClock, files: SealedFiles, tmp_path: Path
) -> None:
    waiting = await uploaded(database, organisation, files, imported=True)
    orphan = await uploaded(database, organisation, files, imported=False)
    half = new_id(MONDAY_MORNING)
    (tmp_path / "uploads" / f"{half}.part").write_bytes(b"cut off")
    await duties.sweep_uploads(database, files)
    assert set(files.names()) == {str(waiting), str(orphan), str(half)}
    clock.advance(days=1, seconds=1)
    just_now = await uploaded(database, organisation, files, imported=False)
    await duties.sweep_uploads(database, files)
    assert set(files.names()) == {str(waiting), str(just_now)}


async def test_the_file_of_a_cancelled_import_is_kept_for_a_month_to_be_resumed(
    database: Database, organisation: UUID, clock: ManualClock, files: SealedFiles
) -> None:
    identifier = await uploaded(database, organisation, files, imported=True)
    clock.advance(days=2)
    async with database.unit(organisation) as unit:
        await contacts.cancel_import(unit, organisation, "key:test", identifier)
    clock.advance(days=29)
    await duties.sweep_uploads(database, files)
    assert files.names() == [str(identifier)]
    clock.advance(days=2)
    await duties.sweep_uploads(database, files)
    assert files.names() == []


async def test_an_organisation_whose_house_can_not_be_kept_keeps_no_other_waiting(
    database: Database, organisation: UUID, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_id(clock.now())
    kept: list[UUID] = []

    async def organisations(_unit: object) -> list[UUID]:
        return [organisation, other]

    async def forgetting(_unit: object, whose: UUID) -> None:
        if whose == organisation:
            raise ZeroDivisionError
        kept.append(whose)

    monkeypatch.setattr(accounts, "organisations", organisations)
    for room, name in (
        (accounts, "forget_requests"),
        (duties.messages, "forget_values"),
        (duties.notices, "forget_data"),
        (duties.permissions, "forget_verifications"),
        (duties.channels, "forget_letters"),
    ):
        monkeypatch.setattr(room, name, forgetting)
    for duty in (duties.forget_requests, duties.forget_values, duties.forget_notices, duties.forget_verifications, duties.forget_letters):
        await duty(database)
    assert kept == [other] * 5


async def test_a_chain_that_can_not_be_sealed_stops_no_other(
    database: Database, organisation: UUID, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = new_id(clock.now())
    sealed: list[tuple[str, UUID]] = []

    def waiting_and_sealing(chain: str) -> tuple[Callable[[object], Awaitable[list[UUID]]], Callable[[object, UUID], Awaitable[bool]]]:
        async def waiting(_unit: object) -> list[UUID]:
            return [organisation, other]

        async def seal_one(_unit: object, whose: UUID) -> bool:
            if whose == organisation:
                raise ZeroDivisionError
            sealed.append((chain, whose))
            return True

        return waiting, seal_one

    monkeypatch.setattr(sealing, "_CHAINS", {chain: waiting_and_sealing(chain) for chain in ("audit", "consents")})
    assert await sealing.Sealer(database).once()
    assert sealed == [("audit", other), ("consents", other)]
