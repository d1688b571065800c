"""Smart choice: the channel that worked for a person before goes first. Counts of what happened, compared; no model that nobody can follow.

It abstains, and the cascade stands as it is, where there is too little to tell or the difference is small.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tidings.kernel.words import Channel
from tidings.messages.types import State
from tidings.notices.rules.cascades import BY_HABIT, HABITS_BETTER_BY, HABITS_LEAST, HABITS_OF, Route
from tidings.notices.rules.deciding import answered
from tidings.notices.types import Comparison, Habit, Tried

_WORKED = frozenset({State.DELIVERED, State.READ})
_DID_NOT = frozenset({State.FAILED, State.SENT})
_GRACE = timedelta(hours=1)
"""How long after its wait something that nothing is told of counts as not having reached anybody."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a person: attempts of their notices, and when they read or answered any message, by channel."""

    tried: Sequence[Tried] = ()
    engaged: Sequence[tuple[Channel, datetime]] = field(default=())


def habits_of(past: Past, at: datetime) -> list[Habit]:
    """Count what worked for a person in the days before a moment, by channel."""
    since = at - HABITS_OF
    habits: dict[Channel, Habit] = {}
    for each in past.tried:
        worked = worked_out(each, at)
        if worked is not None and since <= each.attempt.planned_at < at:
            known = habits.get(each.attempt.channel, Habit(each.attempt.channel))
            habits[known.channel] = replace(known, tried=known.tried + 1, worked=known.worked + worked)
    for channel, engaged_at in past.engaged:
        if since <= engaged_at < at:
            known = habits.get(channel, Habit(channel))
            habits[channel] = replace(known, engaged=known.engaged + 1)
    return [habits[channel] for channel in Channel if channel in habits]


def worked_out(tried: Tried, at: datetime) -> bool | None:
    """Say whether an attempt reached its person; None where nothing left, nobody knows or tells, or it may still arrive."""
    state = tried.standing.state if tried.standing else None
    if state in _WORKED or answered(tried, at):
        return True
    if state is State.SENT and not tried.attempt.tells:
        return None
    silent = state is State.FAILED or at >= tried.attempt.silent_at + _GRACE
    return False if state in _DID_NOT and silent else None


def smart(route: Route, habits: Sequence[Habit], usable: frozenset[Channel]) -> Route:
    """Return a route with the channel first that worked clearly better for the person than the one that it begins with; else as it is."""
    by_channel = {each.channel: each for each in habits if each.evidence >= HABITS_LEAST and each.channel in usable}
    first = next((each for each in route.tries if each in usable), None)
    if first is None or first not in by_channel:
        return route
    best = max((by_channel[each] for each in route.tries if each in by_channel), key=lambda each: each.share)
    if best.share - by_channel[first].share < HABITS_BETTER_BY:
        return route
    return Route(BY_HABIT, [best.channel, *(each for each in route.tries if each is not best.channel)], route.besides)


def compare(tries: Sequence[Tried], past: Past, possible: Collection[Channel], at: datetime) -> Comparison:
    """Say of one notice that went its way whether the choice would have been another, and what is known of both.

    `tries` are its attempts, `past` is all that is known of its person, of which what came before the notice counts, `possible` are the channels
    of its kind. What nobody tried is counted as if it had failed.
    """
    leads = [each for each in tries if not each.attempt.beside]
    if not leads:
        return Comparison()
    first = leads[0].attempt
    order = [first.channel, *(each for each in Channel if each in possible and each is not first.channel)]
    chosen = smart(Route("", order, ()), habits_of(past, first.planned_at), frozenset(order)).tries[0]
    if chosen is first.channel:
        return Comparison(notices=1)
    later = next((each for each in tries if each.attempt.channel is chosen), None)
    return Comparison(
        notices=1,
        different=1,
        cascade_worked=int(worked_out(leads[0], at) is True),
        choice_worked=int(later is not None and worked_out(later, at) is True),
    )
