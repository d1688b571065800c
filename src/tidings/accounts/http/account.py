"""People: signing in to the web app, and what somebody does about their own password, codes and sessions.

These routes take the browser's cookie and no API key; they are for the web app that comes with this release.
"""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Depends, Request, Response
from pydantic import Field, SecretStr

from tidings.accounts import service
from tidings.accounts.types import MOST_PASSWORD, LinkPurpose, NewSession, Place, Role, Scope, Session, Visit
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.infra.web.frame import frame_of
from tidings.kernel.errors import Unauthenticated

router = web.visitors_router("account")

Password = Annotated[SecretStr, Field(max_length=MOST_PASSWORD, examples=["three calm words here"])]
Code = Annotated[str, Field(max_length=40, examples=["123456"])]
LinkSecret = Annotated[str, Field(max_length=100, examples=["x" * 43])]


class SignInAsked(web.Input):
    """Who wants to sign in. `code` is the authenticator's, or a recovery code, once 401 `code_needed` asked for it."""

    email: web.Line = Field(examples=["marketing@example.com"])
    password: Password
    code: Code | None = None


class LinkUsed(web.Input):
    """The secret of a link to sign in."""

    secret: LinkSecret


class PasswordByLink(web.Input):
    """The secret of a link to choose a password, and the password."""

    secret: LinkSecret
    password: Password


class PasswordChange(web.Input):
    """The present password and the new one."""

    present: Password
    new: Password


class PasswordShown(web.Input):
    """The password once more, for what a borrowed screen must not do."""

    password: Password


class CodeGiven(web.Input):
    """The code that the authenticator shows."""

    code: Code


class MembershipShown(web.Output):
    """An organisation that the person belongs to."""

    id: UUID
    name: str
    slug: str
    role: Role
    scopes: list[Scope] = Field(description="What the role may do.")
    time_zone: str
    currency: str
    locale: str

    @classmethod
    def of(cls, place: Place) -> Self:
        """Show where somebody may go."""
        one = place.organisation
        own = {name: getattr(one, name) for name in ("id", "name", "slug", "time_zone", "currency", "locale")}
        return cls(**own, role=place.role, scopes=sorted(place.scopes))


class PersonShown(web.Output):
    """Who is signed in."""

    id: UUID
    name: str
    email: str
    has_totp: bool = Field(description="Whether signing in asks for a code.")
    recovery_codes_left: int


class VisitShown(web.Output):
    """Who is signed in and where they may go; a person of null is nobody."""

    person: PersonShown | None
    places: list[MembershipShown]

    @classmethod
    def of(cls, visit: Visit, codes: int) -> Self:
        """Show a visit."""
        user = visit.user
        person = PersonShown(id=user.id, name=user.name, email=user.email, has_totp=user.has_totp, recovery_codes_left=codes)
        return cls(person=person, places=[MembershipShown.of(each) for each in visit.places])


class SessionShown(web.Output):
    """A sign-in at one browser."""

    id: UUID
    device: str = Field(examples=["Firefox, Linux"])
    created_at: datetime
    seen_at: datetime = Field(description="To the minute.")
    is_this: bool

    @classmethod
    def of(cls, session: Session, visit: Visit) -> Self:
        """Show a session to its owner."""
        is_this = session.id == visit.session.id
        return cls(id=session.id, device=session.device, created_at=session.created_at, seen_at=session.seen_at, is_this=is_this)


class SessionsShown(web.Output):
    """All sessions that live, newest first."""

    items: list[SessionShown]


class AuthenticatorShown(web.Output):
    """What an authenticator app needs; the address goes into a QR code."""

    secret: str
    uri: str


class RecoveryCodesShown(web.Output):
    """Codes for who lost the phone, each of which opens once. Shown this once."""

    recovery_codes: list[str]


class LinkShown(web.Output):
    """Whose link it is."""

    email: str
    organisations: list[str] = Field(description="Names of those that the person belongs to.")


class PasswordTaken(web.Output):
    """Whose password it is, to sign in with."""

    email: str


async def _visit(request: Request, unit: web.EngineWork) -> Visit:
    sessions = frame_of(request).sessions
    if request.method != "GET":
        sessions.check_origin(request)
    secret = sessions.secret(request)
    if secret is None:
        raise Unauthenticated("session_over", "You are signed out.", fix="Sign in again.")
    return await service.visit(unit, secret)


Signed = Annotated[Visit, Depends(_visit)]
_SIGNED = web.problems(401)


@router.get("/session", summary="Say who is signed in")
async def show_session(request: Request, unit: web.EngineWork) -> VisitShown:
    """Say who the browser's session belongs to; nobody's is no error."""
    secret = frame_of(request).sessions.secret(request)
    try:
        return await _shown(unit, await service.visit(unit, secret or ""))
    except Unauthenticated:
        return VisitShown(person=None, places=[])


@router.post("/session", status_code=201, summary="Sign in", responses=web.problems(401, 429))
async def sign_in(body: SignInAsked, request: Request, response: Response) -> VisitShown:
    """Begin a session in the browser's cookie. Tries are counted, by email and by where from."""
    frame = frame_of(request)
    frame.sessions.check_origin(request)
    async with frame.database.engine() as unit:
        await service.admit_attempt(unit, email=body.email, place=request.client.host if request.client else "")
    async with frame.database.engine() as unit:
        found = await service.sign_in(unit, email=body.email, password=body.password.get_secret_value(), code=body.code)
        new = await service.begin_session(unit, found.user, _device(request))
        shown = await _shown(unit, await service.visit(unit, new.secret))
    await _keep(request, response, new)
    return shown


