"""Tags of many contacts at once, over HTTP."""

from uuid import UUID

from pydantic import Field

from tidings.contacts import service
from tidings.contacts.http.models import Tags
from tidings.contacts.http.people import Writes, router
from tidings.infra import web

_MOST = 10_000


class TagsSent(web.Input):
    """Whom to give tags and from whom to take some."""

    contact_ids: list[UUID] = Field(min_length=1, max_length=_MOST)
    add: Tags = Field(default=[])
    remove: Tags = Field(default=[])


class TaggedShown(web.Output):
    """Whom it changed: to take it back, send these with the tags turned round."""

    changed: list[UUID]


@router.post("/tags", summary="Tag many contacts")
async def tag(body: TagsSent, unit: web.Work, caller: Writes) -> TaggedShown:
    """Give tags to contacts, take others from them, and say whom it changed. Ids of nobody are left aside."""
    changed = await service.tag(unit, caller.organisation_id, caller.actor, body.contact_ids, add=body.add, remove=body.remove)
    return TaggedShown(changed=changed)
