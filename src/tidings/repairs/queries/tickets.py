"""Tickets and their history. What people said of their device is sealed here and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.repairs.types import Device, Entry, Price, Search, Status, Ticket, What

_SEALED_AS = "repair_text"
_COLUMNS = (
    "t.id, t.number, t.reference, t.contact_id, t.walk_in, t.device_kind, t.brand, t.model, t.serial, t.problem, t.status, t.since, t.estimate,"
    " t.parts, t.labour, t.vat_rate, t.agreed, t.asked_at, t.due_on, t.appointment_at, t.paid_at, t.remind_at, t.reminded,"
    " t.appointment_reminder_at, t.links,"
    " t.created_by, t.created_at, t.changed_at"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """A ticket as it is stored."""

    id: UUID
    number: int
    reference: str | None
    contact_id: UUID | None
    walk_in: bool
    device_kind: str
    brand: str
    model: str
    serial: bytes | None
    problem: bytes | None
    status: str
    since: Any
    estimate: int
    parts: int | None
    labour: int | None
    vat_rate: int | None
    agreed: int | None
    asked_at: list[UUID]
    due_on: Any
    appointment_at: Any
    paid_at: Any
    remind_at: Any
    reminded: int
    appointment_reminder_at: Any
    links: int
    created_by: str
    created_at: Any
    changed_at: Any

    def ticket(self, keys: OrganisationKeys) -> Ticket:
        """Return it opened."""
        device = Device(self.device_kind, self.brand, self.model, _opened(keys, self.serial), _opened(keys, self.problem))
        known = self.parts is not None and self.labour is not None and self.vat_rate is not None
        price = Price(self.parts or 0, self.labour or 0, self.vat_rate or 0) if known else None
        return Ticket(
            self.id, self.number, self.reference, self.contact_id, self.walk_in, device, Status(self.status), self.since, self.estimate, price,
            self.agreed, self.asked_at, self.due_on, self.appointment_at, self.paid_at, self.remind_at, self.reminded,
            self.appointment_reminder_at, self.links,
            self.created_by, self.created_at, self.changed_at,
        )  # fmt: skip


async def insert(unit: Unit, organisation_id: UUID, ticket: Ticket) -> bool:
    """Write a new ticket; False if one with its reference is there."""
    return bool(
        await unit.run(
            "INSERT INTO repair_tickets (organisation_id, id, number, reference, contact_id, walk_in, device_kind, brand, model, serial, problem,"
            " status, since, estimate, parts, labour, vat_rate, agreed, asked_at, due_on, appointment_at, paid_at, remind_at, reminded,"
            " appointment_reminder_at,"
            " links, created_by, created_at, changed_at) VALUES (%(org)s, %(id)s, %(number)s, %(reference)s, %(contact)s, %(walk_in)s, %(kind)s,"
            " %(brand)s, %(model)s, %(serial)s, %(problem)s, %(status)s, %(since)s, %(estimate)s, %(parts)s, %(labour)s, %(rate)s, %(agreed)s,"
            " %(asked)s, %(due)s, %(appointment)s, %(paid)s, %(remind)s, %(reminded)s, %(appointment_reminder)s, %(links)s, %(by)s, %(at)s, %(at)s)"
            " ON CONFLICT DO NOTHING",
            await _params(unit, organisation_id, ticket) | {"by": ticket.created_by},
        )
    )


async def update(unit: Unit, organisation_id: UUID, ticket: Ticket) -> None:
    """Write a held ticket as it is now."""
    await unit.run(
        "UPDATE repair_tickets SET contact_id = %(contact)s, device_kind = %(kind)s, brand = %(brand)s, model = %(model)s, serial = %(serial)s,"
        " problem = %(problem)s, status = %(status)s, since = %(since)s, estimate = %(estimate)s, parts = %(parts)s, labour = %(labour)s,"
        " vat_rate = %(rate)s, agreed = %(agreed)s, asked_at = %(asked)s, due_on = %(due)s, appointment_at = %(appointment)s, paid_at = %(paid)s,"
        " remind_at = %(remind)s, reminded = %(reminded)s, appointment_reminder_at = %(appointment_reminder)s, links = %(links)s, changed_at = %(at)s"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        await _params(unit, organisation_id, ticket),
    )


async def hold(unit: Unit, organisation_id: UUID, ticket_id: UUID) -> Ticket | None:
    """Return a ticket, held until the unit ends."""
    return await _one(unit, organisation_id, "t.id = %(id)s FOR UPDATE OF t", {"id": ticket_id})


async def by_id(unit: Unit, organisation_id: UUID, ticket_id: UUID) -> Ticket | None:
    """Return a ticket."""
    return await _one(unit, organisation_id, "t.id = %(id)s", {"id": ticket_id})


async def by_number(unit: Unit, organisation_id: UUID, number: int) -> Ticket | None:
    """Return the ticket of a number."""
    return await _one(unit, organisation_id, "t.number = %(number)s", {"number": number})


async def by_reference(unit: Unit, organisation_id: UUID, reference: str) -> Ticket | None:
    """Return the ticket of a caller's reference."""
    return await _one(unit, organisation_id, "t.reference = %(reference)s", {"reference": reference})


