"""A business of which people wait for slots."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from support.campaigning import opened_world
from support.clock import ManualClock
from support.noticing import open_counter
from support.waitlisting import Shop, open_shop
from tidings.infra.crypto import Vault


@pytest.fixture
async def shop(database_url: str, organisation: UUID, clock: ManualClock, vault: Vault) -> AsyncIterator[Shop]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        yield await open_shop(await open_counter(world))
