"""A shop for each test of the ledger."""

from uuid import UUID

import pytest

from support.clock import ManualClock
from support.shop import Shop, open_shop
from tidings.infra.db.database import Database


@pytest.fixture
async def shop(database: Database, organisation: UUID, clock: ManualClock) -> Shop:
    """An organisation with a WhatsApp number and a template."""
    return await open_shop(database, organisation, clock)
