"""Connections: adding, opening, stopping, testing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import orjson

from tidings.accounts import service as accounts
from tidings.channels.errors import ChannelThingNotFound, KeptByEnvironment, NameTaken
from tidings.channels.queries import connections as rows
from tidings.channels.queries import senders as sender_rows
from tidings.channels.rules.addresses import checked_simulated_base, checked_user_base
from tidings.channels.rules.credentials import Credentials, checked_credentials, hints
from tidings.channels.service.news import tell_senders
from tidings.channels.types import Connection, Inquirer, OpenConnection, Status
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.ports.adapter import Account, Health, Traits

_KIND = "credentials"
_CONFIRMS_BY = "receipt_secret"
_MOST_OPEN = 1024
_opened: dict[UUID, tuple[bytes, OpenConnection]] = {}
"""Open connections of this process, good while what is sealed is the same (each sealing differs)."""


async def add_connection(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    *,
    adapter_traits: Traits,
    name: str,
    credentials: Mapping[str, str],
    api_base: str | None = None,
    simulated: bool = False,
) -> Connection:
    """Add an account at a provider. Raises CredentialsInvalid, AddressRefused, or NameTaken."""
    base = checked_user_base(api_base or adapter_traits.default_api_base, simulated=simulated, schemes=adapter_traits.schemes)
    kept = checked_credentials(adapter_traits, credentials)
    sealed = seal(await unit.keys(organisation_id), kept)
    new = rows.NewConnection(new_id(unit.at), adapter_traits.provider, name, sealed, base, from_environment=False)
    if not await rows.insert(unit, organisation_id, new):
        raise NameTaken("connection", name)
    await _audit(unit, organisation_id, actor, "added", new.id, {"provider": new.provider, "name": name, "api_base": base})
    return await connection(unit, organisation_id, new.id)


async def change_connection(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    connection_id: UUID,
    *,
    adapter_traits: Traits,
    credentials: Mapping[str, str],
    api_base: str | None = None,
    simulated: bool = False,
) -> Connection:
    """Replace the credentials named and, if given, the address; credentials not named stay."""
    present, sealed = await _own(unit, organisation_id, connection_id)
    keys = await unit.keys(organisation_id)
    kept = checked_credentials(adapter_traits, {**unseal(keys, sealed), **credentials})
    base = checked_user_base(api_base or present.api_base, simulated=simulated, schemes=adapter_traits.schemes)
    await rows.update(unit, organisation_id, connection_id, sealed=seal(keys, kept), api_base=base)
    await _audit(unit, organisation_id, actor, "changed", connection_id, {"credentials": sorted(credentials), "api_base": base})
    return await connection(unit, organisation_id, connection_id)


async def connections(unit: Unit, organisation_id: UUID) -> Sequence[Connection]:
    """Return all connections by name, with credentials as they may be shown."""
    keys = await unit.keys(organisation_id)
    return [replace(each, credentials=hints(unseal(keys, sealed))) for each, sealed in await rows.listed(unit, organisation_id)]


async def connection(unit: Unit, organisation_id: UUID, connection_id: UUID) -> Connection:
    """Return one connection. Raises ChannelThingNotFound."""
    found, sealed = await _found(unit, organisation_id, connection_id)
    return replace(found, credentials=hints(unseal(await unit.keys(organisation_id), sealed)))


async def remove_connection(unit: Unit, organisation_id: UUID, actor: str, connection_id: UUID) -> None:
    """Remove a connection with its senders. Raises KeptByEnvironment for one that variables would bring back."""
    present, _ = await _own(unit, organisation_id, connection_id)
    await rows.delete(unit, organisation_id, connection_id)
    await _audit(unit, organisation_id, actor, "removed", connection_id, {"name": present.name})


async def stop_connection(unit: Unit, organisation_id: UUID, actor: str, connection_id: UUID, reason: str) -> bool:
    """Stop a connection and with it all its senders, until a person opens it; False if it was stopped for that already."""
    changed = await rows.set_status(unit, organisation_id, connection_id, Status.STOPPED, reason)
    if changed:
        unit.happened(Happened("connection.stopped", organisation_id, {"connection_id": str(connection_id), "reason": reason}))
        await _audit(unit, organisation_id, actor, "stopped", connection_id, {"reason": reason})
    return changed


async def open_connection(unit: Unit, organisation_id: UUID, actor: str, connection_id: UUID) -> bool:
    """Let a stopped connection be used again, by its senders at once (it tells `connection.opened`); False if it was open."""
    await _found(unit, organisation_id, connection_id)
    changed = await rows.set_status(unit, organisation_id, connection_id, Status.OPEN, None)
    if changed:
        await tell_opened(unit, organisation_id, connection_id)
        await _audit(unit, organisation_id, actor, "opened", connection_id, {})
    return changed


async def tell_opened(unit: Unit, organisation_id: UUID, connection_id: UUID) -> None:
    """Say that a connection is open again, and which senders with it."""
    senders = await sender_rows.of_connection(unit, organisation_id, connection_id)
    tell_senders(unit, organisation_id, "connection.opened", [each.id for each in senders])


async def open_account(unit: Unit, organisation_id: UUID, connection_id: UUID) -> OpenConnection:
    """Return a connection with its credentials. Raises ChannelThingNotFound.

    Decrypted once for each change of the connection in a process.
    """
    found, sealed = await _found(unit, organisation_id, connection_id)
    known = _opened.get(connection_id)
    if known is not None and known[0] == sealed:
        return replace(known[1], status=found.status)
    values = unseal(await unit.keys(organisation_id), sealed)
    opened = OpenConnection(found.id, organisation_id, found.provider, found.status, Account(values, found.api_base))
    unit.after_commit(lambda: _keep(sealed, opened))
    return opened


async def app_confirms(unit: Unit, organisation_id: UUID, connection_id: UUID) -> bool:
    """Say whether an app's server confirms what it showed: it can, once the connection has a secret for that. Raises ChannelThingNotFound."""
    return _CONFIRMS_BY in (await open_account(unit, organisation_id, connection_id)).account.values


