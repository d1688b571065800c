"""A WebSocket as a browser opens it (RFC 6455), with nothing but a socket: what it is told, and how it is let go."""

import base64
import secrets
import socket
import struct
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson

_PATIENCE_SECONDS = 60.0
_TEXT, _CLOSE = 1, 8


@dataclass(slots=True)
class OpenedSocket:
    """An open connection; `closed` is the code by which the other side ended it."""

    connection: socket.socket
    rest: bytes = b""
    closed: int | None = None
    told: list[Any] = field(default_factory=list[Any])

    def receive(self) -> Any:
        """Return the next JSON that comes, None once the other side has closed."""
        while self.closed is None:
            kind, content = self._frame()
            if kind == _TEXT:
                self.told.append(orjson.loads(content))
                return self.told[-1]
            if kind == _CLOSE:
                self.closed = struct.unpack(">H", content[:2])[0] if content else 1005
        return None

    def receive_beyond_beats(self) -> Any:
        """Return the next JSON that says something."""
        while (told := self.receive()) == {"beat": True}:
            pass
        return told

    def hear_out(self) -> None:
        """Take what is still told in the last moments. Raises ConnectionError if the other side hangs up without a word."""
        while self.receive() is not None:
            pass

    def say(self, text: str) -> None:
        """Send a text."""
        mask, content = secrets.token_bytes(4), text.encode()
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(content))
        self.connection.sendall(bytes([0x80 | _TEXT, 0x80 | len(content)]) + mask + masked)

    def _frame(self) -> tuple[int, bytes]:
        first, second = self._exactly(2)
        length = second & 0x7F
        if length >= 126:
            length = int.from_bytes(self._exactly(2 if length == 126 else 8), "big")
        return first & 0x0F, self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        while len(self.rest) < count:
            more = self.connection.recv(65536)
            if not more:
                raise ConnectionError("the other side hung up without a word")
            self.rest += more
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken


class Refused(Exception):
    """The other side answered, and opened no WebSocket."""

    def __init__(self, status: int) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status


@contextmanager
def opened_socket(host: str, port: int, address: str, headers: Mapping[str, str]) -> Generator[OpenedSocket]:
    """Open a WebSocket. Raises Refused."""
    key = base64.b64encode(secrets.token_bytes(16)).decode()
    fixed = {"Host": f"{host}:{port}", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
    lines = [f"GET {address} HTTP/1.1", *(f"{name}: {value}" for name, value in {**fixed, **headers}.items())]
    with socket.create_connection((host, port), timeout=_PATIENCE_SECONDS) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b""
        while b"\r\n\r\n" not in answer:
            more = connection.recv(65536)
            assert more, answer
            answer += more
        head, _, rest = answer.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        if status != 101:
            raise Refused(status)
        yield OpenedSocket(connection, rest)
