"""Keys are shown once, kept as a hash, and fail the moment they are revoked or expire."""

import re
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.accounts import service
from tidings.accounts.types import Caller, ConsentBasis, NewApiKey, Scope
from tidings.infra.db.database import Database
from tidings.kernel.errors import Forbidden, Invalid, NotFound, Unauthenticated
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel

READS = frozenset({Scope.CAMPAIGNS_READ})


async def made(database: Database, organisation: UUID, **more: object) -> NewApiKey:
    async with database.unit(organisation) as unit:
        return await service.create_key(unit, organisation, "cli:test", name="shop", scopes=READS, **more)  # pyright: ignore[reportArgumentType] - options of the test


async def caller_of(database: Database, secret: str) -> Caller:
    async with database.engine() as unit:
        return await service.authenticate(unit, secret)


async def test_a_key_stands_for_its_organisation_and_scopes(database: Database, organisation: UUID) -> None:
    key = await made(database, organisation)
    assert re.fullmatch(r"tdg_live_[\w-]{43}", key.secret)
    assert await caller_of(database, key.secret) == Caller(organisation, f"key:{key.key.id}", READS)


async def test_only_the_hash_of_a_secret_is_stored_and_no_repr_shows_it(database: Database, organisation: UUID) -> None:
    key = await made(database, organisation)
    async with database.engine() as unit:
        stored = await unit.value("SELECT k::text FROM api_keys k WHERE organisation_id = %(org)s", {"org": organisation})
    assert key.secret not in stored
    assert sha256(key.secret.encode()).hexdigest() in stored
    assert key.secret not in repr(key)


async def test_a_revoked_key_fails_at_once(database: Database, organisation: UUID) -> None:
    key = await made(database, organisation)
    await caller_of(database, key.secret)
    async with database.unit(organisation) as unit:
        await service.revoke_key(unit, organisation, "cli:test", key.key.id)
    with pytest.raises(Unauthenticated):
        await caller_of(database, key.secret)
    async with database.unit(organisation) as unit:
        assert [each.revoked_at for each in await service.list_keys(unit, organisation)] == [unit.at]
        with pytest.raises(NotFound):
            await service.revoke_key(unit, organisation, "cli:test", key.key.id)


async def test_a_key_works_until_it_expires(database: Database, organisation: UUID, clock: ManualClock) -> None:
    key = await made(database, organisation, expires_at=clock.now() + timedelta(hours=1))
    await caller_of(database, key.secret)
    clock.advance(hours=1)
    with pytest.raises(Unauthenticated):
        await caller_of(database, key.secret)


async def test_a_key_that_would_never_work_is_refused(database: Database, organisation: UUID, clock: ManualClock) -> None:
    with pytest.raises(Invalid, match="passed"):
        await made(database, organisation, expires_at=clock.now())


@pytest.mark.parametrize("secret", ["", "tdg_live_", "tdg_live_" + "A" * 43, "é", "\ud800"])
async def test_whatever_is_no_key_is_refused(database: Database, organisation: UUID, secret: str) -> None:
    await made(database, organisation)
    with pytest.raises(Unauthenticated):
        await caller_of(database, secret)


async def test_an_organisation_cannot_revoke_the_key_of_another(database: Database, organisation: UUID, clock: ManualClock) -> None:
    key = await made(database, organisation)
    stranger = new_id(clock.now())
    with pytest.raises(NotFound):
        async with database.unit(stranger) as unit:
            await service.revoke_key(unit, stranger, "cli:test", key.key.id)
    await caller_of(database, key.secret)


async def test_use_is_noted_at_most_once_a_minute(database: Database, organisation: UUID, clock: ManualClock) -> None:
    key = await made(database, organisation)
    used_at: list[object] = []
    for seconds in (0, 59, 1):
        clock.advance(seconds=seconds)
        await caller_of(database, key.secret)
        async with database.unit(organisation) as unit:
            used_at.append((await service.list_keys(unit, organisation))[0].last_used_at)
    assert used_at == [clock.now() - timedelta(minutes=1)] * 2 + [clock.now()]


async def test_an_attested_consent_basis_comes_with_the_caller_and_is_audited(database: Database, organisation: UUID, clock: ManualClock) -> None:
    basis = ConsentBasis("form", "I agree.", "data protection officer", clock.now(), (Channel.SMS, Channel.WHATSAPP))
    key = await made(database, organisation, consent_basis=basis)
    assert (await caller_of(database, key.secret)).consent_basis == basis
    async with database.unit(organisation) as unit:
        trail = await service.audit_trail(unit, organisation, subject=f"key:{key.key.id}")
    attested = next(entry for entry in trail.rows if entry.action == "key.consent_attested")
    assert (attested.detail["source"], attested.detail["channels"]) == ("form", ["sms", "whatsapp"])


async def test_consent_is_not_attested_for_a_time_to_come(database: Database, organisation: UUID, clock: ManualClock) -> None:
    basis = ConsentBasis("form", "I agree.", "owner", clock.now() + timedelta(seconds=1))
    with pytest.raises(Invalid) as refused:
        await made(database, organisation, consent_basis=basis)
    assert (refused.value.code, refused.value.field) == ("attested_in_future", "consent_basis.attested_at")
    assert refused.value.fix


async def test_nobody_gives_a_scope_that_they_lack(database: Database, organisation: UUID) -> None:
    with pytest.raises(Forbidden, match="campaigns:read"):
        await made(database, organisation, within=frozenset({Scope.KEYS_WRITE}))


def test_a_missing_scope_is_named() -> None:
    with pytest.raises(Forbidden, match="campaigns:launch"):
        service.require(Caller(UUID(int=1), "key:1", READS), Scope.CAMPAIGNS_LAUNCH)
    service.require(Caller(UUID(int=1), "key:1", READS), Scope.CAMPAIGNS_READ)
