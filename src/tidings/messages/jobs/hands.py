"""Hands: how many messages a process has on their way at once, and how many of them may be of one sender and lane.

A provider that takes 20 s for an answer would have all hands wait for it. So a sender keeps in a lane at most four times as many hands busy
as are free: alone it gets four fifths, two get four ninths each, and some are left for whoever has something due and keeps none yet.
"""

import asyncio
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from tidings.messages.service.claiming import SenderLane

_TO_FREE = 4
_LEAST = 32
"""Who keeps hands busy already gets so many more at least, or none: a claim costs a transaction."""
_GATHER_SECONDS = 0.02


def room(free: int, busy: int) -> int:
    """Return how many more of `free` hands may be taken by whom keeps `busy` ones: it then has at most four times what is left."""
    return max((_TO_FREE * free - busy) // (_TO_FREE + 1), 0)


class Hands:
    """The hands of one process. One is busy from the claim of its message until the end is recorded."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._busy: Counter[SenderLane] = Counter()
        self._given_back = asyncio.Event()

    def take(self, whose: SenderLane, count: int) -> None:
        """Keep hands busy for what was claimed."""
        self._free -= count
        self._busy[whose] += count

    def give_back(self, whose: SenderLane) -> None:
        """Free the hand of a message that was recorded."""
        self._free += 1
        self._busy[whose] -= 1
        if not self._busy[whose]:
            del self._busy[whose]
        self._given_back.set()

    def fresh_room(self) -> int:
        """Return how many hands may be taken by whom has none."""
        return room(self._free, 0)

    def rooms(self) -> Mapping[SenderLane, int]:
        """Return how many more hands each may take who has some; 0 while it is not worth a claim."""
        return {whose: more if (more := room(self._free, busy)) >= _LEAST else 0 for whose, busy in self._busy.items()}

    async def gather(self) -> None:
        """Wait until some hands are free: for a claim's worth a moment, for the first as long as it takes."""
        if self.fresh_room() >= _LEAST:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(self._until(_LEAST), _GATHER_SECONDS)
        await self._until(1)

    async def changed(self, seconds: float) -> None:
        """Wait until somebody who could take no more hands can, or so long."""
        full = self._full()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._until_not(full), seconds)

    async def _until(self, fresh: int) -> None:
        while self.fresh_room() < fresh:
            await self._next()

    async def _until_not(self, full: frozenset[SenderLane]) -> None:
        while full <= self._full():
            await self._next()

    async def _next(self) -> None:
        self._given_back.clear()
        await self._given_back.wait()

    def _full(self) -> frozenset[SenderLane]:
        return frozenset(whose for whose, more in self.rooms().items() if not more)
