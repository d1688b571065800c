"""Rotation of the keys by which sealed values are found.

A new key is written and only looked under at first; once every process has read it (`crypto.FRESH_SECONDS`), what can be opened is found
anew under it, an organisation in a transaction, and from then on it is written. No key is ever dropped: what can't be opened any more, such as
the suppression of an erased person, stays under the one it was made with, and each look-up asks under all.
"""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from tidings.infra.crypto import KEY_BYTES, Vault
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.rotation import Pause, Report
from tidings.kernel.errors import Conflict

Reindex = Callable[[Unit, UUID], Awaitable[int]]
"""Puts all of an organisation that can be opened under the key of `unit.keys`; returns how many values."""

_MOST_KEYS = 255
"""A look-up value tells its key's version in one byte."""

_ADD = """
INSERT INTO data_keys (organisation_id, use, id, master_key_id, wrapped, active, created_at)
SELECT fresh.organisation_id, 'index', (SELECT max(k.id) + 1 FROM data_keys k WHERE k.organisation_id = fresh.organisation_id AND k.use = 'index'),
  %(master)s, fresh.wrapped, false, %(at)s
FROM unnest(%(orgs)s::uuid[], %(wrapped)s::bytea[]) AS fresh (organisation_id, wrapped)
"""


async def rotate_index(database: Database, vault: Vault, organisation_ids: Sequence[UUID], *, reindex: Reindex, settle: Pause, report: Report) -> int:
    """Give organisations new index keys and find their values anew; returns how many values were.

    `settle` must return only when every process has read its keys again. A rotation that was interrupted is finished, not begun anew.
    Raises Conflict if an organisation has had its 255 keys.
    """
    waiting = await _add_keys(database, vault, organisation_ids)
    await settle()
    done = 0
    for place, organisation_id in enumerate(waiting, 1):
        try:
            async with database.engine() as unit:
                await unit.run(
                    "UPDATE data_keys SET active = true WHERE organisation_id = %(org)s AND use = 'index' AND NOT active", {"org": organisation_id}
                )
                vault.forget()
                done += await reindex(unit, organisation_id)
        finally:
            vault.forget()  # whether the key is in use stands in the database, and only once it is committed
        report(place, len(waiting))
    return done


async def _add_keys(database: Database, vault: Vault, organisation_ids: Sequence[UUID]) -> list[UUID]:
    """Return who has a key that waits to be used; unless there are some already, everybody gets one."""
    async with database.engine() as unit:
        newest = await unit.fetch(
            _newest,
            "SELECT organisation_id, id, active FROM data_keys WHERE use = 'index' AND organisation_id = ANY(%(orgs)s)"
            " ORDER BY organisation_id, id FOR UPDATE",
            {"orgs": list(organisation_ids)},
        )
        if waiting := [organisation_id for organisation_id, _, active in newest if not active]:
            return waiting
        if any(number >= _MOST_KEYS for _, number, _ in newest):
            raise Conflict("index_keys_used_up", f"There are {_MOST_KEYS} index keys already.", fix="Leave the index keys as they are.")
        owners = sorted({organisation_id for organisation_id, _, _ in newest})
        wrapped = [vault.masters.wrap(each, "index", secrets.token_bytes(KEY_BYTES)) for each in owners]
        await unit.run(_ADD, {"orgs": owners, "wrapped": wrapped, "master": vault.masters.current, "at": unit.at})
    return owners


def _newest(organisation_id: UUID, number: int, active: bool) -> tuple[UUID, int, bool]:  # noqa: FBT001 - a column
    return organisation_id, number, active
