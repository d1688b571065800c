"""Receipts: applied in batches, once, in any order; a receipt never moves a message backwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.consent import service as consent
from tidings.consent.types import Suppression, SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.limits import service as limits
from tidings.messages.queries import doubts, ledger, outbox, receipts, records, sources
from tidings.messages.queries.receipts import Changed, Raised
from tidings.messages.queries.records import Tried
from tidings.messages.queries.sources import Lock
from tidings.messages.rules import OF_RECEIPT, SUPPRESSING, read_token
from tidings.messages.service.counting import count_receipts
from tidings.messages.service.engagement import record_reads
from tidings.messages.service.news import tell_planned_again, tell_settled
from tidings.messages.types import Key, SourceState, State
from tidings.ports.outcome import Failure
from tidings.ports.receipt import Receipt, ReceiptState

_UNSETTLED = frozenset({State.PLANNED, State.QUEUED, State.SENDING, State.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Applied:
    """What a batch of receipts did: `unmatched` belong to no message of the ledger."""

    changed: int
    unmatched: int


async def apply_receipts(unit: Unit, organisation_id: UUID, news: Sequence[Receipt]) -> Applied:
    """Raise messages to the highest state that their receipts tell, with all that follows from it."""
    named, unnamed = _by_token(news)
    named = await _of_their_own(unit, organisation_id, named)
    for reference in await receipts.references(unit, organisation_id, sorted(unnamed)) if unnamed else []:
        named.extend((reference.key, None, receipt) for receipt in unnamed.pop(reference.provider_id, []))
    back = await _plan_again(unit, organisation_id, [each for each in named if each[2].failure is Failure.HELD])
    raised = _highest([each for each in named if each[0] not in back], unit.at)
    changed = await receipts.apply(unit, organisation_id, raised) if raised else []
    await _unqueue(unit, organisation_id, changed)
    senders = await channels.sender_batch(unit, organisation_id, list({each.sender_id for each in changed if each.sender_id}))
    await _count_people(unit, organisation_id, changed, senders)
    await _suppress(unit, organisation_id, changed, senders, named)
    await _close_for_complaints(unit, organisation_id, [each for each in named if each[2].complained])
    await record_reads(unit, organisation_id, changed, raised, senders)
    tell_settled(unit, organisation_id, {each.key.source_id for each in changed})
    count_receipts(unit, changed, senders)
    return Applied(len(changed), sum(len(waiting) for waiting in unnamed.values()))


_Named = list[tuple[Key, int | None, Receipt]]


def _by_token(news: Iterable[Receipt]) -> tuple[_Named, dict[str, list[Receipt]]]:
    named: _Named = []
    unnamed: dict[str, list[Receipt]] = {}
    for receipt in news:
        read = read_token(receipt.token) if receipt.token else None
        if read is not None:
            named.append((*read, receipt))
        else:
            unnamed.setdefault(receipt.provider_id, []).append(receipt)
    return named, unnamed


async def _of_their_own(unit: Unit, organisation_id: UUID, named: _Named) -> _Named:
    """Leave out what speaks of other addresses than its message went to: of one that somebody forwards it to, or of one made up."""
    speaking = [each for each in named if each[2].recipients]
    if not speaking:
        return named
    where = await receipts.addresses(unit, organisation_id, [key for key, _, _ in speaking])
    known = await contacts.addresses(unit, organisation_id, list(set(where.values())))
    believed = {key: address.value.lower() for key, address_id in where.items() if (address := known.get(address_id)) is not None}
    others = [each for each in speaking if believed.get(each[0]) not in {name.lower() for name in each[2].recipients}]
    notes = [
        Tried(key, attempt or 0, unit.at, "of_another", receipt.code or "", receipt.text or "") for key, attempt, receipt in others if key in where
    ]
    await records.tried(unit, organisation_id, notes)
    return [each for each in named if each not in others]


def _highest(named: Iterable[tuple[Key, int | None, Receipt]], at: datetime) -> list[Raised]:
    """Reduce receipts to one line a message: the highest state, and every time that was told.

    What is told of an older attempt counts only if it says that the message arrived.
    """
    lines: dict[Key, Raised] = {}
    for key, attempt, receipt in named:
        line = _line(key, attempt, receipt, at)
        known = lines.get(key)
        lines[key] = line if known is None else _joined(known, line)
    return list(lines.values())


def _line(key: Key, attempt: int | None, receipt: Receipt, at: datetime) -> Raised:
    told = receipt.at or at
    failed = receipt.state is ReceiptState.FAILED
    reason = receipt.failure.value if failed and receipt.failure else None
    return Raised(
        key=key,
        attempt=attempt,
        state=OF_RECEIPT[receipt.state],
        sent_at=told if receipt.state is ReceiptState.SENT else None,
        delivered_at=told if receipt.state is ReceiptState.DELIVERED else None,
        read_at=told if receipt.state is ReceiptState.READ else None,
        provider_id=receipt.provider_id or None,
        reason=reason,
        detail=f"{receipt.code}: {receipt.text}" if failed else None,
        segments=receipt.segments,
        cost_micros=receipt.cost_micros,
        currency=receipt.currency,
    )


def _joined(one: Raised, other: Raised) -> Raised:
    low, high = sorted((one, other), key=_weight)
    return replace(
        high,
        sent_at=high.sent_at or low.sent_at,
        delivered_at=high.delivered_at or low.delivered_at,
        read_at=high.read_at or low.read_at,
        segments=high.segments or low.segments,
        cost_micros=low.cost_micros if high.cost_micros is None else high.cost_micros,
        currency=high.currency or low.currency,
    )


def _weight(line: Raised) -> tuple[int, int, int]:
    arrived = line.state if line.state >= State.DELIVERED else 0
    return arrived, line.attempt or 0, line.state


async def _unqueue(unit: Unit, organisation_id: UUID, changed: Sequence[Changed]) -> None:
    """Settle what was in doubt, and what waits to be sent again because the provider had denied it."""
    doubted = [each.key for each in changed if each.old is State.UNKNOWN]
    queued = [each.key for each in changed if each.old is State.QUEUED]
    if doubted:
        await doubts.forget(unit, organisation_id, doubted)
    if queued:
        await outbox.drop(unit, organisation_id, queued)


async def _count_people(unit: Unit, organisation_id: UUID, changed: Sequence[Changed], senders: Mapping[UUID, Sender]) -> None:
    """Settle those whose outcome is known from the receipt first; whose record came first was settled there."""
    reached: dict[UUID, list[tuple[UUID, datetime]]] = {}
    for each in changed:
        sender = senders.get(each.sender_id) if each.sender_id else None
        if sender is not None and sender.portfolio_id is not None and each.old in _UNSETTLED:
            reached.setdefault(sender.portfolio_id, []).append((each.address_id, unit.at))
    for portfolio_id, people in sorted(reached.items()):
        await limits.settle_people(unit, organisation_id, portfolio_id, people)
    arrived = [(each.key.source_id, each.key.contact_id, unit.at) for each in changed if each.old in _UNSETTLED]
    await limits.settle_sendings(unit, organisation_id, arrived)


async def _suppress(unit: Unit, organisation_id: UUID, changed: Sequence[Changed], senders: Mapping[UUID, Sender], named: _Named) -> None:
    """Close addresses that refused or can never work, and count those that failed for now."""
    told = {key: receipt for key, _, receipt in named if receipt.failure is not None}
    failed = [(each, told[each.key], senders[each.sender_id]) for each in changed if _failed_at(each, told, senders) and each.sender_id]
    if not failed:
        return
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each, _, _ in failed])
    entries: list[Suppression] = []
    soft: dict[Channel, list[tuple[bytes, str]]] = {}
    for each, receipt, sender in failed:
        address = known.get(each.address_id)
        if address is None or receipt.failure is None:
            continue
        if receipt.failure in SUPPRESSING:
            reason, scope = SUPPRESSING[receipt.failure]
            entries.append(Suppression(sender.channel, address.lookup, scope, reason, "provider", receipt.code))
        elif receipt.failure is Failure.RECIPIENT_SOFT:
            soft.setdefault(sender.channel, []).append((address.lookup, receipt.code or ""))
    if entries:
        await consent.suppress(unit, organisation_id, entries, unit.at)
    for channel, failures in soft.items():
        await consent.count_soft_failures(unit, organisation_id, channel, failures)


async def _close_for_complaints(unit: Unit, organisation_id: UUID, complaints: _Named) -> None:
    """Close the addresses of those who complained, for everything: mailboxes judge a sender by whom it writes to after that."""
    if not complaints:
        return
    where = await receipts.addresses(unit, organisation_id, [key for key, _, _ in complaints])
    source_ids = sorted({key.source_id for key in where})
    channel_of = {each.source_id: each.channel for each in await sources.select(unit, organisation_id, source_ids)}
    known = await contacts.addresses(unit, organisation_id, sorted(set(where.values())))
    entries = [
        Suppression(channel_of[key.source_id], known[address_id].lookup, SuppressionScope.ALL, SuppressionReason.COMPLAINED, "provider")
        for key, address_id in where.items()
        if address_id in known
    ]
    await consent.suppress(unit, organisation_id, entries, unit.at)
    attempts = {key: attempt or 0 for key, attempt, _ in complaints if key in where}
    await records.tried(unit, organisation_id, [Tried(key, attempt, unit.at, "complained", "", "") for key, attempt in attempts.items()])


def _failed_at(each: Changed, told: Mapping[Key, Receipt], senders: Mapping[UUID, Sender]) -> bool:
    return each.new is State.FAILED and each.key in told and each.sender_id in senders


async def _plan_again(unit: Unit, organisation_id: UUID, held: _Named) -> set[Key]:
    """Plan anew what the provider took and then dropped for a limit or a stop of our own account; return which.

    It was not sent and it is not the person's fault: it leaves again when the limits allow. In a source that has ended it fails.
    """
    if not held:
        return set()
    keys, tries, ids = [key for key, _, _ in held], [attempt for _, attempt, _ in held], [receipt.provider_id for _, _, receipt in held]
    source_ids = list({key.source_id for key in keys})
    closed = {each.source_id for each in await sources.select(unit, organisation_id, source_ids, Lock.STEADY) if each.state is SourceState.CLOSED}
    attempts = await receipts.plan_again(unit, organisation_id, keys, tries, ids)
    back = set(attempts)
    told = {key: receipt for key, _, receipt in held if key in back}
    notes = [Tried(key, attempts[key], unit.at, "held", receipt.code or "", receipt.text or "") for key, receipt in told.items()]
    await records.tried(unit, organisation_id, notes)
    await doubts.forget(unit, organisation_id, list(back))
    for source_id in sorted(closed):
        await ledger.end_planned(unit, organisation_id, source_id, State.FAILED, Failure.HELD.value)
    tell_planned_again(unit, organisation_id, {key.source_id for key in back} - closed)
    return back
