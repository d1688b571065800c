"""Contacts as CSV, in constant memory and without a long transaction."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts.queries import people as queries
from tidings.contacts.queries.searching import Search, page
from tidings.contacts.rules.cells import COLUMNS, cells
from tidings.contacts.service.people import search_of, with_addresses
from tidings.contacts.types import Filter
from tidings.infra.db.database import Database

_AT_ONCE = 1_000
_MOST_ATTRIBUTES = 500
_SUFFIX = {"number": ":number", "boolean": ":bool"}


async def export_contacts(database: Database, organisation_id: UUID, actor: str, wanted: Filter, region: str) -> AsyncIterator[str]:
    """Give CSV text (comma, CR LF) a thousand contacts at a time, oldest first: a header, then a row each.

    The columns are those that an import recognises by itself; attributes that are all numbers or all yes/no say so in
    their title. Each part is read in a unit of its own, so a slow reader holds no transaction. Raises Invalid on the
    filter before the first part. Audited.
    """
    async with database.unit(organisation_id) as unit:
        search = await search_of(unit, organisation_id, wanted, region)
        types = await queries.attribute_types(unit, organisation_id, _MOST_ATTRIBUTES)
        await record_audit(unit, organisation_id, actor, "contacts.exported", "contacts")
    return _parts(database, organisation_id, search, types)


async def _parts(database: Database, organisation_id: UUID, search: Search, types: Sequence[tuple[str, list[str]]]) -> AsyncIterator[str]:
    names = [name for name, _ in types]
    yield _csv([[*COLUMNS, *(f"attributes.{name}{_SUFFIX.get('/'.join(kinds), '')}" for name, kinds in types)]])
    after: UUID | None = None
    while True:
        async with database.unit(organisation_id) as unit:
            rows = await with_addresses(unit, organisation_id, await page(unit, organisation_id, search, after, _AT_ONCE))
        if not rows:
            return
        yield _csv([cells(contact, names) for contact in rows])
        after = rows[-1].id


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
