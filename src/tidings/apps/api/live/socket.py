"""`/live`: a WebSocket for browsers that are signed in. The server speaks; what a browser says ends it.

Before the door opens three things are asked: where the page comes from (browsers always say it, and no rule keeps other sites from opening
a WebSocket with our cookie: CWE-1385), whose session the cookie is, and which organisation is meant. What the role may not read, it is not told of.
"""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import orjson
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from tidings.apps.api.live.hub import Hub, Told, Watcher
from tidings.infra.web import Caller
from tidings.infra.web.frame import frame_of
from tidings.kernel.errors import Busy, Forbidden, Unauthenticated

PATH = "/live"
SESSION_OVER, NO_MEMBER, TOO_MANY, SPOKEN_TO, GOING = 4401, 4403, 4429, 1003, 1012
"""Codes of closing (RFC 6455, 7.4): ours from 4000 on; 1003 is data that is not taken, 1012 that the service restarts."""
_REFUSALS: Mapping[str, int] = {Unauthenticated.kind: SESSION_OVER, Forbidden.kind: NO_MEMBER, Busy.kind: GOING}
PAUSE_SECONDS = 1.0
"""A browser is told once in so many seconds at most, so of each thing, too; what comes after a quiet time at once."""
BEAT_SECONDS = 20.0
"""Silence is broken so often, so that both sides notice a connection that is none any more."""


@dataclass(frozen=True, slots=True)
class Door:
    """Lets browsers in to a hub."""

    hub: Hub

    def route(self) -> WebSocketRoute:
        """Return the route."""
        return WebSocketRoute(PATH, self.serve)

    async def serve(self, socket: WebSocket) -> None:
        """Serve one browser until it leaves or may not look any more."""
        try:
            frame_of(socket).sessions.check_origin(socket, told=True)
        except Forbidden:
            await socket.close()  # before it was accepted: 403
            return
        await socket.accept()
        watcher = await self._admitted(socket)
        if watcher is None:
            return
        try:
            await _first_of(_speak(socket, watcher), _hear_out(socket))
        finally:
            self.hub.leave(watcher)
        await _close(socket, SESSION_OVER if watcher.over else SPOKEN_TO)

    async def _admitted(self, socket: WebSocket) -> Watcher | None:
        secret = frame_of(socket).sessions.secret(socket) or ""
        try:
            caller = await _caller(socket, secret)
        except (Unauthenticated, Forbidden, Busy) as refused:
            await _close(socket, _REFUSALS[refused.kind])
            return None
        watcher = self.hub.admit(caller, secret)
        if watcher is None:
            await _close(socket, TOO_MANY)
        return watcher


async def _caller(socket: WebSocket, secret: str) -> Caller:
    try:
        organisation_id = UUID(socket.query_params.get("organisation", ""))
    except ValueError as error:
        raise Forbidden("organisation_missing", "The address names no organisation.", fix="Name one: /live?organisation=<id>.") from error
    return await frame_of(socket).sessions.recognise(secret, organisation_id)


async def _speak(socket: WebSocket, watcher: Watcher) -> None:
    """Tell what changes, and that the connection lives when nothing does."""
    await _say(socket, {"beat": True})
    while not watcher.over:
        with suppress(TimeoutError):
            await asyncio.wait_for(watcher.woken.wait(), BEAT_SECONDS)
        everything, told = watcher.take()
        if watcher.over:
            return
        await _say(socket, _words(everything=everything, told=told))
        await asyncio.sleep(PAUSE_SECONDS)


def _words(*, everything: bool, told: Sequence[Told]) -> dict[str, object]:
    if everything:
        return {"everything": True}
    return {"changed": [{"topic": topic, "id": thing} for topic, thing in told]} if told else {"beat": True}


async def _say(socket: WebSocket, words: dict[str, object]) -> None:
    await socket.send_text(orjson.dumps(words).decode())


async def _hear_out(socket: WebSocket) -> None:
    """Return when the browser leaves, or says anything: nothing is asked here."""
    await socket.receive()


async def _first_of(*each: Awaitable[None]) -> None:
    tasks = [asyncio.ensure_future(one) for one in each]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _close(socket: WebSocket, code: int) -> None:
    with suppress(RuntimeError, WebSocketDisconnect, OSError):  # it has left already
        await socket.close(code)
