"""A running simulator on a free port, with a clock of its own and somebody who takes its webhooks."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import orjson
import pytest
from pyreqwest.client import Client, ClientBuilder

from simulator.rig import Receiver, Simulated
from tidings.kernel.clock import SimulatedClock
from tidings.simulator.main import Options, serving
from tidings.simulator.wire import Connection


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with ClientBuilder().error_for_status(enable=False).build() as client:
        yield client


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    taken = Receiver("")
    connections: set[Connection] = set()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(taken.take, connections), "127.0.0.1", 0)
    taken.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield taken
    server.close()
    for connection in list(connections):
        connection.close()


@pytest.fixture
def options(receiver: Receiver) -> Options:
    """Steady delays, so that tests can say when a receipt comes; webhooks go to the receiver."""
    settings = {
        "receipts": {"spread": 0, "read_rate": 1},
        "twilio": {"inbound_url": f"{receiver.url}/twilio/inbound", "retry_seconds": 0.01},
        "meta": {"webhook_url": f"{receiver.url}/meta", "retry_seconds": 0.01, "retry_longest_seconds": 0.05},
    }
    return Options(port=0, settings=orjson.dumps(settings).decode())


@pytest.fixture
async def simulator(options: Options, client: Client, tmp_path: Path) -> AsyncIterator[Simulated]:
    async with serving(options, SimulatedClock(tmp_path / "clock")) as base:
        yield Simulated(base, client)
