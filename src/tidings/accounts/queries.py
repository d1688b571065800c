"""All SQL of organisations, keys, users, the audit and kept answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.accounts.types import ApiKey, AuditEntry, Caller, ConsentBasis, Organisation, Role, Scope, StoredUser
from tidings.infra.db.unit import Unit

_ORGANISATION = "id, name, slug, region, time_zone, currency, locale, stopped_at, stopped_reason, allow_list_only, created_at"
_KEY = "id, name, prefix, scopes, consent_basis, created_by, created_at, expires_at, last_used_at, revoked_at"
_USER = "id, email_sealed, email_lookup, name, password_hash, totp_sealed, totp_confirmed_at, totp_last_step, created_at, disabled_at"


async def insert_organisation(unit: Unit, organisation: Organisation) -> bool:
    """Add an organisation; False if its slug is taken (also by a transaction that is just committing)."""
    values = {name: getattr(organisation, name) for name in ("id", "name", "slug", "region", "time_zone", "currency", "locale", "created_at")}
    added = await unit.run(
        "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
        " VALUES (%(id)s, %(name)s, %(slug)s, %(region)s, %(time_zone)s, %(currency)s, %(locale)s, %(created_at)s)"
        " ON CONFLICT (slug) DO NOTHING",
        values,
    )
    return added == 1


async def organisation(unit: Unit, organisation_id: UUID) -> Organisation | None:
    """Return one organisation."""
    return await unit.fetch_one(Organisation, f"SELECT {_ORGANISATION} FROM organisations WHERE id = %(org)s", {"org": organisation_id})


async def organisation_by_slug(unit: Unit, slug: str) -> Organisation | None:
    """Return the organisation of this short name."""
    return await unit.fetch_one(Organisation, f"SELECT {_ORGANISATION} FROM organisations WHERE slug = %(slug)s", {"slug": slug})


async def organisations(unit: Unit, ids: Sequence[UUID] | None) -> list[Organisation]:
    """Return these organisations, or all, oldest first."""
    return await unit.fetch(
        Organisation,
        f"SELECT {_ORGANISATION} FROM organisations WHERE %(ids)s::uuid[] IS NULL OR id = ANY(%(ids)s) ORDER BY id",
        {"ids": None if ids is None else list(ids)},
    )


async def set_stopped(unit: Unit, organisation_id: UUID, at: datetime | None, reason: str | None) -> bool:
    """Throw the switch; False if it stood there already."""
    changed = await unit.run(
        "UPDATE organisations SET stopped_at = %(at)s, stopped_reason = %(reason)s"
        " WHERE id = %(org)s AND (stopped_at IS NULL) <> (%(at)s::timestamptz IS NULL)",
        {"org": organisation_id, "at": at, "reason": reason},
    )
    return changed == 1


async def count_stopped(unit: Unit) -> int:
    """Count the organisations that are stopped."""
    return await unit.value("SELECT count(*) FROM organisations WHERE stopped_at IS NOT NULL")


async def set_allow_list_only(unit: Unit, organisation_id: UUID, *, only: bool) -> bool:
    """Turn the allow-list on or off; False if it was so already."""
    changed = await unit.run(
        "UPDATE organisations SET allow_list_only = %(only)s WHERE id = %(org)s AND allow_list_only <> %(only)s",
        {"org": organisation_id, "only": only},
    )
    return changed == 1


async def insert_key(unit: Unit, organisation_id: UUID, key: ApiKey, secret_hash: bytes) -> None:
    """Add a key."""
    await unit.run(
        "INSERT INTO api_keys (organisation_id, id, name, prefix, secret_hash, scopes, consent_basis, created_by, created_at, expires_at)"
        " VALUES (%(org)s, %(id)s, %(name)s, %(prefix)s, %(hash)s, %(scopes)s, %(basis)s, %(by)s, %(at)s, %(expires_at)s)",
        {
            "org": organisation_id,
            "id": key.id,
            "name": key.name,
            "prefix": key.prefix,
            "hash": secret_hash,
            "scopes": sorted(scope.value for scope in key.scopes),
            "basis": Jsonb(asdict(key.consent_basis)) if key.consent_basis else None,
            "by": key.created_by,
            "at": key.created_at,
            "expires_at": key.expires_at,
        },
    )


async def keys(unit: Unit, organisation_id: UUID) -> list[ApiKey]:
    """Return all keys of an organisation, newest first, revoked ones too."""
    return await unit.fetch(_key, f"SELECT {_KEY} FROM api_keys WHERE organisation_id = %(org)s ORDER BY id DESC", {"org": organisation_id})


async def revoke_key(unit: Unit, organisation_id: UUID, key_id: UUID) -> str | None:
    """Revoke a key that works and return its name; None if there is none."""
    name: str | None = await unit.value(
        "UPDATE api_keys SET revoked_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s AND revoked_at IS NULL RETURNING name",
        {"org": organisation_id, "id": key_id, "at": unit.at},
    )
    return name


async def caller_of(unit: Unit, secret_hash: bytes) -> tuple[Caller, UUID, datetime | None] | None:
    """Return the caller whose working key this is, the key's id and when it was used last. The one look-up that can't name the organisation."""
    return await unit.fetch_one(
        _caller,
        "SELECT organisation_id, id, scopes, consent_basis, last_used_at FROM api_keys"
        " WHERE secret_hash = %(hash)s AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > %(at)s)",
        {"hash": secret_hash, "at": unit.at},
    )


async def touch_key(unit: Unit, organisation_id: UUID, key_id: UUID) -> None:
    """Note that a key was used; skipped while another request notes the same."""
    await unit.run(
        "UPDATE api_keys SET last_used_at = %(at)s WHERE organisation_id = %(org)s AND id ="
        " (SELECT id FROM api_keys WHERE organisation_id = %(org)s AND id = %(id)s FOR NO KEY UPDATE SKIP LOCKED)",
        {"org": organisation_id, "id": key_id, "at": unit.at},
    )


async def insert_audit(unit: Unit, organisation_id: UUID, entry: AuditEntry) -> None:
    """Add to the audit, which the working roles can't change afterwards."""
    await unit.run(
        "INSERT INTO audit_log (organisation_id, id, at, actor, action, subject, detail)"
        " VALUES (%(org)s, %(id)s, %(at)s, %(actor)s, %(action)s, %(subject)s, %(detail)s)",
        {
            "org": organisation_id,
            "id": entry.id,
            "at": entry.at,
            "actor": entry.actor,
            "action": entry.action,
            "subject": entry.subject,
            "detail": Jsonb(dict(entry.detail)),
        },
    )


