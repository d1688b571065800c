"""Following notices: what is due or signalled is locked, its attempts are read in the ledger, and what follows is done, in one transaction.

A signal is removed before the ledger is read, and becomes visible with the change that it tells of: nothing that was removed is not seen.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.notices.queries import attempts as attempt_rows
from tidings.notices.queries import kinds as kind_rows
from tidings.notices.queries import notices as queries
from tidings.notices.queries import signals
from tidings.notices.rules import deciding
from tidings.notices.rules.checking import together
from tidings.notices.rules.deciding import Decision, Ends, GoesOn, Heard, Next, Waits
from tidings.notices.service.choosing import Wish, plans
from tidings.notices.service.grouping import hand_over
from tidings.notices.service.sealing import data_of
from tidings.notices.service.starting import Start, start
from tidings.notices.service.wording import Saying, summaries
from tidings.notices.types import Attempt, Kind, Notice, NoticeState, Plan, SignalWhat, Tried

MOST = 500
"""Notices of one look."""
_Meant = Callable[[NoticeState, Sequence[Tried]], list[Tried]]
_FIRST_REST, _LONGEST_REST = timedelta(seconds=10), timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class _Case:
    """A locked notice, what was tried, and what follows."""

    notice: Notice
    tried: Sequence[Tried]
    decision: Decision

    @property
    def back(self) -> Tried | None:
        """What has to be taken back before the next channel."""
        return self.decision.back if isinstance(self.decision, GoesOn) else None


@dataclass(frozen=True, slots=True)
class _Says:
    """What a notice says, whether for several, and whether it or one of those is urgent."""

    data: Mapping[str, Any]
    several: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class _Going:
    """Notices whose next channel is due, with what each says, may use, and does next."""

    cases: Sequence[_Case]
    kinds: Mapping[str, Kind]
    said: Mapping[UUID, _Says]
    found: Mapping[UUID, Plan]
    chosen: Mapping[UUID, Next | Waits | None]
    stuck: set[UUID]
    """Those of which a worker has just now what was to be taken back."""

    def begins(self, notice_id: UUID) -> Next | None:
        """Return what begins now of a notice."""
        chosen = self.chosen[notice_id]
        return chosen if isinstance(chosen, Next) and notice_id not in self.stuck else None


async def organisations_due(unit: Unit) -> Sequence[UUID]:
    """Return the organisations whose notices are due for a look (engine role)."""
    return await queries.due_in(unit)


async def due(unit: Unit, organisation_id: UUID) -> Sequence[UUID]:
    """Return the notices that are due for a look."""
    return await queries.due(unit, organisation_id, MOST)


async def next_due(unit: Unit) -> datetime | None:
    """Return when a notice is looked at next, over all organisations (engine role); None: nothing is due."""
    return await queries.next_due(unit)


async def rest(unit: Unit, organisation_id: UUID, notice_id: UUID) -> None:
    """Leave a notice alone whose look raised: for ten seconds, and each time twice as long, up to half an hour."""
    await queries.rest(unit, organisation_id, notice_id, _FIRST_REST, _LONGEST_REST)


async def follow(unit: Unit, organisation_id: UUID, only: UUID | None = None) -> int:
    """Look at notices that are due, or at one of them, and do what follows; returns how many. Any number of workers may do this."""
    notices = await queries.take_due(unit, organisation_id, MOST, only)
    if not notices:
        return 0
    # Before the signals: whoever resumes sending signals in the same transaction, and is seen in one of the two.
    stopped = (await accounts.organisation(unit, organisation_id)).stopped_at is not None
    heard = await _heard(unit, organisation_id, notices, stopped=stopped)
    tried = await tried_of(unit, organisation_id, [each.id for each in notices])
    await _hold(unit, organisation_id, heard, tried)
    cases = [_Case(each, tried.get(each.id, ()), deciding.decide(each, tried.get(each.id, ()), heard[each.id], unit.at)) for each in notices]
    settled = [_settled(unit, each) for each in cases if not isinstance(each.decision, GoesOn)]
    # Sources before anything in the queue, as whoever records what became of messages locks them.
    await messages.end_sources(unit, organisation_id, _sources(settled, tried, deciding.needless))
    going = await _going(unit, organisation_id, [each for each in cases if isinstance(each.decision, GoesOn)])
    settled += [_without_next(unit, going, each) for each in going.cases if going.begins(each.notice.id) is None]
    await messages.close_ended(unit, organisation_id, _sources(settled, tried, deciding.over))
    changed = settled + await _begin(unit, organisation_id, going)
    await queries.update(unit, organisation_id, changed)
    await hand_over(unit, organisation_id, [(each.notice, tried.get(each.notice.id, ())) for each in cases if heard[each.notice.id].cancelled])
    for each in changed:
        unit.changed(organisation_id, "notice", each.id)
    return len(notices)


async def tried_of(unit: Unit, organisation_id: UUID, notice_ids: Sequence[UUID]) -> dict[UUID, list[Tried]]:
    """Return the attempts of notices with where the ledger has them, by two statements."""
    attempts = await attempt_rows.of_notices(unit, organisation_id, notice_ids)
    standings = await messages.standings(unit, organisation_id, [each.source_id for each in attempts])
    tried: dict[UUID, list[Tried]] = defaultdict(list)
    for each in attempts:
        tried[each.notice_id].append(Tried(each, standings.get(each.source_id)))
    return tried


async def _heard(unit: Unit, organisation_id: UUID, notices: Sequence[Notice], *, stopped: bool) -> dict[UUID, Heard]:
    """Take what was told of notices, and keep when people wrote."""
    taken = await signals.take(unit, organisation_id, [each.id for each in notices])
    await attempt_rows.note_words(unit, organisation_id, taken)
    told: dict[UUID, set[SignalWhat]] = {each.id: set() for each in notices}
    for each in taken:
        told[each.notice_id].add(each.what)
    return {notice_id: Heard(SignalWhat.CANCELLED in said, stopped or SignalWhat.RESUMED in said) for notice_id, said in told.items()}


async def _hold(unit: Unit, organisation_id: UUID, heard: Mapping[UUID, Heard], tried: Mapping[UUID, list[Tried]]) -> None:
    """Let what is in the queue while all sending is stopped wait from now on."""
    held: list[Attempt] = []
    for notice_id, attempts in tried.items():
        for place, each in enumerate(attempts):
            if heard[notice_id].held and deciding.queued(each):
                attempts[place] = replace(each, attempt=replace(each.attempt, held_at=unit.at))
                held.append(each.attempt)
    if held:
        await attempt_rows.hold(unit, organisation_id, held)


def _settled(unit: Unit, case: _Case) -> Notice:
    """Return a notice that waits or ends as it stands now."""
    match case.decision:
        case Ends(state=state, reason=reason):
            return replace(case.notice, state=state, reason=reason, next_look=None, ended_at=case.notice.ended_at or unit.at)
        case Waits(until=until):
            latest = min(until, case.notice.expires_at) if until is not None and until > unit.at < case.notice.expires_at else until
            return replace(case.notice, next_look=None if case.notice.state.ended else latest)
        case GoesOn():
            return case.notice


async def _going(unit: Unit, organisation_id: UUID, cases: Sequence[_Case]) -> _Going:
    """Find out which channel comes next for each, and take back what has to be before it begins."""
    if not cases:
        return _Going((), {}, {}, {}, {}, set())
    kinds = await kind_rows.by_keys(unit, organisation_id, sorted({each.notice.kind for each in cases}))
    said = await _said(unit, organisation_id, cases, kinds)
    found = await plans(unit, organisation_id, [_wish(each.notice, kinds[each.notice.kind], said[each.notice.id]) for each in cases])
    chosen = {each.notice.id: _chosen(each, found[each.notice.id], unit) for each in cases}
    return _Going(cases, kinds, said, found, chosen, await _taken_back(unit, organisation_id, cases, chosen))


def _wish(notice: Notice, kind: Kind, says: _Says) -> Wish:
    return Wish(notice.id, kind, notice.contact_id, notice.address_id, says.data, several=says.several, urgent=says.urgent)


def _chosen(case: _Case, plan: Plan, unit: Unit) -> Next | Waits | None:
    """Return what to start now: what a notice begins with, or its next channel; or until when that waits."""
    if case.tried:
        return deciding.next_channel(plan, case.tried, case.back, unit.at)
    first = deciding.first_entries(plan)
    return Next(first) if first else None


async def _taken_back(unit: Unit, organisation_id: UUID, cases: Sequence[_Case], chosen: Mapping[UUID, Next | Waits | None]) -> set[UUID]:
    """Take back what has to be before the next channel starts; return the notices of which a worker has it just now."""
    backs: dict[UUID, UUID] = {}
    for case in cases:
        following = chosen[case.notice.id]
        attempts = following.backs if isinstance(following, Next) else [case.back] if case.back is not None and _stalled(case.back) else []
        backs |= {each.attempt.source_id: case.notice.id for each in attempts}
    taken = await messages.withdraw(unit, organisation_id, list(backs))
    return {notice_id for source_id, notice_id in backs.items() if source_id not in taken}


def _stalled(back: Tried) -> bool:
    return deciding.stand_of(back.standing) is deciding.Stand.STALLED


async def _begin(unit: Unit, organisation_id: UUID, going: _Going) -> list[Notice]:
    """Start what begins now and return the notices as they stand then."""
    beginning = [(each, following) for each in going.cases if (following := going.begins(each.notice.id))]
    starts = [
        Start(each.notice, going.kinds[each.notice.kind], following.entries, len(each.tried), going.said[each.notice.id].data)
        for each, following in beginning
    ]
    begun = {each.notice_id: each.silent_at for each in reversed(await start(unit, organisation_id, starts)) if not each.beside}
    return [
        replace(
            each.notice,
            state=NoticeState.SENDING,
            plan=going.found[each.notice.id],
            next_look=min(begun[each.notice.id], each.notice.expires_at),
        )
        for each, _ in beginning
    ]


def _without_next(unit: Unit, going: _Going, case: _Case) -> Notice:
    """Return a notice as it stands whose next channel can't begin now."""
    notice = replace(case.notice, state=NoticeState.SENDING, plan=going.found[case.notice.id])
    chosen, back = going.chosen[notice.id], case.back
    if notice.id in going.stuck:
        return replace(notice, next_look=unit.at + deciding.LOOK_AGAIN)
    if isinstance(chosen, Waits):
        return _settled(unit, _Case(notice, case.tried, chosen))
    left = [each for each in case.tried if back is None or each is not back or not _stalled(each)]
    decision = deciding.without_next(notice, left, unit.at) if left or not case.tried else deciding.ALL_FAILED
    return _settled(unit, _Case(notice, case.tried, decision))


