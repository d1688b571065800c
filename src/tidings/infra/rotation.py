"""Rotation of keys, while everything runs.

Master key: data keys are wrapped anew, no value is touched. Sealing key: a new one is written but does not seal yet;
once every process has read it (`crypto.FRESH_SECONDS`) it seals, and values under older keys are sealed again, a batch at a
time. Each step can be killed and done again. Older keys stay, so a value that was missed, or a backup, still opens.
The columns that hold sealed values say so in their comments (migrations, `95_sealed.sql`).
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg import sql

from tidings.infra.crypto import KEY_BYTES, MasterKeys, OrganisationKeys, Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit

PLATFORM = UUID(int=0)
"""Whose keys seal the tables that have no organisation."""

_PAGES = 64
"""Pages of a table looked at in a transaction: some thousand values, each locked for milliseconds."""
_MARK = "sealed as "

Pause = Callable[[], Awaitable[None]]
Report = Callable[[int, int], None]
ReadMasters = Callable[[], MasterKeys]

_REWRAP = """
UPDATE data_keys k SET master_key_id = %(master)s, wrapped = fresh.wrapped
FROM unnest(%(orgs)s::uuid[], %(uses)s::text[], %(ids)s::smallint[], %(wrapped)s::bytea[]) AS fresh (organisation_id, use, id, wrapped)
WHERE k.organisation_id = fresh.organisation_id AND k.use = fresh.use AND k.id = fresh.id
"""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values. `kind` is fixed, or the column (after @) that has it; `shared` tables have no organisation."""

    table: str
    column: str
    kind: str
    shared: bool


@dataclass(frozen=True, slots=True)
class _Value:
    place: str
    sealed: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """A data key under its master key."""

    organisation_id: UUID
    use: str
    id: int
    master_id: str
    wrapped: bytes


async def sealed_columns(unit: Unit) -> list[SealedColumn]:
    """Return the columns that hold sealed values, from their comments."""
    return await unit.fetch(
        SealedColumn,
        "SELECT c.relname, a.attname, substr(d.description, %(skip)s),"
        " NOT EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'organisation_id')"
        " FROM pg_description d JOIN pg_class c ON c.oid = d.objoid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid"
        " WHERE d.classoid = 'pg_class'::regclass AND c.relnamespace = 'public'::regnamespace AND starts_with(d.description, %(mark)s)"
        " ORDER BY c.relname, a.attname",
        {"mark": _MARK, "skip": len(_MARK) + 1},
    )


async def rewrap(database: Database, read: ReadMasters, *, renew: ReadMasters | None = None) -> tuple[MasterKeys, int]:
    """Wrap all data keys under the current master key, in one transaction; returns the master keys and how many data keys were under others.

    All are opened before anything is written; raises Conflict if one can't be. `renew` then adds a master key, unless the current one
    wraps nothing yet: then a rotation was cut off after it was added.
    """
    async with database.engine() as unit:
        rows = await unit.fetch(
            _Wrapped, "SELECT organisation_id, use, id, master_key_id, wrapped FROM data_keys ORDER BY organisation_id, use, id FOR UPDATE"
        )
        masters = read()  # now that no other rotation runs
        keys = [masters.unwrap(row.master_id, row.organisation_id, row.use, row.wrapped) for row in rows]
        if renew is not None and masters.current in {row.master_id for row in rows}:
            masters = renew()
        stale = [(row, key) for row, key in zip(rows, keys, strict=True) if row.master_id != masters.current]
        if stale:
            await unit.run(_REWRAP, _rewrapped(masters, stale))
    return masters, len(stale)


def _rewrapped(masters: MasterKeys, stale: Sequence[tuple[_Wrapped, bytes]]) -> dict[str, object]:
    return {
        "master": masters.current,
        "orgs": [row.organisation_id for row, _ in stale],
        "uses": [row.use for row, _ in stale],
        "ids": [row.id for row, _ in stale],
        "wrapped": [masters.wrap(row.organisation_id, row.use, key) for row, key in stale],
    }


async def rotate_sealing(database: Database, vault: Vault, organisation_ids: Sequence[UUID], *, settle: Pause, report: Report) -> int:
    """Give organisations new sealing keys and seal their values again under them; returns how many were.

    `settle` must return only when every process has read its keys again. A rotation that was interrupted is finished, not
    begun anew.
    """
    async with database.engine() as unit:
        columns = await sealed_columns(unit)
    for each in organisation_ids:
        async with database.engine() as unit:
            await _lock(unit, each)
            if not await _waiting_key(unit, each) and not await _stale(unit, each, _of(each, columns)):
                await _add_key(unit, vault.masters, each)
    await settle()
    async with database.engine() as unit:
        changed = "UPDATE data_keys SET active = true WHERE organisation_id = ANY(%(orgs)s) AND NOT active"
        await unit.run(changed, {"orgs": list(organisation_ids)})
    done = await _reseal_all(database, vault, organisation_ids, columns, report)
    await settle()  # a process may have sealed under the key before until it read its keys again
    return done + await _reseal_all(database, vault, organisation_ids, columns, report)


