"""Import of a delimited file: streamed, in batches that each commit whole with their position, so that it can be resumed."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

import orjson
from psycopg import errors as postgres
from psycopg.types.json import Jsonb

from tidings.contacts.errors import import_elsewhere, import_over, no_import
from tidings.contacts.queries import imports as queries
from tidings.contacts.rules import fields
from tidings.contacts.rules.encoding import survey
from tidings.contacts.rules.layouts import detect
from tidings.contacts.rules.reading import Record, records
from tidings.contacts.rules.rows import Row, RowReader
from tidings.contacts.types import AddressKind, ImportOptions, ImportReport, ImportStatus, Layout, Preview, Rank, RowError
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Busy, TidingsError
from tidings.kernel.ids import new_id
from tidings.kernel.paging import MOST_ROWS, Page, decode_cursor, encode_cursor
from tidings.kernel.phone import Phone

BATCH_ROWS = 5_000
_TRIES = 5
_PREVIEWED = 20

OpenFile = Callable[[], BinaryIO]
"""Opens the file anew, at its start."""
OnBatch = Callable[[Unit, Sequence[UUID]], Awaitable[None]]
"""Called in each batch's transaction with the contacts that its rows speak of, for what other rooms add (consent, a campaign)."""
OnProgress = Callable[[ImportReport], None]


@dataclass(slots=True)
class _Batch:
    """Rows made ready: `records` counts all, good and bad; `bytes_done` is about where the file stands after them."""

    rows: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    addresses: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    errors: list[RowError] = field(default_factory=list[RowError])
    records: int = 0
    rejected: int = 0
    bytes_done: int = 0


def preview_import(open_file: OpenFile, mapping: Mapping[str, str] | None, options: ImportOptions) -> Preview:
    """Say how a file would be read and show its first rows, without touching the database."""
    layout = _layout(open_file, mapping, options)[0]
    rows: list[Mapping[str, object]] = []
    errors: list[RowError] = []
    reader = RowReader(layout, options)
    with open_file() as file:
        for record in islice(records(file, layout), _PREVIEWED):
            read = reader.read(record) if isinstance(record, Record) else [record]
            if isinstance(read, Row):
                rows.append({name: value for name, value in asdict(read).items() if value not in (None, (), {})})
            else:
                errors.extend(read)
    return Preview(layout, rows, errors)


async def open_import(
    unit: Unit, organisation_id: UUID, *, actor: str, file_name: str, open_file: OpenFile, mapping: Mapping[str, str] | None, options: ImportOptions
) -> ImportReport:
    """Record an import to run; returns the one under way if the same file is being imported in the same way.

    Raises Invalid if the file is empty or leads to nobody, or an option or the mapping does not fit.
    """
    fields.country(options.region)
    options = replace(options, tags=tuple(fields.tags(options.tags)), lifecycle=fields.lifecycle(options.lifecycle))
    layout, digest, size = await asyncio.to_thread(_layout, open_file, mapping, options)
    fingerprint = sha256(digest + orjson.dumps([asdict(layout), asdict(options)])).digest()
    report = ImportReport(
        new_id(unit.at), file_name, layout, options, ImportStatus.WAITING, actor, size, 0, 0, 0, 0, 0, 0, 0, unit.at, unit.at, None
    )  # fmt: skip
    await queries.add(unit, organisation_id, report, fingerprint)
    return await queries.under_way(unit, organisation_id, fingerprint) or report


