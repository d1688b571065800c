"""Who fits a search, page by page: fast among a million, be it one person or half of them (docs/decisions/0043)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import ColumnElement, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.elements import KeyedColumnElement
from sqlalchemy.types import Text

from tidings.contacts.queries.people import WHOLE
from tidings.contacts.tables import addresses, contact_addresses, contacts
from tidings.contacts.types import AddressKind, Contact
from tidings.infra.db.unit import Unit

_LOOKED_THROUGH = 10_000
"""To look through so many in order takes about as long as to find by index one in fifty of a million."""
_COLUMNS = [name.strip().removesuffix("::text") for name in WHOLE.split(",")]
_FOUND = (
    f"SELECT {WHOLE} FROM contacts WHERE organisation_id = %(org)s AND id = ANY(ARRAY(SELECT contacts_found(%(org)s, %(words)s::text[],"
    " %(country)s, %(lifecycle)s, %(tag)s, %(attributes)s::jsonb, %(after)s::uuid, %(limit)s))) ORDER BY id"
)

_COUNTED = "SELECT contacts_counted(%(org)s, %(words)s::text[], %(country)s, %(lifecycle)s, %(tag)s, %(attributes)s::jsonb, %(most)s)"

_Columns = ReadOnlyColumnCollection[str, KeyedColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Search:
    """A filter made ready for the database: beginnings of words of the name, and look-up values under every live index key."""

    words: Sequence[str]
    lookups: Sequence[tuple[AddressKind, Sequence[bytes]]]
    tag: str | None
    lifecycle: str | None
    country: str | None
    attributes: dict[str, Any]


async def page(unit: Unit, organisation_id: UUID, search: Search, after: UUID | None, limit: int) -> list[Contact]:
    """Return contacts that fit, oldest first, after an id, without their addresses; `limit` is 10,000 at most, the unit the organisation's own.

    Where many fit, the next people in order fill the page. Else all who fit are found by index. Addresses lead to their few owners at once.
    """
    everybody = select(contacts).where(contacts.c.organisation_id == organisation_id)
    if after is not None:
        everybody = everybody.where(contacts.c.id > after)
    if not search.lookups:
        everybody = everybody.order_by(contacts.c.id).limit(_LOOKED_THROUGH)
    people = everybody.subquery("people").c
    conditions = _conditions(organisation_id, search, people)
    found = await unit.select(Contact, select(*(people[name] for name in _COLUMNS)).where(*conditions).order_by(people.id).limit(limit))
    if search.lookups or not conditions or len(found) == limit:
        return found
    return await unit.fetch(Contact, _FOUND, {**_asked(organisation_id, search), "after": after, "limit": limit})


async def count(unit: Unit, organisation_id: UUID, search: Search, most: int) -> int:
    """Return how many contacts fit, `most` if there are more; the unit is the organisation's own."""
    if search.lookups:
        return len(await page(unit, organisation_id, search, None, most))
    return await unit.value(_COUNTED, {**_asked(organisation_id, search), "most": most})


def _asked(organisation_id: UUID, search: Search) -> dict[str, Any]:
    return {
        "org": organisation_id,
        "words": list(search.words),
        "country": search.country,
        "lifecycle": search.lifecycle,
        "tag": search.tag,
        "attributes": Jsonb(search.attributes) if search.attributes else None,
    }


def _conditions(organisation_id: UUID, search: Search, people: _Columns) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [func.strpos(people.search_name, literal(" ", Text).concat(func.folded(word))) > 0 for word in search.words]
    if search.tag is not None:
        found.append(people.tags.contains(bindparam("tags", [search.tag], ARRAY(Text))))
    if search.attributes:
        found.append(people.attributes.contains(bindparam("attributes", Jsonb(search.attributes), JSONB)))
    if search.lifecycle is not None:
        found.append(people.lifecycle == search.lifecycle)
    if search.country is not None:
        found.append(people.country == search.country)
    found.extend(people.id.in_(_owners_at(organisation_id, kind, lookups)) for kind, lookups in search.lookups)
    return found


def _owners_at(organisation_id: UUID, kind: AddressKind, lookups: Sequence[bytes]) -> Any:
    owned = contact_addresses.join(
        addresses,
        (addresses.c.organisation_id == contact_addresses.c.organisation_id) & (addresses.c.id == contact_addresses.c.address_id),
    )
    return (
        select(contact_addresses.c.contact_id)
        .select_from(owned)
        .where(addresses.c.organisation_id == organisation_id, addresses.c.kind == str(kind), addresses.c.lookup.in_(list(lookups)))
    )
