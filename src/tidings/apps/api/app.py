"""The application: rooms' routes inside one shell."""

from collections.abc import AsyncGenerator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from threading import Lock
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, Response
from starlette.routing import BaseRoute

from tidings.accounts import service as accounts
from tidings.accounts.types import Answer, Caller
from tidings.apps.api import errors, health, openapi
from tidings.apps.api.context import Context
from tidings.apps.api.metrics import Metrics
from tidings.apps.api.proxies import Proxies
from tidings.apps.api.reception import Held, Reception
from tidings.apps.api.shell import BodyLimits, Shell
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.web import Frame, KeptAnswer
from tidings.infra.web.frame import Authenticate
from tidings.infra.web.sessions import Sessions
from tidings.kernel.errors import TidingsError

Routes = Callable[[Metrics], Sequence[BaseRoute]]
"""Bare routes, such as webhooks, which see to their own callers and count into the application's figures."""


def create_app(context: Context, routers: Sequence[APIRouter], routes: Routes = lambda _metrics: ()) -> FastAPI:
    """Build the application of the rooms' `routers` and bare `routes`."""
    metrics = Metrics()
    app = FastAPI(
        title=openapi.TITLE,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(context),
        generate_unique_id_function=openapi.operation_id,
    )
    app.state.frame = Frame(
        database=context.database,
        authenticate=_authentication(context.database),
        recall=_recall,
        keep=_keep,
        sessions=_sessions(context),
        parts=context.parts,
    )
    app.router.routes.extend(routes(metrics))  # before the others: callbacks come most often, and what stands before a route is tried first
    included = [*routers, health.router(context, metrics)]
    for each in included:
        app.include_router(each)
    _serve_description(app)
    errors.install(app, [*app.routes, *(route for router in included for route in router.routes)])
    secure = context.settings.public_base_url.startswith("https:")
    most = BodyLimits(context.most_body_bytes, context.larger_bodies)
    app.add_middleware(Shell, metrics=metrics, clock=context.clock, most_body_bytes=most, secure=secure)
    if context.settings.trusted_proxies:
        app.add_middleware(Proxies, trusted=context.settings.trusted_proxies)
    return app


def _lifespan(context: Context) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncGenerator[None]:
        async with AsyncExitStack() as stack:
            await context.database.open()
            stack.push_async_callback(context.database.close)
            for each in context.background:
                await stack.enter_async_context(each())
            yield

    return lifespan


def _serve_description(app: FastAPI) -> None:
    """Serve it from threads: describing every operation takes seconds, once, in which other requests must not wait."""
    alone = Lock()

    def described() -> dict[str, Any]:
        with alone:
            return openapi.describe(app)

    @app.get("/openapi.json", include_in_schema=False)
    def document() -> Response:
        return Response(orjson.dumps(described()), media_type="application/json")

    @app.get("/docs", include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(openapi.page(described()))


def _authentication(database: Database) -> Authenticate:
    async def authenticate(secret: str) -> Caller:
        async with database.engine() as unit:
            return await accounts.authenticate(unit, secret)

    return authenticate


def _sessions(context: Context) -> Sessions:
    async def look_up(held: Collection[Held]) -> Mapping[Held, Caller | TidingsError]:
        async with context.database.engine() as unit:
            return await accounts.recognise(unit, held)

    return Sessions(Reception(look_up).recognise, context.settings.public_base_url)


async def _recall(unit: Unit, organisation_id: UUID, key: str, fingerprint: bytes) -> KeptAnswer | None:
    answer = await accounts.begin_request(unit, organisation_id, key, fingerprint)
    return None if answer is None else KeptAnswer(answer.status, answer.body)


async def _keep(unit: Unit, organisation_id: UUID, key: str, fingerprint: bytes, kept: KeptAnswer) -> None:
    await accounts.finish_request(unit, organisation_id, key, fingerprint, Answer(kept.status, kept.body))
