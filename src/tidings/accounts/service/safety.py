"""What a person does about their own password and codes. All units are the engine's."""

import asyncio
from uuid import UUID

from tidings.accounts import rules
from tidings.accounts.queries import users as queries
from tidings.accounts.service.sessions import end_sessions, note_of_user, use_link
from tidings.accounts.service.users import check_password_of, confirm_totp, enrol_totp, hashed, user_of
from tidings.accounts.types import LinkPurpose, TotpEnrolment, User
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict


async def change_password(unit: Unit, user_id: UUID, session_id: UUID, *, present: str, new: str) -> None:
    """Take a new password from somebody who knows the present one; other sessions end. Raises Conflict, Invalid."""
    await check_password_of(unit, user_id, present)
    await _set_password(unit, user_id, new)
    await end_sessions(unit, user_id, kept=session_id)


async def set_password_by_link(unit: Unit, secret: str, password: str) -> User:
    """Take a password from whoever holds a link for it; all sessions end. Codes are asked for as before. Raises Unauthenticated, Invalid."""
    rules.check_password(password)
    user = await use_link(unit, secret, LinkPurpose.PASSWORD)
    await _set_password(unit, user.id, password)
    await end_sessions(unit, user.id)
    return user


async def begin_codes(unit: Unit, user_id: UUID, password: str) -> TotpEnrolment:
    """Give somebody who knows the password a secret for an authenticator; `turn_on_codes` makes it count. Raises Conflict."""
    await check_password_of(unit, user_id, password)
    await _refuse_second(unit, user_id)
    return await enrol_totp(unit, user_id)


async def turn_on_codes(unit: Unit, user_id: UUID, code: str) -> list[str]:
    """Ask for codes from now on, if this one is right; returns recovery codes, which are shown this once. Raises Conflict."""
    await _refuse_second(unit, user_id)
    await confirm_totp(unit, user_id, code)
    await note_of_user(unit, user_id, "totp.confirmed")
    return await _new_codes(unit, user_id)


async def turn_off_codes(unit: Unit, user_id: UUID, password: str) -> None:
    """Ask for no codes any more. Raises Conflict if the password is wrong."""
    await check_password_of(unit, user_id, password)
    await forget_codes(unit, user_id, f"user:{user_id}")


async def forget_codes(unit: Unit, user_id: UUID, actor: str) -> None:
    """Ask a user for no codes any more: for the operator, when somebody lost the phone and the recovery codes."""
    await queries.clear_totp(unit, user_id)
    await note_of_user(unit, user_id, "totp.removed", actor)


async def renew_recovery_codes(unit: Unit, user_id: UUID, password: str) -> list[str]:
    """Return new recovery codes; the earlier ones open no more. Raises Conflict if the password is wrong or no codes are asked for."""
    await check_password_of(unit, user_id, password)
    if not (await user_of(unit, user_id)).has_totp:
        raise Conflict("totp_off", "No codes are asked for, so none can be lost.", fix="Set up an authenticator first.")
    await note_of_user(unit, user_id, "recovery_codes.renewed")
    return await _new_codes(unit, user_id)


async def recovery_codes_left(unit: Unit, user_id: UUID) -> int:
    """Return how many recovery codes still open."""
    return await queries.recovery_codes_left(unit, user_id)


async def _refuse_second(unit: Unit, user_id: UUID) -> None:
    if (await user_of(unit, user_id)).has_totp:
        raise Conflict("totp_on", "Codes are asked for already.", fix="Turn them off first to set up another phone.")


async def _new_codes(unit: Unit, user_id: UUID) -> list[str]:
    codes = [rules.new_recovery_code() for _ in range(rules.RECOVERY_CODES)]
    await queries.put_recovery_codes(unit, user_id, [rules.hash_of(each) for each in codes])
    return codes


async def _set_password(unit: Unit, user_id: UUID, password: str) -> None:
    rules.check_password(password)
    await queries.set_password(unit, user_id, await asyncio.to_thread(hashed, password))
    await note_of_user(unit, user_id, "password.changed")
