"""All that contacts keep of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts.queries import undoing
from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Done:
    """Something that a person did."""

    at: datetime
    name: str
    source: str
    properties: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """That a person is in a course."""

    course: str
    status: str
    since: datetime


async def events(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Done]:
    """Return what people did, newest first."""
    return await unit.fetch(
        Done,
        "SELECT at, name, source, properties FROM events WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " ORDER BY at DESC, id DESC",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def enrolments(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Enrolled]:
    """Return in which courses people are."""
    return await unit.fetch(
        Enrolled,
        "SELECT course, status, since FROM enrolment_facts WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY course",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def aliases(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[str]:
    """Return the other ids by which people are known to other systems."""
    return await unit.fetch(
        _text,
        "SELECT external_id FROM contact_aliases WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY external_id",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def shared_addresses(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Return those of these contacts' addresses that somebody else has, too; nobody gives one of them away until the unit ends."""
    await unit.run(
        "SELECT FROM addresses WHERE organisation_id = %(org)s AND id IN (SELECT address_id FROM contact_addresses"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    return await unit.fetch(
        _same,
        "SELECT DISTINCT o.address_id FROM contact_addresses o JOIN contact_addresses mine ON mine.organisation_id = o.organisation_id"
        " AND mine.address_id = o.address_id AND mine.contact_id = ANY(%(contacts)s)"
        " WHERE o.organisation_id = %(org)s AND o.contact_id <> ALL (%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def remove(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], address_ids: Sequence[UUID]) -> dict[str, int]:
    """Delete people with all that is kept of them here, and addresses; returns how much of what."""
    params = {"org": organisation_id, "contacts": list(contact_ids), "addresses": list(address_ids)}
    whose = " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
    removed = {
        "events": await unit.run("DELETE FROM events" + whose, params),
        "enrolments": await unit.run("DELETE FROM enrolment_facts" + whose, params),
    }
    await unit.run("DELETE FROM contact_addresses" + whose, params)
    await unit.run("DELETE FROM contact_aliases" + whose, params)
    await undoing.forget_people(unit, organisation_id, contact_ids)
    await unit.run(
        "DELETE FROM contact_merges WHERE organisation_id = %(org)s AND (kept_id = ANY(%(contacts)s) OR gone_id = ANY(%(contacts)s))", params
    )
    removed["addresses"] = await unit.run("DELETE FROM addresses WHERE organisation_id = %(org)s AND id = ANY(%(addresses)s)", params)
    removed["contacts"] = await unit.run("DELETE FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(contacts)s)", params)
    return removed


def _text(value: str) -> str:
    return value


def _same(value: UUID) -> UUID:
    return value
