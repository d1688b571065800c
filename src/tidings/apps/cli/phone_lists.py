"""Lists of phone numbers for a campaign: taken from any CSV file, added a part at a time."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from tidings.accounts.types import Caller
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import RecipientsAdded, RefusedNumber
from tidings.contacts import service as contacts
from tidings.contacts.types import ImportOptions
from tidings.kernel.errors import Invalid

_AT_ONCE = 10_000


def phones_of(file: Path, column: str | None, region: str) -> list[str]:
    """Return the cells of a file's column of phones, as written; `-` is standard input.

    Encoding, delimiter and, where no column is named, the column are found as an import finds them. Raises Invalid.
    """
    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()

    def open_file() -> BinaryIO:
        return io.BytesIO(content)

    layout = contacts.preview_import(open_file, {column: "phone"} if column else None, ImportOptions(region)).layout
    fields = [field for _, field in layout.columns]
    if "phone" not in fields:
        titles = ", ".join(title for title, _ in layout.columns)
        raise Invalid("no_phone_column", "No column of phones was found.", field="--column", fix=f"Name it with --column; the columns are: {titles}.")
    place = fields.index("phone")
    rows = csv.reader(io.StringIO(content.decode(layout.encoding, "replace"), newline=""), delimiter=layout.delimiter)
    filled = (row for row in rows if any(cell.strip() for cell in row))
    if layout.header:
        next(filled, None)
    return [row[place] for row in filled if place < len(row) and row[place].strip()]


async def add_in_chunks(desk: Desk, caller: Caller, campaign_id: UUID, numbers: Sequence[str]) -> RecipientsAdded:
    """Add numbers, 10,000 in a transaction; interrupted and run again, it adds the rest. Raises as the campaigns room does."""
    parts: list[RecipientsAdded] = []
    with progress("Adding") as report:
        for start in range(0, max(len(numbers), 1), _AT_ONCE):
            async with desk.unit() as unit:
                some = numbers[start : start + _AT_ONCE]
                parts.append(await campaigns.add_phone_numbers(unit, desk.organisation.id, caller, campaign_id, some))
            report(min(start + _AT_ONCE, len(numbers)), len(numbers))
    return parts[0] if len(parts) == 1 else _together(parts)


def _together(parts: Sequence[RecipientsAdded]) -> RecipientsAdded:
    suppressed: Counter[str] = Counter()
    for each in parts:
        suppressed.update(each.suppressed)
    return RecipientsAdded(
        recipients_added=sum(each.recipients_added for each in parts),
        duplicates_in_request=sum(each.duplicates_in_request for each in parts),
        already_in_campaign=sum(each.already_in_campaign for each in parts),
        new_contacts=sum(each.new_contacts for each in parts),
        invalid=[
            RefusedNumber(place * _AT_ONCE + refused.position, refused.value, refused.code, refused.reason)
            for place, each in enumerate(parts)
            for refused in each.invalid
        ],
        suppressed=suppressed,
        consent=parts[0].consent,
    )
