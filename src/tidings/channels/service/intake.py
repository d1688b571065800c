"""The store of callbacks: many become durable in one commit, and only then is each acknowledged.

One task writes, on a connection of its own, what has gathered since its last commit: at 200 callbacks or after 3 ms (10 ms
while few come). What can't be stored, or is not certainly stored, is answered with 503, and the provider sends it again.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, LiteralString, Self, cast

import psycopg
from psycopg import AsyncConnection

from tidings.channels.errors import CallUnstorable, IntakeBusy
from tidings.channels.queries.calls import INSERT
from tidings.channels.service.calls import SEALED_AS
from tidings.channels.types import ArrivedCall, CallKind
from tidings.infra.crypto import Vault
from tidings.kernel.clock import Clock
from tidings.kernel.errors import TidingsError
from tidings.kernel.ids import new_id

MOST_ROWS = 200
MOST_BYTES = 64 * 1024 * 1024
_GATHER_SECONDS = 0.003
_GATHER_FEW_SECONDS = 0.01
_FEW_ROWS = 32
"""After so small a batch the next may take its time: the same commit is for more, and no provider minds."""
_FLUSH_SECONDS = 10.0
_RECONNECT_SECONDS = 0.2

_DURABLE = "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'"
"""A server may be set to commit before the disk has it; what is acknowledged to a provider may not."""

Connect = Callable[[], Awaitable[AsyncConnection[Any]]]
"""Open a connection of the engine role, in autocommit mode."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    call: ArrivedCall
    stored: asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class _Sealed:
    waiting: _Waiting
    row: tuple[Any, ...]


