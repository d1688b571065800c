"""Is it alive, can it work, and its figures: for load balancers, operators and Prometheus. No API key is asked for."""

import asyncio
import secrets
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Literal

from fastapi import APIRouter, Request, Response
from psycopg import Error as DatabaseError
from pydantic import Field

from tidings.apps.api.context import Context, Reading
from tidings.apps.api.metrics import Metrics
from tidings.infra import web
from tidings.infra.db.readiness import is_migrated
from tidings.infra.logs import logger
from tidings.kernel.errors import Forbidden, TidingsError, Unauthenticated

log = logger(__name__)
_PATIENCE_SECONDS = 3.0
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


class Alive(web.Output):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(web.Output):
    """Whether requests can be served now."""

    status: Literal["ready", "not_ready"]
    database: bool = Field(description="The database answers.")
    migrated: bool = Field(description="Its migrations are those of this release.")


def router(context: Context, metrics: Metrics) -> APIRouter:
    """Make the routes over this application's database and figures."""
    routes = APIRouter(tags=["operations"])

    @routes.get("/healthz", summary="Is the process alive?")
    async def alive() -> Alive:
        """Answer without asking anything else, so that a slow database gets no process killed."""
        return Alive()

    @routes.get("/readyz", summary="Can it serve requests?", responses={503: {"model": Ready, "description": "Not now; the fields say why."}})
    async def ready(response: Response) -> Ready:
        """Ask the database, and whether its migrations are current."""
        found = await _readiness(context)
        response.status_code = 200 if found.status == "ready" else 503
        return found

    @routes.get(
        "/metrics",
        summary="Figures for Prometheus",
        response_class=Response,
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **web.problems(401, 403)},
    )
    async def figures(request: Request) -> Response:
        """Write all figures in the text format of Prometheus; without a database, those of the process.

        Only this machine may ask, unless `TIDINGS_METRICS_TOKEN` is set: then whoever sends it as `Authorization: Bearer ...` may.
        """
        _admit(request, context.settings.metrics_token)
        return Response(metrics.text(await _readings(context)), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes


def _admit(request: Request, token: str | None) -> None:
    """Let those have the figures who run the installation. Raises Unauthenticated, Forbidden."""
    if token is not None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not secrets.compare_digest(given.encode(), token.encode()):
            raise Unauthenticated("metrics_token_wrong", "The figures need their token.", fix="Send Authorization: Bearer and TIDINGS_METRICS_TOKEN.")
    elif not _is_local(request):
        fix = "Set TIDINGS_METRICS_TOKEN and send it as Authorization: Bearer ..., or ask on the machine itself."
        raise Forbidden("metrics_closed", "The figures are for this machine only.", fix=fix)


def _is_local(request: Request) -> bool:
    # What a proxy passes on comes from this machine, too; a proxy tells for whom it asks.
    if any(name in request.headers for name in _PASSED_ON):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _readiness(context: Context) -> Ready:
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), context.database.engine() as unit:
            migrated = await is_migrated(unit)
    except (TidingsError, DatabaseError, TimeoutError):
        return Ready(status="not_ready", database=False, migrated=False)
    return Ready(status="ready" if migrated else "not_ready", database=True, migrated=migrated)


async def _readings(context: Context) -> Sequence[Reading]:
    readings: list[Reading] = []
    answers = True
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), context.database.moment() as unit:
            for gauge in context.gauges:
                readings.extend(await gauge(unit))
    except (TidingsError, DatabaseError, TimeoutError):
        log.warning("gauges_unread")
        answers = False
    return [*readings, Reading("tidings_database_up", "Whether the database answered.", float(answers))]
