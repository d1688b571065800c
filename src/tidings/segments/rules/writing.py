"""A tree as text."""

from collections.abc import Callable, Sequence
from typing import Any

from tidings.segments.rules.words import MARKS, named, quoted
from tidings.segments.types import (
    ORDERED,
    Age,
    All,
    AnyOf,
    Attribute,
    Consent,
    Did,
    Engagement,
    Enrolled,
    Field,
    InList,
    InSegment,
    NoneOf,
    Period,
    Property,
    Reachable,
    Tag,
    Times,
    Tree,
    Turn,
    Value,
    Without,
    is_date,
)


def text_of(tree: Tree) -> str:
    """Return the text that `parsing.parsed` reads as this tree again."""
    return _WRITERS[type(tree)](tree)


def _group(word: str, inside: Sequence[Tree]) -> str:
    return f"{word} of ({', '.join(text_of(each) for each in inside)})"


def _all(node: All) -> str:
    if len(node.of) == 1:
        return _group("all", node.of)
    return " and ".join(_bracketed(each, All, AnyOf) for each in node.of)


def _any(node: AnyOf) -> str:
    if len(node.of) == 1:
        return _group("any", node.of)
    return " or ".join(_bracketed(each, AnyOf) for each in node.of)


def _none(node: NoneOf) -> str:
    first, *others = node.of
    return _group("none", node.of) if others else f"not {_bracketed(first, All, AnyOf)}"


def _bracketed(node: Tree, *looser: type[All | AnyOf]) -> str:
    written = text_of(node)
    return f"({written})" if isinstance(node, looser) and len(node.of) > 1 else written


def _attribute(node: Attribute) -> str:
    return f"attribute {named(node.name)} {_compared(node.op, node.values)}"


def _age(node: Age) -> str:
    source = "" if node.attribute == "birth_date" else f" from {named(node.attribute)}"
    return f"age{source} {_compared(node.op, node.values)}"


def _field(node: Field) -> str:
    return f"{node.name.replace('_', ' ')} {_one_of(node.values) or 'is set'}"


def _consent(node: Consent) -> str:
    return _joined("consent", node.channel, node.purpose, _programme(node.programme), f"is {node.status}")


def _reachable(node: Reachable) -> str:
    return _joined(f"reachable by {node.channel} for {node.purpose}", _programme(node.programme))


def _programme(key: str | None) -> str:
    return "" if key is None else f"of programme {quoted(key)}"


def _did(node: Did) -> str:
    return _joined("did", quoted(node.event), _where(node.where), _times(node.times), _period(node.period))


def _turn(node: Turn) -> str:
    return _joined(node.which, "did", quoted(node.event), _where(node.where), _period(node.period))


def _without(node: Without) -> str:
    did = _joined("did", quoted(node.event), _where(node.where))
    missing = _joined(quoted(node.missing), _where(node.missing_where))
    return f"{did} and not {missing} within {_days(node.days)} after"


def _engagement(node: Engagement) -> str:
    return _joined(node.action, node.channel or "", _times(node.times), _period(node.period))


def _enrolled(node: Enrolled) -> str:
    course = f"in {quoted(node.course)}" if node.course is not None else ""
    status = f"with status {_one_of(node.statuses)}" if node.statuses else ""
    return _joined("enrolled", course, status, _period(node.period))


def _compared(op: str, values: Sequence[Value]) -> str:
    if op == "is_set":
        return "is set"
    if op in {"is", "in"}:
        return f"is {_value(values[0])}" if op == "is" else f"in ({', '.join(map(_value, values))})"
    write = _ordered if op in ORDERED else _value
    if op == "between":
        return f"between {write(values[0])} and {write(values[1])}"
    marks: dict[str, str] = {**MARKS, "starts_with": "starts with", "contains": "contains"}
    return f"{marks[op]} {write(values[0])}"


def _one_of(values: Sequence[str]) -> str:
    if len(values) == 1:
        return f"is {quoted(values[0])}"
    return f"in ({', '.join(map(quoted, values))})" if values else ""


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(value) if isinstance(value, str) else repr(value)


def _ordered(value: Value) -> str:
    return str(value) if is_date(value) else _value(value)


def _where(where: Sequence[Property]) -> str:
    return f"where {' and '.join(f'{named(each.name)} = {_value(each.value)}' for each in where)}" if where else ""


def _times(times: Times | None) -> str:
    if times is None:
        return ""
    words = {"at least": times.at_least, "at most": times.at_most, "exactly": times.exactly}
    return next(f"{word} {number} {'time' if number == 1 else 'times'}" for word, number in words.items() if number is not None)


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    if period.days is not None:
        return f"in {_days(period.days)}"
    if period.days_ago is not None:
        return f"more than {_days(period.days_ago)} ago"
    if period.since is not None and period.until is not None:
        return f"between {period.since} and {period.until}"
    return f"since {period.since}" if period.since is not None else f"until {period.until}"


def _days(days: int) -> str:
    return f"{days} {'day' if days == 1 else 'days'}"


def _joined(*words: str) -> str:
    return " ".join(filter(None, words))


_WRITERS: dict[type, Callable[[Any], str]] = {
    All: _all,
    AnyOf: _any,
    NoneOf: _none,
    Attribute: _attribute,
    Age: _age,
    Tag: lambda node: f"tag has {quoted(node.name)}",
    Field: _field,
    Consent: _consent,
    Reachable: _reachable,
    Did: _did,
    Turn: _turn,
    Without: _without,
    Engagement: _engagement,
    Enrolled: _enrolled,
    InSegment: lambda node: f"in segment {quoted(node.segment)}",
    InList: lambda node: f"in list {quoted(node.list)}",
}
