"""Users sign in with a password and, once confirmed, a code that opens once; members have roles."""

from uuid import UUID

import pyotp
import pytest
from pyotp.totp import TOTP

from support.clock import ManualClock
from tidings.accounts import service
from tidings.accounts.rules import SCOPES_OF
from tidings.accounts.types import Role, Scope, SignedIn, User
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated

EMAIL, PASSWORD = "marketing@example.com", "correct horse battery"


async def created(database: Database) -> User:
    async with database.engine() as unit:
        return await service.create_user(unit, email=EMAIL, name="Marketing desk", password=PASSWORD)


async def signed_in(database: Database, *, email: str = EMAIL, password: str = PASSWORD, code: str | None = None) -> SignedIn:
    async with database.engine() as unit:
        return await service.sign_in(unit, email=email, password=password, code=code)


async def added(database: Database, organisation: UUID, role: Role, email: str = EMAIL) -> UUID:
    async with database.engine() as unit:
        return (await service.add_member(unit, organisation, "cli:test", email=email, name="Desk", role=role)).user.id


async def test_a_user_signs_in_however_the_email_is_written(database: Database, organisation: UUID) -> None:
    user = await created(database)
    await added(database, organisation, Role.MARKETER)
    who = await signed_in(database, email="  Marketing@Example.COM ")
    assert who.user == user
    assert who.roles == {organisation: Role.MARKETER}


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "wrong horse battery"), ("nobody@example.com", PASSWORD)])
async def test_a_wrong_email_and_a_wrong_password_are_refused_in_the_same_words(database: Database, email: str, password: str) -> None:
    await created(database)
    with pytest.raises(Unauthenticated, match="This email and password don't belong together"):
        await signed_in(database, email=email, password=password)


async def test_neither_email_nor_password_is_stored_readably(database: Database) -> None:
    await created(database)
    async with database.engine() as unit:
        row = await unit.value("SELECT u::text FROM users u")
        sealed = await unit.value("SELECT email_sealed FROM users")
    assert EMAIL.encode().hex() not in row
    assert EMAIL not in row
    assert EMAIL.encode() not in sealed
    assert PASSWORD not in row
    assert "$argon2id$" in row


@pytest.mark.parametrize("email", ["nobody", "a@b", "a b@example.com", "x" * 250 + "@example.com"])
async def test_what_is_no_email_is_refused(database: Database, email: str) -> None:
    with pytest.raises(Invalid) as refused:
        async with database.engine() as unit:
            await service.create_user(unit, email=email, name="Desk", password=None)
    assert refused.value.field == "email"


async def test_a_short_password_and_a_known_email_are_refused(database: Database) -> None:
    await created(database)
    with pytest.raises(Invalid, match="12 characters"):
        async with database.engine() as unit:
            await service.create_user(unit, email="other@example.com", name="Desk", password="short")
    with pytest.raises(Conflict, match="already"):
        await created(database)


async def test_someone_without_a_password_cannot_sign_in(database: Database, organisation: UUID) -> None:
    await added(database, organisation, Role.AGENT)
    with pytest.raises(Unauthenticated):
        await signed_in(database, password="")


async def test_once_confirmed_an_authenticator_is_asked_for_and_each_code_opens_once(database: Database, clock: ManualClock) -> None:
    user = await created(database)
    async with database.engine() as unit:
        enrolment = await service.enrol_totp(unit, user.id)
    assert pyotp.parse_uri(enrolment.uri).secret == enrolment.secret
    await signed_in(database)  # not confirmed yet, so not asked for
    totp = TOTP(enrolment.secret)
    async with database.engine() as unit:
        await service.confirm_totp(unit, user.id, totp.at(clock.now()))
    with pytest.raises(Unauthenticated) as missing:
        await signed_in(database)
    assert missing.value.code == "code_needed"
    with pytest.raises(Unauthenticated):
        await signed_in(database, code=totp.at(clock.now()))
    clock.advance(seconds=30)
    assert (await signed_in(database, code=totp.at(clock.now()))).user.has_totp


async def test_a_phone_knows_nothing_of_a_business_time_that_was_moved(database: Database, clock: ManualClock) -> None:
    user = await created(database)
    clock.jump(days=40)
    async with database.engine() as unit:
        totp = TOTP((await service.enrol_totp(unit, user.id)).secret)
    with pytest.raises(Conflict):
        async with database.engine() as unit:
            await service.confirm_totp(unit, user.id, totp.at(clock.now()))
    async with database.engine() as unit:
        await service.confirm_totp(unit, user.id, totp.at(clock.real()))
    clock.advance(seconds=30)
    assert (await signed_in(database, code=totp.at(clock.real()))).user.has_totp


async def test_a_wrong_code_confirms_nothing(database: Database) -> None:
    user = await created(database)
    with pytest.raises(Conflict):
        async with database.engine() as unit:
            await service.confirm_totp(unit, user.id, "000000")
    async with database.engine() as unit:
        await service.enrol_totp(unit, user.id)
    with pytest.raises(Conflict):
        async with database.engine() as unit:
            await service.confirm_totp(unit, user.id, "12345é")
    await signed_in(database)


async def test_members_are_listed_with_their_roles_by_two_statements(database: Database, organisation: UUID) -> None:
    for number, role in enumerate(Role):
        await added(database, organisation, role, f"{role}{number}@example.com")
    async with database.engine() as unit:
        members = await service.members(unit, organisation)
        assert unit.statements == 2
    assert {member.role for member in members} == set(Role)
    assert {member.user.email for member in members} == {f"{role}{number}@example.com" for number, role in enumerate(Role)}


async def test_adding_a_member_again_changes_the_role(database: Database, organisation: UUID) -> None:
    assert await added(database, organisation, Role.ANALYST) == await added(database, organisation, Role.ADMIN)
    async with database.engine() as unit:
        assert [member.role for member in await service.members(unit, organisation)] == [Role.ADMIN]


async def test_the_last_owner_stays(database: Database, organisation: UUID) -> None:
    owner = await added(database, organisation, Role.OWNER)
    with pytest.raises(Conflict, match="last owner"):
        await added(database, organisation, Role.ADMIN)
    with pytest.raises(Conflict, match="last owner"):
        async with database.engine() as unit:
            await service.remove_member(unit, organisation, "cli:test", owner)
    await added(database, organisation, Role.OWNER, "second@example.com")
    async with database.engine() as unit:
        await service.remove_member(unit, organisation, "cli:test", owner)
        with pytest.raises(NotFound):
            await service.remove_member(unit, organisation, "cli:test", owner)


async def test_nobody_gives_a_role_that_may_do_more_than_they_may(database: Database, organisation: UUID) -> None:
    within = SCOPES_OF[Role.ADMIN]
    with pytest.raises(Forbidden, match="keys:write"):
        async with database.engine() as unit:
            await service.add_member(unit, organisation, "user:1", email=EMAIL, name="Desk", role=Role.OWNER, within=within)


def test_each_role_may_read_and_only_owners_give_keys() -> None:
    assert set(SCOPES_OF) == set(Role)
    assert all(Scope.ORGANISATION_READ in scopes for scopes in SCOPES_OF.values())
    assert [role for role, scopes in SCOPES_OF.items() if Scope.KEYS_WRITE in scopes] == [Role.OWNER]
