"""The people of one campaign on their way through a dry run: who may leave at which moment, and what came of it.

People are numbers here, in the order in which the release walks them, so that 100,000 of them are lists of small integers.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from zoneinfo import ZoneInfo

from tidings.contacts.types import Whereabouts
from tidings.policy.types import Closure

Hours = Callable[[Collection[Whereabouts], datetime], Mapping[Whereabouts, datetime | Closure]]
_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class DayTally:
    """Who left on a day and what that costs, in millionths; `unpriced` have no known price."""

    people: int = 0
    segments: int = 0
    micros: int = 0
    unpriced: int = 0


@dataclass(slots=True)
class Crowd:
    """Everybody whom policy does not refuse. `add` them in order, then let a plan `look` and `leave`."""

    hours: Hours
    zone: ZoneInfo
    purse: int | None
    accept_unknown_prices: bool
    samples: int = 20
    days: dict[date, DayTally] = field(default_factory=dict[date, DayTally])
    by_hour: Counter[datetime] = field(default_factory=Counter[datetime])
    left: list[tuple[int, datetime]] = field(default_factory=list[tuple[int, datetime]])
    held: Counter[str] = field(default_factory=Counter[str])
    last: datetime | None = None
    out_of_money: bool = False
    price_unknown: bool = False
    _groups: dict[Whereabouts, list[int]] = field(default_factory=dict[Whereabouts, list[int]])
    _known: dict[Whereabouts, datetime | Closure] = field(default_factory=dict[Whereabouts, datetime | Closure])
    _where: list[Whereabouts] = field(default_factory=list[Whereabouts])
    _costs: list[tuple[int, int | None]] = field(default_factory=list[tuple[int, int | None]])
    _waiting: list[tuple[datetime, int]] = field(default_factory=list[tuple[datetime, int]])
    _at: datetime | None = None
    _free_at: datetime | None = None
    _heads: list[tuple[int, Whereabouts]] = field(default_factory=list[tuple[int, Whereabouts]])
    _ready: int = 0
    _remaining: int = 0

    def add(self, where: Whereabouts, segments: int, micros: int | None, not_before: datetime | None, held_by: str | None) -> None:
        """Add the next person; `held_by` is what puts them off until `not_before`."""
        number = len(self._where)
        self._where.append(where)
        self._costs.append((segments, micros))
        self._remaining += 1
        if not_before is None:
            self._groups.setdefault(where, []).append(number)
        else:
            heappush(self._waiting, (not_before, number))
            if held_by is not None:
                self.held[held_by] += 1

    @property
    def remaining(self) -> int:
        """How many have not left."""
        return self._remaining

    @property
    def ready(self) -> int:
        """How many may leave at the moment."""
        return 0 if self.out_of_money else self._ready

    @property
    def later(self) -> datetime | None:
        """Return when more may leave, None if nobody waits for a moment."""
        if self.out_of_money:
            return None
        opens = [known.until for where, known in self._known.items() if isinstance(known, Closure) and self._groups.get(where)]
        return min([*opens, *(at for at, _ in self._waiting[:1])], default=None)

    def look(self, at: datetime) -> None:
        """Go to a moment: who was put off until then is looked at again, and places open and close."""
        first = self._at is None
        self._at = at
        while self._waiting and self._waiting[0][0] <= at:
            _, number = heappop(self._waiting)
            heappush(self._groups.setdefault(self._where[number], []), number)
        over = [where for where, people in self._groups.items() if people and _over(self._known.get(where), at)]
        self._known.update(self.hours(over, at) if over else {})
        if first:
            self.held.update(known.code.value for where in over if isinstance(known := self._known[where], Closure) for _ in self._groups[where])
        self._heads = [(people[0], where) for where, people in self._groups.items() if people and not isinstance(self._known[where], Closure)]
        heapify(self._heads)
        self._ready = sum(len(self._groups[where]) for _, where in self._heads)

    def leave(self, people: int, per_hour: int | None) -> int:
        """Let the first so many of those ready leave, at the sender's pace, as far as the budget goes; return how many remain."""
        at = self._at
        if at is None:
            return self._remaining
        leaves = max(at, self._free_at or at)
        for _ in range(people):
            number, where = self._heads[0]
            if not self._pays(number):
                self.out_of_money = True
                break
            heappop(self._groups[where])
            heappop(self._heads)
            if self._groups[where]:
                heappush(self._heads, (self._groups[where][0], where))
            self._note(number, leaves)
            if per_hour is not None:
                leaves += _HOUR / per_hour
        self._free_at = leaves
        return 0 if self.out_of_money else self._remaining

    def _pays(self, number: int) -> bool:
        micros = self._costs[number][1]
        if self.purse is None:
            return True
        if micros is None:
            self.price_unknown = not self.accept_unknown_prices
            return self.accept_unknown_prices
        if micros > self.purse:
            return False
        self.purse -= micros
        return True

    def _note(self, number: int, leaves: datetime) -> None:
        segments, micros = self._costs[number]
        local = leaves.astimezone(self.zone)
        day = self.days.setdefault(local.date(), DayTally())
        day.people += 1
        day.segments += segments
        day.micros += micros or 0
        day.unpriced += micros is None
        self.by_hour[local.replace(minute=0, second=0, microsecond=0)] += 1
        self._remaining -= 1
        self._ready -= 1
        self.last = leaves
        if len(self.left) < self.samples:
            self.left.append((number, leaves))


def _over(known: datetime | Closure | None, at: datetime) -> bool:
    if known is None:
        return True
    return (known.until if isinstance(known, Closure) else known) <= at
