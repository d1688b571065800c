"""The application in this process, asked over ASGI by a client that needs no socket."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from fastapi import APIRouter
from starlette.types import ASGIApp, Message

from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.apps.api.app import create_app
from tidings.apps.api.context import Context
from tidings.infra.config import load
from tidings.infra.db.database import Database
from tidings.kernel.clock import Clock


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; header names are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return orjson.loads(self.body)


class Client:
    """Sends requests into an application. With a key, every request names it."""

    def __init__(self, app: ASGIApp, key: str | None = None) -> None:
        self.app = app
        self._key = key

    def with_key(self, key: str | None) -> "Client":
        return Client(self.app, key)

    async def get(self, address: str, **headers: str) -> Reply:
        return await self.send("GET", address, headers=headers)

    async def post(self, address: str, json: Any = None, **headers: str) -> Reply:
        return await self.send("POST", address, json=json, headers=headers)

    async def put(self, address: str, json: Any = None, **headers: str) -> Reply:
        return await self.send("PUT", address, json=json, headers=headers)

    async def delete(self, address: str, **headers: str) -> Reply:
        return await self.send("DELETE", address, headers=headers)

    async def send(
        self, method: str, address: str, *, json: Any = None, body: bytes | Sequence[bytes] = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send one request; `body` given as pieces is streamed without a length. `_` in a header's name stands for `-`."""
        pieces = [body] if isinstance(body, bytes) else list(body)
        sent = {name.replace("_", "-").lower(): value for name, value in (headers or {}).items()}
        if self._key is not None:
            sent.setdefault("authorization", f"Bearer {self._key}")
        if json is not None:
            pieces = [orjson.dumps(json)]
            sent.setdefault("content-type", "application/json")
        if json is not None or isinstance(body, bytes):
            sent.setdefault("content-length", str(len(pieces[0])))
        return await _exchanged(self.app, method, address, sent, pieces)


async def _exchanged(app: ASGIApp, method: str, address: str, headers: Mapping[str, str], pieces: list[bytes]) -> Reply:
    path, _, query = address.partition("?")
    answered: list[Message] = []
    waiting = [{"type": "http.request", "body": piece, "more_body": at < len(pieces) - 1} for at, piece in enumerate(pieces)]

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()  # it stays on the line until it is answered
        return waiting.pop(0)

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
        "state": {},
    }
    await app(scope, receive, send)
    start = answered[0]
    return Reply(
        start["status"],
        {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in start["headers"]},
        b"".join(message.get("body", b"") for message in answered[1:]),
    )


def make_context(database: Database, clock: Clock, folder: Path, **changes: Any) -> Context:
    """Make the context of an application on a test's database and clock."""
    settings = load({"TIDINGS_DATA_DIR": str(folder)})
    parts = {accounts.Namers: accounts.Namers({}), **changes.pop("parts", {})}
    return Context(settings=settings, clock=clock, database=database, parts=parts, **changes)


@asynccontextmanager
async def client_of(
    database: Database, organisation: UUID, context: Context, routers: Sequence[APIRouter], scopes: frozenset[Scope] = frozenset(Scope)
) -> AsyncGenerator[Client]:
    """Give a client with a key of the organisation; the database is open already."""
    async with database.engine() as unit:
        made = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=scopes)
    yield Client(create_app(context, routers), made.secret)
