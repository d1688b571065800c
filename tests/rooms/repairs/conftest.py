"""A repair shop that is set up."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.campaigning import opened_world
from support.clock import ManualClock
from support.repairing import Workshop, opened_workshop
from tidings.infra.crypto import Vault


@pytest.fixture
async def shop(database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path) -> AsyncIterator[Workshop]:
    async with opened_world(database_url, clock, vault, organisation) as world, opened_workshop(world, database_url, vault, tmp_path) as shop:
        yield shop
