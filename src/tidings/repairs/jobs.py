"""What a worker runs of repairs."""

from uuid import UUID

from tidings.infra.db.database import Database
from tidings.infra.turns import Turns
from tidings.repairs import service


async def remind(database: Database, turns: Turns[UUID]) -> bool:
    """Remind owners who are due, one organisation at a time; says whether anybody was. `turns` are this process's."""
    async with database.engine() as unit:
        due = await service.organisations_due(unit)

    async def of_one(organisation_id: UUID) -> int:
        async with database.engine() as unit:
            return await service.remind(unit, organisation_id)

    return sum(await turns.take(due, of_one)) > 0
