"""Imports over HTTP."""

import csv
import io
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, cast
from uuid import UUID

import orjson
from fastapi import Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import ValidationError

from tidings.accounts.service import language_for
from tidings.accounts.types import Caller, ConsentBasis, Scope
from tidings.contacts import service
from tidings.contacts.http.models import ConsentOfFile, ImportShown, MappingNamed, MappingShown, RowErrorShown, SeenFileShown
from tidings.contacts.service import ImportDesk
from tidings.contacts.types import ImportOptions, RowError
from tidings.infra import web
from tidings.infra.web.uploads import Upload
from tidings.kernel.errors import Invalid

imports = web.router("imports", "/imports")
uploads = web.router("imports", "/imports", uploads=True)

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]
Desk = Annotated[ImportDesk, web.part(ImportDesk)]

_FILE = "Prénom;Portable;Ville\nCamille;06 12 00 00 01;Lyon\n"
_MAPPING = '{"Portable": "phone", "Ville": "attributes.city"}'
_CONSENT = '{"source": "registration form", "wording": "I agree to receive offers by SMS.", "channels": ["sms"]}'
_FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary", "examples": [_FILE]},
        "mapping": {"type": "string", "examples": [_MAPPING]},
        "consent": {"type": "string", "examples": [_CONSENT]},
    },
}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BINARY = {"type": "string", "format": "binary"}
_CSV = {"type": "string", "examples": [_FILE]}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"multipart/form-data": {"schema": _FORM}, "text/csv": {"schema": _CSV}, _WORKBOOK: {"schema": _BINARY}},
    }
}


class ErrorFormat(StrEnum):
    """How the errors are written."""

    JSON = "json"
    CSV = "csv"


@uploads.post("", summary="Import contacts from a CSV file or a workbook", status_code=202, openapi_extra=_BODY, responses=web.problems(409))
async def start(
    request: Request,
    caller: Writes,
    desk: Desk,
    dry_run: Annotated[bool, Query(description="Report the same and write no contact.")] = False,  # noqa: FBT002 - a query
    region: Annotated[web.Text | None, Query(max_length=2, description="Whose national way of writing phones; the organisation's.")] = None,
    tags: Annotated[list[web.Text] | None, Query(max_length=100, description="Put on everybody in the file.")] = None,
    lifecycle: Annotated[web.Text, Query(max_length=32, description="Of new contacts whose row names none.")] = "lead",
    sheet: Annotated[web.Text | None, Query(max_length=100, description="Of a workbook; the first that is not hidden.")] = None,
    mapping: Annotated[
        web.Text | None,
        Query(
            max_length=4_000,
            description="Fields by column, as JSON; a longer one goes in the form.",
            examples=[_MAPPING],
        ),
    ] = None,
) -> ImportShown:
    """Send the file (1 GiB at most, a workbook 128 MiB) as it is, or as the part `file` of a form, which may have the mapping too.

    Workers import it; follow its progress.

    Columns are recognised by their names in English and French when no mapping is given; a bare column of phone numbers is enough.
    The same file sent again while it is being imported is the same import; afterwards it changes nothing.

    The part `consent` of a form attests that everybody in the file agreed to marketing (JSON with `source`, `wording`, `channels` and `at`), in
    place of what the key attests. It is audited, and opens nothing that a person refused.
    """
    upload = Upload(request)
    async with desk.received(caller.organisation_id, upload.content()) as received:
        attested = _attested(upload.fields.get("consent"), caller.actor, received.at)
        report = await desk.start(
            caller,
            received,
            file_name=upload.name,
            mapping=_mapping(mapping or upload.fields.get("mapping")),
            options=ImportOptions((region or "").upper(), tuple(tags or ()), lifecycle, dry_run, sheet),
            attested=attested,
        )
    return ImportShown.of(report)


@uploads.post("/preview", summary="Look into a file", openapi_extra=_BODY, responses=web.problems(409))
async def look(
    request: Request,
    caller: Writes,
    desk: Desk,
    region: Annotated[web.Text | None, Query(max_length=2, description="Whose national way of writing phones; the organisation's.")] = None,
    sheet: Annotated[web.Text | None, Query(max_length=100, description="Of a workbook; the first that is not hidden.")] = None,
) -> SeenFileShown:
    """Say which columns a file has, what is in their first cells, and what an import would take them for. Nothing is kept.

    Of a long CSV file its beginning is enough.
    """
    upload = Upload(request)
    async with desk.received(caller.organisation_id, upload.content()) as received:
        found = await desk.look(caller, received, ImportOptions((region or "").upper(), sheet=sheet))
    return SeenFileShown.model_validate(found)


@imports.get("", summary="List imports")
async def index(unit: web.Work, caller: Reads, page: web.PageQuery) -> web.Rows[ImportShown]:
    """List imports, newest first."""
    found = await service.imports(unit, caller.organisation_id, page.cursor, page.limit)
    return web.Rows(items=[ImportShown.of(each) for each in found.rows], next_cursor=found.next_cursor)


@imports.get("/mappings", summary="List remembered mappings")
async def list_mappings(unit: web.Work, caller: Reads) -> list[MappingShown]:
    """List what the columns of earlier files were said to be, used last first: a file with the same header is read so, unless told otherwise."""
    return [MappingShown.model_validate(each) for each in await service.mappings(unit, caller.organisation_id)]


