"""Connections kept in step with the operator's environment variables."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.queries import connections as rows
from tidings.channels.queries import senders as sender_rows
from tidings.channels.rules.environment import WantedConnection, WantedSender, wanted_connection
from tidings.channels.service.connections import seal, tell_opened, unseal
from tidings.channels.service.news import tell_senders
from tidings.channels.service.senders import ensure_portfolio
from tidings.channels.types import VARIABLES_GONE, Connection, NewSender, Sender, Status
from tidings.infra.config import Settings
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.ports.adapter import Traits

_ACTOR = "system:environment"


async def sync_environment(unit: Unit, organisation_id: UUID, settings: Settings, traits: Iterable[Traits], *, follow: bool = True) -> list[str]:
    """Make, change or stop what the variables ask for and return what was done, in words; run again, it does nothing.

    Only the process whose environment counts may `follow` it. Others, such as a command in some shell, only make what is
    not there yet: they change and stop nothing.

    A connection or sender whose variables are gone is stopped, and opened again when they return; one that was stopped
    for another reason stays stopped. A pace that was set by hand stays until the variable of the rate changes.

    Raises Invalid that names the variable.
    """
    done: list[str] = []
    present = {each.name: each for each, _ in await rows.listed(unit, organisation_id) if each.from_environment}
    for each in traits:
        wanted = wanted_connection(settings.environment, each, region=settings.default_region, simulated=settings.simulated)
        if wanted is not None and (follow or wanted.name not in present):
            done += await _kept(unit, organisation_id, each.provider, wanted)
            present.pop(wanted.name, None)
    for gone in present.values() if follow else ():
        if gone.status is Status.OPEN:
            await rows.set_status(unit, organisation_id, gone.id, Status.STOPPED, VARIABLES_GONE)
            done.append(await _told(unit, organisation_id, gone.id, f"stopped {gone.name}: {VARIABLES_GONE}"))
    return done


async def _kept(unit: Unit, organisation_id: UUID, provider: str, wanted: WantedConnection) -> list[str]:
    connection, done = await _connected(unit, organisation_id, provider, wanted)
    known = {(each.channel, each.address): each for each in await sender_rows.of_connection(unit, organisation_id, connection.id)}
    for sender in wanted.senders:
        done += await _sender_kept(unit, organisation_id, connection, sender, known.pop((sender.channel, sender.address), None))
    for gone in known.values():
        if gone.status is Status.OPEN:
            await sender_rows.set_status(unit, organisation_id, gone.id, Status.STOPPED, VARIABLES_GONE)
            done.append(await _told(unit, organisation_id, connection.id, f"stopped the {gone.channel} sender {gone.label}: {VARIABLES_GONE}"))
    return done


async def _connected(unit: Unit, organisation_id: UUID, provider: str, wanted: WantedConnection) -> tuple[Connection, list[str]]:
    keys = await unit.keys(organisation_id)
    sealed = seal(keys, wanted.credentials)
    new = rows.NewConnection(new_id(unit.at), provider, wanted.name, sealed, wanted.api_base, from_environment=True)
    added = await rows.insert(unit, organisation_id, new)
    found = await rows.locked_by_name(unit, organisation_id, wanted.name)
    if found is None:
        raise RuntimeError("a connection that was just written is not there")
    connection, present = found
    if added:
        return connection, [await _told(unit, organisation_id, connection.id, f"added {wanted.name}")]
    done: list[str] = []
    if connection.api_base != wanted.api_base or unseal(keys, present) != wanted.credentials:
        await rows.update(unit, organisation_id, connection.id, sealed=sealed, api_base=wanted.api_base)
        done.append(await _told(unit, organisation_id, connection.id, f"changed {wanted.name}"))
    if connection.status is Status.STOPPED and connection.status_reason == VARIABLES_GONE:
        await rows.set_status(unit, organisation_id, connection.id, Status.OPEN, None)
        await tell_opened(unit, organisation_id, connection.id)
        done.append(await _told(unit, organisation_id, connection.id, f"opened {wanted.name}"))
    return connection, done


async def _sender_kept(unit: Unit, organisation_id: UUID, connection: Connection, wanted: WantedSender, present: Sender | None) -> list[str]:
    portfolio_id = await _portfolio_id(unit, organisation_id, connection, wanted)
    if present is None:
        new = NewSender(connection.id, wanted.channel, wanted.address, wanted.address, portfolio_id, wanted.per_hour)
        await sender_rows.insert(unit, organisation_id, new_id(unit.at), new, from_environment=True)
        return [await _told(unit, organisation_id, connection.id, f"added the {wanted.channel} sender {wanted.address}")]
    done: list[str] = []
    if portfolio_id is not None and present.portfolio_id != portfolio_id:
        await sender_rows.set_portfolio(unit, organisation_id, present.id, portfolio_id)
        done.append(await _told(unit, organisation_id, connection.id, f"moved {present.label} to another portfolio"))
    if await sender_rows.follow_rate(unit, organisation_id, present.id, wanted.per_hour):
        tell_senders(unit, organisation_id, "sender.limits_changed", [present.id])
        done.append(await _told(unit, organisation_id, connection.id, f"set {present.label} to {wanted.per_hour} messages an hour"))
    if present.status is Status.STOPPED and present.status_reason == VARIABLES_GONE:
        await sender_rows.set_status(unit, organisation_id, present.id, Status.OPEN, None)
        tell_senders(unit, organisation_id, "sender.opened", [present.id])
        done.append(await _told(unit, organisation_id, connection.id, f"opened the {wanted.channel} sender {present.label}"))
    return done


async def _portfolio_id(unit: Unit, organisation_id: UUID, connection: Connection, wanted: WantedSender) -> UUID | None:
    if wanted.portfolio is None:
        return None
    portfolio = await ensure_portfolio(unit, organisation_id, provider=connection.provider, reference=wanted.portfolio)
    return portfolio.id


async def _told(unit: Unit, organisation_id: UUID, connection_id: UUID, what: str) -> str:
    detail: Mapping[str, object] = {"done": what}
    await accounts.record_audit(unit, organisation_id, _ACTOR, "connection.synchronised", f"connection:{connection_id}", detail)
    return what
