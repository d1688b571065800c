"""Workbooks (.xlsx, .xlsm, .ods): one sheet as the delimited text that everything else reads. Macros and formulas are never run."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from tidings.contacts.types import Layout, RowError
from tidings.kernel.errors import Invalid

MOST_INFLATED = 512 << 20
"""A workbook may grow to so many bytes when it is opened."""
MOST_TEXT = 256 << 20
"""And its sheet to so many bytes of text."""
_ZIP = b"PK\x03\x04"
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_DEFLATED = -15
_WITH_ZEROS = frozenset({"phone", "second_phone", "external_id", "postcode"})
"""Fields whose leading zeros matter, which a cell that holds a number has lost."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text (UTF-8) with commas between cells: `numeric` are the places of columns in which cells hold whole numbers."""

    name: str
    text: bytes
    numeric: frozenset[int]
    others: Sequence[str]
    delimiter: str = ","


def is_workbook(file: BinaryIO) -> bool:
    """Say whether a file, at its start, is a workbook that can be read."""
    return file.read(len(_ZIP)) == _ZIP


def sheet_of(file: BinaryIO, wanted: str | None) -> Sheet:
    """Return a sheet by its name, else the first that is not hidden. A row keeps its number as its line.

    Raises Invalid if there is no such sheet, the file is no workbook, or it would grow beyond what is taken.
    """
    _check_size(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)  # pyright: ignore[reportArgumentType] - it takes whatever reads and seeks
        shown = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        name = wanted if wanted is not None else next(iter(shown), None)
        if name is None or name not in book.sheet_names:
            raise _no_sheet(name, shown or book.sheet_names)
        text, numeric = _written(book.get_sheet_by_name(name))
    except (CalamineError, OSError, ValueError) as error:
        raise Invalid("workbook_unreadable", "The workbook can't be read.", field="file", fix="Save it anew, or as CSV UTF-8.") from error
    return Sheet(name, text, numeric, [each for each in shown if each != name])


def doubts(sheet: Sheet, layout: Layout) -> list[RowError]:
    """Say what is worth knowing of how a sheet was read: other sheets, and numbers where zeros may have been lost."""
    told: list[str] = []
    if sheet.others:
        told.append(f"Only the sheet {sheet.name!r} was read, not {', '.join(sheet.others)}.")
    lost = [title for place, (title, field) in enumerate(layout.columns) if place in sheet.numeric and field in _WITH_ZEROS]
    if lost:
        told.append(f"Cells of {', '.join(lost)} hold numbers, not text: zeros at their beginning are lost.")
    fix = "Choose another sheet by its name, or format such columns as text before they are filled."
    return [RowError(1, "file", "workbook", " ".join(told), fix)] if told else []


def _written(sheet: CalamineSheet) -> tuple[bytes, frozenset[int]]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    numeric: set[int] = set()
    start = sheet.start or (0, 0)
    out.write("\n" * start[0])
    for row in sheet.iter_rows():
        cells = [_cell(value) for value in row]
        numeric.update(place for place, value in enumerate(row) if isinstance(value, float) and value.is_integer())
        writer.writerow([cell.replace("\r\n", " ").replace("\n", " ").replace("\r", " ") for cell in cells])
        if out.tell() > MOST_TEXT:
            raise _too_large()
    return out.getvalue().encode("utf-8", "replace"), frozenset(numeric)


def _cell(value: object) -> str:
    """Write a cell as people would: whole numbers without a point, days without a time."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1 << 53:
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case date() | time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _check_size(file: BinaryIO) -> None:
    """Refuse what grows beyond bounds, by inflating it: what an archive says of its sizes may be a lie."""
    try:
        with zipfile.ZipFile(file) as archive:
            total = 0
            for entry in archive.infolist():
                for size in _inflated(file, entry):
                    total += size
                    if total > MOST_INFLATED:
                        raise _too_large()
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise Invalid("workbook_unreadable", "The workbook can't be read.", field="file", fix="Save it anew, or as CSV UTF-8.") from error


def _inflated(file: BinaryIO, entry: zipfile.ZipInfo) -> Iterable[int]:
    """Give the sizes of an entry's pieces as they inflate, a few bytes in memory at a time."""
    file.seek(entry.header_offset)
    header = file.read(_LOCAL_HEADER)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), io.SEEK_CUR)
    left = entry.compress_size
    inflater = zlib.decompressobj(_DEFLATED) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (piece := file.read(min(_CHUNK, left))):
        left -= len(piece)
        while piece:
            yield len(inflater.decompress(piece, _CHUNK)) if inflater else len(piece)
            piece = inflater.unconsumed_tail if inflater else b""


def _too_large() -> Invalid:
    return Invalid("workbook_too_large", "The workbook grows beyond what is taken.", field="file", fix="Save the sheet as CSV UTF-8.")


def _no_sheet(name: str | None, known: Sequence[str]) -> Invalid:
    message = "The workbook has no sheet." if name is None else f"The workbook has no sheet {name!r}."
    return Invalid("sheet_unknown", message, field="sheet", fix=f"Its sheets are: {', '.join(known)}.")
