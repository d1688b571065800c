"""What a worker does for segments."""

from datetime import timedelta

from tidings.infra.db.database import Database
from tidings.segments import service

EVERY = timedelta(minutes=5)
"""How old a watched segment's members may become."""


async def refresh_watched(database: Database) -> int:
    """Compare the watched segments whose turn it is, each in a unit of its own; returns how many. Harmless when several workers do it at once."""
    async with database.engine() as unit:
        before = unit.at - EVERY / 2
        waiting = await service.watched(unit, before)
    done = 0
    for organisation_id, segment_id in waiting:
        async with database.engine() as unit:
            done += await service.refresh_if_free(unit, organisation_id, segment_id, before) is not None
    return done
