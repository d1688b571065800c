"""Readings that many ask for at the same time are made once for all of them (docs/decisions/0041-live.md).

When a notice reaches fifty browsers, all of them ask for the same figures within milliseconds. Whoever asks waits for a reading that begins
after they came, so nobody is told less than was true when they asked; and of one kind there is one reading at a time.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

REST_SECONDS = 0.25
"""Whoever reads alone does not wait so long, and fifty who look on see figures older by this at most."""


@dataclass(eq=False, slots=True)
class _Turn(Generic[Answer]):
    """One reading, which one request makes and others wait for. It ends with an answer, an error, or neither if its maker left."""

    answer: Answer | None = None
    error: Exception | None = None
    shared: bool = False
    began: float = 0.0
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Readings(Generic[Answer]):
    """The readings that are made by one process. A key has to name all that an answer depends on: whose it is, what they may see, what is asked.

    Readings of a key that several asked for begin `rest` seconds apart.
    """

    def __init__(self, rest: float = REST_SECONDS) -> None:
        self._rest = rest
        self._next: dict[Hashable, _Turn[Answer]] = {}
        self._last: dict[Hashable, _Turn[Answer]] = {}

    async def read(self, key: Hashable, make: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return what a reading says that begins from now on: the one that others wait for already, or one by `make`. Raises what it raises."""
        while (turn := self._next.get(key)) is not None:
            turn.shared = True
            await turn.ended.wait()
            if turn.error is not None:
                raise turn.error
            if turn.answer is not None:
                return turn.answer
        return await self._make(key, make)

    async def _make(self, key: Hashable, make: Callable[[], Awaitable[Answer]]) -> Answer:
        turn = self._next[key] = _Turn[Answer]()
        try:
            await self._wait(key)
            self._begin(key, turn)
            turn.answer = await make()
        except Exception as error:
            turn.error = error
            raise
        else:
            return turn.answer
        finally:
            self._end(key, turn)

    async def _wait(self, key: Hashable) -> None:
        """Wait for the end of the reading before, and for its rest."""
        if (last := self._last.get(key)) is None:
            return
        await last.ended.wait()
        if last.shared:
            await asyncio.sleep(last.began + self._rest - time.monotonic())

    def _begin(self, key: Hashable, turn: _Turn[Answer]) -> None:
        """Close a turn: whoever comes now may know of something that this reading no longer sees."""
        del self._next[key]
        self._last[key] = turn
        turn.began = time.monotonic()

    def _end(self, key: Hashable, turn: _Turn[Answer]) -> None:
        if self._next.get(key) is turn:  # its maker left before it began
            del self._next[key]
        turn.ended.set()
        asyncio.get_running_loop().call_later(self._rest, self._forget, key, turn)

    def _forget(self, key: Hashable, turn: _Turn[Answer]) -> None:
        if self._last.get(key) is turn:
            del self._last[key]
