"""Threads: one for each person, made and changed in batches, always locked in the order of their ids."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.inbox.types import Status, Thread, Urgency, Why
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

COLUMNS = (
    "id, contact_id, stranger, status, why, urgency, assignee_id, team_id, snoozed_until, waiting_since, heard_at, channel, sender_id, address_id,"
    " moved_at, replied_id, replied_by, created_at, joined_id"
)


async def ensure(
    unit: Unit, organisation_id: UUID, ids: Sequence[UUID], contact_ids: Sequence[UUID | None], strangers: Sequence[bytes | None]
) -> None:
    """Make threads of people and strangers that have none, resolved as long as nobody wrote; `contact_ids` and `strangers` go together."""
    await unit.run(
        "INSERT INTO inbox_threads (organisation_id, id, contact_id, stranger, status, why, moved_at, created_at)"
        " SELECT %(org)s, id, contact_id, stranger, 'resolved', 'by_hand', %(at)s, %(at)s"
        " FROM unnest(%(ids)s::uuid[], %(contacts)s::uuid[], %(strangers)s::bytea[]) AS v (id, contact_id, stranger)"
        " ORDER BY contact_id, stranger ON CONFLICT DO NOTHING",
        {"org": organisation_id, "at": unit.at, "ids": list(ids), "contacts": list(contact_ids), "strangers": list(strangers)},
    )


async def hold_of(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], strangers: Sequence[bytes]) -> list[Thread]:
    """Lock the threads of people and strangers, in the order of their ids."""
    return await unit.fetch(
        thread_from,
        f"SELECT {COLUMNS} FROM inbox_threads WHERE organisation_id = %(org)s"
        " AND (contact_id = ANY(%(contacts)s) OR stranger = ANY(%(strangers)s::bytea[])) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "contacts": list(contact_ids), "strangers": list(strangers)},
    )


async def hold(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[Thread]:
    """Lock threads, in the order of their ids."""
    return await unit.fetch(
        thread_from,
        f"SELECT {COLUMNS} FROM inbox_threads WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id FOR UPDATE",
        {"org": organisation_id, "ids": list(ids)},
    )


async def by_ids(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> list[Thread]:
    """Return threads."""
    return await unit.fetch(
        thread_from,
        f"SELECT {COLUMNS} FROM inbox_threads WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) ORDER BY id",
        {"org": organisation_id, "ids": list(ids)},
    )


async def of_strangers(unit: Unit, organisation_id: UUID, strangers: Sequence[bytes]) -> list[Thread]:
    """Return the threads of strangers."""
    return await unit.fetch(
        thread_from,
        f"SELECT {COLUMNS} FROM inbox_threads WHERE organisation_id = %(org)s AND stranger = ANY(%(strangers)s::bytea[]) ORDER BY id",
        {"org": organisation_id, "strangers": list(strangers)},
    )


async def of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[Thread]:
    """Return the threads of contacts."""
    return await unit.fetch(
        thread_from,
        f"SELECT {COLUMNS} FROM inbox_threads WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) ORDER BY id",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def update(unit: Unit, organisation_id: UUID, threads: Sequence[Thread]) -> None:
    """Write threads that are locked."""
    await unit.run(
        "UPDATE inbox_threads t SET status = v.status, why = v.why, urgency = v.urgency, assignee_id = v.assignee_id, team_id = v.team_id,"
        " snoozed_until = v.snoozed_until, waiting_since = v.waiting_since, heard_at = v.heard_at, channel = v.channel, sender_id = v.sender_id,"
        " address_id = v.address_id, moved_at = v.moved_at, replied_id = v.replied_id, replied_by = v.replied_by"
        " FROM unnest(%(ids)s::uuid[], %(statuses)s::text[], %(whys)s::text[], %(urgencies)s::smallint[], %(assignees)s::uuid[], %(teams)s::uuid[],"
        " %(snoozed)s::timestamptz[], %(waiting)s::timestamptz[], %(heard)s::timestamptz[], %(channels)s::text[], %(senders)s::uuid[],"
        " %(addresses)s::uuid[], %(moved)s::timestamptz[], %(replied)s::uuid[], %(by)s::text[])"
        " AS v (id, status, why, urgency, assignee_id, team_id, snoozed_until, waiting_since, heard_at, channel, sender_id, address_id, moved_at,"
        " replied_id, replied_by) WHERE t.organisation_id = %(org)s AND t.id = v.id",
        {
            "org": organisation_id,
            "ids": [each.id for each in threads],
            "statuses": [each.status.value for each in threads],
            "whys": [each.why.value for each in threads],
            "urgencies": [int(each.urgency) for each in threads],
            "assignees": [each.assignee_id for each in threads],
            "teams": [each.team_id for each in threads],
            "snoozed": [each.snoozed_until for each in threads],
            "waiting": [each.waiting_since for each in threads],
            "heard": [each.heard_at for each in threads],
            "channels": [each.channel.value if each.channel else None for each in threads],
            "senders": [each.sender_id for each in threads],
            "addresses": [each.address_id for each in threads],
            "moved": [each.moved_at for each in threads],
            "replied": [each.replied_id for each in threads],
            "by": [each.replied_by for each in threads],
        },
    )


async def joined_to(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> list[UUID]:
    """Return the threads that are shown in these."""
    return await unit.fetch(
        _same,
        "SELECT id FROM inbox_threads WHERE organisation_id = %(org)s AND joined_id = ANY(%(threads)s) ORDER BY id",
        {"org": organisation_id, "threads": list(thread_ids)},
    )


async def add_strange(unit: Unit, organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> None:
    """Write down what strangers wrote: thread and message."""
    await unit.run(
        "INSERT INTO inbox_strangers (organisation_id, thread_id, message_id) SELECT %(org)s, t.* FROM unnest(%(threads)s::uuid[],"
        " %(messages)s::uuid[]) AS t ON CONFLICT DO NOTHING",
        {"org": organisation_id, "threads": [thread for thread, _ in pairs], "messages": [message for _, message in pairs]},
    )


async def strange(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """Return what strangers wrote: thread and message, newest first."""
    return await unit.fetch(
        _pair,
        "SELECT thread_id, message_id FROM inbox_strangers WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s) ORDER BY message_id DESC",
        {"org": organisation_id, "threads": list(thread_ids)},
    )


async def waking(unit: Unit, organisation_id: UUID, most: int) -> list[Thread]:
    """Lock threads whose snooze is over; those that somebody holds are passed over."""
    return await unit.fetch(
        thread_from,
        f"SELECT {COLUMNS} FROM inbox_threads WHERE organisation_id = %(org)s AND snoozed_until <= %(at)s ORDER BY id LIMIT %(most)s"
        " FOR UPDATE SKIP LOCKED",
        {"org": organisation_id, "at": unit.at, "most": most},
    )


async def next_due(unit: Unit) -> datetime | None:
    """Return when a snooze is over, over all organisations (engine role); now, if something became of a reply that nobody looked at."""
    return await unit.value(
        "SELECT least((SELECT min(snoozed_until) FROM inbox_threads WHERE snoozed_until IS NOT NULL),"
        " CASE WHEN EXISTS (SELECT FROM inbox_signals) THEN %(at)s END)",
        {"at": unit.at},
    )


async def organisations_due(unit: Unit) -> list[UUID]:
    """Return the organisations in which a snooze is over, or something became of a reply (engine role)."""
    return await unit.fetch(
        _same,
        "SELECT organisation_id FROM inbox_threads WHERE snoozed_until <= %(at)s UNION SELECT organisation_id FROM inbox_signals",
        {"at": unit.at},
    )


def thread_from(*row: Any) -> Thread:
    """Make a thread of its columns."""
    identifier, contact_id, stranger, status, why, urgency, assignee, team, snoozed, waiting, heard, channel, *rest = row
    return Thread(
        identifier,
        contact_id,
        stranger,
        Status(status),
        Why(why),
        Urgency(urgency),
        assignee,
        team,
        snoozed,
        waiting,
        heard,
        Channel(channel) if channel else None,
        *rest,
    )


def _pair(thread_id: UUID, message_id: UUID) -> tuple[UUID, UUID]:
    return thread_id, message_id


def _same(value: UUID) -> UUID:
    return value
