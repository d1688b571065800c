"""What a worker runs of the waitlist."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from uuid import UUID

from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.turns import Turns
from tidings.waitlist import service


class Work(StrEnum):
    """What is done for an organisation, each in a turn of its own: a look that fails keeps no reminder."""

    OFFERS = "offers"
    REMINDERS = "reminders"


Turn = tuple[Work, UUID]
_DOES: Mapping[Work, Callable[[Unit, UUID], Awaitable[int]]] = {Work.OFFERS: service.offer_due, Work.REMINDERS: service.remind}


async def look(database: Database, turns: Turns[Turn]) -> bool:
    """Offer slots that are due and remind people, one organisation at a time; says whether anything was due. `turns` are this process's."""
    async with database.engine() as unit:
        due = {Work.OFFERS: await service.organisations_due(unit), Work.REMINDERS: await service.organisations_reminding(unit)}

    async def alone(turn: Turn) -> int:
        work, organisation_id = turn
        async with database.engine() as unit:
            return await _DOES[work](unit, organisation_id)

    return sum(await turns.take([(work, each) for work in Work for each in due[work]], alone)) > 0
