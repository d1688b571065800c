"""What holds of somebody who never said anything: dated data (`defaults.toml`)."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tidings.consent.types import ConsentState, ConsentStatus, Derivation
from tidings.kernel.words import Purpose

_EACH = "*"


@dataclass(frozen=True, slots=True)
class _Default:
    name: str
    channel: str
    purpose: str
    on: bool
    valid_from: date

    def fits(self, channel: str, purpose: str, day: date) -> bool:
        return self.channel in (channel, _EACH) and self.purpose == purpose and self.valid_from <= day


@lru_cache(maxsize=256)
def default_state(channel: str, purpose: Purpose, on: date) -> ConsentState:
    """Return what holds on a day without a word of the person; its `source` names the default.

    `channel` is a word and not a `Channel`, because the law speaks of channels that are not there yet (email, push).
    Raises LookupError before the first day of the data.
    """
    for default in _DEFAULTS:
        if default.fits(channel, purpose, on):
            status = ConsentStatus.GRANTED if default.on else None
            return ConsentState(status, f"default:{default.name}", None, Derivation.DEFAULT)
    raise LookupError(channel, purpose, on)


def _load() -> Sequence[_Default]:
    table: dict[str, Any] = tomllib.loads(files("tidings.consent").joinpath("defaults.toml").read_text(encoding="utf-8"))
    return [_Default(each["name"], each["channel"], each["purpose"], each["on"], each["valid_from"]) for each in table["default"]]


_DEFAULTS = _load()
