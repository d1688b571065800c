"""A world for each test of reports."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from support.campaigning import World, opened_world
from support.clock import ManualClock
from tidings.infra.crypto import Vault


@pytest.fixture
async def world(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncIterator[World]:
    """An organisation in Paris that can send, on Monday 5 October 2026 at 09:00."""
    async with opened_world(database_url, clock, vault, organisation) as world:
        yield world
