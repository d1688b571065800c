"""A worker keeps what it has counted where the API finds it: /metrics then speaks for all workers, wherever they run."""

from psycopg import Error as DatabaseError

from tidings.infra.db.database import Database
from tidings.infra.figures import keep_figures
from tidings.kernel.errors import Busy


class FigureKeeper:
    """Keeps the counts of one worker, by its number."""

    def __init__(self, database: Database, worker: int) -> None:
        self._database = database
        self._worker = worker

    async def once(self) -> bool:
        """Keep what was counted since the last time; what can't be kept now is counted with the next."""
        counts = self._database.tally.take()
        if not counts:
            return False
        try:
            async with self._database.engine() as unit:
                await keep_figures(unit, self._worker, counts)
        except (Busy, DatabaseError):
            self._database.tally.put_back(counts)
            raise
        return False
