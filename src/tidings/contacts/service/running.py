"""The work on an import: rows made ready by a thread, written by the database, one batch at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from tidings.contacts.errors import import_elsewhere, no_import
from tidings.contacts.queries import imports as queries
from tidings.contacts.queries import undoing
from tidings.contacts.rules.likeness import MOST_SHARING, alike
from tidings.contacts.service.batches import Batch, crowded
from tidings.contacts.types import ImportReport, ImportStatus, RowError
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit

_TRIES = 5

OnBatch = Callable[[Unit, Sequence[UUID]], Awaitable[Collection[UUID] | None]]
"""Called in each batch's transaction with the contacts that its rows speak of, for what other rooms add (consent, a campaign).

Returns those for whom it recorded what is taken back when the import is undone."""
OnProgress = Callable[[ImportReport], None]


class Run:
    """One process's work on one import."""

    def __init__(
        self, database: Database, organisation_id: UUID, report: ImportReport, on_batch: OnBatch | None, on_progress: OnProgress | None
    ) -> None:
        self._database = database
        self._organisation_id = organisation_id
        self._on_batch = on_batch
        self._on_progress = on_progress
        self.report = report

    async def all(self, batches: Iterator[Batch]) -> None:
        """Write all batches; while the database works on one, a thread makes the next ready."""
        coming = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
        try:
            while batch := await coming:
                coming = asyncio.ensure_future(asyncio.to_thread(next, batches, None))
                if not await self._written(batch):
                    return
            await self.end(ImportStatus.DONE)
        finally:
            with suppress(Exception):
                await coming  # a thread can't be stopped: let it finish before the file is closed

    async def end(self, status: ImportStatus, failure: str | None = None) -> None:
        """Close the import; one that was cancelled meanwhile stays so."""
        async with self._database.unit(self._organisation_id) as unit:
            now = await held_import(unit, self._organisation_id, self.report.id)
            if now.status is ImportStatus.RUNNING:
                now = replace(now, status=status, failure=failure)
                if not now.options.dry_run:
                    await undoing.note_named(unit, self._organisation_id, now.id)
                if status is ImportStatus.DONE:
                    now = replace(now, bytes_done=now.bytes_total)
                    await queries.advance(unit, self._organisation_id, now)
                    await undoing.forget_idle(unit, self._organisation_id, now.id, dry_run=now.options.dry_run)
                await queries.move(unit, self._organisation_id, now)
                unit.changed(self._organisation_id, "import", now.id)
            self.report = now
        self._tell()

    async def _written(self, batch: Batch) -> bool:
        """Write a batch, again if another transaction was in its way; False if the import is no longer to go on."""
        for attempt in range(1, _TRIES + 1):
            try:
                async with self._database.unit(self._organisation_id) as unit:
                    going_on = await self._write(unit, batch)
            except queries.IN_THE_WAY:
                if attempt == _TRIES:
                    raise
            else:
                self._tell()
                return going_on
        return False

    async def _write(self, unit: Unit, batch: Batch) -> bool:
        now = await held_import(unit, self._organisation_id, self.report.id)
        if now.status is not ImportStatus.RUNNING:
            self.report = now
            return False
        if now.rows_done != self.report.rows_done:
            raise import_elsewhere()
        planned = await self._stored(unit, batch)
        repeated = [_repeated(line, first) for line, first in planned.duplicates]
        refused, shared = [crowded(line) for line in planned.crowded], [_shared(line) for line in planned.shared]
        if errors := [*batch.errors, *repeated, *refused, *shared]:
            await queries.add_errors(unit, self._organisation_id, now.id, errors)
        report = replace(
            now,
            bytes_done=min(batch.bytes_done, now.bytes_total),
            rows_done=now.rows_done + batch.records,
            created=now.created + planned.rows.get("create", 0),
            updated=now.updated + planned.rows.get("update", 0),
            unchanged=now.unchanged + planned.rows.get("unchanged", 0),
            duplicates=now.duplicates + len(repeated),
            rejected=now.rejected + batch.rejected + len(refused),
        )
        await queries.advance(unit, self._organisation_id, report)
        unit.changed(self._organisation_id, "import", report.id)
        unit.after_commit(lambda: setattr(self, "report", report))
        return True

    async def _stored(self, unit: Unit, batch: Batch) -> queries.Planned:
        if not batch.rows:
            return queries.Planned({})
        organisation_id, options = self._organisation_id, self.report.options
        await queries.stage(unit, batch.rows, batch.addresses)
        await queries.follow_aliases(unit, organisation_id)
        if not options.dry_run:
            await queries.claim_addresses(unit, organisation_id)
        strangers: list[tuple[int, UUID]] = []
        if await queries.find_addresses(unit, organisation_id):
            if not options.dry_run:
                await queries.hold_ownerless(unit, organisation_id)
            strangers = await self._strangers(unit, batch)
        planned = await queries.plan(
            unit, organisation_id, self.report.id, options.lifecycle, apart=batch.apart, strangers=strangers, most_sharing=MOST_SHARING
        )
        attested: Collection[UUID] = ()
        if not options.dry_run:
            await queries.apply(unit, organisation_id, planned.rows.get("update", 0))
            if self._on_batch:
                attested = await self._on_batch(unit, await queries.planned_contacts(unit)) or ()
        await queries.touch(unit, organisation_id, self.report.id, attested, dry_run=options.dry_run)
        return planned

    async def _strangers(self, unit: Unit, batch: Batch) -> list[tuple[int, UUID]]:
        """Return, by line, contacts that have an address of a row and can't be its person."""
        doubtful = await queries.doubtful(unit, self._organisation_id)
        return [(each.line, each.contact_id) for each in doubtful if not alike(batch.names[each.line], each.name, other_email=each.other_email)]

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress(self.report)


def _repeated(line: int, first: int) -> RowError:
    return RowError(line, "row", "duplicate_in_file", f"This row speaks of the same person as line {first}.", "Keep one row for each person.")


def _shared(line: int) -> RowError:
    reason = "Whoever has this row's phone or email is known by another name or email: both are kept, as two people who share it."
    return RowError(line, "row", "address_shared", reason, "If they are one person, write one name, or give both the same external id.")


async def held_import(unit: Unit, organisation_id: UUID, import_id: UUID) -> ImportReport:
    """Return an import and hold it until the unit ends. Raises NotFound."""
    report = await queries.report(unit, organisation_id, import_id, hold=True)
    if report is None:
        raise no_import(import_id)
    return report
