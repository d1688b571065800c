"""Kinds of the rooms above that lack, because an organisation was set up before they existed: made when they are first needed."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.notices import errors
from tidings.notices.queries import kinds as queries
from tidings.notices.service.notifying import notify
from tidings.notices.types import Asked, Request


async def complete(unit: Unit, organisation_id: UUID, keys: Iterable[str], make: Callable[[str], Awaitable[None]]) -> set[str]:
    """Have a room make its kinds that are not there, each by its key, and return which: those that came with a newer version of it.

    What is there stays as it is, archived ones too; where something of the organisation's own stands in the way, a kind lacks on. One transaction of
    an organisation does so at a time.
    """
    wanted = set(keys)
    missing = wanted - set(await queries.by_keys(unit, organisation_id, sorted(wanted)))
    if missing:
        await queries.take_turn(unit, organisation_id)
        missing -= set(await queries.by_keys(unit, organisation_id, sorted(missing)))
    made: set[str] = set()
    for key in sorted(missing):
        with suppress(TidingsError):
            async with unit.part():
                await make(key)
            made.add(key)
    return made


async def notify_completed(
    unit: Unit, organisation_id: UUID, requests: Sequence[Request], ours: Collection[str], make: Callable[[str], Awaitable[None]]
) -> list[Asked]:
    """Ask for notices as `notify` does; a kind of `ours` that is not there yet is made first, so that nothing of it is lost."""
    asked = await notify(unit, organisation_id, requests)
    lost = [
        place
        for place, each in enumerate(asked)
        if each.error is not None and each.error.code == errors.KIND_UNKNOWN and requests[place].kind in ours
    ]
    if lost:
        await complete(unit, organisation_id, {requests[place].kind for place in lost}, make)
        for place, each in zip(lost, await notify(unit, organisation_id, [requests[place] for place in lost]), strict=True):
            asked[place] = replace(each, position=place)
    return asked
