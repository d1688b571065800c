"""Imports that repeat: kept, paused, asked for, and taken by one worker when they are due (decision 0009)."""

from dataclasses import replace
from uuid import UUID

from tidings.accounts.service import organisation, record_audit
from tidings.accounts.types import Caller
from tidings.contacts.errors import no_schedule, schedule_named
from tidings.contacts.queries import schedules as queries
from tidings.contacts.rules import fields
from tidings.contacts.rules.rhythms import following
from tidings.contacts.service.fetching import check_source
from tidings.contacts.types import NewSchedule, Schedule, ScheduleRun
from tidings.infra.db.unit import Unit
from tidings.infra.jobs import Jobs
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor

RUN_SCHEDULE = "contacts.run_schedule"


async def add_schedule(unit: Unit, caller: Caller, wanted: NewSchedule) -> Schedule:
    """Keep a schedule; its first run is at its next turn. The caller's attested consent goes with every run while its key works. Audited.

    Raises Invalid where a field does not fit, Conflict if the name is taken.
    """
    check_source(wanted.source)
    name = fields.text(wanted.name, "name") or "-"
    organisation_id = caller.organisation_id
    whose = await organisation(unit, organisation_id)
    region = fields.country(wanted.options.region or whose.region)
    options = replace(
        wanted.options, region=region, tags=tuple(fields.tags(wanted.options.tags)), lifecycle=fields.lifecycle(wanted.options.lifecycle)
    )
    schedule = Schedule(
        new_id(unit.at), name, wanted.source, wanted.rhythm, wanted.mapping, options, caller.actor, caller.consent_basis, unit.at,
        following(wanted.rhythm, whose.time_zone, unit.at), None, 0, None, None, None,
    )  # fmt: skip
    if not await queries.add(unit, organisation_id, schedule):
        raise schedule_named(name)
    await record_audit(unit, organisation_id, caller.actor, "import_schedule.added", f"import_schedule:{schedule.id}", {"name": name})
    return schedule


async def schedules(unit: Unit, organisation_id: UUID) -> list[Schedule]:
    """Return all schedules, by name."""
    return await queries.schedules(unit, organisation_id)


async def schedule(unit: Unit, organisation_id: UUID, schedule_id: UUID) -> Schedule:
    """Return one schedule. Raises NotFound."""
    return await _held(unit, organisation_id, schedule_id, hold=False)


async def pause_schedule(unit: Unit, organisation_id: UUID, actor: str, schedule_id: UUID) -> Schedule:
    """Let no run be due until it is resumed; one that is under way goes on. Audited. Raises NotFound."""
    found = await _held(unit, organisation_id, schedule_id)
    if found.paused_at is None:
        await queries.move(unit, organisation_id, schedule_id, found.next_at, unit.at)
        await record_audit(unit, organisation_id, actor, "import_schedule.paused", f"import_schedule:{schedule_id}")
    return await schedule(unit, organisation_id, schedule_id)


async def resume_schedule(unit: Unit, organisation_id: UUID, actor: str, schedule_id: UUID) -> Schedule:
    """Go on from the next turn; what was missed is not made up for. Audited. Raises NotFound."""
    found = await _held(unit, organisation_id, schedule_id)
    if found.paused_at is not None:
        zone = (await organisation(unit, organisation_id)).time_zone
        await queries.move(unit, organisation_id, schedule_id, following(found.rhythm, zone, unit.at), None)
        await record_audit(unit, organisation_id, actor, "import_schedule.resumed", f"import_schedule:{schedule_id}")
    return await schedule(unit, organisation_id, schedule_id)


async def remove_schedule(unit: Unit, organisation_id: UUID, actor: str, schedule_id: UUID) -> None:
    """Delete a schedule with the list of its runs; what they imported stays. Audited. Raises NotFound."""
    found = await _held(unit, organisation_id, schedule_id)
    await queries.remove(unit, organisation_id, schedule_id)
    await record_audit(unit, organisation_id, actor, "import_schedule.removed", f"import_schedule:{schedule_id}", {"name": found.name})


async def run_now(unit: Unit, jobs: Jobs, organisation_id: UUID, actor: str, schedule_id: UUID) -> ScheduleRun:
    """Ask for a run beside its turns, also of a paused one. Audited. Raises NotFound."""
    found = await _held(unit, organisation_id, schedule_id)
    await record_audit(unit, organisation_id, actor, "import_schedule.asked", f"import_schedule:{schedule_id}")
    return await _ask(unit, jobs, organisation_id, found)


async def take_due(unit: Unit, jobs: Jobs, organisation_id: UUID) -> int:
    """Ask for a run of each schedule that is due and move it on, in one transaction: whoever comes at the same time finds none of them.

    A turn that was missed, however many times, is one run. Returns how many.
    """
    found = await queries.due(unit, organisation_id)
    if found:
        zone = (await organisation(unit, organisation_id)).time_zone
        for each in found:
            await queries.move(unit, organisation_id, each.id, following(each.rhythm, zone, unit.at), None)
            await _ask(unit, jobs, organisation_id, each)
    return len(found)


async def schedule_runs(unit: Unit, organisation_id: UUID, schedule_id: UUID, cursor: str | None, limit: int) -> Page[ScheduleRun]:
    """Return the runs of a schedule, newest first. Raises NotFound."""
    await schedule(unit, organisation_id, schedule_id)
    rows = await queries.runs(unit, organisation_id, schedule_id, decode_id_cursor(cursor), limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def _ask(unit: Unit, jobs: Jobs, organisation_id: UUID, wanted: Schedule) -> ScheduleRun:
    run_id = new_id(unit.at)
    await queries.begin(unit, organisation_id, run_id, wanted.id)
    # Runs of a schedule follow each other: the second finds what the first handed over.
    args = {"organisation_id": organisation_id, "run_id": run_id}
    await jobs.defer(unit, RUN_SCHEDULE, args, lock=f"import_schedule:{wanted.id}")
    run = await queries.run(unit, organisation_id, run_id)
    if run is None:
        raise no_schedule(wanted.id)
    return run


async def _held(unit: Unit, organisation_id: UUID, schedule_id: UUID, *, hold: bool = True) -> Schedule:
    found = await queries.schedule(unit, organisation_id, schedule_id, hold=hold)
    if found is None:
        raise no_schedule(schedule_id)
    return found
