"""Routes of callers: known before the body is read, one unit of work, committed before the answer leaves."""

import hashlib
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable
from http import HTTPStatus
from typing import Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Depends, Request, Response, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes

from tidings.infra.db.unit import Unit
from tidings.infra.web.bodies import parsed
from tidings.infra.web.callers import Caller
from tidings.infra.web.frame import KeptAnswer, frame_of
from tidings.infra.web.leaving import while_wanted
from tidings.infra.web.parameters import check_parameters, parameters_of
from tidings.infra.web.problems import problems
from tidings.kernel.errors import Forbidden, Invalid, Unauthenticated

Part = TypeVar("Part")
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_JUDGED = "judges_each"
_SHARED = "shared"
_UNTIL_GONE = "until_gone"
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_KEY_PARAMETER = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "Send the same key again to repeat a request safely: what was done is not done again, and for 24 hours the first answer"
        " comes back (with `Idempotency-Replayed: true`). The same key with another request is refused with 409."
        " An error is not kept, because nothing was done."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[\\x21-\\x7e]+$"},
    "example": "3f0c1b52-order-118",
}
_BEARER = HTTPBearer(
    scheme_name="apiKey", bearerFormat="tdg_live_...", auto_error=False, description="An API key, made by `tidings keys create` or `POST /keys`."
)


class CallersRoute(APIRoute):
    """A route that serves known callers only, and only query parameters that it knows."""

    streams = False
    """Whether the body is left to the endpoint: then no JSON and no Idempotency-Key is looked at."""
    open_to_all = False
    """Whether the endpoint finds out itself who is asking: then there is no caller, and no Idempotency-Key is looked at."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:
        if "POST" in (settings.get("methods") or ()) and not (self.streams or self.open_to_all):
            extra: dict[str, Any] = settings.get("openapi_extra") or {}
            settings["openapi_extra"] = {**extra, "parameters": [*extra.get("parameters", []), _KEY_PARAMETER]}
            settings["responses"] = {**problems(409), **(settings.get("responses") or {})}  # the key may have come with another request
        self._judged: str | None = getattr(endpoint, _JUDGED, None)
        self.shared: bool = getattr(endpoint, _SHARED, False)
        self._until_gone: bool = getattr(endpoint, _UNTIL_GONE, False)
        super().__init__(path, endpoint, **settings)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap FastAPI's handler; the units of work that it opens end after this returns and before the answer is sent."""
        handle = super().get_route_handler()
        parameters = parameters_of(self.dependant)

        async def handle_for_caller(request: Request) -> Response:
            caller = request.state.caller = None if self.open_to_all else await _authenticated(request)
            check_parameters((name for name, _ in request.query_params.multi_items()), parameters)
            checked = _CheckedRequest(request.scope, request.receive)
            if self.streams:
                return await handle(checked)
            await checked.read_json(expected=self.body_field is not None, judged=self._judged)
            if self.shared and caller:
                checked.state.once = None
                return await frame_of(request).readings.read(_question(request, caller), lambda: _timed(handle(checked)))
            once = checked.state.once = await _once(checked, caller) if caller else None
            try:
                response = await (while_wanted(checked, handle(checked)) if self._until_gone else handle(checked))
            except _Replayed as replayed:
                return replayed.response
            if once is not None:
                await once.keep(response)
            return response

        return handle_for_caller


class UploadRoute(CallersRoute):
    """A callers' route whose body is a file, read as a stream: it may be larger than memory. It opens its units of work itself."""

    streams = True


class VisitorsRoute(CallersRoute):
    """A route for people's browsers, which finds out itself who is asking: signing in, and one's own account."""

    open_to_all = True


def visitors_router(tag: str) -> APIRouter:
    """Make a router of routes for people's browsers, which take no API key."""
    return APIRouter(tags=[tag], route_class=VisitorsRoute, responses=problems(403, 413, 422, 503))


def router(tag: str, prefix: str = "", *, uploads: bool = False) -> APIRouter:
    """Make a room's router: every route asks for a key and declares the errors that any of them may answer.

    With `uploads`, bodies are files, which the routes read as streams.
    """
    kind = UploadRoute if uploads else CallersRoute
    return APIRouter(prefix=prefix, tags=[tag], route_class=kind, responses=problems(401, 403, 413, 422, 503))


def judges_each(field: str) -> Callable[[Endpoint], Endpoint]:
    """Mark an endpoint that refuses the entries of a list in its body one by one: then NUL in one of them does not refuse them all.

    Written below the route. The endpoint must keep NUL out of the database.
    """

    def mark(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _JUDGED, field)
        return endpoint

    return mark


def shared(endpoint: Endpoint) -> Endpoint:
    """Mark a reading that is made once for all who ask for it at the same time. Written below the route.

    Its answer may depend on the caller's organisation and scopes, the address and the language, and on nothing else of who is asking.
    """
    setattr(endpoint, _SHARED, True)
    return endpoint


def until_gone(endpoint: Endpoint) -> Endpoint:
    """Mark an endpoint that only reads, and may read for long: it ends when whoever asked is gone. Written below the route."""
    setattr(endpoint, _UNTIL_GONE, True)
    return endpoint


