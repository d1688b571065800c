"""What one condition looks like as text. Each reader stands behind the word that begins it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, cast, get_args

from tidings.kernel.words import Channel, Purpose
from tidings.segments.rules.cursor import Cursor
from tidings.segments.rules.words import MARKS
from tidings.segments.types import (
    Age,
    Attribute,
    Consent,
    ConsentState,
    Did,
    Engaged,
    EngagedBy,
    Engagement,
    Enrolled,
    Field,
    InList,
    InSegment,
    Leaf,
    NoneOf,
    Op,
    Period,
    Property,
    Reachable,
    Tag,
    Times,
    Tree,
    Turn,
    Value,
    Without,
    check_values,
)

_EVENT = 'the name of an event in "quotes"'


def condition(cursor: Cursor) -> Tree:
    """Read one condition. Raises TextInvalid."""
    for words, read in _READERS:
        if cursor.takes(*words):
            return read(cursor)
    return cursor.fail('"not"', '"("')


def _attribute(cursor: Cursor) -> Leaf:
    place = cursor.here
    name = cursor.name("the name of an attribute")
    op, values = _comparison(cursor)
    return cursor.made(lambda: Attribute(name, op, values), place)


def _age(cursor: Cursor) -> Leaf:
    place = cursor.here
    source = cursor.name("the name of an attribute") if cursor.takes("from") else "birth_date"
    op, values = _ordered(cursor) or _exactly(cursor)
    return cursor.made(lambda: Age(cast("Any", op), cast("Any", values), source), place)


def _exactly(cursor: Cursor) -> tuple[Op, tuple[Value, ...]]:
    cursor.must("is")
    return "is", (cursor.whole(),)


def _comparison(cursor: Cursor) -> tuple[Op, tuple[Value, ...]]:
    if cursor.takes("is", "set"):
        return "is_set", ()
    if cursor.takes("is"):
        return "is", (cursor.value(),)
    if cursor.takes("in"):
        return "in", _list(cursor, cursor.value)
    if cursor.takes("starts", "with"):
        return "starts_with", (cursor.value(),)
    if cursor.takes("contains"):
        return "contains", (cursor.value(),)
    return _ordered(cursor) or cursor.fail()


def _ordered(cursor: Cursor) -> tuple[Op, tuple[Value, ...]] | None:
    op: Op | None = next((each for each, mark in MARKS.items() if cursor.takes(mark)), None) or ("between" if cursor.takes("between") else None)
    if op is None:
        return None
    place = cursor.here
    values = (cursor.value(),)
    if op == "between":
        cursor.must("and")
        values = (*values, cursor.value())
    cursor.made(lambda: check_values(op, values), place)
    return op, values


def _tag(cursor: Cursor) -> Leaf:
    cursor.must("has")
    place = cursor.here
    name = cursor.text('a tag in "quotes"')
    return cursor.made(lambda: Tag(name), place)


def _field(name: Literal["lifecycle", "country", "locale", "time_zone"]) -> Callable[[Cursor], Leaf]:
    def read(cursor: Cursor) -> Leaf:
        place = cursor.here
        values = () if cursor.takes("is", "set") else _one_of(cursor)
        return cursor.made(lambda: Field(name, values), place)

    return read


def _one_of(cursor: Cursor) -> tuple[str, ...]:
    def text() -> str:
        return cursor.text('a text in "quotes"')

    if cursor.takes("is"):
        return (text(),)
    cursor.must("in")
    return _list(cursor, text)


def _consent(cursor: Cursor) -> Leaf:
    place = cursor.here
    channel, purpose = Channel(cursor.one_of(Channel)), Purpose(cursor.one_of(Purpose))
    programme = _programme(cursor)
    cursor.must("is")
    status = cast("ConsentState", cursor.one_of(get_args(ConsentState)))
    return cursor.made(lambda: Consent(channel, purpose, status, programme), place)


def _reachable(cursor: Cursor) -> Leaf:
    place = cursor.here
    cursor.must("by")
    channel = Channel(cursor.one_of(Channel))
    cursor.must("for")
    purpose, programme = Purpose(cursor.one_of(Purpose)), _programme(cursor)
    return cursor.made(lambda: Reachable(channel, purpose, programme), place)


def _programme(cursor: Cursor) -> str | None:
    return cursor.text('the key of a programme in "quotes"') if cursor.takes("of", "programme") else None


def _did(cursor: Cursor) -> Tree:
    opposite = cursor.takes("not")
    place = cursor.here
    event = cursor.name(_EVENT)
    where = _where(cursor)
    if cursor.here.says("and") and cursor.ahead(1).says("not") and cursor.ahead(2).kind == "text":
        cursor.step()
        cursor.step()
        missing = cursor.text(_EVENT)
        missing_where = _where(cursor)
        cursor.must("within")
        days = _days(cursor)
        cursor.must("after")
        found: Leaf = cursor.made(lambda: Without(event, missing, days, where, missing_where), place)
    else:
        times, period = _times(cursor), _period(cursor)
        found = cursor.made(lambda: Did(event, where, times, period), place)
    return NoneOf((found,)) if opposite else found


def _turn(which: Literal["first", "last"]) -> Callable[[Cursor], Leaf]:
    def read(cursor: Cursor) -> Leaf:
        place = cursor.here
        event, where = cursor.name(_EVENT), _where(cursor)
        period = _period(cursor) or cursor.fail()
        return cursor.made(lambda: Turn(which, event, period, where), place)

    return read


def _engagement(action: Engaged) -> Callable[[Cursor], Leaf]:
    def read(cursor: Cursor) -> Leaf:
        place = cursor.here
        channel = cast("EngagedBy | None", cursor.choice(get_args(EngagedBy)))
        times, period = _times(cursor), _period(cursor)
        return cursor.made(lambda: Engagement(action, channel, times, period), place)

    return read


def _enrolled(cursor: Cursor) -> Leaf:
    place = cursor.here
    course = None
    # "enrolled in 30 days" names no course.
    if cursor.here.says("in") and cursor.ahead(1).kind == "text":
        cursor.step()
        course = cursor.text('a course in "quotes"')
    statuses = _one_of(cursor) if cursor.takes("with", "status") else ()
    period = _period(cursor)
    return cursor.made(lambda: Enrolled(course, statuses, period), place)


def _segment(cursor: Cursor) -> Leaf:
    place = cursor.here
    name = cursor.text('the name of a segment in "quotes"')
    return cursor.made(lambda: InSegment(name), place)


def _in_list(cursor: Cursor) -> Leaf:
    place = cursor.here
    name = cursor.text('the name of a list in "quotes"')
    return cursor.made(lambda: InList(name), place)


def _where(cursor: Cursor) -> tuple[Property, ...]:
    if not cursor.takes("where"):
        return ()
    found = [_property(cursor)]
    while cursor.here.says("and") and cursor.ahead(2).says("="):
        cursor.step()
        found.append(_property(cursor))
    return tuple(found)


def _property(cursor: Cursor) -> Property:
    place = cursor.here
    name = cursor.name("the name of a property")
    cursor.must("=")
    value = cursor.value()
    return cursor.made(lambda: Property(name, value), place)


def _times(cursor: Cursor) -> Times | None:
    for words, field in ((("at", "least"), "at_least"), (("at", "most"), "at_most"), (("exactly",), "exactly")):
        if cursor.takes(*words):
            place = cursor.here
            number = cursor.whole()
            if not cursor.takes("times"):
                cursor.must("time")
            return cursor.made(partial(Times, **{field: number}), place)
    return None


def _period(cursor: Cursor) -> Period | None:
    place = cursor.here
    if cursor.takes("in"):
        days = _days(cursor)
        return cursor.made(lambda: Period(days=days), place)
    if cursor.takes("more", "than"):
        ago = _days(cursor)
        cursor.must("ago")
        return cursor.made(lambda: Period(days_ago=ago), place)
    return _dates(cursor)


def _dates(cursor: Cursor) -> Period | None:
    place = cursor.here
    if cursor.takes("since"):
        since = cursor.day()
        return cursor.made(lambda: Period(since=since), place)
    if cursor.takes("until"):
        until = cursor.day()
        return cursor.made(lambda: Period(until=until), place)
    if not cursor.takes("between"):
        return None
    first = cursor.day()
    cursor.must("and")
    last = cursor.day()
    return cursor.made(lambda: Period(since=first, until=last), place)


def _days(cursor: Cursor) -> int:
    days = cursor.whole()
    if not cursor.takes("days"):
        cursor.must("day")
    return days


def _list(cursor: Cursor, read: Callable[[], Any]) -> tuple[Any, ...]:
    cursor.must("(")
    found = [read()]
    while cursor.takes(","):
        found.append(read())
    cursor.must(")")
    return tuple(found)


_READERS: tuple[tuple[tuple[str, ...], Callable[[Cursor], Tree]], ...] = (
    (("attribute",), _attribute),
    (("age",), _age),
    (("tag",), _tag),
    (("lifecycle",), _field("lifecycle")),
    (("country",), _field("country")),
    (("locale",), _field("locale")),
    (("time", "zone"), _field("time_zone")),
    (("consent",), _consent),
    (("reachable",), _reachable),
    (("did",), _did),
    (("first", "did"), _turn("first")),
    (("last", "did"), _turn("last")),
    (("opened",), _engagement("opened")),
    (("read",), _engagement("opened")),
    (("clicked",), _engagement("clicked")),
    (("replied",), _engagement("replied")),
    (("enrolled",), _enrolled),
    (("in", "segment"), _segment),
    (("in", "list"), _in_list),
)
