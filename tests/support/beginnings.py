"""What the tests of a room begin with is prepared once in each process; every test has a copy of its own.

Preparing takes an organisation some two hundred statements over a dozen transactions; copying its database takes one.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy.engine import make_url

from support.clock import ManualClock
from support.databases import cloned
from tidings.apps.reactions import react
from tidings.infra.crypto import MasterKeys, Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

Known = TypeVar("Known")

Prepare = Callable[[Database, UUID, ManualClock], Awaitable[Known]]
"""Fills the database of an organisation and returns what tests know of it; the database and the clock may be among that."""


@dataclass(frozen=True, slots=True)
class Beginning(Generic[Known]):
    """A database to clone from, and what was known of it when it was left: in a database of the test's, on its clock, it is known again."""

    template: str
    organisation: UUID
    known: Known
    database: Database
    clock: ManualClock

    @asynccontextmanager
    async def again(self, database_url: str, clock: ManualClock, vault: Vault) -> AsyncGenerator[Known]:
        """Open a copy in which rooms react to each other."""
        async with opened(database_url, clock, vault) as database:
            yield self.on(database, clock)

    def on(self, database: Database, clock: ManualClock) -> Known:
        """Return what is known in an open copy, at the moment at which preparing ended."""
        clock.set(self.clock.now())
        return deepcopy(self.known, {id(self.database): database, id(self.clock): clock})


class Beginnings:
    """All that was prepared in this process."""

    def __init__(self, server_url: str, template: str, keys: MasterKeys, stack: ExitStack) -> None:
        self._server_url, self._template, self._keys, self._stack = server_url, template, keys, stack
        self._made: dict[Prepare[Any], Beginning[Any]] = {}

    async def of(self, prepare: Prepare[Known]) -> Beginning[Known]:
        """Return what `prepare` left behind when it was first asked for."""
        if prepare not in self._made:
            url = self._stack.enter_context(cloned(self._server_url, self._template))
            clock = ManualClock()
            async with opened(url, clock, Vault(self._keys)) as database:
                async with database.engine() as unit:
                    organisation = await add_organisation(unit, clock)
                known = await prepare(database, organisation, clock)
            self._made[prepare] = Beginning(make_url(url).database or "", organisation, known, database, clock)
        return self._made[prepare]


@asynccontextmanager
async def opened(database_url: str, clock: ManualClock, vault: Vault) -> AsyncGenerator[Database]:
    """Give an open database in which rooms react to each other."""
    database = Database(database_url, clock, vault, size=4, reactions=react)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


async def add_organisation(unit: Unit, clock: ManualClock) -> UUID:
    """Add an organisation in Paris."""
    identifier = new_id(clock.now())
    await unit.run(
        "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
        " VALUES (%(id)s, 'Atelier', %(slug)s, 'FR', 'Europe/Paris', 'EUR', 'fr', %(at)s)",
        {"id": identifier, "slug": identifier.hex, "at": clock.now()},
    )
    return identifier