async def page(unit: Unit, organisation_id: UUID, search: Search, before: int | None, limit: int) -> list[Ticket]:
    """Return tickets that fit, newest first, below a number."""
    rows = await unit.fetch(
        _Row,
        f"SELECT {_COLUMNS} FROM repair_tickets t WHERE t.organisation_id = %(org)s AND (%(before)s::bigint IS NULL OR t.number < %(before)s)"
        " AND (%(contact)s::uuid IS NULL OR t.contact_id = %(contact)s) AND (%(status)s::text IS NULL OR t.status = %(status)s)"
        " AND (%(number)s::bigint IS NULL OR t.number = %(number)s) AND (NOT %(open)s OR t.status <> 'collected')"
        " AND (%(sought)s::text IS NULL OR t.number = %(meant)s::bigint OR t.contact_id = ANY(%(people)s::uuid[]))"
        " ORDER BY t.number DESC LIMIT %(limit)s",
        {
            "org": organisation_id,
            "before": before,
            "contact": search.contact_id,
            "status": search.status.value if search.status else None,
            "number": search.number,
            "open": search.open_only,
            "sought": search.sought,
            "meant": search.number_sought,
            "people": list(search.people),
            "limit": limit,
        },
    )
    keys = await unit.keys(organisation_id)
    return [each.ticket(keys) for each in rows]


async def counts(unit: Unit, organisation_id: UUID) -> dict[Status, int]:
    """Count the tickets of each status that has some."""
    rows = await unit.fetch(
        _counted, "SELECT status, count(*) FROM repair_tickets WHERE organisation_id = %(org)s GROUP BY status", {"org": organisation_id}
    )
    return dict(rows)


async def numbers_asking(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], after: datetime) -> list[int]:
    """Return the numbers of tickets whose estimate is asked at any of some addresses since after a moment."""
    return await unit.fetch(
        int,
        "SELECT number FROM repair_tickets WHERE organisation_id = %(org)s AND asked_at <> '{}' AND asked_at && %(addresses)s::uuid[]"
        " AND since > %(after)s ORDER BY number",
        {"org": organisation_id, "addresses": list(address_ids), "after": after},
    )


async def due_in(unit: Unit) -> list[UUID]:
    """Return the organisations with somebody to remind (engine role)."""
    return await unit.fetch(
        _id,
        "SELECT organisation_id FROM repair_tickets WHERE remind_at <= %(at)s UNION"
        " SELECT organisation_id FROM repair_tickets WHERE appointment_reminder_at <= %(at)s",
        {"at": unit.at},
    )


async def next_due(unit: Unit) -> datetime | None:
    """Return when an owner is reminded next, over all organisations (engine role)."""
    return await unit.value(
        "SELECT least((SELECT min(remind_at) FROM repair_tickets WHERE remind_at IS NOT NULL),"
        " (SELECT min(appointment_reminder_at) FROM repair_tickets WHERE appointment_reminder_at IS NOT NULL))"
    )


async def take_due(unit: Unit, organisation_id: UUID, most: int) -> list[Ticket]:
    """Hold the tickets whose owners are to be reminded and whom nobody else reminds."""
    rows = await unit.fetch(
        _Row,
        f"SELECT {_COLUMNS} FROM repair_tickets t"
        " WHERE t.organisation_id = %(org)s AND (t.remind_at <= %(at)s OR t.appointment_reminder_at <= %(at)s)"
        " ORDER BY t.id LIMIT %(most)s FOR UPDATE OF t SKIP LOCKED",
        {"org": organisation_id, "at": unit.at, "most": most},
    )
    keys = await unit.keys(organisation_id)
    return [each.ticket(keys) for each in rows]


async def reminded(unit: Unit, organisation_id: UUID, tickets: Sequence[Ticket]) -> None:
    """Write down of held tickets how often their owners were reminded and when they are next."""
    await unit.run(
        "UPDATE repair_tickets t SET remind_at = v.remind_at, reminded = v.reminded, appointment_reminder_at = v.appointment_reminder_at"
        " FROM unnest(%(ids)s::uuid[], %(next)s::timestamptz[], %(counts)s::smallint[], %(appointment_reminders)s::timestamptz[])"
        " AS v (id, remind_at, reminded, appointment_reminder_at)"
        " WHERE t.organisation_id = %(org)s AND t.id = v.id",
        {
            "org": organisation_id,
            "ids": [each.id for each in tickets],
            "next": [each.remind_at for each in tickets],
            "counts": [each.reminded for each in tickets],
            "appointment_reminders": [each.appointment_reminder_at for each in tickets],
        },
    )


