"""An organisation that tells people what they wait for."""

from collections.abc import AsyncIterator

import pytest

from support.beginnings import Beginning, Beginnings
from support.clock import ManualClock
from support.noticing import Counter, open_counter
from tidings.infra.crypto import Vault


@pytest.fixture
async def beginning(beginnings: Beginnings) -> Beginning[Counter]:
    return await beginnings.of(open_counter)


@pytest.fixture
async def counter(beginning: Beginning[Counter], database_url: str, clock: ManualClock, vault: Vault) -> AsyncIterator[Counter]:
    async with beginning.again(database_url, clock, vault) as counter:
        yield counter
