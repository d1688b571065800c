"""The work on an import: rows made ready by a thread, written by the database, one batch at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from tidings.contacts.errors import import_elsewhere, no_import
from tidings.contacts.queries import imports as queries
from tidings.contacts.rules import fields
from tidings.contacts.rules.reading import Record, records
from tidings.contacts.rules.rows import Row, RowReader
from tidings.contacts.types import AddressKind, ImportReport, ImportStatus, Rank, RowError
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import ids_of
from tidings.kernel.phone import Phone

BATCH_ROWS = 5_000
_TRIES = 5
_LOOKUP = 4
"""Where an address of a batch has its look-up value."""

OpenFile = Callable[[], BinaryIO]
"""Opens the file anew, at its start."""
OnBatch = Callable[[Unit, Sequence[UUID]], Awaitable[None]]
"""Called in each batch's transaction with the contacts that its rows speak of, for what other rooms add (consent, a campaign)."""
OnProgress = Callable[[ImportReport], None]


@dataclass(slots=True)
class Batch:
    """Rows made ready: `records` counts all, good and bad; `bytes_done` is about where the file stands after them."""

    rows: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    addresses: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    errors: list[RowError] = field(default_factory=list[RowError])
    records: int = 0
    rejected: int = 0
    bytes_done: int = 0


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
                if status is ImportStatus.DONE:
                    now = replace(now, bytes_done=now.bytes_total)
                    await queries.advance(unit, self._organisation_id, now)
                    await queries.forget_touched(unit, self._organisation_id, now.id)
                await queries.move(unit, self._organisation_id, now)
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
        if errors := batch.errors + repeated:
            await queries.add_errors(unit, self._organisation_id, now.id, errors)
        report = replace(
            now,
            bytes_done=min(batch.bytes_done, now.bytes_total),
            rows_done=now.rows_done + batch.records,
            created=now.created + planned.rows.get("create", 0),
            updated=now.updated + planned.rows.get("update", 0),
            unchanged=now.unchanged + planned.rows.get("unchanged", 0),
            duplicates=now.duplicates + len(repeated),
            rejected=now.rejected + batch.rejected,
        )
        await queries.advance(unit, self._organisation_id, report)
        unit.after_commit(lambda: setattr(self, "report", report))
        return True

    async def _stored(self, unit: Unit, batch: Batch) -> queries.Planned:
        if not batch.rows:
            return queries.Planned({}, [])
        organisation_id, options = self._organisation_id, self.report.options
        await queries.stage(unit, batch.rows, batch.addresses)
        if not options.dry_run:
            await queries.claim_addresses(unit, organisation_id, len(batch.addresses))
        planned = await queries.plan(unit, organisation_id, self.report.id, options.lifecycle)
        if not options.dry_run:
            await queries.apply(unit, organisation_id, planned.rows.get("update", 0))
            if self._on_batch:
                await self._on_batch(unit, await queries.planned_contacts(unit))
        await queries.touch(unit, organisation_id, self.report.id, dry_run=options.dry_run)
        return planned

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress(self.report)


def batches(open_file: OpenFile, report: ImportReport, keys: OrganisationKeys, at: datetime) -> Iterator[Batch]:
    """Read on from where the import stands; records already done are read and skipped, which costs about 1 s a million."""
    reader, sealer = RowReader(report.layout, report.options), _Sealer(keys, at)
    with open_file() as file:
        rest = islice(records(file, report.layout), report.rows_done, None)
        while some := list(islice(rest, BATCH_ROWS)):
            batch = Batch(records=len(some), bytes_done=file.tell())
            for record in some:
                read = reader.read(record) if isinstance(record, Record) else [record]
                if isinstance(read, Row):
                    sealer.add(batch, read)
                else:
                    batch.errors.extend(read)
                    batch.rejected += 1
            yield batch


class _Sealer:
    """Puts rows into batches, sealed; columns as in `sql/import_stage.sql`."""

    def __init__(self, keys: OrganisationKeys, at: datetime) -> None:
        self._keys = keys
        self._ids = ids_of(at)

    def add(self, batch: Batch, row: Row) -> None:
        phone = row.phone or row.second_phone
        country = row.country or (phone.country if phone else None)
        addresses = self._addresses(row)
        # Who the row speaks of, in itself: its external id, else its first address.
        identity = self._keys.index("import", row.external_id) if row.external_id else addresses[0][_LOOKUP]
        batch.addresses.extend(addresses)
        batch.rows.append((
            row.line, next(self._ids), UUID(bytes=identity[1:]), row.external_id, row.first_name, row.last_name, country, row.country is not None,
            row.time_zone.value, row.time_zone.told, row.locale.value, row.locale.told, row.lifecycle, list(row.tags), row.attributes,
        ))  # fmt: skip

    def _addresses(self, row: Row) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        if row.phone:
            found.append(self._phone(row.line, Rank.PROFILE, row.phone))
        if row.second_phone:
            found.append(self._phone(row.line, Rank.SECOND, row.second_phone))
        if row.email:
            kind, domain = AddressKind.EMAIL, row.email.rpartition("@")[2]
            lookup = self._keys.index(kind, fields.email_key(row.email))
            found.append((row.line, kind, Rank.PROFILE, next(self._ids), lookup, self._keys.seal(kind, row.email), None, None, domain))
        return found

    def _phone(self, line: int, rank: int, phone: Phone) -> tuple[Any, ...]:
        kind = AddressKind.PHONE
        lookup, sealed = self._keys.index(kind, phone.e164), self._keys.seal(kind, phone.e164)
        return line, kind, rank, next(self._ids), lookup, sealed, phone.country, phone.kind, None


def _repeated(line: int, first: int) -> RowError:
    return RowError(line, "row", "duplicate_in_file", f"This row speaks of the same person as line {first}.", "Keep one row for each person.")


async def held_import(unit: Unit, organisation_id: UUID, import_id: UUID) -> ImportReport:
    """Return an import and hold it until the unit ends. Raises NotFound."""
    report = await queries.report(unit, organisation_id, import_id, hold=True)
    if report is None:
        raise no_import(import_id)
    return report
