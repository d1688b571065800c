"""The segments and lists that one person is in."""

from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page
from tidings.segments.queries import members as queries
from tidings.segments.rules.walking import spelt_out
from tidings.segments.service.finding import inside, tree_of
from tidings.segments.service.keeping import list_segments
from tidings.segments.types import AnyOf, Asked, Segment, Wanted


async def segments_with(unit: Unit, organisation_id: UUID, contact_id: UUID, *, cursor: str | None, limit: int) -> Page[Segment]:
    """Return the segments and lists that a person is in now. `limit` counts those that are asked: a page may be empty and not be the last.

    One statement asks them all of the one person, so that its cost does not go with how many people there are. Raises NotFound.
    """
    await contacts.contact(unit, organisation_id, contact_id)
    page = await list_segments(unit, organisation_id, Wanted(), cursor=cursor, limit=limit)
    if not page.rows:
        return page
    trees = [tree_of(each) for each in page.rows]
    everything = AnyOf(of=tuple(trees))
    trees_inside = await inside(unit, organisation_id, everything)
    asked = Asked(organisation_id, everything, unit.at, ZoneInfo((await accounts.organisation(unit, organisation_id)).time_zone))
    told = await queries.told(unit, asked, [spelt_out(each, trees_inside) for each in trees], [contact_id])
    held = told.get(contact_id, [])
    return Page([segment for segment, holds in zip(page.rows, held, strict=False) if holds], page.next_cursor)
