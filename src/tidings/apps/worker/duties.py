"""Housekeeping that every worker does, harmless when several do the same at once."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.apps.people import PEOPLE
from tidings.apps.retention import Retention, oldest_kept
from tidings.apps.wiring import Installation, uploads
from tidings.channels import service as channels
from tidings.contacts import jobs as imports
from tidings.contacts import service as contacts
from tidings.inbox import service as inbox
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.jobs import Jobs
from tidings.infra.logs import logger
from tidings.infra.sealed_files import SealedFiles
from tidings.infra.turns import Turns
from tidings.kernel.clock import Clock
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.notices import service as notices
from tidings.permissions import service as permissions
from tidings.repairs import service as repairs
from tidings.retention import service as retention
from tidings.segments import jobs as segments

log = logger(__name__)

_AT_ONCE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do again and again. `every` is business time: a simulated day that passes brings its duties with it."""

    name: str
    every: timedelta
    do: Callable[[], Awaitable[None]]


class Duties:
    """The duties of one worker, all due at its start; one that fails is tried again at the next turn and keeps no other waiting."""

    def __init__(self, clock: Clock, duties: Sequence[Duty]) -> None:
        self._clock = clock
        self._due = [(duty, _AT_ONCE) for duty in duties]

    async def once(self) -> bool:
        """Do what is due; nothing is ever left to do at once, so this says no."""
        now = self._clock.now()
        self._due = [(duty, await _done(duty, now) if due <= now else due) for duty, due in self._due]
        return False


async def _done(duty: Duty, now: datetime) -> datetime:
    """Do a duty and return when it is due next."""
    try:
        await duty.do()
    except Exception:  # noqa: BLE001 - the others are still to be done
        await log.aexception("duty_failed", duty=duty.name)
        return now
    return now + duty.every


def duties_of(installation: Installation) -> Duties:
    """Return what a worker of this installation does."""
    database = installation.database
    return Duties(
        installation.clock,
        [
            Duty("purge_limits", timedelta(minutes=10), partial(purge_limits, database)),
            Duty("forget_requests", timedelta(hours=1), partial(forget_requests, database)),
            Duty("forget_sessions", timedelta(hours=1), partial(forget_sessions, database)),
            Duty("open_event_months", timedelta(days=1), partial(open_event_months, database)),
            Duty("refresh_segments", segments.EVERY, partial(refresh_segments, database)),
            Duty("forget_values", timedelta(hours=1), partial(forget_values, database)),
            Duty("forget_notices", timedelta(days=1), partial(forget_notices, database)),
            Duty("forget_repair_photos", timedelta(days=1), partial(forget_repair_photos, database)),
            Duty("forget_inbox_files", timedelta(hours=1), partial(forget_inbox_files, database)),
            Duty("count_repair_budgets", timedelta(minutes=10), partial(count_repair_budgets, database)),
            Duty("count_notice_budgets", timedelta(minutes=10), partial(count_notice_budgets, database)),
            Duty("forget_import_changes", timedelta(days=1), partial(forget_import_changes, database)),
            Duty("forget_verifications", timedelta(days=1), partial(forget_verifications, database)),
            Duty("forget_letters", timedelta(days=1), partial(forget_letters, database)),
            Duty("end_old_months", timedelta(days=1), partial(end_old_months, installation)),
            Duty("purge", timedelta(days=1), partial(purge, database)),
            Duty("import_schedules", timedelta(minutes=1), partial(start_due_imports, database, Jobs(installation.database_url))),
            Duty("sweep_uploads", timedelta(hours=1), partial(sweep_uploads, database, uploads(installation.settings))),
        ],
    )


async def purge_limits(database: Database) -> None:
    """Drop counts that no window can see any more."""
    async with database.engine() as unit:
        await limits.purge(unit)


async def forget_sessions(database: Database) -> None:
    """Delete sessions of people, links and counts of tries whose time is over."""
    async with database.engine() as unit:
        await accounts.forget_sessions(unit)


async def forget_requests(database: Database) -> None:
    """Delete answers that were kept for repeated requests long enough, one organisation at a time."""
    await _of_each(database, "forget_requests", accounts.forget_requests)


async def open_event_months(database: Database) -> None:
    """Have a partition ready for the events of this month and the next ones."""
    async with database.engine() as unit:
        await contacts.open_event_months(unit)


async def refresh_segments(database: Database) -> None:
    """Find out who entered and who left the segments that are watched."""
    await segments.refresh_watched(database)


