"""Answers of the machine to many people at once: as an agent's, through the ledger, by as few statements for a batch as for one."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from tidings.content import service as content
from tidings.inbox.queries import items
from tidings.inbox.rules.answering import check_length, good_until
from tidings.inbox.service.noting import SEALED_AS
from tidings.inbox.service.replying import source_of
from tidings.inbox.types import SYSTEM, Reply, Thread, Way
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import ids_of
from tidings.kernel.words import Channel, Purpose
from tidings.messages import service as messages
from tidings.messages.types import Order, Recipient


@dataclass(frozen=True, slots=True)
class Answering:
    """A text to be said to somebody by a way that is open; the key makes it one in its thread, which is locked."""

    thread: Thread
    way: Way
    key: str
    text: str = field(repr=False)


async def reply_each(unit: Unit, organisation_id: UUID, every: Sequence[Answering]) -> None:
    """Say texts: they are in the queue when this is committed, and one whose key is there already is not said again.

    Threads stay as they are: whoever decided to answer moves them. Raises Invalid for a text that its channel does not carry.
    """
    if not every:
        return
    keys, fresh = await unit.keys(organisation_id), ids_of(unit.at)
    made = {next(fresh): each for each in every}
    replies = [
        Reply(
            reply_id,
            each.thread.id,
            each.key,
            SYSTEM,
            each.way.channel,
            keys.seal(SEALED_AS, json.dumps({"text": each.text}, ensure_ascii=False)),
            unit.at,
        )
        for reply_id, each in made.items()
    ]
    new = await items.add_replies(unit, organisation_id, replies)
    await messages.send_each(unit, organisation_id, _orders(unit, [(reply_id, each) for reply_id, each in made.items() if reply_id in new]))


def may_be_said(text: str, channel: Channel) -> None:
    """Refuse a text that its channel does not carry, before anything is written. Raises Invalid."""
    check_length(text, channel)


def _orders(unit: Unit, new: Collection[tuple[UUID, Answering]]) -> list[Order]:
    orders: list[Order] = []
    for reply_id, each in new:
        way, contact_id = each.way, each.thread.contact_id
        if contact_id is None or way.address_id is None or way.sender_id is None:
            continue
        brings = content.free_text(each.text, smart=way.channel is Channel.SMS)
        source = source_of(reply_id, contact_id, way, Purpose.TRANSACTIONAL)
        orders.append(Order(source, Recipient(contact_id, way.address_id), way.sender_id, brings, good_until(way, unit.at, free=True)))
    return orders
