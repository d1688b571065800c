"""What people do with messages is something that they did: it stands among their events."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.contacts.types import Occurrence
from tidings.conversations.types import ReadingKind
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import born_at
from tidings.kernel.words import Channel
from tidings.limits import service as limits
from tidings.messages.queries import receipts
from tidings.messages.queries.receipts import Changed, Raised
from tidings.messages.types import Key, State

READ = "message.read"
REPLIED = "message.replied"
_SOURCE: Final = "ledger"


async def record_reads(
    unit: Unit, organisation_id: UUID, changed: Sequence[Changed], raised: Sequence[Raised], senders: Mapping[UUID, Sender]
) -> None:
    """Record who read a message, of those that became read just now: one statement, none where nobody did.

    That a message was read is told by WhatsApp itself, where people switch it off for everybody, and is part of its delivery: no consent
    for tracking is asked (docs/decisions/0025). Opens and clicks that we find out ourselves will need it.
    """
    told = {each.key: each.read_at for each in raised if each.read_at is not None}
    read = [each for each in changed if each.new is State.READ]
    await contacts.record_events(unit, organisation_id, [_occurrence(each, told.get(each.key), unit.at, senders) for each in read])


async def on_received(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Record what contacts wrote, each with the source of the message that it answers: the one quoted, else the last one on that channel.

    The last one is known of messages that caps count (`limits.service.last_sources`); to look for it in the ledger would cost an index
    on all messages.
    Whoever only wants no more messages does not take part. Three statements however many wrote.
    """
    said = [each for event in events for each in event.data["messages"] if each["reading"] != ReadingKind.OPT_OUT.value]
    quoted = sorted({each["in_reply_to"] for each in said if each["in_reply_to"]})
    known = {each.provider_id: each.key for each in await receipts.references(unit, organisation_id, quoted)} if quoted else {}
    last = await limits.last_sources(
        unit, organisation_id, [(UUID(each["contact_id"]), Channel(each["channel"]), datetime.fromisoformat(each["at"])) for each in said]
    )
    replies: list[Occurrence] = []
    for place, each in enumerate(said):
        key = known.get(each["in_reply_to"])
        own = key.source_id if key is not None and str(key.contact_id) == each["contact_id"] else last.get(place)
        replies.append(_reply(each, own, unit.at))
    await contacts.record_events(unit, organisation_id, replies)


def _reply(said: Mapping[str, Any], source_id: UUID | None, now: datetime) -> Occurrence:
    properties = {"channel": said["channel"]} | ({"source_id": str(source_id)} if source_id else {})
    at = min(datetime.fromisoformat(said["at"]), now)
    return Occurrence(UUID(said["id"]), UUID(said["contact_id"]), REPLIED, at, _SOURCE, properties)


def _occurrence(changed: Changed, told: datetime | None, now: datetime, senders: Mapping[UUID, Sender]) -> Occurrence:
    key = changed.key
    properties = {"source_id": str(key.source_id)}
    sender = senders.get(changed.sender_id) if changed.sender_id else None
    if sender is not None:
        properties["channel"] = sender.channel.value
    return Occurrence(_event_id(key), key.contact_id, READ, _possible(told or now, key, now), _SOURCE, properties)


def _possible(told: datetime, key: Key, now: datetime) -> datetime:
    """Keep the time that a provider tells between the birth of what asked for the message and now, whatever its clock says."""
    return min(max(told, born_at(key.source_id)), now)


def _event_id(key: Key) -> UUID:
    return uuid5(key.source_id, f"{READ}.{key.contact_id}.{key.step}")
