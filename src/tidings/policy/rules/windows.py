"""When a message may leave: the hours of every law that may hold for a person, in every time zone where they may be.

Where somebody is may be known, or there may be several answers. A moment is open when it is open under all of them. All is reckoned
in whole seconds of UTC from the offsets of the zone, so that a day of 23 or 25 hours, an hour that comes twice and one that never comes need no
rules of their own: a window from 02:30 on a day without 02:30 opens at 03:00.

What is asked for one person is the same for everybody of whom the same is known, so the open spans of a UTC day are remembered for
each set of places and zones.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tidings.contacts.types import Place, Whereabouts
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules.packs import Holidays, Hours, Law, Pack
from tidings.policy.rules.weeks import DAY_SECONDS, Span, Week, both, overlap

HORIZON: Final = timedelta(days=21)
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)
_HOUR: Final = 3600
_EPOCH: Final = date(1970, 1, 1).toordinal()
_REMEMBERED: Final = 1 << 16


class Closed(StrEnum):
    """Why a moment is closed. The values may be kept with messages: never rename one."""

    QUIET_HOURS = "quiet_hours"
    QUIET_DAY = "quiet_day"
    PUBLIC_HOLIDAY = "public_holiday"
    SEND_TIME = "send_time"
    """Outside the daily window that the campaign asked for in the person's own time."""


class Own(NamedTuple):
    """What an organisation sets for a country's pack (by its id; None: for all that have none of their own).

    `week` narrows the hours of the law, or widens them where the rule lets it; `holidays` sends on public holidays where the rule lets it.
    """

    pack: str | None
    week: Week | None = None
    holidays: bool = False


class Asked(NamedTuple):
    """What is to leave. `home` is the zone of whoever's zone nobody knows; `daily` the campaign's hours in each person's own time.

    `requested` says that the person asked for just this message: an answer is never held for the night.
    """

    channel: Channel
    purpose: Purpose
    home: str
    own: tuple[Own, ...] = ()
    daily: Week | None = None
    requested: bool = False


class Closing(NamedTuple):
    """What closes a moment: the reason, the pack and its rule with the source (None: the campaign's own hours), the place and its zone."""

    code: Closed
    pack: str | None
    rule: str | None
    source: str | None
    place: Place
    zone: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether a moment is open, and until when (UTC; None: longer than the horizon); else when the next one is, and what closes it.

    `opens` is None while open, and where nothing opens within the horizon.
    """

    open: bool
    until: datetime | None = None
    opens: datetime | None = None
    closed_by: Sequence[Closing] = ()


def check_moment(at: datetime) -> None:
    """Refuse a moment that somebody asks about and that is of another century, at whose end the calendar ends too. Raises Invalid."""
    if not _EARLIEST <= at.date() <= _LATEST:
        raise Invalid("at_invalid", f"{at.date()} is out of range.", field="at", fix=f"Give a moment from {_EARLIEST} to {_LATEST}.")


def opening(law: Law, asked: Asked, where: Whereabouts, at: datetime, horizon: timedelta = HORIZON) -> Opening:
    """Say whether a message may leave at a moment, and else from when on: open in all zones, under the law of all places."""
    now, last = _seconds(at), _seconds(at + horizon)
    start = next((span for span in _spans(law, asked, where, now, last) if span[1] > now), None)
    if start is None or start[0] > last:
        return Opening(open=False, closed_by=closings(law, asked, where, at))
    if start[0] > now:
        return Opening(open=False, opens=_moment(start[0]), closed_by=closings(law, asked, where, at))
    until = _end(law, asked, where, start, last)
    return Opening(open=True, until=None if until > last else _moment(until))


def openings(law: Law, asked: Asked, wheres: Iterable[Whereabouts], at: datetime, horizon: timedelta = HORIZON) -> Mapping[Whereabouts, Opening]:
    """Answer for many people at once: each distinct whereabouts is reckoned once."""
    return {where: opening(law, asked, where, at, horizon) for where in set(wheres)}


def closings(law: Law, asked: Asked, where: Whereabouts, at: datetime) -> list[Closing]:
    """Return what closes a moment, in the order of the places, none twice; empty if it is open."""
    found: dict[tuple[Closed, str | None], Closing] = {}
    for place, zone in sorted(_pairs(asked, where), key=repr):
        local = at.astimezone(ZoneInfo(zone))
        second = local.hour * _HOUR + local.minute * 60 + local.second
        for closing, spans in _checks(law, asked, place, zone, local.date()):
            if not any(start <= second < end for start, end in spans):
                found.setdefault((closing.code, closing.rule), closing)
    return list(found.values())


def closing_rules(law: Law, asked: Asked, where: Whereabouts, on: date) -> Mapping[tuple[str, str], Closing]:
    """Return the rules of law, by pack and id, that close a whole local day at one of the places where somebody may be."""
    return {
        (closing.pack, closing.rule): closing
        for place, zone in _pairs(asked, where)
        for closing, spans in _checks(law, asked, place, zone, on)
        if not spans and closing.pack is not None and closing.rule is not None
    }


def _spans(law: Law, asked: Asked, where: Whereabouts, start: int, last: int) -> Iterator[Span]:
    """Yield open spans in UTC seconds from the day of a moment to that of another, cut at midnights."""
    for number in range(start // DAY_SECONDS, last // DAY_SECONDS + 1):
        yield from _of_day(law, asked, where.places, where.zones, number)


def _end(law: Law, asked: Asked, where: Whereabouts, first: Span, last: int) -> int:
    """Return when the span that begins with this one ends: spans that touch at midnight are one."""
    end = first[1]
    for span in _spans(law, asked, where, first[1], last):
        if span[0] > end or end > last:
            break
        end = max(end, span[1])
    return end


@lru_cache(maxsize=_REMEMBERED)
def _of_day(law: Law, asked: Asked, places: frozenset[Place], zones: frozenset[str], day: int) -> tuple[Span, ...]:
    """Return the open spans of a day of UTC (counted from 1970) in UTC seconds."""
    spans: tuple[Span, ...] = ((day * DAY_SECONDS, (day + 1) * DAY_SECONDS),)
    for place, zone in _pairs(asked, Whereabouts(places, zones, None, None)):
        if not spans:
            break
        spans = overlap(spans, _local(law, asked, place, zone, day))
    return spans


def _pairs(asked: Asked, where: Whereabouts) -> list[tuple[Place, str]]:
    places = where.places or {Place(None, None)}
    zones = where.zones or {asked.home}
    return [(place, zone) for zone in zones for place in places]


@lru_cache(maxsize=_REMEMBERED)
def _local(law: Law, asked: Asked, place: Place, zone: str, day: int) -> tuple[Span, ...]:
    """Return the open spans of a day of UTC at one place in one zone."""
    found: list[Span] = []
    for start, end, offset in _offsets(zone, day):
        for local_day in range((start + offset) // DAY_SECONDS, (end + offset - 1) // DAY_SECONDS + 1):
            midnight = local_day * DAY_SECONDS - offset
            open_then = [(midnight + first, midnight + last) for first, last in _open(law, asked, place, zone, local_day)]
            found.extend(overlap([(start, end)], open_then))
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _offsets(zone: str, day: int) -> tuple[tuple[int, int, int], ...]:
    """Cut a day of UTC where the zone's offset changes: (start, end, offset) in seconds."""
    info, start, end = ZoneInfo(zone), day * DAY_SECONDS, (day + 1) * DAY_SECONDS
    cuts = [start]
    for hour in range(start, end, _HOUR):
        low, high = hour, min(hour + _HOUR, end)
        before = _offset(info, low)
        if _offset(info, high) == before:
            continue
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(info, middle) == before else (low, middle)
        if high < end:
            cuts.append(high)
    return tuple((cut, after, _offset(info, cut)) for cut, after in zip(cuts, [*cuts[1:], end], strict=True))


