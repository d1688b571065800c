"""Notices: written once, found again, looked at when they are due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.notices.queries.documents import plan_from, plan_to
from tidings.notices.types import Notice, NoticeState, Search

_COLUMNS = """n.id, n.kind, n.key, n.contact_id, n.address_id, n.subject_kind, n.subject_id, n.state, n.reason, n.plan, n.joined_id, n.data,
  n.created_at, n.expires_at, n.next_look, n.ended_at, n.urgent"""
_SIGNALLED = """notice_signals s JOIN notices r ON r.organisation_id = s.organisation_id AND r.id = s.notice_id
    AND (r.rests_until IS NULL OR r.rests_until <= %(at)s)"""
_DUE = f"""(SELECT id FROM notices WHERE organisation_id = %(org)s AND next_look <= %(at)s ORDER BY next_look LIMIT %(most)s)
  UNION (SELECT s.notice_id FROM {_SIGNALLED} WHERE s.organisation_id = %(org)s ORDER BY s.at LIMIT %(most)s)"""


async def insert(unit: Unit, organisation_id: UUID, notices: Sequence[Notice]) -> set[UUID]:
    """Write notices in the order of their keys and return the ids of those that are new: by their key, and by what gathers already."""
    ordered = sorted(notices, key=lambda each: (each.kind, each.key))
    rows = await unit.fetch(
        _id,
        "INSERT INTO notices (organisation_id, id, kind, key, contact_id, address_id, subject_kind, subject_id, state, reason, plan, joined_id,"
        " data, created_at, expires_at, next_look, ended_at, urgent)"
        " SELECT %(org)s, v.* FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(keys)s::text[], %(contacts)s::uuid[], %(addresses)s::uuid[],"
        "   %(subject_kinds)s::text[], %(subject_ids)s::text[], %(states)s::text[], %(reasons)s::text[], %(plans)s::jsonb[], %(joined)s::uuid[],"
        "   %(data)s::bytea[], %(created)s::timestamptz[], %(expires)s::timestamptz[], %(looks)s::timestamptz[], %(ended)s::timestamptz[],"
        "   %(urgents)s::boolean[]) AS v ON CONFLICT DO NOTHING RETURNING id",
        {
            "org": organisation_id,
            "ids": [each.id for each in ordered],
            "kinds": [each.kind for each in ordered],
            "keys": [each.key for each in ordered],
            "contacts": [each.contact_id for each in ordered],
            "addresses": [each.address_id for each in ordered],
            "subject_kinds": [each.subject_kind for each in ordered],
            "subject_ids": [each.subject_id for each in ordered],
            "states": [each.state.value for each in ordered],
            "reasons": [each.reason for each in ordered],
            "plans": [Jsonb(plan_to(each.plan)) if each.plan else None for each in ordered],
            "joined": [each.joined_id for each in ordered],
            "data": [each.sealed for each in ordered],
            "created": [each.created_at for each in ordered],
            "expires": [each.expires_at for each in ordered],
            "looks": [each.next_look for each in ordered],
            "ended": [each.ended_at for each in ordered],
            "urgents": [each.urgent for each in ordered],
        },
    )
    return set(rows)


async def times_told(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], subject_kind: str, subject_ids: Sequence[str]
) -> dict[tuple[UUID, str, str], int]:
    """Return how many notices people have of some subjects, by person, subject and kind."""
    rows = await unit.fetch(
        _times,
        "SELECT contact_id, subject_id, kind, count(*)::int FROM notices WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)"
        " AND subject_kind = %(kind)s AND subject_id = ANY(%(subjects)s) GROUP BY contact_id, subject_id, kind",
        {"org": organisation_id, "contacts": list(contact_ids), "kind": subject_kind, "subjects": list(subject_ids)},
    )
    return dict(rows)


async def by_keys(unit: Unit, organisation_id: UUID, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Notice]:
    """Return the notices that are there by kind and key."""
    rows = await unit.fetch(
        _notice,
        f"SELECT {_COLUMNS} FROM notices n JOIN unnest(%(kinds)s::text[], %(keys)s::text[]) AS v (kind, key) USING (kind, key)"
        " WHERE n.organisation_id = %(org)s",
        {"org": organisation_id, "kinds": [kind for kind, _ in keys], "keys": [key for _, key in keys]},
    )
    return {(each.kind, each.key): each for each in rows}


async def by_ids(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[Notice]:
    """Return notices by id."""
    return await unit.fetch(
        _notice,
        f"SELECT {_COLUMNS} FROM notices n WHERE n.organisation_id = %(org)s AND n.id = ANY(%(ids)s) ORDER BY n.id",
        {"org": organisation_id, "ids": list(ids)},
    )


async def gathering(unit: Unit, organisation_id: UUID, wanted: Sequence[tuple[str, UUID]], *, hold: bool) -> dict[tuple[str, UUID], UUID]:
    """Return the notices that wait for others, by kind and contact; held ones can't be sent meanwhile, and those being sent are left out."""
    rows = await unit.fetch(
        _gathers,
        "SELECT n.kind, n.contact_id, n.id FROM notices n WHERE n.organisation_id = %(org)s AND n.contact_id = ANY(%(contacts)s)"
        " AND n.kind = ANY(%(kinds)s) AND n.state = 'waiting' AND n.expires_at > %(at)s" + (" FOR SHARE OF n SKIP LOCKED" if hold else ""),
        {"org": organisation_id, "kinds": [kind for kind, _ in wanted], "contacts": [contact for _, contact in wanted], "at": unit.at},
    )
    return dict(rows)


