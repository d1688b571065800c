"""Starting attempts: the row of each, its source and its place in the queue, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidings.channels import service as channels
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import ids_of
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Order, Recipient
from tidings.notices.queries import attempts as queries
from tidings.notices.rules.cascades import wait_of
from tidings.notices.service.choosing import source_of
from tidings.notices.types import Attempt, Entry, Kind, Notice


@dataclass(frozen=True, slots=True)
class Start:
    """A notice that is to go by some channels, with steps from `step` on, and what it says."""

    notice: Notice
    kind: Kind
    entries: Sequence[Entry]
    step: int
    data: Mapping[str, Any]


async def start(unit: Unit, organisation_id: UUID, starts: Sequence[Start]) -> list[Attempt]:
    """Begin attempts and return them, by a constant number of statements. A step or channel that is there already is refused by its key."""
    fresh = ids_of(unit.at)
    begun: list[Attempt] = []
    orders: list[Order] = []
    counted: list[tuple[UUID, UUID]] = []
    for each in starts:
        for step, entry in enumerate(each.entries, each.step):
            if entry.address_id is None or entry.sender_id is None:
                raise ValueError("an entry that can't be used was chosen")
            attempt = _attempt(unit, each, entry, step, next(fresh))
            begun.append(attempt)
            source = source_of(each.kind, entry.channel, attempt.source_id, entry.template, marketing=entry.marketing)
            recipient = Recipient(each.notice.contact_id, entry.address_id)
            orders.append(Order(source, recipient, entry.sender_id, each.data, each.notice.expires_at))
            if entry.counted:
                counted.append((entry.sender_id, entry.address_id))
    if begun:
        await queries.insert(unit, organisation_id, begun)
        await _count(unit, organisation_id, counted)
        await messages.send_each(unit, organisation_id, orders)
    return begun


def _attempt(unit: Unit, start: Start, entry: Entry, step: int, source_id: UUID) -> Attempt:
    silent_at = unit.at + wait_of(start.kind.settings, entry.channel)
    address_id = entry.address_id or source_id
    return Attempt(start.notice.id, step, entry.channel, entry.beside, address_id, source_id, unit.at, silent_at, entry.tells)


async def _count(unit: Unit, organisation_id: UUID, counted: Sequence[tuple[UUID, UUID]]) -> None:
    """Count people among those of WhatsApp's 24 hours, as a release does."""
    if not counted:
        return
    senders = await channels.sender_batch(unit, organisation_id, sorted({sender_id for sender_id, _ in counted}))
    for sender in senders.values():
        if sender.portfolio_id is not None:
            people = [address_id for sender_id, address_id in counted if sender_id == sender.id]
            await limits.admit_people(unit, organisation_id, sender.portfolio_id, people)
