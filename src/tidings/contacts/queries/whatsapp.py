"""SQL about the ids by which Meta knows people, beside the numbers of the same people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.contacts.queries.resolving import Owner
from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit

# The same WhatsApp user by another address of the contact: one of the two is Meta's id, and neither is a former one.
_BESIDE = """
SELECT DISTINCT asked.id, k.address_id
FROM unnest(%(ids)s::uuid[]) AS asked (id)
JOIN contact_addresses o ON o.organisation_id = %(org)s AND o.address_id = asked.id AND o.rank < 2
JOIN contact_addresses k ON k.organisation_id = %(org)s AND k.contact_id = o.contact_id AND k.address_id <> asked.id AND k.rank < 2
WHERE k.kind IN ('phone', 'whatsapp_user') AND 'whatsapp_user' IN (k.kind, o.kind)
ORDER BY asked.id, k.address_id
"""


async def owners_of(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> list[Owner]:
    """Return each WhatsApp user's id that is known and its first owner."""
    return await unit.fetch(
        Owner,
        "SELECT DISTINCT ON (a.lookup) a.lookup, a.id, o.contact_id FROM addresses a"
        " JOIN contact_addresses o ON o.organisation_id = a.organisation_id AND o.address_id = a.id"
        " WHERE a.organisation_id = %(org)s AND a.kind = 'whatsapp_user' AND a.lookup = ANY(%(lookups)s) ORDER BY a.lookup, o.rank, o.contact_id",
        {"org": organisation_id, "lookups": list(lookups)},
    )


async def hold_told(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> list[datetime]:
    """Return when Meta told changes of these ids, as far as it did; until the transaction ends nobody else notes one of them."""
    return await unit.fetch(
        _time,
        "SELECT told_at FROM addresses WHERE organisation_id = %(org)s AND kind = 'whatsapp_user' AND lookup = ANY(%(lookups)s)"
        " AND told_at IS NOT NULL ORDER BY id FOR UPDATE",
        {"org": organisation_id, "lookups": list(lookups)},
    )


async def note_told(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], at: datetime) -> None:
    """Keep with ids when Meta says that they became, or ceased to be, their person's."""
    await unit.run(
        "UPDATE addresses SET told_at = %(at)s WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(address_ids), "at": at},
    )


async def link(unit: Unit, organisation_id: UUID, kind: AddressKind, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Give addresses to contacts (contact, address): as the profile's where there is none of the kind, else as a second one.

    So is a former one of theirs that is told again; what they have otherwise stays as it is.
    """
    await unit.run(
        "INSERT INTO contact_addresses (organisation_id, contact_id, address_id, kind, rank, added_at)"
        " SELECT DISTINCT %(org)s::uuid, v.contact_id, v.address_id, %(kind)s, CASE WHEN EXISTS ("
        "   SELECT FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.contact_id = v.contact_id AND k.kind = %(kind)s AND k.rank = 0)"
        "   THEN 1 ELSE 0 END, %(at)s::timestamptz"
        " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) AS v (contact_id, address_id)"
        " ON CONFLICT (organisation_id, contact_id, address_id) DO UPDATE SET rank = EXCLUDED.rank WHERE contact_addresses.rank = 2",
        {
            "org": organisation_id,
            "at": unit.at,
            "kind": kind,
            "contacts": [contact for contact, _ in pairs],
            "addresses": [address for _, address in pairs],
        },
    )


async def revive(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Make former ids (contact, address) ones that count again: the profile's where there is none, else second ones; others stay as they are."""
    await unit.run(
        "UPDATE contact_addresses o SET rank = CASE WHEN EXISTS ("
        "   SELECT FROM contact_addresses k WHERE k.organisation_id = %(org)s AND k.contact_id = o.contact_id AND k.kind = o.kind AND k.rank = 0)"
        "   THEN 1 ELSE 0 END"
        " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) AS v (contact_id, address_id)"
        " WHERE o.organisation_id = %(org)s AND o.contact_id = v.contact_id AND o.address_id = v.address_id AND o.rank = 2",
        {"org": organisation_id, "contacts": [contact for contact, _ in pairs], "addresses": [address for _, address in pairs]},
    )


async def retire(unit: Unit, organisation_id: UUID, address_id: UUID) -> None:
    """Make an address a former one of everybody who has it."""
    await unit.run(
        "UPDATE contact_addresses SET rank = 2, verified_at = NULL, verified_how = NULL"
        " WHERE organisation_id = %(org)s AND address_id = %(address)s AND rank < 2",
        {"org": organisation_id, "address": address_id},
    )


async def beside(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Return (address asked for, another one by which WhatsApp means the same person)."""
    return await unit.fetch(_pair, _BESIDE, {"org": organisation_id, "ids": list(address_ids)})


async def nameless(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Return the contacts of whom nothing is known but where messages came from."""
    found = await unit.fetch(
        _id,
        "SELECT c.id FROM contacts c WHERE c.organisation_id = %(org)s AND c.id = ANY(%(ids)s) AND c.external_id IS NULL"
        " AND c.first_name IS NULL AND c.last_name IS NULL AND c.tags = '{}' AND c.attributes = '{}' AND NOT EXISTS ("
        "   SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.contact_id = c.id AND o.kind = 'email')",
        {"org": organisation_id, "ids": list(contact_ids)},
    )
    return set(found)


def _pair(asked: UUID, other: UUID) -> tuple[UUID, UUID]:
    return asked, other


def _id(value: UUID) -> UUID:
    return value


def _time(value: datetime) -> datetime:
    return value
