"""What tests of segments share."""

from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id


@pytest.fixture
async def twin(database: Database, clock: ManualClock) -> UUID:
    """Another organisation, whose people are never anybody's business."""
    identifier = new_id(clock.now())
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO organisations (id, name, slug, region, time_zone, currency, locale, created_at)"
            " VALUES (%(id)s, 'Twin', %(slug)s, 'FR', 'Europe/Paris', 'EUR', 'fr', %(at)s)",
            {"id": identifier, "slug": identifier.hex, "at": clock.now()},
        )
    return identifier
