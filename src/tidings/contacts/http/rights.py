"""A person's rights over HTTP: all about them, and their erasure."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

import orjson
from fastapi import Query, Response

from tidings.accounts.service import organisation
from tidings.contacts import errors, service
from tidings.contacts.http.merging import Rooms, Writes
from tidings.contacts.http.people import Reads
from tidings.infra import web

router = web.router("contacts", "/contacts")


class Form(StrEnum):
    """What all about a person comes as."""

    JSON = "json"
    HTML = "html"


class ErasedShown(web.Output):
    """What was removed: how much of what. `addresses_shared_and_kept` belong to others, too."""

    removed: dict[str, int]


_FORMS = {
    "application/json": {"schema": {"type": "object", "additionalProperties": True, "description": "A heading for each kind of thing."}},
    "text/html": {"schema": {"type": "string"}},
}
_PRIVATE = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


@router.get(
    "/{contact_id}/export",
    summary="Export all about a person",
    response_class=Response,
    responses={200: {"content": _FORMS, "description": "All that is kept, by headings."}, **web.problems(404)},
)
async def export_person(
    contact_id: UUID, unit: web.Work, caller: Reads, rooms: Rooms, form: Annotated[Form, Query(alias="format")] = Form.JSON
) -> Response:
    """Give all that is kept of a person: profile, addresses, consents with wording and proof, messages both ways, events, lists, changes. Audited."""
    told = await service.tell(unit, caller.organisation_id, caller.actor, contact_id, rooms)
    if form is Form.JSON:
        return Response(orjson.dumps(told, default=str, option=orjson.OPT_INDENT_2), media_type="application/json", headers=_PRIVATE)
    ours = await organisation(unit, caller.organisation_id)
    return Response(
        service.as_html(told, business=ours.name, at=unit.at, language=ours.locale), media_type="text/html; charset=utf-8", headers=_PRIVATE
    )


@router.delete("/{contact_id}", summary="Erase a person", responses=web.problems(404, 422, 503))
async def erase(
    contact_id: UUID,
    unit: web.EngineWork,
    caller: Writes,
    rooms: Rooms,
    confirm: Annotated[UUID, Query(description="The contact's id again: this can't be undone.")],
) -> ErasedShown:
    """Remove a person for good, and say what was removed.

    What waits for them ends first. Only fingerprints of their addresses stay, closed, so that nobody writes to one that is imported again,
    and counts that lead to nobody. Audited without personal data.
    """
    if confirm != contact_id:
        raise errors.not_confirmed()
    return ErasedShown(removed=await service.erase(unit, caller.organisation_id, caller.actor, contact_id, rooms))
