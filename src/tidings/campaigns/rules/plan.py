"""The send plan: arithmetic by day and by moment of the day, never by person (docs/decisions/0013).

It walks the days as the release step will: at each opening of somebody's hours, and whenever people fall out of the
portfolio's rolling 24 hours, what there is room for is shared and released.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.campaigns.rules.calendar import ONE_DAY, business_day, window
from tidings.campaigns.rules.share import Bid, share
from tidings.campaigns.types import Hours

HORIZON_DAYS = 1_827
"""Five years: what would take longer has no estimated end."""

COUNTED_FOR = timedelta(hours=24, seconds=60)
"""How long a person counts against the portfolio: the provider's 24 hours and the minute that `limits` adds."""

GRAIN = timedelta(minutes=30)
"""People who fall out of the rolling window within this time are planned together, at the last one's moment."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What one campaign still has to do. `starts` and `ends` are both included; `released_today` counts against the limit.

    `per_hour` is the sender's, shared by all campaigns that send by it.
    """

    campaign_id: UUID
    remaining: int
    daily_limit: int
    priority: int
    hours: Hours
    sender_id: UUID | None = None
    per_hour: int | None = None
    starts: date | None = None
    ends: date | None = None
    released_today: int = 0


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The distinct people allowed in a rolling 24 hours (None without a limit) and when those counted now fall out.

    People still in flight have no such time yet (None): the plan lets them count for a whole 24 hours from now.
    """

    daily_people: int | None = None
    falling_out: Sequence[tuple[datetime | None, int]] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One campaign's plan from today on. Today's number includes those released already.

    `completes_on` is the day of the last release, the end date if people will expire, None if the plan has no end
    within the horizon; `left_over` counts the people it does not reach.
    """

    days: tuple[tuple[date, int], ...]
    completes_on: date | None
    left_over: int


class People(Protocol):
    """Who, or how many where, the people of a campaign are, for a plan that asks whether they may be written to at its moments."""

    def look(self, at: datetime) -> None:
        """Go to a moment; moments only go forward."""
        ...

    @property
    def ready(self) -> int:
        """How many may leave at the moment."""
        ...

    @property
    def later(self) -> datetime | None:
        """When more may leave."""
        ...

    def leave(self, people: int, per_hour: int | None) -> int:
        """Let so many leave; return how many are left to be reached."""
        ...


def plan(
    needs: Sequence[Needs],
    portfolio: Portfolio,
    *,
    zone: ZoneInfo,
    now: datetime,
    horizon_days: int = HORIZON_DAYS,
    people: Mapping[UUID, People] | None = None,
) -> dict[UUID, Planned]:
    """Plan campaigns that share a portfolio (or a sender). `now` is UTC; days and hours are those of `zone`.

    Of campaigns named in `people` it counts where people are; of the others only how many there are.
    """
    today = business_day(now, zone)
    courses = [_Course(each, each.remaining, had=each.released_today, people=(people or {}).get(each.campaign_id)) for each in needs]
    rolling = _Rolling(portfolio, now)
    day, last = today, today + horizon_days * ONE_DAY
    while day <= last and (going := [course for course in courses if course.goes_on(day)]):
        _plan_day(_windows(going, day, zone, now), rolling)
        for course in courses:
            course.close_day(day)
        day += ONE_DAY
    for course in courses:
        course.close_day(day)
    return {course.needs.campaign_id: course.planned() for course in courses}


@dataclass(slots=True)
class _Course:
    """A campaign on its way through the plan; `had` counts the day at hand."""

    needs: Needs
    remaining: int
    had: int = 0
    days: list[tuple[date, int]] = field(default_factory=list[tuple[date, int]])
    people: People | None = None

    def goes_on(self, day: date) -> bool:
        """Say whether anybody is left to be reached on this day or later."""
        return self.remaining > 0 and (self.needs.ends is None or day <= self.needs.ends)

    def starts_by(self, day: date) -> bool:
        """Say whether the start date has come."""
        return self.needs.starts is None or self.needs.starts <= day

    def wants(self) -> int:
        """Return how many more people the campaign may take today."""
        most = min(self.remaining, self.needs.daily_limit - self.had)
        return max(most if self.people is None else min(most, self.people.ready), 0)

    def later(self) -> datetime | None:
        """Return when more people of today may be written to, None where their hours don't matter."""
        return self.people.later if self.people is not None and self.had < self.needs.daily_limit else None

    def take(self, people: int) -> None:
        """Release people."""
        left = self.remaining - people if self.people is None else self.people.leave(people, self.needs.per_hour)
        self.had += people
        self.remaining = left

    def close_day(self, day: date) -> None:
        """Write the day into the plan."""
        if self.had:
            self.days.append((day, self.had))
        self.had = 0

    def planned(self) -> Planned:
        """Return the finished plan."""
        completes_on = self.days[-1][0] if self.days and not self.remaining else None
        if self.remaining:
            completes_on = self.needs.ends
        return Planned(tuple(self.days), completes_on, self.remaining)


