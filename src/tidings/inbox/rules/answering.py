"""What an answer may be: how long, by which channel, in which lane, for how long it makes sense."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tidings.contacts.types import REACHED_BY, Contact, OwnedAddress, Rank
from tidings.inbox import errors
from tidings.inbox.types import MOST_CHARACTERS, Draft, Status, Thread, Way, WayState
from tidings.kernel.blank import blank
from tidings.kernel.words import Channel, Lane, Purpose

MOST: Mapping[Channel, int] = {Channel.SMS: 1600, Channel.WHATSAPP: 4096, Channel.EMAIL: MOST_CHARACTERS, Channel.PUSH: 1000}
"""Characters of a text: Twilio's Body, Meta's text.body, what Gmail shows of an email, and a notification."""
LASTS = timedelta(hours=24)
"""How long an answer may wait in the queue; free text by WhatsApp until its window closes."""
WROTE_LATELY = timedelta(days=30)
"""Whoever wrote by a channel within this is answered by it without a consent of their own; it is still refused to whoever said STOP.

The thirty days are ours; no law names them. Marketing is never an answer: it needs written consent in the United States (47 CFR 64.1200) and a prior,
specific one in France (CNIL), and Meta files it apart and lets people stop it alone.
"""


def address_for(contact: Contact, channel: Channel, thread: Thread) -> OwnedAddress | None:
    """Return where a channel reaches a person: from where they wrote last, else the address that they prefer."""
    current = [each for each in contact.addresses if each.rank < Rank.FORMER and each.address.kind in REACHED_BY[channel]]
    current.sort(key=lambda each: (each.address.id != thread.address_id, REACHED_BY[channel].index(each.address.kind), each.rank))
    return current[0] if current else None


def lane_for(purpose: Purpose, *, lately: bool) -> Lane:
    """Return the lane of an answer. Only in that of conversations no consent is asked and no hour, and marketing is never in it."""
    if purpose is Purpose.MARKETING:
        return Lane.MARKETING
    return Lane.CONVERSATIONAL if lately else Lane.TRANSACTIONAL


def chosen(ways: Sequence[Way], draft: Draft, thread: Thread) -> Way:
    """Return the way by which an answer goes: the one that was asked for, else that by which they wrote, else the first that is open.

    Where none is open it is the one by which they wrote: it says why it is closed. Raises Conflict if there is none at all.
    """
    wanted = draft.channel or thread.channel
    for way in ways:
        if way.channel is wanted and (draft.channel or way.state is not WayState.CLOSED):
            return way
    usable = [way for way in ways if way.state is WayState.OPEN or (draft.template and way.state is WayState.TEMPLATE)]
    theirs = [way for way in ways if way.channel is wanted]
    if not usable and not theirs:
        raise errors.no_way()
    return (usable or theirs)[0]


def check_draft(draft: Draft) -> None:
    """Refuse an answer that is nothing, or two things. Raises Invalid."""
    wordless = draft.template is not None or draft.place is not None or draft.file_id is not None
    if blank(draft.text) and not wordless:
        raise errors.empty()
    if not blank(draft.text) and draft.template is not None:
        raise errors.both()
    if draft.then is Status.SNOOZED:
        raise errors.snooze_needs_end()


def check_length(text: str, channel: Channel) -> None:
    """Refuse a text that its channel does not carry. Raises Invalid."""
    if len(text) > MOST[channel]:
        raise errors.too_long(MOST[channel])


def good_until(way: Way, at: datetime, *, free: bool) -> datetime:
    """Return until when an answer may leave."""
    return way.window_open_until if free and way.window_open_until is not None else at + LASTS


def overtaken(thread: Thread, seen: UUID | None, actor: str, nobody: UUID) -> bool:
    """Say whether another agent answered since what somebody has seen; None: they don't ask."""
    return seen is not None and (thread.replied_id or nobody) != seen and thread.replied_by != actor
