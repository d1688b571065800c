"""SQL that finds whose an address is by its look-up value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Held:
    """An address and one of its owners; `contact_id` is None where it is nobody's."""

    lookup: bytes
    kind: str
    sealed: bytes = field(repr=False)
    contact_id: UUID | None
    first_name: str | None = field(repr=False)
    last_name: str | None = field(repr=False)


async def held_at(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes], kinds: Sequence[str]) -> list[Held]:
    """Return addresses with each of their owners, the preferred one first."""
    return await unit.fetch(
        Held,
        "SELECT a.lookup, a.kind, a.sealed, c.id, c.first_name, c.last_name FROM addresses a"
        " LEFT JOIN contact_addresses o ON o.organisation_id = a.organisation_id AND o.address_id = a.id"
        " LEFT JOIN contacts c ON c.organisation_id = o.organisation_id AND c.id = o.contact_id"
        " WHERE a.organisation_id = %(org)s AND a.kind = ANY(%(kinds)s) AND a.lookup = ANY(%(lookups)s) ORDER BY a.lookup, o.rank, c.id",
        {"org": organisation_id, "kinds": list(kinds), "lookups": list(lookups)},
    )