class _Rolling:
    """The portfolio's rolling 24 hours, as cohorts of people who fall out together, in the order in which they do."""

    def __init__(self, portfolio: Portfolio, now: datetime) -> None:
        self._limit = portfolio.daily_people
        latest = now + COUNTED_FOR
        known = sorted((min(at or latest, latest), people) for at, people in portfolio.falling_out)
        self._cohorts = deque(known)
        self._counted = sum(people for _, people in known)

    def room(self, at: datetime) -> int | None:
        """Return how many new people there is room for at a moment; moments only go forward."""
        if self._limit is None:
            return None
        while self._cohorts and self._cohorts[0][0] <= at:
            self._counted -= self._cohorts.popleft()[1]
        return max(self._limit - self._counted, 0)

    def admit(self, at: datetime, people: int) -> None:
        """Count people released at a moment."""
        if people and self._limit is not None:
            self._cohorts.append((at + COUNTED_FOR, people))
            self._counted += people

    def next_room(self) -> datetime | None:
        """Return when the next people will have fallen out, those shortly after them included."""
        if self._limit is None or not self._cohorts:
            return None
        until = self._cohorts[0][0] + GRAIN
        latest = self._cohorts[0][0]
        for at, _ in self._cohorts:
            if at > until:
                break
            latest = at
        return latest


@dataclass(slots=True)
class _Window:
    """One campaign's hours on one day, and how many messages its sender manages in them (None: any number)."""

    course: _Course
    opens: datetime
    closes: datetime
    manages: int | None

    def wants(self) -> int:
        """Return how many people may still be released in these hours."""
        wants = self.course.wants()
        return wants if self.manages is None else min(wants, self.manages)

    def take(self, people: int) -> None:
        """Release people."""
        self.course.take(people)
        if self.manages is not None:
            self.manages -= people


def _windows(courses: Iterable[_Course], day: date, zone: ZoneInfo, now: datetime) -> list[_Window]:
    windows: list[_Window] = []
    for course in courses:
        hours = window(day, course.needs.hours, zone) if course.starts_by(day) else None
        if hours is not None and hours[1] > now:
            opens = max(hours[0], now)
            windows.append(_Window(course, opens, hours[1], _manages(course.needs.per_hour, hours[1] - opens)))
    return windows


def _manages(per_hour: int | None, span: timedelta) -> int | None:
    return None if per_hour is None else ceil(per_hour * (span / timedelta(hours=1)))


def _plan_day(windows: Sequence[_Window], rolling: _Rolling) -> None:
    senders = _senders(windows)
    openings = sorted({each.opens for each in windows})
    at = openings[0] if openings else None
    while at is not None:
        still_open = [each for each in windows if each.closes > at]
        for each in still_open:
            if each.course.people is not None:
                each.course.people.look(at)
        _release([each for each in still_open if each.opens <= at], rolling, senders, at)
        waiting = [each for each in still_open if each.wants() > 0 or each.course.later() is not None]
        at = _next_moment(waiting, rolling, at)


def _next_moment(waiting: Sequence[_Window], rolling: _Rolling, at: datetime) -> datetime | None:
    """Return when something can happen next on this day, or None when the day is done."""
    if not waiting:
        return None
    later = [each.opens for each in waiting if each.opens > at]
    later += [moment for each in waiting if (moment := each.course.later()) is not None and moment > at]
    freed = rolling.next_room()
    if freed is not None and freed > at:
        later.append(freed)
    following = min(later, default=None)
    return following if following is not None and following < max(each.closes for each in waiting) else None


def _senders(windows: Sequence[_Window]) -> dict[UUID, int]:
    """Return how many messages each limited sender manages on the day, over the hours of all its campaigns."""
    spans: dict[UUID, tuple[datetime, datetime, int]] = {}
    for each in windows:
        sender, per_hour = each.course.needs.sender_id, each.course.needs.per_hour
        if sender is not None and per_hour is not None:
            opens, closes, _ = spans.get(sender, (each.opens, each.closes, per_hour))
            spans[sender] = (min(opens, each.opens), max(closes, each.closes), per_hour)
    return {sender: ceil(per_hour * ((closes - opens) / timedelta(hours=1))) for sender, (opens, closes, per_hour) in spans.items()}


def _release(windows: Sequence[_Window], rolling: _Rolling, senders: dict[UUID, int], at: datetime) -> None:
    """Release what the senders and then the portfolio let through at one moment."""
    wanted = _by_sender(windows, senders)
    bids = [Bid(n, each.course.needs.priority, wanted[n], each.course.had) for n, each in enumerate(windows)]
    shares = share(rolling.room(at), bids)
    for n, each in enumerate(windows):
        each.take(shares[n])
        sender = each.course.needs.sender_id
        if sender is not None and sender in senders:
            senders[sender] -= shares[n]
    rolling.admit(at, sum(shares.values()))


def _by_sender(windows: Sequence[_Window], senders: dict[UUID, int]) -> dict[int, int]:
    """Return what each window may want, after the campaigns of one sender have shared what it manages."""
    wanted = {n: each.wants() for n, each in enumerate(windows)}
    for sender, rest in senders.items():
        mine = [n for n, each in enumerate(windows) if each.course.needs.sender_id == sender]
        bids = [Bid(n, windows[n].course.needs.priority, wanted[n], windows[n].course.had) for n in mine]
        wanted.update(share(rest, bids))
    return wanted