async def import_csv(
    database: Database,
    organisation_id: UUID,
    open_file: OpenFile,
    *,
    file_name: str,
    mapping: Mapping[str, str] | None,
    options: ImportOptions,
    actor: str,
    on_batch: OnBatch | None = None,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Import a file to its end, or go on with it if it was interrupted. Opens its own units of work, one a batch."""
    async with database.unit(organisation_id) as unit:
        report = await open_import(
            unit, organisation_id, actor=actor, file_name=file_name, open_file=open_file, mapping=mapping, options=options
        )  # fmt: skip
    return await run_import(database, organisation_id, report.id, open_file, on_batch=on_batch, on_progress=on_progress)


async def run_import(
    database: Database,
    organisation_id: UUID,
    import_id: UUID,
    open_file: OpenFile,
    *,
    on_batch: OnBatch | None = None,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Go on with an import from its last committed batch to its end; harmless when it has ended already.

    An error ends it as failed, with the reason in the report, to be resumed; a database that does not answer leaves it running.
    """
    async with database.unit(organisation_id) as unit:
        report = await _held(unit, organisation_id, import_id)
        if not report.status.under_way:
            return report
        report = replace(report, status=ImportStatus.RUNNING)
        await queries.advance(unit, organisation_id, report)
        keys, at = await unit.keys(organisation_id), unit.at
    run = _Run(database, organisation_id, report, on_batch, on_progress)
    try:
        await run.all(_batches(open_file, report, keys, at))
    except Busy:
        raise
    except Exception as error:
        await run.end(ImportStatus.FAILED, error.message if isinstance(error, TidingsError) else "An unexpected error; see the log.")
        raise
    return run.report


async def import_report(unit: Unit, organisation_id: UUID, import_id: UUID) -> ImportReport:
    """Return how far an import is. Raises NotFound."""
    report = await queries.report(unit, organisation_id, import_id)
    if report is None:
        raise no_import(import_id)
    return report


async def imports(unit: Unit, organisation_id: UUID, cursor: str | None = None, limit: int = 50) -> Page[ImportReport]:
    """Return imports, newest first."""
    before = UUID(decode_cursor(cursor, 1)[0]) if cursor else None
    rows = await queries.reports(unit, organisation_id, before, limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def import_errors(unit: Unit, organisation_id: UUID, import_id: UUID, cursor: str | None = None, limit: int = MOST_ROWS) -> Page[RowError]:
    """Return what is wrong with rows, in the order of the file. Raises NotFound."""
    await import_report(unit, organisation_id, import_id)
    line, name = decode_cursor(cursor, 2) if cursor else (0, "")
    rows = await queries.errors(unit, organisation_id, import_id, (line, name), limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.line, last.field) if last else None)


async def cancel_import(unit: Unit, organisation_id: UUID, import_id: UUID) -> ImportReport:
    """Stop an import before its next batch; what is in stays in. Raises Conflict if it has ended."""
    report = await _held(unit, organisation_id, import_id)
    if report.status is ImportStatus.DONE:
        raise import_over(report.status)
    report = replace(report, status=ImportStatus.CANCELLED)
    await queries.advance(unit, organisation_id, report)
    return report


async def resume_import(unit: Unit, organisation_id: UUID, import_id: UUID) -> ImportReport:
    """Make a failed or cancelled import ready to go on where it stopped. Raises Conflict if it is done."""
    report = await _held(unit, organisation_id, import_id)
    if report.status is ImportStatus.DONE:
        raise import_over(report.status)
    if report.status.under_way:
        return report
    report = replace(report, status=ImportStatus.WAITING, failure=None)
    await queries.advance(unit, organisation_id, report)
    return report


class _Run:
    """One process's work on one import."""

    def __init__(
        self, database: Database, organisation_id: UUID, report: ImportReport, on_batch: OnBatch | None, on_progress: OnProgress | None
    ) -> None:
        self._database = database
        self._organisation_id = organisation_id
        self._on_batch = on_batch
        self._on_progress = on_progress
        self.report = report

    async def all(self, batches: Iterator[_Batch]) -> None:
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
            held = await _held(unit, self._organisation_id, self.report.id)
            if held.status is ImportStatus.RUNNING:
                held = replace(held, status=status, failure=failure)
                if status is ImportStatus.DONE:
                    held = replace(held, bytes_done=held.bytes_total)
                    await queries.forget_touched(unit, self._organisation_id, held.id)
                await queries.advance(unit, self._organisation_id, held)
            self.report = held
        self._tell()

    async def _written(self, batch: _Batch) -> bool:
        """Write a batch, again if another transaction was in its way; False if the import is no longer to go on."""
        for attempt in range(1, _TRIES + 1):
            try:
                async with self._database.unit(self._organisation_id) as unit:
                    going_on = await self._write(unit, batch)
            except (postgres.DeadlockDetected, postgres.UniqueViolation, postgres.SerializationFailure, queries.Raced):
                if attempt == _TRIES:
                    raise
            else:
                self._tell()
                return going_on
        return False

    async def _write(self, unit: Unit, batch: _Batch) -> bool:
        held = await _held(unit, self._organisation_id, self.report.id)
        if held.status is not ImportStatus.RUNNING:
            self.report = held
            return False
        if held.rows_done != self.report.rows_done:
            raise import_elsewhere()
        planned = await self._stored(unit, batch)
        actions = [row.action for row in planned]
        repeated = [_repeated(row) for row in planned if row.action == "duplicate"]
        if errors := batch.errors + repeated:
            await queries.add_errors(unit, self._organisation_id, held.id, errors)
        report = replace(
            held,
            bytes_done=min(batch.bytes_done, held.bytes_total),
            rows_done=held.rows_done + batch.records,
            created=held.created + actions.count("create"),
            updated=held.updated + actions.count("update"),
            unchanged=held.unchanged + actions.count("unchanged"),
            duplicates=held.duplicates + len(repeated),
            rejected=held.rejected + batch.rejected,
        )
        await queries.advance(unit, self._organisation_id, report)
        unit.after_commit(lambda: setattr(self, "report", report))
        return True

    async def _stored(self, unit: Unit, batch: _Batch) -> list[queries.Planned]:
        if not batch.rows:
            return []
        organisation_id, options = self._organisation_id, self.report.options
        await queries.stage(unit, batch.rows, batch.addresses)
        if not options.dry_run:
            await queries.claim_addresses(unit, organisation_id)
        planned = await queries.plan(unit, organisation_id, self.report.id, options.lifecycle)
        if not options.dry_run:
            await queries.apply(unit, organisation_id, sum(row.action == "update" for row in planned))
            if self._on_batch:
                await self._on_batch(unit, [row.contact_id for row in planned if row.action != "duplicate"])
        await queries.touch(unit, organisation_id, self.report.id, dry_run=options.dry_run)
        return planned

    def _tell(self) -> None:
        if self._on_progress:
            self._on_progress(self.report)


def _layout(open_file: OpenFile, mapping: Mapping[str, str] | None, options: ImportOptions) -> tuple[Layout, bytes, int]:
    with open_file() as file:
        known = survey(file)
    with open_file() as file:
        return detect(file, known.encoding, options.region, mapping), known.digest, known.size


def _batches(open_file: OpenFile, report: ImportReport, keys: OrganisationKeys, at: datetime) -> Iterator[_Batch]:
    """Read on from where the import stands; records already done are read and skipped, which costs about 1 s a million."""
    reader = RowReader(report.layout, report.options)
    with open_file() as file:
        rest = islice(records(file, report.layout), report.rows_done, None)
        while some := list(islice(rest, BATCH_ROWS)):
            batch = _Batch(records=len(some), bytes_done=file.tell())
            for record in some:
                read = reader.read(record) if isinstance(record, Record) else [record]
                if isinstance(read, Row):
                    _add(batch, read, keys, at)
                else:
                    batch.errors.extend(read)
                    batch.rejected += 1
            yield batch


def _add(batch: _Batch, row: Row, keys: OrganisationKeys, at: datetime) -> None:
    """Put a row into a batch, sealed; columns as in `sql/import_stage.sql`."""
    phone = row.phone or row.second_phone
    identity = UUID(bytes=keys.index("import", row.identity or "")[1:])
    country = row.country or (phone.country if phone else None)
    batch.rows.append((
        row.line, new_id(at), identity, row.external_id, row.first_name, row.last_name, country, row.country is not None,
        row.time_zone.value, row.time_zone.told, row.locale.value, row.locale.told, row.lifecycle, list(row.tags), Jsonb(row.attributes),
    ))  # fmt: skip
    if row.phone:
        batch.addresses.append(_phone(row.line, Rank.PROFILE, row.phone, keys, at))
    if row.second_phone:
        batch.addresses.append(_phone(row.line, Rank.SECOND, row.second_phone, keys, at))
    if row.email:
        kind = AddressKind.EMAIL
        lookup = keys.index(kind, fields.email_key(row.email))
        domain = row.email.rpartition("@")[2]
        batch.addresses.append((row.line, kind, Rank.PROFILE, new_id(at), lookup, keys.seal(kind, row.email), None, None, domain))


def _phone(line: int, rank: int, phone: Phone, keys: OrganisationKeys, at: datetime) -> tuple[Any, ...]:
    kind = AddressKind.PHONE
    sealed = keys.seal(kind, phone.e164)
    return line, kind, rank, new_id(at), keys.index(kind, phone.e164), sealed, phone.country, phone.kind, None


def _repeated(row: queries.Planned) -> RowError:
    return RowError(
        row.line, "row", "duplicate_in_file", f"This row speaks of the same person as line {row.first_line}.", "Keep one row for each person."
    )


async def _held(unit: Unit, organisation_id: UUID, import_id: UUID) -> ImportReport:
    report = await queries.report(unit, organisation_id, import_id, hold=True)
    if report is None:
        raise no_import(import_id)
    return report