async def note(unit: Unit, organisation_id: UUID, entries: Sequence[tuple[UUID, Entry]]) -> None:
    """Add lines to the history of tickets, each with its ticket."""
    keys = await unit.keys(organisation_id)
    await unit.run(
        "INSERT INTO repair_history (organisation_id, ticket_id, id, what, status, before, amount, note, actor, at)"
        " SELECT %(org)s, * FROM unnest(%(tickets)s::uuid[], %(ids)s::uuid[], %(whats)s::text[], %(statuses)s::text[], %(befores)s::text[],"
        " %(amounts)s::bigint[], %(notes)s::bytea[], %(actors)s::text[], %(ats)s::timestamptz[])",
        {
            "org": organisation_id,
            "tickets": [ticket_id for ticket_id, _ in entries],
            "ids": [each.id for _, each in entries],
            "whats": [each.what.value for _, each in entries],
            "statuses": [each.status.value for _, each in entries],
            "befores": [each.before.value if each.before else None for _, each in entries],
            "amounts": [each.amount for _, each in entries],
            "notes": [_sealed(keys, each.note) for _, each in entries],
            "actors": [each.actor for _, each in entries],
            "ats": [each.at for _, each in entries],
        },
    )


async def of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Ticket]:
    """Return all tickets of some contacts, oldest first."""
    rows = await unit.fetch(
        _Row,
        f"SELECT {_COLUMNS} FROM repair_tickets t WHERE t.organisation_id = %(org)s AND t.contact_id = ANY(%(contacts)s) ORDER BY t.number",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )
    keys = await unit.keys(organisation_id)
    return [each.ticket(keys) for each in rows]


async def histories(unit: Unit, organisation_id: UUID, ticket_ids: Sequence[UUID]) -> dict[UUID, list[Entry]]:
    """Return all that was done to some tickets, oldest first."""
    keys = await unit.keys(organisation_id)

    def entry(ticket_id: UUID, *columns: Any) -> tuple[UUID, Entry]:
        identifier, what, status, before, amount, said, actor, at = columns
        earlier = Status(before) if before else None
        return ticket_id, Entry(identifier, What(what), Status(status), earlier, amount, _opened(keys, said), actor, at)

    rows = await unit.fetch(
        entry,
        "SELECT ticket_id, id, what, status, before, amount, note, actor, at FROM repair_history"
        " WHERE organisation_id = %(org)s AND ticket_id = ANY(%(tickets)s) ORDER BY ticket_id, at, what = 'untold', id",
        {"org": organisation_id, "tickets": list(ticket_ids)},
    )
    found: dict[UUID, list[Entry]] = {}
    for ticket_id, line in rows:
        found.setdefault(ticket_id, []).append(line)
    return found


async def _one(unit: Unit, organisation_id: UUID, which: str, params: dict[str, Any]) -> Ticket | None:
    sql = f"SELECT {_COLUMNS} FROM repair_tickets t WHERE t.organisation_id = %(org)s AND " + which
    row = await unit.fetch_one(_Row, sql, {"org": organisation_id, **params})
    return row.ticket(await unit.keys(organisation_id)) if row else None


async def _params(unit: Unit, organisation_id: UUID, ticket: Ticket) -> dict[str, Any]:
    keys, device, price = await unit.keys(organisation_id), ticket.device, ticket.price
    return {
        "org": organisation_id,
        "id": ticket.id,
        "number": ticket.number,
        "reference": ticket.reference,
        "contact": ticket.contact_id,
        "walk_in": ticket.walk_in,
        "kind": device.kind,
        "brand": device.brand,
        "model": device.model,
        "serial": _sealed(keys, device.serial),
        "problem": _sealed(keys, device.problem),
        "status": ticket.status.value,
        "since": ticket.since,
        "estimate": ticket.estimate,
        "parts": price.parts if price else None,
        "labour": price.labour if price else None,
        "rate": price.rate if price else None,
        "agreed": ticket.agreed,
        "asked": list(ticket.asked_at),
        "due": ticket.due_on,
        "appointment": ticket.appointment_at,
        "paid": ticket.paid_at,
        "remind": ticket.remind_at,
        "reminded": ticket.reminded,
        "appointment_reminder": ticket.appointment_reminder_at,
        "links": ticket.links,
        "at": unit.at,
    }


def _sealed(keys: OrganisationKeys, text: str | None) -> bytes | None:
    return keys.seal(_SEALED_AS, text) if text is not None else None


def _opened(keys: OrganisationKeys, sealed: bytes | None) -> str | None:
    return keys.open_text(_SEALED_AS, sealed) if sealed is not None else None


def _counted(status: str, count: int) -> tuple[Status, int]:
    return Status(status), count


def _id(identifier: UUID) -> UUID:
    return identifier


async def names(unit: Unit, organisation_id: UUID, ticket_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return number and device of those tickets that are there ("12: iPhone 13")."""
    sql = (
        "SELECT id, number, device_kind, coalesce(brand, ''), coalesce(model, '') FROM repair_tickets"
        " WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
    )
    return dict(await unit.fetch(_name_of, sql, {"org": organisation_id, "ids": list(ticket_ids)}))


def _name_of(ticket_id: UUID, number: int, kind: str, brand: str, model: str) -> tuple[UUID, str]:
    return ticket_id, f"{number}: {Device(kind, brand, model).name}"