def _sources(notices: Sequence[Notice], tried: Mapping[UUID, Sequence[Tried]], meant: _Meant) -> list[UUID]:
    """Return the sources of the attempts of ended notices that are meant."""
    return [each.attempt.source_id for notice in notices if notice.state.ended for each in meant(notice.state, tried.get(notice.id, ()))]


async def _said(unit: Unit, organisation_id: UUID, cases: Sequence[_Case], kinds: Mapping[str, Kind]) -> dict[UUID, _Says]:
    """Return what each notice says, with the others for which it speaks."""
    leaders = [each.notice.id for each in cases if kinds[each.notice.kind].settings.group_within]
    joined: dict[UUID, list[Notice]] = defaultdict(list)
    for each in await queries.joined(unit, organisation_id, leaders) if leaders else []:
        if each.joined_id is not None:
            joined[each.joined_id].append(each)
    own = await _brought(unit, organisation_id, cases, kinds, joined)
    said: dict[UUID, _Says] = {}
    for case in cases:
        others = joined[case.notice.id]
        grouped = bool(others) and bool(kinds[case.notice.kind].settings.grouped_templates)
        urgent = case.notice.urgent or any(each.urgent for each in others)
        all_of_it = [own[each.id] for each in (case.notice, *others)]
        said[case.notice.id] = _Says(together(all_of_it) if others else all_of_it[0], grouped, urgent)
    return said


async def _brought(
    unit: Unit, organisation_id: UUID, cases: Sequence[_Case], kinds: Mapping[str, Kind], joined: Mapping[UUID, Sequence[Notice]]
) -> dict[UUID, Mapping[str, Any]]:
    """Return what notices and those that joined them bring, by notice; of what is said together each with a summary."""
    keys = await unit.keys(organisation_id)
    found = {each.id: data_of(each, keys) for case in cases for each in (case.notice, *joined.get(case.notice.id, ()))}
    silent = [
        Saying(each, kinds[case.notice.kind], found[each.id])
        for case in cases
        if joined.get(case.notice.id)
        for each in (case.notice, *joined[case.notice.id])
        if not found[each.id].get("summary")
    ]
    made = await summaries(unit, organisation_id, silent)
    return {notice_id: {**data, "summary": made[notice_id]} if notice_id in made else data for notice_id, data in found.items()}
