"""Fixtures that every test may ask for. Whatever touches data gets a real PostgreSQL database of its own."""

import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from itertools import islice
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

_LONG = (("tests/apps/api/test_schemathesis.py", "tests/faults/test_schedules.py", "tests/apps/serve/"), ("tests/web/",), ("tests/stories/",))
"""What takes long, in groups of about the same length; what is in a browser stays together, for it shares one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that nobody waits for it at the end: each process with a group of its own.

    xdist gives each process an equal part of the list, and lets who has done theirs take from the end of another's.
    """
    shares = [[item for item in items if item.nodeid.startswith(group)] for group in _LONG]
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    parts = [[item for share in shares[place::processes] for item in share] for place in range(processes)]
    others = iter([item for item in items if not item.nodeid.startswith(tuple(name for group in _LONG for name in group))])
    sizes = [(len(items) + place) // processes for place in range(processes)]
    items[:] = [item for part, size in zip(parts, sizes, strict=True) for item in (*part, *islice(others, max(0, size - len(part))))] + [*others]


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
