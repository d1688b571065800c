"""Names in conditions that nobody has: misspelt, most often."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Text, bindparam, exists, func, literal, not_, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from tidings.consent.views import programmes
from tidings.contacts.views import enrolments, events, people
from tidings.infra.db.unit import Unit
from tidings.segments.types import Named


async def unheard_of(unit: Unit, organisation_id: UUID, names: Sequence[Named]) -> list[Named]:
    """Return those names that stand with no person of the organisation, and programmes that there are not, in one statement."""
    if not names:
        return []
    asked = [select(literal(place)).where(not_(_somebody_has(organisation_id, each))) for place, each in enumerate(names)]
    return [names[place] for place in sorted(await unit.select(int, union_all(*asked)))]


async def tags(unit: Unit, organisation_id: UUID, people_looked_at: int, limit: int) -> list[str]:
    """Return the tags of the newest people, those of most first: what may be meant by somebody who writes a condition."""
    ours = select(people.c.tags).where(people.c.organisation_id == organisation_id)
    newest = ours.order_by(people.c.id.desc()).limit(people_looked_at).subquery("newest")
    each = select(func.unnest(newest.c.tags).label("tag")).subquery("each")
    return await unit.select(str, select(each.c.tag).group_by(each.c.tag).order_by(func.count().desc(), each.c.tag).limit(limit))


def _somebody_has(organisation_id: UUID, named: Named) -> Any:
    table, has = _looked_up(named)
    return exists(select(literal(1)).select_from(table).where(table.c.organisation_id == organisation_id, has))


def _looked_up(named: Named) -> tuple[FromClause, ColumnElement[bool]]:
    if named.what == "attribute":
        return people, people.c.attributes.has_key(named.name)
    if named.what == "tag":
        return people, people.c.tags.contains(bindparam(None, [named.name], ARRAY(Text)))
    if named.what == "event":
        return events, events.c.name == named.name
    if named.what == "programme":
        return programmes, programmes.c.key == named.name
    if named.what == "course":
        return enrolments, enrolments.c.course == named.name
    return people, people.c.lifecycle == named.name
