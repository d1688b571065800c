"""A tree becomes one statement over people.

What must hold in any case is asked as EXISTS and NOT EXISTS, which the planner turns into joins of its own choice. What stands under an "or" is
joined from the left, once for each set: as EXISTS it would be asked anew for each person, as soon as a set is larger than the memory for one.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, func, literal, not_, or_, select, true
from sqlalchemy.dialects.postgresql import array

from tidings.contacts.views import people
from tidings.segments.queries.people import OwnRow, holds
from tidings.segments.queries.sets import Sets, in_slice
from tidings.segments.types import Age, All, AnyOf, Asked, Attribute, Field, InSegment, Leaf, NoneOf, Reachable, Slice, Tag, Tree

_OWN_ROW = (Attribute, Age, Tag, Field)


class Conditions:
    """Writes the conditions of one statement, and gathers the sets that it joins."""

    def __init__(self, asked: Asked, part: Slice) -> None:
        self._asked = asked
        self._part = part
        self._sets = Sets(asked, part)
        self.joined: FromClause = people
        self._aliases = 0

    def scope(self) -> list[ColumnElement[bool]]:
        """Return what keeps people to the organisation and the slice."""
        return [people.c.organisation_id == self._asked.organisation_id, *in_slice(people.c.id, self._part)]

    def of(self, node: Tree, *, opposite: bool = False, must: bool = True) -> ColumnElement[bool]:
        """Return a node, or its `opposite`, as a condition; `must` says that nobody is meant for whom it does not hold.

        Opposites go down to the leaves, where what is not known counts as no: three values never meet a "not".
        """
        if isinstance(node, (All, AnyOf, NoneOf)):
            each_opposite = opposite != isinstance(node, NoneOf)
            every = isinstance(node, All) != opposite if not isinstance(node, NoneOf) else not opposite
            together = and_ if every else or_
            return together(*(self.of(each, opposite=each_opposite, must=must and every) for each in node.of))
        return self._leaf(node, opposite=opposite, must=must)

    def _leaf(self, node: Leaf, *, opposite: bool, must: bool) -> ColumnElement[bool]:
        if isinstance(node, InSegment):
            message = "segments are written out before they are asked"
            raise TypeError(message)
        if isinstance(node, _OWN_ROW):
            return self._own_row(node, opposite=opposite)
        found, otherwise = self._sets.of(node)
        self._aliases += 1
        name = f"set_{self._aliases}"
        if must:
            inside = found.subquery(name)
            there = exists(select(literal(1)).where(inside.c.contact_id == people.c.id))
            return not_(there) if opposite != otherwise else there
        once = found.distinct().subquery(name)
        self.joined = self.joined.outerjoin(once, once.c.contact_id == people.c.id)
        return once.c.contact_id.is_(None) if opposite != otherwise else once.c.contact_id.is_not(None)

    def _own_row(self, node: OwnRow, *, opposite: bool) -> ColumnElement[bool]:
        found = holds(node, self._asked.today)
        return found.is_not(true()) if opposite else found


def chosen(asked: Asked, part: Slice) -> Select[Any]:
    """Return the select of the ids of those who are meant, as `contact_id`."""
    if isinstance(asked.where, Reachable):
        return Sets(asked, part).of(asked.where)[0].distinct()  # whoever owns an address is there: nothing is asked of their own row
    conditions = Conditions(asked, part)
    wanted = conditions.of(asked.where)
    return select(people.c.id.label("contact_id")).select_from(conditions.joined).where(*conditions.scope(), wanted)


def counted(asked: Asked) -> Select[Any]:
    """Return the select of how many are meant."""
    return select(func.count()).select_from(chosen(asked, Slice()).subquery("chosen"))


def reasons(asked: Asked, parts: Sequence[Tree], ids: Sequence[UUID]) -> Select[Any, Any]:
    """Return the select of each person of `ids`, with a yes or no for each of `parts`."""
    conditions = Conditions(asked, Slice(ids=ids))
    told = [conditions.of(part, must=False).is_(true()) for part in parts]
    return select(people.c.id, array(told)).select_from(conditions.joined).where(*conditions.scope())