async def joined(unit: Unit, organisation_id: UUID, leaders: Sequence[UUID]) -> list[Notice]:
    """Return the notices that are said by others, in the order in which they were asked for."""
    return await unit.fetch(
        _notice,
        f"SELECT {_COLUMNS} FROM notices n WHERE n.organisation_id = %(org)s AND n.joined_id = ANY(%(leaders)s) ORDER BY n.id",
        {"org": organisation_id, "leaders": list(leaders)},
    )


async def due_in(unit: Unit) -> list[UUID]:
    """Return the organisations with notices that are due or signalled (engine role)."""
    return await unit.fetch(
        _id,
        f"SELECT organisation_id FROM notices WHERE next_look <= %(at)s UNION SELECT s.organisation_id FROM {_SIGNALLED} ORDER BY 1",
        {"at": unit.at},
    )


async def due(unit: Unit, organisation_id: UUID, most: int) -> list[UUID]:
    """Return notices that are due or signalled."""
    return await unit.fetch(_id, f"{_DUE} LIMIT %(most)s", {"org": organisation_id, "at": unit.at, "most": most})


async def next_due(unit: Unit) -> datetime | None:
    """Return when a notice is looked at next, over all organisations (engine role): one that is signalled at once, or when its rest ends."""
    return await unit.value(
        "SELECT least((SELECT min(next_look) FROM notices WHERE next_look IS NOT NULL),"
        " (SELECT min(coalesce(r.rests_until, s.at)) FROM notice_signals s"
        "  JOIN notices r ON r.organisation_id = s.organisation_id AND r.id = s.notice_id))"
    )


async def take_due(unit: Unit, organisation_id: UUID, most: int, only: UUID | None = None) -> list[Notice]:
    """Lock notices that are due or signalled, or one of them, and that nobody else looks at, until the transaction ends."""
    return await unit.fetch(
        _notice,
        f"SELECT {_COLUMNS} FROM notices n WHERE n.organisation_id = %(org)s AND n.id IN ({_DUE})"
        " AND (%(only)s::uuid IS NULL OR n.id = %(only)s) ORDER BY n.id FOR UPDATE OF n SKIP LOCKED",
        {"org": organisation_id, "at": unit.at, "most": most, "only": only},
    )


async def rest(unit: Unit, organisation_id: UUID, notice_id: UUID, first: timedelta, longest: timedelta) -> None:
    """Leave a notice alone whose look raised, each time twice as long."""
    await unit.run(
        "UPDATE notices SET failures = failures + 1, rests_until = %(at)s + least(%(first)s * power(2, least(failures, 16)), %(longest)s),"
        " next_look = CASE WHEN next_look IS NULL THEN NULL ELSE %(at)s + least(%(first)s * power(2, least(failures, 16)), %(longest)s) END"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": notice_id, "at": unit.at, "first": first, "longest": longest},
    )


async def update(unit: Unit, organisation_id: UUID, changed: Sequence[Notice]) -> None:
    """Write where locked notices stand: state, reason, plan, next look and end."""
    await unit.run(
        "UPDATE notices n SET state = v.state, reason = v.reason, plan = v.plan, next_look = v.next_look, ended_at = v.ended_at,"
        "   failures = 0, rests_until = NULL"
        " FROM unnest(%(ids)s::uuid[], %(states)s::text[], %(reasons)s::text[], %(plans)s::jsonb[], %(looks)s::timestamptz[],"
        "   %(ended)s::timestamptz[]) AS v (id, state, reason, plan, next_look, ended_at)"
        " WHERE n.organisation_id = %(org)s AND n.id = v.id",
        {
            "org": organisation_id,
            "ids": [each.id for each in changed],
            "states": [each.state.value for each in changed],
            "reasons": [each.reason for each in changed],
            "plans": [Jsonb(plan_to(each.plan)) if each.plan else None for each in changed],
            "looks": [each.next_look for each in changed],
            "ended": [each.ended_at for each in changed],
        },
    )


