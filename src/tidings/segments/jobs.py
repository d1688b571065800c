"""What a worker does for segments."""

from datetime import timedelta
from uuid import UUID

from tidings.infra.db.database import Database
from tidings.infra.turns import Turns
from tidings.segments import service

EVERY = timedelta(minutes=5)
"""How old a watched segment's members may become."""


async def refresh_watched(database: Database) -> int:
    """Compare the watched segments whose turn it is, each in a unit of its own; returns how many. Harmless when several workers do it at once.

    One that fails has its next turn with the others'.
    """
    async with database.engine() as unit:
        before = unit.at - EVERY / 2
        waiting = await service.watched(unit, before)

    async def refresh(whose: tuple[UUID, UUID]) -> bool:
        async with database.engine() as unit:
            return await service.refresh_if_free(unit, *whose, before) is not None

    return sum(await Turns[tuple[UUID, UUID]]("refresh_segments").take(waiting, refresh))
