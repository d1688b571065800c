"""Find or make contacts by phone number, a whole list in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit

_STAGED = """unnest(%(ids)s::uuid[], %(lookups)s::bytea[], %(sealed)s::bytea[], %(countries)s::text[], %(types)s::text[],
  %(zones)s::text[], %(regions)s::text[]) AS staged (id, lookup, sealed, country, line_type, zones, regions)"""


@dataclass(frozen=True, slots=True)
class NewPhone:
    """A phone that may be new: the ids that its address and its contact then get, and what is inferred for the contact."""

    address_id: UUID
    contact_id: UUID
    lookup: bytes
    sealed: bytes
    country: str | None
    line_type: str
    time_zone: str | None
    time_zone_source: str | None
    locale: str | None
    locale_source: str | None
    zones: Sequence[str]
    regions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is; `contact_id` is None where it is nobody's."""

    lookup: bytes
    address_id: UUID
    contact_id: UUID | None


async def claim(unit: Unit, organisation_id: UUID, phones: Sequence[NewPhone]) -> None:
    """Make the addresses that are new, in the order of their keys, so that two callers never wait in a circle."""
    await unit.run(
        "INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, country, line_type, zones, regions, added_at)"
        f" SELECT %(org)s, id, %(kind)s, lookup, sealed, country, line_type, string_to_array(zones, ' '),"
        f" string_to_array(regions, ' '), %(at)s FROM {_STAGED} ORDER BY lookup"
        " ON CONFLICT (organisation_id, kind, lookup) DO NOTHING",
        {
            "org": organisation_id,
            "kind": AddressKind.PHONE,
            "at": unit.at,
            "ids": [phone.address_id for phone in phones],
            "lookups": [phone.lookup for phone in phones],
            "sealed": [phone.sealed for phone in phones],
            "countries": [phone.country for phone in phones],
            "types": [phone.line_type for phone in phones],
            "zones": [" ".join(phone.zones) for phone in phones],
            "regions": [" ".join(phone.regions) for phone in phones],
        },
    )


async def owners(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> list[Owner]:
    """Return each address and its first owner: the lowest rank, then the oldest contact."""
    return await unit.fetch(
        Owner,
        "SELECT a.lookup, a.id, o.contact_id FROM unnest(%(lookups)s::bytea[]) AS asked (lookup)"
        " CROSS JOIN LATERAL (SELECT k.id, k.lookup FROM addresses k"
        "   WHERE k.organisation_id = %(org)s AND k.kind = %(kind)s AND k.lookup = asked.lookup LIMIT 1) a"
        " LEFT JOIN LATERAL (SELECT k.contact_id FROM contact_addresses k"
        "   WHERE k.organisation_id = %(org)s AND k.address_id = a.id ORDER BY k.rank, k.contact_id LIMIT 1) o ON true",
        {"org": organisation_id, "kind": AddressKind.PHONE, "lookups": list(lookups)},
    )


async def hold(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> None:
    """Hold addresses that nobody owns, so that no other transaction gives them away at the same time."""
    await unit.run(
        "SELECT FROM addresses WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY lookup FOR NO KEY UPDATE",
        {"org": organisation_id, "ids": list(address_ids)},
    )


async def add_contacts(unit: Unit, organisation_id: UUID, phones: Sequence[tuple[NewPhone, UUID]], lifecycle: str) -> None:
    """Make a contact for each phone and give it the address named beside it."""
    params: Mapping[str, Any] = {
        "org": organisation_id,
        "at": unit.at,
        "kind": AddressKind.PHONE,
        "lifecycle": lifecycle,
        "contacts": [phone.contact_id for phone, _ in phones],
        "addresses": [address_id for _, address_id in phones],
        "countries": [phone.country for phone, _ in phones],
        "zones": [phone.time_zone for phone, _ in phones],
        "zone_sources": [phone.time_zone_source for phone, _ in phones],
        "locales": [phone.locale for phone, _ in phones],
        "locale_sources": [phone.locale_source for phone, _ in phones],
    }
    await unit.run(
        "INSERT INTO contacts (organisation_id, id, country, time_zone, time_zone_source, locale, locale_source, lifecycle, created_at, updated_at)"
        " SELECT %(org)s, staged.*, %(lifecycle)s, %(at)s, %(at)s FROM unnest(%(contacts)s::uuid[], %(countries)s::text[],"
        " %(zones)s::text[], %(zone_sources)s::text[], %(locales)s::text[], %(locale_sources)s::text[]) AS staged",
        params,
    )
    await unit.run(
        "INSERT INTO contact_addresses (organisation_id, contact_id, address_id, kind, rank, added_at)"
        " SELECT %(org)s, contact_id, address_id, %(kind)s, 0, %(at)s"
        " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) AS staged (contact_id, address_id)",
        params,
    )
