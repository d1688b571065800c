"""Release: planned messages become queued, as many as limits and policy allow, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Address
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.limits import service as limits
from tidings.messages.queries import ledger, outbox
from tidings.messages.queries.sources import Lock
from tidings.messages.service.addressing import move_to_living
from tidings.messages.service.counting import count_suppressed
from tidings.messages.service.following import watch_receipts
from tidings.messages.service.planning import found
from tidings.messages.service.pricing import estimate_of, price_of
from tidings.messages.types import Cost, Planned, Recipient, Released, ReleaseOrder, Source, SourceState, State
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Candidate, Deferred, ReasonCode, Refused, Verdict

BATCH = 1000
_SPARE = 50
_FOR_LONG = datetime.max.replace(tzinfo=UTC, year=9000)
"""Where nothing closes by its time."""
LOOK_AGAIN = timedelta(seconds=1)
"""How long what a person has closed, and only a person opens, waits before it is looked at again."""
ADDRESS_GONE = "address_gone"


@dataclass(slots=True)
class _Sorting:
    """How a batch is sorted while it is walked in order; the walk stops at the first who must wait."""

    queued: list[Planned] = field(default_factory=list[Planned])
    counted: list[UUID] = field(default_factory=list[UUID])
    open_until: datetime = _FOR_LONG
    put_off: list[tuple[UUID, datetime, str]] = field(default_factory=list[tuple[UUID, datetime, str]])
    ended: list[tuple[UUID, State, str]] = field(default_factory=list[tuple[UUID, State, str]])
    new_people: set[UUID] = field(default_factory=set[UUID])
    after: UUID | None = None
    walked: int = 0
    held_until: datetime | None = None
    prices: dict[UUID, int] = field(default_factory=dict[UUID, int])
    cost: int = 0
    unaffordable: Cost | None = None


async def release(unit: Unit, organisation_id: UUID, order: ReleaseOrder) -> Released:
    """Release up to `order.most` messages of a source (at most a batch), to at most `order.room` new people.

    People counted already and people whose service window is open cost no room. Whoever policy refuses ends as
    suppressed with the reason, whoever it puts off stays planned until a moment of their own, and expires if that goes on for too
    long. The caller holds the portfolio's lock if `room` is a number.
    """
    source = await found(unit, organisation_id, order.source_id, Lock.STEADY)
    if source.state is not SourceState.OPEN or order.most <= 0:
        return Released(0, 0, 0, order.after, exhausted=False)
    size = min(BATCH, order.most * 2 + _SPARE)
    batch = await ledger.planned_after(unit, organisation_id, order.source_id, order.after, size)
    if not batch:
        return Released(0, 0, 0, order.after, exhausted=True)
    read = await _read(unit, organisation_id, source, order, batch)
    priced = estimate_of if order.purse is None else price_of
    costs = await priced(unit, organisation_id, source, order.sender, read.batch, read.known)
    sorting = _sort(order, read.batch, _Judged(read.verdicts, read.free, costs), unit.at)
    await _write(unit, organisation_id, source, order, sorting)
    await _admit(unit, organisation_id, order, sorting, read.free)
    return Released(
        len(sorting.queued),
        len(sorting.new_people),
        len(sorting.ended),
        sorting.after,
        exhausted=sorting.walked == len(batch) < size,
        held_until=sorting.held_until,
        put_off=len(sorting.put_off),
        cost=sorting.cost,
        unaffordable=sorting.unaffordable,
    )


@dataclass(frozen=True, slots=True)
class _Free:
    """Addresses that cost no room: `windowed` have an open service window, `counted` are in the rolling 24 hours."""

    windowed: set[UUID]
    counted: set[UUID]


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is known of a batch: verdicts and costs by contact, and who costs no room."""

    verdicts: Mapping[UUID, Verdict]
    free: _Free
    costs: Mapping[UUID, Cost]


@dataclass(frozen=True, slots=True)
class _Read:
    """A batch at the addresses that it is to leave for, what is known of these, and what policy says."""

    batch: Sequence[Planned]
    known: Mapping[UUID, Address]
    free: _Free
    verdicts: Mapping[UUID, Verdict]


