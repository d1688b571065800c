"""Every error answer is problem+json (RFC 9457): what went wrong, where, and what to do. None shows what the caller sent."""

import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from psycopg import OperationalError
from psycopg.errors import DeadlockDetected, SerializationFailure
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from tidings.apps.api.faults import sentence
from tidings.apps.speech import said, told
from tidings.infra.logs import logger
from tidings.infra.web import FieldProblem, Problem
from tidings.infra.web.problems import MEDIA_TYPE
from tidings.kernel.errors import Busy, Conflict, Forbidden, Invalid, NotFound, TidingsError, TooLarge, TooOften, Unauthenticated
from tidings.kernel.languages import spoken

log = logger(__name__)

TITLES: Mapping[str, tuple[str, str]] = {
    Invalid.kind: ("The input is wrong", "It would be wrong again: correct it first. Each fault is listed in `errors` or named in `field`."),
    NotFound.kind: ("Not found", "There is no such thing, or none that this key may see."),
    Conflict.kind: ("Conflict", "The input is right, but not in the present state of things."),
    Unauthenticated.kind: ("Not authenticated", "Send a working API key: `Authorization: Bearer tdg_live_...`."),
    Forbidden.kind: ("Not allowed", "The key is known and lacks the scope."),
    TooLarge.kind: ("Too large", "Send less in one request."),
    TooOften.kind: ("Too often", "The header `Retry-After` says in how many seconds it is possible again."),
    Busy.kind: ("Busy", "The same request may succeed in a moment."),
    "method": ("Method not allowed", "The address exists; the header `Allow` lists its methods."),
    "unreadable": ("The request can't be read", "Its form, not its content, is at fault."),
    "unexpected": ("Something went wrong on our side", "Nothing was changed. Give the `request_id` to whoever runs this installation."),
}
"""Every kind of problem: its title, and what the page /docs says of it."""

_KIND_OF_STATUS = {404: "not-found", 413: "too-large"}
_UNREACHABLE = Busy("database_unreachable", "The database did not answer.", fix="Try again; a request with an Idempotency-Key is done once.")
_CROSSED = Busy(
    "changes_crossed", "Somebody changed the same things at the same time, and this request gave way: nothing was changed.", fix="Send it again."
)


def install(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Have the application answer every kind of error as a problem. `routes` tell which methods an address takes."""
    app.state.methods = [(route.path_regex, route.methods or set[str]()) for route in routes if isinstance(route, Route)]
    app.add_exception_handler(TidingsError, _expected)
    app.add_exception_handler(RequestValidationError, _invalid_input)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(OperationalError, _database_lost)


def problem_of(error: TidingsError, request_id: str | None, languages: str | None = None) -> Response:
    """Answer an expected error, in the language that a reader wants (an `Accept-Language`) where its room has the words."""
    language = spoken(languages)
    detail, fix = told(error, language)
    headers: dict[str, str] = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="tidings"' + ("" if error.code == "key_missing" else ', error="invalid_token"')
    if isinstance(error, Busy):
        headers["Retry-After"] = "1"
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(max(1, math.ceil(error.wait.total_seconds())))
    return _answer(
        error.kind, error.status, error.code, detail, fix=fix, field=error.field, request_id=request_id, headers=headers, language=language
    )


def unexpected(request_id: str, languages: str | None = None) -> Response:
    """Answer a fault of our own, without a detail of it: that stands in the logs under the request's id."""
    language = spoken(languages)
    detail, fix = (said(each, language) for each in ("An unexpected fault; it was logged.", TITLES["unexpected"][1]))
    return _answer("unexpected", 500, "unexpected", detail, fix=fix, request_id=request_id, language=language)


async def _expected(request: Request, error: Exception) -> Response:
    return problem_of(cast("TidingsError", error), _id_of(request), _wanted(request))


async def _database_lost(request: Request, error: Exception) -> Response:
    if isinstance(error, DeadlockDetected | SerializationFailure):
        log.warning("changes_crossed", exc_info=error, request_id=_id_of(request))
        return problem_of(_CROSSED, _id_of(request), _wanted(request))
    log.error("database_lost", exc_info=error, request_id=_id_of(request))
    return problem_of(_UNREACHABLE, _id_of(request), _wanted(request))


async def _invalid_input(request: Request, error: Exception) -> Response:
    language = spoken(_wanted(request))
    faults = [_fault(each, language) for each in cast("RequestValidationError", error).errors()]
    detail = f"{faults[0].field}: {faults[0].message}" if len(faults) == 1 else said(f"{len(faults)} faults in the input.", language)
    return _answer(
        Invalid.kind,
        Invalid.status,
        "input_invalid",
        detail,
        fix=said("Correct what `errors` lists.", language),
        field=faults[0].field if len(faults) == 1 else None,
        errors=faults,
        request_id=_id_of(request),
        language=language,
    )


async def _of_http(request: Request, error: Exception) -> Response:
    http = cast("HTTPException", error)
    if http.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return _wrong_method(request)
    kind = _KIND_OF_STATUS.get(http.status_code, "unreadable")
    code = {"not-found": "address_unknown", "too-large": "body_too_large"}.get(kind, "request_unreadable")
    detail = "There is nothing at this address." if kind == "not-found" else f"{http.detail.rstrip('.')}."
    language = spoken(_wanted(request))
    detail, fix = (said(each, language) for each in (detail, "The page /docs lists what there is."))
    return _answer(kind, http.status_code, code, detail, fix=fix, request_id=_id_of(request), headers=http.headers, language=language)


def _wrong_method(request: Request) -> Response:
    # Starlette names the methods of the first route that matches; an address may have several routes.
    methods = {method for path, allowed in request.app.state.methods if path.match(request.url.path) for method in allowed}
    allow = ", ".join(sorted(methods))
    language = spoken(_wanted(request))
    detail, fix = (said(each, language) for each in (f"This address does not take the method {request.method}.", f"Use one of: {allow}."))
    return _answer("method", 405, "method_not_allowed", detail, fix=fix, request_id=_id_of(request), headers={"Allow": allow}, language=language)


def _fault(error: Mapping[str, Any], language: str | None) -> FieldProblem:
    source, *path = cast("Sequence[str | int]", error["loc"]) or ("body",)
    field = ".".join(str(step) for step in path) or str(source)
    return FieldProblem(field=field, source=str(source), code=str(error["type"]), message=said(sentence(error), language))


def _answer(
    kind: str,
    status: int,
    code: str,
    detail: str,
    *,
    fix: str | None = None,
    field: str | None = None,
    errors: list[FieldProblem] | None = None,
    request_id: str | None = None,
    headers: Mapping[str, str] | None = None,
    language: str | None = None,
) -> Response:
    problem = Problem(
        type=f"/docs#{kind}",
        title=said(TITLES[kind][0] if kind in TITLES else HTTPStatus(status).phrase, language),
        status=status,
        code=code,
        detail=detail,
        fix=fix,
        field=field,
        errors=errors,
        request_id=request_id,
    )
    return Response(problem.model_dump_json(exclude_none=True), status, headers, MEDIA_TYPE)


def _id_of(request: Request) -> str | None:
    return getattr(request.state, "request_id", None)


def _wanted(request: Request) -> str | None:
    return request.headers.get("accept-language")
