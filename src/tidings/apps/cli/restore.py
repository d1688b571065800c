"""`tidings restore`: a backup takes the database's place, and nothing is sent before a person has said so."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from tidings.apps.cli.options import Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import actor
from tidings.apps.restoring import Restored
from tidings.apps.restoring import restore as put_back
from tidings.infra.config import load
from tidings.infra.postgres import acquire

app = typer.Typer()


@app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `tidings backup` wrote.", exists=True, dir_okay=False)],
    replace: Annotated[bool, typer.Option("--replace", help="Throw away what is in the database now.")] = False,
    json: Json = False,
) -> None:
    """Put a backup in the database's place. All sending is stopped then, campaigns are paused, and what may have been sent since is in doubt."""
    settings = load()
    if settings.database_url is not None:
        restored = asyncio.run(put_back(settings, settings.database_url, file, actor(), replace=replace))
    else:
        with acquire(settings.data_dir) as embedded:
            restored = asyncio.run(put_back(settings, embedded.url, file, actor(), replace=replace))
    if json:
        write_json(restored)
        return
    _tell(restored)


def _tell(restored: Restored) -> None:
    say(f"Restored: {restored.organisations} organisation(s), as on {restored.made_at:%Y-%m-%d %H:%M} UTC. All sending is stopped.")
    say("What was sent since then is not known here, nor who said STOP since then. Start `tidings serve`: receipts that still come in settle the")
    say("messages that they speak of. Before anything leaves again:")
    say("- Close the addresses of those who said STOP since then (POST /suppressions); the provider lists the messages that it received.")
    if restored.in_doubt:
        say(f"- {restored.in_doubt} messages were on their way: `tidings messages unconfirmed` lists them, `tidings messages settle` decides.")
        if restored.looked_for:
            say(f"  The provider is asked about {restored.looked_for} of them once a worker runs; what it does not have is listed after that.")
    if restored.campaigns:
        say(f"- {len(restored.campaigns)} campaign(s) were under way and are paused. `resume` writes to all who are planned here, also to those who")
        say("  got it since then; `cancel` writes to nobody more. The provider lists the messages that it sent.")
    for each in restored.campaigns:
        say(f"    {each.id}  {each.organisation}  {each.name}: {each.planned} planned")
    say("- Campaigns that are drafts here may have been launched since then: look before you launch one.")
    say("- Then, for each organisation: `tidings sending start`.")
