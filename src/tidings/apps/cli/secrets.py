"""`tidings secrets`: the keys that seal what is stored, and those by which it is found."""

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
from tidings.apps.wiring import reindexed
from tidings.infra.crypto import FRESH_SECONDS, MasterKeys
from tidings.infra.index_rotation import rotate_index
from tidings.infra.masters import add_master, masters_from
from tidings.infra.rotation import PLATFORM, organisations_with_keys, rewrap, rotate_sealing

app = typer.Typer()

_SETTLING_SECONDS = FRESH_SECONDS + 2


class What(StrEnum):
    """Which keys are meant."""

    BOTH = "both"
    """The master key and those of values."""
    MASTER = "master"
    VALUES = "values"
    LOOKUPS = "lookups"


@app.callback()
def secrets() -> None:
    """Look after the keys that seal what is stored."""


@app.command()
def rotate(
    what: Annotated[
        What, typer.Option("--what", help="The master key, the keys that seal values, both of these, or those by which addresses are found.")
    ] = What.BOTH,
    json: Json = False,
) -> None:
    """Replace keys while everything runs; run it again if it was interrupted. Back up the key file afterwards."""
    done = run(lambda desk: _rotate(desk, what), DEFAULT_ORGANISATION)
    if json:
        write_json(done)
        return
    write_fields(done)
    if what in {What.BOTH, What.MASTER}:
        say("Back up the key file now, and keep the old one as long as backups of the database need it.")


async def _rotate(desk: Desk, what: What) -> dict[str, object]:
    done = await _opened(desk, renew=what in {What.BOTH, What.MASTER})
    async with desk.database.engine() as unit:
        everybody = await organisations_with_keys(unit)
    if what in {What.BOTH, What.VALUES}:
        done["values_sealed_again"] = await _resealed(desk, everybody) if everybody else 0
    if what is What.LOOKUPS:
        done["values_found_anew"] = await _found_anew(desk, everybody)
    if what is not What.MASTER:
        done["organisations"] = len(everybody) - (PLATFORM in everybody)
        await _opened(desk, renew=False)  # keys that another process made meanwhile under the master key before
    async with desk.unit() as unit:
        await accounts.record_audit(unit, desk.organisation.id, desk.actor, "secrets.rotated", "installation", {"what": what})
    return done


async def _opened(desk: Desk, *, renew: bool) -> dict[str, object]:
    """Open all data keys, before anything else is done, and wrap those again that are not under the current master key."""
    settings, vault = desk.installation.settings, desk.installation.vault
    named, file = settings.master_keys, settings.master_key_file

    def read() -> MasterKeys:
        return masters_from(named, file)

    def add() -> MasterKeys:
        return add_master(file)

    vault.masters, wrapped = await rewrap(desk.database, read, renew=add if renew and named is None else None)
    if not renew:
        return {}
    if named is not None:
        note("TIDINGS_MASTER_KEYS holds the master keys: its last one is taken as the new one.")
    kept = {} if named is not None else {"key_file": str(file)}
    return {**kept, "master_key": vault.masters.current, "data_keys_wrapped": wrapped}


async def _settle() -> None:
    await asyncio.sleep(_SETTLING_SECONDS)


async def _resealed(desk: Desk, organisation_ids: Sequence[UUID]) -> int:
    with progress("Sealing again") as report:
        return await rotate_sealing(desk.database, desk.installation.vault, organisation_ids, settle=_settle, report=report)


async def _found_anew(desk: Desk, organisation_ids: Sequence[UUID]) -> int:
    with progress("Finding anew") as report:
        return await rotate_index(
            desk.database, desk.installation.vault, organisation_ids, reindex=reindexed, settle=_settle, report=report
        )  # fmt: skip
