"""A world for each test of campaigns."""

from collections.abc import AsyncIterator

import pytest

from support.beginnings import Beginning, Beginnings
from support.campaigning import World, settle
from support.clock import ManualClock
from tidings.infra.crypto import Vault


@pytest.fixture
async def beginning(beginnings: Beginnings) -> Beginning[World]:
    return await beginnings.of(settle)


@pytest.fixture
async def world(beginning: Beginning[World], database_url: str, clock: ManualClock, vault: Vault) -> AsyncIterator[World]:
    """An organisation in Paris that can send, on Monday 5 October 2026 at 09:00."""
    async with beginning.again(database_url, clock, vault) as world:
        yield world
