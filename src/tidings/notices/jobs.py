"""What a worker runs of notices."""

from uuid import UUID

from tidings.infra.db.database import Database
from tidings.infra.logs import logger
from tidings.infra.turns import Turns
from tidings.kernel.errors import Busy
from tidings.notices import service

log = logger(__name__)


async def look(database: Database, turns: Turns[UUID]) -> bool:
    """Follow what is due, one organisation at a time; says whether anything was. `turns` are this process's."""
    async with database.engine() as unit:
        due = await service.organisations_due(unit)

    async def follow(organisation_id: UUID) -> int:
        try:
            async with database.engine() as unit:
                return await service.follow(unit, organisation_id)
        except Busy:
            raise
        except Exception:  # noqa: BLE001 - one notice's trouble is found by looking at each alone
            await log.aexception("notices_failed", organisation=str(organisation_id))
            return await _one_by_one(database, organisation_id)

    return sum(await turns.take(due, follow)) > 0


async def _one_by_one(database: Database, organisation_id: UUID) -> int:
    """Follow each due notice by itself; one that raises rests, and is logged as `notice_failed`. Returns how many were followed."""
    async with database.engine() as unit:
        due = await service.due(unit, organisation_id)
    followed = 0
    for notice_id in due:
        try:
            async with database.engine() as unit:
                followed += await service.follow(unit, organisation_id, notice_id)
        except Busy:
            raise
        except Exception:  # noqa: BLE001 - whatever one's trouble is, the others go on
            await log.aexception("notice_failed", notice=str(notice_id))
            async with database.engine() as unit:
                await service.rest(unit, organisation_id, notice_id)
    return followed
