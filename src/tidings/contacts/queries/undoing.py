"""What an import did to people, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.contacts.queries.people import WHOLE
from tidings.contacts.types import Changed, Contact, ImportReport, Link, Undo, UndoTally
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit

_TOUCHED = sql("tidings.contacts", "undo_touched")
_RESTORE = sql("tidings.contacts", "undo_restore")

Row = tuple[UUID, bool, Changed | None, bool, bool, bool, bool, bool]
"""As `rules.undoing.Touched` begins."""


async def next_touched(unit: Unit, organisation_id: UUID, import_id: UUID, after: UUID, limit: int) -> list[UUID]:
    """Return whom an import spoke of, in the order of their ids, after one."""
    return await unit.fetch(
        _id,
        "SELECT key FROM import_touched WHERE organisation_id = %(org)s AND import_id = %(import)s AND key > %(after)s ORDER BY key LIMIT %(limit)s",
        {"org": organisation_id, "import": import_id, "after": after, "limit": limit},
    )


async def count_touched(unit: Unit, organisation_id: UUID, import_id: UUID) -> int:
    """Return to how many people an import did something."""
    return await unit.value(
        "SELECT count(*) FROM import_touched WHERE organisation_id = %(org)s AND import_id = %(import)s"
        " AND (made OR changes IS NOT NULL OR attested)",
        {"org": organisation_id, "import": import_id},
    )


async def touched(unit: Unit, organisation_id: UUID, import_id: UUID, contact_ids: Sequence[UUID]) -> list[Row]:
    """Return what an import did to these people, and what happened to them since."""
    return await unit.fetch(_row, _TOUCHED, {"org": organisation_id, "import": import_id, "contacts": list(contact_ids)})


async def contacts(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """Return contacts without their addresses."""
    found = await unit.fetch(
        Contact,
        f"SELECT {WHOLE} FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(contact_ids)},
    )
    return {each.id: each for each in found}


async def links(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, Link]]:
    """Return the addresses of contacts, as theirs."""
    found: dict[UUID, dict[UUID, Link]] = {}
    for contact_id, address_id, link in await unit.fetch(
        _link,
        "SELECT contact_id, address_id, kind, rank, verified_at, verified_how FROM contact_addresses"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    ):
        found.setdefault(contact_id, {})[address_id] = link
    return found


async def remove(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[UUID]:
    """Delete people; returns the addresses that were theirs."""
    params = {"org": organisation_id, "contacts": list(contact_ids)}
    freed = await unit.fetch(
        _id, "DELETE FROM contact_addresses WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) RETURNING address_id", params
    )
    await unit.run("DELETE FROM contacts WHERE organisation_id = %(org)s AND id = ANY(%(contacts)s)", params)
    return freed


async def restore(unit: Unit, organisation_id: UUID, people: Sequence[Contact]) -> None:
    """Write contacts whole, without their addresses."""
    rows = [{name: value for name, value in asdict(each).items() if name not in {"addresses", "created_at", "updated_at"}} for each in people]
    plain = [{**each, "id": str(each["id"])} for each in rows]
    await unit.run(_RESTORE, {"org": organisation_id, "rows": Jsonb(plain), "at": unit.at})


async def take(unit: Unit, organisation_id: UUID, taken: Sequence[tuple[UUID, UUID]]) -> None:
    """Take addresses from contacts: pairs of contact and address."""
    await unit.run(
        "DELETE FROM contact_addresses o USING unnest(%(contacts)s::uuid[], %(addresses)s::uuid[]) AS t (contact_id, address_id)"
        " WHERE o.organisation_id = %(org)s AND o.contact_id = t.contact_id AND o.address_id = t.address_id",
        {"org": organisation_id, "contacts": [contact for contact, _ in taken], "addresses": [address for _, address in taken]},
    )


async def rank(unit: Unit, organisation_id: UUID, given: Sequence[tuple[UUID, UUID, Link]]) -> None:
    """Write addresses of contacts as they were, with who verified them how."""
    await unit.run(
        "UPDATE contact_addresses o SET rank = t.rank, verified_at = t.verified_at, verified_how = t.verified_how"
        " FROM unnest(%(contacts)s::uuid[], %(addresses)s::uuid[], %(ranks)s::smallint[], %(ats)s::timestamptz[], %(hows)s::text[])"
        " AS t (contact_id, address_id, rank, verified_at, verified_how)"
        " WHERE o.organisation_id = %(org)s AND o.contact_id = t.contact_id AND o.address_id = t.address_id",
        {
            "org": organisation_id,
            "contacts": [contact for contact, _, _ in given],
            "addresses": [address for _, address, _ in given],
            "ranks": [link.rank for _, _, link in given],
            "ats": [link.verified_at for _, _, link in given],
            "hows": [link.verified_how for _, _, link in given],
        },
    )


async def forget_addresses(unit: Unit, organisation_id: UUID, address_ids: Sequence[UUID], since: datetime) -> None:
    """Delete those of the addresses that came since and are nobody's; nobody gives one of them away meanwhile."""
    params = {"org": organisation_id, "addresses": list(address_ids), "since": since}
    await unit.run("SELECT FROM addresses WHERE organisation_id = %(org)s AND id = ANY(%(addresses)s) ORDER BY kind, lookup FOR UPDATE", params)
    await unit.run(
        "DELETE FROM addresses a WHERE organisation_id = %(org)s AND id = ANY(%(addresses)s) AND added_at >= %(since)s AND NOT EXISTS ("
        " SELECT FROM contact_addresses o WHERE o.organisation_id = %(org)s AND o.address_id = a.id)",
        params,
    )


