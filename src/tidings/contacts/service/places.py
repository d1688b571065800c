"""Where people are, as far as anything tells."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from tidings.contacts.queries import places as queries
from tidings.contacts.queries.places import Alike, Placed
from tidings.contacts.rules.inference import Evidence, Reach, reach, whereabouts
from tidings.contacts.types import Whereabouts
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import Phone


async def places(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Whereabouts]:
    """Return by (contact, address) all places and time zones where that person may be, with what told. One statement for all.

    Pairs that are not there are left out. People of whom the same is known share one answer.
    """
    found = await queries.placed(unit, organisation_id, pairs) if pairs else []
    return {(each.contact_id, each.address_id): _whereabouts(each) for each in found}


async def spread(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> Counter[tuple[str | None, Whereabouts]]:
    """Count people, named as (contact, address), by their locale and where they may be. One statement for all; who is not there is left out."""
    counted = Counter[tuple[str | None, Whereabouts]]()
    for each in await queries.alike(unit, organisation_id, pairs) if pairs else []:
        counted[each.locale, _whereabouts(each)] += each.people
    return counted


def places_of_number(phone: Phone) -> Whereabouts:
    """Return where somebody may be of whom only the number is known."""
    return whereabouts(Evidence(None, None, None, None, phone.country, reach(phone)))


def _whereabouts(known: Placed | Alike) -> Whereabouts:
    evidence = Evidence(known.country, known.region, known.postcode, known.time_zone, known.number_country, _reach(known.zones, known.regions))
    return whereabouts(evidence)


@lru_cache(maxsize=4096)
def _reach(zones: str, regions: str) -> Reach:
    return Reach(tuple(zones.split()), tuple(regions.split()))
