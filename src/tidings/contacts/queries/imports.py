"""Imports: their state, and a batch of rows by way of stage tables."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import OperationalError, errors
from psycopg.types.json import Jsonb

from tidings.accounts.types import ConsentBasis
from tidings.contacts.queries.undoing import stored
from tidings.contacts.types import ImportOptions, ImportReport, ImportStatus, Layout, Name, RowError
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit

_PACKAGE = "tidings.contacts"
_STAGE = sql(_PACKAGE, "import_stage")
_CLAIM = sql(_PACKAGE, "import_claim_addresses")
_FIND = sql(_PACKAGE, "import_find_addresses")
_LOCK = sql(_PACKAGE, "import_lock_ownerless")
_DOUBTFUL = sql(_PACKAGE, "import_doubtful")
_PLAN = sql(_PACKAGE, "import_plan")
_INSERT = sql(_PACKAGE, "import_insert_contacts")
_CHANGES = sql(_PACKAGE, "import_changes")
_UPDATE = sql(_PACKAGE, "import_update_contacts")
_LINK = sql(_PACKAGE, "import_link_addresses")
_RETIRE = sql(_PACKAGE, "import_retire_addresses")
_TOUCH = sql(_PACKAGE, "import_touch")

_COPY_ROWS = "COPY import_rows FROM STDIN (FORMAT BINARY)"
_ROW_TYPES = (
    "int8", "bytea", "bytea", "bool", "text", "text", "text", "text", "bool", "text", "text", "text", "text", "text", "text", "text",
    "text[]", "bytea",
)  # fmt: skip
_COPY_ADDRESSES = "COPY import_addresses FROM STDIN (FORMAT BINARY)"
_ADDRESS_TYPES = ("int8", "text", "int2", "bytea", "bytea", "bytea", "text", "text", "text", "text[]", "text[]")

_COLUMNS = """id, file_name, layout, options, status, actor, bytes_total, bytes_done, rows_done, created, updated, unchanged, duplicates,
  rejected, started_at, updated_at, failure, basis, undo, seen_at"""


class Raced(Exception):
    """A contact changed between being read and being written: the batch must be done again."""


IN_THE_WAY = (errors.DeadlockDetected, errors.UniqueViolation, errors.SerializationFailure, Raced)
"""Another transaction was in the way of a batch: done again, it goes through."""


def lost(error: BaseException) -> bool:
    """Say whether the connection to the database was lost, or the server is stopping or starting (SQLSTATE classes 08 and 57)."""
    return isinstance(error, OperationalError) and (error.sqlstate is None or error.sqlstate[:2] in {"08", "57"})


@dataclass(frozen=True, slots=True)
class Planned:
    """What a batch's rows will do: how many by action, and for each duplicate its line and that of the row that spoke first.

    `crowded` are lines left out because too many people have their address, `shared` those of people who share one and are new.
    """

    rows: Mapping[str, int]
    duplicates: Sequence[tuple[int, int]] = ()
    crowded: Sequence[int] = ()
    shared: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A contact that has an address of the row at `line` and is told of otherwise; see `rules.likeness.alike`."""

    line: int
    contact_id: UUID
    name: Name
    other_email: bool


async def stage(unit: Unit, rows: Sequence[tuple[Any, ...]], addresses: Sequence[tuple[Any, ...]]) -> None:
    """Copy a batch to the stage tables; columns as in `sql/import_stage.sql`.

    Ids and attributes are bytes as binary COPY has them (uuid_send, jsonb_send): so they cost a third of what objects would.
    """
    await unit.run(_STAGE)
    async with unit.copy(_COPY_ROWS) as copy:
        copy.set_types(_ROW_TYPES)
        for row in rows:
            await copy.write_row(row)
    async with unit.copy(_COPY_ADDRESSES) as copy:
        copy.set_types(_ADDRESS_TYPES)
        for row in addresses:
            await copy.write_row(row)


async def follow_aliases(unit: Unit, organisation_id: UUID) -> None:
    """Put in the place of a merged contact's external id that of the contact which was kept."""
    await unit.run(
        "UPDATE import_rows r SET external_id = c.external_id FROM contact_aliases a"
        " JOIN contacts c ON c.organisation_id = a.organisation_id AND c.id = a.contact_id AND c.external_id IS NOT NULL"
        " WHERE a.organisation_id = %(org)s AND a.external_id = r.external_id",
        {"org": organisation_id},
    )