async def audit(unit: Unit, organisation_id: UUID, subject: str | None, before: UUID | None, limit: int) -> list[AuditEntry]:
    """Return entries, those written last first, of one subject or all, written before the entry `before`."""
    return await unit.fetch(
        AuditEntry,
        "SELECT id, at, actor, action, subject, detail FROM audit_log WHERE organisation_id = %(org)s"
        " AND (%(subject)s::text IS NULL OR subject = %(subject)s) AND (%(before)s::uuid IS NULL OR number <"
        " (SELECT number FROM audit_log WHERE organisation_id = %(org)s AND id = %(before)s)) ORDER BY number DESC LIMIT %(limit)s",
        {"org": organisation_id, "subject": subject, "before": before, "limit": limit},
    )


async def lock_request(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Take the request's key until the transaction ends; False while another transaction holds it."""
    return bool(
        await unit.value(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%(name)s, 0))",
            {"name": f"request:{organisation_id}:{key}"},
        )
    )


async def kept_answer(unit: Unit, organisation_id: UUID, key: str, since: datetime) -> tuple[bytes, int, bytes | None] | None:
    """Return fingerprint, status and sealed body of the answer kept under this key."""
    return await unit.fetch_one(
        _as_tuple,
        "SELECT fingerprint, status, body_sealed FROM idempotent_requests"
        " WHERE organisation_id = %(org)s AND key = %(key)s AND created_at > %(since)s",
        {"org": organisation_id, "key": key, "since": since},
    )


