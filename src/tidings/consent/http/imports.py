"""Consents from a file."""

from fastapi import Request
from pydantic import Field

from tidings.consent import service
from tidings.consent.http.base import Writes
from tidings.infra import web
from tidings.infra.web.frame import frame_of
from tidings.infra.web.uploads import Upload
from tidings.kernel.errors import TooLarge

uploads = web.router("consent", "/consents/import", uploads=True)

MOST_BYTES = 10_000_000
"""Of a file in one request, which is answered when all its rows are written: about 100,000 rows."""

_FILE = "address;channel;purpose;status;source;at;box\n06 12 00 00 01;sms;marketing;granted;form:spring;2026-10-01;ticked\n"
_FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary", "examples": [_FILE]}}}
_CSV = {"type": "string", "examples": [_FILE]}
_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}, "text/csv": {"schema": _CSV}}}}


class WrongRowShown(web.Output):
    """A row that was left aside."""

    line: int = Field(description="In the file; the header is 1.")
    code: str
    message: str
    fix: str | None


class ImportedShown(web.Output):
    """What became of a file."""

    recorded: int = Field(description="Rows that stand in the ledger, also those that stood there before.")
    moved: int = Field(description="States that changed; 0 for the same file again.")
    wrong: list[WrongRowShown]


@uploads.post("", summary="Import consents with their proof", openapi_extra=_BODY, responses=web.problems(409))
async def import_consents(request: Request, caller: Writes) -> ImportedShown:
    """Send a CSV file of 10 MB at most, as it is or as the part `file` of a form. Its people must be contacts already.

    Bad rows are told and lose no other row; the same file again adds nothing. Columns: `address` or `external_id`, `channel`, `purpose`,
    `status`, `source`, `at`, and if known `programme`, `wording` (or `wording_key`, `wording_version`, `wording_locale`), `box`, `url`,
    `form_id`, `ip`, `locale`, `seller`. Bring the opt-outs of a former system first, by `POST /suppressions`.
    """
    content = bytearray()
    async for piece in Upload(request).content():
        content += piece
        if len(content) > MOST_BYTES:
            raise TooLarge("file_too_large", f"The file is larger than {MOST_BYTES} bytes.", field="file", fix="Split it.")
    async with frame_of(request).database.unit(caller.organisation_id) as unit:
        imported = await service.import_file(unit, caller.organisation_id, caller.actor, bytes(content))
    return ImportedShown.model_validate(imported)
