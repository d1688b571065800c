"""What is followed without an agent: snoozes that are over, and replies that did not arrive."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tidings.inbox.queries import items, surveys, threads
from tidings.inbox.rules import moving
from tidings.inbox.service.noting import events_of
from tidings.inbox.service.survey_sending import KEY as SURVEY_KEY
from tidings.inbox.service.survey_sending import ask_due
from tidings.inbox.types import SYSTEM, EventWhat, Reply, Why
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.messages import service as messages
from tidings.messages.types import Standing, State

_AT_ONCE = 100
_LOST = frozenset({State.FAILED, State.SUPPRESSED, State.EXPIRED, State.PLANNED})


async def on_source_settled(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to messages of which something became: replies are looked at by a worker. The ledger's transaction waits for no thread."""
    sources = sorted({UUID(source) for event in events for source in event.data["source_ids"]})
    for thread_id in await items.signal(unit, organisation_id, sources):
        unit.changed(organisation_id, "thread", thread_id)


async def next_due(unit: Unit) -> datetime | None:
    """Return when a thread is woken, looked at, or its survey asked next, over all organisations (engine role); None: nothing is due."""
    return min((each for each in (await threads.next_due(unit), await surveys.next_due(unit)) if each is not None), default=None)


async def organisations_due(unit: Unit) -> list[UUID]:
    """Return the organisations in which something is to be followed (engine role)."""
    return sorted({*await threads.organisations_due(unit), *await surveys.organisations_due(unit)})


async def follow(unit: Unit, organisation_id: UUID) -> int:
    """Wake threads whose snooze is over, open those of replies that did not arrive, ask how it went; returns how many things were done."""
    woken = await _wake(unit, organisation_id)
    looked = await _look(unit, organisation_id)
    return woken + looked + await ask_due(unit, organisation_id)


async def _wake(unit: Unit, organisation_id: UUID) -> int:
    due = await threads.waking(unit, organisation_id, _AT_ONCE)
    if not due:
        return 0
    awake = [replace(moving.open_for(each, Why.WOKE)[0], moved_at=unit.at) for each in due]
    await threads.update(unit, organisation_id, awake)
    await items.add_events(unit, organisation_id, events_of(unit, SYSTEM, [(each.id, EventWhat.WOKE) for each in due]))
    for each in due:
        unit.changed(organisation_id, "thread", each.id)
    return len(due)


async def _look(unit: Unit, organisation_id: UUID) -> int:
    """Look at replies of which something became. Their threads are locked before the ledger is read, as by who answers."""
    signalled = sorted(set(await items.take_signals(unit, organisation_id, _AT_ONCE)))
    replies = await items.replies(unit, organisation_id, signalled)
    if not replies:
        return len(signalled)
    locked = {each.id: each for each in await threads.hold(unit, organisation_id, sorted({each.thread_id for each in replies}))}
    standings = await messages.standings(unit, organisation_id, [each.id for each in replies])
    needed = [each for each in replies if not each.key.startswith(SURVEY_KEY) and each.failed_at is None]
    told = {each.id: what for each in needed if (known := standings.get(each.id)) is not None and (what := _lost(known)) is not None}
    lost = [each for each in needed if each.id in told]
    await messages.withdraw(unit, organisation_id, [each.id for each in lost if standings[each.id].state is State.PLANNED])
    for each in lost:
        if (thread := locked.get(each.thread_id)) is not None:
            opened, _ = moving.open_for(thread, Why(told[each.id].value))
            locked[thread.id] = replace(opened, moved_at=unit.at)
    await threads.update(unit, organisation_id, [locked[thread_id] for thread_id in sorted({each.thread_id for each in lost} & locked.keys())])
    await _note(unit, organisation_id, lost, told)
    return len(signalled)


def _lost(standing: Standing) -> EventWhat | None:
    """Say what has to be told of a reply: that it did not arrive, or that it may have, and nobody looks for it any more."""
    if standing.state in _LOST:
        return EventWhat.REPLY_FAILED
    return EventWhat.REPLY_UNCONFIRMED if standing.state is State.UNKNOWN and standing.settled_at is not None else None


async def _note(unit: Unit, organisation_id: UUID, lost: Sequence[Reply], told: Mapping[UUID, EventWhat]) -> None:
    events = [
        replace(event, detail={"reply_id": str(each.id)})
        for event, each in zip(events_of(unit, SYSTEM, [(each.thread_id, told[each.id]) for each in lost]), lost, strict=True)
    ]
    await items.add_events(unit, organisation_id, events)
    await items.mark_failed(unit, organisation_id, [each.id for each in lost])
    for each in lost:
        unit.changed(organisation_id, "thread", each.thread_id)
