"""What agents do with threads: take, assign, give back, put off, resolve, open again, escalate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.inbox import errors
from tidings.inbox.queries import items, settings, threads
from tidings.inbox.rules import moving
from tidings.inbox.service import surveying
from tidings.inbox.service.noting import add_note, agents, events_of
from tidings.inbox.types import SYSTEM, EventWhat, Status, Thread, Urgency, Why
from tidings.infra.db.unit import Unit
from tidings.kernel.blank import blank
from tidings.kernel.ids import new_id

_LONGEST_SNOOZE = timedelta(days=366)


async def held(unit: Unit, organisation_id: UUID, thread_id: UUID) -> Thread:
    """Return a thread, locked; of one that is shown in another, that one. Raises NotFound."""
    found = await threads.by_ids(unit, organisation_id, [thread_id])
    if not found:
        raise errors.no_thread()
    locked = await threads.hold(unit, organisation_id, [found[0].joined_id or thread_id])
    if not locked:
        raise errors.no_thread()
    return locked[0]


async def open_thread(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID) -> Thread:
    """Return the thread of a contact, made if there is none, for an agent who wants to write first. Raises NotFound."""
    await contacts.contact(unit, organisation_id, contact_id)
    await threads.ensure(unit, organisation_id, [new_id(unit.at)], [contact_id], [None])
    (found,) = await threads.hold_of(unit, organisation_id, [contact_id], [])
    if found.status is not Status.RESOLVED or found.heard_at is not None or found.replied_id is not None:
        return found
    return await _moved(unit, organisation_id, actor, found, *moving.settled(found, Status.OPEN, None, unit.at))


async def assign(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, *, user_id: UUID | None, team_id: UUID | None) -> Thread:
    """Give a thread to an agent, a team, both or nobody. Raises NotFound, Invalid for who is no agent."""
    if user_id is not None and user_id not in await agents(unit, organisation_id):
        raise errors.not_an_agent("user_id")
    await _check_team(unit, organisation_id, team_id)
    thread = await held(unit, organisation_id, thread_id)
    happened: list[EventWhat] = []
    if thread.assignee_id != user_id:
        happened.append(EventWhat.ASSIGNED if user_id else EventWhat.GIVEN_BACK)
    if thread.team_id != team_id:
        happened.append(EventWhat.TEAM_ASSIGNED)
    detail = {"user_id": str(user_id) if user_id else None, "team_id": str(team_id) if team_id else None}
    return await _moved(unit, organisation_id, actor, thread, replace(thread, assignee_id=user_id, team_id=team_id), happened, detail)


async def settle(unit: Unit, organisation_id: UUID, actor: str, thread_id: UUID, status: Status, until: datetime | None = None) -> Thread:
    """Put a thread somewhere by hand; a snooze needs its end. Raises NotFound, Invalid."""
    if (status is Status.SNOOZED) != (until is not None):
        raise errors.snooze_needs_end()
    if until is not None and not unit.at < until <= unit.at + _LONGEST_SNOOZE:
        raise errors.snooze_passed()
    thread = await held(unit, organisation_id, thread_id)
    detail = {"until": until.isoformat()} if until else {}
    if status is Status.RESOLVED and thread.status is not Status.RESOLVED:
        await surveying.on_resolved(unit, organisation_id, thread, actor)
    return await _moved(unit, organisation_id, actor, thread, *moving.settled(thread, status, until, unit.at), detail)


async def escalate(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    thread_id: UUID,
    urgency: Urgency,
    *,
    code: str = "by_hand",
    words: str = "",
    team_id: UUID | None = None,
) -> Thread:
    """Put a thread before the others, open, for a team if one is named. `code` says why to programs; an agent's `words` become a note.

    Urgency NONE takes it back among the others. Raises NotFound; the team that a setting names may have been put away since.
    """
    if actor != SYSTEM:
        await _check_team(unit, organisation_id, team_id)
    thread = await held(unit, organisation_id, thread_id)
    if urgency is Urgency.NONE:
        why = Why.BY_HAND if thread.why is Why.ESCALATED else thread.why
        return await _moved(unit, organisation_id, actor, thread, replace(thread, urgency=urgency, why=why), [EventWhat.CALMED])
    moved, happened = moving.escalated(thread, urgency, team_id)
    if not blank(words):
        await add_note(unit, organisation_id, actor, thread.id, words)
    detail = {"urgency": urgency.word, "reason": code}
    return await _moved(unit, organisation_id, actor, thread, moved, happened, detail)


async def _check_team(unit: Unit, organisation_id: UUID, team_id: UUID | None) -> None:
    if team_id is not None and all(each.id != team_id or each.archived_at for each in await settings.teams(unit, organisation_id)):
        raise errors.no_team()


async def _moved(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    before: Thread,
    after: Thread,
    happened: Sequence[EventWhat],
    detail: Mapping[str, Any] | None = None,
) -> Thread:
    """Write a thread and what happened in it."""
    if before == after and not happened:
        return before
    after = replace(after, moved_at=unit.at)
    await threads.update(unit, organisation_id, [after])
    await items.add_events(unit, organisation_id, events_of(unit, actor, [(before.id, what) for what in happened], detail))
    unit.changed(organisation_id, "thread", before.id)
    return after