class Intake:
    """A bounded queue of callbacks and the task that makes them durable. Use it as a context, or `start` and `stop` it."""

    def __init__(self, connect: Connect, vault: Vault, clock: Clock, *, most_bytes: int = MOST_BYTES) -> None:
        self._connect = connect
        self._vault = vault
        self._clock = clock
        self._most_bytes = most_bytes
        self._queue: deque[_Waiting] = deque()
        self._bytes = 0
        self._arrived = asyncio.Event()
        self._full = asyncio.Event()
        self._closing = False
        self._gather_seconds = _GATHER_SECONDS
        self._connection: AsyncConnection[Any] | None = None
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self.start()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.stop()

    @property
    def waiting_bytes(self) -> int:
        """Bytes taken in and not yet durable: for metrics."""
        return self._bytes

    def start(self) -> None:
        """Begin to write."""
        self._task = asyncio.create_task(self._run(), name="webhook-intake")

    async def stop(self) -> None:
        """Take in nothing more, write what waits, and close the connection."""
        self._closing = True
        self._arrived.set()
        self._full.set()
        if self._task is not None:
            await self._task
            self._task = None

    async def store(self, call: ArrivedCall) -> None:
        """Return when the callback is durable. Raises IntakeBusy (503) if it is not, or not certainly; CallUnstorable if it never can be.

        A caller that goes away does not take its callback back.
        """
        size = len(call.body) + len(call.url)
        if self._closing or self._task is None or self._task.done():
            raise IntakeBusy("this process is stopping")
        if self._bytes + size > self._most_bytes:
            raise IntakeBusy("too many are waiting")
        stored: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(call, stored))
        self._bytes += size
        self._arrived.set()
        if len(self._queue) >= MOST_ROWS:
            self._full.set()
        # A future of its own for the caller: cancelling it leaves the one that the writer resolves.
        await asyncio.shield(stored)

    async def _run(self) -> None:
        """Write until told to stop and nothing waits; no failure of a batch ends it."""
        while not (self._closing and not self._queue):
            await self._gather()
            batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_ROWS))]
            self._gather_seconds = _GATHER_FEW_SECONDS if len(batch) < _FEW_ROWS else _GATHER_SECONDS
            try:
                await self._write(batch)
            except asyncio.CancelledError as error:
                _fail([*batch, *self._queue], error)
                raise
            except Exception as error:  # noqa: BLE001 - whatever it was, its callers are told and the next batch is tried
                _fail(batch, error)
                await self._disconnect()
            finally:
                self._bytes -= sum(len(each.call.body) + len(each.call.url) for each in batch)
        await self._disconnect()

    async def _gather(self) -> None:
        """Wait for a first callback, then for more: a moment, or until a batch is full."""
        if not self._queue:
            self._arrived.clear()
            if not self._closing:
                await self._arrived.wait()
        if len(self._queue) < MOST_ROWS and not self._closing:
            self._full.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._gather_seconds):
                    await self._full.wait()

    async def _write(self, batch: Sequence[_Waiting]) -> None:
        async with asyncio.timeout(_FLUSH_SECONDS):
            try:
                await self._write_on(await self._connected(), batch)
            except psycopg.OperationalError:
                # It may have been dead since the last batch, as after a restart of the server, so a new one is worth a try: not every
                # provider sends again. Should the first have been committed after all, the second is applied as a repetition.
                await self._disconnect()
                await self._write_on(await self._connected(), batch)

    async def _write_on(self, connection: AsyncConnection[Any], batch: Sequence[_Waiting]) -> None:
        for kind in CallKind:
            of_kind = [each for each in batch if each.call.kind is kind and not each.stored.done()]
            if of_kind:
                await self._write_kind(connection, kind, await self._sealed(connection, of_kind))

    async def _write_kind(self, connection: AsyncConnection[Any], kind: CallKind, rows: Sequence[_Sealed]) -> None:
        """Store rows in one transaction; a row that the database can't take is found by halving, and fails alone."""
        if not rows:
            return
        try:
            async with connection.cursor() as cursor:
                await cursor.execute(cast("LiteralString", INSERT[kind]), [list(column) for column in zip(*(row.row for row in rows), strict=True)])
        except (psycopg.DataError, psycopg.IntegrityError, ValueError) as error:
            if len(rows) == 1:
                _resolve(rows[0].waiting, CallUnstorable(), error)
                return
            half = len(rows) // 2
            await self._write_kind(connection, kind, rows[:half])
            await self._write_kind(connection, kind, rows[half:])
        else:
            for row in rows:
                _resolve(row.waiting)

    async def _sealed(self, connection: AsyncConnection[Any], batch: Sequence[_Waiting]) -> list[_Sealed]:
        """Seal each body under its organisation's keys; a row whose keys are not at hand fails alone."""
        sealed: list[_Sealed] = []
        at = self._clock.now()
        for each in batch:
            call = each.call
            try:
                keys = await self._vault.keys(connection, call.organisation_id, at)
            except TidingsError as error:
                _resolve(each, IntakeBusy(error.message), error)
            else:
                body = keys.seal(SEALED_AS, call.body)
                sealed.append(_Sealed(each, (call.organisation_id, new_id(at), call.connection_id, at, call.url, body)))
        return sealed

    async def _connected(self) -> AsyncConnection[Any]:
        if self._connection is None or self._connection.closed:
            self._connection = await self._connect()
            await self._connection.execute(_DURABLE)
        return self._connection

    async def _disconnect(self) -> None:
        """Close the connection: after a failure it may be broken, or in the middle of something."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(psycopg.Error):
                await connection.close()
        if not self._closing:
            await asyncio.sleep(_RECONNECT_SECONDS)


def _fail(batch: Sequence[_Waiting], error: BaseException) -> None:
    why = "the database did not answer" if isinstance(error, (psycopg.OperationalError, TimeoutError)) else type(error).__name__
    for each in batch:
        _resolve(each, IntakeBusy(why), error)


def _resolve(waiting: _Waiting, error: TidingsError | None = None, cause: BaseException | None = None) -> None:
    if waiting.stored.done():
        return
    if error is None:
        waiting.stored.set_result(None)
        return
    error.__cause__ = cause
    waiting.stored.set_exception(error)
    waiting.stored.exception()  # seen: its caller may be gone, and then nobody would ask for it
