"""Decisions about consent, as pure functions."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.resources import files
from uuid import UUID, uuid5

from tidings.consent.types import FailingRule, Statement, SuppressionReason

OWN_SOURCES = ("keyword", "provider")
"""Sources of what persons said themselves: a STOP, which closes a whole channel, and a START, which takes it back."""

LIFTED_BY_START = (SuppressionReason.OPTED_OUT, SuppressionReason.IMPORTED)
"""What a person's own START re-opens: their own refusals, not what staff or failures closed."""

_EVENTS = UUID("0b7d6f0e-3f5c-5b3e-9d7a-6f1f2d6a4c11")


def event_id(statement: Statement) -> UUID:
    """Return the id of a statement, made from all it says: the same statement told twice is one event."""
    parts = (
        statement.channel, statement.purpose, statement.status, statement.source, statement.wording,
        statement.at.isoformat(), statement.actor, dict(statement.proof),
    )  # fmt: skip
    return uuid5(_EVENTS, json.dumps(parts, sort_keys=True, default=str))


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
