"""`tidings worker`: one worker alone."""

from typing import Annotated

import typer

from tidings.apps.serving.run import run_worker
from tidings.infra.config import load
from tidings.kernel.words import Lane

app = typer.Typer()


@app.command("worker")
def worker(
    lanes: Annotated[
        list[Lane] | None,
        typer.Option("--lanes", help="Only these lanes; repeat the option."),
    ] = None,
) -> None:
    """Run one worker until it is told to stop; it finishes what is in flight.

    A worker without the marketing lane never waits behind campaigns: it releases none, imports nothing and reads no receipts, so another has to.
    """
    run_worker(load(), tuple(lanes or Lane))
