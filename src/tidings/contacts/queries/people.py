"""Contacts and addresses: read in batches, written one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.errors import UniqueViolation
from psycopg.types.json import Jsonb

from tidings.contacts.types import AddressKind, Contact, Person, Rank
from tidings.infra.db.unit import Unit

WHOLE = """id, external_id, first_name, last_name, country::text, time_zone, time_zone_source, locale, locale_source, lifecycle, tags,
  attributes, created_at, updated_at, region, postcode"""
"""The columns of `Contact` but for its addresses, in order."""


@dataclass(frozen=True, slots=True)
class SealedAddress:
    """An address as it is stored; `contact_id` and `rank` where it was asked for as somebody's."""

    id: UUID
    kind: str
    sealed: bytes
    country: str | None
    line_type: str | None
    lookup: bytes
    contact_id: UUID | None = None
    rank: int = Rank.PROFILE
    verified_at: datetime | None = None
    verified_how: str | None = None
    zones: Sequence[str] = ()
    regions: Sequence[str] = ()


async def people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Person]:
    """Return those who are there."""
    return await unit.fetch(
        Person,
        "SELECT id, first_name, last_name, country::text, locale, time_zone, lifecycle, tags, attributes FROM contacts"
        " WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


async def contact(unit: Unit, organisation_id: UUID, contact_id: UUID, *, hold: bool = False) -> Contact | None:
    """Return a contact without its addresses; with `hold`, no other transaction writes it until this one ends."""
    return await unit.fetch_one(
        Contact,
        f"SELECT {WHOLE} FROM contacts WHERE organisation_id = %(org)s AND id = %(id)s{' FOR UPDATE' if hold else ''}",
        {"org": organisation_id, "id": contact_id},
    )


async def sealed(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[SealedAddress]:
    """Return addresses by id."""
    return await unit.fetch(
        SealedAddress,
        "SELECT id, kind, sealed, country::text, line_type, lookup FROM addresses WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(address_ids)},
    )


async def sealed_at(unit: Unit, organisation_id: UUID, kind: AddressKind, lookups: Sequence[bytes]) -> list[SealedAddress]:
    """Return addresses by look-up value."""
    return await unit.fetch(
        SealedAddress,
        "SELECT id, kind, sealed, country::text, line_type, lookup FROM addresses"
        " WHERE organisation_id = %(org)s AND kind = %(kind)s AND lookup = ANY(%(lookups)s)",
        {"org": organisation_id, "kind": kind, "lookups": list(lookups)},
    )


async def sealed_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[SealedAddress]:
    """Return the addresses of contacts, preferred ones first."""
    return await unit.fetch(
        SealedAddress,
        "SELECT a.id, a.kind, a.sealed, a.country::text, a.line_type, a.lookup, o.contact_id, o.rank,"
        " o.verified_at, o.verified_how FROM contact_addresses o"
        " JOIN addresses a ON a.organisation_id = o.organisation_id AND a.id = o.address_id"
        " WHERE o.organisation_id = %(org)s AND o.contact_id = ANY(%(ids)s) ORDER BY o.contact_id, a.kind DESC, o.rank, o.address_id",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


async def mark_verified(unit: Unit, organisation_id: UUID, contact_id: UUID, address_id: UUID, how: str | None) -> bool:
    """Note how an address was shown to be its contact's, None: that it is not; False if it is not theirs, or a former one."""
    changed = await unit.run(
        "UPDATE contact_addresses SET verified_at = CASE WHEN %(how)s::text IS NOT NULL THEN %(at)s END, verified_how = %(how)s"
        " WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND address_id = %(address)s AND rank < 2",
        {"org": organisation_id, "contact": contact_id, "address": address_id, "how": how, "at": unit.at},
    )
    return changed > 0


async def owners(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Return (address, contact) pairs, each address's preferred owner first."""
    return await unit.fetch(
        _pair,
        "SELECT address_id, contact_id FROM contact_addresses WHERE organisation_id = %(org)s AND address_id = ANY(%(ids)s)"
        " ORDER BY address_id, rank, contact_id",
        {"org": organisation_id, "ids": list(address_ids)},
    )


async def delete_unowned(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> int:
    """Delete those of some addresses that nobody has."""
    return await unit.run(
        "DELETE FROM addresses a WHERE a.organisation_id = %(org)s AND a.id = ANY(%(ids)s) AND NOT EXISTS ("
        " SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.address_id = a.id)",
        {"org": organisation_id, "ids": list(address_ids)},
    )


async def attribute_types(unit: Unit, organisation_id: UUID, most: int) -> list[tuple[str, list[str]]]:
    """Return the names of attributes in use and the JSON types that their values have."""
    return await unit.fetch(
        _named_types,
        "SELECT name, array_agg(DISTINCT jsonb_typeof(value) ORDER BY jsonb_typeof(value)) FROM contacts, jsonb_each(attributes) AS a (name, value)"
        " WHERE organisation_id = %(org)s GROUP BY name ORDER BY name LIMIT %(most)s",
        {"org": organisation_id, "most": most},
    )


async def save(unit: Unit, organisation_id: UUID, contact: Contact, *, new: bool) -> bool:
    """Write a contact whole, without its addresses; False, and the unit can only be given up, if its external id is taken."""
    insert = (
        "INSERT INTO contacts (organisation_id, id, external_id, first_name, last_name, country, time_zone, time_zone_source, locale,"
        " locale_source, region, postcode, lifecycle, tags, attributes, created_at, updated_at)"
        " VALUES (%(org)s, %(id)s, %(external_id)s, %(first_name)s,"
        " %(last_name)s, %(country)s, %(time_zone)s, %(time_zone_source)s, %(locale)s, %(locale_source)s, %(region)s, %(postcode)s,"
        " %(lifecycle)s, %(tags)s,"
        " %(attributes)s, %(at)s, %(at)s)"
    )
    update = (
        "UPDATE contacts SET external_id = %(external_id)s, first_name = %(first_name)s, last_name = %(last_name)s, country = %(country)s,"
        " time_zone = %(time_zone)s, time_zone_source = %(time_zone_source)s, locale = %(locale)s, locale_source = %(locale_source)s,"
        " region = %(region)s, postcode = %(postcode)s, lifecycle = %(lifecycle)s, tags = %(tags)s, attributes = %(attributes)s, updated_at = %(at)s"
        " WHERE organisation_id = %(org)s AND id = %(id)s"
    )
    params = {
        "org": organisation_id,
        "at": unit.at,
        "id": contact.id,
        "external_id": contact.external_id,
        "first_name": contact.first_name,
        "last_name": contact.last_name,
        "country": contact.country,
        "time_zone": contact.time_zone,
        "time_zone_source": contact.time_zone_source,
        "locale": contact.locale,
        "locale_source": contact.locale_source,
        "region": contact.region,
        "postcode": contact.postcode,
        "lifecycle": contact.lifecycle,
        "tags": list(contact.tags),
        "attributes": Jsonb(contact.attributes),
    }
    try:
        await unit.run(insert if new else update, params)
    except UniqueViolation:
        return False
    return True


async def tag(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], add: Sequence[str], remove: Sequence[str], most: int) -> list[UUID]:
    """Give tags to contacts and take others from them, in the order of their ids; returns whom it changed. Nobody gets more than `most`."""
    return await unit.fetch(
        _id,
        "WITH held AS (SELECT id, tags FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id FOR UPDATE),"
        " told AS (SELECT id, tags, ARRAY(SELECT word FROM unnest(tags || %(add)s::text[]) WITH ORDINALITY AS u (word, place)"
        "   WHERE word <> ALL (%(remove)s::text[]) GROUP BY word ORDER BY min(place)) AS fresh FROM held)"
        " UPDATE contacts c SET tags = told.fresh, updated_at = %(at)s FROM told"
        " WHERE c.organisation_id = %(org)s AND c.id = told.id AND told.fresh <> told.tags AND cardinality(told.fresh) <= %(most)s RETURNING c.id",
        {"org": organisation_id, "ids": list(contact_ids), "add": list(add), "remove": list(remove), "most": most, "at": unit.at},
    )


async def add_addresses(unit: Unit, organisation_id: UUID, found: Sequence[SealedAddress], domains: Sequence[str | None]) -> None:
    """Make the addresses that are new, in the order of their keys."""
    await unit.run(
        "INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, country, line_type, domain, zones, regions, added_at)"
        " SELECT %(org)s, id, kind, lookup, sealed, country, line_type, domain, string_to_array(zones, ' '), string_to_array(regions, ' '), %(at)s"
        " FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(lookups)s::bytea[], %(sealed)s::bytea[],"
        "   %(countries)s::text[], %(types)s::text[], %(domains)s::text[], %(zones)s::text[], %(regions)s::text[])"
        " AS staged (id, kind, lookup, sealed, country, line_type, domain, zones, regions) ORDER BY kind, lookup"
        " ON CONFLICT (organisation_id, kind, lookup) DO NOTHING",
        {
            "org": organisation_id,
            "at": unit.at,
            "ids": [each.id for each in found],
            "kinds": [each.kind for each in found],
            "lookups": [each.lookup for each in found],
            "sealed": [each.sealed for each in found],
            "countries": [each.country for each in found],
            "types": [each.line_type for each in found],
            "domains": list(domains),
            "zones": [" ".join(each.zones) for each in found],
            "regions": [" ".join(each.regions) for each in found],
        },
    )


async def own(unit: Unit, organisation_id: UUID, contact_id: UUID, found: Sequence[SealedAddress]) -> None:
    """Give addresses to a contact; one of rank 0 makes the present profile address of its kind a former one."""
    params = {
        "org": organisation_id,
        "contact": contact_id,
        "at": unit.at,
        "kinds": [each.kind for each in found],
        "lookups": [each.lookup for each in found],
        "ranks": [each.rank for each in found],
    }
    await unit.run(
        "UPDATE contact_addresses SET rank = 2, verified_at = NULL, verified_how = NULL"
        " WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND rank = 0"
        " AND kind IN (SELECT kind FROM unnest(%(kinds)s::text[], %(ranks)s::smallint[]) AS given (kind, rank) WHERE rank = 0)",
        params,
    )
    await unit.run(
        "INSERT INTO contact_addresses AS o (organisation_id, contact_id, address_id, kind, rank, added_at)"
        " SELECT DISTINCT ON (a.id) %(org)s, %(contact)s, a.id, a.kind, given.rank, %(at)s"
        " FROM unnest(%(kinds)s::text[], %(lookups)s::bytea[], %(ranks)s::smallint[]) AS given (kind, lookup, rank)"
        " JOIN addresses a ON a.organisation_id = %(org)s AND a.kind = given.kind AND a.lookup = given.lookup ORDER BY a.id, given.rank"
        " ON CONFLICT (organisation_id, contact_id, address_id) DO UPDATE SET rank = excluded.rank",
        params,
    )


def _id(identifier: UUID) -> UUID:
    return identifier


def _pair(address_id: UUID, contact_id: UUID) -> tuple[UUID, UUID]:
    return address_id, contact_id


def _named_types(name: str, types: list[str]) -> tuple[str, list[str]]:
    return name, types
