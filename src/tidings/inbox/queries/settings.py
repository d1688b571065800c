"""Teams, canned answers, and who looks at what."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.inbox.types import Canned, Doing, Presence, Team
from tidings.infra.db.unit import Unit

_CANNED = "id, shortcut, title, texts, default_locale, team_id, changed_by, changed_at, archived_at"


async def put_team(unit: Unit, organisation_id: UUID, team: Team) -> None:
    """Write a team whole."""
    await unit.run(
        "INSERT INTO inbox_teams (organisation_id, id, name, members, created_at, archived_at)"
        " VALUES (%(org)s, %(id)s, %(name)s, %(members)s, %(created)s, %(archived)s)"
        " ON CONFLICT (organisation_id, id) DO UPDATE SET name = excluded.name, members = excluded.members, archived_at = excluded.archived_at",
        {
            "org": organisation_id,
            "id": team.id,
            "name": team.name,
            "members": list(team.members),
            "created": team.created_at,
            "archived": team.archived_at,
        },
    )


async def teams(unit: Unit, organisation_id: UUID) -> list[Team]:
    """Return all teams by name, archived ones too."""
    return await unit.fetch(
        Team,
        "SELECT id, name, members, created_at, archived_at FROM inbox_teams WHERE organisation_id = %(org)s ORDER BY lower(name), id",
        {"org": organisation_id},
    )


async def leave_team(unit: Unit, organisation_id: UUID, team_id: UUID) -> None:
    """Take a team off its threads."""
    await unit.run(
        "UPDATE inbox_threads t SET team_id = NULL FROM (SELECT id FROM inbox_threads WHERE organisation_id = %(org)s AND team_id = %(team)s"
        " ORDER BY id FOR UPDATE) AS held WHERE t.organisation_id = %(org)s AND t.id = held.id",
        {"org": organisation_id, "team": team_id},
    )


async def put_canned(unit: Unit, organisation_id: UUID, canned: Canned) -> None:
    """Write a canned answer whole."""
    await unit.run(
        f"INSERT INTO inbox_canned (organisation_id, {_CANNED}) VALUES (%(org)s, %(id)s, %(shortcut)s, %(title)s, %(texts)s, %(default)s, %(team)s,"
        " %(by)s, %(at)s, %(archived)s) ON CONFLICT (organisation_id, id) DO UPDATE SET shortcut = excluded.shortcut, title = excluded.title,"
        " texts = excluded.texts, default_locale = excluded.default_locale, team_id = excluded.team_id, changed_by = excluded.changed_by,"
        " changed_at = excluded.changed_at, archived_at = excluded.archived_at",
        {
            "org": organisation_id,
            "id": canned.id,
            "shortcut": canned.shortcut,
            "title": canned.title,
            "texts": Jsonb(dict(canned.texts)),
            "default": canned.default_locale,
            "team": canned.team_id,
            "by": canned.changed_by,
            "at": canned.changed_at,
            "archived": canned.archived_at,
        },
    )


async def canned(unit: Unit, organisation_id: UUID) -> list[Canned]:
    """Return all canned answers by shortcut, archived ones too."""
    return await unit.fetch(
        Canned, f"SELECT {_CANNED} FROM inbox_canned WHERE organisation_id = %(org)s ORDER BY lower(shortcut), id", {"org": organisation_id}
    )


async def be_present(unit: Unit, organisation_id: UUID, thread_id: UUID, presence: Presence) -> None:
    """Note that somebody looks at a thread; what is over in it goes."""
    params = {
        "org": organisation_id,
        "thread": thread_id,
        "user": presence.user_id,
        "doing": presence.doing.value,
        "until": presence.until,
        "at": unit.at,
    }
    await unit.run(
        "DELETE FROM inbox_presence WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND until <= %(at)s AND user_id <> %(user)s", params
    )
    await unit.run(
        "INSERT INTO inbox_presence (organisation_id, thread_id, user_id, doing, until) VALUES (%(org)s, %(thread)s, %(user)s, %(doing)s, %(until)s)"
        " ON CONFLICT (organisation_id, thread_id, user_id) DO UPDATE SET doing = excluded.doing, until = excluded.until",
        params,
    )


async def be_gone(unit: Unit, organisation_id: UUID, thread_id: UUID, user_id: UUID) -> int:
    """Note that somebody left a thread."""
    return await unit.run(
        "DELETE FROM inbox_presence WHERE organisation_id = %(org)s AND thread_id = %(thread)s AND user_id = %(user)s",
        {"org": organisation_id, "thread": thread_id, "user": user_id},
    )


async def present(unit: Unit, organisation_id: UUID, thread_ids: Sequence[UUID]) -> list[tuple[UUID, Presence]]:
    """Return who is in threads now."""
    return await unit.fetch(
        _present,
        "SELECT thread_id, user_id, doing, until FROM inbox_presence WHERE organisation_id = %(org)s AND thread_id = ANY(%(threads)s)"
        " AND until > %(at)s ORDER BY thread_id, user_id",
        {"org": organisation_id, "threads": list(thread_ids), "at": unit.at},
    )


def _present(thread_id: UUID, user_id: UUID, doing: str, until: datetime) -> tuple[UUID, Presence]:
    return thread_id, Presence(user_id, Doing(doing), until)
