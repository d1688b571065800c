"""Recording: how exchanges ended, written in batches, one transaction for many messages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import Suppression
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel, Purpose
from tidings.limits import service as limits
from tidings.messages.queries import records, sources
from tidings.messages.queries.records import Again, Ended, Sent, Tried, Unsure
from tidings.messages.queries.sources import Lock
from tidings.messages.rules import LOOK_EVERY, RETRYABLE, SUPPRESSING
from tidings.messages.service.counting import count_results
from tidings.messages.service.holding import hold_senders
from tidings.messages.service.news import tell_settled
from tidings.messages.service.patience import with_patience
from tidings.messages.types import Key, Result, RetryPolicy, SourceState, State, Withheld
from tidings.ports.outcome import Accepted, Failure, NotNow, Outcome, Refused, Scope, Unknown

_PUT_OFF = timedelta(seconds=1)


@dataclass(slots=True)
class _Ledgered:
    """A batch of one organisation, sorted by what it means for the ledger."""

    sent: list[Sent] = field(default_factory=list[Sent])
    ended: list[Ended] = field(default_factory=list[Ended])
    again: list[Again] = field(default_factory=list[Again])
    unsure: list[Unsure] = field(default_factory=list[Unsure])
    tried: list[Tried] = field(default_factory=list[Tried])
    settled_elsewhere: list[Key] = field(default_factory=list[Key])


async def record(unit: Unit, organisation_id: UUID, results: Sequence[Result], retry: RetryPolicy) -> None:
    """Write down how exchanges ended, with all that follows: retries, suppressions, held senders, counted people.

    A receipt may have been faster, or this worker so slow that another was given the message: the rows are locked first,
    and what they say wins over what this batch would write. Only that a provider took a message is always written.
    """
    results = await with_patience(unit, organisation_id, results)
    held = await sources.select(unit, organisation_id, list({each.claimed.key.source_id for each in results}), Lock.STEADY)
    closed = {source.source_id for source in held if source.state is SourceState.CLOSED}
    standing = await records.lock(unit, organisation_id, [each.claimed.key for each in results])
    batch, mine = _Ledgered(), list[Result]()
    for result in results:
        where = standing.get(result.claimed.key)
        if where is not None and where.attempts == result.claimed.attempt and where.state is State.SENDING:
            mine.append(result)
            _sort(batch, result, retry, closed)
        elif isinstance(result.outcome, Accepted):
            batch.sent.append(Sent(result.claimed.key, result.at, result.outcome))
        elif where is not None and where.attempts == result.claimed.attempt:
            batch.settled_elsewhere.append(result.claimed.key)
    # Senders before their turns, as whoever opens a sender or changes its pace locks them.
    await hold_senders(unit, organisation_id, results)
    await _write(unit, organisation_id, batch)
    await _count_people(unit, organisation_id, mine, batch)
    if any(source.purpose is Purpose.MARKETING for source in held):
        await _count_sendings(unit, organisation_id, batch)
    await _suppress(unit, organisation_id, results)
    _tell(unit, organisation_id, mine, batch)
    await limits.lengthen(unit, organisation_id, _longer(results))
    count_results(unit, results)


def _longer(results: Sequence[Result]) -> dict[UUID, int]:
    """Add up by sender what messages took beyond the segment that a claim counted for each (`limits.take_pace`), less those that were withheld."""
    found: dict[UUID, int] = {}
    for each in results:
        if each.sender.per_second is not None and (more := _beyond_one(each.outcome)):
            found[each.sender.id] = found.get(each.sender.id, 0) + more
    return found


def _beyond_one(outcome: Outcome | Withheld) -> int:
    match outcome:
        case Accepted(segments=segments):
            return segments - 1
        case Withheld():
            return -1
        case _:
            return 0


async def _write(unit: Unit, organisation_id: UUID, batch: _Ledgered) -> None:
    await records.sent(unit, organisation_id, batch.sent)
    await records.ended(unit, organisation_id, batch.ended)
    await records.again(unit, organisation_id, batch.again)
    await records.unsure(unit, organisation_id, batch.unsure, unit.at + LOOK_EVERY)
    await records.leave_queue(unit, organisation_id, batch.settled_elsewhere)
    await records.tried(unit, organisation_id, batch.tried)


def _sort(batch: _Ledgered, result: Result, retry: RetryPolicy, closed: set[UUID]) -> None:
    key, at = result.claimed.key, result.at
    match result.outcome:
        case Accepted() as accepted:
            batch.sent.append(Sent(key, at, accepted))
        case Refused() as refused:
            _sort_refused(batch, result, refused, retry, closed)
        case NotNow(code=code, text=text) as not_now:
            batch.tried.append(Tried(key, result.claimed.attempt, at, "not_now", code, text))
            _another_time(batch, result, _waiting(key, at, not_now), closed)
        case Unknown(what=what):
            batch.tried.append(Tried(key, result.claimed.attempt, at, "unknown", "unknown", what))
            batch.unsure.append(Unsure(result.claimed, "no_answer"))
        case Withheld(state=State.QUEUED, reason=reason, until=until):
            _another_time(batch, result, Again(key, until or at + _PUT_OFF, used=False, reason=reason), closed)
        case Withheld(state=state, reason=reason, detail=detail):
            batch.ended.append(Ended(key, at, state, reason, detail))


def _sort_refused(batch: _Ledgered, result: Result, refused: Refused, retry: RetryPolicy, closed: set[UUID]) -> None:
    claimed = result.claimed
    batch.tried.append(Tried(claimed.key, claimed.attempt, result.at, "refused", refused.code, refused.text))
    heals = refused.failure in RETRYABLE and not refused.final
    due_at = retry.next_at(claimed.attempt, result.at) if heals else None
    if due_at is not None:
        _another_time(batch, result, Again(claimed.key, due_at, used=True, reason=refused.failure.value), closed)
    else:
        batch.ended.append(Ended(claimed.key, result.at, State.FAILED, refused.failure.value, refused.text))


def _waiting(key: Key, at: datetime, not_now: NotNow) -> Again:
    """Return when a message is due again. What holds its sender holds it too, so that it leaves when a person opens the sender sooner."""
    after = timedelta(seconds=not_now.after)
    match not_now.scope:
        case Scope.MESSAGE | Scope.ADDRESS:
            return Again(key, at + after, used=False, reason="waiting_for_provider")
        case Scope.COUNTRY:
            return Again(key, at + after, used=False, reason="country_closed")
        case Scope.SENDER | Scope.ACCOUNT:
            return Again(key, at, used=False, reason="waiting_for_provider")


def _another_time(batch: _Ledgered, result: Result, again: Again, closed: set[UUID]) -> None:
    if again.key.source_id in closed:
        batch.ended.append(Ended(again.key, result.at, State.CANCELLED, "campaign_cancelled", ""))
    else:
        batch.again.append(again)


async def _count_people(unit: Unit, organisation_id: UUID, results: Sequence[Result], batch: _Ledgered) -> None:
    """Start the 24 hours of those reached; stop counting those who definitely were not."""
    ended = {row.key for row in batch.ended}
    for portfolio_id in sorted({each.portfolio_id for each in results if each.portfolio_id is not None}):
        mine = [each for each in results if each.portfolio_id == portfolio_id]
        reached = [(each.claimed.address_id, each.at) for each in mine if isinstance(each.outcome, Accepted)]
        missed = [each.claimed.address_id for each in mine if each.claimed.key in ended]
        await limits.settle_people(unit, organisation_id, portfolio_id, reached)
        await limits.give_back_people(unit, organisation_id, portfolio_id, missed)


async def _count_sendings(unit: Unit, organisation_id: UUID, batch: _Ledgered) -> None:
    """Let caps count from when messages left, or may have left, those they count at all."""
    left = [(row.key, row.at) for row in batch.sent] + [(row.claimed.key, row.claimed.at) for row in batch.unsure]
    await limits.settle_sendings(unit, organisation_id, [(key.source_id, key.contact_id, at) for key, at in left])
    await limits.give_back_sendings(unit, organisation_id, [(row.key.source_id, row.key.contact_id) for row in batch.ended])


_NOT_OURS = frozenset({Failure.INVALID_ADDRESS, Failure.FOREIGN_ADDRESS})
"""Of a device: the app is gone, or it is none of ours."""


async def _suppress(unit: Unit, organisation_id: UUID, results: Sequence[Result]) -> None:
    refusals = [(each, each.outcome) for each in results if isinstance(each.outcome, Refused) and each.lookup is not None]
    entries = [
        Suppression(
            channel=each.channel,
            lookup=each.lookup or b"",
            scope=SUPPRESSING[refused.failure][1],
            reason=SUPPRESSING[refused.failure][0],
            source="provider",
            detail=f"{refused.code}: {refused.text}",
        )
        for each, refused in refusals
        if refused.failure in SUPPRESSING
    ]
    if entries:
        await consent.suppress(unit, organisation_id, entries, unit.at)
    gone = [each.lookup or b"" for each, refused in refusals if each.channel is Channel.PUSH and refused.failure in _NOT_OURS]
    if gone:
        await contacts.retire_devices(unit, organisation_id, gone)
    for channel in {each.channel for each, _ in refusals}:
        soft = [
            (each.lookup or b"", refused.code) for each, refused in refusals if each.channel is channel and refused.failure is Failure.RECIPIENT_SOFT
        ]
        if soft:
            await consent.count_soft_failures(unit, organisation_id, channel, soft)


def _tell(unit: Unit, organisation_id: UUID, results: Sequence[Result], batch: _Ledgered) -> None:
    refused_templates = {
        each.claimed.key.source_id: each.outcome for each in results if isinstance(each.outcome, Refused) and each.outcome.failure is Failure.TEMPLATE
    }
    for source_id, refused in refused_templates.items():
        data = {"source_id": str(source_id), "code": refused.code, "text": refused.text}
        unit.happened(Happened("source.template_refused", organisation_id, data))
    settled = {row.key.source_id for row in batch.sent} | {row.key.source_id for row in batch.ended}
    tell_settled(unit, organisation_id, settled)
