"""Files of enrolments and leads."""

from typing import Annotated

from fastapi import Query, Request
from pydantic import Field

from tidings.accounts.types import Caller
from tidings.education import service
from tidings.education.http.base import Writes, open_months
from tidings.education.types import Kind
from tidings.infra import web
from tidings.infra.web.frame import frame_of
from tidings.infra.web.uploads import Upload
from tidings.kernel.errors import TooLarge

enrolment_files = web.router("education", "/enrolments/import", uploads=True)
lead_files = web.router("education", "/leads/import", uploads=True)

MOST_BYTES = 10_000_000
"""Of a file in one request, which is answered when all its rows are written."""

_ENROLMENTS = "phone;course;status;since\n06 12 00 00 01;pottery-2026;active;2026-10-01\n"
_LEADS = "email;course;stage;source;owner\ncamille@example.org;pottery-2026;new;open day;front desk\n"

Creates = Annotated[bool, Query(description="Make contacts of unknown external ids, phones and emails, instead of refusing.")]


def _body(example: str) -> dict[str, object]:
    form = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary", "examples": [example]}}}
    csv = {"type": "string", "examples": [example]}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": form}, "text/csv": {"schema": csv}}}}


class WrongLineShown(web.Output):
    """A row that was left aside."""

    line: int = Field(validation_alias="place", serialization_alias="line", description="In the file; the header is 1.")
    field: str
    code: str
    reason: str
    fix: str


class FileTakenShown(web.Output):
    """What became of a file."""

    changed: int = Field(description="Rows that changed something; 0 for the same file again.")
    unchanged: int
    contacts_created: int
    refused: list[WrongLineShown]


@enrolment_files.post("", summary="Import enrolments", openapi_extra=_body(_ENROLMENTS), responses=web.problems(409))
async def import_enrolments(request: Request, caller: Writes, *, create_contacts: Creates = False) -> FileTakenShown:
    """Send a CSV file of 10 MB at most, as it is or as the part `file` of a form. The same file again changes nothing.

    Columns: one of `contact_id`, `external_id`, `phone` and `email`; `course`, `status`; `since` and `reason` if known. Bad rows are told by
    line and lose no other row.
    """
    return await _taken(request, caller, Kind.ENROLMENT, create_contacts=create_contacts)


@lead_files.post("", summary="Import leads", openapi_extra=_body(_LEADS), responses=web.problems(409))
async def import_leads(request: Request, caller: Writes, *, create_contacts: Creates = False) -> FileTakenShown:
    """Send a CSV file of 10 MB at most, as it is or as the part `file` of a form. The same file again changes nothing.

    Columns: one of `contact_id`, `external_id`, `phone` and `email`; `course`; `stage`, `source`, `owner`, `since` and `reason` if known. Bad
    rows are told by line and lose no other row.
    """
    return await _taken(request, caller, Kind.LEAD, create_contacts=create_contacts)


async def _taken(request: Request, caller: Caller, kind: Kind, *, create_contacts: bool) -> FileTakenShown:
    content = bytearray()
    async for piece in Upload(request).content():
        content += piece
        if len(content) > MOST_BYTES:
            raise TooLarge("file_too_large", f"The file is larger than {MOST_BYTES} bytes.", field="file", fix="Split it.")
    async with frame_of(request).database.unit(caller.organisation_id) as unit:
        file = await service.read_file(unit, caller.organisation_id, kind, bytes(content))
        await open_months(request, file.told)
        taken = await service.take_file(unit, caller.organisation_id, caller.actor, kind, file, create_contacts=create_contacts)
    return FileTakenShown.model_validate(taken)
