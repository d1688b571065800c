"""What the worker runs of campaigns."""

import asyncio
from contextlib import suppress

import structlog

from tidings.campaigns import service
from tidings.campaigns.types import ReleaseReport
from tidings.infra.db.database import Database

_IDLE_SECONDS = 0.25
_TROUBLE_SECONDS = 1.0
_log = structlog.get_logger(__name__)


async def release_forever(database: Database, stopping: asyncio.Event) -> None:
    """Release people whenever it is due, for all organisations, until `stopping` is set.

    Any number of workers may do this: one serves an organisation at a time. A failed step changes nothing; it is remembered, and
    its organisation rests while the others have their turns.
    """
    while not stopping.is_set():
        try:
            report = await release_once(database)
            pause = 0.0 if report.released or report.refused else _IDLE_SECONDS
        except Exception:  # noqa: BLE001 - whatever it is, the loop that sends for everybody goes on
            await _log.aexception("release_failed")
            pause = _TROUBLE_SECONDS
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), pause)


async def release_once(database: Database) -> ReleaseReport:
    """Do one step for the organisation whose turn it is."""
    organisation_id = None
    try:
        async with database.keyed() as unit:
            organisation_id = await service.take_turn(unit)
            return ReleaseReport() if organisation_id is None else await service.release_step(unit, organisation_id)
    except Exception as error:
        if organisation_id is None:
            raise
        await _log.aexception("release_failed", organisation=str(organisation_id))
        async with database.engine() as unit:
            await service.note_failed_step(unit, organisation_id, error)
        return ReleaseReport()
