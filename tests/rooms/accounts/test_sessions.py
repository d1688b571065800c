"""A session lasts as long as it should, stands for a role in one organisation, and ends when it is told to."""

from datetime import timedelta
from uuid import UUID

import pytest
from pyotp.totp import TOTP

from support.clock import ManualClock
from tidings.accounts import rules, service
from tidings.accounts.types import Caller, LinkPurpose, NewSession, Role, Scope, User
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TidingsError, TooOften, Unauthenticated
from tidings.kernel.ids import new_id

EMAIL, PASSWORD = "marketing@example.com", "correct horse battery"


@pytest.fixture
async def user(database: Database, organisation: UUID) -> User:
    async with database.engine() as unit:
        made = await service.create_user(unit, email=EMAIL, name="Marketing desk", password=PASSWORD)
        await service.add_member(unit, organisation, "cli:test", email=EMAIL, name="", role=Role.MARKETER)
        return made


async def begun(database: Database, user: User) -> NewSession:
    async with database.engine() as unit:
        return await service.begin_session(unit, user, "Firefox, Linux")


async def recognised(database: Database, secret: str, organisation: UUID) -> Caller:
    async with database.engine() as unit:
        found = (await service.recognise(unit, [(secret, organisation)]))[secret, organisation]
    if isinstance(found, TidingsError):
        raise found
    return found


async def link(database: Database, purpose: LinkPurpose) -> str:
    async with database.engine() as unit:
        return await service.make_link(unit, EMAIL, purpose, "cli:test")


async def with_codes(database: Database, user: User, clock: ManualClock) -> tuple[TOTP, list[str]]:
    async with database.engine() as unit:
        totp = TOTP((await service.begin_codes(unit, user.id, PASSWORD)).secret)
        codes = await service.turn_on_codes(unit, user.id, totp.at(clock.now()))
    clock.advance(seconds=30)
    return totp, codes


async def test_a_session_stands_for_the_role_in_the_organisation_that_is_asked_about(database: Database, organisation: UUID, user: User) -> None:
    caller = await recognised(database, (await begun(database, user)).secret, organisation)
    assert (caller.actor, caller.scopes) == (f"user:{user.id}", rules.SCOPES_OF[Role.MARKETER])
    assert Scope.KEYS_WRITE not in caller.scopes


async def test_a_moved_business_time_ends_no_session_and_no_link(database: Database, organisation: UUID, user: User, clock: ManualClock) -> None:
    session, secret = await begun(database, user), await link(database, LinkPurpose.SIGN_IN)
    clock.jump(days=40)
    await recognised(database, session.secret, organisation)
    async with database.engine() as unit:
        assert await service.forget_sessions(unit) == 0
        assert (await service.use_link(unit, secret, LinkPurpose.SIGN_IN)).id == user.id
    clock.advance(days=15)
    with pytest.raises(Unauthenticated):
        await recognised(database, session.secret, organisation)


async def test_a_session_opens_no_organisation_of_which_the_person_is_no_member(database: Database, user: User, clock: ManualClock) -> None:
    with pytest.raises(Forbidden):
        await recognised(database, (await begun(database, user)).secret, new_id(clock.now()))


async def test_who_is_removed_or_gets_another_role_feels_it_at_the_next_request(database: Database, organisation: UUID, user: User) -> None:
    secret = (await begun(database, user)).secret
    async with database.engine() as unit:
        await service.add_member(unit, organisation, "cli:test", email=EMAIL, name="", role=Role.ANALYST)
    assert Scope.CAMPAIGNS_WRITE not in (await recognised(database, secret, organisation)).scopes
    async with database.engine() as unit:
        await service.remove_member(unit, organisation, "cli:test", user.id)
    with pytest.raises(Forbidden):
        await recognised(database, secret, organisation)


async def test_a_session_that_rests_too_long_is_over_and_so_is_one_that_never_rests(
    database: Database, organisation: UUID, user: User, clock: ManualClock
) -> None:
    rests, works = (await begun(database, user)).secret, (await begun(database, user)).secret
    for _ in range(4):
        clock.advance(seconds=timedelta(days=2).total_seconds())
        await recognised(database, works, organisation)
    with pytest.raises(Unauthenticated):
        await recognised(database, rests, organisation)
    clock.advance(seconds=timedelta(days=6).total_seconds())
    with pytest.raises(Unauthenticated):
        await recognised(database, works, organisation)
    async with database.engine() as unit:
        assert await service.forget_sessions(unit) == 2


