"""Verifications of numbers by codes, and of emails by links: `channel` says which."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.permissions.types import Verification, VerificationState

_COLUMNS = "id, contact_id, address_id, channel, state, tries, requested_at, expires_at, verified_at, code_hash"


async def take_turn(unit: Unit, organisation_id: UUID) -> None:
    """Let nobody else count or ask for codes of an organisation until the unit ends."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended('codes ' || %(org)s::text, 0))", {"org": organisation_id})


async def asked_since(unit: Unit, organisation_id: UUID, address_id: UUID, since: datetime) -> list[datetime]:
    """Return when codes for an address were asked for, newest first."""
    return await unit.fetch(
        _same,
        "SELECT requested_at FROM verifications WHERE organisation_id = %(org)s AND address_id = %(address)s AND requested_at > %(since)s"
        " ORDER BY requested_at DESC",
        {"org": organisation_id, "address": address_id, "since": since},
    )


async def asked_from(unit: Unit, organisation_id: UUID, ip: str, since: datetime) -> list[datetime]:
    """Return when codes were asked for from an address on the network, newest first."""
    return await unit.fetch(
        _same,
        "SELECT requested_at FROM verifications WHERE organisation_id = %(org)s AND ip = %(ip)s AND requested_at > %(since)s"
        " ORDER BY requested_at DESC",
        {"org": organisation_id, "ip": ip, "since": since},
    )


async def insert(unit: Unit, organisation_id: UUID, made: Verification, ip: str | None) -> None:
    """Keep a verification; the one of its address that waited is replaced."""
    await unit.run(
        "UPDATE verifications SET state = 'replaced' WHERE organisation_id = %(org)s AND address_id = %(address)s AND state = 'pending'",
        {"org": organisation_id, "address": made.address_id},
    )
    await unit.run(
        "INSERT INTO verifications (organisation_id, id, contact_id, address_id, channel, state, requested_at, expires_at, ip, code_hash)"
        " VALUES (%(org)s, %(id)s, %(contact)s, %(address)s, %(channel)s, 'pending', %(requested)s, %(expires)s, %(ip)s, %(hash)s)",
        {
            "org": organisation_id,
            "id": made.id,
            "contact": made.contact_id,
            "address": made.address_id,
            "channel": made.channel.value,
            "requested": made.requested_at,
            "expires": made.expires_at,
            "ip": ip,
            "hash": made.code_hash,
        },
    )


async def one(unit: Unit, organisation_id: UUID, contact_id: UUID, verification_id: UUID) -> Verification | None:
    """Return a verification of a contact, locked until the unit ends."""
    return await unit.fetch_one(
        _verification,
        f"SELECT {_COLUMNS} FROM verifications WHERE organisation_id = %(org)s AND id = %(id)s AND contact_id = %(contact)s AND channel = 'sms'"
        " FOR UPDATE",
        {"org": organisation_id, "id": verification_id, "contact": contact_id},
    )


async def waiting(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Verification | None:
    """Return the newest verification of a contact that waits and is not over."""
    return await unit.fetch_one(
        _verification,
        f"SELECT {_COLUMNS} FROM verifications WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND channel = 'sms'"
        " AND state = 'pending' AND expires_at > %(at)s ORDER BY requested_at DESC LIMIT 1",
        {"org": organisation_id, "contact": contact_id, "at": unit.at},
    )


async def tried(unit: Unit, organisation_id: UUID, verification_id: UUID, state: VerificationState) -> None:
    """Count a code that was given, and say where the verification stands now."""
    await unit.run(
        "UPDATE verifications SET tries = tries + 1, state = %(state)s, verified_at = CASE WHEN %(state)s = 'verified' THEN %(at)s END"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": verification_id, "state": state.value, "at": unit.at},
    )


async def delete_old(unit: Unit, organisation_id: UUID, before: datetime) -> int:
    """Forget who asked for codes before a moment."""
    return await unit.run(
        "DELETE FROM verifications WHERE organisation_id = %(org)s AND requested_at < %(before)s", {"org": organisation_id, "before": before}
    )


def _verification(*row: Any) -> Verification:
    identifier, contact_id, address_id, channel, state, *rest = row
    return Verification(identifier, contact_id, address_id, Channel(channel), VerificationState(state), *rest)


def _same(at: datetime) -> datetime:
    return at
