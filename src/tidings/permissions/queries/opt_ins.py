"""Opt-ins that wait for their confirmation."""

from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.permissions.types import OptIn, OptInState

_COLUMNS = "id, contact_id, address_id, channel, source, wording, proof, state, requested_at, expires_at, asked, asked_at, confirmed_at"


async def insert(unit: Unit, organisation_id: UUID, request: OptIn) -> None:
    """Keep a request."""
    await unit.run(
        f"INSERT INTO opt_ins (organisation_id, {_COLUMNS}) VALUES (%(org)s, %(id)s, %(contact)s, %(address)s, %(channel)s, %(source)s,"
        " %(wording)s, %(proof)s, %(state)s, %(requested)s, %(expires)s, %(asked)s, %(asked_at)s, %(confirmed)s)",
        {
            "org": organisation_id,
            "id": request.id,
            "contact": request.contact_id,
            "address": request.address_id,
            "channel": request.channel.value,
            "source": request.source,
            "wording": request.wording,
            "proof": Jsonb(dict(request.proof)),
            "state": request.state.value,
            "requested": request.requested_at,
            "expires": request.expires_at,
            "asked": request.asked,
            "asked_at": request.asked_at,
            "confirmed": request.confirmed_at,
        },
    )


async def pending(unit: Unit, organisation_id: UUID, address_id: UUID, channel: Channel) -> OptIn | None:
    """Return the request of an address that waits and is not over, locked until the unit ends."""
    return await unit.fetch_one(
        _opt_in,
        f"SELECT {_COLUMNS} FROM opt_ins WHERE organisation_id = %(org)s AND address_id = %(address)s AND channel = %(channel)s"
        " AND state = 'pending' AND expires_at > %(at)s ORDER BY requested_at DESC LIMIT 1 FOR UPDATE",
        {"org": organisation_id, "address": address_id, "channel": channel.value, "at": unit.at},
    )


async def one(unit: Unit, organisation_id: UUID, opt_in_id: UUID) -> OptIn | None:
    """Return a request, locked until the unit ends."""
    return await unit.fetch_one(
        _opt_in,
        f"SELECT {_COLUMNS} FROM opt_ins WHERE organisation_id = %(org)s AND id = %(id)s FOR UPDATE",
        {"org": organisation_id, "id": opt_in_id},
    )


async def asked_again(unit: Unit, organisation_id: UUID, opt_in_id: UUID) -> None:
    """Count another confirmation request."""
    await unit.run(
        "UPDATE opt_ins SET asked = asked + 1, asked_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": opt_in_id, "at": unit.at},
    )


async def settle(unit: Unit, organisation_id: UUID, opt_in_id: UUID, state: OptInState) -> None:
    """End a request that waits."""
    await unit.run(
        "UPDATE opt_ins SET state = %(state)s, confirmed_at = CASE WHEN %(state)s = 'confirmed' THEN %(at)s END"
        " WHERE organisation_id = %(org)s AND id = %(id)s AND state = 'pending'",
        {"org": organisation_id, "id": opt_in_id, "state": state.value, "at": unit.at},
    )


def _opt_in(*row: Any) -> OptIn:
    identifier, contact_id, address_id, channel, source, wording, proof, state, *times = row
    return OptIn(identifier, contact_id, address_id, Channel(channel), source, wording, proof, OptInState(state), *times)
