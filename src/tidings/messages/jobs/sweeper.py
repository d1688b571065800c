"""Finding workers that died, and what they held."""

from tidings.infra.db.database import Database
from tidings.infra.logs import logger
from tidings.kernel.clock import Clock
from tidings.messages import service

log = logger(__name__)

_MARGIN_SECONDS = 2.0


class Sweeper:
    """Finds workers that died and turns what they held into doubt, after the longest exchange time."""

    def __init__(self, database: Database, clock: Clock, exchange_seconds: float) -> None:
        self._database = database
        self._clock = clock
        self._wait = exchange_seconds + _MARGIN_SECONDS
        self._first_seen: dict[int, float] = {}

    async def once(self) -> bool:
        """Look once; says whether there was something to sweep."""
        async with self._database.engine() as unit:
            dead = await service.dead_workers(unit)
        now = self._clock.monotonic()
        self._first_seen = {worker: self._first_seen.get(worker, now) for worker in dead}
        ripe = [worker for worker, seen in self._first_seen.items() if now - seen >= self._wait]
        if not ripe:
            return False
        async with self._database.followed() as unit:
            swept = await service.sweep(unit, ripe)
        if swept:
            await log.awarning("workers_died", workers=ripe, messages_in_doubt=swept)
        return swept > 0
