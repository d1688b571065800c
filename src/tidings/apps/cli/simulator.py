"""`tidings simulator`: a stand-in for the providers."""

from pathlib import Path
from typing import Annotated

import typer

from tidings.apps.cli.failures import FAILED
from tidings.apps.cli.output import note
from tidings.simulator.main import DEFAULT_PORT, Options, run

app = typer.Typer()


@app.command("simulator")
def simulator(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = DEFAULT_PORT,
    books: Annotated[Path | None, typer.Option("--books", dir_okay=False, help="Keep the evidence in this file, over restarts.")] = None,
    settings: Annotated[str | None, typer.Option("--settings", metavar="JSON", help="A JSON object, or the path of a JSON file.")] = None,
    assignments: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="One setting; repeat the option.")] = None,
) -> None:
    """Answer in the formats of Twilio and Meta; what it gets reaches nobody (docs/simulator.md)."""
    try:
        run(Options(host, port, books, settings, tuple(assignments or ())))
    except OSError as error:
        note(f"The simulator can't start: {error.strerror or error}.\nWhat to do: choose another --port or --books.")
        raise typer.Exit(FAILED) from None
