"""`tidings api`: the API alone."""

from typing import Annotated

import typer

from tidings.apps.cli.output import note
from tidings.apps.serving.ports import require_free
from tidings.apps.serving.run import listening_at, run_api
from tidings.infra.config import load

app = typer.Typer()


@app.command("api")
def api(
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on (TIDINGS_HOST, else this machine only).")] = None,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The port (TIDINGS_PORT, else 8000); 0 takes a free one.")] = None,
    processes: Annotated[int, typer.Option("--processes", min=1, help="How many processes share the port.")] = 1,
) -> None:
    """Serve the API until told to stop; requests under way are finished."""
    listening_at(host, port)
    settings = load()
    require_free(settings.host, settings.port)
    run_api(settings, processes=processes, ready=lambda address: note(f"Tidings API: {address} (documentation: {address}/docs)"))
