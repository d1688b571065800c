"""A CSV file of consents as text: whichever encoding and separator a spreadsheet gave it."""

import csv
import io
from collections.abc import Iterator, Mapping

from tidings.consent import errors
from tidings.consent.rules.rows import COLUMNS

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ";,\t"


def read_rows(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give each row with its line (the header is 1), cells by column and without spaces around them; empty rows are left out.

    Raises Invalid if there is no header, it names a column that is not known, or the file can't be read on.
    """
    text = _decoded(content)
    header = text.lstrip("\n\r").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=header.count))
    try:
        first = next(reader, list[str]())
        names = [name.strip().lower() for name in first]
        if unknown := [name for name in names if name not in COLUMNS]:
            raise errors.column_unknown(unknown[0], COLUMNS)
        if not names or len(names) != len(set(names)):
            raise errors.column_unknown("", COLUMNS)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, dict(zip(names, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise errors.file_unreadable(reader.line_num, str(error)) from error


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
