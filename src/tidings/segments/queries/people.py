"""Conditions that a person's own row answers: attributes, age, tags, lifecycle, country, locale, time zone."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from psycopg.types.json import Jsonb
from sqlalchemy import ColumnElement, and_, bindparam, collate, func, or_
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Text

from tidings.contacts.views import people
from tidings.segments.types import Age, Attribute, Field, Tag, Value

OwnRow = Attribute | Age | Tag | Field
"""Nodes that are asked here; all others ask a set of people."""

_DATES = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_LEAST_BOOLEAN = Jsonb(False)  # noqa: FBT003 - the JSON value
_Compared = Callable[[Any, Any], ColumnElement[bool]]
_ORDERED: Mapping[str, _Compared] = {
    "less": lambda found, value: found < value,
    "at_most": lambda found, value: found <= value,
    "more": lambda found, value: found > value,
    "at_least": lambda found, value: found >= value,
}


def holds(node: OwnRow, today: date) -> ColumnElement[bool]:
    """Return whether a node holds for a row of people; NULL counts as no."""
    if isinstance(node, Attribute):
        return _attribute(node)
    if isinstance(node, Age):
        return _age(node, today)
    if isinstance(node, Tag):
        return people.c.tags.contains(bindparam(None, [node.name], ARRAY(Text)))
    return _field(node)


def _attribute(node: Attribute) -> ColumnElement[bool]:
    if node.op in {"is", "in"}:
        return or_(*(_equals(node.name, value) for value in node.values))
    if node.op == "is_set":
        return people.c.attributes.has_key(node.name)
    text = _text(node.name)
    if node.op == "starts_with":
        return and_(_is_text(node.name), func.starts_with(text, sql_cast(node.values[0], Text)))
    if node.op == "contains":
        return and_(_is_text(node.name), func.strpos(text, sql_cast(node.values[0], Text)) > 0)
    if isinstance(node.values[0], str):
        return _dated(node.name, node.op, cast("tuple[str, ...]", node.values))
    return _numbered(node)


def _equals(name: str, value: Value) -> ColumnElement[bool]:
    # Containment, so that the index over attributes can serve it.
    return people.c.attributes.contains(bindparam(None, Jsonb({name: value}), JSONB))


def _numbered(node: Attribute) -> ColumnElement[bool]:
    """Compare as JSON, which orders numbers exactly and puts true and false above every number, and texts below."""
    found = people.c.attributes.op("->")(sql_cast(node.name, Text))
    values = [bindparam(None, Jsonb(value), JSONB) for value in node.values]
    if node.op in {"more", "at_least"}:
        return and_(_ORDERED[node.op](found, values[0]), found < bindparam(None, _LEAST_BOOLEAN, JSONB))
    if node.op == "between":
        return and_(found >= values[0], found <= values[1])
    return and_(_ORDERED[node.op](found, values[0]), func.jsonb_typeof(found) == "number")


def _dated(name: str, op: str, values: tuple[str, ...]) -> ColumnElement[bool]:
    """Compare texts that are written as dates, which have the order of their characters; all others never fit."""
    text = _text(name)
    letters = collate(text, "C")
    fits = and_(letters >= values[0], letters <= values[1]) if op == "between" else _ORDERED[op](letters, values[0])
    return and_(fits, text.op("~")(_DATES))  # the dearer test last: it is asked of those who fit


def _age(node: Age, today: date) -> ColumnElement[bool]:
    """Turn years into the last day on which somebody so old, or older, was born."""
    youngest, oldest = _years(node)
    born, youngest_born = collate(_text(node.attribute), "C"), _born_by(today, youngest)
    # The regular expression, which costs most, is asked last, of those who fit.
    fits = [born <= youngest_born, _text(node.attribute).op("~")(_DATES)]
    return and_(*fits) if oldest is None else and_(born > _born_by(today, oldest + 1), *fits)


def _years(node: Age) -> tuple[int, int | None]:
    first, last = node.values[0], node.values[-1]
    return {
        "is": (first, first),
        "less": (0, first - 1),
        "at_most": (0, first),
        "more": (first + 1, None),
        "at_least": (first, None),
        "between": (first, last),
    }[node.op]


def _born_by(today: date, years: int) -> str:
    # As text: 29 February of a year that has none still stands between the 28th and 1 March.
    return f"{today.year - years:04}-{today.month:02}-{today.day:02}"


def _field(node: Field) -> ColumnElement[bool]:
    column = cast("ColumnElement[str]", people.c[node.name])
    if not node.values:
        return column.is_not(None)
    if node.name != "locale":
        return column.in_(node.values)
    return or_(*(_speaks(column, each) for each in node.values))


def _speaks(column: ColumnElement[str], locale: str) -> ColumnElement[bool]:
    if "-" in locale:
        return column == locale
    return func.split_part(column, "-", 1) == locale


def _text(name: str) -> ColumnElement[str]:
    return cast("ColumnElement[str]", people.c.attributes.op("->>", return_type=Text())(sql_cast(name, Text)))


def _is_text(name: str) -> ColumnElement[bool]:
    return func.jsonb_typeof(people.c.attributes.op("->")(sql_cast(name, Text))) == "string"
