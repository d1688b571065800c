"""Where people are, as far as anything tells."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from tidings.contacts.queries import places as queries
from tidings.contacts.rules import fields
from tidings.contacts.rules.inference import NOWHERE, Evidence, Reach, reach, whereabouts
from tidings.contacts.types import Whereabouts
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import Phone


async def places(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Whereabouts]:
    """Return by (contact, address) all places and time zones where that person may be, with what told. One statement for all.

    Pairs that are not there are left out. People of whom the same is known share one answer.
    """
    found = await places_in_order(unit, organisation_id, pairs)
    return {pair: where for pair, where in zip(pairs, found, strict=True) if where is not None}


async def places_in_order(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> list[Whereabouts | None]:
    """Return the same for each pair in turn; None for what is not there."""
    found: list[Whereabouts | None] = [None] * len(pairs)
    for place, *known in await queries.placed(unit, organisation_id, pairs) if pairs else []:
        found[place] = _whereabouts(*known)
    return found


async def spread(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> Counter[tuple[str | None, Whereabouts]]:
    """Count people, named as (contact, address), by their locale and where they may be. One statement for all; who is not there is left out."""
    counted = Counter[tuple[str | None, Whereabouts]]()
    for each in await queries.alike(unit, organisation_id, pairs) if pairs else []:
        counted[each.locale, _whereabouts(*each[2:])] += each.people
    return counted


def places_told(country: str | None, region: str | None, postcode: str | None, time_zone: str | None) -> Whereabouts:
    """Return where somebody may be of whom this is told, in any way of writing, and nothing else. Raises Invalid."""
    code = fields.country(country) if country else None
    part = fields.region(region, code) if region else None
    zone = fields.time_zone(time_zone) if time_zone else None
    return whereabouts(Evidence(code, part, fields.postcode(postcode) if postcode else None, zone, None, NOWHERE))


def places_of_number(phone: Phone, postcode: str | None = None) -> Whereabouts:
    """Return where somebody may be of whom only the number is known, and perhaps a postcode of its country. Raises Invalid."""
    return whereabouts(Evidence(None, None, fields.postcode(postcode) if postcode else None, None, phone.country, reach(phone)))


@lru_cache(maxsize=16_384)
def _whereabouts(
    country: str | None, region: str | None, postcode: str | None, time_zone: str | None, number_country: str | None, zones: str, regions: str
) -> Whereabouts:
    return whereabouts(Evidence(country, region, postcode, time_zone, number_country, Reach(tuple(zones.split()), tuple(regions.split()))))