async def _read(unit: Unit, organisation_id: UUID, source: Source, order: ReleaseOrder, batch: Sequence[Planned]) -> _Read:
    """Ask policy about a batch, and once more about those whose number has died since they were planned and who have another."""
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each in batch])
    free, verdicts = await _decide(unit, organisation_id, source, order, batch, known)
    moved = await move_to_living(unit, organisation_id, source, batch, verdicts)
    if not moved:
        return _Read(batch, known, free, verdicts)
    known = {**known, **await contacts.addresses(unit, organisation_id, [each.address_id for each in moved.values()])}
    more, again = await _decide(unit, organisation_id, source, order, list(moved.values()), known)
    placed = [moved.get(each.contact_id, each) for each in batch]
    return _Read(placed, known, _Free(free.windowed | more.windowed, free.counted | more.counted), {**verdicts, **again})


async def _decide(
    unit: Unit, organisation_id: UUID, source: Source, order: ReleaseOrder, batch: Sequence[Planned], known: Mapping[UUID, Address]
) -> tuple[_Free, Mapping[UUID, Verdict]]:
    address_ids = [each.address_id for each in batch]
    free = _Free(await _windowed(unit, organisation_id, source, order.sender.id, address_ids), set())
    if order.room is not None and order.sender.portfolio_id is not None:
        free.counted.update(await limits.counted(unit, organisation_id, order.sender.portfolio_id, address_ids))
    candidates = [candidate(each, known[each.address_id], free.windowed) for each in batch if each.address_id in known]
    return free, await policy.judge(unit, organisation_id, source.question(), candidates)


async def candidates(
    unit: Unit, organisation_id: UUID, source: Source, sender_id: UUID, people: Sequence[Recipient], known: Mapping[UUID, Address]
) -> list[Candidate]:
    """Return what policy needs to know of people; who has no address any more is left out."""
    windowed = await _windowed(unit, organisation_id, source, sender_id, [each.address_id for each in people])
    return [candidate(each, known[each.address_id], windowed) for each in people if each.address_id in known]


async def take_up(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], reasons: Sequence[str]) -> list[UUID]:
    """Look again at once at those whom policy had put off for one of these reasons; returns the sources they are in.

    What is in the queue is judged anew by the rules of now when it is claimed.
    """
    if not source_ids:
        return []
    await outbox.ask_again(unit, organisation_id, source_ids)
    return await ledger.take_up(unit, organisation_id, source_ids, reasons)


async def verdict(unit: Unit, organisation_id: UUID, source: Source, recipient: Recipient, sender_id: UUID | None) -> Verdict | None:
    """Return what policy would say of a message that waits if its turn came now; None where its address is gone."""
    address = (await contacts.addresses(unit, organisation_id, [recipient.address_id])).get(recipient.address_id)
    if address is None:
        return None
    windowed = await _windowed(unit, organisation_id, source, sender_id, [recipient.address_id]) if sender_id else set[UUID]()
    return (await policy.judge(unit, organisation_id, source.question(), [candidate(recipient, address, windowed)]))[recipient.contact_id]


async def _windowed(unit: Unit, organisation_id: UUID, source: Source, sender_id: UUID, address_ids: Sequence[UUID]) -> set[UUID]:
    """Return the addresses that wrote to the sender within WhatsApp's window."""
    if source.channel is not Channel.WHATSAPP:
        return set()
    return await conversations.window_open(unit, organisation_id, sender_id, address_ids)


def candidate(recipient: Recipient | Planned, address: Address, windowed: set[UUID]) -> Candidate:
    """Return what policy needs to know of a recipient."""
    return Candidate(
        contact_id=recipient.contact_id,
        address_id=recipient.address_id,
        lookup=address.lookup,
        country=address.country,
        line_type=address.line_type,
        window_open=recipient.address_id in windowed,
    )


