"""Files that were uploaded, imported by workers."""

import asyncio
from uuid import UUID

from tidings.apps.people import PEOPLE
from tidings.apps.wiring import Installation, granting, import_sources, uploads
from tidings.contacts import jobs as contacts
from tidings.contacts.service import OnBatch
from tidings.contacts.types import ImportReport
from tidings.infra.jobs import STALLED_SECONDS, Jobs
from tidings.kernel.words import Purpose
from tidings.messages.jobs import repeatedly

_RETRY_SECONDS = 1.0


def jobs_of(installation: Installation, *, stalled_after: float = STALLED_SECONDS) -> Jobs:
    """Return the queue of jobs with all that workers can do; `stalled_after` as there."""
    jobs = Jobs(installation.database_url, stalled_after=stalled_after)
    contacts.register(jobs, installation.database, uploads(installation.settings), import_sources(installation.settings), consent_of, PEOPLE)
    return jobs


def consent_of(organisation_id: UUID, report: ImportReport) -> OnBatch | None:
    """Record what the key attests that brought the file: marketing by the channels that its basis names."""
    return granting(
        organisation_id,
        report.basis,
        purposes=(Purpose.MARKETING,),
        actor=report.actor,
        import_id=report.id,
        proof={},
    )


async def do_jobs(jobs: Jobs, stopping: asyncio.Event) -> None:
    """Do jobs until `stopping` is set, also after the database was away; what is cut off then is done again by another worker."""

    async def work() -> bool:
        await jobs.work()
        return False

    async def stop() -> None:
        await stopping.wait()
        jobs.stop()

    async with asyncio.TaskGroup() as group:
        group.create_task(repeatedly(work, stopping, "jobs", idle=_RETRY_SECONDS))
        group.create_task(stop())
