"""What a worker runs of the waitlist."""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from uuid import UUID

from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.logs import logger
from tidings.infra.turns import Turns
from tidings.waitlist import service

log = logger(__name__)


class Work(StrEnum):
    """What is done for an organisation, each in a turn of its own: a look that fails keeps no reminder."""

    OFFERS = "offers"
    REMINDERS = "reminders"


Turn = tuple[Work, UUID]
_DOES: Mapping[Work, Callable[[Unit, UUID], Awaitable[int]]] = {Work.OFFERS: service.offer_due, Work.REMINDERS: service.remind}


async def look(database: Database, turns: Turns[Turn], holds: service.Holds) -> bool:
    """Offer slots that are due and remind people, one organisation at a time; says whether anything was due.

    `turns` are this process's, and so are `holds`, by which the clock may go back.
    """
    if holds.wants():
        await _end_holds(database, holds)
    async with database.engine() as unit:
        due = {Work.OFFERS: await service.organisations_due(unit), Work.REMINDERS: await service.organisations_reminding(unit)}

    async def alone(turn: Turn) -> int:
        work, organisation_id = turn
        async with database.engine() as unit:
            return await _DOES[work](unit, organisation_id)

    return sum(await turns.take([(work, each) for work in Work for each in due[work]], alone)) > 0


async def _end_holds(database: Database, holds: service.Holds) -> None:
    """End holds that are over by real seconds although the clock says that they last."""
    async with database.engine() as unit:
        over = holds.over(await service.standing(unit), unit.at)
    for organisation_id in sorted({each.organisation_id for each in over}):
        async with database.engine() as unit:
            ended = await service.end_holds(unit, organisation_id, [each for each in over if each.organisation_id == organisation_id])
        await log.awarning("clock_went_back", holds_ended=ended)
