"""What follows from where the attempts of a notice stand. Nothing is added up from receipts, so their order does not matter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from tidings.messages.types import Standing, State
from tidings.notices.rules.cascades import apart
from tidings.notices.types import Entry, Notice, NoticeReason, NoticeState, Plan, Tried
from tidings.policy.types import ReasonCode

LOOK_AGAIN = timedelta(seconds=5)
"""How long something that is with a worker or a provider at this moment is left alone."""
LOOKED_FOR_AGAIN = timedelta(minutes=1)
"""How long something that may have been sent, and is looked for, is left alone."""
ASK_AGAIN = timedelta(minutes=10)
"""How often it is asked anew whether another channel can be used meanwhile; what happens to the present ones is told at once."""
CLOCKS_DIFFER = timedelta(seconds=5)
"""How much earlier than the provider's "taken" an answer may seem to be: people's times are told in whole seconds, and by other clocks."""


class Stand(Enum):
    """What the ledger's state of an attempt means for its notice."""

    STALLED = auto()
    """It waits in the plan, and nobody releases it: its sender is gone, or the provider dropped it for a limit of ours."""
    QUEUED = auto()
    LEAVING = auto()
    """With a worker, or looked for."""
    DOUBTFUL = auto()
    TAKEN = auto()
    ARRIVED = auto()
    READ = auto()
    FAILED = auto()


_OF_LEDGER = {
    State.PLANNED: Stand.STALLED,
    State.QUEUED: Stand.QUEUED,
    State.SENDING: Stand.LEAVING,
    State.UNKNOWN: Stand.LEAVING,
    State.SENT: Stand.TAKEN,
    State.DELIVERED: Stand.ARRIVED,
    State.READ: Stand.READ,
    State.FAILED: Stand.FAILED,
    State.SUPPRESSED: Stand.FAILED,
    State.EXPIRED: Stand.FAILED,
    State.CANCELLED: Stand.FAILED,
}
_RANKS = {NoticeState.SENT: 1, NoticeState.DELIVERED: 2, NoticeState.READ: 3, NoticeState.ANSWERED: 4}
"""Outcomes that a later truth may give an ended notice; others rank lowest."""
_HELD_BY_POLICY = frozenset(ReasonCode)
"""Reasons for which something in the queue is put off that hold on every channel: night, a holiday, a stop of all sending."""
_STAYS = frozenset({NoticeState.REFUSED, NoticeState.GROUPED, NoticeState.LEFT_OUT})


@dataclass(frozen=True, slots=True)
class Ends:
    """The notice has this outcome."""

    state: NoticeState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """Nothing is to be done before a moment, unless something happens; None: unless something happens."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class GoesOn:
    """The next channel is due; `back` is the attempt that has to be taken back before it, because it has not left yet."""

    back: Tried | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """These channels begin now, once `backs` have been taken back."""

    entries: Sequence[Entry]
    backs: Sequence[Tried] = ()


Decision = Ends | Waits | GoesOn
ALL_FAILED = Ends(NoticeState.FAILED, NoticeReason.CHANNELS_FAILED)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is told of a notice: that whoever asked took it back; that all sending is stopped, or was until just now (`Attempt.held_at`)."""

    cancelled: bool = False
    held: bool = False


def decide(notice: Notice, tried: Sequence[Tried], heard: Heard, at: datetime) -> Decision:
    """Say what follows for a notice."""
    if notice.state is NoticeState.WAITING:
        return _of_waiting(notice, heard, at)
    truth = _truth(tried, at)
    if notice.state.ended:
        return _raised(notice, truth, tried)
    if truth is not None and truth.state is not NoticeState.SENT:
        return truth
    if heard.cancelled:  # what a provider took can't be taken back: only nothing more leaves
        return truth or Ends(NoticeState.CANCELLED, NoticeReason.NOTICE_CANCELLED)
    if at >= notice.expires_at:
        return _over(tried, at)
    return _of_lead(notice, tried, at)


def next_channel(plan: Plan, tried: Sequence[Tried], back: Tried | None, at: datetime) -> Next | Waits | None:
    """Return the channel that comes next; that it waits for one beside which it never goes; or None, because none is left.

    `back` is an attempt that is being taken back. Another one that keeps the next channel from beginning is taken back, too, where it has
    been in the queue for longer than it may be.
    """
    used = {each.attempt.channel for each in tried}
    entry = next((each for each in plan.entries if each.usable and not each.beside and each.channel not in used), None)
    if entry is None:
        return None
    flying = [each for each in tried if each is not back and in_flight(each, at) and apart(entry.channel, each.attempt.channel)]
    if all(overdue(each, at) for each in flying):
        return Next([entry], [*([back] if back else []), *flying])
    return Waits(max(_flies_until(each, at) for each in flying if not overdue(each, at)))