async def test_the_secret_is_stored_nowhere(database: Database, user: User) -> None:
    secret = (await begun(database, user)).secret
    async with database.engine() as unit:
        row = await unit.value("SELECT s::text FROM sessions s")
    assert secret not in row
    assert secret.encode().hex() not in row


async def test_signing_out_ends_this_session_and_signing_out_everywhere_all(database: Database, organisation: UUID, user: User) -> None:
    first, second, third = [await begun(database, user) for _ in range(3)]
    async with database.engine() as unit:
        await service.end_session(unit, first.secret)
        await service.end_session(unit, first.secret)
    with pytest.raises(Unauthenticated):
        await recognised(database, first.secret, organisation)
    async with database.engine() as unit:
        assert {each.id for each in await service.sessions_of(unit, user.id)} == {second.session.id, third.session.id}
        assert await service.end_sessions(unit, user.id) == 2
    with pytest.raises(Unauthenticated):
        await recognised(database, second.secret, organisation)


async def test_a_person_sees_the_organisations_they_belong_to_by_name(database: Database, organisation: UUID, user: User) -> None:
    async with database.engine() as unit:
        other = await service.create_organisation(
            unit, actor="cli:test", name="Aardvark", slug="aardvark", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
        )
        await service.add_member(unit, other.id, "cli:test", email=EMAIL, name="", role=Role.OWNER)
    secret = (await begun(database, user)).secret
    async with database.engine() as unit:
        visit = await service.visit(unit, secret)
    assert [(each.organisation.id, each.role) for each in visit.places] == [(other.id, Role.OWNER), (organisation, Role.MARKETER)]


async def test_too_many_tries_at_one_email_are_refused_until_the_window_is_over(database: Database, user: User, clock: ManualClock) -> None:
    async def tries() -> None:
        async with database.engine() as unit:
            await service.admit_attempt(unit, email=f" {EMAIL.upper()}", place="192.0.2.1")

    for _ in range(rules.MOST_ATTEMPTS_AT_AN_EMAIL):
        await tries()
    with pytest.raises(TooOften) as refused:
        await tries()
    assert "15 minutes" in (refused.value.fix or "")
    clock.advance(seconds=rules.ATTEMPTS_COUNT_FOR.total_seconds())
    await tries()
    await begun(database, user)  # who gets in starts anew
    async with database.engine() as unit:
        assert await unit.value("SELECT count(*) FROM sign_in_attempts") == 1


async def test_too_many_tries_from_one_place_are_refused_whatever_the_email(database: Database) -> None:
    for number in range(rules.MOST_ATTEMPTS_FROM_A_PLACE):
        async with database.engine() as unit:
            await service.admit_attempt(unit, email=f"{number}@example.com", place="192.0.2.1")
    with pytest.raises(TooOften):
        async with database.engine() as unit:
            await service.admit_attempt(unit, email="other@example.com", place="192.0.2.1")
    async with database.engine() as unit:
        await service.admit_attempt(unit, email="other@example.com", place="192.0.2.2")


async def test_a_link_for_a_password_works_once_and_ends_all_sessions(database: Database, organisation: UUID, user: User) -> None:
    open_before, secret = await begun(database, user), await link(database, LinkPurpose.PASSWORD)
    with pytest.raises(Invalid):
        async with database.engine() as unit:
            await service.set_password_by_link(unit, secret, "short")
    async with database.engine() as unit:
        assert (await service.set_password_by_link(unit, secret, "another calm password")).email == EMAIL
    with pytest.raises(Unauthenticated):
        await recognised(database, open_before.secret, organisation)
    with pytest.raises(Unauthenticated):
        async with database.engine() as unit:
            await service.set_password_by_link(unit, secret, "yet another password")
    async with database.engine() as unit:
        assert (await service.sign_in(unit, email=EMAIL, password="another calm password")).user.id == user.id


