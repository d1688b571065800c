"""Putting a backup back (docs/decisions/0017): a restored database knows nothing of what was sent since, so it sends nothing by itself."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.apps.providers import ADAPTERS
from tidings.apps.reactions import react
from tidings.campaigns import service as campaigns
from tidings.infra.backups import open_doors, put_back
from tidings.infra.config import Settings
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.masters import masters_from
from tidings.messages import service as messages


@dataclass(frozen=True, slots=True)
class Held:
    """A campaign that was under way: those `planned` get their message when it is resumed, whether or not they got it since the backup."""

    organisation: str
    id: UUID
    name: str
    planned: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What a person has to know before anything is sent again.

    `in_doubt` counts messages that were on their way; `looked_for` are those of them that workers ask the provider about first.
    """

    made_at: datetime
    organisations: int
    in_doubt: int
    looked_for: int
    campaigns: Sequence[Held]


async def restore(settings: Settings, url: str, file: Path, actor: str, *, replace: bool) -> Restored:
    """Put a backup in the database's place, stop all sending and leave what may have been sent since to a person. Raises as `put_back`.

    Cut off before its end, no process accepts the database, and the same call begins anew.
    """
    masters = masters_from(settings.master_keys, settings.master_key_file)
    head = await asyncio.to_thread(put_back, url, file, masters, replace=replace)
    database = Database(url, settings.clock(), Vault(masters), size=2, reactions=react)
    await database.open()
    try:
        restored = await _quarantined(database, actor, head.made_at)
    finally:
        await database.close()
    await asyncio.to_thread(open_doors, url, head.revision)
    return restored


async def _quarantined(database: Database, actor: str, made_at: datetime) -> Restored:
    async with database.engine() as unit:
        everybody = (await accounts.organisations(unit)).values()
    askable = {name for name, adapter in ADAPTERS.items() if adapter.traits.can_be_asked}
    in_doubt, looked_for, held = 0, 0, list[Held]()
    for organisation in everybody:
        async with database.engine() as unit:
            await _stop(unit, organisation, actor, made_at)
            doubt = await messages.doubt_what_was_on_its_way(unit, organisation.id, made_at, askable)
            in_doubt += doubt.looked_for + doubt.left_to_a_person
            looked_for += doubt.looked_for
            held += await _hold(unit, organisation, actor, made_at)
    return Restored(made_at, len(everybody), in_doubt, looked_for, held)


async def _stop(unit: Unit, organisation: Organisation, actor: str, made_at: datetime) -> None:
    reason = f"{_source(made_at)} Look at the paused campaigns and at `tidings messages unconfirmed` first."
    await accounts.stop_sending(unit, organisation.id, actor, reason)
    detail = {"backup_made_at": made_at.isoformat()}
    await accounts.record_audit(unit, organisation.id, actor, "database.restored", f"organisation:{organisation.id}", detail)


async def _hold(unit: Unit, organisation: Organisation, actor: str, made_at: datetime) -> list[Held]:
    live = await campaigns.hold_all(unit, organisation.id, actor, f"{_source(made_at)} Resumed, it writes to all who are planned here.")
    progress = await messages.progress(unit, organisation.id, [each.id for each in live])
    return [Held(organisation.slug, each.id, each.settings.name, progress[each.id].pending) for each in live]


def _source(made_at: datetime) -> str:
    return f"Restored from a backup of {made_at:%Y-%m-%d %H:%M} UTC: what was sent since is not known here."
