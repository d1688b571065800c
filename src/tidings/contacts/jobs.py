"""Imports that were uploaded: run by a worker, their files swept."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

from tidings.contacts import service
from tidings.contacts.service import RUN_IMPORT, RUN_SCHEDULE, RUN_UNDO, ImportDesk, OnBatch, Parts, Sources
from tidings.contacts.types import ImportReport
from tidings.infra.db.database import Database
from tidings.infra.jobs import Jobs
from tidings.infra.sealed_files import SealedFiles
from tidings.infra.turns import Turns
from tidings.kernel.ids import born_at

ABANDONED = timedelta(days=1)
"""A file so old that no upload can still be about to name it."""

_NONE = Parts()

HookOf = Callable[[UUID, ImportReport], OnBatch | None]
"""Return what rooms above add to each batch of an organisation's import, such as the consent that its `basis` attests."""


def nothing_more(_organisation_id: UUID, _report: ImportReport) -> OnBatch | None:
    """Add nothing."""
    return None


def register(jobs: Jobs, database: Database, files: SealedFiles, sources: Sources, hook_of: HookOf = nothing_more, parts: Parts = _NONE) -> None:
    """Let workers run imports from their uploaded files, which are deleted at the end, undo them, and fetch those that repeat.

    `parts` are the rooms that keep something of people whom an import brought.
    """
    desk = ImportDesk(database, jobs, files)

    async def run_import(organisation_id: str, import_id: str) -> None:
        organisation, identifier = UUID(organisation_id), UUID(import_id)
        async with database.unit(organisation) as unit:
            keys = await unit.keys(organisation)
            on_batch = hook_of(organisation, await service.import_report(unit, organisation, identifier))
        report = await service.run_import(database, organisation, identifier, lambda: files.open(import_id, keys), on_batch=on_batch)
        if report.status.finished:
            files.delete(import_id)

    async def run_schedule(organisation_id: str, run_id: str) -> None:
        await service.run_schedule(desk, sources, UUID(organisation_id), UUID(run_id))

    async def undo_import(organisation_id: str, import_id: str) -> None:
        organisation, identifier = UUID(organisation_id), UUID(import_id)
        await service.run_undo(database, organisation, identifier, parts)
        files.delete(import_id)

    jobs.register(RUN_IMPORT, run_import)
    jobs.register(RUN_UNDO, undo_import)
    jobs.register(RUN_SCHEDULE, run_schedule)


async def take_due_schedules(database: Database, jobs: Jobs, organisation_ids: Iterable[UUID]) -> int:
    """Ask for a run of every import that is due, one organisation at a time; returns how many. Harmless when several workers do it at once."""

    async def take(organisation_id: UUID) -> int:
        async with database.engine() as unit:
            return await service.take_due(unit, jobs, organisation_id)

    return sum(await Turns[UUID]("import_schedules").take(organisation_ids, take))


async def sweep_uploads(database: Database, files: SealedFiles, organisation_ids: Iterable[UUID]) -> int:
    """Delete the files that no import will read any more, those of uploads that were cut off among them; returns how many."""
    found = [UUID(name) for name in files.names()]
    async with database.engine() as unit:
        old = {identifier for identifier in found if born_at(identifier) < unit.at - ABANDONED}
        kept: set[UUID] = set()
        if old:
            for organisation_id in organisation_ids:
                kept |= await service.kept_uploads(unit, organisation_id, list(old))
    for identifier in old - kept:
        files.delete(str(identifier))
    return len(old - kept)
