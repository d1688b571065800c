"""Consents from a file."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Request
from pydantic import Field

from tidings.consent import service
from tidings.consent.http.base import Writes
from tidings.contacts.service import ImportDesk
from tidings.infra import web
from tidings.infra.web.frame import frame_of
from tidings.infra.web.uploads import Upload
from tidings.kernel.errors import TooLarge

uploads = web.router("consent", "/consents/import", uploads=True)

MOST_BYTES = 10_000_000
"""Of a file in one request, which is answered when all its rows are written: about 100,000 rows."""

Desk = Annotated[ImportDesk, web.part(ImportDesk)]

_FILE = "address;channel;purpose;status;source;at;box\n06 12 00 00 01;sms;marketing;granted;form:spring;2026-10-01;ticked\n"
_FORM = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary", "examples": [_FILE]}}}
_CSV = {"type": "string", "examples": [_FILE]}
_BODY = {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _FORM}, "text/csv": {"schema": _CSV}}}}


class WrongRowShown(web.Output):
    """A row that was left aside."""

    line: int = Field(description="In the file; the header is 1.")
    field: str = Field(description="The column that is wrong; `row` if it is the row as a whole.")
    code: str
    message: str
    fix: str | None


class ImportedShown(web.Output):
    """What became of a file."""

    recorded: int = Field(description="Rows that stand in the ledger, also those that stood there before.")
    moved: int = Field(description="States that changed; 0 for the same file again.")
    others: int = Field(description="People for whom refusals count beside the one of each row, because they share its address.")
    refused: int = Field(description="Rows that were left aside.")
    wrong: list[WrongRowShown] = Field(description=f"The first {service.MOST_TOLD} of those that were left aside.")


@uploads.post("", summary="Import consents with their proof", openapi_extra=_BODY, responses=web.problems(409))
async def import_consents(request: Request, caller: Writes, desk: Desk) -> ImportedShown:
    """Send a CSV file of 10 MB at most, as it is or as the part `file` of a form. Its people must be contacts already.

    A refusal of an address counts for everybody who shares it. Bad rows are told and lose no other row.
    A thousand rows are written at once: after an interruption send the same file again, which adds
    what is missing and nothing twice. Columns: `address` or `external_id`, `channel`, `purpose`,
    `status`, `source`, `at`, and if known `programme`, `wording` (or `wording_key`, `wording_version`, `wording_locale`), `box`, `url`,
    `form_id`, `ip`, `locale`, `seller`. Bring the opt-outs of a former system first, by `POST /suppressions`.
    """
    database = frame_of(request).database
    async with desk.lent(caller.organisation_id, _bounded(Upload(request).content())) as file:
        imported = await service.import_file(database, caller.organisation_id, caller.actor, file.open)
    return ImportedShown.model_validate(imported)


async def _bounded(content: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    size = 0
    async for piece in content:
        size += len(piece)
        if size > MOST_BYTES:
            raise TooLarge("file_too_large", f"The file is larger than {MOST_BYTES} bytes.", field="file", fix="Split it.")
        yield piece
