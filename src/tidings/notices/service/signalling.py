"""Reactions to what happened in rooms below. They run in the ledger's transaction and only leave signals, which wait for nobody."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.conversations.types import ReadingKind
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel
from tidings.notices.queries import signals
from tidings.notices.types import SignalWhat


async def on_source_settled(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to messages that reached an end or came back to the plan: of those that are a notice's, the notice is looked at. One statement."""
    sources = sorted({UUID(source) for event in events for source in event.data["source_ids"]})
    await signals.of_sources(unit, organisation_id, sources)


async def on_received(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to people who wrote: a reply by a channel that was tried ends the cascade. Who only wants no more messages has not replied."""
    wrote = sorted(
        (UUID(each["contact_id"]), Channel(each["channel"]), datetime.fromisoformat(each["at"]))
        for event in events
        for each in event.data["messages"]
        if each["reading"] != ReadingKind.OPT_OUT.value
    )
    if wrote:
        await signals.of_replies(unit, organisation_id, wrote)


async def on_sending_resumed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to the end of a stop of all sending: what waits in the queue is given its whole wait from now on. One statement."""
    del events  # which says nothing more
    await signals.of_all_being_sent(unit, organisation_id, SignalWhat.RESUMED)
