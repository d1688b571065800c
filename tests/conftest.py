"""Fixtures that every test may ask for. Whatever touches data gets a real PostgreSQL database of its own."""

import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import UUID

import pytest
from hypothesis import settings

from support.beginnings import Beginning, Beginnings, add_organisation
from support.clock import ManualClock
from support.databases import cloned, migrated_template, running_server
from tidings.infra.crypto import MasterKeys, Vault
from tidings.infra.db.database import Database

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
"""A change passes or fails for what it does, on whatever machine; `HYPOTHESIS_PROFILE=default` looks for new examples."""

_FIRST = ("tests/apps/api/test_schemathesis.py", "tests/faults/test_schedules.py", "tests/web/", "tests/stories/", "tests/apps/serve/")
"""What takes long, the longest at the front."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that nobody waits for it at the end, and keep stories in a browser together: they share it."""
    items.sort(key=lambda item: next((place for place, where in enumerate(_FIRST) if item.nodeid.startswith(where)), len(_FIRST)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Take one process more than there are processors: stories wait for processes of their own, and some tests for time to pass."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server, shared by the tests of one process."""
    with running_server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(scope="session")
def template(server_url: str) -> Iterator[str]:
    """A migrated database to clone from."""
    with migrated_template(server_url) as name:
        yield name


@pytest.fixture(scope="session")
def keys() -> MasterKeys:
    """Keys made for the tests of this process."""
    return MasterKeys({"test": secrets.token_bytes(32)}, "test")


@pytest.fixture(scope="session")
def beginnings(server_url: str, template: str, keys: MasterKeys) -> Iterator[Beginnings]:
    """What the tests of rooms begin with."""
    with ExitStack() as stack:
        yield Beginnings(server_url, template, keys, stack)


@pytest.fixture
def beginning() -> Beginning[Any] | None:
    """What the tests of a room begin with, if it prepares something for all of them: then the database and the organisation are a copy of it."""
    return None


@pytest.fixture
def database_url(server_url: str, template: str, beginning: Beginning[Any] | None) -> Iterator[str]:
    """A fresh, migrated database."""
    with cloned(server_url, beginning.template if beginning else template) as url:
        yield url


@pytest.fixture
def clock() -> ManualClock:
    """Monday 5 October 2026, 09:00 in Paris, until the test moves it."""
    return ManualClock()


@pytest.fixture
def vault(keys: MasterKeys) -> Vault:
    """A vault that has opened nothing yet."""
    return Vault(keys)


@pytest.fixture
async def database(database_url: str, clock: ManualClock, vault: Vault) -> AsyncIterator[Database]:
    """An open database on the test's clock, in which no room reacts to another."""
    database = Database(database_url, clock, vault, size=4)
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def organisation(database: Database, clock: ManualClock, beginning: Beginning[Any] | None) -> UUID:
    """An organisation in Paris."""
    if beginning:
        return beginning.organisation
    async with database.engine() as unit:
        return await add_organisation(unit, clock)
