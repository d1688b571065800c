"""The status machine, read from data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from tidings.repairs import errors
from tidings.repairs.types import Status


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds of a status: its names by language, what may follow, and by which kind of notice its owner is told (None: not told)."""

    words: Mapping[str, str]
    next: Sequence[Status]
    tells: str | None
    waits_for_owner: bool
    asks_price: bool
    unrepaired: bool
    end: bool


def check_follows(before: Status, after: Status) -> None:
    """Raise Conflict unless a status may follow another."""
    if after not in STATUSES[before].next:
        raise errors.no_way_there(before, after, STATUSES[before].next)


def label(status: Status, language: str) -> str:
    """Return the name of a status for people."""
    return STATUSES[status].words[language]


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(
        words={language: told[language] for language in ("en", "fr")},
        next=[Status(each) for each in told["next"]],
        tells=told.get("tells"),
        waits_for_owner=told.get("waits_for_owner", False),
        asks_price=told.get("asks_price", False),
        unrepaired=told.get("unrepaired", False),
        end=told.get("end", False),
    )


_DATA = tomllib.loads(files("tidings.repairs").joinpath("statuses.toml").read_text(encoding="utf-8"))
STATUSES: Mapping[Status, Rule] = {Status(name): _rule(told) for name, told in _DATA.items()}
