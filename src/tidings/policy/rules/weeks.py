"""Hours by weekday in local time: read from words such as `mon-fri = "09:00-18:00"`, and put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Final

DAY_SECONDS: Final = 86_400
_NAMES: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")

Span = tuple[int, int]
"""Seconds since local midnight: from the first until before the second; at most `DAY_SECONDS`."""


@dataclass(frozen=True, slots=True)
class Week:
    """The open spans of each weekday, Monday first, in order and apart; a day without any is closed."""

    days: tuple[tuple[Span, ...], ...]

    @classmethod
    def told(cls, words: Mapping[str, str]) -> "Week":
        """Read `{"mon-fri": "09:00-12:00,14:00-18:00", "sat": "10:00-12:00"}` or `{"daily": ...}`; days not named are closed. Raises ValueError."""
        days: list[tuple[Span, ...]] = [()] * len(_NAMES)
        for name, hours in words.items():
            spans = tuple(_span(part.strip()) for part in hours.split(","))
            if any(before[1] > after[0] for before, after in pairwise(spans)):
                raise ValueError(f"{hours!r} are not in order")
            for day in _days(name):
                days[day] = spans
        return cls(tuple(days))

    @classmethod
    def daily(cls, start: time, end: time | None) -> "Week":
        """Return the same span for every day; without an end (None) until midnight. Raises ValueError if it holds no second."""
        span = (_second(start), DAY_SECONDS if end is None else _second(end))
        if span[0] >= span[1]:
            raise ValueError("the end is not after the start")
        return cls(((span,),) * len(_NAMES))

    def words(self) -> dict[str, str]:
        """Return the week as `told` reads it, days with the same hours together."""
        found: list[tuple[int, int, tuple[Span, ...]]] = []
        for day, spans in enumerate(self.days):
            if found and found[-1][2] == spans:
                found[-1] = (found[-1][0], day, spans)
            else:
                found.append((day, day, spans))
        return {_called(first, last): ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in spans) for first, last, spans in found if spans}


CLOSED: Final = Week(((),) * len(_NAMES))
ALWAYS: Final = Week((((0, DAY_SECONDS),),) * len(_NAMES))


def both(one: Week, other: Week) -> Week:
    """Return when both are open."""
    return Week(tuple(overlap(mine, theirs) for mine, theirs in zip(one.days, other.days, strict=True)))


def within(inner: Week, outer: Week) -> bool:
    """Say whether the outer week is open whenever the inner one is."""
    return both(inner, outer) == inner


def overlap(one: Sequence[Span], other: Sequence[Span]) -> tuple[Span, ...]:
    """Return the parts that two ordered lists of spans share."""
    found = [(max(a[0], b[0]), min(a[1], b[1])) for a in one for b in other]
    return tuple(sorted(span for span in found if span[0] < span[1]))


def _span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} are no hours such as 08:00-20:00")
    hour, minute, last_hour, last_minute = map(int, match.groups())
    start, end = hour * 3600 + minute * 60, last_hour * 3600 + last_minute * 60
    if not start < end <= DAY_SECONDS or max(minute, last_minute) > 59:  # noqa: PLR2004 - minutes
        raise ValueError(f"{text!r} are no hours of a day")
    return start, end


def _days(name: str) -> range:
    if name == "daily":
        return range(len(_NAMES))
    first, _, last = name.partition("-")
    if first not in _NAMES or (last or first) not in _NAMES or _NAMES.index(last or first) < _NAMES.index(first):
        raise ValueError(f"{name!r} names no days")
    return range(_NAMES.index(first), _NAMES.index(last or first) + 1)


def _called(first: int, last: int) -> str:
    if (first, last) == (0, len(_NAMES) - 1):
        return "daily"
    return _NAMES[first] if first == last else f"{_NAMES[first]}-{_NAMES[last]}"


def _clock(second: int) -> str:
    return f"{second // 3600:02}:{second % 3600 // 60:02}"


def _second(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
