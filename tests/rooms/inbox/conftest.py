"""An organisation whose agents talk with people."""

from collections.abc import AsyncIterator

import pytest

from support.beginnings import Beginning, Beginnings
from support.clock import ManualClock
from support.inboxing import Desk, open_desk
from tidings.infra.crypto import Vault


@pytest.fixture
async def beginning(beginnings: Beginnings) -> Beginning[Desk]:
    return await beginnings.of(open_desk)


@pytest.fixture
async def desk(beginning: Beginning[Desk], database_url: str, clock: ManualClock, vault: Vault) -> AsyncIterator[Desk]:
    async with beginning.again(database_url, clock, vault) as desk:
        yield desk