async def forget_values(database: Database) -> None:
    """Delete what messages brought and may not say any more, one organisation at a time."""
    await _of_each(database, "forget_values", messages.forget_values)


async def forget_notices(database: Database) -> None:
    """Forget what notices said that ended a month ago, one organisation at a time."""
    await _of_each(database, "forget_notices", notices.forget_data)


async def forget_repair_photos(database: Database) -> None:
    """Delete the pictures of repairs whose links are over, one organisation at a time."""
    await _of_each(database, "forget_repair_photos", repairs.forget_photos)


async def forget_inbox_files(database: Database) -> None:
    """Delete the files of agents that no reply took in a day, one organisation at a time."""
    await _of_each(database, "forget_inbox_files", inbox.forget_files)


async def count_repair_budgets(database: Database) -> None:
    """Count how far repair shops have used their month's budget, one at a time."""
    await _of_each(database, "count_repair_budgets", repairs.count_budget)


async def count_notice_budgets(database: Database) -> None:
    """Count how far kinds of notices have used their month's budget, one organisation at a time."""
    await _of_each(database, "count_notice_budgets", notices.count_budgets)


async def forget_import_changes(database: Database) -> None:
    """Delete what imports changed that can't be undone any more, one organisation at a time."""
    await _of_each(database, "forget_import_changes", contacts.forget_import_changes)


async def forget_verifications(database: Database) -> None:
    """Delete who asked for codes a month ago, one organisation at a time."""
    await _of_each(database, "forget_verifications", permissions.forget_verifications)
    await _of_each(database, "forget_verifications", permissions.forget_unverified_emails)


async def forget_letters(database: Database) -> None:
    """Delete callbacks that nobody could apply or wanted in a year, one organisation at a time."""
    await _of_each(database, "forget_letters", channels.forget_letters)


async def end_old_months(installation: Installation) -> None:
    """Drop the months of the ledger and of events that are older than this installation keeps them.

    Events stay for as long as an organisation reads from them when its prospects were last in contact: while one can't say, they stay for all.
    """
    oldest = oldest_kept(installation.clock.now(), installation.settings.ledger_years)
    if oldest is None:
        return
    for each in await Retention(installation.database, installation.database_url, "system:retention").leave(oldest, discard=True):
        if each.stayed:
            await log.awarning("ledger_month_stays", month=f"{each.month:%Y-%m}", why=each.stayed)
        else:
            await log.ainfo("ledger_month_dropped", month=f"{each.month:%Y-%m}", messages=each.messages)
    before = datetime(oldest.year, oldest.month, 1, tzinfo=UTC)
    for organisation_id in await _organisations(installation.database):
        async with installation.database.engine() as unit:
            before = min(before, await retention.contact_told_since(unit, organisation_id))
    async with installation.database.engine() as unit:
        await contacts.forget_events(unit, before)


async def purge(database: Database) -> None:
    """End what each organisation keeps no longer, batch by batch (decision 0030)."""

    async def of_one(organisation_id: UUID) -> None:
        done = await retention.purge(database, organisation_id, "system:retention", PEOPLE)
        removed = {each.kind.value: each.removed for each in done if each.removed or each.busy}
        if removed:
            await log.ainfo("purged", organisation=str(organisation_id), **removed)

    await Turns[UUID]("purge").take(await _organisations(database), of_one)


async def start_due_imports(database: Database, jobs: Jobs) -> None:
    """Start the imports that repeat whose turn it is."""
    started = await imports.take_due_schedules(database, jobs, await _organisations(database))
    if started:
        await log.ainfo("imports_due", schedules=started)


async def sweep_uploads(database: Database, files: SealedFiles) -> None:
    """Delete uploaded files that no import will read."""
    swept = await imports.sweep_uploads(database, files, await _organisations(database))
    if swept:
        await log.ainfo("uploads_swept", files=swept)


async def _of_each(database: Database, name: str, do: Callable[[Unit, UUID], Awaitable[object]]) -> None:
    """Do something for every organisation, each in a unit of its own; one that fails has its next turn with the duty's."""

    async def of_one(organisation_id: UUID) -> None:
        async with database.engine() as unit:
            await do(unit, organisation_id)

    await Turns[UUID](name).take(await _organisations(database), of_one)


async def _organisations(database: Database) -> list[UUID]:
    async with database.engine() as unit:
        return list(await accounts.organisations(unit))
