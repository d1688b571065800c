"""Addresses are opened and put under a new index key."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from tidings.contacts.queries import reindexing as queries
from tidings.contacts.queries.reindexing import Indexed
from tidings.contacts.rules import fields
from tidings.contacts.types import AddressKind
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit

_AT_ONCE = 5_000


async def reindexed(unit: Unit, organisation_id: UUID) -> AsyncIterator[Sequence[tuple[bytes, bytes]]]:
    """Put an organisation's addresses under the newest index key and yield, some thousand at a time, their look-up values before and now.

    Nobody adds an address until the unit ends; a hundred thousand take some seconds (engine role).
    """
    await queries.hold_all(unit)
    keys = await unit.keys(organisation_id)
    last = UUID(int=0)
    while some := await queries.indexed_after(unit, organisation_id, last, _AT_ONCE):
        fresh = [_lookup(keys, each) for each in some]
        await queries.set_lookups(unit, organisation_id, [(each.id, lookup) for each, lookup in zip(some, fresh, strict=True)])
        yield [(each.lookup, lookup) for each, lookup in zip(some, fresh, strict=True)]
        last = some[-1].id


def _lookup(keys: OrganisationKeys, indexed: Indexed) -> bytes:
    value = keys.open_text(indexed.kind, indexed.sealed)
    return keys.index(indexed.kind, fields.email_key(value) if indexed.kind == AddressKind.EMAIL else value)
