"""API keys: made once, shown once, kept as a hash, revoked at once."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts import rules
from tidings.accounts.queries import keys as queries
from tidings.accounts.service.audit import record_audit
from tidings.accounts.types import ApiKey, Caller, ConsentBasis, NewApiKey, Scope
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Forbidden, NotFound, Unauthenticated
from tidings.kernel.ids import new_id

_SECRET_BYTES = 32
_NOTE_USE_EACH = timedelta(minutes=1)


async def create_key(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    *,
    name: str,
    scopes: Collection[Scope],
    consent_basis: ConsentBasis | None = None,
    expires_at: datetime | None = None,
    within: Collection[Scope] | None = None,
) -> NewApiKey:
    """Make a key; its secret (`tdg_live_` and 43 characters, 256 random bits) is in the answer and nowhere else.

    `within` are the scopes of who asks, when that is not the operator: nobody gives more than they have. Raises Forbidden, Invalid.
    """
    if within is not None:
        rules.check_within(scopes, within)
    rules.check_expiry(expires_at, unit.at)
    if consent_basis is not None:
        rules.check_attested(consent_basis.attested_at, unit.at)
    secret = rules.SECRET_START + secrets.token_urlsafe(_SECRET_BYTES)
    key = ApiKey(
        id=new_id(unit.at),
        name=name,
        prefix=secret[: rules.SHOWN_CHARACTERS],
        scopes=frozenset(scopes),
        consent_basis=consent_basis,
        created_by=actor,
        created_at=unit.at,
        expires_at=expires_at,
        last_used_at=None,
        revoked_at=None,
    )
    await queries.insert_key(unit, organisation_id, key, rules.hash_of(secret))
    await record_audit(unit, organisation_id, actor, "key.created", f"key:{key.id}", {"scopes": sorted(key.scopes), "expires_at": expires_at})
    if consent_basis is not None:
        detail = {"source": consent_basis.source, "attested_at": consent_basis.attested_at, "channels": consent_basis.channels}
        await record_audit(unit, organisation_id, actor, "key.consent_attested", f"key:{key.id}", detail)
    return NewApiKey(key, secret)


async def list_keys(unit: Unit, organisation_id: UUID) -> list[ApiKey]:
    """Return the keys, newest first, revoked ones too."""
    return await queries.keys(unit, organisation_id)


async def key_stands(unit: Unit, organisation_id: UUID, actor: str) -> bool:
    """Say whether what an actor attested still has somebody behind it: a key that works, or an actor that is no key."""
    if not actor.startswith("key:"):
        return True
    known = await queries.keys(unit, organisation_id)
    return any(actor == f"key:{key.id}" and key.revoked_at is None and (key.expires_at is None or key.expires_at > unit.at) for key in known)


async def revoke_key(unit: Unit, organisation_id: UUID, actor: str, key_id: UUID) -> None:
    """Make a key useless from the next request on. Raises NotFound if there is no working key of this id."""
    if await queries.revoke_key(unit, organisation_id, key_id) is None:
        raise NotFound("key_unknown", "There is no such key that works.", field="key_id", fix="List the keys to see which work.")
    await record_audit(unit, organisation_id, actor, "key.revoked", f"key:{key_id}")


async def authenticate(unit: Unit, secret: str) -> Caller:
    """Return who a secret stands for; nothing is cached, so a revoked key fails at once.

    The unit is the engine's: which organisation it is, is the answer. Raises Unauthenticated.
    """
    known = await queries.caller_of(unit, rules.hash_of(secret))
    if known is None:
        raise Unauthenticated("key_refused", "This key is unknown, revoked or expired.", fix="Send a working key: Authorization: Bearer tdg_live_...")
    caller, key_id, last_used_at = known
    if last_used_at is None or unit.at - last_used_at >= _NOTE_USE_EACH:
        await queries.touch_key(unit, caller.organisation_id, key_id)
    return caller


def require(caller: Caller, scope: Scope) -> None:
    """Refuse a caller who lacks a scope. Raises Forbidden."""
    if scope not in caller.scopes:
        raise Forbidden("scope_missing", f"This needs the scope {scope.value}.", fix="Use a key that has the scope, or ask an owner for one.")