def needs(scope: str) -> Any:
    """Ask for a scope and get the caller.

    Written `caller: Annotated[Caller, needs(Scope.X)]`; the scope is shown in OpenAPI, and a key without it is Forbidden.
    """
    return Security(_caller, scopes=[str(scope)])


def part(kind: type[Part]) -> Any:
    """Get the application's one object of a type.

    Written `exchange: Annotated[Exchange, part(Exchange)]`; `Frame.parts` holds them.
    """

    def found(request: Request) -> Part:
        return cast("Part", frame_of(request).parts[kind])

    return Depends(found)


async def _unit(request: Request) -> AsyncIterator[Unit]:
    caller: Caller = request.state.caller
    async with frame_of(request).database.unit(caller.organisation_id) as unit:
        await _replay_or_begin(request, unit)
        yield unit


async def _engine_unit(request: Request) -> AsyncIterator[Unit]:
    async with frame_of(request).database.engine() as unit:
        await _replay_or_begin(request, unit)
        yield unit


Work = Annotated[Unit, Depends(_unit, scope="function")]
"""A unit of work that sees the caller's organisation only.

`scope="function"`: the commit comes before the answer, so when it fails, the request does.
"""

EngineWork = Annotated[Unit, Depends(_engine_unit, scope="function")]
"""A unit of work of the engine, for what belongs to the installation (users). Its statements name the organisation themselves."""


async def _authenticated(request: Request) -> Caller:
    sessions = frame_of(request).sessions
    if "authorization" not in request.headers and (cookie := sessions.secret(request)):
        return await sessions.person(request, cookie)
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        raise Unauthenticated("key_missing", "The request names no API key.", fix="Send the header Authorization: Bearer tdg_live_...")
    return await frame_of(request).authenticate(secret.strip())


async def _caller(request: Request, scopes: SecurityScopes, _shown: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]) -> Caller:
    caller: Caller = request.state.caller
    if missing := [scope for scope in scopes.scopes if scope not in caller.scopes]:
        raise Forbidden("scope_missing", f"This needs the scope {missing[0]}.", fix="Use a key that has the scope, or ask an owner for one.")
    return caller


class _CheckedRequest(Request):
    """A request whose JSON was read by our own rules."""

    async def read_json(self, *, expected: bool, judged: str | None) -> None:
        media_type = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type == "application/json" or media_type.endswith("+json"):
            body = await self.body()
            self._json = parsed(body, judged) if body else None  # where Starlette keeps what it has parsed
        elif expected and await self.body():
            raise Invalid("json_expected", "The body did not come as JSON.", fix="Send the header Content-Type: application/json.")


class _Replayed(Exception):
    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class _Once:
    """A request that carries an Idempotency-Key: its answer is kept in the unit of work that did the work."""

    def __init__(self, request: Request, caller: Caller, key: str, fingerprint: bytes) -> None:
        self._frame = frame_of(request)
        self._organisation_id = caller.organisation_id
        self._key = key
        self._fingerprint = fingerprint
        self._unit: Unit | None = None

    async def begin(self, unit: Unit) -> None:
        if self._unit is not None:
            return
        kept = await self._frame.recall(unit, self._organisation_id, self._key, self._fingerprint)
        if kept is not None:
            raise _Replayed(Response(kept.body, kept.status, {"Idempotency-Replayed": "true"}, "application/json"))
        self._unit = unit

    async def keep(self, response: Response) -> None:
        if self._unit is None or response.status_code >= HTTPStatus.BAD_REQUEST:
            return
        # A route marks an answer that holds a secret as no-store: then only the fact is kept.
        body = None if response.headers.get("cache-control") == "no-store" else bytes(response.body)
        await self._frame.keep(self._unit, self._organisation_id, self._key, self._fingerprint, KeptAnswer(response.status_code, body))


async def _once(request: Request, caller: Caller) -> _Once | None:
    key = request.headers.get("idempotency-key")
    if key is None or request.method != "POST":
        return None
    if not _KEY.fullmatch(key):
        fix = "Use 1 to 255 visible ASCII characters, such as a UUID."
        raise Invalid("idempotency_key_invalid", "This is no Idempotency-Key.", field="Idempotency-Key", fix=fix)
    digest = hashlib.sha256()
    for each in (caller.actor.encode(), request.method.encode(), request.url.path.encode(), request.url.query.encode(), await request.body()):
        digest.update(hashlib.sha256(each).digest())
    return _Once(request, caller, key, digest.digest())


def _question(request: Request, caller: Caller) -> Hashable:
    """Name all that the answer to a shared reading depends on."""
    language = request.headers.get("accept-language")
    return caller.organisation_id, frozenset(caller.scopes), request.url.path, request.url.query, language


async def _timed(answering: Awaitable[Response]) -> Response:
    """Have an answer say how long the reading itself took (Server-Timing), which is what pages rest by; waiting for its turn is not in it."""
    began = time.perf_counter()
    response = await answering
    response.headers["Server-Timing"] = f"reading;dur={(time.perf_counter() - began) * 1000:.1f}"
    return response


async def _replay_or_begin(request: Request, unit: Unit) -> None:
    once: _Once | None = request.state.once
    if once is not None:
        await once.begin(unit)
