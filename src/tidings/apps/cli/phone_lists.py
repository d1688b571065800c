"""Lists of phone numbers for a campaign: taken from any CSV file, added a part at a time."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from tidings.accounts.types import Caller
from tidings.apps.cli.inputs import readable
from tidings.apps.cli.output import note
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import RecipientsAdded, RefusedNumber
from tidings.contacts import service as contacts
from tidings.contacts.types import ImportOptions

_AT_ONCE = 10_000
_TOLD = 20
"""So many unreadable rows are told one by one."""


def phones_of(file: Path, column: str | None, region: str) -> list[str]:
    """Return the cells of a file's column of phones, as written; `-` is standard input.

    Encoding, delimiter and, where no column is named, the column are found as an import finds them. Rows that can't be read are told
    on stderr. Raises Invalid.
    """
    with readable(file) as open_file:
        found = contacts.column_of(open_file, "phone", {column: "phone"} if column else None, ImportOptions(region))
    for each in found.wrong[:_TOLD]:
        note(f"Line {each.line}: {each.reason} {each.fix}")
    if len(found.wrong) > _TOLD:
        note(f"So it is with {len(found.wrong) - _TOLD} more.")
    return list(found.cells)


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
