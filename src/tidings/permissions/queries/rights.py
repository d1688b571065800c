"""Opt-ins of a person that wait or were confirmed, codes that they asked for, and when their address was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class OptInRow:
    """An opt-in as it is told to the person."""

    channel: str
    source: str
    wording: str
    proof: Mapping[str, Any] = field(repr=False)
    state: str
    requested_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """A code that was asked for, as it is told to the person."""

    channel: str
    state: str
    requested_at: datetime
    verified_at: datetime | None
    ip: str | None = field(repr=False)


async def opt_ins_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[OptInRow]:
    """Return the opt-ins of contacts, newest first."""
    return await unit.fetch(
        OptInRow,
        "SELECT channel, source, wording, proof, state, requested_at, confirmed_at FROM opt_ins"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY requested_at DESC",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def verifications_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[VerificationRow]:
    """Return the codes that contacts asked for, newest first."""
    return await unit.fetch(
        VerificationRow,
        "SELECT channel, state, requested_at, verified_at, ip FROM verifications"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY requested_at DESC",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def known(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[tuple[UUID, UUID | None]]:
    """Return whose opt-ins and codes are kept, with the address they are about."""
    return await unit.fetch(
        _known,
        "SELECT contact_id, address_id FROM opt_ins WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " UNION SELECT contact_id, address_id FROM verifications WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " UNION SELECT contact_id, address_id FROM unverified_emails WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def move(unit: Unit, organisation_id: UUID, source: UUID, target: UUID) -> None:
    """Let what one contact's opt-ins ask for be another's, if it is confirmed."""
    await unit.run(
        "UPDATE opt_ins SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s AND state = 'pending'",
        {"org": organisation_id, "source": source, "target": target},
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], address_ids: Sequence[UUID]) -> int:
    """Delete the opt-ins of people and when their addresses were answered; returns how many opt-ins."""
    params = {"org": organisation_id, "contacts": list(contact_ids), "addresses": list(address_ids)}
    await unit.run("DELETE FROM verifications WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)", params)
    await unit.run("DELETE FROM help_answers WHERE organisation_id = %(org)s AND address_id = ANY(%(addresses)s)", params)
    return await unit.run("DELETE FROM opt_ins WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)", params)


def _known(contact_id: UUID, address_id: UUID | None) -> tuple[UUID, UUID | None]:
    return contact_id, address_id
