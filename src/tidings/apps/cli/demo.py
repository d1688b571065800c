"""`tidings demo`: the main job from beginning to end, against the simulator."""

from typing import Annotated

import typer

from tidings.apps.demo.main import run

app = typer.Typer()


@app.command("demo")
def demo(leave: Annotated[bool, typer.Option("--exit", help="End after the last table instead of serving on.")] = False) -> None:
    """Import 10,000 people, launch a campaign of forty days, let the days pass, and check the simulator's books."""
    raise typer.Exit(run(exit_after=leave))
