"""How long what is kept, what is over its time, and its end (SPEC B6, decision 0030).

What ends is ended in batches, each a transaction of its own with its line of the audit: interrupted, a run goes on where it stood. What proves a
refusal is never touched: suppressions and the consent ledger have no days, and refusals are left out of what people wrote.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.service import Parts
from tidings.conversations import service as conversations
from tidings.inbox import service as inbox
from tidings.infra.db.unit import Unit
from tidings.notices import service as notices
from tidings.repairs import service as repairs
from tidings.retention import errors, queries, rules
from tidings.retention.types import Due, Held, Kind, Term
from tidings.waitlist import service as waitlist

AT_ONCE = 2_000
"""So many rows end in a transaction."""
PEOPLE_AT_ONCE = 500
"""So many prospects are looked at by the statements of a batch."""
MOST_COUNTED = 10_000
"""Beyond that it is told that there are more."""

_Count = Callable[[Unit, UUID, datetime, int], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class _Rows:
    """How rows of a kind are counted (up to a number) and removed (so many), those from before a moment; both return how many."""

    count: _Count
    remove: _Count


_ROWS: Mapping[Kind, _Rows] = {
    Kind.EVENTS: _Rows(contacts.count_events_before, contacts.forget_events_before),
    Kind.INBOUND: _Rows(conversations.count_inbound_before, conversations.forget_inbound_before),
    Kind.QUESTIONS: _Rows(conversations.count_questions_before, conversations.forget_questions_before),
    Kind.NOTICES: _Rows(notices.count_before, notices.forget_before),
    Kind.CONVERSATIONS: _Rows(inbox.count_conversations_before, inbox.forget_conversations_before),
    Kind.IMPORTS: _Rows(contacts.count_refused_rows_before, contacts.forget_refused_rows_before),
}


async def terms(unit: Unit, organisation_id: UUID) -> list[Held]:
    """Return how long an organisation keeps each kind of data."""
    return rules.held(await queries.own_days(unit, organisation_id))


async def set_days(unit: Unit, organisation_id: UUID, actor: str, kind: Kind, days: int | None) -> Held:
    """Set how many days a kind is kept; None brings the default back. Audited.

    Raises Invalid, also where events or messages of prospects would go before the prospects: their last contact is read from those.
    """
    await queries.hold(unit, organisation_id)
    own = await queries.own_days(unit, organisation_id)
    before = rules.of(rules.held(own), kind)
    if before.term.days is None:
        raise errors.not_settable(kind.value, [each.kind.value for each in rules.TERMS if each.days is not None])
    if days is not None and not before.term.least <= days <= before.term.most:
        raise errors.out_of_bounds(days, before.term.least, before.term.most)
    others = {name: each for name, each in own.items() if name != kind.value}
    kept = rules.held(others if days is None else {**others, kind.value: days})
    _check_order(kept, kind)
    if days is None:
        await queries.unset_days(unit, organisation_id, kind.value)
    else:
        await queries.set_days(unit, organisation_id, kind.value, days, actor)
    now = rules.of(kept, kind)
    if now.days != before.days:
        detail = {"kind": kind.value, "before": before.days, "now": now.days}
        await accounts.record_audit(unit, organisation_id, actor, "retention.changed", f"organisation:{organisation_id}", detail)
    return now


def _check_order(kept: Sequence[Held], changed: Kind) -> None:
    prospects, (proof, days) = rules.of(kept, Kind.PROSPECTS).days, rules.shortest_proof(kept)
    if prospects is not None and prospects > days:
        raise errors.forgotten_before_erased(prospects, proof.value, days, prospects_set=changed is Kind.PROSPECTS)


async def contact_told_since(unit: Unit, organisation_id: UUID) -> datetime:
    """Return the moment from which on events must be there: a prospect whose last contact they hold is not erased within the term."""
    days = (await _held(unit, organisation_id, Kind.PROSPECTS)).days
    return unit.at - timedelta(days=days or 0)


async def due(unit: Unit, organisation_id: UUID) -> list[Due]:
    """Say of each kind how much is over its time, and how much will be in 30 days; nothing is changed."""
    found: list[Due] = []
    for keeps in await terms(unit, organisation_id):
        now = await _count(unit, organisation_id, keeps, unit.at)
        later = await _count(unit, organisation_id, keeps, unit.at + rules.SOON)
        found.append(Due(keeps, min(now, MOST_COUNTED), min(later, MOST_COUNTED) - min(now, MOST_COUNTED), max(now, later) > MOST_COUNTED))
    return found


async def forget(unit: Unit, organisation_id: UUID, actor: str, kind: Kind) -> int:
    """End a batch of what is over its time (engine role); returns how many rows went, 0 when nothing of the kind is left to end. Audited."""
    keeps = await _held(unit, organisation_id, kind)
    before = rules.before(keeps, unit.at)
    if before is None or kind not in _ROWS:
        return 0
    removed = await _ROWS[kind].remove(unit, organisation_id, before, AT_ONCE)
    if removed:
        await _note(unit, organisation_id, actor, keeps, before, removed)
    return removed


async def prospects_over(unit: Unit, organisation_id: UUID, after: UUID | None = None) -> tuple[list[UUID], UUID | None]:
    """Return some of the prospects whose time is over, in the order of their ids, and where to go on (None: those were all)."""
    keeps = await _held(unit, organisation_id, Kind.PROSPECTS)
    before = rules.before(keeps, unit.at)
    return ([], None) if before is None else await _silent(unit, organisation_id, keeps.term, before, after)


async def erase_prospects(unit: Unit, organisation_id: UUID, actor: str, contact_ids: list[UUID], parts: Parts) -> int:
    """Erase prospects (engine role) but for those who made contact meanwhile; returns how many went. A constant number of statements.

    They asked for nothing: their addresses are closed only where they had refused. Raises Busy, see `contacts.service.erase_all`.
    """
    keeps = await _held(unit, organisation_id, Kind.PROSPECTS)
    before = rules.before(keeps, unit.at)
    silent = [] if before is None else await _still_silent(unit, organisation_id, keeps.term, before, contact_ids)
    return await contacts.erase_all(unit, organisation_id, actor, silent, parts) if silent else 0


async def note_prospects(unit: Unit, organisation_id: UUID, actor: str, removed: int) -> None:
    """Write down how many prospects a run erased; each of them has a line, too."""
    keeps = await _held(unit, organisation_id, Kind.PROSPECTS)
    before = rules.before(keeps, unit.at)
    if removed and before is not None:
        await _note(unit, organisation_id, actor, keeps, before, removed)


async def _note(unit: Unit, organisation_id: UUID, actor: str, keeps: Held, before: datetime, removed: int) -> None:
    detail = {"kind": keeps.term.kind.value, "days": keeps.days, "before": before.isoformat(), "removed": removed}
    await accounts.record_audit(unit, organisation_id, actor, "retention.purged", f"organisation:{organisation_id}", detail)


async def _held(unit: Unit, organisation_id: UUID, kind: Kind) -> Held:
    return rules.of(await terms(unit, organisation_id), kind)


async def _count(unit: Unit, organisation_id: UUID, keeps: Held, at: datetime) -> int:
    before = rules.before(keeps, at)
    if before is None:
        return 0
    if keeps.term.kind in _ROWS:
        return await _ROWS[keeps.term.kind].count(unit, organisation_id, before, MOST_COUNTED + 1)
    people, after = await _silent(unit, organisation_id, keeps.term, before, None)
    counted = len(people)
    while after is not None and counted <= MOST_COUNTED:
        people, after = await _silent(unit, organisation_id, keeps.term, before, after)
        counted += len(people)
    return counted


async def _silent(unit: Unit, organisation_id: UUID, term: Term, before: datetime, after: UUID | None) -> tuple[list[UUID], UUID | None]:
    """Return a part of those of whom nothing was heard since a moment, and where the next part begins."""
    found = await contacts.silent_since(
        unit, organisation_id, before, lifecycles=term.lifecycles, passive=term.passive, after=after, limit=PEOPLE_AT_ONCE
    )
    return await _unheard(unit, organisation_id, found, before), found[-1] if len(found) == PEOPLE_AT_ONCE else None


async def _still_silent(unit: Unit, organisation_id: UUID, term: Term, before: datetime, people: list[UUID]) -> list[UUID]:
    found = await contacts.silent_since(
        unit, organisation_id, before, lifecycles=term.lifecycles, passive=term.passive, after=None, limit=len(people), among=people
    )
    return await _unheard(unit, organisation_id, found, before)


async def _unheard(unit: Unit, organisation_id: UUID, people: list[UUID], since: datetime) -> list[UUID]:
    """Leave out who wrote to us or said something of consent since, and whom the list or the shop has to do with."""
    heard = set(await conversations.wrote_since(unit, organisation_id, people, since))
    heard |= await consent.spoke_since(unit, organisation_id, people, since)
    heard |= await waitlist.concerned_since(unit, organisation_id, people, since)
    heard |= await repairs.concerned_since(unit, organisation_id, people, since)
    return [each for each in people if each not in heard]
