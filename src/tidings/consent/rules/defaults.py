"""What holds of somebody who never said anything: dated data (`defaults.toml`)."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from tidings.consent.types import ConsentState, ConsentStatus, Default, Derivation
from tidings.kernel.words import Purpose

_EACH = "*"


@lru_cache(maxsize=256)
def default_state(channel: str, purpose: Purpose, on: date) -> ConsentState:
    """Return what holds on a day without a word of the person; its `source` names the default.

    `channel` is a word and not a `Channel`, because the law speaks of channels that are not there yet (email, push).
    Raises LookupError before the first day of the data.
    """
    for default in DEFAULTS:
        if default.channel in (channel, _EACH) and default.purpose == purpose and default.valid_from <= on:
            status = ConsentStatus.GRANTED if default.on else None
            return ConsentState(status, f"default:{default.name}", None, Derivation.DEFAULT)
    raise LookupError(channel, purpose, on)


def _load() -> Sequence[Default]:
    table: dict[str, Any] = tomllib.loads(files("tidings.consent").joinpath("defaults.toml").read_text(encoding="utf-8"))
    return [Default(**(each | {"purpose": Purpose(each["purpose"])})) for each in table["default"]]


DEFAULTS = _load()
"""The first that fits decides."""
