"""A business of which people wait for slots."""

from collections.abc import AsyncIterator

import pytest

from support.beginnings import Beginning, Beginnings
from support.clock import ManualClock
from support.waitlisting import Shop, open_shop
from tidings.infra.crypto import Vault


@pytest.fixture
async def beginning(beginnings: Beginnings) -> Beginning[Shop]:
    return await beginnings.of(open_shop)


@pytest.fixture
async def shop(beginning: Beginning[Shop], database_url: str, clock: ManualClock, vault: Vault) -> AsyncIterator[Shop]:
    async with beginning.again(database_url, clock, vault) as shop:
        yield shop
