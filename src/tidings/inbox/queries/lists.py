"""Lists of threads, and how many each holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.inbox.queries.threads import COLUMNS, thread_from
from tidings.inbox.types import ListName, Order, Status, Thread, Wanted
from tidings.infra.db.unit import Unit

_NEW = (
    "(t.heard_at IS NOT NULL AND t.heard_at > coalesce((SELECT read_at FROM inbox_marks k WHERE k.organisation_id = %(org)s"
    " AND k.thread_id = t.id AND k.user_id = %(user)s), '-infinity'))"
)
_NAMED = "EXISTS (SELECT FROM inbox_mentions n WHERE n.organisation_id = %(org)s AND n.thread_id = t.id AND n.user_id = %(user)s)"
# Who left the organisation has nothing assigned any more.
_UNASSIGNED = "(t.assignee_id IS NULL OR t.assignee_id <> ALL(%(agents)s::uuid[]))"
_IN_LIST = {
    ListName.MINE: "t.assignee_id = %(user)s",
    ListName.UNASSIGNED: _UNASSIGNED,
    ListName.ALL: "true",
    ListName.MENTIONS: _NAMED,
}
_FAR = "'infinity'::timestamptz"
_ORDERS = {
    Order.WAITING: f"-t.urgency, coalesce(t.waiting_since, {_FAR}), t.id",
    Order.NEWEST: "t.moved_at DESC, t.id DESC",
}
_BEYOND = {
    Order.WAITING: (
        f"(-t.urgency, coalesce(t.waiting_since, {_FAR}), t.id) > (%(rank)s::integer, coalesce(%(since)s::timestamptz, {_FAR}), %(after)s::uuid)"
    ),
    Order.NEWEST: "(t.moved_at, t.id) < (%(since)s::timestamptz, %(after)s::uuid)",
}


async def listed(
    unit: Unit,
    organisation_id: UUID,
    wanted: Wanted,
    *,
    user_id: UUID | None,
    agents: Sequence[UUID],
    after: tuple[int, datetime | None, UUID] | None,
    limit: int,
) -> list[tuple[Thread, bool, bool]]:
    """Return threads with whether they are unread and name the user; `after` is urgency below nought, moment and id of the last one known."""
    rank, since, last = after or (None, None, None)
    statuses = list(wanted.statuses) or [each for each in Status if each is not Status.RESOLVED]
    if wanted.list is ListName.MENTIONS and not wanted.statuses:
        statuses = list(Status)
    return await unit.fetch(
        _listed,
        f"SELECT {COLUMNS}, {_NEW}, {_NAMED} FROM inbox_threads t"
        f" WHERE t.organisation_id = %(org)s AND t.joined_id IS NULL AND t.status = ANY(%(statuses)s) AND {_IN_LIST[wanted.list]}"
        " AND (%(team)s::uuid IS NULL OR t.team_id = %(team)s) AND (%(ids)s::uuid[] IS NULL OR t.id = ANY(%(ids)s))"
        f" AND (%(after)s::uuid IS NULL OR {_BEYOND[wanted.order]}) ORDER BY {_ORDERS[wanted.order]} LIMIT %(limit)s",
        {
            "org": organisation_id,
            "user": user_id,
            "agents": list(agents),
            "team": wanted.team_id,
            "statuses": [each.value for each in statuses],
            "ids": None if wanted.ids is None else list(wanted.ids),
            "rank": rank,
            "since": since,
            "after": last,
            "limit": limit,
        },
    )


async def one(unit: Unit, organisation_id: UUID, thread_id: UUID, user_id: UUID | None) -> tuple[Thread, bool, bool] | None:
    """Return a thread with whether it is unread and names the user."""
    return await unit.fetch_one(
        _listed,
        f"SELECT {COLUMNS}, {_NEW}, {_NAMED} FROM inbox_threads t WHERE t.organisation_id = %(org)s AND t.id = %(id)s",
        {"org": organisation_id, "id": thread_id, "user": user_id},
    )


async def counts(unit: Unit, organisation_id: UUID, user_id: UUID | None, agents: Sequence[UUID]) -> tuple[int, int, int, int, int]:
    """Count the threads that are open: a user's, nobody's, all; those that name the user; and those of theirs or nobody's that they have not read."""
    found = await unit.fetch_one(
        _counted,
        "SELECT count(*) FILTER (WHERE t.status = 'open' AND t.assignee_id = %(user)s),"
        f" count(*) FILTER (WHERE t.status = 'open' AND {_UNASSIGNED}), count(*) FILTER (WHERE t.status = 'open'),"
        " (SELECT count(DISTINCT thread_id) FROM inbox_mentions WHERE organisation_id = %(org)s AND user_id = %(user)s),"
        f" count(*) FILTER (WHERE t.status = 'open' AND %(user)s::uuid IS NOT NULL AND (t.assignee_id = %(user)s OR {_UNASSIGNED}) AND {_NEW})"
        " FROM inbox_threads t WHERE t.organisation_id = %(org)s AND t.status <> 'resolved' AND t.joined_id IS NULL",
        {"org": organisation_id, "user": user_id, "agents": list(agents)},
    )
    return found or (0, 0, 0, 0, 0)


async def counts_of_teams(unit: Unit, organisation_id: UUID) -> dict[UUID, int]:
    """Count the open threads of each team."""
    rows = await unit.fetch(
        _team,
        "SELECT team_id, count(*) FROM inbox_threads WHERE organisation_id = %(org)s AND status = 'open' AND team_id IS NOT NULL"
        " AND joined_id IS NULL GROUP BY team_id",
        {"org": organisation_id},
    )
    return dict(rows)


def _listed(*row: Any) -> tuple[Thread, bool, bool]:
    *columns, unread, named = row
    return thread_from(*columns), unread, named


def _counted(mine: int, unassigned: int, every: int, mentions: int, unread: int) -> tuple[int, int, int, int, int]:
    return mine, unassigned, every, mentions, unread


def _team(team_id: UUID, threads: int) -> tuple[UUID, int]:
    return team_id, threads


async def escalated(unit: Unit, organisation_id: UUID, urgent: int) -> tuple[int, int, datetime | None]:
    """Count the open threads that were escalated, those of them with this urgency, and say since when one of them waits."""
    found = await unit.fetch_one(
        _escalated,
        "SELECT count(*), count(*) FILTER (WHERE urgency >= %(urgent)s), min(coalesce(waiting_since, moved_at)) FROM inbox_threads"
        " WHERE organisation_id = %(org)s AND status = 'open' AND urgency > 0 AND joined_id IS NULL",
        {"org": organisation_id, "urgent": urgent},
    )
    return found or (0, 0, None)


def _escalated(threads: int, urgent: int, since: datetime | None) -> tuple[int, int, datetime | None]:
    return threads, urgent, since
