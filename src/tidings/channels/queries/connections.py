"""SQL of connections."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.channels.types import Connection, Status
from tidings.infra.db.unit import Unit

_COLUMNS = (
    "id, provider, name, api_base, from_environment, status, status_reason, checked_at, check_ok, check_detail, created_at, updated_at,"
    " standing_since, credentials"
)
_LIST = f"SELECT {_COLUMNS} FROM connections WHERE organisation_id = %(org)s ORDER BY name"
_BY_ID = f"SELECT {_COLUMNS} FROM connections WHERE organisation_id = %(org)s AND id = %(id)s"
_BY_NAME_LOCKED = f"SELECT {_COLUMNS} FROM connections WHERE organisation_id = %(org)s AND name = %(name)s FOR UPDATE"
# A callback names only the connection: which organisation it belongs to is what is asked.
_ORGANISATION_OF = "SELECT organisation_id FROM connections WHERE id = %(id)s"
_INSERT = """
INSERT INTO connections (organisation_id, id, provider, name, credentials, api_base, from_environment, created_at, updated_at)
VALUES (%(org)s, %(id)s, %(provider)s, %(name)s, %(sealed)s, %(api_base)s, %(from_environment)s, %(at)s, %(at)s)
ON CONFLICT (organisation_id, name) DO NOTHING
"""
_UPDATE = """
UPDATE connections SET credentials = %(sealed)s, api_base = %(api_base)s, updated_at = %(at)s
WHERE organisation_id = %(org)s AND id = %(id)s
"""
_SET_STATUS = """
UPDATE connections SET status = %(status)s, status_reason = %(reason)s, updated_at = %(at)s, standing_since = %(at)s
WHERE organisation_id = %(org)s AND id = %(id)s AND (status, coalesce(status_reason, '')) <> (%(status)s, coalesce(%(reason)s, ''))
"""
_RECORD_CHECK = """
UPDATE connections SET checked_at = %(at)s, check_ok = %(ok)s, check_detail = %(detail)s
WHERE organisation_id = %(org)s AND id = %(id)s
"""
_DELETE_SENDERS = "DELETE FROM senders WHERE organisation_id = %(org)s AND connection_id = %(id)s"
_DELETE = "DELETE FROM connections WHERE organisation_id = %(org)s AND id = %(id)s"


@dataclass(frozen=True, slots=True)
class NewConnection:
    """A connection to be written; `sealed` are its credentials."""

    id: UUID
    provider: str
    name: str
    sealed: bytes
    api_base: str
    from_environment: bool


SealedConnection = tuple[Connection, bytes]
"""A connection without hints, and its sealed credentials."""


def _sealed(*columns: Any) -> SealedConnection:
    *head, standing_since, sealed = columns
    identifier, provider, name, api_base, from_environment, status, *rest = head
    connection = Connection(identifier, provider, name, api_base, from_environment, Status(status), *rest, standing_since=standing_since)
    return connection, bytes(sealed)


async def listed(unit: Unit, organisation_id: UUID) -> list[SealedConnection]:
    """Return an organisation's connections by name."""
    return await unit.fetch(_sealed, _LIST, {"org": organisation_id})


async def by_id(unit: Unit, organisation_id: UUID, connection_id: UUID) -> SealedConnection | None:
    """Return one connection."""
    return await unit.fetch_one(_sealed, _BY_ID, {"org": organisation_id, "id": connection_id})


async def locked_by_name(unit: Unit, organisation_id: UUID, name: str) -> SealedConnection | None:
    """Return one connection, locked until the unit ends."""
    return await unit.fetch_one(_sealed, _BY_NAME_LOCKED, {"org": organisation_id, "name": name})


async def organisation_of(unit: Unit, connection_id: UUID) -> UUID | None:
    """Return whose connection this is."""
    return await unit.value(_ORGANISATION_OF, {"id": connection_id})


async def insert(unit: Unit, organisation_id: UUID, new: NewConnection) -> bool:
    """Add a connection; False if its name is taken."""
    params = {
        "org": organisation_id,
        "id": new.id,
        "provider": new.provider,
        "name": new.name,
        "sealed": new.sealed,
        "api_base": new.api_base,
        "from_environment": new.from_environment,
        "at": unit.at,
    }
    return await unit.run(_INSERT, params) > 0


async def update(unit: Unit, organisation_id: UUID, connection_id: UUID, *, sealed: bytes, api_base: str) -> None:
    """Replace credentials and address."""
    await unit.run(_UPDATE, {"org": organisation_id, "id": connection_id, "sealed": sealed, "api_base": api_base, "at": unit.at})


async def set_status(unit: Unit, organisation_id: UUID, connection_id: UUID, status: Status, reason: str | None) -> bool:
    """Open or stop a connection; False if it is so already."""
    return await unit.run(_SET_STATUS, {"org": organisation_id, "id": connection_id, "status": status, "reason": reason, "at": unit.at}) > 0


async def record_check(unit: Unit, organisation_id: UUID, connection_id: UUID, *, at: datetime, ok: bool, detail: str) -> bool:
    """Keep what a connection test found."""
    return await unit.run(_RECORD_CHECK, {"org": organisation_id, "id": connection_id, "at": at, "ok": ok, "detail": detail}) > 0


async def delete(unit: Unit, organisation_id: UUID, connection_id: UUID) -> bool:
    """Remove a connection with its senders."""
    params = {"org": organisation_id, "id": connection_id}
    await unit.run(_DELETE_SENDERS, params)
    return await unit.run(_DELETE, params) > 0
