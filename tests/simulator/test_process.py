import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pyreqwest.client import Client

from simulator.rig import Simulated
from tidings.kernel.clock import SimulatedClock
from tidings.simulator.main import Options, main, serving
from tidings.simulator.settings import SENDER_NUMBER


@asynccontextmanager
async def started(*arguments: str, **environment: str) -> AsyncGenerator[tuple[str, asyncio.subprocess.Process]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tidings.simulator", "--port", "0", *arguments, stdout=asyncio.subprocess.PIPE, env={**os.environ, **environment}
    )
    assert process.stdout is not None
    line = (await process.stdout.readline()).decode()
    assert line.startswith("Tidings simulator listening on http://127.0.0.1:")
    try:
        yield line.split()[-1], process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_the_process_says_where_it_listens_what_it_is_and_stops_when_told(client: Client, tmp_path: Path) -> None:
    environment = {
        "TIDINGS_CLOCK": "simulated",
        "TIDINGS_CLOCK_FILE": str(tmp_path / "clock"),
        "TIDINGS_SIMULATOR_SETTINGS": '{"receipts": {"read_rate": 0.25}}',
    }
    async with started("--set", "meta.tier=null", **environment) as (base, process):
        assert "NOT Twilio" in await (await client.get(f"{base}/").build().send()).text()
        assert (await client.get(f"{base}/elsewhere").build().send()).status == 404
        simulator = Simulated(base, client)
        settings = await simulator.control("GET", "settings")
        assert (settings["receipts"]["read_rate"], settings["meta"]["tier"]) == (0.25, None)
        assert (await simulator.control("GET", "clock"))["mode"] == "simulated"
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_it_ends_also_when_answers_arrive_in_that_moment(options: Options, client: Client, tmp_path: Path) -> None:
    for turn in range(60):
        async with asyncio.timeout(10), serving(options, SimulatedClock(tmp_path / "clock")) as base:
            simulator = Simulated(base, client)
            for person in range(8):
                await simulator.control("POST", f"people/+3361234567{person}/say", {"text": "Allô ?", "to": SENDER_NUMBER})
            await asyncio.sleep(turn % 6 / 2000)


async def test_evidence_survives_a_kill(client: Client, tmp_path: Path) -> None:
    books = str(tmp_path / "books")
    async with started("--books", books) as (base, process):
        await Simulated(base, client).sms()
        process.kill()
        await process.wait()
    async with started("--books", books) as (base, _):
        assert (await Simulated(base, client).report())["accepted"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--set", "meta.tier=many"], "Expected `int | null`"),
        (["--set", "meta.tier"], "sets nothing"),
        (["--settings", "/nowhere/settings.json"], "can't be read"),
    ],
)
def test_wrong_options_are_told_and_nothing_starts(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", "0", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_simulated_clock_needs_its_file(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TIDINGS_CLOCK", "simulated")
    monkeypatch.delenv("TIDINGS_CLOCK_FILE", raising=False)
    assert main(["--port", "0"]) == 2
    assert "TIDINGS_CLOCK_FILE" in capsys.readouterr().err


def test_a_taken_port_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--port", str(taken.getsockname()[1])]) == 1
    assert "Choose another --port" in capsys.readouterr().err
