"""Work that is asked for in a transaction is done by a worker, at least once, also when a worker dies."""

import asyncio
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import procrastinate.schema
import psycopg
import pytest

from tidings.infra.db.database import Database
from tidings.infra.jobs import SCHEMA, Jobs


async def until(condition: asyncio.Event, jobs: Jobs) -> None:
    work = asyncio.create_task(jobs.work())
    try:
        await asyncio.wait_for(condition.wait(), 15)
    finally:
        jobs.stop()
        await work


def test_the_database_has_the_schema_of_the_library_that_is_installed() -> None:
    """If this fails, the library was upgraded: add its newer migrations in a revision of ours, then name the last one here."""
    migrations = sorted(path.name for path in Path(procrastinate.schema.migrations_path).glob("*.sql"))
    assert migrations[-1] == SCHEMA


@pytest.mark.parametrize("role", ["app", "engine"])
async def test_work_asked_for_by_either_role_is_done_with_its_arguments(database: Database, organisation: UUID, database_url: str, role: str) -> None:
    jobs, done, seen = Jobs(database_url), asyncio.Event(), list[tuple[str, int]]()

    async def work(organisation_id: str, number: int) -> None:
        seen.append((organisation_id, number))
        done.set()

    jobs.register("test.work", work)
    async with database.unit(organisation) if role == "app" else database.engine() as unit:
        await jobs.defer(unit, "test.work", {"organisation_id": organisation, "number": 7})
    await until(done, jobs)
    assert seen == [(str(organisation), 7)]


async def test_work_asked_for_in_a_failed_unit_is_never_done(database: Database, organisation: UUID, database_url: str) -> None:
    async def fail() -> None:
        async with database.unit(organisation) as unit:
            await Jobs(database_url).defer(unit, "test.work", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    with psycopg.connect(database_url) as admin:
        assert admin.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)


async def test_work_of_a_dead_worker_is_done_by_another(database: Database, organisation: UUID, database_url: str) -> None:
    jobs, done = Jobs(database_url, stalled_after=1.0), asyncio.Event()

    async def work() -> None:
        done.set()

    jobs.register("test.work", work)
    async with database.unit(organisation) as unit:
        await jobs.defer(unit, "test.work", {})
    with psycopg.connect(database_url) as admin:  # a worker that took the job an hour ago and was never heard of again
        admin.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')")
        admin.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)")
    await until(done, jobs)


async def test_work_that_a_stopping_worker_cuts_off_is_done_again(
    database: Database, organisation: UUID, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidings.infra.jobs._STOP_SECONDS", 0.1)
    jobs, begun, tries = Jobs(database_url), asyncio.Event(), list[int]()

    async def work() -> None:
        tries.append(1)
        begun.set()
        if len(tries) == 1:
            await asyncio.sleep(60)

    jobs.register("test.work", work)
    async with database.unit(organisation) as unit:
        await jobs.defer(unit, "test.work", {})
    with suppress(asyncio.CancelledError):
        await until(begun, jobs)
    begun.clear()
    await until(begun, jobs)
    assert len(tries) == 2
