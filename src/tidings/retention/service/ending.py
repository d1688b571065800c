"""The end of all that is over its time, in batches: what a worker does daily."""

from collections.abc import Sequence
from uuid import UUID

from tidings.contacts.service import Parts
from tidings.infra.db.database import Database
from tidings.kernel.errors import Busy
from tidings.retention.service.keeping import erase_prospects, forget, note_prospects, prospects_over
from tidings.retention.types import Kind, Purged

_BY_ROWS = (Kind.INBOUND, Kind.QUESTIONS, Kind.NOTICES, Kind.CONVERSATIONS, Kind.IMPORTS, Kind.EVENTS)
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
        went, stayed = await _erase(database, organisation_id, actor, people, parts)
        erased, busy = erased + went, busy + stayed
        if after is None:
            break
    async with database.engine() as unit:
        await note_prospects(unit, organisation_id, actor, erased)
    return Purged(Kind.PROSPECTS, erased, busy)


async def _erase(database: Database, organisation_id: UUID, actor: str, people: list[UUID], parts: Parts) -> tuple[int, int]:
    """Erase some people, in halves where a message to one of them is with its provider; returns how many went, and how many stay for that."""
    if not people:
        return 0, 0
    try:
        async with database.engine() as unit:
            return await erase_prospects(unit, organisation_id, actor, people, parts), 0
    except Busy:
        if len(people) == 1:
            return 0, 1
    middle = len(people) // 2
    halves = [await _erase(database, organisation_id, actor, half, parts) for half in (people[:middle], people[middle:])]
    return sum(went for went, _ in halves), sum(stayed for _, stayed in halves)
