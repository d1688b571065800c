"""Release: planned messages become queued, as many as limits and policy allow, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Address
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.limits import service as limits
from tidings.messages.queries import ledger, outbox
from tidings.messages.queries.sources import Lock
from tidings.messages.service.counting import count_suppressed
from tidings.messages.service.following import watch_receipts
from tidings.messages.service.planning import found
from tidings.messages.types import Recipient, Released, ReleaseOrder, Source, SourceState
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Candidate, Deferred, Question, Refused, Verdict

BATCH = 1000
_SPARE = 50
LOOK_AGAIN = timedelta(seconds=1)
"""How long what a person has closed, and only a person opens, waits before it is looked at again."""
ADDRESS_GONE = "address_gone"


@dataclass(slots=True)
class _Sorting:
    """How a batch is sorted while it is walked in order; the walk stops at the first who must wait."""

    queued: list[Recipient] = field(default_factory=list[Recipient])
    refused: list[tuple[UUID, str]] = field(default_factory=list[tuple[UUID, str]])
    new_people: set[UUID] = field(default_factory=set[UUID])
    after: UUID | None = None
    walked: int = 0
    held_until: datetime | None = None


async def release(unit: Unit, organisation_id: UUID, order: ReleaseOrder) -> Released:
    """Release up to `order.most` messages of a source (at most a batch), to at most `order.room` new people.

    People counted already and people whose service window is open cost no room. Whoever policy refuses ends as
    suppressed with the reason. The caller holds the portfolio's lock if `room` is a number.
    """
    source = await found(unit, organisation_id, order.source_id, Lock.STEADY)
    if source.state is not SourceState.OPEN or order.most <= 0:
        return Released(0, 0, 0, order.after, exhausted=False)
    size = min(BATCH, order.most * 2 + _SPARE)
    batch = await ledger.planned_after(unit, organisation_id, order.source_id, order.after, size)
    if not batch:
        return Released(0, 0, 0, order.after, exhausted=True)
    free, verdicts = await _decide(unit, organisation_id, source, order, batch)
    sorting = _sort(order, batch, verdicts, free, unit.at)
    await _write(unit, organisation_id, source, order, sorting)
    await _admit(unit, organisation_id, order, sorting, free)
    return Released(
        len(sorting.queued),
        len(sorting.new_people),
        len(sorting.refused),
        sorting.after,
        exhausted=sorting.walked == len(batch) < size,
        held_until=sorting.held_until,
    )


@dataclass(frozen=True, slots=True)
class _Free:
    """Addresses that cost no room: `windowed` have an open service window, `counted` are in the rolling 24 hours."""

    windowed: set[UUID]
    counted: set[UUID]


async def _decide(
    unit: Unit, organisation_id: UUID, source: Source, order: ReleaseOrder, batch: Sequence[Recipient]
) -> tuple[_Free, Mapping[UUID, Verdict]]:
    address_ids = [each.address_id for each in batch]
    known = await contacts.addresses(unit, organisation_id, address_ids)
    free = _Free(await _windowed(unit, organisation_id, source, order.sender.id, address_ids), set())
    if order.room is not None and order.sender.portfolio_id is not None:
        free.counted.update(await limits.counted(unit, organisation_id, order.sender.portfolio_id, address_ids))
    candidates = [candidate(each, known[each.address_id], free.windowed) for each in batch if each.address_id in known]
    question = Question(source.channel, source.purpose, source.lane)
    return free, await policy.judge(unit, organisation_id, question, candidates)


async def refusal(unit: Unit, organisation_id: UUID, source: Source, recipient: Recipient, sender_id: UUID | None) -> str | None:
    """Return the reason for which a message that waits would be refused if its turn came now; None if it would not."""
    address = (await contacts.addresses(unit, organisation_id, [recipient.address_id])).get(recipient.address_id)
    if address is None:
        return ADDRESS_GONE
    windowed = await _windowed(unit, organisation_id, source, sender_id, [recipient.address_id]) if sender_id else set[UUID]()
    question = Question(source.channel, source.purpose, source.lane)
    verdicts = await policy.judge(unit, organisation_id, question, [candidate(recipient, address, windowed)])
    verdict = verdicts[recipient.contact_id]
    return verdict.code.value if isinstance(verdict, Refused) else None


async def _windowed(unit: Unit, organisation_id: UUID, source: Source, sender_id: UUID, address_ids: Sequence[UUID]) -> set[UUID]:
    """Return the addresses that wrote to the sender within WhatsApp's window."""
    if source.channel is not Channel.WHATSAPP:
        return set()
    return await conversations.window_open(unit, organisation_id, sender_id, address_ids)


def candidate(recipient: Recipient, address: Address, windowed: set[UUID]) -> Candidate:
    """Return what policy needs to know of a recipient."""
    return Candidate(
        contact_id=recipient.contact_id,
        address_id=recipient.address_id,
        lookup=address.lookup,
        country=address.country,
        line_type=address.line_type,
        window_open=recipient.address_id in windowed,
    )


def _sort(order: ReleaseOrder, batch: Sequence[Recipient], verdicts: Mapping[UUID, Verdict], free: _Free, at: datetime) -> _Sorting:
    sorting = _Sorting(after=order.after)
    for recipient in batch:
        match verdicts.get(recipient.contact_id):
            case Deferred(until=until):
                sorting.held_until = until or at + LOOK_AGAIN
                break
            case Allowed():
                if not _fits(order, sorting, recipient, free):
                    break
                sorting.queued.append(recipient)
            case Refused(code=code):
                sorting.refused.append((recipient.contact_id, code.value))
            case None:
                sorting.refused.append((recipient.contact_id, ADDRESS_GONE))
        sorting.after = recipient.contact_id
        sorting.walked += 1
    return sorting


def _fits(order: ReleaseOrder, sorting: _Sorting, recipient: Recipient, free: _Free) -> bool:
    if len(sorting.queued) >= order.most:
        return False
    address = recipient.address_id
    if order.room is None or address in free.windowed or address in free.counted or address in sorting.new_people:
        return True
    if len(sorting.new_people) >= order.room:
        return False
    sorting.new_people.add(address)
    return True


async def _write(unit: Unit, organisation_id: UUID, source: Source, order: ReleaseOrder, sorting: _Sorting) -> None:
    if sorting.refused:
        await ledger.suppress_planned(unit, organisation_id, source.source_id, sorting.refused)
        count_suppressed(unit, source.channel, len(sorting.refused))
    if not sorting.queued:
        return
    contact_ids = [each.contact_id for each in sorting.queued]
    await ledger.queue(unit, organisation_id, source.source_id, contact_ids, lane=source.lane, sender_id=order.sender.id)
    await outbox.announce(unit, organisation_id, source.lane, order.sender.id, unit.at)
    await watch_receipts(unit, organisation_id, source.source_id)


async def _admit(unit: Unit, organisation_id: UUID, order: ReleaseOrder, sorting: _Sorting, free: _Free) -> None:
    # Without a limit people are counted too: a tier may be cut while they still count.
    if order.sender.portfolio_id is not None:
        people = [each.address_id for each in sorting.queued if each.address_id not in free.windowed]
        await limits.admit_people(unit, organisation_id, order.sender.portfolio_id, people)
