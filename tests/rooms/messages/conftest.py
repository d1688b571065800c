"""A shop for each test of the ledger."""

import pytest

from support.beginnings import Beginning, Beginnings
from support.clock import ManualClock
from support.shop import Shop, open_shop
from tidings.infra.db.database import Database


@pytest.fixture
async def beginning(beginnings: Beginnings) -> Beginning[Shop]:
    return await beginnings.of(open_shop)


@pytest.fixture
async def shop(beginning: Beginning[Shop], database: Database, clock: ManualClock) -> Shop:
    """An organisation with a WhatsApp number and a template."""
    return beginning.on(database, clock)
