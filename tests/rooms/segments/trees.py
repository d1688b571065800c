"""Random trees over a small vocabulary, so that conditions often meet the random people of `crowd`."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tidings.kernel.words import Channel, Purpose
from tidings.segments.types import (
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
    Without,
)

ATTRIBUTES = ("city", "plan", "spent", "vip", "birth_date", "missing", 'odd "name"')
TAGS = ("vip", "a", "b'; DROP TABLE contacts; --", "émoji 🎉")
EVENTS = ("purchase", "viewed", "enrolled", "message.read", "message.clicked", "message.replied")
COURSES = ("X", "Y")
LONG_COURSE = "long " * 21
"""Longer than what an index holds."""
STATUSES = ("active", "paused")
TEXTS = ("Paris", "", "%", "5", "true", "2000-02-29", "1999-12-31", "שלום", "' OR true --", "\\")
NUMBERS = (0, 1, 5, 5.5, 900, -1, 1e300 % 2**50, 2**53)
VALUES = (*TEXTS, *NUMBERS, True, False)
FIELDS = {
    "lifecycle": ("lead", "customer"),
    "country": ("FR", "BE"),
    "locale": ("fr", "fr-FR", "en"),
    "time_zone": ("Europe/Paris", "America/New_York"),
}
PROGRAMMES = ("newsletter", 'odd "key" \\')
PHONED = (Channel.SMS, Channel.WHATSAPP)
SENDABLE = (Purpose.MARKETING, Purpose.TRANSACTIONAL)
DAYS = (1, 2, 7, 30)
DATES = (date(2026, 10, 5), date(2026, 10, 4), date(2026, 9, 5), date(2026, 3, 29))

one = st.sampled_from
properties = st.lists(st.builds(Property, one(("channel", "course", "n")), one(("sms", "whatsapp", "X", LONG_COURSE, 1, True, "1"))), max_size=2).map(
    lambda each: tuple({prop.name: prop for prop in each}.values())
)
times = st.one_of(
    st.builds(Times, at_least=one((1, 2, 3))),
    st.builds(Times, at_most=one((0, 1, 2))),
    st.builds(Times, exactly=one((0, 1, 2))),
)


def _between(first: date, second: date) -> Period:
    return Period(since=min(first, second), until=max(first, second))


periods = st.one_of(
    st.builds(Period, days=one(DAYS)),
    st.builds(Period, days_ago=one(DAYS)),
    st.builds(Period, since=one(DATES)),
    st.builds(Period, until=one(DATES)),
    st.builds(_between, one(DATES), one(DATES)),
)


def _attribute(name: str, op: str, values: Sequence[Any], days: Sequence[str], numbers: Sequence[float], *, dated: bool) -> Attribute:
    ordered = tuple(days) if dated else tuple(numbers)
    chosen: dict[str, tuple[Any, ...]] = {
        "is": (values[0],),
        "in": tuple(values),
        "is_set": (),
        "between": tuple(sorted(ordered)),
        "starts_with": (str(values[0]) or "P",),
        "contains": (str(values[0]) or "a",),
    }
    return Attribute(name, op, chosen.get(op, ordered[:1]))  # type: ignore[arg-type]  # hypothesis draws from the comparisons there are


attributes = st.builds(
    _attribute,
    one(ATTRIBUTES),
    one(("is", "in", "less", "at_most", "more", "at_least", "between", "starts_with", "contains", "is_set")),
    st.lists(one(VALUES), min_size=2, max_size=3),
    st.lists(one(("2000-02-29", "1999-12-31", "2026-10-05")), min_size=2, max_size=2),
    st.lists(one(NUMBERS), min_size=2, max_size=2),
    dated=st.booleans(),
)
ages = st.one_of(
    st.builds(Age, one(("is", "less", "at_most", "more", "at_least")), st.tuples(one((0, 1, 25, 26, 27, 150)))),
    st.builds(Age, st.just("between"), st.tuples(one((0, 25)), one((26, 34)))),
    st.just(Age("is", (26,), "spent")),
)
fields = one(sorted(FIELDS)).flatmap(lambda name: st.builds(Field, st.just(name), st.lists(one(FIELDS[name]), max_size=2, unique=True).map(tuple)))
own = st.one_of(attributes, ages, fields, st.builds(Tag, one(TAGS)))
told = st.one_of(
    st.builds(Consent, one(PHONED), one(SENDABLE), one(("granted", "withdrawn", "unknown")), one((None, *PROGRAMMES, "missing"))),
    st.builds(Reachable, one(PHONED), one(SENDABLE), one((None, *PROGRAMMES))),
    st.builds(Did, one(EVENTS), properties, st.none() | times, st.none() | periods),
    st.builds(Turn, one(("first", "last")), one(EVENTS), periods, properties),
    st.builds(Without, one(EVENTS), one(EVENTS), one(DAYS), properties, properties),
    st.builds(Engagement, one(("opened", "clicked", "replied")), st.none() | one(("sms", "whatsapp")), st.none() | times, st.none() | periods),
    st.builds(Enrolled, st.none() | one(COURSES), st.lists(one(STATUSES), max_size=2, unique=True).map(tuple), st.none() | periods),
)


def trees(segments: Sequence[UUID] = (), lists: Sequence[UUID] = (), *, leaves: int = 6) -> st.SearchStrategy[Tree]:
    """Draw trees; those with ids ask for these segments and lists too."""
    named: list[st.SearchStrategy[Any]] = [own, told]
    if segments:
        named.append(st.builds(InSegment, one([str(each) for each in segments])))
    if lists:
        named.append(st.builds(InList, one([str(each) for each in lists])))

    def groups(inside: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        several = st.lists(inside, min_size=1, max_size=3).map(tuple)
        return st.one_of(st.builds(All, several), st.builds(AnyOf, several), st.builds(NoneOf, several))

    return st.recursive(st.one_of(*named), groups, max_leaves=leaves)
