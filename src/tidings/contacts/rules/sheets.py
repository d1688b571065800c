"""Small CSV files, whole in memory, as spreadsheets write them."""

import csv
import io
from collections.abc import Iterator, Mapping

from tidings.contacts.rules.encoding import survey
from tidings.kernel.errors import Invalid

_SEPARATORS = ";,\t"


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
