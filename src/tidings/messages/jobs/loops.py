"""How a worker's loops run: at once again while there is work, and on whatever goes wrong."""

import asyncio
from collections.abc import Awaitable, Callable

from tidings.infra.logs import logger

log = logger(__name__)

IDLE_SECONDS = 0.25


async def repeatedly(
    step: Callable[[], Awaitable[bool]], stopping: asyncio.Event, name: str, idle: float = IDLE_SECONDS, quiet: float | None = None
) -> None:
    """Run `step` until `stopping` is set: at once again while it has work, else after `idle` seconds; an error waits and goes on.

    With `quiet` it looks less and less often while there is no work, down to once in so many seconds.
    """
    pause, trouble = idle, idle
    while not stopping.is_set():
        try:
            busy = await step()
            pause, trouble = (idle if busy else pause), idle
        except Exception:  # noqa: BLE001 - a loop of a worker outlives whatever goes wrong in one turn
            await log.aexception("step_failed", step=name)
            busy, trouble = False, min(trouble * 2, 5.0)
        if not busy:
            await _sleep_unless(stopping, max(pause, trouble))
            pause = min(pause * 1.5, max(quiet or idle, idle))


async def _sleep_unless(stopping: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return