async def claim_addresses(unit: Unit, organisation_id: UUID) -> None:
    """Make those of the staged addresses that are new."""
    await unit.run(_CLAIM, {"org": organisation_id, "at": unit.at})


async def find_addresses(unit: Unit, organisation_id: UUID) -> bool:
    """Find each staged address; returns whether any was there before, or stands in two rows."""
    await unit.run(_FIND, {"org": organisation_id})
    await unit.run("ANALYZE import_rows (line), import_found (line, fresh)")
    return bool(await unit.value("SELECT EXISTS (SELECT FROM import_found WHERE NOT fresh)"))


async def hold_ownerless(unit: Unit, organisation_id: UUID) -> None:
    """Hold those addresses that were there and that nobody owns, so that no one else gives them away."""
    await unit.run(_LOCK, {"org": organisation_id})


async def doubtful(unit: Unit, organisation_id: UUID) -> list[Doubtful]:
    """Return who has an address of a staged row and another name or email than it gives."""
    return await unit.fetch(_doubtful, _DOUBTFUL, {"org": organisation_id})


async def plan(
    unit: Unit, organisation_id: UUID, import_id: UUID, lifecycle: str, *,
    apart: AbstractSet[int], strangers: Sequence[tuple[int, UUID]], most_sharing: int,
) -> Planned:  # fmt: skip
    """Decide what each staged row does. `lifecycle` is that of new contacts whose row names none.

    `apart` are lines whose address an earlier row tells of somebody else; `strangers` contacts, by line, that can't be meant;
    a row without id that has `most_sharing` of them is crowded out.
    """
    if strangers:
        await unit.run(
            "INSERT INTO import_strangers SELECT DISTINCT * FROM unnest(%(lines)s::bigint[], %(contacts)s::uuid[])",
            {"lines": [line for line, _ in strangers], "contacts": [contact_id for _, contact_id in strangers]},
        )
    await unit.run(_PLAN, {"org": organisation_id, "import": import_id, "lifecycle": lifecycle, "most_sharing": most_sharing})
    await unit.run("ANALYZE import_plan (line, contact_id, action)")
    rows = await unit.fetch(_pair, "SELECT action, count(*) FROM import_plan GROUP BY action")
    duplicates = await unit.fetch(_pair, "SELECT line, first_line FROM import_plan WHERE action = 'duplicate' ORDER BY line")
    told = await _actions(unit, apart | {line for line, _ in strangers})
    crowded, shared = ([line for line, action in told if action == wanted] for wanted in ("crowded", "create"))
    return Planned(dict(rows), duplicates, crowded, shared)


async def _actions(unit: Unit, lines: AbstractSet[int]) -> list[tuple[int, str]]:
    if not lines:
        return []
    return await unit.fetch(_pair, "SELECT line, action FROM import_plan WHERE line = ANY(%(lines)s) ORDER BY line", {"lines": list(lines)})


async def planned_contacts(unit: Unit) -> list[UUID]:
    """Return whom the rows of the batch speak of."""
    return await unit.fetch(_same, "SELECT contact_id FROM import_plan WHERE action IN ('create', 'update', 'unchanged')")


async def apply(unit: Unit, organisation_id: UUID, updates: int) -> None:
    """Write the contacts as planned. Raises Raced if fewer than `updates` could be updated."""
    params = {"org": organisation_id, "at": unit.at}
    await unit.run(_INSERT, params)
    if updates:
        await unit.run(_CHANGES, params)
        if await unit.run(_UPDATE, params) != updates:
            raise Raced
        await unit.run(_RETIRE, params)
    await unit.run(_LINK, params)


async def touch(unit: Unit, organisation_id: UUID, import_id: UUID, attested: Collection[UUID], *, dry_run: bool) -> None:
    """Remember who was spoken of in this batch and what became of them; for those `attested`, rooms above recorded something."""
    await unit.run(_TOUCH, {"org": organisation_id, "import": import_id, "dry_run": dry_run, "attested": list(attested)})


