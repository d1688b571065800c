"""`tidings secrets`: the keys that seal what is stored."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import typer

from tidings.accounts import service as accounts
from tidings.apps.cli.options import DEFAULT_ORGANISATION, Json
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.progress import progress
from tidings.apps.cli.session import Desk, run
from tidings.infra.crypto import FRESH_SECONDS, add_master
from tidings.infra.rotation import PLATFORM, organisations_with_keys, rewrap, rotate_sealing

app = typer.Typer()

_SETTLING_SECONDS = FRESH_SECONDS + 2


class What(StrEnum):
    """Which keys are meant."""

    ALL = "all"
    MASTER = "master"
    VALUES = "values"


@app.callback()
def secrets() -> None:
    """Look after the keys that seal what is stored."""


@app.command()
def rotate(
    what: Annotated[What, typer.Option("--what", help="The master key, the keys that seal values, or both.")] = What.ALL,
    json: Json = False,
) -> None:
    """Replace keys while everything runs; run it again if it was interrupted. Back up the key file afterwards."""
    done = run(lambda desk: _rotate(desk, what), DEFAULT_ORGANISATION)
    if json:
        write_json(done)
        return
    write_fields(done)
    say("Back up the key file now, and keep the old one as long as backups of the database need it.")


async def _rotate(desk: Desk, what: What) -> dict[str, object]:
    settings, database, vault = desk.installation.settings, desk.database, desk.installation.vault
    done: dict[str, object] = {}
    if what is not What.VALUES:
        if settings.master_keys is None:
            vault.masters = add_master(settings.master_key_file)
            done["key_file"] = str(settings.master_key_file)
        else:
            note("TIDINGS_MASTER_KEYS holds the master keys: its last one is taken as the new one.")
        done |= {"master_key": vault.masters.current, "data_keys_wrapped": await rewrap(database, vault.masters)}
    if what is not What.MASTER:
        async with database.engine() as unit:
            everybody = await organisations_with_keys(unit)
        done["values_sealed_again"] = await _resealed(desk, everybody) if everybody else 0
        done["organisations"] = len(everybody) - (PLATFORM in everybody)
        await rewrap(database, vault.masters)  # keys that another process made meanwhile under the master key before
    async with desk.unit() as unit:
        await accounts.record_audit(unit, desk.organisation.id, desk.actor, "secrets.rotated", "installation", {"what": what})
    return done


async def _resealed(desk: Desk, organisation_ids: Sequence[UUID]) -> int:
    async def settle() -> None:
        await asyncio.sleep(_SETTLING_SECONDS)

    with progress("Sealing again") as report:
        return await rotate_sealing(desk.database, desk.installation.vault, organisation_ids, settle=settle, report=report)
