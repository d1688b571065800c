"""A unit of work: one transaction, with what happened in it.

Services take a unit and never commit; whoever opened it does.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, LiteralString, TypeVar, cast
from uuid import UUID

from psycopg import AsyncConnection, AsyncCopy
from psycopg.rows import args_row, scalar_row, tuple_row
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.sql import ClauseElement

from tidings.infra.changes import Change, Changes
from tidings.infra.crypto import OrganisationKeys, Vault
from tidings.infra.tally import Tally
from tidings.kernel.clock import Clock
from tidings.kernel.events import Happened

Row = TypeVar("Row")
Params = Mapping[str, Any]
_DIALECT = dialect(paramstyle="pyformat")  # pyright: ignore[reportUnknownVariableType] - SQLAlchemy types it loosely


class Unit:
    """One transaction of one role, at one moment of business time (`at`); `real_at` is the same moment on people's watches.

    `organisation_id` is the tenant whose rows the `app` role can see; None for the `engine` role, whose every
    statement names the organisation itself.
    """

    def __init__(
        self, connection: AsyncConnection[Any], clock: Clock, organisation_id: UUID | None, vault: Vault, tally: Tally, changes: Changes
    ) -> None:
        self.connection = connection
        self.at, self.real_at = clock.now(), clock.real()
        self.organisation_id = organisation_id
        self._vault = vault
        self._tally = tally
        self._changes = changes
        self._changed: set[Change] = set()
        self._happened: list[Happened] = []
        self._after: list[Callable[[], None]] = []
        self.statements = 0

    async def fetch(self, kind: Callable[..., Row], sql: str, params: Params | None = None) -> list[Row]:
        """Run a query; each row becomes `kind(*columns)`, so columns stand in the order of its fields."""
        self.statements += 1
        async with self.connection.cursor(binary=True, row_factory=args_row(kind)) as cursor:
            await cursor.execute(_trusted(sql), params)
            return await cursor.fetchall()

    async def fetch_one(self, kind: Callable[..., Row], sql: str, params: Params | None = None) -> Row | None:
        """Run a query that returns one row at most."""
        rows = await self.fetch(kind, sql, params)
        return rows[0] if rows else None

    async def value(self, sql: str, params: Params | None = None) -> Any:
        """Run a query and return the first column of its first row, or None."""
        self.statements += 1
        async with self.connection.cursor(binary=True, row_factory=scalar_row) as cursor:
            await cursor.execute(_trusted(sql), params)
            return await cursor.fetchone()

    async def run(self, sql: str, params: Params | None = None) -> int:
        """Run a statement and return how many rows it touched."""
        self.statements += 1
        async with self.connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(_trusted(sql), params)
            return cursor.rowcount

    async def select(self, kind: Callable[..., Row], statement: ClauseElement) -> list[Row]:
        """Run a composed statement (SQLAlchemy Core) that returns rows."""
        sql, params = compiled(statement)
        return await self.fetch(kind, sql, params)

    @asynccontextmanager
    async def copy(self, sql: str) -> AsyncGenerator[AsyncCopy]:
        """Open a COPY ... FROM STDIN; row-level security refuses COPY, so copy into a temporary stage table."""
        self.statements += 1
        async with self.connection.cursor() as cursor, cursor.copy(_trusted(sql)) as copy:
            yield copy

    @asynccontextmanager
    async def part(self) -> AsyncGenerator[None]:
        """Do a part of the work that may fail alone: an error undoes the part and nothing else (a savepoint)."""
        happened, after, changed = len(self._happened), len(self._after), set(self._changed)
        try:
            async with self.connection.transaction():
                yield
        except BaseException:
            del self._happened[happened:], self._after[after:]
            self._changed = changed
            raise

    async def keys(self, organisation_id: UUID | None = None) -> OrganisationKeys:
        """Return the keys that seal, open and index this organisation's values."""
        organisation = organisation_id or self.organisation_id
        if organisation is None:
            message = "the engine role has no organisation of its own: name one"
            raise ValueError(message)
        return await self._vault.keys(self.connection, organisation, self.at)

    def happened(self, event: Happened) -> None:
        """Record what happened; reactions run before the commit, in this transaction."""
        self._happened.append(event)

    def take_happened(self) -> Sequence[Happened]:
        """Hand over what happened since the last call."""
        events, self._happened = self._happened, []
        return events

    def count(self, name: str, by: int = 1, **labels: str) -> None:
        """Count something for operators, once the transaction is committed; `labels` are of few kinds, never an id."""
        self.after_commit(lambda: self._tally.add(name, by, labels))

    def changed(self, organisation_id: UUID, kind: str, thing: object = None) -> None:
        """Have whoever shows a thing, or things of a kind, told that it changed, once the transaction is committed."""
        self._changed.add(Change(organisation_id, kind, None if thing is None else str(thing)))

    def after_commit(self, call: Callable[[], None]) -> None:
        """Have `call` run once the transaction is safely committed; it must not fail or wait."""
        self._after.append(call)

    def committed(self) -> None:
        """Run what waited for the commit."""
        self._changes.add(self._changed)
        for call in self._after:
            call()


Reactions = Callable[[Unit, Sequence[Happened]], Awaitable[None]]


def compiled(statement: ClauseElement) -> tuple[str, dict[str, Any]]:
    """Return a composed statement as SQL text and its parameters."""
    result = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return str(result), {**(result.params or {})}


def _trusted(sql: str) -> LiteralString:
    # Every statement comes from a room's queries or sql files, or from SQLAlchemy, never from input.
    return cast("LiteralString", sql)
