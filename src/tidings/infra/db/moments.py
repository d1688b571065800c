"""How moments come from the database: one that Python's calendar does not have is read as the nearest that may be meant.

None can be written by any way of ours (`kernel.moments`); one that got in otherwise must not stop whoever reads it.
"""

from datetime import MAXYEAR, MINYEAR, datetime

from psycopg import DataError, adapters, pq
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader

from tidings.kernel.moments import EARLIEST, LATEST

_DRIVERS = adapters.get_loader(adapters.types["timestamptz"].oid, pq.Format.BINARY)


class MomentLoader(Loader):
    """Reads what psycopg's own loader reads, and brings what that can't, or what has no time in other zones, to the bounds."""

    format = pq.Format.BINARY

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        if _DRIVERS is None:
            message = "psycopg reads no timestamptz"
            raise RuntimeError(message)
        self._drivers = _DRIVERS(oid, context)

    def load(self, data: Buffer) -> datetime:
        """Read eight bytes: microseconds since 2000, signed."""
        try:
            moment: datetime = self._drivers.load(data)
        except DataError:
            return EARLIEST if bytes(data[:1]) >= b"\x80" else LATEST
        if MINYEAR < moment.year < MAXYEAR:
            return moment
        return EARLIEST if moment.year == MINYEAR else LATEST


def read_every_moment() -> None:
    """Let every connection made from now on read moments so."""
    adapters.register_loader("timestamptz", MomentLoader)
