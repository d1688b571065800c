"""A repair shop that is set up."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.beginnings import Beginning, Beginnings
from support.clock import ManualClock
from support.repairing import Premises, Workshop, opened_workshop, set_up
from tidings.infra.crypto import Vault


@pytest.fixture
async def beginning(beginnings: Beginnings) -> Beginning[Premises]:
    return await beginnings.of(set_up)


@pytest.fixture
async def shop(beginning: Beginning[Premises], database_url: str, clock: ManualClock, vault: Vault, tmp_path: Path) -> AsyncIterator[Workshop]:
    async with beginning.again(database_url, clock, vault) as premises, opened_workshop(premises, database_url, vault, tmp_path) as shop:
        yield shop
