"""Users, members and roles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.accounts.types import Role, StoredUser
from tidings.infra.db.unit import Unit

_USER = "id, email_sealed, email_lookup, name, password_hash, totp_sealed, totp_confirmed_at, totp_last_step, created_at, disabled_at"


async def insert_user(unit: Unit, user: StoredUser) -> bool:
    """Add a user; False if the email is known already."""
    added = await unit.run(
        "INSERT INTO users (id, email_sealed, email_lookup, name, password_hash, created_at)"
        " VALUES (%(id)s, %(sealed)s, %(lookup)s, %(name)s, %(hash)s, %(at)s) ON CONFLICT (email_lookup) DO NOTHING",
        {
            "id": user.id,
            "sealed": user.email_sealed,
            "lookup": user.email_lookup,
            "name": user.name,
            "hash": user.password_hash,
            "at": user.created_at,
        },
    )
    return added == 1


async def user_by_email(unit: Unit, lookups: Sequence[bytes]) -> StoredUser | None:
    """Return the user with this email, under whichever index key, and hold the row: a code must not open twice."""
    return await unit.fetch_one(StoredUser, f"SELECT {_USER} FROM users WHERE email_lookup = ANY(%(lookups)s) FOR UPDATE", {"lookups": list(lookups)})


async def user(unit: Unit, user_id: UUID) -> StoredUser | None:
    """Return a user and hold the row."""
    return await unit.fetch_one(StoredUser, f"SELECT {_USER} FROM users WHERE id = %(id)s FOR UPDATE", {"id": user_id})


async def set_totp(unit: Unit, user_id: UUID, sealed: bytes) -> None:
    """Give a user a new shared secret, not yet confirmed."""
    await unit.run(
        "UPDATE users SET totp_sealed = %(sealed)s, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = %(id)s",
        {"id": user_id, "sealed": sealed},
    )


async def all_users(unit: Unit) -> list[StoredUser]:
    """Return every user, and have others wait who would add one."""
    await unit.run("LOCK TABLE users IN SHARE ROW EXCLUSIVE MODE")
    return await unit.fetch(StoredUser, f"SELECT {_USER} FROM users ORDER BY id")


async def set_email_lookups(unit: Unit, lookups: Sequence[tuple[UUID, bytes]]) -> None:
    """Put users under new look-up values of their emails."""
    await unit.run(
        "UPDATE users u SET email_lookup = m.lookup FROM unnest(%(ids)s::uuid[], %(lookups)s::bytea[]) AS m (id, lookup) WHERE u.id = m.id",
        {"ids": [identifier for identifier, _ in lookups], "lookups": [lookup for _, lookup in lookups]},
    )


async def use_totp_step(unit: Unit, user_id: UUID, step: int, confirmed_at: datetime) -> None:
    """Remember the step of the code just used; the first one confirms the secret."""
    await unit.run(
        "UPDATE users SET totp_last_step = %(step)s, totp_confirmed_at = coalesce(totp_confirmed_at, %(at)s) WHERE id = %(id)s",
        {"id": user_id, "step": step, "at": confirmed_at},
    )


async def set_password(unit: Unit, user_id: UUID, password_hash: str) -> None:
    """Give a user a new password."""
    await unit.run("UPDATE users SET password_hash = %(hash)s WHERE id = %(id)s", {"id": user_id, "hash": password_hash})


async def clear_totp(unit: Unit, user_id: UUID) -> None:
    """Ask a user for no codes any more; those for recovery go too."""
    await unit.run("UPDATE users SET totp_sealed = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = %(id)s", {"id": user_id})
    await unit.run("DELETE FROM recovery_codes WHERE user_id = %(id)s", {"id": user_id})


async def put_recovery_codes(unit: Unit, user_id: UUID, hashes: Sequence[bytes]) -> None:
    """Give a user recovery codes in place of the earlier ones."""
    await unit.run("DELETE FROM recovery_codes WHERE user_id = %(id)s", {"id": user_id})
    await unit.run(
        "INSERT INTO recovery_codes (user_id, code_hash) SELECT %(id)s, unnest(%(hashes)s::bytea[])", {"id": user_id, "hashes": list(hashes)}
    )


async def use_recovery_code(unit: Unit, user_id: UUID, code_hash: bytes) -> bool:
    """Use a code up; False if it is unknown or used."""
    used = await unit.run(
        "UPDATE recovery_codes SET used_at = %(at)s WHERE user_id = %(id)s AND code_hash = %(hash)s AND used_at IS NULL",
        {"id": user_id, "hash": code_hash, "at": unit.at},
    )
    return used == 1


async def recovery_codes_left(unit: Unit, user_id: UUID) -> int:
    """Return how many recovery codes still open."""
    left: int = await unit.value("SELECT count(*) FROM recovery_codes WHERE user_id = %(id)s AND used_at IS NULL", {"id": user_id})
    return left


async def put_member(unit: Unit, organisation_id: UUID, user_id: UUID, role: Role) -> None:
    """Make a user a member, or give a member another role."""
    await unit.run(
        "INSERT INTO memberships (organisation_id, user_id, role, added_at) VALUES (%(org)s, %(user)s, %(role)s, %(at)s)"
        " ON CONFLICT (organisation_id, user_id) DO UPDATE SET role = excluded.role",
        {"org": organisation_id, "user": user_id, "role": role, "at": unit.at},
    )


async def delete_member(unit: Unit, organisation_id: UUID, user_id: UUID) -> None:
    """End a membership."""
    await unit.run("DELETE FROM memberships WHERE organisation_id = %(org)s AND user_id = %(user)s", {"org": organisation_id, "user": user_id})


async def memberships(unit: Unit, organisation_id: UUID) -> list[tuple[UUID, Role, datetime]]:
    """Return user, role and since when, of all members; holds the rows, so that the last owner can't leave twice at once."""
    return await unit.fetch(
        _membership,
        "SELECT user_id, role, added_at FROM memberships WHERE organisation_id = %(org)s ORDER BY user_id FOR UPDATE",
        {"org": organisation_id},
    )


async def member_roles(unit: Unit, organisation_id: UUID) -> list[tuple[UUID, Role, datetime]]:
    """Return user, role and since when, of all members, holding nothing."""
    return await unit.fetch(
        _membership, "SELECT user_id, role, added_at FROM memberships WHERE organisation_id = %(org)s ORDER BY user_id", {"org": organisation_id}
    )


async def users(unit: Unit, ids: Sequence[UUID]) -> list[StoredUser]:
    """Return these users."""
    return await unit.fetch(StoredUser, f"SELECT {_USER} FROM users WHERE id = ANY(%(ids)s)", {"ids": list(ids)})


async def roles_of(unit: Unit, user_id: UUID) -> dict[UUID, Role]:
    """Return the user's role in each organisation. It crosses organisations, as a person may."""
    rows = await unit.fetch(_as_tuple, "SELECT organisation_id, role FROM memberships WHERE user_id = %(user)s", {"user": user_id})
    return {organisation_id: Role(role) for organisation_id, role in rows}


def _membership(user_id: UUID, role: str, added_at: datetime) -> tuple[UUID, Role, datetime]:
    return user_id, Role(role), added_at


def _as_tuple(*columns: Any) -> tuple[Any, ...]:
    return columns
