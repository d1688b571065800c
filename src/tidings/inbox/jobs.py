"""What a worker runs of the inbox."""

from uuid import UUID

from tidings.inbox import service
from tidings.infra.db.database import Database
from tidings.infra.logs import logger
from tidings.infra.turns import Turns
from tidings.kernel.errors import Busy

log = logger(__name__)


async def look(database: Database, turns: Turns[UUID]) -> bool:
    """Wake what was put off, and look at replies of which something became, one organisation at a time; says whether there was anything."""
    async with database.engine() as unit:
        due = await service.organisations_due(unit)

    async def follow(organisation_id: UUID) -> int:
        try:
            async with database.engine() as unit:
                return await service.follow(unit, organisation_id)
        except Busy:
            raise
        except Exception:  # noqa: BLE001 - one organisation's trouble must not keep the others waiting
            await log.aexception("inbox_failed", organisation=str(organisation_id))
            return 0

    return sum(await turns.take(due, follow)) > 0
