"""`tidings ledger`: how far back the ledger goes, and taking old months out of it."""

import re
from datetime import date
from typing import Annotated

import typer

from tidings.apps.cli.options import Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.apps.retention import Leave, Retention, oldest_kept
from tidings.kernel.errors import Invalid
from tidings.messages.service import Month

app = typer.Typer()

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@app.callback()
def ledger() -> None:
    """Look after the months of the ledger; they are those of all organisations."""


@app.command()
def months(json: Json = False) -> None:
    """List the months of the ledger: open, leaving, kept beside it, or dropped. Messages of open ones are estimates."""
    found = run(lambda desk: _retention(desk).months())
    rows = [_shown(each) for each in found]
    if json:
        write_json(rows)
        return
    write_rows(rows, {"month": "Month", "state": "State", "messages": "Messages", "bytes": "Bytes"}, nothing="The ledger is empty.")


@app.command()
def detach(
    before: Annotated[str | None, typer.Option("--before", metavar="YYYY-MM", help="Months before this one; by the policy otherwise.")] = None,
    drop: Annotated[
        bool, typer.Option("--drop/--keep", help="Delete the tables for good, or keep them beside the ledger, in the schema `past`.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
    json: Json = False,
) -> None:
    """Take old months out of the ledger while everything runs. Campaigns keep their figures; who was written to is no longer known.

    A month with a message that has no end, or with a campaign under way, stays. Interrupted, run it again.
    """

    async def work(desk: Desk) -> list[Leave]:
        return await _retention(desk).leave(_limit(desk, before), discard=drop, rehearse=dry_run)

    done = run(work)
    if json:
        write_json([{"month": f"{each.month:%Y-%m}", "messages": each.messages, "dropped": each.dropped, "stayed": each.stayed} for each in done])
    elif not done:
        say("Nothing to do: no month is that old.")
    for each in [] if json else done:
        say(_told(each, rehearsed=dry_run))
    if any(each.stayed for each in done) and not dry_run:
        raise typer.Exit(1)


def _retention(desk: Desk) -> Retention:
    return Retention(desk.database, desk.installation.database_url, desk.actor)


def _limit(desk: Desk, before: str | None) -> date:
    at = desk.installation.clock.now()
    if before is None:
        oldest = oldest_kept(at, desk.installation.settings.ledger_years)
        if oldest is None:
            raise Invalid("ledger_kept_for_ever", "TIDINGS_LEDGER_YEARS is 0: no month is old.", field="before", fix="Name a month with --before.")
        return oldest
    found = _MONTH.fullmatch(before)
    if found is None or date(int(found[1]), int(found[2]), 1) > at.date():
        raise Invalid("month_invalid", f"{before!r} is no month up to this one.", field="before", fix="Write it as YYYY-MM; this month always stays.")
    return date(int(found[1]), int(found[2]), 1)


def _shown(month: Month) -> dict[str, object]:
    return {"month": f"{month.month:%Y-%m}", "state": month.state.value, "messages": month.messages, "bytes": month.bytes}


def _told(leave: Leave, *, rehearsed: bool) -> str:
    month = f"{leave.month:%Y-%m}"
    if leave.stayed:
        return f"{month}  stays: {leave.stayed}" if rehearsed else leave.stayed
    did = ("would be dropped" if leave.dropped else "would be detached") if rehearsed else ("dropped" if leave.dropped else "detached and kept")
    return f"{month}  {did}: {leave.messages} messages"