def first_entries(plan: Plan) -> list[Entry]:
    """Return what a notice begins with: its first usable channel, and those beside it that may go together."""
    lead = next((each for each in plan.entries if each.usable and not each.beside), None)
    if lead is None:
        return []
    chosen = [lead]
    for each in plan.entries:
        if each.beside and each.usable and all(each.channel is not other.channel and not apart(each.channel, other.channel) for other in chosen):
            chosen.append(each)
    return chosen


def why_refused(plan: Plan | None) -> NoticeReason:
    """Say why nothing of a notice could leave: where its kind's budget kept back what could have, that."""
    kept = plan is not None and any(each.reason == NoticeReason.BUDGET_USED_UP for each in plan.entries)
    return NoticeReason.BUDGET_USED_UP if kept else NoticeReason.NO_CHANNEL


def without_next(notice: Notice, tried: Sequence[Tried], at: datetime) -> Decision:
    """Say what follows when no channel is left: waiting for what is still on its way, or the end."""
    stands = {stand_of(each.standing) for each in tried}
    if not tried:
        return Ends(NoticeState.REFUSED, why_refused(notice.plan))
    if Stand.LEAVING in stands or Stand.QUEUED in stands:
        return Waits(min(at + ASK_AGAIN, notice.expires_at))
    if Stand.TAKEN in stands or Stand.DOUBTFUL in stands:
        return Waits(notice.expires_at)
    return ALL_FAILED


def stand_of(standing: Standing | None) -> Stand:
    """Return what the ledger's state of an attempt means; what has left the ledger can't be known."""
    if standing is None or (standing.state is State.UNKNOWN and standing.settled_at is not None):
        return Stand.DOUBTFUL
    return _OF_LEDGER[standing.state]


def needless(state: NoticeState, tried: Sequence[Tried]) -> list[Tried]:
    """Return the attempts that may still leave and need not after this outcome.

    What goes beside another was meant to arrive as well: when one of them has, the others go on.
    """
    waiting = _waiting(tried)
    if state not in {NoticeState.DELIVERED, NoticeState.READ}:
        return waiting
    began_at = min((each.attempt.planned_at for each in tried), default=None)
    return [each for each in waiting if each.attempt.planned_at != began_at]


def in_flight(tried: Tried, at: datetime) -> bool:
    """Say whether an attempt may still arrive, and has not been silent for longer than its channel may be."""
    stand = stand_of(tried.standing)
    if stand is Stand.TAKEN:
        silent = silent_from(tried, at)
        return silent is None or at < silent
    return stand in {Stand.QUEUED, Stand.LEAVING, Stand.DOUBTFUL}


def queued(tried: Tried) -> bool:
    """Say whether an attempt waits in the queue."""
    return stand_of(tried.standing) is Stand.QUEUED


def overdue(tried: Tried, at: datetime) -> bool:
    """Say whether an attempt has waited in the queue for longer than it may, and not because policy keeps it there."""
    return queued(tried) and at >= tried.attempt.overdue_at and not _put_off(tried)


def silent_from(tried: Tried, at: datetime) -> datetime | None:
    """Return when an attempt that was taken counts as silent: its wait after it left, however long it had waited to leave.

    None: never, for its channel tells no arrival. A provider's clock that runs ahead counts as now, so that it silences nothing for ever: the
    notice's own end stays.
    """
    attempt, sent_at = tried.attempt, tried.standing.sent_at if tried.standing else None
    if not attempt.tells:
        return None
    return min(max(sent_at or attempt.planned_at, attempt.planned_at), at) + attempt.wait


def answered(tried: Tried, at: datetime) -> bool:
    """Say whether the person wrote by an attempt's channel after it had left. A time of leaving that is yet to come says nothing."""
    left_at, wrote_at = tried.standing.sent_at if tried.standing else None, tried.attempt.replied_at
    if left_at is None or wrote_at is None:
        return False
    return left_at > at or wrote_at >= left_at - CLOCKS_DIFFER


def nothing_left(tried: Sequence[Tried]) -> bool:
    """Say whether nothing of a notice can have reached its person."""
    return all(stand_of(each.standing) in {Stand.STALLED, Stand.QUEUED, Stand.FAILED} for each in tried)


def over(state: NoticeState, tried: Sequence[Tried]) -> list[Tried]:
    """Return the attempts of a notice with this outcome of which nothing is to be tried again: all but what goes on beside another."""
    taken_back, waiting = needless(state, tried), _waiting(tried)
    return [each for each in tried if each in taken_back or each not in waiting]


