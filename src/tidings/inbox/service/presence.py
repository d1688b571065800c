"""Who looks at a thread, or writes in it, so that two agents see each other."""

from datetime import timedelta
from uuid import UUID

from tidings.inbox import errors
from tidings.inbox.queries import settings, threads
from tidings.inbox.rules.actors import user_of
from tidings.inbox.types import Doing, Presence
from tidings.infra.db.unit import Unit

LASTS = timedelta(seconds=30)
"""How long a presence holds; a browser tells it anew before."""


async def be_present(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, doing: Doing | None) -> list[Presence]:
    """Note what somebody does in a thread, None that they left it; returns who is there. Raises NotFound, Forbidden for a key."""
    if not await threads.by_ids(unit, organisation_id, [thread_id]):
        raise errors.no_thread()
    user_id = user_of(actor)
    if user_id is None:
        raise errors.only_for_users()
    before = {each.user_id: each.doing for _, each in await settings.present(unit, organisation_id, [thread_id])}
    if doing is None:
        await settings.be_gone(unit, organisation_id, thread_id, user_id)
    else:
        await settings.be_present(unit, organisation_id, thread_id, Presence(user_id, doing, unit.at + LASTS))
    if before.get(user_id) is not doing:
        unit.changed(organisation_id, "presence", thread_id)
    return [each for _, each in await settings.present(unit, organisation_id, [thread_id])]
