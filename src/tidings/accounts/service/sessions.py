"""Sessions of people: begun with a password, a code or a link, looked up at each request, ended here or everywhere.

All units are the engine's: a person may belong to several organisations.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from tidings.accounts import rules
from tidings.accounts.queries import organisations as organisation_queries
from tidings.accounts.queries import sessions as queries
from tidings.accounts.queries import users as user_queries
from tidings.accounts.service.audit import record_audit
from tidings.accounts.service.users import user_of
from tidings.accounts.types import PLATFORM, Caller, LinkPurpose, NewSession, Place, Seat, Session, User, Visit
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Forbidden, NotFound, TidingsError, TooOften, Unauthenticated
from tidings.kernel.ids import new_id

Held = tuple[str, UUID]
"""The secret of a session and the organisation that is looked at."""

_SECRET_BYTES = 32
_NOTE_USE_EACH = timedelta(minutes=1)
_ATTEMPT = "sign_in_attempt"


async def admit_attempt(unit: Unit, *, email: str, place: str) -> None:
    """Count a try to sign in, by email and by where from (a network address). Raises TooOften.

    The unit commits before the password is looked at, so that tries that fail count too, over all processes.
    """
    keys = await unit.keys(PLATFORM)
    at_email, from_place = keys.index(_ATTEMPT, f"email {email.strip().lower()}"), keys.index(_ATTEMPT, f"place {place}")
    counted = await queries.count_attempts(unit, [at_email, from_place], rules.ATTEMPTS_COUNT_FOR)
    unit.count("sign_in_attempts_total")
    if counted[at_email] > rules.MOST_ATTEMPTS_AT_AN_EMAIL or counted[from_place] > rules.MOST_ATTEMPTS_FROM_A_PLACE:
        minutes = rules.ATTEMPTS_COUNT_FOR // timedelta(minutes=1)
        raise TooOften(
            "too_many_attempts",
            "There were too many tries to sign in.",
            wait=rules.ATTEMPTS_COUNT_FOR,
            fix=f"Wait {minutes} minutes, then try again.",
        )


async def begin_session(unit: Unit, user: User, device: str) -> NewSession:
    """Begin a session of somebody who showed who they are; the count of tries starts anew."""
    keys = await unit.keys(PLATFORM)
    await queries.forget_attempts(unit, keys.index(_ATTEMPT, f"email {user.email}"))
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    session = Session(new_id(unit.at), user.id, device, unit.real_at, unit.real_at, unit.real_at + rules.SESSION_LASTS)
    await queries.insert_session(unit, session, rules.hash_of(secret))
    await note_of_user(unit, user.id, "session.begun")
    return NewSession(session, secret)


async def recognise(unit: Unit, held: Collection[Held]) -> Mapping[Held, Caller | TidingsError]:
    """Say of each secret who has its session, as a caller for the organisation beside it with the scopes of their role there; nothing is cached.

    Instead of a caller stands Unauthenticated if the session is over, Forbidden if they are no member. One statement, and each minute one
    that notes the use.
    """
    seats = await _seats(unit, held)
    if used := {seat.session_id for seat in seats.values() if unit.real_at - seat.seen_at >= _NOTE_USE_EACH}:
        await queries.touch_sessions(unit, used)
    return {each: _caller(seats.get(each), each[1]) for each in held}


async def recognise_all(unit: Unit, held: Collection[Held]) -> Mapping[Held, Caller]:
    """Return, for secrets and organisations, those who still have a session and a role there, in one statement; their session is not used by it."""
    callers = {each: _caller(seat, each[1]) for each, seat in (await _seats(unit, held)).items()}
    return {each: caller for each, caller in callers.items() if isinstance(caller, Caller)}


async def _seats(unit: Unit, held: Collection[Held]) -> Mapping[Held, Seat]:
    hashes = {(rules.hash_of(secret), organisation_id): (secret, organisation_id) for secret, organisation_id in held}
    return {hashes[seat]: found for seat, found in (await queries.seats(unit, list(hashes), rules.SESSION_RESTS)).items()}


def _caller(seat: Seat | None, organisation_id: UUID) -> Caller | TidingsError:
    if seat is None:
        return _session_over()
    if seat.role is None:
        return Forbidden("not_a_member", "You are no member of this organisation.", fix="Choose one of yours, or ask an owner.")
    return Caller(organisation_id, f"user:{seat.user_id}", rules.SCOPES_OF[seat.role])


async def visit(unit: Unit, secret: str) -> Visit:
    """Return who has a session and where they may go. Raises Unauthenticated."""
    session = await _session(unit, secret)
    roles = await user_queries.roles_of(unit, session.user_id)
    organisations = await organisation_queries.organisations(unit, list(roles))
    places = sorted(
        (Place(each, roles[each.id], rules.SCOPES_OF[roles[each.id]]) for each in organisations), key=lambda place: place.organisation.name.casefold()
    )
    return Visit(session, await user_of(unit, session.user_id), places)


async def end_session(unit: Unit, secret: str) -> None:
    """End a session; nothing happens if it is over."""
    session = await queries.session_of(unit, rules.hash_of(secret), rules.SESSION_RESTS)
    if session is not None:
        await queries.delete_session(unit, session.id)
        await note_of_user(unit, session.user_id, "session.ended")


async def end_sessions(unit: Unit, user_id: UUID, *, kept: UUID | None = None) -> int:
    """End all sessions of a user, but one that is `kept`; returns how many."""
    ended = await queries.delete_sessions(unit, user_id, kept)
    await note_of_user(unit, user_id, "sessions.ended")
    return ended


async def sessions_of(unit: Unit, user_id: UUID) -> Sequence[Session]:
    """Return the sessions of a user, newest first."""
    return await queries.sessions_of(unit, user_id, rules.SESSION_RESTS)


async def make_link(unit: Unit, email: str, purpose: LinkPurpose, actor: str, *, invited_to: UUID | None = None) -> str:
    """Return the secret of a new link for a user, to be handed over by whoever runs the installation. Raises NotFound.

    One that an organisation makes, `invited_to`, opens only while the user belongs to it and to no other.
    """
    keys = await unit.keys(PLATFORM)
    stored = await user_queries.user_by_email(unit, keys.indexes("email", rules.clean_email(email)))
    if stored is None:
        raise NotFound("user_unknown", "There is no user with this email.", field="email", fix="Invite them: `tidings users invite`.")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    await queries.insert_link(
        unit, stored.id, rules.hash_of(secret), purpose, expires_at=unit.real_at + rules.LINK_LASTS[purpose], invited_to=invited_to
    )
    await note_of_user(unit, stored.id, "link.made", actor)
    return secret


async def use_link(unit: Unit, secret: str, purpose: LinkPurpose) -> User:
    """Use a link up and return whose it is. Raises Unauthenticated."""
    return await _opened_by(unit, await queries.use_link(unit, rules.hash_of(secret), purpose))


async def look_at_link(unit: Unit, secret: str, purpose: LinkPurpose) -> tuple[User, Sequence[str]]:
    """Return whose a link is and the names of their organisations, without using it up. Raises Unauthenticated."""
    user = await _opened_by(unit, await queries.whose_link(unit, rules.hash_of(secret), purpose))
    organisations = await organisation_queries.organisations(unit, list(await user_queries.roles_of(unit, user.id)))
    return user, sorted((each.name for each in organisations), key=str.casefold)


async def forget_sessions(unit: Unit) -> int:
    """Delete sessions, links and counts of tries whose time is over; returns how many sessions."""
    return await queries.forget_what_is_over(unit, rules.SESSION_RESTS, rules.ATTEMPTS_COUNT_FOR)


async def note_of_user(unit: Unit, user_id: UUID, action: str, actor: str | None = None) -> None:
    """Write down in each organisation of a user what became of their access."""
    for organisation_id in await user_queries.roles_of(unit, user_id):
        await record_audit(unit, organisation_id, actor or f"user:{user_id}", action, f"user:{user_id}")


async def _opened_by(unit: Unit, user_id: UUID | None) -> User:
    user = None if user_id is None else await user_of(unit, user_id)
    if user is None or user.disabled_at is not None:
        raise Unauthenticated("link_refused", "This link was used already, has ended, or its time is over.", fix="Ask for a new one.")
    return user


async def _session(unit: Unit, secret: str) -> Session:
    session = await queries.session_of(unit, rules.hash_of(secret), rules.SESSION_RESTS)
    if session is None:
        raise _session_over()
    if unit.real_at - session.seen_at >= _NOTE_USE_EACH:
        await queries.touch_sessions(unit, [session.id])
    return session


def _session_over() -> Unauthenticated:
    return Unauthenticated("session_over", "You are signed out.", fix="Sign in again.")