@router.post("/session/link", status_code=201, summary="Sign in by a link", responses=web.problems(401))
async def sign_in_by_link(body: LinkUsed, request: Request, response: Response, unit: web.EngineWork) -> VisitShown:
    """Begin a session for whoever holds a link that the operator made; it works once."""
    frame_of(request).sessions.check_origin(request)
    new = await service.begin_session(unit, await service.use_link(unit, body.secret, LinkPurpose.SIGN_IN), _device(request))
    shown = await _shown(unit, await service.visit(unit, new.secret))
    await _keep(request, response, new)
    return shown


@router.delete("/session", status_code=204, summary="Sign out")
async def sign_out(request: Request, response: Response, unit: web.EngineWork) -> None:
    """End the browser's session; signing out twice changes nothing."""
    sessions = frame_of(request).sessions
    sessions.check_origin(request)
    await service.end_session(unit, sessions.secret(request) or "")
    sessions.drop(response)


@router.get("/account/sessions", summary="List one's sessions", responses=_SIGNED)
async def list_sessions(visit: Signed, unit: web.EngineWork) -> SessionsShown:
    """List where the person is signed in."""
    rows = await service.sessions_of(unit, visit.user.id)
    return SessionsShown(items=[SessionShown.of(each, visit) for each in rows])


@router.delete("/account/sessions", status_code=204, summary="Sign out everywhere", responses=_SIGNED)
async def sign_out_everywhere(visit: Signed, request: Request, response: Response, unit: web.EngineWork) -> None:
    """End all of the person's sessions, this one too."""
    await service.end_sessions(unit, visit.user.id)
    frame_of(request).sessions.drop(response)


@router.put("/account/password", status_code=204, summary="Change one's password", responses=web.problems(401, 409))
async def change_password(body: PasswordChange, visit: Signed, unit: web.EngineWork) -> None:
    """Take a new password from whoever knows the present one. Other sessions end."""
    present, new = body.present.get_secret_value(), body.new.get_secret_value()
    await service.change_password(unit, visit.user.id, visit.session.id, present=present, new=new)


@router.post("/account/password/link/whose", summary="Say whose link it is", responses=web.problems(401))
async def whose_link(body: LinkUsed, request: Request, unit: web.EngineWork) -> LinkShown:
    """Tell whoever holds a link to choose a password for which account it is; the link is not used up."""
    frame_of(request).sessions.check_origin(request)
    user, organisations = await service.look_at_link(unit, body.secret, LinkPurpose.PASSWORD)
    return LinkShown(email=user.email, organisations=list(organisations))


@router.post("/account/password/link", summary="Choose a password by a link", responses=web.problems(401))
async def choose_password(body: PasswordByLink, request: Request, unit: web.EngineWork) -> PasswordTaken:
    """Take a password from whoever holds a link for it. All sessions end; sign in with it next."""
    frame_of(request).sessions.check_origin(request)
    user = await service.set_password_by_link(unit, body.secret, body.password.get_secret_value())
    return PasswordTaken(email=user.email)


@router.post("/account/authenticator", summary="Set up an authenticator", responses=web.problems(401, 409))
async def enrol(body: PasswordShown, visit: Signed, unit: web.EngineWork, response: Response) -> AuthenticatorShown:
    """Make a secret for an authenticator app; codes are asked for once one was confirmed."""
    response.headers["Cache-Control"] = "no-store"
    enrolment = await service.begin_codes(unit, visit.user.id, body.password.get_secret_value())
    return AuthenticatorShown(secret=enrolment.secret, uri=enrolment.uri)


@router.post("/account/authenticator/confirm", summary="Turn on codes", responses=web.problems(401, 409))
async def confirm(body: CodeGiven, visit: Signed, unit: web.EngineWork) -> RecoveryCodesShown:
    """Ask for a code at each sign-in from now on; answers with recovery codes, which are shown this once."""
    return RecoveryCodesShown(recovery_codes=await service.turn_on_codes(unit, visit.user.id, body.code))


@router.post("/account/authenticator/remove", status_code=204, summary="Turn off codes", responses=web.problems(401, 409))
async def remove(body: PasswordShown, visit: Signed, unit: web.EngineWork) -> None:
    """Ask for no codes any more."""
    await service.turn_off_codes(unit, visit.user.id, body.password.get_secret_value())


@router.post("/account/recovery-codes", summary="Make new recovery codes", responses=web.problems(401, 409))
async def renew(body: PasswordShown, visit: Signed, unit: web.EngineWork) -> RecoveryCodesShown:
    """Make new codes; the earlier ones open no more."""
    codes = await service.renew_recovery_codes(unit, visit.user.id, body.password.get_secret_value())
    return RecoveryCodesShown(recovery_codes=codes)


async def _shown(unit: Unit, visit: Visit) -> VisitShown:
    return VisitShown.of(visit, await service.recovery_codes_left(unit, visit.user.id))


async def _keep(request: Request, response: Response, new: NewSession) -> None:
    """Put the new session in the cookie; the one that was there ends."""
    frame = frame_of(request)
    if old := frame.sessions.secret(request):
        async with frame.database.engine() as unit:
            await service.end_session(unit, old)
    lasts = new.session.expires_at - new.session.created_at
    frame.sessions.keep(response, new.secret, int(lasts.total_seconds()))


_BROWSERS = {"Edg/": "Edge", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}


def _device(request: Request) -> str:
    """Say in two words what the browser calls itself; the first word that fits, for later ones are claimed by many."""
    agent = request.headers.get("user-agent", "")
    words = [next((name for mark, name in marks.items() if mark in agent), "?") for marks in (_BROWSERS, _SYSTEMS)]
    return ", ".join(words)
