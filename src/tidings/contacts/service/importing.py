"""Import of a delimited file: streamed, in batches that each commit whole with their position, so that it can be resumed."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from uuid import UUID

import orjson

from tidings.accounts.service import record_audit
from tidings.accounts.types import ConsentBasis
from tidings.contacts.errors import database_lost, import_over, import_unended, no_column, no_import
from tidings.contacts.queries import imports as queries
from tidings.contacts.queries import undoing
from tidings.contacts.rules import fields, workbooks
from tidings.contacts.rules.attributes import check_declared
from tidings.contacts.rules.encoding import Survey, survey
from tidings.contacts.rules.layouts import detect
from tidings.contacts.rules.reading import Record, records
from tidings.contacts.rules.rows import NO_SCHEMA, Row, RowReader
from tidings.contacts.service.attributes import schema
from tidings.contacts.service.batches import OpenFile, batches
from tidings.contacts.service.mappings import remember, suggested
from tidings.contacts.service.running import OnBatch, OnProgress, Run, held_import
from tidings.contacts.service.workbooks import as_text
from tidings.contacts.types import Column, ImportOptions, ImportReport, ImportStatus, Layout, Preview, RememberedMapping, RowError, Schema
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Busy, TidingsError
from tidings.kernel.ids import new_id
from tidings.kernel.paging import MOST_ROWS, Page, decode_cursor, encode_cursor

_PREVIEWED = 20
_FAILED_WITHIN = timedelta(days=7)


def preview_import(open_file: OpenFile, mapping: Mapping[str, str] | None, options: ImportOptions, declared: Schema = NO_SCHEMA) -> Preview:
    """Say how a file would be read and show its first rows, without touching the database."""
    open_file, layout, known = _layout(open_file, mapping, options)
    rows: list[Mapping[str, object]] = []
    errors = list(known.doubts)
    check_declared(_attributes(layout), declared)
    reader = RowReader(layout, options, declared)
    with open_file() as file, closing(records(file, layout)) as found:
        for record in islice(found, _PREVIEWED):
            read = reader.read(record) if isinstance(record, Record) else [record]
            if isinstance(read, Row):
                rows.append(read.shown)
            else:
                errors.extend(read)
    return Preview(layout, rows, errors)


async def open_import(
    unit: Unit,
    organisation_id: UUID,
    *,
    actor: str,
    file_name: str,
    open_file: OpenFile,
    mapping: Mapping[str, str] | None,
    options: ImportOptions,
    import_id: UUID | None = None,
    basis: ConsentBasis | None = None,
) -> ImportReport:
    """Record an import to run; returns the one under way if the same file is being imported in the same way.

    A mapping is remembered for files with the same header; without one, what is remembered counts, and is told.

    Raises Invalid if the file is empty or leads to nobody, or an option or the mapping does not fit.
    """
    fields.country(options.region)
    options = replace(options, tags=tuple(fields.tags(options.tags)), lifecycle=fields.lifecycle(options.lifecycle))
    earlier = None if mapping else await suggested(unit, organisation_id, open_file, options)
    _, layout, known = await asyncio.to_thread(_layout, open_file, earlier.columns if earlier else mapping, options)
    check_declared(_attributes(layout), await schema(unit, organisation_id))
    if mapping and not options.dry_run:
        await remember(unit, organisation_id, actor, file_name, layout, mapping)
    if earlier:
        known = replace(known, doubts=[_told(earlier, known.doubts)])
    fingerprint = sha256(known.digest + orjson.dumps([asdict(layout), asdict(options)])).digest()
    report = ImportReport(
        import_id or new_id(unit.at), file_name, layout, options, ImportStatus.WAITING, actor, known.size, 0, 0, 0, 0, 0, 0, 0,
        unit.at, unit.at, None, basis,
    )  # fmt: skip
    await queries.add(unit, organisation_id, report, fingerprint)
    held = await queries.under_way(unit, organisation_id, fingerprint) or report
    if held.id == report.id:
        if known.doubts:
            await queries.add_errors(unit, organisation_id, report.id, known.doubts)
        await record_audit(unit, organisation_id, actor, "import.started", f"import:{report.id}", _started(known, options, basis))
    return held


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
        report = await held_import(unit, organisation_id, import_id)
        if not report.status.under_way:
            return report
        report = replace(report, status=ImportStatus.RUNNING)
        await queries.move(unit, organisation_id, report)
        keys, at, declared = await unit.keys(organisation_id), unit.at, await schema(unit, organisation_id)
    run = Run(database, organisation_id, report, on_batch, on_progress)
    try:
        open_file, _ = await asyncio.to_thread(as_text, open_file, report.options.sheet)
        with closing(batches(open_file, report, keys, at, declared)) as made:
            await run.all(made)
    except Busy:
        raise
    except Exception as error:
        if queries.lost(error):
            raise database_lost() from error
        await run.end(ImportStatus.FAILED, error.message if isinstance(error, TidingsError) else "An unexpected error; see the log.")
        raise
    return run.report


def column_of(open_file: OpenFile, field: str, mapping: Mapping[str, str] | None, options: ImportOptions) -> Column:
    """Return the filled cells of a file's column, as written, which is found as an import finds it; `mapping` and `options` as there.

    Raises Invalid as `preview_import` does, and if no column is that field.
    """
    open_file, layout, known = _layout(open_file, mapping, options)
    fields_in_order = [each for _, each in layout.columns]
    if field not in fields_in_order:
        raise no_column(field, [title for title, _ in layout.columns])
    place = fields_in_order.index(field)
    cells: list[str] = []
    wrong = list(known.doubts)
    with open_file() as file, closing(records(file, layout)) as found:
        for each in found:
            if isinstance(each, RowError):
                wrong.append(each)
            elif place < len(each.cells) and each.cells[place].strip():
                cells.append(each.cells[place])
    return Column(cells, wrong)


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
    rows = await queries.row_errors(unit, organisation_id, import_id, (line, name), limit + 1)
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(rows[:limit], encode_cursor(last.line, last.field) if last else None)


async def cancel_import(unit: Unit, organisation_id: UUID, actor: str, import_id: UUID) -> ImportReport:
    """Stop an import before its next batch; what is in stays in. Raises Conflict if it has ended."""
    report = await held_import(unit, organisation_id, import_id)
    if report.status.finished:
        raise import_over(report.status)
    report = replace(report, status=ImportStatus.CANCELLED, seen_at=None)
    await queries.move(unit, organisation_id, report)
    if not report.options.dry_run:
        await undoing.note_named(unit, organisation_id, import_id)
    await record_audit(unit, organisation_id, actor, "import.cancelled", f"import:{import_id}")
    return report


async def resume_import(unit: Unit, organisation_id: UUID, actor: str, import_id: UUID) -> ImportReport:
    """Make a failed or cancelled import ready to go on where it stopped. Raises Conflict if it is done."""
    report = await held_import(unit, organisation_id, import_id)
    if report.status.finished:
        raise import_over(report.status)
    if report.status.under_way:
        return report
    report = replace(report, status=ImportStatus.WAITING, failure=None, seen_at=None)
    await queries.move(unit, organisation_id, report)
    await record_audit(unit, organisation_id, actor, "import.resumed", f"import:{import_id}")
    return report


async def imports_to_see(unit: Unit, organisation_id: UUID, limit: int) -> list[ImportReport]:
    """Return imports that wait for a person, newest first: those that failed in the last seven days, and those that left rows out.

    Each until somebody has seen it.
    """
    return await queries.unseen(unit, organisation_id, unit.at - _FAILED_WITHIN, limit)


async def see_import(unit: Unit, organisation_id: UUID, import_id: UUID, *, seen: bool) -> ImportReport:
    """Note whether somebody has seen what came of an import. Raises NotFound, and Conflict while it is under way."""
    report = await held_import(unit, organisation_id, import_id)
    if report.status.under_way:
        raise import_unended()
    await queries.see(unit, organisation_id, import_id, seen=seen)
    unit.changed(organisation_id, "import", import_id)
    return await import_report(unit, organisation_id, import_id)


def _started(known: Survey, options: ImportOptions, basis: ConsentBasis | None) -> dict[str, object]:
    """Return what the audit keeps: who attests consent for a whole file answers for it."""
    told: dict[str, object] = {"bytes": known.size, "dry_run": options.dry_run}
    if basis is not None:
        told["consent"] = {"source": basis.source, "channels": [each.value for each in basis.channels], "attested_by": basis.attested_by}
    return told


def _attributes(layout: Layout) -> list[str]:
    titles = (field for _, field in layout.columns if field.startswith("attributes."))
    return [field.removeprefix("attributes.").partition(":")[0] for field in titles]


def _told(earlier: RememberedMapping, doubts: Sequence[RowError]) -> RowError:
    """Say that a file was read as an earlier one, beside what else is to be said of it."""
    others = " ".join(each.reason for each in doubts)
    reason = f"The columns were taken as for {earlier.name!r}, which has the same header. {others}".strip()
    return RowError(1, "file", "mapping_remembered", reason, "If that is wrong, give a mapping, which is remembered in its place.")


def _layout(open_file: OpenFile, mapping: Mapping[str, str] | None, options: ImportOptions) -> tuple[OpenFile, Layout, Survey]:
    """Return how a file is read and what opens it as text: of a workbook, its sheet."""
    open_file, sheet = as_text(open_file, options.sheet)
    with open_file() as file:
        known = survey(file)
    with open_file() as file:
        layout = detect(file, known.encoding, options.region, mapping, sheet and sheet.delimiter)
    if sheet is not None:
        known = replace(known, doubts=workbooks.doubts(sheet, layout))
    return open_file, layout, known


async def names_of_imports(unit: Unit, organisation_id: UUID, import_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the files of those imports that are there."""
    return await queries.names(unit, organisation_id, import_ids)


async def find_imports(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[ImportReport]:
    """Return imports with these letters in the name of their file, accents and case aside, newest first."""
    return await queries.found(unit, organisation_id, sought, limit)
