"""CSV files as spreadsheets write them, with a header of the reader's own columns: small ones whole in memory, others as streams."""

import csv
import io
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from tidings.contacts.rules.encoding import survey
from tidings.contacts.rules.reading import LONGEST_LINE, Record, records
from tidings.contacts.types import Layout, RowError
from tidings.kernel.errors import Invalid

_SEPARATORS = ";,\t"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file being read: its size in bytes, how many of them are read (about, in whole buffers), and its rows, the header first.

    A row is the line it begins on, counted from 1, with its cells; or why it can't be read, which costs no other row.
    """

    size: int
    position: Callable[[], int]
    rows: Iterator[tuple[int, list[str]] | RowError]


@contextmanager
def open_sheet(open_file: Callable[[], BinaryIO]) -> Generator[Sheet]:
    """Read a file of any length as a stream, in whichever encoding and with whichever separator a spreadsheet wrote it.

    It is read through twice: first for its encoding. Raises Invalid if it is a workbook.
    """
    with open_file() as file:
        known = survey(file)
    with open_file() as file:
        layout = Layout(known.encoding, _separator(file, known.encoding), header=False, columns=())
    with open_file() as file, closing(records(file, layout)) as found:
        yield Sheet(known.size, file.tell, ((each.line, each.cells) if isinstance(each, Record) else each for each in found))


def _separator(file: BinaryIO, encoding: str) -> str:
    """Return what most often parts the first line that is not blank."""
    text = io.TextIOWrapper(file, encoding, "replace")
    try:
        first = next((line for line in iter(lambda: text.readline(LONGEST_LINE), "") if line.strip()), "")
    finally:
        text.detach()
    return max(_SEPARATORS, key=first.count)


def sheet_rows(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Give each row with its line (the header is 1), cells by column in small letters, without blanks round them or empty ones.

    Empty rows are left out. Raises Invalid if it is a workbook, has no header or one with a title twice, or can't be read on.
    """
    text = content.decode(survey(io.BytesIO(content)).encoding, "replace").lstrip("\ufeff")
    if "\0" in text:
        raise Invalid("nul_character", "The file holds a NUL character.", field="file", fix="Save it as CSV UTF-8.")
    header = text.lstrip("\n\r").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=header.count))
    try:
        titles = [title.strip().lower() for title in next(reader, list[str]())]
        named = [title for title in titles if title]
        if not named or len(named) != len(set(named)):
            raise Invalid(
                "header_invalid", "The file has no header, or names a column twice.", field="file", fix="Name each column in the first row."
            )
        for cells in reader:
            row = {title: cell.strip() for title, cell in zip(titles, cells, strict=False) if title and cell.strip()}
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        raise Invalid("file_unreadable", f"Line {reader.line_num} can't be read: {error}.", field="file", fix="Save it as CSV UTF-8.") from error
