"""A hand of people who look on: each holds the live connection open and reads anew what a browser would (`web/src/live/Refresher.ts`)."""

import asyncio
import base64
import re
import secrets
import time
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import orjson
import uvloop
from pyreqwest.client import Client, ClientBuilder

from benchmarks.hands import serve

_LEAST_REST, _MOST_REST, _REST = 1.0, 10.0, 2.0
_READING = re.compile(r"\breading;dur=([\d.]+)")
_TEXT, _SHORT, _MEDIUM = 1, 126, 127
_COOKIE = re.compile(r"tidings_session=[\w-]+")
_SWITCHING = "101"
_OK = 200


@dataclass(slots=True)
class Viewer:
    """One person with one page open, read by several requests, of which those that `moves` names change by a receipt.

    `seen` are (monotonic time, messages of the campaign delivered) as it showed them.
    """

    client: Client
    headers: dict[str, str]
    requests: Sequence[str]
    moves: Sequence[str]
    campaign: str
    seen: list[tuple[float, int]] = field(default_factory=list[tuple[float, int]])

    async def look(self, told: asyncio.Event, until: int) -> None:
        """Read what moves when something is told, after a rest twice as long as the server took for the last reading, until it shows as many."""
        while not self.seen or self.seen[-1][1] < until:
            await told.wait()
            told.clear()
            took = await self.read(self.moves)
            await asyncio.sleep(min(_MOST_REST, max(_LEAST_REST, took * _REST)))

    async def open(self) -> None:
        """Read the page whole."""
        await self.read(self.requests)

    async def read(self, requests: Sequence[str]) -> float:
        """Ask all at once; return the longest that the server itself took for one, in seconds."""
        answers = await asyncio.gather(*(self._read(request) for request in requests))
        self.seen.append((time.monotonic(), max(_delivered(answer, self.campaign) for answer, _ in answers)))
        return max(took for _, took in answers)

    async def _read(self, request: str) -> tuple[Mapping[str, Any], float]:
        answer = await self.client.get(request).headers(self.headers).build().send()
        if answer.status != _OK:
            message = f"{request} was answered by HTTP {answer.status}"
            raise RuntimeError(message)
        told = _READING.search(answer.headers.get("server-timing", ""))
        return orjson.loads(bytes(await answer.bytes())), float(told[1]) / 1000 if told else 0.0


def do(what: dict[str, Any]) -> dict[str, Any]:
    """Open the page of each of so many `viewers`, have `tell` called, and watch until each has seen as many as `until` or `seconds` are over.

    Returns what each saw from then on.
    """
    return uvloop.run(_watch(what))


async def _watch(what: dict[str, Any]) -> dict[str, Any]:
    base, organisation, pages = what["base"], what["organisation"], what["pages"]
    viewers: list[Viewer] = []
    looks: list[asyncio.Task[None]] = []
    async with ClientBuilder().error_for_status(enable=False).base_url(base).build() as client:
        cookies = [await _signed_in(client, base, link) for link in what["links"]]
        for place in range(what["viewers"]):
            told, cookie = asyncio.Event(), cookies[place % len(cookies)]
            headers = {"cookie": cookie, "tidings-organisation": organisation, "sec-fetch-site": "same-origin"}
            page = pages[place // len(cookies) % len(pages)]
            viewers.append(Viewer(client, headers, page["requests"], page["moves"], what["campaign"]))
            await viewers[-1].open()
            listening = asyncio.create_task(_listen(base, f"/live?organisation={organisation}", cookie, told))
            looks.append(asyncio.create_task(_while(listening, viewers[-1].look(told, what["until"]))))
        await client.put(what["tell"]["url"]).body_bytes(orjson.dumps(what["tell"]["body"])).build().send()
        with suppress(TimeoutError):
            async with asyncio.timeout(what["seconds"]):
                await asyncio.gather(*looks)
    return {"seen": [viewer.seen for viewer in viewers]}


async def _while(listening: asyncio.Task[None], looking: Coroutine[Any, Any, None]) -> None:
    """Look for as long as the connection stands; raises what broke it."""
    look = asyncio.create_task(looking)
    try:
        await asyncio.wait((listening, look), return_when=asyncio.FIRST_COMPLETED)
        if not look.done():
            await listening
    finally:
        look.cancel()
        listening.cancel()


async def _signed_in(client: Client, base: str, link: str) -> str:
    body = orjson.dumps({"secret": link.strip().rpartition("#")[2]})
    answer = await client.post("/session/link").headers({"content-type": "application/json", "origin": base}).body_bytes(body).build().send()
    found = _COOKIE.search(answer.headers.get("set-cookie", ""))
    if not found:
        message = f"nobody was signed in: HTTP {answer.status}"
        raise RuntimeError(message)
    return found[0]


async def _listen(base: str, address: str, cookie: str, told: asyncio.Event) -> None:
    """Open a WebSocket as a browser does (RFC 6455) and pass on that something changed; the server's frames are short and whole."""
    host, _, port = base.removeprefix("http://").partition(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        writer.write(
            f"GET {address} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\nOrigin: {base}\r\nCookie: {cookie}\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        if head.split()[1] != _SWITCHING:
            message = f"no live connection: {head.splitlines()[0]}"
            raise RuntimeError(message)
        while True:
            kind, length = await reader.readexactly(2)
            if length >= _SHORT:
                length = int.from_bytes(await reader.readexactly(8 if length == _MEDIUM else 2), "big")
            content = await reader.readexactly(length)
            if kind & 0x0F == _TEXT and b"beat" not in content:
                told.set()
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _delivered(answer: Mapping[str, Any], campaign: str) -> int:
    """Return the campaign's figure in an answer of Home or of the campaign's page; 0 where there is none."""
    figures: list[Mapping[str, Any]] = answer.get("running") or [answer]
    return max((figure.get("delivered", 0) for figure in figures if figure.get("id", campaign) == campaign), default=0)


if __name__ == "__main__":
    serve(do)