async def connection_of_webhook(unit: Unit, connection_id: UUID) -> OpenConnection:
    """Return the connection that a callback names, whosever it is (engine role). Raises ChannelThingNotFound."""
    organisation_id = await rows.organisation_of(unit, connection_id)
    if organisation_id is None:
        raise ChannelThingNotFound("connection", connection_id)
    return await open_account(unit, organisation_id, connection_id)


async def record_check(unit: Unit, organisation_id: UUID, connection_id: UUID, health: Health) -> None:
    """Keep what a connection test found, for health answers and operators. Raises ChannelThingNotFound."""
    if not await rows.record_check(unit, organisation_id, connection_id, at=unit.at, ok=health.ok, detail=health.detail):
        raise ChannelThingNotFound("connection", connection_id)


async def check_connection(database: Database, organisation_id: UUID, connection_id: UUID, inquirer: Inquirer) -> Health:
    """Ask the provider whether it knows the account, and keep what was found. Raises ChannelThingNotFound.

    Two units of its own: none is open while the provider answers.
    """
    async with database.unit(organisation_id) as unit:
        opened = await open_account(unit, organisation_id, connection_id)
    health = await inquirer.ask(opened.provider, opened.account)
    async with database.unit(organisation_id) as unit:
        await record_check(unit, organisation_id, connection_id, health)
    return health


async def refuse_real_providers(unit: Unit, organisation_ids: Sequence[UUID]) -> None:
    """Raise AddressRefused if an open connection would leave this machine: for the start under the simulated clock."""
    for organisation_id in organisation_ids:
        for each, _ in await rows.listed(unit, organisation_id):
            if each.status is Status.OPEN:
                checked_simulated_base(each.api_base, field=f"connection {each.name}")


def seal(keys: OrganisationKeys, credentials: Credentials) -> bytes:
    """Encrypt credentials."""
    return keys.seal(_KIND, orjson.dumps(dict(credentials)))


def unseal(keys: OrganisationKeys, sealed: bytes) -> Credentials:
    """Decrypt credentials."""
    return Credentials(orjson.loads(keys.open(_KIND, sealed)))


async def _found(unit: Unit, organisation_id: UUID, connection_id: UUID) -> rows.SealedConnection:
    found = await rows.by_id(unit, organisation_id, connection_id)
    if found is None:
        raise ChannelThingNotFound("connection", connection_id)
    return found


async def _own(unit: Unit, organisation_id: UUID, connection_id: UUID) -> rows.SealedConnection:
    found, sealed = await _found(unit, organisation_id, connection_id)
    if found.from_environment:
        raise KeptByEnvironment(found.name)
    return found, sealed


def _keep(sealed: bytes, opened: OpenConnection) -> None:
    if len(_opened) >= _MOST_OPEN:
        _opened.pop(next(iter(_opened)))
    _opened[opened.id] = (sealed, opened)


async def _audit(unit: Unit, organisation_id: UUID, actor: str, done: str, connection_id: UUID, detail: Mapping[str, object]) -> None:
    await accounts.record_audit(unit, organisation_id, actor, f"connection.{done}", f"connection:{connection_id}", detail)
