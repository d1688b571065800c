"""An import as a command: its bar, its report, its refused rows."""

import asyncio
import csv
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from tidings.apps.cli.attested import Attested
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk
from tidings.apps.cli.tables import write_rows
from tidings.apps.wiring import granting
from tidings.contacts import service
from tidings.contacts.types import ImportOptions, ImportReport, RowError
from tidings.kernel.words import Purpose

_SHOWN = 20
"""Refused rows on a terminal; the file has them all."""
_COLUMNS = {"line": "line", "field": "field", "reason": "what is wrong", "fix": "what to do"}


@dataclass(frozen=True, slots=True)
class Order:
    """What the command line asks of an import. Without a region, the organisation's counts. `open_file` opens it at its start each time."""

    file_name: str
    open_file: Callable[[], BinaryIO]
    mapping: dict[str, str] | None
    dry_run: bool
    region: str | None
    tags: tuple[str, ...]
    lifecycle: str
    attested: Attested | None
    purposes: tuple[Purpose, ...]
    sheet: str | None

    def options(self, desk: Desk) -> ImportOptions:
        """Return the options for the contacts room."""
        return ImportOptions((self.region or desk.organisation.region).upper(), self.tags, self.lifecycle, self.dry_run, self.sheet)


async def preview(desk: Desk, order: Order, *, json: bool) -> None:
    """Show how the file would be read."""
    options = order.options(desk)
    async with desk.unit() as unit:
        earlier = None if order.mapping else await service.suggested(unit, desk.organisation.id, order.open_file, options)
        declared = await service.schema(unit, desk.organisation.id)
    found = await asyncio.to_thread(service.preview_import, order.open_file, earlier.columns if earlier else order.mapping, options, declared)
    if json:
        write_json(asdict(found))
        return
    if earlier:
        note(f"Taken as for {earlier.name}, which has the same header; --map says otherwise.")
    write_rows([{"column": title, "field": field} for title, field in found.layout.columns], {"column": "column", "field": "is read as"}, nothing="")
    say("")
    for row in found.rows:
        say(", ".join(f"{name}: {value}" for name, value in row.items()))
    if found.errors:
        write_rows([asdict(each) for each in found.errors], _COLUMNS, nothing="", to_stderr=True)


async def carry_out(desk: Desk, order: Order) -> tuple[ImportReport, list[RowError]]:
    """Import to the end and return the report with every refused row."""
    organisation_id = desk.organisation.id
    basis = order.attested.basis(desk) if order.attested else None
    async with desk.unit() as unit:
        report = await service.open_import(
            unit,
            organisation_id,
            actor=desk.actor,
            file_name=order.file_name,
            open_file=order.open_file,
            mapping=order.mapping,
            options=order.options(desk),
            basis=basis,
        )
    told = {"file": order.file_name}
    on_batch = granting(organisation_id, basis, purposes=order.purposes, actor=desk.actor, import_id=report.id, proof=told)
    with progress("Importing") as bar:
        report = await service.run_import(
            desk.database,
            organisation_id,
            report.id,
            order.open_file,
            on_batch=on_batch,
            on_progress=lambda so_far: bar(so_far.bytes_done, so_far.bytes_total),
        )
    return report, await _refused(desk, report)


def show_report(report: ImportReport, refused: Sequence[RowError], errors: Path, *, json: bool) -> None:
    """Tell what was done; the refused rows go to a file, the first ones to stderr too."""
    if refused:
        _write_errors(errors, refused)
    figures = {
        "id": str(report.id),
        "status": report.status.value,
        "dry_run": report.options.dry_run,
        "rows": report.rows_done,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "rejected": report.rejected,
        "failure": report.failure,
        "errors_file": str(errors) if refused else None,
    }
    if json:
        write_json({**figures, "columns": dict(report.layout.columns), "errors": [asdict(each) for each in refused[:_SHOWN]]})
        return
    write_fields({name: value for name, value in figures.items() if value is not None})
    if refused:
        note("")
        write_rows([asdict(each) for each in refused[:_SHOWN]], _COLUMNS, nothing="", to_stderr=True)
        note(f"All {len(refused)} are in {errors}." if len(refused) > _SHOWN else f"They are in {errors}, too.")


async def _refused(desk: Desk, report: ImportReport) -> list[RowError]:
    found: list[RowError] = []
    cursor: str | None = None
    async with desk.unit() as unit:
        while True:
            page = await service.import_errors(unit, desk.organisation.id, report.id, cursor)
            found.extend(page.rows)
            cursor = page.next_cursor
            if cursor is None:
                return found


def _write_errors(file: Path, refused: Sequence[RowError]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["line", "field", "code", "reason", "fix"])
        writer.writerows([each.line, each.field, each.code, each.reason, each.fix] for each in refused)
