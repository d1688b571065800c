"""`tidings backup`: the whole database in one sealed file, while everything runs."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from tidings.accounts import service as accounts
from tidings.apps.cli.options import Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk, run
from tidings.infra.backup_files import Head
from tidings.infra.backups import back_up
from tidings.infra.config import Settings
from tidings.infra.db.probe import probe
from tidings.kernel.errors import Conflict

app = typer.Typer()


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="A new file, for example on another disk.")],
    key_to: Annotated[
        Path | None, typer.Option("--key-to", help="Also copy the master keys to this new file. Keep it apart: with both, everything can be read.")
    ] = None,
    json: Json = False,
) -> None:
    """Write the database, as it is at this moment, to a file sealed under the master key. The key is never in it."""

    async def work(desk: Desk) -> tuple[Head, str]:
        settings = desk.installation.settings
        if key_to is not None:
            _copy_keys(settings, key_to)
        url = desk.installation.database_url
        found, at, masters = await probe(url), desk.installation.clock.now(), desk.installation.vault.masters
        with progress("Backing up") as report:
            head = await asyncio.to_thread(back_up, url, found, file, masters, at, lambda size: report(size, 0))
        async with desk.unit() as unit:
            detail = {"made_at": head.made_at.isoformat(), "master_key": head.master_key}
            await accounts.record_audit(unit, desk.organisation.id, desk.actor, "backup.made", "installation", detail)
        return head, "TIDINGS_MASTER_KEYS" if settings.master_keys is not None else str(settings.master_key_file)

    head, where = run(work)
    if json:
        write_json({"file": str(file), "bytes": file.stat().st_size, "made_at": head.made_at, "master_key": head.master_key, "key_in": where})
        return
    say(f"{file}: {file.stat().st_size:,} bytes, the database as it was on {head.made_at:%Y-%m-%d %H:%M} UTC.")
    say(f"It is sealed under the master key {head.master_key}, which is in {where} and not in the backup: without it nobody can open it.")
    say(f"The key was copied to {key_to}." if key_to else "Keep a copy of the key in another place than the backup.")


def _copy_keys(settings: Settings, target: Path) -> None:
    text = settings.master_keys.replace(",", "\n") + "\n" if settings.master_keys else settings.master_key_file.read_text(encoding="ascii")
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(text)
    except FileExistsError:
        raise Conflict("key_copy_exists", f"{target} is there already.", field="key-to", fix="Choose another name.") from None
