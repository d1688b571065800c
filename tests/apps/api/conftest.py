"""An application with the routes of accounts, and some made for the test."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import APIRouter

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts.http import router
from tidings.apps.api.context import Context
from tidings.infra.db.database import Database


@pytest.fixture
def context(database: Database, clock: ManualClock, tmp_path: Path) -> Context:
    """What the application is made of."""
    return make_context(database, clock, tmp_path)


@pytest.fixture
def extra_routers() -> list[APIRouter]:
    """Routers of a test module; override it there."""
    return []


@pytest.fixture
async def client(database: Database, organisation: UUID, context: Context, extra_routers: list[APIRouter]) -> AsyncIterator[Client]:
    """A client whose key may do everything."""
    async with client_of(database, organisation, context, [router, *extra_routers]) as client:
        yield client
