"""Who has registered, and all that is kept of a person as a whole."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit


async def registered(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Return who of some contacts has registered, and when."""
    rows = await unit.fetch(
        _pair,
        "SELECT contact_id, registered_at FROM repair_customers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    return dict(rows)


async def concerned_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime, ended: Sequence[str]) -> set[UUID]:
    """Return who of some contacts registered since a moment, or has a ticket that was changed since or has not ended."""
    rows = await unit.fetch(
        _id,
        "SELECT contact_id FROM repair_customers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND registered_at >= %(since)s"
        " UNION SELECT contact_id FROM repair_tickets WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        "   AND (changed_at >= %(since)s OR status <> ALL(%(ended)s))",
        {"org": organisation_id, "contacts": list(contact_ids), "since": since, "ended": list(ended)},
    )
    return set(rows)


async def register(unit: Unit, organisation_id: UUID, contact_id: UUID) -> bool:
    """Write down that somebody registers now; False if they had."""
    return bool(
        await unit.run(
            "INSERT INTO repair_customers (organisation_id, contact_id, registered_at) VALUES (%(org)s, %(contact)s, %(at)s) ON CONFLICT DO NOTHING",
            {"org": organisation_id, "contact": contact_id, "at": unit.at},
        )
    )


async def move(unit: Unit, organisation_id: UUID, source: UUID, target: UUID, ticket_ids: Sequence[UUID] | None = None) -> list[UUID]:
    """Make one contact's tickets, all or these, another's and return them."""
    return await unit.fetch(
        _id,
        "UPDATE repair_tickets SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s"
        " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s)) RETURNING id",
        {"org": organisation_id, "source": source, "target": target, "only": None if ticket_ids is None else list(ticket_ids)},
    )


async def copy_registration(unit: Unit, organisation_id: UUID, source: UUID, target: UUID) -> None:
    """Have one contact registered as another is, if they are not yet."""
    await unit.run(
        "INSERT INTO repair_customers (organisation_id, contact_id, registered_at) SELECT %(org)s, %(target)s, registered_at"
        " FROM repair_customers WHERE organisation_id = %(org)s AND contact_id = %(source)s ON CONFLICT DO NOTHING",
        {"org": organisation_id, "source": source, "target": target},
    )


async def unregister(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Forget that contacts registered."""
    return await unit.run(
        "DELETE FROM repair_customers WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def blank(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Take from the tickets of contacts all that tells of them, and have nothing more happen by itself; returns how many there were."""
    params = {"org": organisation_id, "contacts": list(contact_ids)}
    await unit.run(
        "UPDATE repair_history h SET note = NULL FROM repair_tickets t WHERE h.organisation_id = %(org)s AND t.organisation_id = %(org)s"
        " AND t.id = h.ticket_id AND t.contact_id = ANY(%(contacts)s) AND h.note IS NOT NULL",
        params,
    )
    return await unit.run(
        "UPDATE repair_tickets SET contact_id = NULL, serial = NULL, problem = NULL, reference = NULL, asked_at = '{}', remind_at = NULL,"
        " appointment_at = NULL, appointment_reminder_at = NULL, links = links + 1"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        params,
    )


def _pair(contact_id: UUID, at: datetime) -> tuple[UUID, datetime]:
    return contact_id, at


def _id(identifier: UUID) -> UUID:
    return identifier