@imports.put("/mappings/{mapping_id}", summary="Name a mapping", responses=web.problems(404))
async def name_mapping(mapping_id: UUID, body: MappingNamed, unit: web.Work, caller: Writes) -> MappingShown:
    """Give a mapping a name of your own."""
    return MappingShown.model_validate(await service.name_mapping(unit, caller.organisation_id, mapping_id, body.name))


@imports.delete("/mappings/{mapping_id}", summary="Forget a mapping", status_code=204, responses=web.problems(404))
async def forget_mapping(mapping_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Read the next file with its header by its titles again."""
    await service.forget_mapping(unit, caller.organisation_id, caller.actor, mapping_id)


@imports.get("/{import_id}", summary="Follow an import", responses=web.problems(404))
async def show(import_id: UUID, unit: web.Work, caller: Reads, languages: web.Languages = None) -> ImportShown:
    """How far an import is."""
    report = await service.import_report(unit, caller.organisation_id, import_id)
    return ImportShown.of(report, await language_for(unit, caller.organisation_id, languages))


@imports.get(
    "/{import_id}/errors",
    summary="List the errors of an import",
    response_model=web.Rows[RowErrorShown],
    responses={**web.problems(404), 200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def errors(
    import_id: UUID,
    unit: web.Work,
    caller: Reads,
    desk: Desk,
    page: web.PageQuery,
    written: Annotated[ErrorFormat, Query(alias="format", description="`csv` gives all of them as a file.")] = ErrorFormat.JSON,
    languages: web.Languages = None,
) -> Response | web.Rows[RowErrorShown]:
    """List what is wrong with rows, in the order of the file."""
    found = await service.import_errors(unit, caller.organisation_id, import_id, page.cursor, page.limit)
    language = await language_for(unit, caller.organisation_id, languages)
    if written is ErrorFormat.CSV:
        name = f'attachment; filename="import-{import_id}-errors.csv"'
        lines = _errors_as_csv(desk, caller.organisation_id, import_id, language)
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})
    told = [RowErrorShown.model_validate(service.error_in(each, language)) for each in found.rows]
    return web.Rows(items=told, next_cursor=found.next_cursor)


@imports.post("/{import_id}/cancel", summary="Stop an import", responses=web.problems(404, 409))
async def cancel(import_id: UUID, unit: web.Work, caller: Writes) -> ImportShown:
    """Stop before the next batch; what is in stays in."""
    return ImportShown.of(await service.cancel_import(unit, caller.organisation_id, caller.actor, import_id))


@imports.post("/{import_id}/resume", summary="Go on with an import", status_code=202, responses=web.problems(404, 409))
async def resume(import_id: UUID, unit: web.Work, caller: Writes, desk: Desk) -> ImportShown:
    """Go on where a failed or cancelled import stopped."""
    return ImportShown.of(await desk.resume(unit, caller.organisation_id, caller.actor, import_id))


@imports.put("/{import_id}/seen", summary="Note that an import was seen", responses=web.problems(404, 409))
async def note_seen(import_id: UUID, unit: web.Work, caller: Writes) -> ImportShown:
    """Somebody has seen what came of it, or puts it aside: Home asks for nobody any more."""
    return ImportShown.of(await service.see_import(unit, caller.organisation_id, import_id, seen=True))


@imports.delete("/{import_id}/seen", summary="Ask for a look at an import again", responses=web.problems(404, 409))
async def note_unseen(import_id: UUID, unit: web.Work, caller: Writes) -> ImportShown:
    """Take back that it was seen: where it failed or left rows out, it stands on Home again."""
    return ImportShown.of(await service.see_import(unit, caller.organisation_id, import_id, seen=False))


async def _errors_as_csv(desk: ImportDesk, organisation_id: UUID, import_id: UUID, language: str) -> AsyncIterator[str]:
    yield _csv_line("line", "field", "code", "reason", "fix")
    cursor: str | None = None
    while True:
        async with desk.database.unit(organisation_id) as unit:
            page = await service.import_errors(unit, organisation_id, import_id, cursor)
        yield "".join(_error_line(service.error_in(each, language)) for each in page.rows)
        cursor = page.next_cursor
        if cursor is None:
            return


def _error_line(error: RowError) -> str:
    return _csv_line(str(error.line), error.field, error.code, error.reason, error.fix)


def _csv_line(*cells: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()


def _attested(text: str | None, actor: str, now: datetime) -> ConsentBasis | None:
    if not text:
        return None
    try:
        return ConsentOfFile.model_validate_json(text).basis(actor, now)
    except ValidationError as error:
        wrong = error.errors()[0]
        place = ".".join(str(each) for each in wrong["loc"])
        raise Invalid(
            "consent_invalid",
            f"What is attested can't be read: {wrong['msg']}.",
            field=f"consent.{place}" if place else "consent",
            fix="Send source, wording and channels.",
        ) from error


def _mapping(text: str | None) -> Mapping[str, str] | None:
    if not text:
        return None
    try:
        found: object = orjson.loads(text)
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict) or not all(isinstance(field, str) for field in cast("dict[str, Any]", found).values()):
        raise Invalid("mapping_invalid", "The mapping is no JSON object of texts.", field="mapping", fix='Send such as {"Portable": "phone"}.')
    return cast("dict[str, str]", found)