@pytest.mark.usefixtures("user")
async def test_a_link_does_what_it_is_for_in_its_time_and_a_newer_one_replaces_it(database: Database, clock: ManualClock) -> None:
    older, newer = await link(database, LinkPurpose.SIGN_IN), await link(database, LinkPurpose.SIGN_IN)
    wrong = [(older, LinkPurpose.SIGN_IN), (newer, LinkPurpose.PASSWORD), ("unknown", LinkPurpose.SIGN_IN)]
    for secret, purpose in wrong:
        with pytest.raises(Unauthenticated):
            async with database.engine() as unit:
                await service.use_link(unit, secret, purpose)
    clock.advance(seconds=rules.LINK_LASTS[LinkPurpose.SIGN_IN].total_seconds())
    with pytest.raises(Unauthenticated):
        async with database.engine() as unit:
            await service.use_link(unit, newer, LinkPurpose.SIGN_IN)
    with pytest.raises(NotFound):
        async with database.engine() as unit:
            await service.make_link(unit, "nobody@example.com", LinkPurpose.SIGN_IN, "cli:test")


async def test_a_recovery_code_opens_once_in_place_of_a_code_however_it_is_typed(database: Database, user: User, clock: ManualClock) -> None:
    _, codes = await with_codes(database, user, clock)
    assert len(set(codes)) == rules.RECOVERY_CODES
    typed = codes[0].lower().replace("-", " ")
    async with database.engine() as unit:
        await service.sign_in(unit, email=EMAIL, password=PASSWORD, code=typed)
        assert await service.recovery_codes_left(unit, user.id) == rules.RECOVERY_CODES - 1
    for refused in (codes[0], "AAAA-AAAA-AAAA-AAAA"):
        with pytest.raises(Unauthenticated):
            async with database.engine() as unit:
                await service.sign_in(unit, email=EMAIL, password=PASSWORD, code=refused)


async def test_new_recovery_codes_replace_the_earlier_ones_and_need_the_password(database: Database, user: User, clock: ManualClock) -> None:
    _, codes = await with_codes(database, user, clock)
    with pytest.raises(Conflict, match="not your password"):
        async with database.engine() as unit:
            await service.renew_recovery_codes(unit, user.id, "wrong")
    async with database.engine() as unit:
        fresh = await service.renew_recovery_codes(unit, user.id, PASSWORD)
    assert not set(fresh) & set(codes)
    with pytest.raises(Unauthenticated):
        async with database.engine() as unit:
            await service.sign_in(unit, email=EMAIL, password=PASSWORD, code=codes[0])


async def test_codes_are_set_up_once_and_turned_off_with_the_password_only(database: Database, user: User, clock: ManualClock) -> None:
    await with_codes(database, user, clock)
    with pytest.raises(Conflict, match="already"):
        async with database.engine() as unit:
            await service.begin_codes(unit, user.id, PASSWORD)
    with pytest.raises(Conflict):
        async with database.engine() as unit:
            await service.turn_off_codes(unit, user.id, "wrong")
    async with database.engine() as unit:
        await service.turn_off_codes(unit, user.id, PASSWORD)
        assert not (await service.sign_in(unit, email=EMAIL, password=PASSWORD)).user.has_totp
        with pytest.raises(Conflict, match="No codes"):
            await service.renew_recovery_codes(unit, user.id, PASSWORD)


async def test_who_changes_the_password_stays_and_others_are_signed_out(database: Database, organisation: UUID, user: User) -> None:
    here, elsewhere = await begun(database, user), await begun(database, user)
    async with database.engine() as unit:
        await service.change_password(unit, user.id, here.session.id, present=PASSWORD, new="another calm password")
    await recognised(database, here.secret, organisation)
    with pytest.raises(Unauthenticated):
        await recognised(database, elsewhere.secret, organisation)


async def test_what_is_done_about_access_stands_in_the_audit_without_a_name(database: Database, organisation: UUID, user: User) -> None:
    await begun(database, user)
    await link(database, LinkPurpose.SIGN_IN)
    async with database.unit(organisation) as unit:
        trail = (await service.audit_trail(unit, organisation, subject=f"user:{user.id}")).rows
    assert [(each.actor, each.action) for each in trail][:2] == [("cli:test", "link.made"), (f"user:{user.id}", "session.begun")]
    assert EMAIL not in str(trail)


def test_recovery_codes_are_read_back_and_nothing_else_is() -> None:
    code = rules.new_recovery_code()
    assert rules.recovery_code_in(f" {code.lower()} ") == code
    assert [rules.recovery_code_in(each) for each in ("123456", "", code[:-1], code.replace(code[0], "1"))] == [None] * 4