def _offset(zone: ZoneInfo, second: int) -> int:
    shift = datetime.fromtimestamp(second, UTC).astimezone(zone).utcoffset()
    return int(shift.total_seconds()) if shift is not None else 0


@lru_cache(maxsize=_REMEMBERED)
def _open(law: Law, asked: Asked, place: Place, zone: str, local_day: int) -> tuple[Span, ...]:
    spans: tuple[Span, ...] = ((0, DAY_SECONDS),)
    for _, allowed in _checks(law, asked, place, zone, date.fromordinal(_EPOCH + local_day)):
        spans = overlap(spans, allowed)
    return spans


def _checks(law: Law, asked: Asked, place: Place, zone: str, on: date) -> Iterator[tuple[Closing, Sequence[Span]]]:
    """Yield each thing that bounds a local day, with the spans that it leaves open, in seconds of that day."""
    if not asked.requested:
        for pack, rule in law.rules_at(place, asked.channel, asked.purpose, on):
            if isinstance(rule.value, Hours):
                spans = _hours(rule.value, _own(asked, pack)).days[on.weekday()]
                code = Closed.QUIET_HOURS if spans else Closed.QUIET_DAY
                yield Closing(code, pack.id, rule.id, rule.source, place, zone), spans
            elif isinstance(rule.value, Holidays) and not (rule.value.may_be_opened and _own(asked, pack).holidays) and law.is_holiday(place, on):
                yield Closing(Closed.PUBLIC_HOLIDAY, pack.id, rule.id, rule.source, place, zone), ()
    if asked.daily is not None:
        yield Closing(Closed.SEND_TIME, None, None, None, place, zone), asked.daily.days[on.weekday()]


def _own(asked: Asked, pack: Pack) -> Own:
    set_for = {own.pack: own for own in asked.own}
    return set_for.get(pack.id) or set_for.get(None) or Own(None)


def _hours(rule: Hours, own: Own) -> Week:
    return rule.week if own.week is None else both(own.week, rule.widest or rule.week)


def _seconds(at: datetime) -> int:
    return int(at.timestamp() // 1)


def _moment(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
