"""What is due when, in business time: after a jump of the clock everything due happens, in the order of its time."""

import asyncio
import heapq
from collections.abc import Callable
from contextlib import suppress
from itertools import count

from tidings.kernel.clock import Clock, SimulatedClock

_SLICE = 500  # things done before other work of the process gets its turn
_LOOK_SECONDS = 0.05  # how often to look at a clock that another process may move
_LONGEST_SLEEP = 60.0


class Agenda:
    """Things to do at a time, seconds since the epoch in business time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._wake = asyncio.Event()

    def now(self) -> float:
        """Return business time as seconds since the epoch."""
        return self._clock.now().timestamp()

    def put(self, at: float, action: Callable[[], None]) -> None:
        """Have `action` done at `at`, or at once when that has passed."""
        heapq.heappush(self._heap, (at, next(self._order), action))
        if self._heap[0][0] == at:
            self._wake.set()

    def due(self) -> int:
        """Return how many things are due and not yet done."""
        now = self.now()
        if not self._heap or self._heap[0][0] > now:
            return 0
        return sum(1 for at, _, _ in self._heap if at <= now)

    def next_due(self) -> float | None:
        """Return the time of the next thing, or None when there is none."""
        return self._heap[0][0] if self._heap else None

    def pending(self) -> int:
        """Return how many things are still to be done, due or not."""
        return len(self._heap)

    def clear(self) -> None:
        """Forget everything."""
        self._heap.clear()

    def wake(self) -> None:
        """Look at the clock again: it was moved."""
        self._wake.set()

    async def run(self) -> None:
        """Do what is due, for ever."""
        while True:
            if self._do_due() == _SLICE:
                await asyncio.sleep(0)
                continue
            self._wake.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause()):
                    await self._wake.wait()

    def _do_due(self) -> int:
        now = self.now()
        done = 0
        while done < _SLICE and self._heap and self._heap[0][0] <= now:
            heapq.heappop(self._heap)[2]()
            done += 1
        return done

    def _pause(self) -> float:
        if isinstance(self._clock, SimulatedClock):
            return _LOOK_SECONDS
        return min(max(self._heap[0][0] - self.now(), 0), _LONGEST_SLEEP) if self._heap else _LONGEST_SLEEP
