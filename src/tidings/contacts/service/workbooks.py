"""Workbooks among imported files: their sheet is read as any other file is."""

from io import BytesIO

from tidings.contacts.rules.workbooks import Sheet, is_workbook, sheet_of
from tidings.contacts.service.batches import OpenFile
from tidings.kernel.errors import Invalid, TooLarge

MOST_BYTES = 128 << 20
"""The largest workbook that is taken: it is read whole."""


def as_text(open_file: OpenFile, wanted: str | None) -> tuple[OpenFile, Sheet | None]:
    """Return what opens the sheet of a workbook as delimited text, with the sheet; any other file as it is.

    Raises Invalid for a sheet that is not there, TooLarge for a workbook beyond `MOST_BYTES`.
    """
    with open_file() as file:
        if not is_workbook(file):
            if wanted is not None:
                raise Invalid("no_sheets", "This file has no sheets.", field="sheet", fix="Leave the sheet out, or send a workbook (.xlsx).")
            return open_file, None
    with open_file() as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge("workbook_too_large", f"The workbook has more than {MOST_BYTES >> 20} MiB.", field="file", fix="Save its sheet as CSV UTF-8.")
    sheet = sheet_of(BytesIO(content), wanted)
    return lambda: BytesIO(sheet.text), sheet