async def keep_answer(unit: Unit, organisation_id: UUID, key: str, fingerprint: bytes, *, status: int, sealed: bytes | None) -> None:
    """Keep an answer, in place of one of the same key whose time is over."""
    await unit.run(
        "INSERT INTO idempotent_requests (organisation_id, key, fingerprint, status, body_sealed, created_at)"
        " VALUES (%(org)s, %(key)s, %(fingerprint)s, %(status)s, %(sealed)s, %(at)s)"
        " ON CONFLICT (organisation_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,"
        " body_sealed = excluded.body_sealed, created_at = excluded.created_at",
        {"org": organisation_id, "key": key, "fingerprint": fingerprint, "status": status, "sealed": sealed, "at": unit.at},
    )


async def forget_answers(unit: Unit, organisation_id: UUID, until: datetime) -> int:
    """Delete answers kept long enough."""
    return await unit.run(
        "DELETE FROM idempotent_requests WHERE organisation_id = %(org)s AND created_at <= %(until)s",
        {"org": organisation_id, "until": until},
    )


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


async def put_member(unit: Unit, organisation_id: UUID, user_id: UUID, role: Role) -> None:
    """Make a user a member, or give a member another role."""
    await unit.run(
        "INSERT INTO memberships (organisation_id, user_id, role, added_at) VALUES (%(org)s, %(user)s, %(role)s, %(at)s)"
        " ON CONFLICT (organisation_id, user_id) DO UPDATE SET role = excluded.role",
        {"org": organisation_id, "user": user_id, "role": role, "at": unit.at},
    )


async def delete_member(unit: Unit, organisation_id: UUID, user_id: UUID) -> bool:
    """End a membership; False if there was none."""
    ended = await unit.run(
        "DELETE FROM memberships WHERE organisation_id = %(org)s AND user_id = %(user)s", {"org": organisation_id, "user": user_id}
    )
    return ended == 1


async def memberships(unit: Unit, organisation_id: UUID) -> list[tuple[UUID, Role, datetime]]:
    """Return user, role and since when, of all members; holds the rows, so that the last owner can't leave twice at once."""
    return await unit.fetch(
        _membership,
        "SELECT user_id, role, added_at FROM memberships WHERE organisation_id = %(org)s ORDER BY user_id FOR UPDATE",
        {"org": organisation_id},
    )


async def users(unit: Unit, ids: Sequence[UUID]) -> list[StoredUser]:
    """Return these users."""
    return await unit.fetch(StoredUser, f"SELECT {_USER} FROM users WHERE id = ANY(%(ids)s)", {"ids": list(ids)})


async def roles_of(unit: Unit, user_id: UUID) -> dict[UUID, Role]:
    """Return the user's role in each organisation. It crosses organisations, as a person may."""
    rows = await unit.fetch(_as_tuple, "SELECT organisation_id, role FROM memberships WHERE user_id = %(user)s", {"user": user_id})
    return {organisation_id: Role(role) for organisation_id, role in rows}


def _as_tuple(*columns: Any) -> tuple[Any, ...]:
    return columns


def _membership(user_id: UUID, role: str, added_at: datetime) -> tuple[UUID, Role, datetime]:
    return user_id, Role(role), added_at


def _scopes(stored: Sequence[str]) -> frozenset[Scope]:
    return frozenset(Scope(each) for each in stored)


def _basis(stored: Mapping[str, Any] | None) -> ConsentBasis | None:
    if stored is None:
        return None
    return ConsentBasis(stored["source"], stored["wording"], stored["attested_by"], datetime.fromisoformat(stored["attested_at"]))


def _key(*columns: Any) -> ApiKey:
    identifier, name, prefix, scopes, basis, *rest = columns
    return ApiKey(identifier, name, prefix, _scopes(scopes), _basis(basis), *rest)


def _caller(
    organisation_id: UUID, key_id: UUID, scopes: Sequence[str], basis: Mapping[str, Any] | None, last_used_at: datetime | None
) -> tuple[Caller, UUID, datetime | None]:
    return Caller(organisation_id, f"key:{key_id}", _scopes(scopes), _basis(basis)), key_id, last_used_at
