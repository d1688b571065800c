"""What the doctor looks at in connections, senders and callbacks."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from tidings.apps.asking import ask
from tidings.apps.cli.findings import Finding, Level
from tidings.apps.cli.session import Desk
from tidings.apps.providers import ADAPTERS
from tidings.apps.wiring import CallbackAddress
from tidings.channels import service as channels
from tidings.channels.types import VARIABLES_GONE, CallKind, ChannelsStatus, Connection, OpenConnection, Sender, Status
from tidings.infra.exchange import NeverConnectedError, NoAnswerError
from tidings.kernel.network import is_loopback, is_public
from tidings.messages import service as messages
from tidings.ports.adapter import CredentialField, Health, Request, Steps

_RETURN = "Set its variables again if it is to send."


async def connection_findings(desk: Desk, status: ChannelsStatus, connection: Connection, opened: OpenConnection) -> Sequence[Finding]:
    """Ask the provider whether it knows the account, how many people it allows, and look for credentials that callbacks need."""
    name = f"connection {connection.name}"
    if connection.status is Status.STOPPED:
        gone = connection.status_reason == VARIABLES_GONE
        fix = _RETURN if gone else f"Mend the reason, then POST /channels/connections/{connection.id}/open."
        return [Finding(name, Level.WARNING, f"stopped: {connection.status_reason}", "none of its senders sends", fix)]
    health = await ask(desk.installation.exchange, opened.provider, opened.account)
    async with desk.unit() as unit:
        await channels.record_check(unit, desk.organisation.id, connection.id, health)
    fields = ADAPTERS[opened.provider].traits.credentials
    return [
        _account(name, connection, health),
        _callback(desk, connection),
        *_limits(status, connection, health),
        *(_lacking(connection, each) for each in fields if each.name not in opened.account.values and each.without),
    ]


def _callback(desk: Desk, connection: Connection) -> Finding:
    """Tell what to enter at the provider: nothing else in a terminal says it."""
    address = CallbackAddress(desk.installation.settings.public_base_url).of(connection.id, connection.provider)[CallKind.INBOUND]
    return Finding(f"webhook of {connection.name}", Level.OK, f"{address}, to be entered at the provider: what people write arrives there")


def _account(name: str, connection: Connection, health: Health) -> Finding:
    if not health.ok:
        return Finding(name, Level.FAILURE, health.detail, "nothing is sent through it", f"Check the credentials and {connection.api_base}.")
    if health.sandboxed:
        why = "messages to other numbers are refused"
        return Finding(name, Level.WARNING, f"{health.detail} (a trial account)", why, "Only verified numbers can be reached with it.")
    return Finding(name, Level.OK, health.detail)


def _limits(status: ChannelsStatus, connection: Connection, health: Health) -> Sequence[Finding]:
    """Tell where the provider allows another number of people in 24 hours than is counted to; its webhooks usually bring the change."""
    if not health.limit_told:
        return []
    shared = {each.portfolio_id for each in status.senders if each.connection_id == connection.id}
    findings: list[Finding] = []
    for portfolio in status.portfolios:
        if portfolio.id in shared and portfolio.daily_people != health.limit:
            what = f"the provider allows {_people(health.limit)} in 24 hours, campaigns are planned with {_people(portfolio.daily_people)}"
            lower = health.limit is not None and (portfolio.daily_people is None or health.limit < portfolio.daily_people)
            why = "what is sent beyond the provider's limit fails" if lower else "campaigns take longer than they have to"
            fix = f'PUT /channels/portfolios/{portfolio.id}/limit with {{"daily_people": {"null" if health.limit is None else health.limit}}}.'
            findings.append(Finding(f"limit of {connection.name}", Level.WARNING, what, why, fix))
    return findings


def _people(limit: int | None) -> str:
    return "any number of people" if limit is None else f"{limit:,} people"


def _lacking(connection: Connection, field: CredentialField) -> Finding:
    by_api = f"PATCH /channels/connections/{connection.id} with credentials.{field.name}."
    fix = f"Set {field.environment}, and restart." if connection.from_environment and field.environment else by_api
    level = Level.FAILURE if field.loses else Level.WARNING
    what = field.environment if connection.from_environment and field.environment else field.label
    return Finding(f"callbacks of {connection.name}", level, f"{what} is not set", field.without, fix)


async def sender_findings(desk: Desk, status: ChannelsStatus) -> Sequence[Finding]:
    """Look at each sender, at channels none of whose senders is open, and at people whose country is closed to a sender."""
    if not status.senders:
        fix = "Set TWILIO_* or WHATSAPP_* variables, or add a connection by the API."
        return [Finding("senders", Level.WARNING, "none", "nothing can be sent", fix)]
    stopped = {each.id for each in status.connections if each.status is Status.STOPPED}
    now = desk.installation.clock.now()
    findings = [_sender(each, now, with_connection=each.connection_id in stopped) for each in status.senders]
    async with desk.unit() as unit:
        closed = await messages.closed_countries(unit, desk.organisation.id)
    labels = {each.id: each.label for each in status.senders}
    fix = "Permit the country at the provider: they leave by themselves within six hours. A cancel or an end date ends the wait."
    for each in closed:
        what = f"{each.people} people wait: the account may not send to their country"
        findings.append(Finding(f"countries of {labels.get(each.sender_id, each.sender_id)}", Level.WARNING, what, each.detail, fix))
    return [*findings, *_channels(status.senders)]


def _sender(sender: Sender, now: datetime, *, with_connection: bool) -> Finding:
    name = f"sender {sender.label}"
    if with_connection:
        return Finding(name, Level.WARNING, f"{sender.channel}, stopped with its connection", fix="Open its connection, above.")
    if sender.status is Status.STOPPED:
        gone = sender.status_reason == VARIABLES_GONE
        fix = _RETURN if gone else f"Mend the reason, then POST /channels/senders/{sender.id}/open."
        return Finding(name, Level.WARNING, f"{sender.channel}, stopped: {sender.status_reason}", "what is queued for it stays queued", fix)
    pace = f"{sender.channel}, " + ("at any pace" if sender.per_hour is None else f"{sender.per_hour} messages an hour at most")
    if sender.held_until is None:
        return Finding(name, Level.OK, pace)
    failed = f"failures in a row: {sender.failures}" + (f", since {_moment(sender.standing_since)}" if sender.standing_since else "")
    if sender.held_until <= now:
        return Finding(name, Level.OK, f"{pace}; after a hold, which is over, one at a time until the provider answers ({failed})")
    what = f"{sender.channel}, held until {_moment(sender.held_until)} ({failed})"
    fix = f"It goes on by itself: one message tries then. POST /channels/senders/{sender.id}/open lets it try at once."
    return Finding(name, Level.WARNING, what, sender.status_reason, fix)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _channels(senders: Sequence[Sender]) -> Sequence[Finding]:
    """Tell of channels on which nothing leaves, unless the operator took their variables away."""
    used = [each for each in senders if each.status_reason != VARIABLES_GONE]
    shut = {each.channel for each in used} - {each.channel for each in used if each.status is Status.OPEN}
    fix = "Look at its senders and connections above, and open one."
    return [Finding(f"channel {each}", Level.FAILURE, "none of its senders is open", "nothing leaves on it", fix) for each in sorted(shut)]


async def callback_findings(desk: Desk, status: ChannelsStatus) -> Sequence[Finding]:
    """Look at the address under which providers reach us, as they see it and as it answers from here."""
    base = desk.installation.settings.public_base_url
    host = urlsplit(base).hostname or ""
    real = [each.name for each in status.connections if each.status is Status.OPEN and not is_loopback(urlsplit(each.api_base).hostname or "")]
    fix = "Set PUBLIC_BASE_URL to the https address under which providers reach this API, and restart."
    if real and not is_public(host):
        why = f"Twilio refuses every message with such an address for receipts (21609), no other provider can call it ({', '.join(real)})"
        return [Finding("callbacks", Level.FAILURE, f"{base} can't be reached from outside", why, fix)]
    if is_loopback(host) or host in {"0.0.0.0", "::"}:  # noqa: S104 - looked for, not bound to
        return [Finding("callbacks", Level.WARNING, f"{base} is this machine only", "only a simulator can tell what became of a message", fix)]
    findings = [await _knocked(desk, base)]
    if real and not base.startswith("https://"):
        why = "statuses and what people write travel unencrypted, and Meta calls https only"
        findings.append(Finding("callbacks", Level.WARNING, f"{base} is not https", why, fix))
    return findings


async def _knocked(desk: Desk, base: str) -> Finding:
    why = "nobody can tell what became of a message, and no STOP arrives"
    try:
        answered = await desk.installation.exchange.converse(_knock(f"{base}/healthz"))
    except (NeverConnectedError, NoAnswerError) as error:
        fix = "Start the API, and check name, certificate and proxy of PUBLIC_BASE_URL."
        return Finding("callbacks", Level.FAILURE, f"{base} does not answer ({error})", why, fix)
    if answered != HTTPStatus.OK:
        return Finding(
            "callbacks", Level.FAILURE, f"{base}/healthz answers {answered}", why, "Check that the proxy of PUBLIC_BASE_URL leads to this API."
        )
    return Finding("callbacks", Level.OK, f"{base} answers, seen from here")


def _knock(url: str) -> Steps[int]:
    response = yield Request("GET", url, {})
    return response.status


def letter_finding(status: ChannelsStatus) -> Finding:
    """Look at callbacks that were kept because they could not be applied."""
    if status.letters:
        fix = "GET /channels/letters says why each; POST /channels/letters/replay applies them again."
        return Finding("letters", Level.WARNING, f"{status.letters} callbacks could not be applied", "what they tell is not in the ledger", fix)
    return Finding("letters", Level.OK, "every callback was applied")