def _sort(order: ReleaseOrder, batch: Sequence[Planned], judged: _Judged, at: datetime) -> _Sorting:
    sorting = _Sorting(after=order.after)
    for recipient in batch:
        match judged.verdicts.get(recipient.contact_id):
            case Deferred(until=until, code=code):
                if until is None:
                    sorting.held_until = at + LOOK_AGAIN
                    break
                _put_off(sorting, recipient, until, code, at)
            case Allowed(counted=counted, until=until):
                if not _may_join(order, sorting, recipient, judged):
                    break
                sorting.queued.append(recipient)
                sorting.open_until = min(sorting.open_until, until or sorting.open_until)
                _pay(sorting, recipient, judged.costs)
                if counted:
                    sorting.counted.append(recipient.contact_id)
            case Refused(code=code):
                sorting.ended.append((recipient.contact_id, State.SUPPRESSED, code.value))
            case None:
                sorting.ended.append((recipient.contact_id, State.SUPPRESSED, ADDRESS_GONE))
        sorting.after = recipient.contact_id
        sorting.walked += 1
    return sorting


def _put_off(sorting: _Sorting, recipient: Planned, until: datetime, code: ReasonCode, at: datetime) -> None:
    expires_at = policy.expires_at(recipient.put_off_at or at)
    if expires_at <= at:
        sorting.ended.append((recipient.contact_id, State.EXPIRED, code.value))
    else:
        sorting.put_off.append((recipient.contact_id, min(until, expires_at), code.value))


def _may_join(order: ReleaseOrder, sorting: _Sorting, recipient: Planned, judged: _Judged) -> bool:
    if len(sorting.queued) >= order.most:
        return False
    return _affords(order, sorting, recipient, judged.costs) and _fits(order, sorting, recipient, judged.free)


def _affords(order: ReleaseOrder, sorting: _Sorting, recipient: Planned, costs: Mapping[UUID, Cost]) -> bool:
    if order.purse is None:
        return True
    cost = costs[recipient.contact_id]
    price = 0 if cost.micros is None and order.purse.accept_unknown_prices else cost.micros
    if price is None or sorting.cost + price > order.purse.left:
        sorting.unaffordable = cost
        return False
    return True


def _pay(sorting: _Sorting, recipient: Planned, costs: Mapping[UUID, Cost]) -> None:
    cost = costs.get(recipient.contact_id)
    if cost is not None and cost.micros is not None:
        sorting.prices[recipient.contact_id] = cost.micros
        sorting.cost += cost.micros


def _fits(order: ReleaseOrder, sorting: _Sorting, recipient: Planned, free: _Free) -> bool:
    address = recipient.address_id
    if order.room is None or address in free.windowed or address in free.counted or address in sorting.new_people:
        return True
    if len(sorting.new_people) >= order.room:
        return False
    sorting.new_people.add(address)
    return True


async def _write(unit: Unit, organisation_id: UUID, source: Source, order: ReleaseOrder, sorting: _Sorting) -> None:
    if sorting.ended:
        await ledger.end_unsent(unit, organisation_id, source.source_id, sorting.ended)
        count_suppressed(unit, source.channel, sum(state is State.SUPPRESSED for _, state, _ in sorting.ended))
    if sorting.put_off:
        await ledger.put_off(unit, organisation_id, source.source_id, sorting.put_off)
    if not sorting.queued:
        return
    contact_ids = [each.contact_id for each in sorting.queued]
    await ledger.queue(
        unit,
        organisation_id,
        source.source_id,
        contact_ids,
        lane=source.lane,
        sender_id=order.sender.id,
        open_until=sorting.open_until,
        prices=sorting.prices,
    )
    await limits.count_sendings(unit, organisation_id, source.source_id, source.channel, sorting.counted)
    await outbox.announce(unit, organisation_id, source.lane, order.sender.id, unit.at)
    await watch_receipts(unit, organisation_id, source.source_id)


async def _admit(unit: Unit, organisation_id: UUID, order: ReleaseOrder, sorting: _Sorting, free: _Free) -> None:
    # Without a limit people are counted too: a tier may be cut while they still count.
    if order.sender.portfolio_id is not None:
        people = [each.address_id for each in sorting.queued if each.address_id not in free.windowed]
        await limits.admit_people(unit, organisation_id, order.sender.portfolio_id, people)
