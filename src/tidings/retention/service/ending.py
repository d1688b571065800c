"""The end of all that is over its time, in batches: what a worker does daily."""

from collections.abc import Sequence
from uuid import UUID

from tidings.contacts.service import Parts
from tidings.infra.db.database import Database
from tidings.kernel.errors import Busy
from tidings.retention.service.keeping import erase_prospect, forget, note_prospects, prospects_over
from tidings.retention.types import Kind, Purged

_BY_ROWS = (Kind.INBOUND, Kind.IMPORTS, Kind.EVENTS)
"""After the prospects, whose contacts they tell of."""


async def purge(database: Database, organisation_id: UUID, actor: str, parts: Parts) -> Sequence[Purged]:
    """End all of an organisation's data that is over its time, batch by batch; returns what went, by kind. May be stopped and begun again."""
    done = [await _erase_prospects(database, organisation_id, actor, parts)]
    for kind in _BY_ROWS:
        removed = 0
        while part := await _forget(database, organisation_id, actor, kind):
            removed += part
        done.append(Purged(kind, removed))
    return done


async def _forget(database: Database, organisation_id: UUID, actor: str, kind: Kind) -> int:
    async with database.engine() as unit:
        return await forget(unit, organisation_id, actor, kind)


async def _erase_prospects(database: Database, organisation_id: UUID, actor: str, parts: Parts) -> Purged:
    erased = busy = 0
    after: UUID | None = None
    while True:
        async with database.engine() as unit:
            people, after = await prospects_over(unit, organisation_id, after)
        for each in people:
            try:
                async with database.engine() as unit:
                    erased += await erase_prospect(unit, organisation_id, actor, each, parts)
            except Busy:
                busy += 1
        if after is None:
            break
    async with database.engine() as unit:
        await note_prospects(unit, organisation_id, actor, erased)
    return Purged(Kind.PROSPECTS, erased, busy)
