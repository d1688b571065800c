"""What the doctor looks at: each check says what it found and, if it is not well, what to do."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from tidings.apps.cli.session import Desk
from tidings.apps.providers import ADAPTERS
from tidings.channels import service as channels
from tidings.channels.types import ChannelsStatus, Connection, OpenConnection, Status
from tidings.infra.db.probe import probe
from tidings.infra.exchange import NeverConnectedError, NoAnswerError
from tidings.messages import service as messages
from tidings.ports.adapter import Health, Request, Steps


class Level(StrEnum):
    """How bad it is: nothing leaves or is lost while something fails; a warning may be as it should."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    check: str
    level: Level
    detail: str
    fix: str | None = None


async def examine(desk: Desk) -> list[Finding]:
    """Run every check. That the database answers, is of this release and opens with this master key shows by getting here."""
    async with desk.unit() as unit:
        status = await channels.status(unit, desk.organisation.id)
        accounts = [await channels.open_account(unit, desk.organisation.id, each.id) for each in status.connections]
    findings = [await _database(desk), await _master_key(desk), _clock(desk), _switches(desk)]
    findings += await asyncio.gather(*(_connection(desk, *each) for each in zip(status.connections, accounts, strict=True)))
    return [*findings, *_senders(status), await _callbacks(desk), *_waiting(status), await _workers(desk)]


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
    if file.stat().st_mode & 0o077:
        return Finding("master key", Level.WARNING, f"others of this machine may read {file}", f"chmod 600 {file}")
    return Finding("master key", Level.OK, f"in {file}; it opens the data. Keep a copy elsewhere: without it the data is lost")


def _clock(desk: Desk) -> Finding:
    if not desk.installation.settings.simulated:
        return Finding("clock", Level.OK, "real time")
    now = desk.installation.clock.now()
    return Finding("clock", Level.WARNING, f"simulated: it is {now:%Y-%m-%d %H:%M} UTC", "Unset TIDINGS_CLOCK unless this is a trial.")


def _switches(desk: Desk) -> Finding:
    organisation = desk.organisation
    if organisation.stopped_at is not None:
        return Finding("sending", Level.FAILURE, f"stopped: {organisation.stopped_reason}", "`tidings sending start`, once the reason is gone.")
    if organisation.allow_list_only:
        return Finding("sending", Level.WARNING, "only addresses on the allow-list are sent to", "Lift the allow-list when the trial is over.")
    return Finding("sending", Level.OK, "on")


async def _connection(desk: Desk, connection: Connection, opened: OpenConnection) -> Finding:
    name = f"connection {connection.name}"
    if connection.status is Status.STOPPED:
        return Finding(name, Level.WARNING, f"stopped: {connection.status_reason}", "Mend the reason, then open the connection again.")
    health = await _asked(desk, opened)
    async with desk.unit() as unit:
        await channels.record_check(unit, desk.organisation.id, connection.id, health)
    if not health.ok:
        return Finding(name, Level.FAILURE, health.detail, f"Check the credentials and {connection.api_base}.")
    if health.sandboxed:
        return Finding(name, Level.WARNING, f"{health.detail} (a trial account)", "Only verified numbers can be reached with it.")
    return Finding(name, Level.OK, health.detail)


async def _asked(desk: Desk, opened: OpenConnection) -> Health:
    try:
        return await desk.installation.exchange.converse(ADAPTERS[opened.provider].check(opened.account))
    except NeverConnectedError as error:
        return Health(ok=False, detail=f"{opened.account.api_base} can't be reached ({error})")
    except NoAnswerError as error:
        return Health(ok=False, detail=f"{opened.account.api_base} does not answer ({error})")


def _senders(status: ChannelsStatus) -> Sequence[Finding]:
    if not status.senders:
        return [
            Finding("senders", Level.WARNING, "none: nothing can be sent", "Set TWILIO_* or WHATSAPP_* variables, or add a connection by the API.")
        ]
    findings: list[Finding] = []
    for each in status.senders:
        name = f"sender {each.label}"
        if each.status is Status.STOPPED:
            findings.append(Finding(name, Level.WARNING, f"{each.channel}, stopped: {each.status_reason}", "Mend the reason, then open it again."))
        elif each.held_until is not None:
            findings.append(Finding(name, Level.WARNING, f"{each.channel}, held until {each.held_until:%Y-%m-%d %H:%M} UTC", "It goes on by itself."))
        else:
            findings.append(Finding(name, Level.OK, f"{each.channel}, {each.per_hour or 'no'} messages an hour at most"))
    return findings


async def _callbacks(desk: Desk) -> Finding:
    base = desk.installation.settings.public_base_url
    if is_this_machine(base):
        detail = f"{base} is this machine only: no provider can tell what became of a message"
        return Finding("callbacks", Level.WARNING, detail, "Set PUBLIC_BASE_URL to the https address under which providers reach this API.")
    try:
        status = await desk.installation.exchange.converse(_knock(f"{base}/healthz"))
    except (NeverConnectedError, NoAnswerError) as error:
        why = f"{base} does not answer ({error})"
        return Finding("callbacks", Level.FAILURE, why, "Start the API, and check name, certificate and proxy of PUBLIC_BASE_URL.")
    if status != HTTPStatus.OK:
        return Finding("callbacks", Level.FAILURE, f"{base}/healthz answers {status}", "Check that the proxy of PUBLIC_BASE_URL leads to this API.")
    return Finding("callbacks", Level.OK, f"{base} answers, seen from here")


def is_this_machine(url: str) -> bool:
    """Whether an address leads to the machine itself, so that nobody else can use it."""
    host = urlsplit(url).hostname or ""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _knock(url: str) -> Steps[int]:
    response = yield Request("GET", url, {})
    return response.status


def _waiting(status: ChannelsStatus) -> Sequence[Finding]:
    if status.letters:
        return [Finding("letters", Level.WARNING, f"{status.letters} callbacks could not be applied", "Look at them by the API and replay them.")]
    return [Finding("letters", Level.OK, "every callback was applied")]


async def _workers(desk: Desk) -> Finding:
    async with desk.database.engine() as unit:
        alive = await messages.workers_alive(unit)
    if not alive:
        return Finding("workers", Level.WARNING, "none runs: nothing is sent and no callback applied", "`tidings serve`, or `tidings worker`.")
    return Finding("workers", Level.OK, f"{alive} running")
