"""The tree of conditions that a segment is: what people write as JSON, read into types that can hold nothing else.

Each class is a node; `kind` in JSON names it. What no type can say is checked when a node is made, so an error names the place of the wrong node.
"""

import re
from collections.abc import Sequence
from datetime import date
from math import isfinite
from typing import Annotated, Any, Literal, TypeAlias, cast
from uuid import UUID

from msgspec import Meta, Struct

from tidings.contacts.types import REACHED_BY, AddressKind
from tidings.kernel.moments import BOUNDS, is_possible
from tidings.kernel.words import Channel, Purpose

VERSION = 1
"""Of the form of the tree; a later form gets another number, and this one stays readable."""

MOST_DEPTH = 20
"""How many all, any and none may stand inside each other."""
MOST_CONDITIONS = 200
"""In one segment, those of the segments that it asks for included."""
MOST_VALUES = 1_000
_LARGEST_NUMBER = 2**53
_DAYS = 36_500
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

Value: TypeAlias = str | bool | int | float
"""What an attribute or a property is compared with; a date is a text YYYY-MM-DD."""

Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=200)]
Days: TypeAlias = Annotated[int, Meta(ge=1, le=_DAYS)]
Op: TypeAlias = Literal["is", "in", "less", "at_most", "more", "at_least", "between", "starts_with", "contains", "is_set"]
Engaged: TypeAlias = Literal["opened", "clicked", "replied"]
EngagedBy: TypeAlias = Literal["sms", "whatsapp", "email", "push"]
FieldName: TypeAlias = Literal["lifecycle", "country", "locale", "time_zone"]
ConsentState: TypeAlias = Literal["granted", "withdrawn", "unknown"]

ORDERED: frozenset[Op] = frozenset({"less", "at_most", "more", "at_least", "between"})
"""Comparisons that have a meaning for numbers and dates only."""
_VALUES_OF: dict[str, tuple[int, int]] = {"in": (1, MOST_VALUES), "between": (2, 2), "is_set": (0, 0)}


