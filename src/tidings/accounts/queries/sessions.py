"""Sessions of people, the links that are handed to them, and how often somebody tried. All their times are those of people's watches."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts.types import LinkPurpose, Role, Seat, Session
from tidings.infra.db.unit import Unit

_SESSION = "s.id, s.user_id, s.device, s.created_at, s.seen_at, s.expires_at"
_OPENS = (
    "l.secret_hash = %(hash)s AND l.purpose = %(purpose)s AND l.used_at IS NULL AND l.expires_at > %(at)s"
    " AND (l.invited_to IS NULL OR l.invited_to = ALL(SELECT m.organisation_id FROM memberships m WHERE m.user_id = l.user_id)"
    " AND EXISTS (SELECT FROM memberships m WHERE m.user_id = l.user_id))"
)
_LIVES = "s.expires_at > %(at)s AND s.seen_at > %(rested)s"


async def insert_session(unit: Unit, session: Session, secret_hash: bytes) -> None:
    """Add a session."""
    await unit.run(
        "INSERT INTO sessions (id, user_id, secret_hash, device, created_at, seen_at, expires_at)"
        " VALUES (%(id)s, %(user)s, %(hash)s, %(device)s, %(at)s, %(at)s, %(expires_at)s)",
        {
            "id": session.id,
            "user": session.user_id,
            "hash": secret_hash,
            "device": session.device,
            "at": session.created_at,
            "expires_at": session.expires_at,
        },
    )


async def session_of(unit: Unit, secret_hash: bytes, rests: timedelta) -> Session | None:
    """Return the session of a secret, if it lives and its user was not shut out."""
    return await unit.fetch_one(
        Session,
        f"SELECT {_SESSION} FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.secret_hash = %(hash)s AND {_LIVES} AND u.disabled_at IS NULL",
        {"hash": secret_hash, "at": unit.real_at, "rested": unit.real_at - rests},
    )


async def seats(unit: Unit, held: Sequence[tuple[bytes, UUID]], rests: timedelta) -> dict[tuple[bytes, UUID], Seat]:
    """Return the session of each secret that lives, with what its user is to the organisation beside it."""
    rows = await unit.fetch(
        _seat,
        "SELECT v.hash, v.organisation_id, s.id, s.user_id, s.seen_at, m.role FROM unnest(%(hashes)s::bytea[], %(orgs)s::uuid[])"
        " AS v (hash, organisation_id) JOIN sessions s ON s.secret_hash = v.hash JOIN users u ON u.id = s.user_id"
        f" LEFT JOIN memberships m ON m.organisation_id = v.organisation_id AND m.user_id = s.user_id WHERE {_LIVES} AND u.disabled_at IS NULL",
        {"hashes": [each for each, _ in held], "orgs": [each for _, each in held], "at": unit.real_at, "rested": unit.real_at - rests},
    )
    return dict(rows)


async def touch_sessions(unit: Unit, session_ids: Collection[UUID]) -> None:
    """Note that sessions were used; those of which another request notes the same are skipped."""
    await unit.run(
        "UPDATE sessions SET seen_at = %(at)s WHERE id IN (SELECT id FROM sessions WHERE id = ANY(%(ids)s) FOR NO KEY UPDATE SKIP LOCKED)",
        {"ids": list(session_ids), "at": unit.real_at},
    )


async def sessions_of(unit: Unit, user_id: UUID, rests: timedelta) -> list[Session]:
    """Return a user's sessions that live, the newest first."""
    return await unit.fetch(
        Session,
        f"SELECT {_SESSION} FROM sessions s WHERE s.user_id = %(user)s AND {_LIVES} ORDER BY s.id DESC",
        {"user": user_id, "at": unit.real_at, "rested": unit.real_at - rests},
    )


async def delete_session(unit: Unit, session_id: UUID) -> None:
    """End a session."""
    await unit.run("DELETE FROM sessions WHERE id = %(id)s", {"id": session_id})


async def delete_sessions(unit: Unit, user_id: UUID, kept: UUID | None) -> int:
    """End a user's sessions but the one `kept`; returns how many."""
    return await unit.run("DELETE FROM sessions WHERE user_id = %(user)s AND id IS DISTINCT FROM %(kept)s::uuid", {"user": user_id, "kept": kept})


