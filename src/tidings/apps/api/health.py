"""Is it alive, can it work, and its figures: for load balancers, operators and Prometheus. No key is asked for."""

import asyncio
from collections.abc import Sequence
from typing import Literal

from fastapi import APIRouter, Response
from psycopg import Error as DatabaseError
from pydantic import Field

from tidings.apps.api.context import Context, Reading
from tidings.apps.api.metrics import Metrics
from tidings.infra import web
from tidings.infra.db.readiness import is_migrated
from tidings.infra.logs import logger
from tidings.kernel.errors import TidingsError

log = logger(__name__)
_PATIENCE_SECONDS = 3.0


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
        responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    )
    async def figures() -> Response:
        """Write all figures in the text format of Prometheus; without a database, those of the process."""
        return Response(metrics.text(await _readings(context)), media_type="text/plain; version=0.0.4; charset=utf-8")

    return routes


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
        async with asyncio.timeout(_PATIENCE_SECONDS), context.database.engine() as unit:
            for gauge in context.gauges:
                readings.extend(await gauge(unit))
    except (TidingsError, DatabaseError, TimeoutError):
        log.warning("gauges_unread")
        answers = False
    return [*readings, Reading("tidings_database_up", "Whether the database answered.", float(answers))]
