"""A file sent to the API becomes contacts by the hands of workers, with the consent that the key attests, also when one is killed."""

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from support.api import Client
from support.clock import MONDAY_MORNING
from support.shop import ENVIRONMENT
from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, ConsentBasis, Scope
from tidings.apps.api.assembly import application
from tidings.apps.wiring import Installation, furnish
from tidings.apps.worker.imports import do_jobs, jobs_of
from tidings.apps.worker.main import work
from tidings.contacts import service as contacts
from tidings.contacts.types import Every, ImportOptions, NewSchedule, Rhythm, Source, SourceKind
from tidings.infra.jobs import Jobs
from tidings.kernel.words import Channel, Lane

BASIS = ConsentBasis("registration form", "Yes, write to me", "Ana", MONDAY_MORNING)
CSV = b"name;mobile\nOne;06 12 34 56 71\nTwo;06 12 34 56 72\nThree;12\n"
MANY = 3_000


@asynccontextmanager
async def client_with(installation: Installation, basis: ConsentBasis | None) -> AsyncGenerator[Client]:
    """Give a client of the whole API, whose key attests `basis`."""
    organisation, _ = await furnish(installation)
    async with installation.database.engine() as unit:
        made = await accounts.create_key(unit, organisation.id, "cli:test", name="desk", scopes=frozenset(Scope), consent_basis=basis)
    yield Client(application(installation), made.secret)


@asynccontextmanager
async def at_work(jobs: Jobs) -> AsyncGenerator[None]:
    stopping = asyncio.Event()
    working = asyncio.create_task(do_jobs(jobs, stopping))
    try:
        yield
    finally:
        stopping.set()
        await working


async def finished(client: Client, import_id: str) -> dict[str, Any]:
    async with asyncio.timeout(60):
        while True:
            report = (await client.get(f"/imports/{import_id}")).json()
            if report["status"] not in {"waiting", "running"}:
                return report
            await asyncio.sleep(0.05)


async def uploaded(client: Client, content: bytes) -> str:
    reply = await client.send("POST", "/imports", body=content, headers={"content_type": "text/csv"})
    assert reply.status == 202, reply.body
    return reply.json()["id"]


async def consents(installation: Installation) -> list[tuple[Any, ...]]:
    """Return channel, purpose, status, source, proof and how many said so, from the ledger."""

    def row(*columns: Any) -> tuple[Any, ...]:
        return columns

    async with installation.database.engine() as unit:
        return await unit.fetch(
            row, "SELECT channel, purpose, status, source, proof, count(*) FROM consent_events GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2"
        )


async def test_people_of_a_file_are_there_with_the_consent_that_the_key_attests(installation: Installation) -> None:
    async with client_with(installation, BASIS) as client, at_work(jobs_of(installation)):
        import_id = await uploaded(client, CSV)
        report = await finished(client, import_id)
        assert (report["status"], report["created"], report["rejected"]) == ("done", 2, 1)
        assert {each["last_name"] or each["first_name"] for each in (await client.get("/contacts")).json()["items"]} == {"One", "Two"}
    proof = {"import_id": import_id, "attested_by": "Ana"}
    assert await consents(installation) == [("sms", "marketing", "granted", "registration form", proof, 2)]


async def test_consent_to_whatsapp_is_recorded_only_where_the_basis_names_it(installation: Installation) -> None:
    async with client_with(installation, replace(BASIS, channels=(Channel.WHATSAPP,))) as client, at_work(jobs_of(installation)):
        await finished(client, await uploaded(client, CSV))
    assert [(channel, people) for channel, *_, people in await consents(installation)] == [("whatsapp", 2)]


async def test_a_scheduled_import_keeps_the_channels_that_it_attests(installation: Installation) -> None:
    organisation, _ = await furnish(installation)
    caller = Caller(organisation.id, "cli:test", frozenset(Scope), replace(BASIS, channels=tuple(Channel)))
    wanted = NewSchedule("nightly", Source(SourceKind.FOLDER, "a.csv"), Rhythm(Every.DAILY, 390), None, ImportOptions("FR"))
    async with installation.database.unit(organisation.id) as unit:
        added = await contacts.add_schedule(unit, caller, wanted)
        assert (await contacts.schedule(unit, organisation.id, added.id)).basis == caller.consent_basis


async def test_without_an_attested_basis_nobody_has_consented(installation: Installation) -> None:
    async with client_with(installation, None) as client, at_work(jobs_of(installation)):
        assert (await finished(client, await uploaded(client, CSV)))["created"] == 2
    assert await consents(installation) == []


async def test_a_whole_worker_does_imports_beside_its_other_loops_and_stops_when_told(installation: Installation) -> None:
    stopping = asyncio.Event()
    async with client_with(installation, BASIS) as client:
        working = asyncio.create_task(work(installation, stopping))
        assert (await finished(client, await uploaded(client, CSV)))["created"] == 2
        stopping.set()
        await asyncio.wait_for(working, 20)


async def test_a_worker_kept_for_transactional_messages_leaves_imports_to_others(installation: Installation) -> None:
    stopping = asyncio.Event()
    async with client_with(installation, BASIS) as client:
        working = asyncio.create_task(work(installation, stopping, [Lane.TRANSACTIONAL]))
        import_id = await uploaded(client, CSV)
        await asyncio.sleep(1.0)
        assert (await client.get(f"/imports/{import_id}")).json()["status"] == "waiting"
        stopping.set()
        await asyncio.wait_for(working, 20)


SLOW_WORKER = """
import asyncio, sys
from tidings.apps.wiring import installed
from tidings.apps.worker.imports import do_jobs, jobs_of
from tidings.contacts.service import batches
from tidings.infra.config import load

batches.BATCH_ROWS = 100

async def main():
    async with installed(load(), pool=2) as installation:
        await do_jobs(jobs_of(installation, stalled_after=1.0), asyncio.Event())

asyncio.run(main())
"""


async def test_what_a_killed_worker_left_is_finished_by_another(installation: Installation, database_url: str, tmp_path: Path) -> None:
    content = b"name;mobile\n" + b"".join(b"n%d;+33612%06d\n" % (n, n) for n in range(MANY))
    own = {**ENVIRONMENT, "DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(tmp_path)}
    async with client_with(installation, BASIS) as client:
        import_id = await uploaded(client, content)
        worker = await asyncio.create_subprocess_exec(sys.executable, "-c", SLOW_WORKER, env={**os.environ, **own})
        done = 0
        while done < 300 and worker.returncode is None:
            done = (await client.get(f"/imports/{import_id}")).json()["rows_done"]
        worker.kill()
        await worker.wait()
        assert 300 <= done < MANY
        await asyncio.sleep(1.1)  # as long as a worker may be silent here
        async with at_work(jobs_of(installation, stalled_after=1.0)):
            report = await finished(client, import_id)
    assert (report["status"], report["rows_done"], report["duplicates"]) == ("done", MANY, 0)
    async with installation.database.engine() as unit:
        assert await unit.value("SELECT count(*) FROM contacts") == report["created"] > 300
    assert [row[-1] for row in await consents(installation)] == [report["created"]]
