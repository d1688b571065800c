"""People who sign in, and what they are to an organisation.

Users belong to the installation, so every function here takes a unit of the engine: the role of one organisation can read
neither the platform's keys nor anybody else's memberships.
"""

import asyncio
import hmac
from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from uuid import UUID

import pyotp
from pwdlib import PasswordHash
from pyotp.totp import TOTP

from tidings.accounts import rules
from tidings.accounts.queries import sessions as session_queries
from tidings.accounts.queries import users as queries
from tidings.accounts.service.audit import record_audit
from tidings.accounts.types import PLATFORM, Member, Role, Scope, SignedIn, StoredUser, TotpEnrolment, User
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, NotFound, TidingsError, Unauthenticated
from tidings.kernel.ids import new_id

_EMAIL, _TOTP = "email", "totp"
_STEP_SECONDS = 30
_STEPS_OFF = 1  # a phone's clock may be one step off (RFC 6238, 5.2)


async def create_user(unit: Unit, *, email: str, name: str, password: str | None) -> User:
    """Make a user; without a password they can't sign in yet. Raises Invalid, and Conflict if the email is known."""
    if password is not None:
        rules.check_password(password)
    cleaned = rules.clean_email(email)
    keys = await unit.keys(PLATFORM)
    stored = StoredUser(
        id=new_id(unit.at),
        email_sealed=keys.seal(_EMAIL, cleaned),
        email_lookup=keys.index(_EMAIL, cleaned),
        name=name,
        password_hash=None if password is None else await asyncio.to_thread(_hasher().hash, password),
        totp_sealed=None,
        totp_confirmed_at=None,
        totp_last_step=None,
        created_at=unit.at,
        disabled_at=None,
    )
    known = await queries.user_by_email(unit, keys.indexes(_EMAIL, cleaned))
    if known is not None or not await queries.insert_user(unit, stored):
        raise Conflict("email_known", "There is a user with this email already.", field="email", fix="Add that user as a member.")
    return _opened(keys, stored)


async def reindex_users(unit: Unit) -> int:
    """Put all users under the newest index key (engine role); returns how many there are."""
    keys = await unit.keys(PLATFORM)
    users = await queries.all_users(unit)
    await queries.set_email_lookups(unit, [(user.id, keys.index(_EMAIL, keys.open_text(_EMAIL, user.email_sealed))) for user in users])
    return len(users)


async def add_member(
    unit: Unit, organisation_id: UUID, actor: str, *, email: str, name: str, role: Role, within: Collection[Scope] | None = None
) -> Member:
    """Make a person a member, making the user if the email is new; a member gets the new role instead.

    `within` are the scopes of who asks, when that is not the operator. Only the operator adds somebody whom other organisations know: whoever
    made that account may hold its password or a link for one. Links that organisations made end.
    Raises Forbidden, Invalid, Conflict (also for the last owner).
    """
    if within is not None:
        rules.check_within(rules.SCOPES_OF[role], within)
    stored = await _by_email(unit, email)
    roles = await _roles_in(unit, organisation_id)
    present = roles.get(stored.id) if stored else None
    if within is not None and stored is not None:
        _check_known(present, within)
    user = _opened(await unit.keys(PLATFORM), stored) if stored else await create_user(unit, email=email, name=name, password=None)
    if role is not Role.OWNER:
        _keep_an_owner(roles, user.id)
    if present is None:
        await session_queries.end_links(unit, user.id)
    await queries.put_member(unit, organisation_id, user.id, role)
    await record_audit(unit, organisation_id, actor, "member.added", f"user:{user.id}", {"role": role})
    return Member(user, role, unit.at)


async def remove_member(unit: Unit, organisation_id: UUID, actor: str, user_id: UUID, within: Collection[Scope] | None = None) -> None:
    """End a membership, and the unused links that this organisation made for the user; `within` as in `add_member`.

    Raises NotFound, Forbidden, Conflict for the last owner.
    """
    roles = await _roles_in(unit, organisation_id)
    if user_id not in roles:
        raise NotFound("member_unknown", "There is no such member.", field="user_id", fix="List the members to see who is one.")
    if within is not None:
        rules.check_over(roles[user_id], within)
    _keep_an_owner(roles, user_id)
    await queries.delete_member(unit, organisation_id, user_id)
    await session_queries.end_links(unit, user_id, organisation_id)
    await record_audit(unit, organisation_id, actor, "member.removed", f"user:{user_id}")


async def members(unit: Unit, organisation_id: UUID) -> list[Member]:
    """Return the members in the order in which they became users, by two statements."""
    rows = await queries.memberships(unit, organisation_id)
    keys = await unit.keys(PLATFORM)
    known = {stored.id: _opened(keys, stored) for stored in await queries.users(unit, [row[0] for row in rows])}
    return [Member(known[user_id], role, added_at) for user_id, role, added_at in rows]


async def member_scopes(unit: Unit, organisation_id: UUID) -> Mapping[UUID, frozenset[Scope]]:
    """Return what each member may do, by user."""
    return {user_id: rules.SCOPES_OF[role] for user_id, role, _ in await queries.member_roles(unit, organisation_id)}


