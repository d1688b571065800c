"""Messages in doubt for good: the list, and what a person decides.

Nothing is sent again without proof, except that a person who knows the cost says so, with the reason. Whoever comes first
counts, a person or a receipt: the message is locked before it is looked at.
"""

from collections.abc import Sequence
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
from tidings.messages.service.news import tell_planned_again
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


async def unconfirmed_in_all(unit: Unit, organisation_id: UUID) -> tuple[int, datetime | None]:
    """Count the messages that wait for a person to decide, and say since when the first of them does."""
    return await settling.unconfirmed_in_all(unit, organisation_id)


async def settle(unit: Unit, organisation_id: UUID, actor: str, key: Key, decision: Decision, reason: str) -> Settled:
    """Do with an unconfirmed message what a person decides: it arrived, it was not sent, or it shall be sent again. Audited.

    A receipt that comes later still raises it, also while it waits to be sent again: then it is not.
    Raises NotFound, and Conflict if it is not unconfirmed or its source can't send it again.
    """
    source = await found(unit, organisation_id, key.source_id, Lock.STEADY)
    standing = await settling.lock(unit, organisation_id, key)
    if standing is None:
        raise errors.no_such_message()
    _check(source, standing, decision)
    started_at = await settling.take_doubt(unit, organisation_id, key)
    match decision:
        case Decision.ARRIVED:
            await settling.arrived(unit, organisation_id, key, started_at or unit.at)
        case Decision.NOT_SENT:
            await settling.not_sent(unit, organisation_id, key)
        case Decision.SEND_AGAIN:
            await settling.plan_again(unit, organisation_id, key)
            tell_planned_again(unit, organisation_id, [key.source_id])
    await records.tried(unit, organisation_id, [Tried(key, standing.attempts, unit.at, "decided", decision.value, reason)])
    detail = {"outcome": decision.value, "reason": reason, "attempt": standing.attempts}
    await accounts.record_audit(unit, organisation_id, actor, "message.settled", f"message:{key.message_id}", detail)
    state, code = _BECOMES[decision]
    language = (await accounts.organisation(unit, organisation_id)).locale
    return Settled(key, state, code, policy.explain(code, language).sentence)


def _check(source: Source, standing: Standing, decision: Decision) -> None:
    if standing.state is not State.UNKNOWN:
        raise errors.not_unconfirmed(standing.state.word)
    if standing.settled_at is None:
        raise errors.still_looked_for()
    if decision is Decision.SEND_AGAIN and source.kind is SourceKind.TEST:
        raise errors.no_repeated_test()
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
