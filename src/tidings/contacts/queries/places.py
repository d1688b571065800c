"""What is known of where people are."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from tidings.infra.db.unit import Unit


class Placed(NamedTuple):
    """The pair of a contact and an address by its place in what was asked, from 0: what was declared, and what the number's prefix tells.

    `time_zone` only where declared.
    """

    place: int
    country: str | None
    region: str | None
    postcode: str | None
    time_zone: str | None
    number_country: str | None
    zones: str
    regions: str


class Alike(NamedTuple):
    """Of how many people the same is known: the language, and the same as in `Placed`."""

    people: int
    locale: str | None
    country: str | None
    region: str | None
    postcode: str | None
    time_zone: str | None
    number_country: str | None
    zones: str
    regions: str


_ASKED = (
    " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) WITH ORDINALITY AS asked (contact_id, address_id, place)"
    " CROSS JOIN LATERAL (SELECT k.id, k.country, k.region, k.postcode, k.time_zone, k.time_zone_source, k.locale FROM contacts k"
    "   WHERE k.organisation_id = %(org)s AND k.id = asked.contact_id LIMIT 1) c"
    " CROSS JOIN LATERAL (SELECT k.id, k.country, k.zones, k.regions FROM addresses k"
    "   WHERE k.organisation_id = %(org)s AND k.id = asked.address_id LIMIT 1) a"
)
_KNOWN = (
    " c.country::text, c.region, c.postcode, CASE c.time_zone_source WHEN 'declared' THEN c.time_zone END,"
    " a.country::text, array_to_string(a.zones, ' '), array_to_string(a.regions, ' ')"
)


async def placed(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> list[Placed]:
    """Return those of the pairs (contact, address) that are there; whether one owns the other is not asked."""
    return await unit.fetch(Placed, f"SELECT asked.place::int - 1,{_KNOWN}{_ASKED}", _values(organisation_id, pairs))


async def alike(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> list[Alike]:
    """Count those of the pairs (contact, address) that are there by what is known of where they are and what they speak."""
    grouped = f"SELECT count(*), c.locale,{_KNOWN}{_ASKED} GROUP BY 2, 3, 4, 5, 6, 7, 8, 9"
    return await unit.fetch(Alike, grouped, _values(organisation_id, pairs))


def _values(organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> dict[str, Any]:
    return {"org": organisation_id, "contacts": [contact for contact, _ in pairs], "addresses": [address for _, address in pairs]}
