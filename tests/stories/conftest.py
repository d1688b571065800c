"""A stage for stories."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from support.desk import Desk
from support.system import Stage


@pytest.fixture
def stage(tmp_path: Path, database_url: str) -> Iterator[Stage]:
    """Something to start a whole system with; all its processes end with the test."""
    with ExitStack() as stack:
        yield Stage(tmp_path, database_url, stack)


@pytest.fixture
def desk(tmp_path: Path, database_url: str) -> Desk:
    """The command line beside it."""
    return Desk(tmp_path, database_url)