async def insert_link(unit: Unit, user_id: UUID, secret_hash: bytes, purpose: LinkPurpose, *, expires_at: datetime, invited_to: UUID | None) -> None:
    """Add a link, in place of those of the same purpose; `invited_to` is the organisation that made it, None where the operator did."""
    await unit.run("DELETE FROM user_links WHERE user_id = %(user)s AND purpose = %(purpose)s", {"user": user_id, "purpose": purpose})
    await unit.run(
        "INSERT INTO user_links (secret_hash, user_id, purpose, invited_to, made_at, expires_at)"
        " VALUES (%(hash)s, %(user)s, %(purpose)s, %(invited_to)s, %(at)s, %(expires_at)s)",
        {"hash": secret_hash, "user": user_id, "purpose": purpose, "invited_to": invited_to, "at": unit.real_at, "expires_at": expires_at},
    )


async def use_link(unit: Unit, secret_hash: bytes, purpose: LinkPurpose) -> UUID | None:
    """Use a link up and return whose it is; None if it is unknown, used, over, of another purpose, or an organisation's whose they are not alone.

    The user is held first: who adds them elsewhere does the same, so the link sees that membership or that one waits.
    """
    await unit.run("SELECT FROM users u JOIN user_links l ON l.user_id = u.id WHERE l.secret_hash = %(hash)s FOR UPDATE OF u", {"hash": secret_hash})
    user_id: UUID | None = await unit.value(
        f"UPDATE user_links l SET used_at = %(at)s WHERE {_OPENS} RETURNING l.user_id",
        {"hash": secret_hash, "purpose": purpose, "at": unit.real_at},
    )
    return user_id


async def whose_link(unit: Unit, secret_hash: bytes, purpose: LinkPurpose) -> UUID | None:
    """Return who could use a link now; None as in `use_link`."""
    user_id: UUID | None = await unit.value(
        f"SELECT l.user_id FROM user_links l WHERE {_OPENS}", {"hash": secret_hash, "purpose": purpose, "at": unit.real_at}
    )
    return user_id


async def end_links(unit: Unit, user_id: UUID, made_by: UUID | None = None) -> None:
    """End the links of a user that were not used yet and that an organisation made, `made_by` or any; those that the operator made stay."""
    await unit.run(
        "DELETE FROM user_links WHERE user_id = %(user)s AND used_at IS NULL AND invited_to IS NOT NULL"
        " AND (%(made_by)s::uuid IS NULL OR invited_to = %(made_by)s)",
        {"user": user_id, "made_by": made_by},
    )


async def count_attempts(unit: Unit, subjects: Sequence[bytes], window: timedelta) -> dict[bytes, int]:
    """Count an attempt at each subject and return how many there were since its window began, this one among them."""
    rows = await unit.fetch(
        _counted,
        "INSERT INTO sign_in_attempts AS a (subject, attempts, began_at) SELECT unnest(%(subjects)s::bytea[]), 1, %(at)s ORDER BY 1"
        " ON CONFLICT (subject) DO UPDATE SET"
        " attempts = CASE WHEN a.began_at <= %(since)s THEN 1 ELSE a.attempts + 1 END,"
        " began_at = CASE WHEN a.began_at <= %(since)s THEN %(at)s ELSE a.began_at END"
        " RETURNING subject, attempts",
        {"subjects": list(subjects), "at": unit.real_at, "since": unit.real_at - window},
    )
    return dict(rows)


async def forget_attempts(unit: Unit, subject: bytes) -> None:
    """Start counting anew."""
    await unit.run("DELETE FROM sign_in_attempts WHERE subject = %(subject)s", {"subject": subject})


async def forget_what_is_over(unit: Unit, rests: timedelta, window: timedelta) -> int:
    """Delete sessions, links and counts that say nothing any more; returns how many sessions."""
    await unit.run("DELETE FROM sign_in_attempts WHERE began_at <= %(since)s", {"since": unit.real_at - window})
    await unit.run("DELETE FROM user_links WHERE expires_at <= %(at)s", {"at": unit.real_at})
    return await unit.run(f"DELETE FROM sessions s WHERE NOT ({_LIVES})", {"at": unit.real_at, "rested": unit.real_at - rests})


def _seat(
    secret_hash: bytes, organisation_id: UUID, session_id: UUID, user_id: UUID, seen_at: datetime, role: str | None
) -> tuple[tuple[bytes, UUID], Seat]:
    return (secret_hash, organisation_id), Seat(session_id, user_id, seen_at, None if role is None else Role(role))


def _counted(subject: bytes, attempts: int) -> tuple[bytes, int]:
    return subject, attempts
