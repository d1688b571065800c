"""Who asks: each request's session is looked up anew, those of many that come at the same time by one statement."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from uuid import UUID

from tidings.infra.web import Caller
from tidings.infra.web.readings import Readings
from tidings.kernel.errors import TidingsError

Held = tuple[str, UUID]
"""The secret of a session and the organisation that is looked at."""
LookUp = Callable[[Collection[Held]], Awaitable[Mapping[Held, Caller | TidingsError]]]
"""Say of each who it is, or why they are nobody here."""


class Reception:
    """Recognises people. A look-up begins after the request came whose session it is about: what was ended before counts."""

    def __init__(self, look_up: LookUp) -> None:
        self._look_up = look_up
        self._waiting: set[Held] = set()
        self._readings = Readings[Mapping[Held, Caller | TidingsError]](rest=0)

    async def recognise(self, secret: str, organisation_id: UUID) -> Caller:
        """Return who has a session, as a caller for an organisation. Raises Unauthenticated, Forbidden."""
        held = (secret, organisation_id)
        while True:
            self._waiting.add(held)
            found = (await self._readings.read(None, self._look_up_all)).get(held)
            if isinstance(found, TidingsError):
                raise found
            if found is not None:  # else whoever was to look it up left
                return found

    async def _look_up_all(self) -> Mapping[Held, Caller | TidingsError]:
        held, self._waiting = self._waiting, set()
        return await self._look_up(held)