def _waiting(tried: Sequence[Tried]) -> list[Tried]:
    return [each for each in tried if stand_of(each.standing) in {Stand.STALLED, Stand.QUEUED, Stand.LEAVING}]


def _of_waiting(notice: Notice, heard: Heard, at: datetime) -> Decision:
    if heard.cancelled:
        return Ends(NoticeState.CANCELLED, NoticeReason.NOTICE_CANCELLED)
    return Waits(notice.next_look) if notice.next_look and at < notice.next_look else GoesOn()


def _of_lead(notice: Notice, tried: Sequence[Tried], at: datetime) -> Decision:
    """Say what follows from where the attempt stands from which the cascade goes on."""
    lead = max((each for each in tried if not each.attempt.beside), key=lambda each: each.attempt.step, default=None)
    if lead is None:
        return GoesOn()
    stand = stand_of(lead.standing)
    if stand is Stand.STALLED or overdue(lead, at):
        return GoesOn(back=lead)
    until = _patience(notice, lead, stand, at)
    return GoesOn() if until is None or until <= at else Waits(min(until, notice.expires_at))


def _patience(notice: Notice, lead: Tried, stand: Stand, at: datetime) -> datetime | None:
    """Return until when an attempt is waited for before the next channel follows; None: not at all."""
    match stand:
        case Stand.QUEUED:
            return notice.expires_at if _put_off(lead) else lead.attempt.overdue_at
        case Stand.LEAVING:
            return _leaves_by([lead], at)
        case Stand.DOUBTFUL:
            return notice.expires_at
        case Stand.TAKEN:
            return silent_from(lead, at) or notice.expires_at
        case _:
            return None


def _flies_until(tried: Tried, at: datetime) -> datetime:
    """Return when an attempt in flight is looked at again by whoever waits for it."""
    match stand_of(tried.standing):
        case Stand.QUEUED if not _put_off(tried):
            return tried.attempt.overdue_at
        case Stand.TAKEN:
            return silent_from(tried, at) or at + ASK_AGAIN
        case _:
            return at + ASK_AGAIN


def _leaves_by(tried: Sequence[Tried], at: datetime) -> datetime:
    """Return when what is with a worker, or looked for, is looked at again."""
    looked_for = not any(each.standing is not None and each.standing.state is State.SENDING for each in tried)
    return at + (LOOKED_FOR_AGAIN if looked_for else LOOK_AGAIN)


def _put_off(tried: Tried) -> bool:
    """Say whether policy keeps an attempt in the queue: what keeps it there would keep it there on every channel."""
    return tried.standing is not None and tried.standing.reason in _HELD_BY_POLICY


def _truth(tried: Sequence[Tried], at: datetime) -> Ends | None:
    stands = {stand_of(each.standing) for each in tried}
    if any(answered(each, at) for each in tried):
        return Ends(NoticeState.ANSWERED)
    if Stand.READ in stands:
        return Ends(NoticeState.READ)
    if Stand.ARRIVED in stands:
        return Ends(NoticeState.DELIVERED)
    return _of_taken(tried) if Stand.TAKEN in stands else None


def _of_taken(tried: Sequence[Tried]) -> Ends:
    """Say what a notice ends as of which a provider took something, and nothing more was told."""
    returns = any(stand_of(each.standing) is Stand.TAKEN and not each.attempt.tells for each in tried)
    return Ends(NoticeState.SENT, NoticeReason.NOT_RETURNED if returns else NoticeReason.NOTHING_TOLD)


def _raised(notice: Notice, truth: Ends | None, tried: Sequence[Tried]) -> Decision:
    """Say what an ended notice is by what is known later: it rises; what counted as sent, and did not arrive after all, has failed."""
    if notice.state is NoticeState.SENT and tried and all(stand_of(each.standing) is Stand.FAILED for each in tried):
        return ALL_FAILED
    if truth is None or notice.state in _STAYS or _RANKS[truth.state] <= _RANKS.get(notice.state, 0):
        return Waits(None)
    return truth


def _over(tried: Sequence[Tried], at: datetime) -> Decision:
    """Say what a notice whose time is over ends as; what is with a worker or looked for is waited for."""
    stands = {stand_of(each.standing) for each in tried}
    if Stand.LEAVING in stands:
        return Waits(_leaves_by(tried, at))
    if Stand.TAKEN in stands:
        return _of_taken(tried)
    if Stand.DOUBTFUL in stands:
        return Ends(NoticeState.DOUBTFUL, "unconfirmed")
    return Ends(NoticeState.EXPIRED, NoticeReason.NOTICE_EXPIRED)
