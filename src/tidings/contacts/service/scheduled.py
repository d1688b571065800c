"""One run of a schedule: its file is fetched, compared with the last one, and handed to an import."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from tidings.accounts.service import key_stands, organisation, record_audit
from tidings.contacts.errors import consent_key_ended, database_lost, run_failed
from tidings.contacts.queries import imports
from tidings.contacts.queries import schedules as queries
from tidings.contacts.rules.rhythms import next_try
from tidings.contacts.service.fetching import Sources
from tidings.contacts.service.uploads import ImportDesk
from tidings.contacts.types import ImportStatus, RunOutcome, Schedule, ScheduleRun
from tidings.infra.db.unit import Unit
from tidings.infra.logs import logger
from tidings.kernel.errors import Busy, TidingsError

log = logger(__name__)
_ACTOR = "system:imports"


class _SameFileError(Exception):
    """The file is the one of before: it is dropped."""


@dataclass(frozen=True, slots=True)
class _Handed:
    """A file that an import reads."""

    import_id: UUID
    etag: str | None
    digest: bytes


async def run_schedule(desk: ImportDesk, sources: Sources, organisation_id: UUID, run_id: UUID) -> ScheduleRun | None:
    """Do a run that was asked for; returns how it ended, None if its schedule is no more. Harmless when it is done already.

    A failure, also one that nobody foresaw, is kept with what to do, and tried again before the next turn (`next_try`). Where the key
    that attested its consent works no more, the schedule is paused instead. Busy goes on to the queue, which comes back.
    """
    async with desk.database.unit(organisation_id) as unit:
        run = await queries.run(unit, organisation_id, run_id)
        schedule = await queries.schedule(unit, organisation_id, run.schedule_id) if run else None
        known = schedule is not None and await _stands(unit, organisation_id, schedule)
        attested = schedule is None or schedule.basis is None or await key_stands(unit, organisation_id, schedule.actor)
    if run is None or schedule is None or run.outcome is not RunOutcome.RUNNING:
        return run
    if not attested:
        return await _stop(desk, organisation_id, run)
    try:
        handed = await _hand_over(desk, sources, organisation_id, schedule, known=known)
    except Busy:
        raise
    except TidingsError as error:
        return await _end(desk, organisation_id, _failed(run, error), None)
    except Exception as error:
        if imports.lost(error):
            raise database_lost() from error
        log.exception("schedule_run_failed", run=str(run_id))
        return await _end(desk, organisation_id, _failed(run, run_failed()), None)
    outcome = RunOutcome.UNCHANGED if handed is None else RunOutcome.IMPORTED
    return await _end(desk, organisation_id, replace(run, outcome=outcome, import_id=handed.import_id if handed else schedule.import_id), handed)


async def _stands(unit: Unit, organisation_id: UUID, schedule: Schedule) -> bool:
    """Say whether the last file needs not be read again: its import did not fail and was not cancelled."""
    report = await imports.report(unit, organisation_id, schedule.import_id) if schedule.import_id else None
    return report is not None and report.status not in {ImportStatus.FAILED, ImportStatus.CANCELLED}


async def _hand_over(desk: ImportDesk, sources: Sources, organisation_id: UUID, schedule: Schedule, *, known: bool) -> _Handed | None:
    """Fetch the file and start its import; None where it is the one of before."""
    async with sources.fetch(organisation_id, schedule.source, schedule.etag if known else None) as fetched:
        if fetched.content is None:
            return None
        seen = sha256()
        try:
            async with desk.received(organisation_id, _hashed(fetched.content, seen.update)) as upload:
                _check_new(seen.digest(), schedule.digest if known else None)
                report = await desk.begin(
                    organisation_id,
                    schedule.actor,
                    schedule.basis,
                    upload,
                    file_name=fetched.name,
                    mapping=schedule.mapping,
                    options=schedule.options,
                )
        except _SameFileError:
            return None
    return _Handed(report.id, fetched.etag, seen.digest())


def _check_new(digest: bytes, before: bytes | None) -> None:
    if digest == before:
        raise _SameFileError


def _failed(run: ScheduleRun, error: TidingsError) -> ScheduleRun:
    return replace(run, outcome=RunOutcome.FAILED, code=error.code, reason=error.message, fix=error.fix)


async def _stop(desk: ImportDesk, organisation_id: UUID, run: ScheduleRun) -> ScheduleRun:
    """End a run whose consent nobody attests any more, and pause its schedule until somebody looks."""
    ended = await _end(desk, organisation_id, _failed(run, consent_key_ended()), None)
    async with desk.database.unit(organisation_id) as unit:
        schedule = await queries.schedule(unit, organisation_id, run.schedule_id, hold=True)
        if schedule is not None and schedule.paused_at is None:
            await queries.move(unit, organisation_id, schedule.id, schedule.next_at, unit.at)
            detail = {"code": ended.code}
            await record_audit(unit, organisation_id, _ACTOR, "import_schedule.paused", f"import_schedule:{schedule.id}", detail)
    return ended


async def _end(desk: ImportDesk, organisation_id: UUID, run: ScheduleRun, handed: _Handed | None) -> ScheduleRun:
    async with desk.database.unit(organisation_id) as unit:
        run = replace(run, ended_at=unit.at)
        await queries.end(unit, organisation_id, run)
        schedule = await queries.schedule(unit, organisation_id, run.schedule_id, hold=True)
        if schedule is None:
            return run
        failures = schedule.failures + 1 if run.outcome is RunOutcome.FAILED else 0
        schedule = replace(schedule, failures=failures)
        if handed is not None:
            schedule = replace(schedule, etag=handed.etag, digest=handed.digest, import_id=handed.import_id)
        if failures:
            zone = (await organisation(unit, organisation_id)).time_zone
            schedule = replace(schedule, next_at=next_try(schedule.rhythm, zone, unit.at, failures))
        await queries.remember(unit, organisation_id, schedule)
    return run


async def _hashed(content: AsyncIterator[bytes], update: Callable[[bytes], None]) -> AsyncIterator[bytes]:
    async for piece in content:
        update(piece)
        yield piece
