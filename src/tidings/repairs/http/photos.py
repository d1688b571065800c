"""Pictures of devices over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query, Request, Response

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.infra.web.frame import frame_of
from tidings.infra.web.uploads import Upload
from tidings.repairs import errors, service
from tidings.repairs.http.shown import TicketPhotoShown
from tidings.repairs.types import OpenedPhoto

router = web.router("repairs", "/repairs/photos")
uploads = web.router("repairs", "/repairs/photos", uploads=True)

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]
_BINARY = {"type": "string", "format": "binary"}
_FILE: dict[str, Any] = {each: {"schema": _BINARY} for each in ("image/jpeg", "image/png", "image/webp", "image/gif")}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": _BINARY}}
_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}, **_FILE}}}
_HEADERS = {
    "content-disposition": "inline",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, max-age=3600",
}


@uploads.post("", status_code=201, summary="Add a picture of a device", openapi_extra=_BODY, responses=web.problems(404, 409))
async def add_photo(request: Request, ticket_id: Annotated[UUID, Query(description="Of which ticket.")], caller: Writes) -> TicketPhotoShown:
    """Keep a picture (JPEG, PNG, WebP or GIF, known by its bytes) of up to 10 MB with a ticket. Its owner sees it on the ticket's page."""
    content = bytearray()
    async for piece in Upload(request).content():
        content += piece
        if len(content) > service.MOST_PHOTO_BYTES:
            raise errors.photo_too_large(service.MOST_PHOTO_BYTES)
    async with frame_of(request).database.unit(caller.organisation_id) as unit:
        return TicketPhotoShown.model_validate(await service.add_photo(unit, caller.organisation_id, caller.actor, ticket_id, bytes(content)))


@router.get(
    "/{photo_id}",
    summary="Look at a picture of a device",
    response_class=Response,
    responses={200: {"content": _FILE, "description": "The picture, of the type that its bytes say."}, **web.problems(404)},
)
async def show_photo(photo_id: UUID, unit: web.Work, caller: Reads) -> Response:
    """Return a picture. A browser may show it, and runs nothing."""
    return pictured(await service.open_photo(unit, caller.organisation_id, photo_id))


@router.delete("/{photo_id}", status_code=204, summary="Delete a picture of a device", responses=web.problems(404))
async def remove_photo(photo_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Delete a picture for good; the ticket's history says that it was."""
    await service.remove_photo(unit, caller.organisation_id, caller.actor, photo_id)


def pictured(photo: OpenedPhoto) -> Response:
    """Answer with a picture that nothing in can run."""
    return Response(photo.content, media_type=photo.content_type, headers=_HEADERS)
