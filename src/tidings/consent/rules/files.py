"""Rows of a file of consents by the names of its columns."""

from collections.abc import Iterator, Mapping, Sequence

from tidings.consent import errors
from tidings.consent.rules.rows import COLUMNS
from tidings.consent.types import WrongRow
from tidings.contacts.types import RowError

Numbered = tuple[int, Mapping[str, str]]
"""The line on which a row begins (the header is 1), and its cells by column, without spaces around them."""


def named_rows(rows: Iterator[tuple[int, Sequence[str]] | RowError]) -> Iterator[Numbered | WrongRow]:
    """Give each row by the header that comes first, one after the other; what can't be read is told in its place, empty rows are left out.

    Raises Invalid if there is no header, or it names a column twice or one that is not known.
    """
    header = next(rows, None)
    if isinstance(header, RowError):
        raise errors.file_unreadable(header.line, header.reason)
    names = [name.strip().lower() for name in header[1]] if header else []
    if unknown := [name for name in names if name not in COLUMNS]:
        raise errors.column_unknown(unknown[0], COLUMNS)
    if not names or len(names) != len(set(names)):
        raise errors.column_unknown("", COLUMNS)
    for row in rows:
        if isinstance(row, RowError):
            yield WrongRow(row.line, row.field, row.code, row.reason, row.fix)
            continue
        line, cells = row
        if any(cell.strip() for cell in cells):
            yield line, dict(zip(names, (cell.strip() for cell in cells), strict=False))