class Node(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """A part of a tree."""


class Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Something inside a node."""


class All(Node, frozen=True, tag="all"):
    """Everything in it holds."""

    of: Annotated[tuple["Tree", ...], Meta(min_length=1)]


class AnyOf(Node, frozen=True, tag="any"):
    """At least one of these holds."""

    of: Annotated[tuple["Tree", ...], Meta(min_length=1)]


class NoneOf(Node, frozen=True, tag="none"):
    """None of these holds; with one inside, it is the opposite of it."""

    of: Annotated[tuple["Tree", ...], Meta(min_length=1)]


class Attribute(Node, frozen=True, tag="attribute"):
    """An attribute of a person, compared with as many `values` as `op` takes. Values of another type never fit: 30 is not "30"."""

    name: Name
    op: Op
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        """Refuse values that the comparison has no meaning for."""
        check_text(self.name)
        check_values(self.op, self.values)


class Age(Node, frozen=True, tag="age"):
    """Whole years since the date in an attribute, today where the organisation is. Who was born on 29 February is older from 1 March."""

    op: Literal["is", "less", "at_most", "more", "at_least", "between"]
    values: tuple[Annotated[int, Meta(ge=0, le=150)], ...]
    attribute: Name = "birth_date"

    def __post_init__(self) -> None:
        """Refuse a wrong number of years."""
        check_text(self.attribute)
        check_values(self.op, self.values)


class Tag(Node, frozen=True, tag="tag"):
    """The person has this tag."""

    name: Name

    def __post_init__(self) -> None:
        """Refuse what no tag can be."""
        check_text(self.name)


class Field(Node, frozen=True, tag="field"):
    """Lifecycle, country, locale or time zone is one of `values`; without any, it is known. A language alone means all its countries."""

    name: FieldName
    values: Annotated[tuple[Name, ...], Meta(max_length=MOST_VALUES)] = ()

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        for value in self.values:
            check_text(value)


class Consent(Node, frozen=True, tag="consent"):
    """What a person last said; `unknown` is of those who never said anything about it.

    Of a programme, given by its key, it is what holds of it: what was said of everything counts where nothing of its own does.
    """

    channel: Channel
    purpose: Purpose
    status: ConsentState = "granted"
    programme: Name | None = None

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.programme or "")


class Reachable(Node, frozen=True, tag="reachable"):
    """Has agreed, to everything or to a programme, and has an address that can receive and is not closed now."""

    channel: Channel
    purpose: Purpose = Purpose.MARKETING
    programme: Name | None = None

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.programme or "")


class Times(Part, frozen=True):
    """How often; one of the three."""

    at_least: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    at_most: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None
    exactly: Annotated[int, Meta(ge=0, le=1_000_000)] | None = None

    def __post_init__(self) -> None:
        """Refuse none and several."""
        if [self.at_least, self.at_most, self.exactly].count(None) != 2:  # noqa: PLR2004 - of three
            raise ValueError("give one of at_least, at_most and exactly")


class Period(Part, frozen=True):
    """When: in the last so many days (of 24 hours, until now), longer ago than that, or on days of the organisation, ends included."""

    days: Days | None = None
    days_ago: Days | None = None
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        dated = self.since is not None or self.until is not None
        if [self.days is not None, self.days_ago is not None, dated].count(True) != 1:
            raise ValueError("give one of days, days_ago, and since or until")
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError("until is before since")
        if any(day is not None and not is_possible(day) for day in (self.since, self.until)):
            raise ValueError(f"a day is {BOUNDS}")


class Property(Part, frozen=True):
    """A property of an event that equals a value, of the same type."""

    name: Name
    value: Value

    def __post_init__(self) -> None:
        """Refuse unstorable values."""
        check_text(self.name)
        check_value(self.value)


Where: TypeAlias = Annotated[tuple[Property, ...], Meta(max_length=20)]


class Did(Node, frozen=True, tag="did"):
    """Did something: once at least, or as often as `times` says, ever or in a period."""

    event: Name
    where: Where = ()
    times: Times | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.event)


class Turn(Node, frozen=True, tag="turn"):
    """Did something for the first, or for the last time, in a period."""

    which: Literal["first", "last"]
    event: Name
    period: Period
    where: Where = ()

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.event)


class Without(Node, frozen=True, tag="without"):
    """Did something and did not do another within so many days after. Known, and true, only once these days are over."""

    event: Name
    missing: Name
    days: Days
    where: Where = ()
    missing_where: Where = ()

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.event)
        check_text(self.missing)


class Engagement(Node, frozen=True, tag="engagement"):
    """Opened (read), clicked or replied to messages, of any channel or one."""

    action: Engaged
    channel: EngagedBy | None = None
    times: Times | None = None
    period: Period | None = None


class Enrolled(Node, frozen=True, tag="enrolled"):
    """Is enrolled in a course (any, if none is named), with one of `statuses` (any, if none is named), which began in `period`."""

    course: Name | None = None
    statuses: Annotated[tuple[Name, ...], Meta(max_length=20)] = ()
    period: Period | None = None

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        for text in (self.course or "", *self.statuses):
            check_text(text)


class InSegment(Node, frozen=True, tag="segment"):
    """Is in another segment, named by its id; by its name as well where people write."""

    segment: Name

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.segment)


class InList(Node, frozen=True, tag="list"):
    """Is in a list, named by its id; by its name as well where people write."""

    list: Name

    def __post_init__(self) -> None:
        """Refuse unstorable text."""
        check_text(self.list)


Leaf: TypeAlias = Attribute | Age | Tag | Field | Consent | Reachable | Did | Turn | Without | Engagement | Enrolled | InSegment | InList
Tree: TypeAlias = All | AnyOf | NoneOf | Leaf


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A tree as it is stored and sent."""

    where: Tree
    version: Literal[1] = VERSION


def reference(node: InSegment | InList) -> UUID | None:
    """Return the id of what is asked for; None where it is named otherwise."""
    try:
        return UUID(node.segment if isinstance(node, InSegment) else node.list)
    except ValueError:
        return None


def kinds_of(channel: Channel) -> Sequence[AddressKind]:
    """Return the kinds of address that a channel writes to, the preferred one first."""
    return REACHED_BY[channel]


def is_date(value: object) -> bool:
    """Say whether a value is written as a date."""
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def check_text(text: str) -> None:
    """Refuse text that PostgreSQL can't keep."""
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("text can't hold the character NUL or half of a surrogate pair")


def check_value(value: Value) -> None:
    """Refuse a value that no attribute can hold."""
    if isinstance(value, str):
        check_text(value)
    elif not isinstance(value, bool) and not (isfinite(value) and abs(value) <= _LARGEST_NUMBER):
        raise ValueError("a number is at most 2^53 from zero")


def check_values(op: str, values: tuple[Value, ...]) -> None:
    """Refuse more or fewer values than a comparison takes, and those that have no order where it asks for one."""
    fewest, most = _VALUES_OF.get(op, (1, 1))
    if not fewest <= len(values) <= most:
        raise ValueError(f"{op} takes {fewest if fewest == most else f'{fewest} to {most}'} in values, not {len(values)}")
    for value in values:
        check_value(value)
    if op in ORDERED:
        _check_order(op, values)
    if op in {"starts_with", "contains"} and not (isinstance(values[0], str) and values[0]):
        raise ValueError(f"{op} takes a text")


def _check_order(op: str, values: tuple[Value, ...]) -> None:
    dates = all(is_date(value) for value in values)
    numbers = all(not isinstance(value, (str, bool)) for value in values)
    if not dates and not numbers:
        raise ValueError(f"{op} takes numbers, or dates written YYYY-MM-DD")
    if op == "between":
        low, high = cast("tuple[Any, Any]", values)
        if low > high:
            raise ValueError(f"nothing is between {low} and {high}; write between {high} and {low}")
