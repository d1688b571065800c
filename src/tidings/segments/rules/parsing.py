"""A tree from text: `tag has "vip" and not opened email in 60 days`.

`or` joins what `and` joins, which joins what may have a `not`; brackets go before all. What one condition looks like is in `phrases`.
"""

from tidings.segments.rules.cursor import Cursor
from tidings.segments.rules.phrases import condition
from tidings.segments.rules.reading import check_size
from tidings.segments.types import All, AnyOf, NoneOf, Tree


def parsed(text: str) -> Tree:
    """Read a text. Raises TextInvalid, which points at the place and says what could stand there; TreeInvalid, TooManyConditions."""
    cursor = Cursor(text)
    tree = _either(cursor)
    if cursor.here.kind != "end":
        cursor.fail("the end")
    check_size(tree)
    return tree


def _either(cursor: Cursor) -> Tree:
    found = [_both(cursor)]
    while cursor.takes("or"):
        found.append(_both(cursor))
    return AnyOf(tuple(found)) if len(found) > 1 else found[0]


def _both(cursor: Cursor) -> Tree:
    found = [_one(cursor)]
    while cursor.takes("and"):
        found.append(_one(cursor))
    return All(tuple(found)) if len(found) > 1 else found[0]


def _one(cursor: Cursor) -> Tree:
    if cursor.takes("not"):
        return NoneOf((cursor.inside(lambda: _one(cursor)),))
    if cursor.takes("("):
        found = cursor.inside(lambda: _either(cursor))
        cursor.must(")")
        return found
    for word, group in (("all", All), ("any", AnyOf), ("none", NoneOf)):
        if cursor.takes(word, "of"):
            return group(cursor.inside(lambda: _listed(cursor)))
    return condition(cursor)


def _listed(cursor: Cursor) -> tuple[Tree, ...]:
    cursor.must("(")
    found = [_either(cursor)]
    while cursor.takes(","):
        found.append(_either(cursor))
    cursor.must(")")
    return tuple(found)
