"""The whole application in this process, over a test's database and clock."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from support.shop import ENVIRONMENT
from tidings.apps.api.assembly import application
from tidings.apps.wiring import Installation, exchange_of
from tidings.infra.config import load
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.clock import Clock


@asynccontextmanager
async def whole_application(
    database: Database, database_url: str, clock: Clock, vault: Vault, folder: Path, environment: Mapping[str, str] = ENVIRONMENT
) -> AsyncGenerator[FastAPI]:
    """Give the application that an operator runs, without its own opening and closing: the test's database is open already."""
    settings = load({**environment, "TIDINGS_DATA_DIR": str(folder), "DATABASE_URL": database_url})
    exchange = exchange_of(settings)
    try:
        yield application(Installation(settings, clock, vault, database, database_url, exchange, None))
    finally:
        await exchange.close()
