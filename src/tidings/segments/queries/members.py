"""Who is in a segment: counted, listed, compared with before; and who is put into lists."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, exists, func, insert, literal, not_, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as insert_new

from tidings.contacts.types import AddressKind
from tidings.contacts.views import addresses, owned_addresses, people
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import LineType, can_receive_sms
from tidings.segments.queries.conditions import chosen, counted, reasons
from tidings.segments.tables import list_members, members
from tidings.segments.types import Asked, Slice, Tree

_WORSE = sorted(kind.value for kind in LineType if not can_receive_sms(kind))
"""Lines that are taken only where a person has no better one."""
_PREPARE = "SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true), set_config('enable_hashjoin', 'off', true)"
"""For one statement over everybody. The sets that it joins are of hundreds of thousands, and on disk they take several times as long. Indexes give
them in the order of people: to merge these costs half of hashing a million random keys (docs/performance.md). Compiling to machine code, which
PostgreSQL does by itself where nobody turned it off, takes longer than running."""


async def size(unit: Unit, asked: Asked) -> int:
    """Count who is meant."""
    await unit.value(_PREPARE)
    return (await unit.select(int, counted(asked)))[0]


async def page(unit: Unit, asked: Asked, part: Slice, limit: int) -> list[UUID]:
    """Return the first of those who are meant in a slice, in the order of their ids."""
    await unit.value(_PREPARE)
    found = chosen(asked, part)
    return await unit.select(_same, found.order_by(found.selected_columns.contact_id).limit(limit))


async def told(unit: Unit, asked: Asked, parts: Sequence[Tree], ids: Sequence[UUID]) -> Mapping[UUID, Sequence[bool]]:
    """Return for each of some people which parts hold."""
    await unit.value(_PREPARE)
    return dict(await unit.select(_told, reasons(asked, parts, ids)))


async def reached(unit: Unit, asked: Asked, part: Slice, kinds: Sequence[AddressKind], limit: int | None) -> list[tuple[UUID, UUID]]:
    """Return (contact, best address of some kinds) of those who are meant in a slice and have one, in the order of contact ids.

    Best is the first kind, of it the lowest rank; lines that get no message come last.
    """
    await unit.value(_PREPARE)
    found = chosen(asked, part).subquery("chosen")
    best = _best(asked.organisation_id, kinds, found.c.contact_id).lateral("best")
    statement = select(found.c.contact_id, best.c.address_id).select_from(found.join(best, true())).order_by(found.c.contact_id)
    return await unit.select(_pair, statement.limit(limit) if limit is not None else statement)


async def end_of_slice(unit: Unit, organisation_id: UUID, after: UUID | None, people_in_it: int) -> UUID | None:
    """Return the id of the last of so many people after one; None where there are not as many."""
    statement = select(people.c.id).where(people.c.organisation_id == organisation_id)
    if after is not None:
        statement = statement.where(people.c.id > after)
    rows = await unit.select(_same, statement.order_by(people.c.id).offset(people_in_it - 1).limit(1))
    return rows[0] if rows else None


async def compare(unit: Unit, asked: Asked, segment_id: UUID) -> tuple[list[UUID], list[UUID]]:
    """Bring the kept members of a segment up to date, in one statement; returns who entered and who left."""
    await unit.value(_PREPARE)
    found = chosen(asked, Slice()).cte("found")
    kept = members.alias("kept")
    ours = (kept.c.organisation_id == asked.organisation_id, kept.c.segment_id == segment_id)
    known = exists(select(literal(1)).where(*ours, kept.c.contact_id == found.c.contact_id))
    fresh = select(literal(asked.organisation_id), literal(segment_id), found.c.contact_id, literal(asked.at)).where(not_(known))
    entered = insert(members).from_select(["organisation_id", "segment_id", "contact_id", "since"], fresh).returning(members.c.contact_id)
    gone = delete(members).where(
        members.c.organisation_id == asked.organisation_id,
        members.c.segment_id == segment_id,
        not_(exists(select(literal(1)).where(found.c.contact_id == members.c.contact_id))),
    )
    came, went = entered.cte("entered"), gone.returning(members.c.contact_id).cte("gone")
    statement = select(_gathered(came.c.contact_id), _gathered(went.c.contact_id))
    rows = await unit.select(_moved, statement)
    return rows[0]


async def kept(unit: Unit, organisation_id: UUID, segment_id: UUID) -> int:
    """Count who was in a watched segment when it was last compared."""
    params = {"org": organisation_id, "id": segment_id}
    return int(await unit.value("SELECT count(*) FROM segment_members WHERE organisation_id = %(org)s AND segment_id = %(id)s", params))


async def add_to_list(unit: Unit, organisation_id: UUID, segment_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Put people into a list; returns how many were not in it."""
    return await unit.run(
        "INSERT INTO segment_list_members (organisation_id, segment_id, contact_id, added_at)"
        " SELECT %(org)s, %(id)s, contact_id, %(at)s FROM unnest(%(contacts)s::uuid[]) AS t (contact_id)"
        " ON CONFLICT DO NOTHING",
        {"org": organisation_id, "id": segment_id, "contacts": list(contact_ids), "at": unit.at},
    )


async def copy_to_list(unit: Unit, asked: Asked, segment_id: UUID) -> tuple[int, int]:
    """Put everybody who is meant into a list, in one statement; returns how many are meant, and how many of them were not in it."""
    await unit.value(_PREPARE)
    found = chosen(asked, Slice()).cte("found")
    rows = select(literal(asked.organisation_id), literal(segment_id), found.c.contact_id, literal(asked.at))
    columns = ["organisation_id", "segment_id", "contact_id", "added_at"]
    added = insert_new(list_members).from_select(columns, rows).on_conflict_do_nothing().returning(list_members.c.contact_id).cte("added")
    meant, new = (select(func.count()).select_from(each).scalar_subquery() for each in (found, added))
    return (await unit.select(_two, select(meant, new)))[0]


async def take_from_list(unit: Unit, organisation_id: UUID, segment_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Take people out of a list; returns how many were in it."""
    return await unit.run(
        "DELETE FROM segment_list_members WHERE organisation_id = %(org)s AND segment_id = %(id)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "id": segment_id, "contacts": list(contact_ids)},
    )


def _best(organisation_id: UUID, kinds: Sequence[AddressKind], contact_id: Any) -> Select[Any]:
    owned = owned_addresses.c
    joined = owned_addresses.join(addresses, addresses.c.id == owned.address_id)
    return (
        select(owned.address_id)
        .select_from(joined)
        .where(
            owned.organisation_id == organisation_id,
            addresses.c.organisation_id == organisation_id,
            owned.contact_id == contact_id,
            owned.kind.in_(kinds),
        )
        .order_by(func.coalesce(addresses.c.line_type, "").in_(_WORSE), owned.kind != kinds[0], owned.rank, owned.address_id)
        .limit(1)
    )


def _gathered(column: Any) -> Any:
    return select(func.array_agg(aggregate_order_by(column, column))).scalar_subquery()


def _same(value: UUID) -> UUID:
    return value


def _pair(contact_id: UUID, address_id: UUID) -> tuple[UUID, UUID]:
    return contact_id, address_id


def _told(contact_id: UUID, holds: Sequence[bool]) -> tuple[UUID, Sequence[bool]]:
    return contact_id, holds


def _moved(entered: list[UUID] | None, left: list[UUID] | None) -> tuple[list[UUID], list[UUID]]:
    return entered or [], left or []


def _two(meant: int, new: int) -> tuple[int, int]:
    return meant, new
