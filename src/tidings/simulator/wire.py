"""A small HTTP/1.1 server that can also misbehave on purpose.

Ready-made servers finish every answer that an application starts, or send a 500 in its place. A witness for
"may have been sent" needs the other endings too: a connection held and closed without a word, and an answer cut
in its middle. Handlers are plain functions, so a request costs no task.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from http import HTTPStatus
from typing import cast
from urllib.parse import unquote

_HEAD_END = b"\r\n\r\n"
MOST_HEAD_BYTES = 64 * 1024
MOST_BODY_BYTES = 16 * 1024 * 1024


class Ending(Enum):
    """How an answer ends."""

    WHOLE = auto()
    CUT = auto()  # the head and half of the body, then the connection closes
    CLOSED = auto()  # the connection closes without a byte


@dataclass(frozen=True, slots=True)
class Request:
    """One request; header names are in lower case, `path` is decoded, `query` is as it came."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, sent `after` real seconds."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    after: float = 0.0
    ending: Ending = Ending.WHOLE


Handler = Callable[[Request], Reply]


class MalformedError(Exception):
    """The bytes are no HTTP/1.1 request that this server reads."""


class Connection(asyncio.Protocol):
    """One connection: requests are answered in their order, one at a time."""

    def __init__(self, handle: Handler, connections: set["Connection"]) -> None:
        self._handle = handle
        self._connections = connections
        self._buffer = bytearray()
        self._answering = False
        self._keep = True
        self._transport: asyncio.Transport | None = None
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember the connection, so that a stop can close it."""
        self._transport = cast("asyncio.Transport", transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection; an answer still waiting is dropped."""
        del exc
        self._connections.discard(self)
        if self._timer is not None:
            self._timer.cancel()
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Take bytes and answer every whole request among them."""
        self._buffer += data
        self._answer_ready()

    def close(self) -> None:
        """Close the connection, whatever it was doing."""
        if self._transport is not None:
            self._transport.close()

    def _answer_ready(self) -> None:
        while self._transport is not None and not self._answering:
            try:
                request = self._next_request()
            except MalformedError:
                self._keep = False
                self._send(Reply(HTTPStatus.BAD_REQUEST, b"malformed request", "text/plain"))
                return
            if request is None:
                return
            self._keep = request.headers.get("connection", "").lower() != "close"
            self._answering = True
            reply = self._handle(request)
            if reply.after > 0:
                self._timer = asyncio.get_running_loop().call_later(reply.after, self._send_later, reply)
            else:
                self._send(reply)

    def _send_later(self, reply: Reply) -> None:
        self._timer = None
        self._send(reply)
        self._answer_ready()

    def _send(self, reply: Reply) -> None:
        self._answering = False
        if self._transport is None:
            return
        if reply.ending is not Ending.CLOSED:
            written = render(reply, keep=self._keep)
            self._transport.write(written if reply.ending is Ending.WHOLE else written[: len(written) - len(reply.body) // 2 - 1])
        if not self._keep or reply.ending is not Ending.WHOLE:
            self._transport.close()
            self._transport = None

    def _next_request(self) -> Request | None:
        end = self._buffer.find(_HEAD_END)
        if end < 0:
            if len(self._buffer) > MOST_HEAD_BYTES:
                raise MalformedError
            return None
        method, target, headers = parse_head(bytes(self._buffer[:end]))
        start = end + len(_HEAD_END)
        if headers.get("transfer-encoding", "").lower() == "chunked":
            found = unchunk(self._buffer, start)
            if found is None:
                return self._ask_for_body(headers)
            body, after = found
        else:
            after = start + body_length(headers)
            if len(self._buffer) < after:
                return self._ask_for_body(headers)
            body = bytes(self._buffer[start:after])
        del self._buffer[:after]
        path, _, query = target.partition("?")
        return Request(method, unquote(path) if "%" in path else path, query, headers, body)

    def _ask_for_body(self, headers: dict[str, str]) -> None:
        if headers.get("expect", "").lower() == "100-continue" and self._transport is not None and self._buffer.endswith(_HEAD_END):
            self._transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")


def parse_head(head: bytes) -> tuple[str, str, dict[str, str]]:
    """Return method, target and headers of a request head. Raises MalformedError."""
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/1."):  # noqa: PLR2004 - RFC 9112: method, target, version
        raise MalformedError
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise MalformedError
        headers[name.lower()] = value.strip()
    return words[0], words[1], headers


def body_length(headers: dict[str, str]) -> int:
    """Return the length that the head announces, in bytes. Raises MalformedError when it's no number or too large."""
    announced = headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > MOST_BODY_BYTES:
        raise MalformedError
    return int(announced)


def unchunk(buffer: bytearray, start: int) -> tuple[bytes, int] | None:
    """Return a chunked body and where it ends, or None while it's incomplete. Raises MalformedError."""
    body = bytearray()
    while True:
        line_end = buffer.find(b"\r\n", start)
        if line_end < 0:
            return None
        try:
            size = int(buffer[start:line_end].split(b";")[0], 16)
        except ValueError as error:
            raise MalformedError from error
        if len(body) + size > MOST_BODY_BYTES:
            raise MalformedError
        after = line_end + 2 + size + 2
        if len(buffer) < after:
            return None
        if size == 0:
            return bytes(body), after
        body += buffer[line_end + 2 : after - 2]
        start = after


def render(reply: Reply, *, keep: bool) -> bytes:
    """Return an answer as bytes."""
    extra = "".join(f"{name}: {value}\r\n" for name, value in reply.headers)
    head = (
        f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}\r\n"
        f"content-type: {reply.content_type}\r\ncontent-length: {len(reply.body)}\r\n{extra}"
        f"connection: {'keep-alive' if keep else 'close'}\r\n\r\n"
    )
    return head.encode("latin-1") + reply.body