async def settle(unit: Unit, organisation_id: UUID, report: ImportReport, undo: Undo, contact_ids: Sequence[UUID]) -> None:
    """Write how far the undoing is; these people are done with."""
    params = {"org": organisation_id, "import": report.id, "contacts": list(contact_ids), "at": unit.at, "status": report.status, "undo": _kept(undo)}
    await unit.run("DELETE FROM import_touched WHERE organisation_id = %(org)s AND import_id = %(import)s AND key = ANY(%(contacts)s)", params)
    await unit.run(
        "UPDATE imports SET status = %(status)s, undo = %(undo)s, updated_at = %(at)s WHERE organisation_id = %(org)s AND id = %(import)s", params
    )


async def note_named(unit: Unit, organisation_id: UUID, import_id: UUID) -> None:
    """Note with whomever other imports made that this one has spoken of them, too, unless another did that still counts."""
    await unit.run(
        "UPDATE import_touched o SET named_in = %(import)s FROM import_touched t"
        " WHERE t.organisation_id = %(org)s AND t.import_id = %(import)s"
        " AND o.organisation_id = %(org)s AND o.key = t.key AND o.import_id <> %(import)s AND o.made AND NOT EXISTS ("
        " SELECT FROM imports i WHERE i.organisation_id = %(org)s AND i.id = o.named_in AND i.status NOT IN ('undoing', 'undone'))",
        {"org": organisation_id, "import": import_id},
    )


async def forget_idle(unit: Unit, organisation_id: UUID, import_id: UUID, *, dry_run: bool) -> None:
    """Drop those to whom an import that is over did nothing, and all of a dry run."""
    await unit.run(
        "DELETE FROM import_touched WHERE organisation_id = %(org)s AND import_id = %(import)s"
        " AND (%(dry_run)s OR NOT made AND changes IS NULL AND NOT attested)",
        {"org": organisation_id, "import": import_id, "dry_run": dry_run},
    )


async def forget_before(unit: Unit, organisation_id: UUID, age: timedelta) -> int:
    """Drop what imports changed that ended longer ago than `age`; returns of how many people."""
    return await unit.run(
        "DELETE FROM import_touched t USING imports i WHERE t.organisation_id = %(org)s AND i.organisation_id = %(org)s AND i.id = t.import_id"
        " AND i.status IN ('done', 'failed', 'cancelled') AND i.updated_at < %(before)s",
        {"org": organisation_id, "before": unit.at - age},
    )


async def forget_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Drop what imports changed of these people."""
    return await unit.run(
        "DELETE FROM import_touched WHERE organisation_id = %(org)s AND key = ANY(%(contacts)s)"
        " AND import_id = ANY(ARRAY(SELECT id FROM imports WHERE organisation_id = %(org)s))",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


def stored(undo: Mapping[str, Any]) -> Undo:
    """Read an undo as `settle` writes it."""
    return Undo(undo["actor"], datetime.fromisoformat(undo["asked_at"]), UndoTally(**undo["tally"]))


def _kept(undo: Undo) -> Jsonb:
    return Jsonb({**asdict(undo), "asked_at": undo.asked_at.isoformat()})


def _row(identifier: UUID, made: bool, changes: dict[str, Any] | None, *happened: bool) -> Row:  # noqa: FBT001 - a column
    attested, as_left, named_again, merged, events = happened
    return identifier, made, _changed(changes) if changes else None, attested, as_left, named_again, merged, events


def _changed(told: Mapping[str, Any]) -> Changed:
    fields, attributes = ({name: (before, after) for name, (before, after) in told[each].items()} for each in ("fields", "attributes"))
    return Changed(fields, attributes, told["tags"], _links(told["before"]), _links(told["after"]))


def _links(told: Mapping[str, Any]) -> dict[UUID, Link]:
    return {UUID(address): Link(kind, place, at and datetime.fromisoformat(at), how) for address, (kind, place, at, how) in told.items()}


def _link(contact_id: UUID, address_id: UUID, *link: Any) -> tuple[UUID, UUID, Link]:
    return contact_id, address_id, Link(*link)


def _id(identifier: UUID) -> UUID:
    return identifier