async def organisations_with_keys(unit: Unit) -> list[UUID]:
    """Return all whose values are sealed."""
    return await unit.fetch(UUID, "SELECT DISTINCT organisation_id::text FROM data_keys WHERE use = 'seal' ORDER BY 1")


async def _lock(unit: Unit, organisation_id: UUID) -> None:
    await unit.run("SELECT FROM data_keys WHERE organisation_id = %(org)s AND use = 'seal' ORDER BY id FOR UPDATE", {"org": organisation_id})


async def _waiting_key(unit: Unit, organisation_id: UUID) -> bool:
    return bool(
        await unit.value(
            "SELECT EXISTS (SELECT FROM data_keys WHERE organisation_id = %(org)s AND use = 'seal' AND NOT active)", {"org": organisation_id}
        )
    )


async def _add_key(unit: Unit, masters: MasterKeys, organisation_id: UUID) -> None:
    wrapped = masters.wrap(organisation_id, "seal", secrets.token_bytes(KEY_BYTES))
    await unit.run(
        "INSERT INTO data_keys (organisation_id, use, id, master_key_id, wrapped, active, created_at)"
        " SELECT %(org)s, 'seal', max(id) + 1, %(master)s, %(wrapped)s, false, %(at)s FROM data_keys"
        " WHERE organisation_id = %(org)s AND use = 'seal'",
        {"org": organisation_id, "master": masters.current, "wrapped": wrapped, "at": unit.at},
    )


async def _stale(unit: Unit, organisation_id: UUID, columns: Sequence[SealedColumn]) -> bool:
    """Say whether a value is sealed under another key than the newest: a rotation began and did not end."""
    newest = await unit.value("SELECT max(id) FROM data_keys WHERE organisation_id = %(org)s AND use = 'seal'", {"org": organisation_id})
    for each in columns:
        query = sql.SQL("SELECT EXISTS (SELECT FROM {table} WHERE {old}{mine})").format(**_names(each))
        if await unit.value(query.as_string(), {"org": organisation_id, "newest": newest}):
            return True
    return False


def _of(organisation_id: UUID, columns: Sequence[SealedColumn]) -> list[SealedColumn]:
    return [each for each in columns if each.shared == (organisation_id == PLATFORM)]


async def _reseal_all(database: Database, vault: Vault, organisation_ids: Sequence[UUID], columns: Sequence[SealedColumn], report: Report) -> int:
    vault.forget()
    done = 0
    for each in organisation_ids:
        for column in _of(each, columns):
            done += await _reseal(database, each, column, report)
    return done


async def _reseal(database: Database, organisation_id: UUID, column: SealedColumn, report: Report) -> int:
    done = page = 0
    while True:
        async with database.engine() as unit:
            pages = await _pages(unit, column)
            if page >= pages:
                return done
            keys = await unit.keys(organisation_id)
            done += await _reseal_pages(unit, column, keys, page)
        page += _PAGES
        report(min(page, pages), pages)


async def _pages(unit: Unit, column: SealedColumn) -> int:
    size: int = await unit.value("SELECT pg_relation_size(%(table)s::regclass) / current_setting('block_size')::int", {"table": column.table})
    return size


async def _reseal_pages(unit: Unit, column: SealedColumn, keys: OrganisationKeys, page: int) -> int:
    """Seal again what lies in some pages of the table; rows written there meanwhile are under the new key already."""
    names = _names(column)
    query = sql.SQL(
        "SELECT ctid::text, {column}, {kind} FROM {table} WHERE ctid >= %(low)s::tid AND ctid < %(high)s::tid AND {old}{mine} FOR UPDATE"
    ).format(**names)
    span = {"low": f"({page},0)", "high": f"({page + _PAGES},0)"}
    asked = {**span, "org": keys.organisation_id, "newest": keys.sealing_with}
    rows = await unit.fetch(_Value, query.as_string(), asked)
    if rows:
        change = sql.SQL(
            "UPDATE {table} SET {column} = fresh.value FROM unnest(%(places)s::tid[], %(values)s::bytea[]) AS fresh (place, value)"
            " WHERE {table}.ctid = fresh.place{mine}"
        ).format(**names)
        fresh = [keys.seal(each.kind, keys.open(each.kind, each.sealed)) for each in rows]
        await unit.run(change.as_string(), {"places": [each.place for each in rows], "values": fresh, "org": keys.organisation_id})
    return len(rows)


def _names(column: SealedColumn) -> dict[str, sql.Composable]:
    name = sql.Identifier(column.column)
    return {
        "table": sql.Identifier(column.table),
        "column": name,
        "kind": sql.Identifier(column.kind[1:]) if column.kind.startswith("@") else sql.Literal(column.kind),
        # bytes 1 and 2 of a sealed value are the number of its key (crypto.OrganisationKeys.seal)
        "old": sql.SQL("{column} IS NOT NULL AND get_byte({column}, 1) * 256 + get_byte({column}, 2) <> %(newest)s").format(column=name),
        "mine": sql.SQL("") if column.shared else sql.SQL(" AND organisation_id = %(org)s"),
    }
