"""The measures of the inbox: how quickly people were answered, how much needed nobody, how content they were."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from statistics import fmean, median
from typing import TypeVar
from zoneinfo import ZoneInfo

from tidings.inbox.rules import hours
from tidings.inbox.rules.actors import actor_of
from tidings.inbox.types.automatic import Automation, By, Episode, Figures, MachineAnswer, Rated, Spans

_DAY = timedelta(hours=24)
_MOST = 5
Fact = TypeVar("Fact", Episode, MachineAnswer, Rated)


class Measured:
    """What the measures of one time are reckoned from."""

    def __init__(
        self, automation: Automation, zone: ZoneInfo, now: datetime, facts: tuple[Sequence[Episode], Sequence[MachineAnswer], Sequence[Rated]]
    ) -> None:
        self._automation, self._zone, self._now = automation, zone, now
        self._episodes, self._machine, self._rated = facts

    def all(self) -> Figures:
        """Return the figures of everything together."""
        return self._figures(None, self._episodes, self._machine, self._rated)

    def by(self, by: By) -> Sequence[Figures]:
        """Return the figures told apart, in the order of their keys, nobody's last."""
        episodes, machine, rated = (
            _grouped(self._episodes, lambda each: self._key_of_episode(by, each)),
            _grouped(self._machine, lambda each: self._key(by, each.at, each.channel.value, each.team_id)),
            _grouped(self._rated, lambda each: each.agent if by is By.AGENT else self._key(by, each.asked_at, each.channel.value, each.team_id)),
        )
        keys = sorted({*episodes, *machine, *rated}, key=lambda each: (each is None, each or ""))
        return [self._figures(key, episodes.get(key, []), machine.get(key, []), rated.get(key, [])) for key in keys]

    def _key_of_episode(self, by: By, each: Episode) -> str | None:
        if by is By.AGENT:
            return each.first_by or (actor_of(each.assignee_id) if each.assignee_id else None)
        return self._key(by, each.began_at, each.channel.value if each.channel else None, each.team_id)

    def _key(self, by: By, at: datetime, channel: str | None, team: object) -> str | None:
        match by:
            case By.DAY:
                return at.astimezone(self._zone).date().isoformat()
            case By.CHANNEL:
                return channel
            case By.TEAM:
                return str(team) if team else None
            case By.AGENT:
                return None

    def _figures(self, key: str | None, episodes: Sequence[Episode], machine: Sequence[MachineAnswer], rated: Sequence[Rated]) -> Figures:
        settled = [each for each in machine if each.at + _DAY <= self._now]
        scores = [each.score for each in rated if each.score is not None]
        return Figures(
            key=key,
            conversations=len(episodes),
            first_response=self._spans([(each.began_at, each.first_at) for each in episodes if each.first_at]),
            resolution=self._spans([(each.began_at, each.resolved_at) for each in episodes if each.resolved_at]),
            automatic=len(settled),
            deflected=sum(not each.needed for each in settled),
            settling=len(machine) - len(settled),
            surveys=len(rated),
            rated=len(scores),
            score=round(fmean(scores), 2) if scores else None,
            scores=[scores.count(each) for each in range(1, _MOST + 1)],
        )

    def _spans(self, times: Sequence[tuple[datetime, datetime]]) -> Spans:
        wall = [(end - start).total_seconds() for start, end in times]
        inside = [hours.worked(self._automation, self._zone, start, end).total_seconds() for start, end in times]
        if not times:
            return Spans(0, None, None, None, None)
        return Spans(len(times), median(wall), round(fmean(wall), 1), median(inside), round(fmean(inside), 1))


def _grouped(facts: Iterable[Fact], key: Callable[[Fact], str | None]) -> dict[str | None, list[Fact]]:
    found: dict[str | None, list[Fact]] = {}
    for each in facts:
        found.setdefault(key(each), []).append(each)
    return found