async def add_errors(unit: Unit, organisation_id: UUID, import_id: UUID, wrong: Sequence[RowError]) -> None:
    """Keep what is wrong with rows."""
    await unit.run(
        "INSERT INTO import_errors (organisation_id, import_id, line, field, code, reason, fix)"
        " SELECT %(org)s, %(import)s, line, field, code, reason, fix"
        " FROM unnest(%(lines)s::bigint[], %(fields)s::text[], %(codes)s::text[], %(reasons)s::text[], %(fixes)s::text[])"
        "   AS error (line, field, code, reason, fix)"
        " ON CONFLICT DO NOTHING",
        {
            "org": organisation_id,
            "import": import_id,
            "lines": [error.line for error in wrong],
            "fields": [error.field for error in wrong],
            "codes": [error.code for error in wrong],
            "reasons": [error.reason for error in wrong],
            "fixes": [error.fix for error in wrong],
        },
    )


async def add(unit: Unit, organisation_id: UUID, report: ImportReport, fingerprint: bytes) -> None:
    """Record a new import. Changes nothing if the same file is under way in the same way."""
    await unit.run(
        "INSERT INTO imports (organisation_id, id, file_name, fingerprint, layout, options, status, actor, basis, bytes_total,"
        " started_at, updated_at)"
        " VALUES (%(org)s, %(id)s, %(name)s, %(print)s, %(layout)s, %(options)s, %(status)s, %(actor)s, %(basis)s, %(bytes)s,"
        " %(at)s, %(at)s)"
        " ON CONFLICT (organisation_id, fingerprint) WHERE status IN ('waiting', 'running') DO NOTHING",
        {
            "org": organisation_id,
            "id": report.id,
            "name": report.file_name,
            "print": fingerprint,
            "layout": Jsonb(asdict(report.layout)),
            "options": Jsonb(asdict(report.options)),
            "status": report.status,
            "actor": report.actor,
            "basis": Jsonb(asdict(report.basis)) if report.basis else None,
            "bytes": report.bytes_total,
            "at": unit.at,
        },
    )


async def under_way(unit: Unit, organisation_id: UUID, fingerprint: bytes) -> ImportReport | None:
    """Return the unfinished import of the same file, read in the same way."""
    return await unit.fetch_one(
        _report,
        f"SELECT {_COLUMNS} FROM imports WHERE organisation_id = %(org)s AND fingerprint = %(print)s AND status IN ('waiting', 'running')",
        {"org": organisation_id, "print": fingerprint},
    )


async def report(unit: Unit, organisation_id: UUID, import_id: UUID, *, hold: bool = False) -> ImportReport | None:
    """Return an import; with `hold`, no other transaction moves it until this one ends."""
    return await unit.fetch_one(
        _report,
        f"SELECT {_COLUMNS} FROM imports WHERE organisation_id = %(org)s AND id = %(id)s{' FOR UPDATE' if hold else ''}",
        {"org": organisation_id, "id": import_id},
    )


async def reports(unit: Unit, organisation_id: UUID, before: UUID | None, limit: int) -> list[ImportReport]:
    """Return imports, newest first."""
    return await unit.fetch(
        _report,
        f"SELECT {_COLUMNS} FROM imports WHERE organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR id < %(before)s)"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "before": before, "limit": limit},
    )


async def unseen(unit: Unit, organisation_id: UUID, failed_since: datetime, limit: int) -> list[ImportReport]:
    """Return imports that failed since a moment, or that refused rows and were no trial, and that nobody has seen since; newest first."""
    return await unit.fetch(
        _report,
        f"SELECT {_COLUMNS} FROM imports WHERE organisation_id = %(org)s AND seen_at IS NULL"
        " AND (status = 'failed' AND updated_at > %(since)s OR status = 'done' AND rejected > 0 AND options->>'dry_run' = 'false')"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "since": failed_since, "limit": limit},
    )


async def see(unit: Unit, organisation_id: UUID, import_id: UUID, *, seen: bool) -> None:
    """Write whether somebody has seen what came of an import; who saw it first counts."""
    await unit.run(
        "UPDATE imports SET seen_at = CASE WHEN %(seen)s THEN coalesce(seen_at, %(at)s) END WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": import_id, "seen": seen, "at": unit.at},
    )


