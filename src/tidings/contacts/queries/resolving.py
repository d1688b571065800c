"""Find or make contacts by phone number, email or external id, a whole list in a constant number of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit

_STAGED = """unnest(%(ids)s::uuid[], %(lookups)s::bytea[], %(sealed)s::bytea[], %(countries)s::text[], %(types)s::text[],
  %(zones)s::text[], %(regions)s::text[], %(domains)s::text[]) AS staged (id, lookup, sealed, country, line_type, zones, regions, domain)"""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address that may be new: the ids that its address and its contact then get, and what is inferred for the contact."""

    address_id: UUID
    contact_id: UUID
    lookup: bytes
    sealed: bytes
    country: str | None
    line_type: str | None
    time_zone: str | None
    time_zone_source: str | None
    locale: str | None
    locale_source: str | None
    zones: Sequence[str]
    regions: Sequence[str]
    domain: str | None = None
    """Of an email."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose an address is; `contact_id` is None where it is nobody's."""

    lookup: bytes
    address_id: UUID
    contact_id: UUID | None


async def claim(unit: Unit, organisation_id: UUID, kind: AddressKind, fresh: Sequence[NewAddress]) -> None:
    """Make the addresses that are new, in the order of their keys, so that two callers never wait in a circle."""
    await unit.run(
        "INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, country, line_type, domain, zones, regions, added_at)"
        f" SELECT %(org)s, id, %(kind)s, lookup, sealed, country, line_type, domain, string_to_array(zones, ' '),"
        f" string_to_array(regions, ' '), %(at)s FROM {_STAGED} ORDER BY lookup"
        " ON CONFLICT (organisation_id, kind, lookup) DO NOTHING",
        {
            "org": organisation_id,
            "kind": kind,
            "at": unit.at,
            "ids": [each.address_id for each in fresh],
            "lookups": [each.lookup for each in fresh],
            "sealed": [each.sealed for each in fresh],
            "countries": [each.country for each in fresh],
            "types": [each.line_type for each in fresh],
            "zones": [" ".join(each.zones) for each in fresh],
            "regions": [" ".join(each.regions) for each in fresh],
            "domains": [each.domain for each in fresh],
        },
    )


async def owners(unit: Unit, organisation_id: UUID, kind: AddressKind, lookups: Sequence[bytes]) -> list[Owner]:
    """Return each address and its first owner: the lowest rank, then the oldest contact."""
    return await unit.fetch(
        Owner,
        "SELECT a.lookup, a.id, o.contact_id FROM unnest(%(lookups)s::bytea[]) AS asked (lookup)"
        " CROSS JOIN LATERAL (SELECT k.id, k.lookup FROM addresses k"
        "   WHERE k.organisation_id = %(org)s AND k.kind = %(kind)s AND k.lookup = asked.lookup LIMIT 1) a"
        " LEFT JOIN LATERAL (SELECT k.contact_id FROM contact_addresses k"
        "   WHERE k.organisation_id = %(org)s AND k.address_id = a.id ORDER BY k.rank, k.contact_id LIMIT 1) o ON true",
        {"org": organisation_id, "kind": kind, "lookups": list(lookups)},
    )


async def hold(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID]) -> None:
    """Hold addresses that nobody owns, so that no other transaction gives them away at the same time."""
    await unit.run(
        "SELECT FROM addresses WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY lookup FOR NO KEY UPDATE",
        {"org": organisation_id, "ids": list(address_ids)},
    )


async def add_contacts(unit: Unit, organisation_id: UUID, kind: AddressKind, fresh: Sequence[tuple[NewAddress, UUID]], lifecycle: str) -> None:
    """Make a contact for each address and give it the address named beside it."""
    params: Mapping[str, Any] = {
        "org": organisation_id,
        "at": unit.at,
        "kind": kind,
        "lifecycle": lifecycle,
        "contacts": [each.contact_id for each, _ in fresh],
        "addresses": [address_id for _, address_id in fresh],
        "countries": [each.country for each, _ in fresh],
        "zones": [each.time_zone for each, _ in fresh],
        "zone_sources": [each.time_zone_source for each, _ in fresh],
        "locales": [each.locale for each, _ in fresh],
        "locale_sources": [each.locale_source for each, _ in fresh],
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


async def add_named(unit: Unit, organisation_id: UUID, named: Sequence[tuple[str, UUID]], lifecycle: str) -> set[UUID]:
    """Make a contact for each external id that nobody has yet, and return the contacts that were made."""
    made = await unit.fetch(
        _id,
        "INSERT INTO contacts (organisation_id, id, external_id, lifecycle, created_at, updated_at)"
        " SELECT %(org)s, id, external_id, %(lifecycle)s, %(at)s, %(at)s FROM unnest(%(ids)s::uuid[], %(names)s::text[]) AS staged (id, external_id)"
        " ORDER BY external_id ON CONFLICT (organisation_id, external_id) WHERE external_id IS NOT NULL DO NOTHING RETURNING id",
        {
            "org": organisation_id,
            "at": unit.at,
            "lifecycle": lifecycle,
            "names": [name for name, _ in named],
            "ids": [contact_id for _, contact_id in named],
        },
    )
    return set(made)


async def existing(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Return those of the ids that are contacts."""
    rows = await unit.fetch(
        _id, "SELECT id FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)", {"org": organisation_id, "ids": list(contact_ids)}
    )
    return set(rows)


def _id(value: UUID) -> UUID:
    return value
