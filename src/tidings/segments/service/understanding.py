"""Conditions while somebody writes them: both forms at once, or what is wrong and where."""

from collections.abc import Callable
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, Invalid
from tidings.segments.errors import TextInvalid
from tidings.segments.queries import names
from tidings.segments.service.finding import bound, texts, to_ask
from tidings.segments.types import Fault, Tree, Understood

_PEOPLE_LOOKED_AT = 20_000
_MOST_TAGS = 200


async def understand(unit: Unit, organisation_id: UUID, read: Callable[[], Tree], language: str = "en") -> Understood:
    """Return what `read` reads, in both forms with its references bound; what is wrong with it is an answer here, and no error."""
    try:
        tree = await bound(unit, organisation_id, read())
        await to_ask(unit, organisation_id, tree)
    except (Invalid, Conflict) as error:
        place = error.place if isinstance(error, TextInvalid) else None
        message, fix = error.told(language)
        return Understood(None, None, Fault(message, fix or "", error.field if place is None else None, place))
    return Understood(tree, (await texts(unit, organisation_id, {organisation_id: tree}))[organisation_id], None)


async def tags(unit: Unit, organisation_id: UUID) -> list[str]:
    """Return the tags of the newest people, those of most first: at most 200 tags of 20,000 people."""
    return await names.tags(unit, organisation_id, _PEOPLE_LOOKED_AT, _MOST_TAGS)
