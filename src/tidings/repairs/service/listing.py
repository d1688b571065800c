"""Tickets as the counter sees them: found by number, name or phone, with whoever brought them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import Filter
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.paging import Page, decode_cursor, encode_cursor
from tidings.kernel.words import Channel
from tidings.repairs.queries import tickets as queries
from tidings.repairs.types import Bringer, Search, Status, Ticket

_MOST_PEOPLE = 200
"""Whom a name means at most; more letters tell more."""
_LONGEST_NUMBER = 9


async def tickets(unit: Unit, organisation_id: UUID, search: Search, *, cursor: str | None = None, limit: int = 100) -> Page[Ticket]:
    """List tickets that fit, newest first. What is sought is a ticket's number, a whole phone number, or the beginnings of a name."""
    before = int(decode_cursor(cursor, 1)[0]) if cursor else None
    if search.sought:
        search = replace(search, people=await _people(unit, organisation_id, search.sought), number_sought=_number(search.sought))
    rows = await queries.page(unit, organisation_id, search, before, limit + 1)
    return Page(rows[:limit], encode_cursor(rows[limit - 1].number) if len(rows) > limit else None)


async def counts(unit: Unit, organisation_id: UUID) -> Mapping[Status, int]:
    """Count the tickets that stand in each status, all of them named."""
    found = await queries.counts(unit, organisation_id)
    return {each: found.get(each, 0) for each in Status}


async def bringers(unit: Unit, organisation_id: UUID, tickets: Sequence[Ticket]) -> Mapping[UUID, Bringer]:
    """Return who brought the devices of some tickets, by contact, with where they are reached first. A constant number of statements."""
    ids = sorted({each.contact_id for each in tickets if each.contact_id})
    if not ids:
        return {}
    people = await contacts.people(unit, organisation_id, ids)
    phones = await contacts.best_addresses(unit, organisation_id, ids, channel=Channel.SMS)
    emails = await contacts.best_addresses(unit, organisation_id, ids, channel=Channel.EMAIL)
    values = await contacts.addresses(unit, organisation_id, sorted({*phones.values(), *emails.values()}))
    written = {address_id: each.value for address_id, each in values.items()}
    return {
        each.contact_id: Bringer(
            " ".join(filter(None, (each.first_name, each.last_name))) or None,
            written.get(phones.get(each.contact_id, each.contact_id)),
            written.get(emails.get(each.contact_id, each.contact_id)),
        )
        for each in people.values()
    }


def _number(sought: str) -> int | None:
    digits = sought.strip().removeprefix("#")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER else None


async def _people(unit: Unit, organisation_id: UUID, sought: str) -> list[UUID]:
    """Return whom a phone number or the beginnings of a name mean; nobody where it is neither."""
    region = (await accounts.organisation(unit, organisation_id)).region
    wanted = Filter(phone=sought) if any(each.isdecimal() for each in sought) else Filter(name=sought)
    try:
        found = await contacts.list_contacts(unit, organisation_id, wanted, None, _MOST_PEOPLE, region)
    except Invalid:
        return []
    return [each.id for each in found.rows]


async def names(unit: Unit, organisation_id: UUID, ticket_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return number and device of those tickets that are there ("12: iPhone 13")."""
    return await queries.names(unit, organisation_id, ticket_ids)
