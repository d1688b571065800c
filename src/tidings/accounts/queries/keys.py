"""API keys."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.accounts.types import ApiKey, Caller, ConsentBasis, Scope
from tidings.infra.db.unit import Unit

_KEY = "id, name, prefix, scopes, consent_basis, created_by, created_at, expires_at, last_used_at, revoked_at"


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


def _scopes(stored: Sequence[str]) -> frozenset[Scope]:
    return frozenset(Scope(each) for each in stored)


def _basis(stored: Mapping[str, Any] | None) -> ConsentBasis | None:
    return None if stored is None else ConsentBasis.stored(stored)


def _key(*columns: Any) -> ApiKey:
    identifier, name, prefix, scopes, basis, *rest = columns
    return ApiKey(identifier, name, prefix, _scopes(scopes), _basis(basis), *rest)


def _caller(
    organisation_id: UUID, key_id: UUID, scopes: Sequence[str], basis: Mapping[str, Any] | None, last_used_at: datetime | None
) -> tuple[Caller, UUID, datetime | None]:
    return Caller(organisation_id, f"key:{key_id}", _scopes(scopes), _basis(basis)), key_id, last_used_at