async def sign_in(unit: Unit, *, email: str, password: str, code: str | None = None) -> SignedIn:
    """Return who this is. Raises Unauthenticated, the same and as slowly for a wrong email as for a wrong password.

    `code` is asked for once the user has confirmed an authenticator; each code opens once.
    """
    keys = await unit.keys(PLATFORM)
    stored = await queries.user_by_email(unit, keys.indexes(_EMAIL, email.strip().lower()))
    known_hash = stored.password_hash if stored else None
    right = await asyncio.to_thread(_hasher().verify, password, known_hash or _nobodys_hash())
    if stored is None or known_hash is None or not right or stored.disabled_at is not None:
        raise Unauthenticated("sign_in_refused", "This email and password don't belong together.", fix="Try again, or ask an owner.")
    if stored.totp_confirmed_at is not None:
        await _use_code(unit, keys, stored, code, Unauthenticated)
    return SignedIn(_opened(keys, stored), await queries.roles_of(unit, stored.id))


async def enrol_totp(unit: Unit, user_id: UUID) -> TotpEnrolment:
    """Give a user a new secret for an authenticator app; it counts once `confirm_totp` saw a code of it."""
    keys = await unit.keys(PLATFORM)
    user = _opened(keys, await _stored(unit, user_id))
    secret = pyotp.random_base32()
    await queries.set_totp(unit, user_id, keys.seal(_TOTP, secret))
    return TotpEnrolment(secret, TOTP(secret).provisioning_uri(name=user.email, issuer_name="Tidings"))


async def confirm_totp(unit: Unit, user_id: UUID, code: str) -> None:
    """Ask for codes at sign-in from now on. Raises Conflict if the code is wrong or there is nothing to confirm."""
    stored = await _stored(unit, user_id)
    if stored.totp_sealed is None:
        raise Conflict("totp_missing", "No authenticator was set up.", fix="Set one up first.")
    await _use_code(unit, await unit.keys(PLATFORM), stored, code, Conflict)


async def user_known_as(unit: Unit, email: str) -> User | None:
    """Return who has this email in whichever organisation: for the operator alone. Raises Invalid."""
    stored = await _by_email(unit, email)
    return _opened(await unit.keys(PLATFORM), stored) if stored else None


async def user_of(unit: Unit, user_id: UUID) -> User:
    """Return a user. Raises NotFound."""
    return _opened(await unit.keys(PLATFORM), await _stored(unit, user_id))


async def check_password_of(unit: Unit, user_id: UUID, password: str) -> None:
    """Refuse whoever has a session but does not know its password. Raises Conflict."""
    stored = await _stored(unit, user_id)
    if not await asyncio.to_thread(_hasher().verify, password, stored.password_hash or _nobodys_hash()) or stored.password_hash is None:
        raise Conflict("password_wrong", "This is not your password.", field="password", fix="Type it again, or ask for a link to choose a new one.")


def hashed(password: str) -> str:
    """Return what is stored of a password: argon2id, which takes a while on purpose, so call it in a thread."""
    return _hasher().hash(password)


async def _use_code(unit: Unit, keys: OrganisationKeys, user: StoredUser, code: str | None, refused: type[TidingsError]) -> None:
    if (recovery := rules.recovery_code_in(code or "")) and await queries.use_recovery_code(unit, user.id, rules.hash_of(recovery)):
        return
    step = _step_of(keys.open_text(_TOTP, user.totp_sealed or b""), code or "", unit.real_at)
    if step is None or (user.totp_last_step is not None and step <= user.totp_last_step):
        word = "code_needed" if code is None else "code_refused"
        raise refused(word, "The code of the authenticator is missing, wrong or used.", field="code", fix="Give the code shown now.")
    await queries.use_totp_step(unit, user.id, step, unit.at)


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    totp = TOTP(secret)
    now = int(at.timestamp()) // _STEP_SECONDS
    for step in range(now - _STEPS_OFF, now + _STEPS_OFF + 1):
        if hmac.compare_digest(totp.at(step * _STEP_SECONDS).encode(), code.encode()):
            return step
    return None


async def _by_email(unit: Unit, email: str) -> StoredUser | None:
    return await queries.user_by_email(unit, (await unit.keys(PLATFORM)).indexes(_EMAIL, rules.clean_email(email)))


async def _roles_in(unit: Unit, organisation_id: UUID) -> dict[UUID, Role]:
    return {user_id: role for user_id, role, _ in await queries.memberships(unit, organisation_id)}


def _check_known(present: Role | None, within: Collection[Scope]) -> None:
    """Refuse who has an account but no role here, telling nothing of it, and a member who may do more than `within`."""
    if present is None:
        fix = "Whoever runs this installation adds them: `tidings users invite`."
        raise Conflict("known_elsewhere", "There is an account with this email already, and it is no member here.", field="email", fix=fix)
    rules.check_over(present, within)


def _keep_an_owner(roles: Mapping[UUID, Role], user_id: UUID) -> None:
    if {member for member, role in roles.items() if role is Role.OWNER} == {user_id}:
        raise Conflict("last_owner", "This is the organisation's last owner.", fix="Make another member an owner first.")


async def _stored(unit: Unit, user_id: UUID) -> StoredUser:
    stored = await queries.user(unit, user_id)
    if stored is None:
        raise NotFound("user_unknown", "There is no such user.", field="user_id", fix="List the members to see who is one.")
    return stored


def _opened(keys: OrganisationKeys, stored: StoredUser) -> User:
    email = keys.open_text(_EMAIL, stored.email_sealed)
    has = stored.password_hash is not None, stored.totp_confirmed_at is not None
    return User(stored.id, email, stored.name, *has, stored.created_at, stored.disabled_at)


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("nobody has this password")
