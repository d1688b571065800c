"""How a thread moves: by what the person writes, by what agents do. Pure, so that any order of things can be played."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tidings.inbox.types import Arrived, EventWhat, Need, Status, Thread, Urgency, Why

Moved = tuple[Thread, Sequence[EventWhat]]
_WEIGHTY = frozenset({Why.UNCLEAR, Why.ESCALATED})
"""What stays the reason of an open thread, whatever is written besides."""


def heard(thread: Thread, message: Arrived, need: Need, at: datetime) -> Moved:
    """Return a thread after a message: what needs a person opens it, anything else is only shown in it."""
    later = thread.heard_at is None or message.at >= thread.heard_at
    noted = replace(thread, moved_at=at, heard_at=max(filter(None, (thread.heard_at, message.at))))
    if later:
        noted = replace(noted, channel=message.channel, sender_id=message.sender_id, address_id=message.address_id)
    if not need.person:
        return (replace(noted, why=need.why) if thread.status is Status.RESOLVED else noted), ()
    waiting = min(filter(None, (thread.waiting_since, message.at)))
    opened, events = open_for(noted, need.why)
    first = thread.heard_at is None and thread.replied_id is None
    return replace(opened, waiting_since=waiting), [EventWhat.OPENED if first else each for each in events]


def open_for(thread: Thread, why: Why) -> Moved:
    """Return a thread that is open for a reason, with what happened in it."""
    if thread.status is Status.OPEN:
        return replace(thread, why=thread.why if thread.why in _WEIGHTY else why), ()
    return replace(thread, status=Status.OPEN, why=why, snoozed_until=None), (EventWhat.REOPENED,)


def repeated(thread: Thread, said_at: datetime) -> Moved:
    """Return a thread whose person says again what is settled: a person is to see what they want."""
    opened, events = open_for(thread, Why.REPEATED)
    return replace(opened, waiting_since=min(filter(None, (thread.waiting_since, said_at)))), events


def escalated(thread: Thread, urgency: Urgency, team_id: UUID | None) -> Moved:
    """Return a thread that is put before the others, for a team if one is named."""
    moved, events = open_for(thread, Why.ESCALATED)
    return replace(moved, urgency=urgency, why=Why.ESCALATED, team_id=team_id or thread.team_id), [*events, EventWhat.ESCALATED]


def settled(thread: Thread, status: Status, until: datetime | None, at: datetime) -> Moved:
    """Return a thread that an agent puts somewhere; where it stands already nothing happens."""
    if thread.status is status and thread.snoozed_until == until:
        return thread, ()
    if status is Status.OPEN:
        moved, events = open_for(thread, Why.BY_HAND)
        return replace(moved, moved_at=at), events
    what = {Status.PENDING: EventWhat.PENDING, Status.SNOOZED: EventWhat.SNOOZED, Status.RESOLVED: EventWhat.RESOLVED}[status]
    moved = replace(thread, status=status, snoozed_until=until, moved_at=at)
    if status is Status.RESOLVED:
        moved = replace(moved, waiting_since=None, urgency=Urgency.NONE)
    return moved, (what,)
