"""The recipients of a campaign: a page on a terminal or as JSON, all of them as CSV."""

import csv
import sys
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from tidings.apps.cli.output import note, write_json
from tidings.apps.cli.session import Desk
from tidings.apps.cli.tables import write_rows
from tidings.campaigns import service
from tidings.campaigns.http import RecipientShown
from tidings.campaigns.types import RecipientFilter
from tidings.contacts import service as contacts
from tidings.kernel.paging import MOST_ROWS
from tidings.messages import service as messages

_COLUMNS = {"contact_name": "name", "address": "number", "status": "status", "reason": "reason", "sent_at": "sent", "message_id": "message"}


async def page_of(
    desk: Desk, campaign: UUID, wanted: RecipientFilter, *, cursor: str | None = None, limit: int = MOST_ROWS
) -> tuple[list[dict[str, Any]], str | None]:
    """Return recipients as the API shows them, and the cursor of the next page."""
    async with desk.unit() as unit:
        page = await service.recipients(unit, desk.organisation.id, campaign, wanted, cursor=cursor, limit=limit)
        around = await messages.around_recipients(unit, desk.organisation.id, page.rows)
    return [RecipientShown.of(campaign, row, around).model_dump(mode="json") for row in page.rows], page.next_cursor


async def write_csv(desk: Desk, campaign: UUID, wanted: RecipientFilter) -> None:
    """Write all recipients to standard output, a page at a time, with cells that no spreadsheet runs."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(RecipientShown.model_fields)
    async for rows in _pages(desk, campaign, wanted):
        out.writerows([contacts.guarded("" if value is None else str(value)) for value in row.values()] for row in rows)


def write_page(rows: Sequence[dict[str, Any]], next_cursor: str | None, *, json: bool) -> None:
    """Show a page of recipients."""
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    write_rows([{**row, "sent_at": _short(row["sent_at"])} for row in rows], _COLUMNS, nothing="There are no such recipients.")
    if rows:
        note("Why one was reached or not: tidings messages trace MESSAGE")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}, or --csv for all.")


async def _pages(desk: Desk, campaign: UUID, wanted: RecipientFilter) -> AsyncIterator[list[dict[str, Any]]]:
    cursor: str | None = None
    while True:
        rows, cursor = await page_of(desk, campaign, wanted, cursor=cursor)
        yield rows
        if cursor is None:
            return


def _short(moment: str | None) -> str | None:
    return moment.replace("T", " ")[:16] if moment else None
