"""An organisation whose agents talk with people."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from support.campaigning import opened_world
from support.clock import ManualClock
from support.inboxing import Desk, open_desk
from tidings.infra.crypto import Vault


@pytest.fixture
async def desk(database_url: str, organisation: UUID, clock: ManualClock, vault: Vault) -> AsyncIterator[Desk]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        yield await open_desk(world)
