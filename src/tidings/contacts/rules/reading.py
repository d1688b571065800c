"""Records of a delimited file, one by one, with their line numbers; a bad one costs no other."""

import csv
import io
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from tidings.contacts.types import Layout, RowError

LONGEST_LINE = 1 << 16
_MOST_LINES = 100
"""A record may span so many lines; beyond, its first quote is taken as never closed."""
_DAMAGED = "\ufffd"


@dataclass(slots=True)
class Record:
    """One record: the line it starts on, counted from 1, and its cells."""

    line: int
    cells: list[str]


class _Lines:
    """Physical lines of a text, numbered, that can be taken back; too long ones are cut and marked."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._waiting: deque[str] = deque()
        self.number = 0
        self.record: list[str] = []
        self.starved = False
        self.cut = False
        self.damaged = False

    def begin(self) -> None:
        """Start a record."""
        self.record = []
        self.starved = self.cut = self.damaged = False

    def give_back(self) -> None:
        """Take back all lines of the record but its first."""
        self._waiting.extendleft(reversed(self.record[1:]))
        self.number -= len(self.record) - 1

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = "" if len(self.record) >= _MOST_LINES else self._next()
        if not line:
            self.starved = bool(self.record)
            raise StopIteration
        self.record.append(line)
        self.number += 1
        self.damaged = self.damaged or _DAMAGED in line
        return line

    def _next(self) -> str:
        if self._waiting:
            return self._waiting.popleft()
        line = self._text.readline(LONGEST_LINE)
        if len(line) < LONGEST_LINE or line.endswith(("\n", "\r")):
            return line
        self.cut = True
        while (rest := self._text.readline(LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass
        return "\n"  # what is left of the line must not open a quote


def records(file: BinaryIO, layout: Layout) -> Generator[Record | RowError]:
    """Read the records of `file` from its start, without the header, blank ones and Excel's `sep=`; the file stays open.

    Close the generator before the file (`contextlib.closing`) if you may leave it early.
    """
    text = io.TextIOWrapper(file, encoding=layout.encoding, errors="replace", newline="")
    csv.field_size_limit(LONGEST_LINE * 2)
    try:
        yield from _records(_Lines(text), layout)
    finally:
        text.detach()


def names_delimiter(cells: Sequence[str], delimiter: str) -> bool:
    """Say whether a file's first record is the `sep=;` with which Excel is told the delimiter."""
    return delimiter.join(cells).strip().lower() == f"sep={delimiter}"


def _records(lines: _Lines, layout: Layout) -> Iterator[Record | RowError]:
    waiting_for_header = layout.header
    while True:
        lines.begin()
        found = _record(lines, layout.delimiter)
        if found is None:
            return
        blank = isinstance(found, Record) and (not any(found.cells) or (found.line == 1 and names_delimiter(found.cells, layout.delimiter)))
        if not blank and waiting_for_header:
            waiting_for_header = False
        elif not blank:
            yield found


def _record(lines: _Lines, delimiter: str) -> Record | RowError | None:
    start = lines.number + 1
    try:
        cells = next(csv.reader(lines, delimiter=delimiter), None)
    except csv.Error:
        return _wrong(start, "row_unreadable", "This row can't be read as delimited text.", "Check its quotes.")
    if lines.starved:
        lines.give_back()
        return _wrong(start, "quote_not_closed", "A quote is opened in this row and not closed.", "Close it, or write it twice if it is meant.")
    if lines.cut:
        return _wrong(start, "row_too_long", f"This row is longer than {LONGEST_LINE} characters.", "Shorten it.")
    if cells is None:
        return None
    if lines.damaged:
        return _wrong(start, "characters_unreadable", "Some characters of this row can't be read.", "Save the file as UTF-8 and import it again.")
    return Record(start, cells)


def _wrong(line: int, code: str, reason: str, fix: str) -> RowError:
    return RowError(line, "row", code, reason, fix)
