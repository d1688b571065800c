"""Readings that take long end when whoever asked for them is gone: a statement that nobody waits for is cancelled in the database."""

import asyncio
from collections.abc import Awaitable

from fastapi import Request, Response

_GONE = 499
"""What proxies log for a client that hung up (nginx's own code); nobody gets this answer."""


async def while_wanted(request: Request, work: Awaitable[Response]) -> Response:
    """Return what a piece of work answers; end it when the client hangs up.

    The body has to be read before: from then on a client has nothing more to say, and only its leaving is heard. The work goes on in the
    task that it began in, since frameworks enter there what they leave at its end.
    """
    task = asyncio.current_task()
    gone = False

    async def watch() -> None:
        nonlocal gone
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone = True
        if task is not None:
            task.cancel()

    watching = asyncio.create_task(watch())
    try:
        return await work
    except asyncio.CancelledError:
        if not gone or task is None:
            raise
        task.uncancel()
        return Response(status_code=_GONE)
    finally:
        watching.cancel()
