"""An installation on a test's database, as API and workers share it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.clock import MONDAY_MORNING
from support.shop import ENVIRONMENT
from tidings.apps.wiring import Installation, installed
from tidings.infra.config import load
from tidings.kernel.clock import SimulatedClock


@pytest.fixture
async def installation(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Everything a process needs, opened; its simulated clock stands at Monday 5 October 2026, 09:00 in Paris, and can be moved."""
    settings = load({**ENVIRONMENT, "DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(tmp_path)})
    SimulatedClock.beginning_at(settings.clock_file, MONDAY_MORNING)
    async with installed(settings, pool=3) as installation:
        yield installation
