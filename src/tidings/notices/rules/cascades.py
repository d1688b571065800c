"""Cascades: in which order channels are tried, read from data."""

import tomllib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Any

from tidings.kernel.words import Channel
from tidings.notices.types import Settings

BY_KIND = "kind"
BY_PERSON = "person"
BY_HABIT = "habit"
"""Whose order a plan follows, beside the names of cascades."""
_CHANNELS = {each.value: each for each in Channel}


@dataclass(frozen=True, slots=True)
class Beside:
    """A channel that goes at once with the first; `engaged` asks that the person replied or read there lately."""

    channel: Channel
    engaged: bool


@dataclass(frozen=True, slots=True)
class Way:
    """What is tried one after the other, and what goes beside the first, where `when_usable` can be used (None: always)."""

    when_usable: str | None
    tries: Sequence[Channel]
    besides: Sequence[Beside]


@dataclass(frozen=True, slots=True)
class Cascade:
    """A named order of channels, and what it says in words by language."""

    name: str
    words: Mapping[str, str]
    ways: Sequence[Way]
    high_value_only: AbstractSet[Channel]


@dataclass(frozen=True, slots=True)
class Route:
    """What holds for one notice: whose order it is, what is tried, what goes beside."""

    by: str
    tries: Sequence[Channel]
    besides: Sequence[Beside]


def route_of(settings: Settings, own: Sequence[Channel], usable: AbstractSet[Channel]) -> Route:
    """Return the order for a notice of a kind to a person with an order of their own, or none, whom these channels can reach.

    A person's own order goes before the others, and nothing goes beside it.
    """
    if settings.order:
        route = Route(BY_KIND, settings.order, ())
    else:
        cascade = CASCADES[settings.cascade]
        way = next(each for each in cascade.ways if each.when_usable is None or each.when_usable in usable)
        route = Route(cascade.name, way.tries, way.besides)
    if not own:
        return route
    return Route(BY_PERSON, [*own, *(each for each in route.tries if each not in own)], ())


def apart(one: Channel, other: Channel) -> bool:
    """Say whether two channels never go to one person at once."""
    return frozenset({one.value, other.value}) in NEVER_TOGETHER


def wait_of(settings: Settings, channel: Channel) -> timedelta:
    """Return how long a channel may be silent before the next one follows."""
    return settings.waits.get(channel) or WAITS[channel]


def silent_channels(*, app_confirms: bool) -> AbstractSet[Channel]:
    """Return the channels of which nobody tells that a message arrived; `app_confirms` says that the app's server tells what it showed."""
    return frozenset(channel for channel, when in _TELLS_NO_ARRIVAL.items() if when == _ALWAYS or not app_confirms)


def kept_back(settings: Settings, channel: Channel) -> bool:
    """Say whether the cascade keeps a channel for kinds that are worth more than this one."""
    return not settings.order and not settings.high_value and channel in CASCADES[settings.cascade].high_value_only


def _cascade(name: str, told: Mapping[str, Any]) -> Cascade:
    ways = [_way(each) for each in told["ways"]]
    words = {language: told[language] for language in ("en", "fr")}
    return Cascade(name, words, ways, frozenset(_known(told.get("high_value_only", ()))))


def _way(told: Mapping[str, Any]) -> Way:
    besides = [Beside(_CHANNELS[each["channel"]], each["engaged"]) for each in told.get("beside", ()) if each["channel"] in _CHANNELS]
    return Way(told.get("when_usable"), _known(told["try"]), besides)


def _known(names: Sequence[str]) -> list[Channel]:
    """Return the channels of these names; one that is not installed counts as not there."""
    return [_CHANNELS[name] for name in names if name in _CHANNELS]


_DATA = tomllib.loads(files("tidings.notices").joinpath("cascades.toml").read_text(encoding="utf-8"))
CASCADES = {name: _cascade(name, told) for name, told in _DATA["cascades"].items()}
NEVER_TOGETHER = frozenset(frozenset(pair) for pair in _DATA["never_together"])
ENGAGED_WITHIN = timedelta(days=_DATA["engaged_days"])
HABITS_OF = timedelta(days=_DATA["habits"]["days"])
HABITS_LEAST: int = _DATA["habits"]["least"]
HABITS_BETTER_BY: float = _DATA["habits"]["better_by"]
HABITS_NOTICES: int = _DATA["habits"]["notices_looked_at"]
WAITS = {_CHANNELS[name]: timedelta(seconds=seconds) for name, seconds in _DATA["waits"].items() if name in _CHANNELS}
"""How long each channel may be silent, unless a kind says otherwise."""
COSTLY = frozenset(_known(_DATA["costs"]["channels"]))
"""The channels that cost money for each message."""
_ALWAYS = "always"
_TELLS_NO_ARRIVAL: Mapping[Channel, str] = {_CHANNELS[name]: when for name, when in _DATA["tells_no_arrival"].items() if name in _CHANNELS}
