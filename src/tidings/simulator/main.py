"""Starting the simulator: its options, its server, and the tasks that live as long as it does."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

import uvloop

from tidings.kernel.clock import Clock, SimulatedClock, SystemClock
from tidings.kernel.errors import Invalid, TidingsError
from tidings.simulator.control import ControlDoor
from tidings.simulator.fcm import FcmDoor
from tidings.simulator.fcm_access import Access
from tidings.simulator.meta import MetaDoor
from tidings.simulator.settings import Settings, assignment, change, read_json, settings_from_environment
from tidings.simulator.twilio import TwilioDoor
from tidings.simulator.wire import Connection, Handler, Reply, Request
from tidings.simulator.world import World

DEFAULT_PORT = 8010
_WRONG_USE = 2
_PAGE = b"""Tidings simulator: this is NOT Twilio, NOT Meta and NOT Firebase.

Nothing that is sent here reaches a real person, and nothing is charged. It answers in the
providers' own HTTP formats and keeps its own books.

  /twilio     base address of Twilio's API (TWILIO_API_BASE)
  /whatsapp   base address of Meta's WhatsApp Cloud API (WHATSAPP_API_BASE)
  /fcm        base address of Firebase Cloud Messaging (FCM_API_BASE); POST /_/service-account makes a key
  /_/report   what the books say: accepted, distinct people, duplicates...
  /_/settings what can be set; docs/simulator.md explains it
"""


@dataclass(frozen=True, slots=True)
class Options:
    """How to start. `settings` is a JSON text or the path of a JSON file, `assignments` are `name=value`; port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    books: Path | None = None
    settings: str | None = None
    assignments: Sequence[str] = ()


def run(options: Options) -> None:
    """Serve until SIGINT or SIGTERM. Raises Invalid when options or environment are wrong, OSError when the port is taken."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve_until_told(options))


@asynccontextmanager
async def serving(options: Options, clock: Clock | None = None) -> AsyncGenerator[str]:
    """Serve inside the block and give the base address, such as http://127.0.0.1:8010. Raises as `run`."""
    world = World(clock or _clock_from_environment(), _settings(options), options.books)
    connections: set[Connection] = set()
    handle = _router(world)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(handle, connections), options.host, options.port, backlog=1024)
    lives = [asyncio.create_task(world.agenda.run()), asyncio.create_task(world.courier.run())]
    for life in lives:
        life.add_done_callback(partial(_fall_with, asyncio.current_task()))
    try:
        yield f"http://{options.host}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for connection in list(connections):
            connection.close()
        for life in lives:
            life.cancel()
        await asyncio.gather(*lives, return_exceptions=True)
        world.books.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, serve, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tidings.simulator", description="A stand-in for Twilio and Meta: nothing reaches a real person.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port to listen on; 0 takes a free one and says which")
    parser.add_argument("--books", type=Path, metavar="FILE", help="keep the evidence in this file, over restarts")
    parser.add_argument("--settings", metavar="JSON", help="settings: a JSON object or the path of a JSON file")
    parser.add_argument(
        "--set", dest="assignments", action="append", default=[], metavar="NAME=VALUE", help="one setting, e.g. receipts.read_rate=0.5"
    )
    given = parser.parse_args(arguments)
    try:
        run(Options(given.host, given.port, given.books, given.settings, given.assignments))
    except TidingsError as error:
        sys.stderr.write(f"{error.message} {error.fix or ''}\n")
        return _WRONG_USE
    except OSError as error:
        sys.stderr.write(f"The simulator can't start: {error}. Choose another --port.\n")
        return 1
    return 0


async def _serve_until_told(options: Options) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, told.set)
    async with serving(options) as address:
        # Whoever started this with port 0 reads the address from here.
        sys.stdout.write(f"Tidings simulator listening on {address}\n")
        sys.stdout.flush()
        await told.wait()


def _router(world: World) -> Handler:
    access = Access()
    twilio, meta, fcm, control = TwilioDoor(world), MetaDoor(world), FcmDoor(world, access), ControlDoor(world, access)

    def handle(request: Request) -> Reply:
        _, base, rest = (*request.path.split("/", 2), "", "")[:3]
        match base:
            case "twilio":
                return twilio.handle(request, f"/{rest}")
            case "whatsapp":
                return meta.handle(request, f"/{rest}")
            case "fcm":
                return fcm.handle(request, f"/{rest}")
            case "_":
                return control.handle(request, rest)
            case "":
                return Reply(HTTPStatus.OK, _PAGE, "text/plain; charset=utf-8")
            case _:
                return Reply(HTTPStatus.NOT_FOUND, _PAGE, "text/plain; charset=utf-8")

    return handle


def _settings(options: Options) -> Settings:
    settings = settings_from_environment()
    if options.settings is not None:
        settings = change(settings, read_json(options.settings))
    for text in options.assignments:
        settings = change(settings, assignment(text))
    return settings


def _clock_from_environment() -> Clock:
    if os.environ.get("TIDINGS_CLOCK", "real") != "simulated":
        return SystemClock()
    file = os.environ.get("TIDINGS_CLOCK_FILE")
    if not file:
        fix = "Set TIDINGS_CLOCK_FILE to one path for the simulator and Tidings."
        raise Invalid("clock_file_missing", "TIDINGS_CLOCK=simulated needs a file that all processes share.", fix=fix)
    return SimulatedClock(Path(file))


def _fall_with(server: asyncio.Task[None] | None, life: asyncio.Task[None]) -> None:
    """Stop serving when the agenda or the courier broke: a witness that tells nothing more must not look alive."""
    with suppress(asyncio.CancelledError):
        error = life.exception()
        if error is not None and server is not None:
            asyncio.get_running_loop().call_exception_handler({"message": "the simulator broke", "exception": error})
            server.cancel()
