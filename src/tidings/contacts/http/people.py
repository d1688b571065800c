"""Contacts over HTTP."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from fastapi.responses import StreamingResponse

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, Scope
from tidings.contacts import service
from tidings.contacts.http.models import ContactSent, ContactShown
from tidings.contacts.service import ImportDesk
from tidings.contacts.types import Contact, Filter
from tidings.infra import web
from tidings.kernel.errors import Invalid

router = web.router("contacts", "/contacts")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]


def _wanted(
    name: Annotated[web.Text | None, Query(max_length=200, description="Beginnings of words of the name, in any order.")] = None,
    phone: Annotated[web.Text | None, Query(max_length=100, description="A whole number, in any way of writing.")] = None,
    email: Annotated[web.Text | None, Query(max_length=254, description="A whole address.")] = None,
    whatsapp_user: Annotated[web.Text | None, Query(max_length=200, description="A whole id of a WhatsApp user, as Meta writes it.")] = None,
    tag: Annotated[web.Text | None, Query(max_length=64)] = None,
    lifecycle: Annotated[web.Text | None, Query(max_length=32)] = None,
    country: Annotated[web.Text | None, Query(max_length=100)] = None,
    attribute: Annotated[
        list[web.Text] | None, Query(max_length=10, description="`name:text`; may be repeated.", examples=[["customer_tier:premium"]])
    ] = None,
) -> Filter:
    return Filter(name, phone, email, tag, lifecycle, country, dict(_pair(each) for each in attribute or ()), whatsapp_user)


Wanted = Annotated[Filter, Depends(_wanted)]


@router.get("", summary="List contacts")
async def index(unit: web.Work, caller: Reads, wanted: Wanted, page: web.PageQuery) -> web.Rows[ContactShown]:
    """List contacts that fit everything given, oldest first."""
    region = (await organisation(unit, caller.organisation_id)).region
    found = await service.list_contacts(unit, caller.organisation_id, wanted, page.cursor, page.limit, region)
    return web.Rows(items=_shown(found.rows), next_cursor=found.next_cursor)


@router.get("/count", summary="Count contacts")
async def count(unit: web.Work, caller: Reads, wanted: Wanted) -> web.Count:
    """Count contacts that fit everything given, up to 10,000; `more` says that there are more."""
    region = (await organisation(unit, caller.organisation_id)).region
    return web.Count.of(await service.count_contacts(unit, caller.organisation_id, wanted, region))


@router.get(
    "/export",
    summary="Export contacts as CSV",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "A header, then a row for each contact."}},
)
async def export(caller: Reads, wanted: Wanted, desk: Annotated[ImportDesk, web.part(ImportDesk)]) -> StreamingResponse:
    """Give all contacts that fit as a file that an import reads back. Cells that a spreadsheet would run are guarded by an apostrophe."""
    async with desk.database.unit(caller.organisation_id) as unit:
        region = (await organisation(unit, caller.organisation_id)).region
    parts = await service.export_contacts(desk.database, caller.organisation_id, caller.actor, wanted, region)
    return StreamingResponse(parts, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="contacts.csv"'})


@router.get("/{contact_id}", summary="Get a contact", responses=web.problems(404))
async def show(contact_id: UUID, unit: web.Work, caller: Reads) -> ContactShown:
    """Get a contact with its addresses."""
    return _shown([await service.contact(unit, caller.organisation_id, contact_id)])[0]


@router.post("", summary="Create a contact", status_code=201, responses=web.problems(409))
async def create(body: ContactSent, unit: web.Work, caller: Writes) -> ContactShown:
    """Make a contact. Several may share a phone or an email; an external id belongs to one."""
    region = (await organisation(unit, caller.organisation_id)).region
    return _shown([await service.create_contact(unit, caller.organisation_id, caller.actor, body.changes(), region)])[0]


@router.patch("/{contact_id}", summary="Change a contact", responses=web.problems(404, 409))
async def change(contact_id: UUID, body: ContactSent, unit: web.Work, caller: Writes) -> ContactShown:
    """Change the fields that are sent."""
    region = (await organisation(unit, caller.organisation_id)).region
    return _shown([await service.update_contact(unit, caller.organisation_id, caller.actor, contact_id, body.changes(), region)])[0]


def _pair(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon or not name:
        raise Invalid("attribute_invalid", "This is no name and value.", field="attribute", fix="Write attribute=name:value.")
    return name, value


def _shown(contacts: Sequence[Contact]) -> list[ContactShown]:
    masks = {owned.address.id: service.masked(owned.address.kind, owned.address.value) for contact in contacts for owned in contact.addresses}
    return [ContactShown.of(contact, masks) for contact in contacts]
