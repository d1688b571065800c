"""The floor of webhook intake: a bare endpoint that reads the form and answers, and keeps nothing."""

import sys

from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from granian.server import Server
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tidings.apps.serving.lifeline import follow_parent


async def status(request: Request) -> Response:
    """Read a callback and acknowledge it."""
    await request.form()
    return Response()


app = Starlette(routes=[Route("/status", status, methods=["POST"])])


def main() -> None:
    """Serve on the port of the first argument for as long as the parent lives, as Tidings' API is served."""
    follow_parent()
    server = Server(
        "benchmarks.bare:app",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.serve()


if __name__ == "__main__":
    main()
