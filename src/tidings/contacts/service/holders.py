"""Whose an address is, where only its look-up value is known."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from tidings.contacts.queries import holders as queries
from tidings.contacts.queries.holders import Held
from tidings.contacts.rules.masks import masked
from tidings.contacts.types import AddressKind, Holder
from tidings.infra.db.unit import Unit


async def holders(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> dict[bytes, Holder]:
    """Return the holders of addresses that are kept; of an erased person, or of somebody who never was a contact, nothing is."""
    if not lookups:
        return {}
    keys = await unit.keys(organisation_id)
    found: dict[bytes, Holder] = {}
    for lookup, rows in groupby(await queries.held_at(unit, organisation_id, lookups, list(AddressKind)), key=lambda each: each.lookup):
        held = list(rows)
        kind = AddressKind(held[0].kind)
        people = [(each.contact_id, _name(each)) for each in held if each.contact_id is not None]
        found[lookup] = Holder(masked(kind, keys.open_text(kind, held[0].sealed)), people)
    return found


def _name(held: Held) -> str | None:
    return " ".join(filter(None, (held.first_name, held.last_name))) or None
