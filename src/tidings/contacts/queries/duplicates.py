"""Which contacts share an address, or an id of another system but for its writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Sharing:
    """An address and some of those who have it, in the order of their ids."""

    address_id: UUID
    contact_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared of a contact."""

    id: UUID
    first_name: str | None
    last_name: str | None
    external_id: str | None
    created_at: datetime
    address_ids: Sequence[UUID]
    kinds: Sequence[str]


async def shared(unit: Unit, organisation_id: UUID, after: UUID | None, most: int, limit: int) -> list[Sharing]:
    """Return addresses of several contacts after one, in the order of their ids, each with at most so many of its owners."""
    return await unit.fetch(
        Sharing,
        "SELECT address_id, (array_agg(contact_id ORDER BY contact_id))[1:%(most)s] FROM contact_addresses"
        " WHERE organisation_id = %(org)s AND (%(after)s::uuid IS NULL OR address_id > %(after)s)"
        " GROUP BY address_id HAVING count(*) > 1 ORDER BY address_id LIMIT %(limit)s",
        {"org": organisation_id, "after": after, "most": most, "limit": limit},
    )


async def same_ids(unit: Unit, organisation_id: UUID, most: int, limit: int) -> list[Sequence[UUID]]:
    """Return contacts whose ids of another system differ in case and blanks alone."""
    return await unit.fetch(
        _ids,
        "SELECT (array_agg(id ORDER BY id))[1:%(most)s] FROM contacts WHERE organisation_id = %(org)s AND external_id IS NOT NULL"
        " GROUP BY lower(regexp_replace(external_id, '\\s', '', 'g')) HAVING count(*) > 1 LIMIT %(limit)s",
        {"org": organisation_id, "most": most, "limit": limit},
    )


async def rows(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Row]:
    """Return what is compared of contacts."""
    return await unit.fetch(
        Row,
        "SELECT c.id, c.first_name, c.last_name, c.external_id, c.created_at,"
        " coalesce(array_agg(o.address_id) FILTER (WHERE o.kind IS NOT NULL), '{}'),"
        " coalesce(array_agg(o.kind) FILTER (WHERE o.kind IS NOT NULL), '{}') FROM contacts c"
        " LEFT JOIN contact_addresses o ON o.organisation_id = c.organisation_id AND o.contact_id = c.id"
        " WHERE c.organisation_id = %(org)s AND c.id = ANY(%(ids)s) GROUP BY c.organisation_id, c.id",
        {"org": organisation_id, "ids": list(contact_ids)},
    )


def _ids(ids: Sequence[UUID]) -> Sequence[UUID]:
    return ids
