"""What the doctor looks at: each check says what it found and, if it is not well, why that matters and what to do."""

import asyncio
from datetime import timedelta
from itertools import chain

from tidings.apps.cli.channel_health import callback_findings, connection_findings, letter_finding, sender_findings
from tidings.apps.cli.findings import Finding, Level
from tidings.apps.cli.session import Desk
from tidings.apps.dues import next_dues
from tidings.campaigns import service as campaigns
from tidings.channels import service as channels
from tidings.infra.db.probe import probe
from tidings.messages import service as messages

_OTHERS_MAY = 0o077
_BEHIND = timedelta(minutes=5)
"""Workers look every few seconds; who is later than this does not look, fails, or has more to do than it can."""


async def examine(desk: Desk) -> list[Finding]:
    """Run every check. That the database answers, is of this release and opens with this master key shows by getting here."""
    async with desk.unit() as unit:
        status = await channels.status(unit, desk.organisation.id)
        accounts = [await channels.open_account(unit, desk.organisation.id, each.id) for each in status.connections]
    findings = [await _database(desk), await _master_key(desk), _clock(desk), _switches(desk)]
    asked = await asyncio.gather(*(connection_findings(desk, status, *each) for each in zip(status.connections, accounts, strict=True)))
    findings += [*chain.from_iterable(asked), *await sender_findings(desk, status), *await callback_findings(desk, status)]
    return [*findings, letter_finding(status), await _workers(desk), await _dues(desk), await _releases(desk), await _unconfirmed(desk)]


async def _database(desk: Desk) -> Finding:
    found = await probe(desk.installation.database_url)
    kind = "embedded" if desk.installation.embedded else "the one of DATABASE_URL"
    return Finding("database", Level.OK, f"PostgreSQL {found.server}, {kind}, at migration {found.revision}")


async def _master_key(desk: Desk) -> Finding:
    settings = desk.installation.settings
    async with desk.unit() as unit:
        await unit.keys(desk.organisation.id)
    if settings.master_keys is not None:
        return Finding("master key", Level.OK, "from TIDINGS_MASTER_KEYS; it opens the data")
    file = settings.master_key_file
    if file.stat().st_mode & _OTHERS_MAY:
        why = "whoever reads it can open every phone number, email and credential in the database"
        return Finding("master key", Level.WARNING, f"others of this machine may read {file}", why, f"chmod 600 {file}")
    return Finding("master key", Level.OK, f"in {file}; it opens the data. Keep a copy elsewhere: without it the data is lost")


def _clock(desk: Desk) -> Finding:
    if not desk.installation.settings.simulated:
        return Finding("clock", Level.OK, "real time")
    now = desk.installation.clock.now()
    why = "what is due is decided by this time"
    return Finding("clock", Level.WARNING, f"simulated: it is {now:%Y-%m-%d %H:%M} UTC", why, "Unset TIDINGS_CLOCK unless this is a trial.")


def _switches(desk: Desk) -> Finding:
    organisation = desk.organisation
    if organisation.stopped_at is not None:
        fix = "`tidings sending start`, once the reason is gone."
        return Finding("sending", Level.FAILURE, f"stopped: {organisation.stopped_reason}", "nothing leaves", fix)
    if organisation.allow_list_only:
        fix = "Lift the allow-list when the trial is over."
        return Finding("sending", Level.WARNING, "only addresses on the allow-list are sent to", "everybody else is refused", fix)
    return Finding("sending", Level.OK, "on")


async def _workers(desk: Desk) -> Finding:
    async with desk.database.engine() as unit:
        alive = await messages.workers_alive(unit)
    if not alive:
        return Finding("workers", Level.WARNING, "none runs", "nothing is sent and no callback applied", "`tidings serve`, or `tidings worker`.")
    return Finding("workers", Level.OK, f"{alive} running")


async def _dues(desk: Desk) -> Finding:
    async with desk.database.engine() as unit:
        since = {what: due for what, due in (await next_dues(unit)).items() if due is not None and due < unit.at - _BEHIND}
    if not since:
        return Finding("due", Level.OK, "nothing is overdue")
    first = min(since.values())
    detail = f"{', '.join(sorted(since))}: since {first:%Y-%m-%d %H:%M} UTC something should have been done that was not"
    fix = "If a worker runs, look for errors in its log; it tries again by itself. If it has much to do, start another: `tidings worker`."
    return Finding("due", Level.WARNING, detail, "what was to happen then has not happened", fix)


async def _releases(desk: Desk) -> Finding:
    async with desk.unit() as unit:
        failing = await campaigns.failing(unit, desk.organisation.id)
    if not failing:
        return Finding("releases", Level.OK, "no campaign's release fails")
    worst = failing[0]
    which = f"of {worst.name!r} ({worst.campaign_id})" if worst.campaign_id else "of every campaign"
    more = f", and of {len(failing) - 1} more" if len(failing) > 1 else ""
    detail = f"the release {which} fails since {worst.since:%Y-%m-%d %H:%M} UTC: {worst.failures} times in a row, the last with {worst.error}{more}"
    fix = "Look for release_failed in the worker's log and mend what it says; it is tried again by itself, every five minutes at least."
    return Finding("releases", Level.FAILURE, detail, "nobody of it is reached", fix)


async def _unconfirmed(desk: Desk) -> Finding:
    async with desk.unit() as unit:
        waiting, since = await messages.unconfirmed_in_all(unit, desk.organisation.id)
    if not waiting or since is None:
        return Finding("unconfirmed", Level.OK, "no message waits for a person's decision")
    why = "nobody can say whether these arrived, and none is sent again without a decision"
    return Finding(
        "unconfirmed", Level.WARNING, f"{waiting} messages, the first since {since:%Y-%m-%d}", why, "`tidings messages unconfirmed` lists them."
    )
