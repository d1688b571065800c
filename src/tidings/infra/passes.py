"""Access tokens that serve many requests: made once, kept for as long as they are good, given to all who need them.

They live in the memory of a process, beside its connections, and are written down nowhere.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import cast

import orjson

from tidings.kernel.clock import SystemClock
from tidings.ports.adapter import Pass, Request, Response

_MOST_KEPT = 256
_MARGIN_SECONDS = 60.0
"""So long before its end a token is not given any more: it must live until the request has arrived."""
_LONGEST_SECONDS = 3600.0
_OK = 200


@dataclass(slots=True)
class _Kept:
    """What was answered, or is being asked; good until a time (monotonic)."""

    asked: asyncio.Task[Response]
    until: float = 0.0

    def is_good(self, instead_of: Response | None) -> bool:
        """Say whether it may be given: it is being made, or still lives and is not what was refused."""
        if not self.asked.done():
            return True
        return self.until > time.monotonic() and (instead_of is None or self.asked.result().body != instead_of.body)


class Passes:
    """The tokens of a process. `ask` carries out a request, and raises what an exchange does."""

    def __init__(self, ask: Callable[[Request], Awaitable[Response]]) -> None:
        self._ask = ask
        self._kept: dict[str, _Kept] = {}

    async def show(self, wanted: Pass) -> Response:
        """Return the answer that is kept, else a new one: of many who want it at once one asks. A refusal is told to them all and not kept."""
        kept = self._kept.get(wanted.key)
        if kept is None or not kept.is_good(wanted.instead_of):
            kept = self._begin(wanted)
        return await asyncio.shield(kept.asked)

    def _begin(self, wanted: Pass) -> _Kept:
        while len(self._kept) >= _MOST_KEPT and wanted.key not in self._kept:
            self._kept.pop(next(iter(self._kept)))
        kept = _Kept(asyncio.create_task(self._asked(wanted)))
        kept.asked.add_done_callback(lambda asked: _note(kept, asked))
        self._kept[wanted.key] = kept
        return kept

    async def _asked(self, wanted: Pass) -> Response:
        # By the real clock, also where business time is moved: the provider compares it with its own.
        return await self._ask(wanted.request(SystemClock().now()))


def _note(kept: _Kept, asked: "asyncio.Task[Response]") -> None:
    """Keep an answer for as long as it says; what failed is asked anew."""
    if not asked.cancelled() and asked.exception() is None:
        kept.until = time.monotonic() + _lives(asked.result())


def _lives(answer: Response) -> float:
    """Return for how many seconds an answer may be given again: 0 for a refusal and for what does not say."""
    if answer.status != _OK:
        return 0.0
    try:
        told: object = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return 0.0
    seconds = cast("dict[str, object]", told).get("expires_in") if isinstance(told, dict) else None
    return min(float(seconds), _LONGEST_SECONDS) - _MARGIN_SECONDS if isinstance(seconds, int | float) else 0.0
