"""A server of their own for tests that kill it."""

from collections.abc import Iterator

import pytest

from faults.server import Server, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A durable PostgreSQL that may be killed, starved and filled; one for each process of the test run."""
    with running(tmp_path_factory.mktemp("faults")) as server:
        yield server