async def leave_group(unit: Unit, organisation_id: UUID, notice_id: UUID, reason: str) -> bool:
    """Take a notice back that is to be said by another which still waits; whoever looks at that other is waited for. Says whether it was."""
    leaders = await unit.fetch(
        _id,
        "SELECT l.id FROM notices l JOIN notices n ON n.organisation_id = l.organisation_id AND n.joined_id = l.id"
        " WHERE l.organisation_id = %(org)s AND n.id = %(id)s AND n.state = 'grouped' AND l.state = 'waiting' FOR UPDATE OF l",
        {"org": organisation_id, "id": notice_id},
    )
    return bool(
        await unit.run(
            "UPDATE notices SET state = 'cancelled', reason = %(reason)s, joined_id = NULL, ended_at = %(at)s"
            " WHERE organisation_id = %(org)s AND id = %(id)s AND state = 'grouped' AND joined_id = ANY(%(leaders)s)",
            {"org": organisation_id, "id": notice_id, "reason": reason, "at": unit.at, "leaders": leaders},
        )
    )


async def succeed(unit: Unit, organisation_id: UUID, heirs: Sequence[Notice]) -> None:
    """Put notices in the place of those that were to say them: each stands as given, and the others that had joined the same join it."""
    params = {
        "org": organisation_id,
        "ids": [each.id for each in heirs],
        "leaders": [each.joined_id for each in heirs],
        "states": [each.state.value for each in heirs],
        "looks": [each.next_look for each in heirs],
    }
    await unit.run(
        "UPDATE notices n SET joined_id = v.id FROM unnest(%(ids)s::uuid[], %(leaders)s::uuid[]) AS v (id, leader)"
        " WHERE n.organisation_id = %(org)s AND n.joined_id = v.leader AND n.id <> v.id",
        params,
    )
    await unit.run(
        "UPDATE notices n SET state = v.state, reason = NULL, joined_id = NULL, ended_at = NULL, next_look = v.next_look"
        " FROM unnest(%(ids)s::uuid[], %(states)s::text[], %(looks)s::timestamptz[]) AS v (id, state, next_look)"
        " WHERE n.organisation_id = %(org)s AND n.id = v.id",
        params,
    )


async def page(unit: Unit, organisation_id: UUID, search: Search, before: UUID | None, limit: int) -> list[Notice]:
    """Return notices that fit, newest first, before an id."""
    return await unit.fetch(
        _notice,
        f"SELECT {_COLUMNS} FROM notices n WHERE n.organisation_id = %(org)s AND (%(before)s::uuid IS NULL OR n.id < %(before)s)"
        " AND (%(contact)s::uuid IS NULL OR n.contact_id = %(contact)s) AND (%(kind)s::text IS NULL OR n.kind = %(kind)s)"
        " AND (%(state)s::text IS NULL OR n.state = %(state)s) AND (%(subject_kind)s::text IS NULL OR n.subject_kind = %(subject_kind)s)"
        " AND (%(subject_id)s::text IS NULL OR n.subject_id = %(subject_id)s) ORDER BY n.id DESC LIMIT %(limit)s",
        {
            "org": organisation_id,
            "before": before,
            "contact": search.contact_id,
            "kind": search.kind,
            "state": search.state.value if search.state else None,
            "subject_kind": search.subject_kind,
            "subject_id": search.subject_id,
            "limit": limit,
        },
    )


async def known_by(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[Notice]:
    """Return notices with exactly this key, or about something with exactly this id, newest first: each by its index."""
    return await unit.fetch(
        _notice,
        f"""SELECT {_COLUMNS} FROM notices n WHERE n.organisation_id = %(org)s AND n.id IN (
          (SELECT k.id FROM notices k WHERE k.organisation_id = %(org)s AND k.key = %(sought)s
            AND k.kind = ANY(ARRAY(SELECT key FROM notice_kinds WHERE organisation_id = %(org)s)) ORDER BY k.id DESC LIMIT %(limit)s)
          UNION ALL
          (SELECT s.id FROM notices s WHERE s.organisation_id = %(org)s AND s.subject_id = %(sought)s AND s.subject_kind IS NOT NULL
            ORDER BY s.id DESC LIMIT %(limit)s)) ORDER BY n.id DESC LIMIT %(limit)s""",
        {"org": organisation_id, "sought": sought, "limit": limit},
    )


async def forget_data(unit: Unit, organisation_id: UUID, before: Any) -> int:
    """Forget what notices said that ended before a moment; returns how many."""
    return await unit.run(
        "UPDATE notices SET data = NULL WHERE organisation_id = %(org)s AND ended_at < %(before)s AND data IS NOT NULL",
        {"org": organisation_id, "before": before},
    )


def _notice(*columns: Any) -> Notice:
    identifier, kind, key, contact_id, address_id, subject_kind, subject_id, state, reason, plan, *rest = columns
    return Notice(identifier, kind, key, contact_id, address_id, subject_kind, subject_id, NoticeState(state), reason, plan_from(plan), *rest)


def _id(identifier: UUID) -> UUID:
    return identifier


def _gathers(kind: str, contact_id: UUID, identifier: UUID) -> tuple[tuple[str, UUID], UUID]:
    return (kind, contact_id), identifier


def _times(contact_id: UUID, subject_id: str, kind: str, times: int) -> tuple[tuple[UUID, str, str], int]:
    return (contact_id, subject_id, kind), times
