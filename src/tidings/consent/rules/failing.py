"""When an address that keeps failing is closed."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files

from tidings.consent.types import FailingRule


def failing_rule(on: date) -> FailingRule:
    """Return the rule for failing addresses that is in force on a day. Raises LookupError before the first."""
    for start, rule in reversed(_FAILING_RULES):
        if start <= on:
            return rule
    raise LookupError(on)


def _load_failing_rules() -> Sequence[tuple[date, FailingRule]]:
    table = tomllib.loads(files("tidings.consent").joinpath("failing_addresses.toml").read_text(encoding="utf-8"))
    entries: Sequence[Mapping[str, object]] = table["rule"]
    return sorted(((_day(entry), _rule(entry)) for entry in entries), key=lambda dated: dated[0])


def _day(entry: Mapping[str, object]) -> date:
    return date.fromisoformat(str(entry["valid_from"]))


def _rule(entry: Mapping[str, object]) -> FailingRule:
    failures, within, closed = (int(str(entry[name])) for name in ("failures", "within_days", "closed_days"))
    return FailingRule(failures, within, closed)


_FAILING_RULES = _load_failing_rules()
