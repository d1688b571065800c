"""The provider's stand-in, a process of its own whose CPU is nobody's: it takes messages, answers after a latency, and sends receipts.

Lean on purpose: the simulator keeps books and would take a core for itself. It is set and asked by `/_/`.
"""

import asyncio
import os
import sys
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson
from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server
from pyreqwest.client import Client, ClientBuilder
from pyreqwest.exceptions import RequestError

from benchmarks import twilio
from tidings.apps.serving.lifeline import follow_parent

_LANES = 64
_JSON = [("content-type", "application/json")]
_OK = 200
_TRIES = 6
_AGAIN_SECONDS = 0.5


@dataclass(slots=True)
class Book:
    """What it was set to do and what it saw, with monotonic times: `arrivals` of numbers that begin with `watched`, `told_at` of held receipts."""

    latency: float = 0.0
    receipts: bool = False
    held: bool = False
    watched: str = ""
    accepted: int = 0
    acknowledged: int = 0
    refused: int = 0
    repeated: int = 0
    arrivals: dict[str, float] = field(default_factory=dict[str, float])
    told_at: list[float] = field(default_factory=list[float])


class Standin:
    """A granian application (RSGI)."""

    def __init__(self) -> None:
        self._book = Book()
        self._waiting: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self._lanes: list[asyncio.Task[None]] = []
        self._telling: asyncio.Task[None] | None = None

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        body: bytes = await protocol()
        if scope.path == "/_/settings":
            self._book = Book(**orjson.loads(body))
            protocol.response_bytes(200, _JSON, b"{}")
        elif scope.path == "/_/tell":
            self._telling = asyncio.create_task(self._tell_held(orjson.loads(body)["per_second"]))
            protocol.response_bytes(200, _JSON, b"{}")
        elif scope.path == "/_/book":
            protocol.response_bytes(200, _JSON, orjson.dumps(self._book))
        else:
            protocol.response_bytes(201, _JSON, await self._accept(body))

    async def _accept(self, body: bytes) -> bytes:
        book = self._book
        sid = twilio.new_sid()
        if book.receipts or book.watched:
            self._look(book, sid, parse_qs(body.decode()))
        if book.latency:
            await asyncio.sleep(book.latency)
        book.accepted += 1
        return b'{"sid":"%s","status":"queued","num_segments":"1","price":null,"error_code":null}' % sid.encode()

    def _look(self, book: Book, sid: str, form: dict[str, list[str]]) -> None:
        number = form["To"][0]
        if book.watched and number.startswith(book.watched):
            book.arrivals[number] = time.monotonic()
        if book.receipts:
            self._waiting.put_nowait((form["StatusCallback"][0], sid))
            if not self._lanes and not book.held:
                client = ClientBuilder().error_for_status(enable=False).build()
                self._lanes = [asyncio.create_task(self._tell(client)) for _ in range(_LANES)]

    async def _tell(self, client: Client) -> None:
        """Send the receipts of one message after the other, each once the one before was answered."""
        while True:
            url, sid = await self._waiting.get()
            for status in twilio.STATUSES:
                await self._surely(client, twilio.receipt(url, sid, status))

    async def _tell_held(self, per_second: float) -> None:
        """Tell the receipts that were held back, each at its time, however long the ones before take to be answered."""
        client = ClientBuilder().error_for_status(enable=False).build()
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for place in range(self._waiting.qsize()):
                url, sid = self._waiting.get_nowait()
                await asyncio.sleep(began + place / per_second - time.monotonic())
                self._book.told_at.append(time.monotonic())
                group.create_task(self._surely(client, twilio.receipt(url, sid, twilio.STATUSES[-1])))

    async def _surely(self, client: Client, call: twilio.Call) -> None:
        """Send a callback again, as Twilio does where the address asks for it (#rc=5&rp=ct,rt,5xx), when it was not taken."""
        for _ in range(_TRIES):
            try:
                answered = await post(client, call)
            except RequestError:
                answered = 0
            if answered == _OK:
                self._book.acknowledged += 1
                return
            self._book.repeated += 1
            await asyncio.sleep(_AGAIN_SECONDS)
        self._book.refused += 1


async def post(client: Client, call: twilio.Call) -> int:
    """Post a callback and return the HTTP status of the answer."""
    headers = {"content-type": twilio.FORM, "x-twilio-signature": call.signature}
    answer = await client.post(call.url).headers(headers).body_bytes(call.body).build().send()
    await answer.bytes()
    return answer.status


def standin() -> Standin:
    """Return the application; granian calls this in its own process."""
    return Standin()


def main() -> None:
    """Serve on the port of the first argument for as long as the parent lives."""
    follow_parent()
    server = Server(
        "benchmarks.provider:standin",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.RSGI,
        loop=Loops.uvloop if os.name == "posix" else Loops.asyncio,
        factory=True,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.serve()


if __name__ == "__main__":
    main()
