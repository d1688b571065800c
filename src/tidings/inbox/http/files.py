"""Files that agents send, over HTTP: added before they go, read by agents, and by the provider through its link."""

from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from tidings.inbox import errors, service
from tidings.inbox.http.bringing import InboxSentFileShown
from tidings.inbox.http.models import Acts, Reads
from tidings.inbox.types import LONGEST_FILE, OpenedFile
from tidings.infra import web
from tidings.infra.web.frame import frame_of
from tidings.infra.web.uploads import Upload
from tidings.kernel.errors import NotFound

router = web.router("inbox", "/inbox/files")
uploads = web.router("inbox", "/inbox/files", uploads=True)
pages = APIRouter(include_in_schema=False)

_BINARY = {"type": "string", "format": "binary"}
_FILE: dict[str, Any] = {"application/octet-stream": {"schema": _BINARY}}
_FORM = {"type": "object", "required": ["file"], "properties": {"file": _BINARY}}
_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}, **_FILE}}}


@uploads.post("", status_code=201, summary="Add a file to be sent", openapi_extra=_BODY, responses=web.problems(404, 409))
async def add_file(
    request: Request,
    thread_id: Annotated[UUID, Query(description="To which conversation.")],
    caller: Acts,
    name: Annotated[str | None, Query(max_length=200, description="What it is called, where the body is the file itself.")] = None,
) -> InboxSentFileShown:
    """Keep a file, known by its bytes, for a reply to come: a picture of up to 5 MB, or a film, a recording or a document of up to 16 MB."""
    content, upload = bytearray(), Upload(request)
    async for piece in upload.content():
        content += piece
        if len(content) > LONGEST_FILE:
            raise errors.file_too_large(LONGEST_FILE // 1_000_000)
    told = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    async with frame_of(request).database.unit(caller.organisation_id) as unit:
        called = name or (upload.name if told == "multipart/form-data" else "")
        return InboxSentFileShown.of(
            await service.add_file(unit, caller.organisation_id, caller.actor, thread_id, called, told, bytes(content))
        )  # fmt: skip


@router.get(
    "/{file_id}",
    summary="Read a file that an agent sent",
    response_class=Response,
    responses={200: {"content": _FILE, "description": "The file, of the type that its bytes say."}, **web.problems(404)},
)
async def read_file(file_id: UUID, unit: web.Work, caller: Reads) -> Response:
    """Return a file. A browser may show pictures, sound and film; anything else it only saves, and it runs nothing."""
    return _answered(await service.open_file(unit, caller.organisation_id, file_id))


@router.delete("/{file_id}", status_code=204, summary="Delete a file that was not sent", responses=web.problems(404, 409))
async def drop_file(file_id: UUID, unit: web.Work, caller: Acts) -> None:
    """Delete a file that no reply took; what was sent stays with its conversation."""
    await service.drop_file(unit, caller.organisation_id, file_id)


@pages.api_route("/f/{token}", methods=web.LOOKING)
async def linked_file(request: Request, token: str) -> Response:
    """Give a file to the provider that carries it: whoever has the link needs no key."""
    try:
        organisation_id = service.linked_organisation(token)
        async with frame_of(request).database.unit(organisation_id) as unit:
            return _answered(await service.linked_file(unit, organisation_id, token))
    except NotFound:
        return Response(status_code=404, headers={"X-Robots-Tag": "noindex"})


def _answered(opened: OpenedFile) -> Response:
    """Answer with a file that nothing in can run."""
    file = opened.file
    shown, name = "inline" if service.may_be_shown(file) else "attachment", quote(file.name or str(file.id), safe="")
    headers = {
        "content-disposition": f"{shown}; filename*=UTF-8''{name}",
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, max-age=3600",
        "x-robots-tag": "noindex",
    }
    return Response(opened.content, media_type=file.content_type, headers=headers)
