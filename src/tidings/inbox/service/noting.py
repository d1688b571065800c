"""What happened in threads, written down, and the notes of agents for one another."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.inbox import errors
from tidings.inbox.queries import items, threads
from tidings.inbox.rules.actors import agents_among, user_of
from tidings.inbox.types import EventWhat, Note, ThreadEvent
from tidings.infra.db.unit import Unit
from tidings.kernel.blank import blank
from tidings.kernel.ids import ids_of, new_id

SEALED_AS = "inbox_text"
"""As what notes and replies are sealed."""
Happening = tuple[UUID, EventWhat, Mapping[str, Any]]
"""What happened in a thread, with its detail."""


def events_of(unit: Unit, by: str, happened: Sequence[tuple[UUID, EventWhat]], detail: Mapping[str, Any] | None = None) -> list[ThreadEvent]:
    """Make events of what happened now, in its order."""
    return happened_now(unit, by, [(thread_id, what, detail or {}) for thread_id, what in happened])


def happened_now(unit: Unit, by: str, every: Sequence[Happening]) -> list[ThreadEvent]:
    """Make events of what happened now, each with its own detail, in their order."""
    fresh = ids_of(unit.at)
    return [ThreadEvent(next(fresh), thread_id, what, by, detail, unit.at) for thread_id, what, detail in every]


async def agents(unit: Unit, organisation_id: UUID) -> list[UUID]:
    """Return the users who may answer people of an organisation."""
    return agents_among(await accounts.member_scopes(unit, organisation_id))


async def add_note(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, text: str, mentions: Sequence[UUID] = ()) -> Note:
    """Write a note that only the team sees; whoever it names finds the thread among their mentions until they have seen it.

    Raises NotFound, Invalid for nobody's id and for a note that says nothing.
    """
    if blank(text):
        raise errors.wrong("text", "A note says something.", "Write what the others shall know.")
    if not await threads.by_ids(unit, organisation_id, [thread_id]):
        raise errors.no_thread()
    if not set(mentions) <= set(await agents(unit, organisation_id)):
        raise errors.not_an_agent("mentions")
    keys = await unit.keys(organisation_id)
    named = sorted(set(mentions) - {user_of(actor)})
    note = Note(new_id(unit.at), thread_id, actor, keys.seal(SEALED_AS, text), named, unit.at)
    await items.add_note(unit, organisation_id, note)
    unit.changed(organisation_id, "thread", thread_id)
    return note
