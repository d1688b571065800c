"""An organisation that tells people what they wait for."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from support.campaigning import opened_world
from support.clock import ManualClock
from support.noticing import Counter, open_counter
from tidings.infra.crypto import Vault


@pytest.fixture
async def counter(database_url: str, organisation: UUID, clock: ManualClock, vault: Vault) -> AsyncIterator[Counter]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        yield await open_counter(world)