async def row_errors(unit: Unit, organisation_id: UUID, import_id: UUID, after: tuple[int, str], limit: int) -> list[RowError]:
    """Return what is wrong with rows, in the order of the file, after a line and field."""
    return await unit.fetch(
        RowError,
        "SELECT line, field, code, reason, fix FROM import_errors"
        " WHERE organisation_id = %(org)s AND import_id = %(id)s AND (line, field) > (%(line)s, %(field)s) ORDER BY line, field LIMIT %(limit)s",
        {"org": organisation_id, "id": import_id, "line": after[0], "field": after[1], "limit": limit},
    )


async def reading(unit: Unit, organisation_id: UUID, import_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return which of the imports are under way, or were left unfinished after `since`."""
    rows = await unit.fetch(
        _same,
        "SELECT id FROM imports WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
        " AND (status IN ('waiting', 'running') OR status IN ('failed', 'cancelled') AND updated_at > %(since)s)",
        {"org": organisation_id, "ids": list(import_ids), "since": since},
    )
    return set(rows)


async def advance(unit: Unit, organisation_id: UUID, report: ImportReport) -> None:
    """Write how far the import is."""
    await unit.run(
        "UPDATE imports SET bytes_done = %(bytes_done)s, rows_done = %(rows_done)s, created = %(created)s, updated = %(updated)s,"
        " unchanged = %(unchanged)s, duplicates = %(duplicates)s, rejected = %(rejected)s, updated_at = %(at)s"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {
            "org": organisation_id,
            "id": report.id,
            "at": unit.at,
            "bytes_done": report.bytes_done,
            "rows_done": report.rows_done,
            "created": report.created,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "duplicates": report.duplicates,
            "rejected": report.rejected,
        },
    )


async def move(unit: Unit, organisation_id: UUID, report: ImportReport) -> None:
    """Write in which status the import is, and why: that is news to everybody."""
    await unit.run(
        "UPDATE imports SET status = %(status)s, failure = %(failure)s, seen_at = NULL, updated_at = %(at)s"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": report.id, "at": unit.at, "status": report.status, "failure": report.failure},
    )


def _report(
    identifier: UUID, file_name: str, layout: dict[str, Any], options: dict[str, Any], status: str, actor: str,
    bytes_total: int, bytes_done: int, rows_done: int, created: int, updated: int, unchanged: int, duplicates: int, rejected: int,
    started_at: datetime, updated_at: datetime, failure: str | None, basis: dict[str, Any] | None,
    undo: dict[str, Any] | None, seen_at: datetime | None,
) -> ImportReport:  # fmt: skip
    read_as = Layout(layout["encoding"], layout["delimiter"], layout["header"], [(title, field) for title, field in layout["columns"]])
    with_options = ImportOptions(options["region"], tuple(options["tags"]), options["lifecycle"], options["dry_run"], options["sheet"])
    attested = ConsentBasis.stored(basis) if basis else None
    return ImportReport(
        identifier, file_name, read_as, with_options, ImportStatus(status), actor, bytes_total, bytes_done, rows_done,
        created, updated, unchanged, duplicates, rejected, started_at, updated_at, failure, attested, stored(undo) if undo else None,
        seen_at,
    )  # fmt: skip


def _doubtful(line: int, contact_id: UUID, first_name: str | None, last_name: str | None, other_email: bool) -> Doubtful:  # noqa: FBT001 - a column
    return Doubtful(line, contact_id, Name(first_name, last_name), other_email)


def _same(identifier: UUID) -> UUID:
    return identifier


def _pair(first: Any, second: Any) -> tuple[Any, Any]:
    return first, second


async def names(unit: Unit, organisation_id: UUID, import_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the files of those imports that are there."""
    sql = "SELECT id, file_name FROM imports WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
    return dict(await unit.fetch(_pair, sql, {"org": organisation_id, "ids": list(import_ids)}))


async def found(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[ImportReport]:
    """Return imports with some letters in the name of their file, newest first."""
    return await unit.fetch(
        _report,
        f"SELECT {_COLUMNS} FROM imports WHERE organisation_id = %(org)s AND strpos(folded(file_name), folded(%(sought)s)) > 0"
        " ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "sought": sought, "limit": limit},
    )
