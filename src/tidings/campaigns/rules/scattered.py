"""The people of one campaign for its plan by day: how many are where, and not who.

The plan needs their number only; of those who may leave at a moment each place gives its share, as people of all places stand mixed in
the order of the release. The dry run follows each person instead (`rules.crowd`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from tidings.campaigns.rules.crowd import Hours
from tidings.contacts.types import Whereabouts
from tidings.policy.types import Closure

MOST_PLACES = 16
"""How many places a plan tells apart; the law of each is asked for each day. Those with fewest people are planned as a larger one's."""

_HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Scattered:
    """People by where they may be. They leave as fast as their sender (`per_hour`, None: at once) manages while their places are open."""

    hours: Hours
    people: Counter[Whereabouts]
    per_hour: int | None = None
    _known: dict[Whereabouts, datetime | Closure] = field(default_factory=dict[Whereabouts, datetime | Closure])
    _at: datetime | None = None
    _free_at: datetime | None = None

    def look(self, at: datetime) -> None:
        """Go to a moment: places open and close."""
        self._at = at
        over = [where for where, people in self.people.items() if people and _ends(self._known.get(where), at) <= at]
        self._known.update(self.hours(over, at) if over else {})

    @property
    def ready(self) -> int:
        """How many may leave at the moment and in the hours that are open then."""
        there = self._open()
        if self.per_hour is None or self._at is None or not there:
            return sum(there.values())
        closes = max(_ends(self._known[where], self._at) for where in there)
        manages = ceil(self.per_hour * ((closes - max(self._at, self._free_at or self._at)) / _HOUR))
        return max(min(sum(there.values()), manages), 0)

    @property
    def later(self) -> datetime | None:
        """Return when more may leave, None if nobody waits for their place to open."""
        return min((known.until for where, known in self._known.items() if isinstance(known, Closure) and self.people[where]), default=None)

    def leave(self, people: int, per_hour: int | None) -> int:
        """Let so many of those ready leave, from each place its share; return how many remain."""
        self.people -= Counter(portions(self._open(), people))
        if per_hour is not None and self._at is not None:
            self._free_at = max(self._at, self._free_at or self._at) + people * (_HOUR / per_hour)
        return self.people.total()

    def _open(self) -> Mapping[Whereabouts, int]:
        return {where: people for where, people in self.people.items() if people and not isinstance(self._known[where], Closure)}


def scaled(sample: Mapping[Whereabouts, int], people: int) -> Counter[Whereabouts]:
    """Return how many of so many people are where, judged by a sample of them; at most `MOST_PLACES` are told apart."""
    merged = Counter[Whereabouts]()
    for where, found in sample.items():
        merged[Whereabouts(where.places, where.zones, None, None)] += found
    told_apart = Counter(dict(merged.most_common(MOST_PLACES)))
    for where, found in merged.most_common()[MOST_PLACES:]:
        told_apart[_nearest(where, told_apart)] += found
    return Counter(portions(told_apart, people))


def portions(parts: Mapping[Whereabouts, int], people: int) -> Mapping[Whereabouts, int]:
    """Divide people over parts in proportion; they add up, and of whole parts nobody is left over or invented."""
    whole = sum(parts.values())
    if not whole:
        return {}
    shares = {where: people * part // whole for where, part in parts.items()}
    rest = people - sum(shares.values())
    for where in sorted(parts, key=lambda where: (-(people * parts[where] % whole), -parts[where], repr(where)))[:rest]:
        shares[where] += 1
    return shares


def _nearest(where: Whereabouts, told_apart: Counter[Whereabouts]) -> Whereabouts:
    """Return the largest part in the same countries, else the largest of all."""
    countries = {place.country for place in where.places}
    ordered = [known for known, _ in told_apart.most_common()]
    return next((known for known in ordered if {place.country for place in known.places} == countries), ordered[0])


def _ends(known: datetime | Closure | None, at: datetime) -> datetime:
    if known is None:
        return at
    return known.until if isinstance(known, Closure) else known
