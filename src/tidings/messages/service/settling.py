"""Messages in doubt for good: the list, and what a person decides.

Nothing is sent again without proof, except that a person who knows the cost says so, with the reason. Whoever comes first
counts, a person or a receipt: the message is locked before it is looked at.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_cursor, encode_cursor
from tidings.messages import errors
from tidings.messages.queries import records, settling
from tidings.messages.queries.records import Tried
from tidings.messages.queries.settling import Standing
from tidings.messages.queries.sources import Lock
from tidings.messages.service.news import tell_planned_again, tell_settled
from tidings.messages.service.planning import found
from tidings.messages.types import Attempt, Decision, Key, Source, SourceKind, SourceState, State, Unconfirmed
from tidings.policy import service as policy


@dataclass(frozen=True, slots=True)
class Settled:
    """What a decision made of a message; `sentence` says the reason in the organisation's language."""

    key: Key
    state: State
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SettledAll:
    """How many messages a decision was about, how many of the source are still unconfirmed, and what became of the first."""

    settled: int
    left: int
    state: State


_AT_ONCE = 5_000
_BECOMES = {
    Decision.ARRIVED: (State.SENT, "confirmed_by_person"),
    Decision.NOT_SENT: (State.FAILED, "denied_by_person"),
    Decision.SEND_AGAIN: (State.PLANNED, "sent_again_by_person"),
}


async def unconfirmed(
    unit: Unit, organisation_id: UUID, *, source_id: UUID | None = None, cursor: str | None = None, limit: int = 100
) -> Page[Unconfirmed]:
    """List the messages that may have been sent and that nobody looks for any more, of one source or of all, the oldest source first."""
    rows = await settling.unconfirmed(unit, organisation_id, source_id, _after(cursor), limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    tried = await _tried(unit, organisation_id, [row.key for row in rows])
    shown = [replace(row, tried=tried.get(row.key, ())) for row in rows]
    return Page(shown, encode_cursor(rows[-1].key.message_id) if more else None)


async def unconfirmed_in_all(unit: Unit, organisation_id: UUID, source_id: UUID | None = None) -> tuple[int, datetime | None]:
    """Count the messages that wait for a person to decide, of one source or of all, and say since when the first of them does."""
    return await settling.unconfirmed_in_all(unit, organisation_id, source_id)


async def settle(unit: Unit, organisation_id: UUID, actor: str, key: Key, decision: Decision, reason: str) -> Settled:
    """Do with an unconfirmed message what a person decides: it arrived, it was not sent, or it shall be sent again. Audited.

    A receipt that comes later still raises it, also while it waits to be sent again: then it is not.
    Raises NotFound, and Conflict if it is not unconfirmed or its source can't send it again.
    """
    source = await found(unit, organisation_id, key.source_id, Lock.STEADY)
    standing = await settling.lock(unit, organisation_id, key)
    if standing is None:
        raise errors.no_such_message()
    _check_standing(standing)
    _check_source(source, decision)
    await _decide(unit, organisation_id, {key: standing.attempts}, decision, reason)
    detail = {"outcome": decision.value, "reason": reason, "attempt": standing.attempts}
    await accounts.record_audit(unit, organisation_id, actor, "message.settled", f"message:{key.message_id}", detail)
    state, code = _BECOMES[decision]
    language = (await accounts.organisation(unit, organisation_id)).locale
    return Settled(key, state, code, policy.explain(code, language).sentence)


async def settle_all(unit: Unit, organisation_id: UUID, actor: str, source_id: UUID, decision: Decision, reason: str) -> SettledAll:
    """Do the same with all unconfirmed messages of a source, some thousands at a time: call it again while some are `left`. Audited.

    Called again after the last it does nothing. Raises NotFound, and Conflict if the source can't send anything again.
    """
    source = await found(unit, organisation_id, source_id, Lock.STEADY)
    _check_source(source, decision)
    attempts = dict(await settling.lock_unconfirmed(unit, organisation_id, source_id, _AT_ONCE))
    if attempts:
        await _decide(unit, organisation_id, attempts, decision, reason)
        detail = {"outcome": decision.value, "reason": reason, "messages": len(attempts)}
        await accounts.record_audit(unit, organisation_id, actor, "messages.settled", f"source:{source_id}", detail)
    left = (await settling.unconfirmed_in_all(unit, organisation_id, source_id))[0]
    return SettledAll(len(attempts), left, _BECOMES[decision][0])


async def _decide(unit: Unit, organisation_id: UUID, attempts: Mapping[Key, int], decision: Decision, reason: str) -> None:
    """Do with locked messages what was decided."""
    keys = list(attempts)
    started = await settling.take_doubts(unit, organisation_id, keys)
    match decision:
        case Decision.ARRIVED:
            await settling.arrived(unit, organisation_id, {key: started.get(key, unit.at) for key in keys})
        case Decision.NOT_SENT:
            await settling.not_sent(unit, organisation_id, keys)
        case Decision.SEND_AGAIN:
            await settling.plan_again(unit, organisation_id, keys)
            tell_planned_again(unit, organisation_id, {key.source_id for key in keys})
    if decision is not Decision.SEND_AGAIN:
        tell_settled(unit, organisation_id, {key.source_id for key in keys})
    lines = [Tried(key, attempt, unit.at, "decided", decision.value, reason) for key, attempt in attempts.items()]
    await records.tried(unit, organisation_id, lines)


def _check_standing(standing: Standing) -> None:
    if standing.state is not State.UNKNOWN:
        raise errors.not_unconfirmed(standing.state.word)
    if standing.settled_at is None:
        raise errors.still_looked_for()


def _check_source(source: Source, decision: Decision) -> None:
    if decision is Decision.SEND_AGAIN and source.kind is SourceKind.TEST:
        raise errors.no_repeated_test()
    if decision is Decision.SEND_AGAIN and source.kind is SourceKind.NOTICE:
        raise errors.notice_goes_on()
    if decision is Decision.SEND_AGAIN and source.state is SourceState.CLOSED:
        raise errors.ended_source()


async def _tried(unit: Unit, organisation_id: UUID, keys: Sequence[Key]) -> dict[Key, list[Attempt]]:
    tried: dict[Key, list[Attempt]] = {}
    for key, attempt in await settling.attempts_of(unit, organisation_id, keys) if keys else []:
        tried.setdefault(key, []).append(attempt)
    return tried


def _after(cursor: str | None) -> Key | None:
    if cursor is None:
        return None
    key = Key.read(str(decode_cursor(cursor, 1)[0]))
    if key is None:
        raise errors.foreign_cursor()
    return key
