"""`tidings serve`: everything at once."""

from typing import Annotated

import typer

from tidings.apps.serving.main import serve as run
from tidings.apps.serving.run import listening_at
from tidings.infra.config import load

app = typer.Typer()


@app.command("serve")
def serve(
    workers: Annotated[
        int, typer.Option("--workers", "-w", min=0, max=64, help="How many workers for everything; unless 0, one more is for urgent messages alone.")
    ] = 1,
    host: Annotated[str | None, typer.Option("--host", help="The address to listen on (TIDINGS_HOST, else this machine only).")] = None,
    simulator: Annotated[
        bool,
        typer.Option("--simulator", help="Send to a simulator, with data of its own: nothing reaches a real person."),
    ] = False,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, help="The port (TIDINGS_PORT, else 8000); 0 takes a free one.")] = None,
) -> None:
    """Run the API, workers and, unless DATABASE_URL names another, the embedded database; a process that dies is started again."""
    listening_at(host, port)
    raise typer.Exit(run(load(), workers=workers, simulator=simulator))
