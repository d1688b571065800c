"""The segments of one contact, over HTTP."""

from uuid import UUID

from tidings.infra import web
from tidings.segments import service
from tidings.segments.http.models import SegmentShown
from tidings.segments.http.routes import Reads, shown

people = web.router("segments", "/contacts")


@people.get("/{contact_id}/segments", summary="List the segments of a contact", responses=web.problems(404))
async def segments_of_contact(contact_id: UUID, unit: web.EngineWork, caller: Reads, page: web.PageQuery) -> web.Rows[SegmentShown]:
    """List the segments and lists that a contact is in now.

    `limit` counts the segments that are asked: a page may be empty and not be the last.
    """
    found = await service.segments_with(unit, caller.organisation_id, contact_id, cursor=page.cursor, limit=page.limit)
    return web.Rows(items=await shown(unit, caller, found.rows), next_cursor=found.next_cursor)
