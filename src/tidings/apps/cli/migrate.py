"""`tidings migrate`: bring the database to this release."""

import asyncio

import typer

from tidings.apps.cli.options import Json
from tidings.apps.cli.output import say, write_json
from tidings.infra.config import load
from tidings.infra.db.migrate import migrate as bring_up
from tidings.infra.db.probe import probe
from tidings.infra.postgres import acquire

app = typer.Typer()


@app.command("migrate")
def migrate(json: Json = False) -> None:
    """Bring the database to this release; harmless when it is there already, and when several do it at once."""
    settings = load()
    if settings.database_url is not None:
        asyncio.run(probe(settings.database_url))
        applied = bring_up(settings.database_url)
    else:
        with acquire(settings.data_dir) as embedded:
            applied = bring_up(embedded.url)
    if json:
        write_json({"applied": applied})
    else:
        say(f"Applied: {', '.join(applied)}." if applied else "Nothing to do: the database is of this release.")
