"""Templates with their versions, what they look like for somebody, and the count of an SMS."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from tidings.accounts.types import Caller, Scope
from tidings.contacts.types import Person
from tidings.content import service
from tidings.content.http.models import (
    ApprovalShown,
    Draft,
    DraftShown,
    FilingShown,
    LocaleShown,
    PreviewShown,
    SamplePerson,
    SmsReportShown,
    TemplateListed,
    TemplateMade,
    TemplateShown,
    TemplateWhole,
    TextToCount,
    VersionMade,
)
from tidings.content.types import PublicAddress, Standing, Template
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

router = web.router("content")

_NOBODY = UUID(int=0)

Reads = Annotated[Caller, web.needs(Scope.TEMPLATES_READ)]
Writes = Annotated[Caller, web.needs(Scope.TEMPLATES_WRITE)]
Public = Annotated[PublicAddress, web.part(PublicAddress)]


@router.get("/templates", summary="List templates")
async def list_templates(
    unit: web.Work,
    caller: Reads,
    paging: web.PageQuery,
    channel: Annotated[Channel | None, Query()] = None,
    state: Annotated[Standing, Query(description="`current` are all but archived ones; `held` are those that a provider keeps from being sent.")] = (
        Standing.CURRENT
    ),
    search: Annotated[web.Line | None, Query(description="A part of the name.")] = None,
    locale: Annotated[web.Line | None, Query(description="Only those with a body of this locale, written as it is there.")] = None,
) -> web.Rows[TemplateListed]:
    """List templates by name."""
    organisation_id = caller.organisation_id
    page = await service.templates(
        unit, organisation_id, channel=channel, standing=state, search=search, locale=locale, cursor=paging.cursor, limit=paging.limit
    )
    outlines = await service.outlines(unit, organisation_id, page.rows)
    return web.Rows(items=[TemplateListed.of(each, outlines[each.id]) for each in page.rows], next_cursor=page.next_cursor)


@router.post("/templates", status_code=201, summary="Make a template", responses=web.problems(409))
async def make_template(body: TemplateMade, unit: web.Work, caller: Writes) -> TemplateWhole:
    """Make a template, or a new version of the one with this name, channel and purpose."""
    template = await service.create_template(
        unit,
        caller.organisation_id,
        caller.actor,
        name=body.name,
        channel=body.channel,
        purpose=body.purpose,
        locale=body.locale,
        body=body.body,
    )
    return await _whole(unit, caller.organisation_id, template)


@router.post("/templates/preview", summary="Preview a draft")
async def preview_draft(body: Draft, unit: web.Work, caller: Reads, public: Public) -> DraftShown:
    """Show a body that is not kept as somebody would see it; what is wrong with it is told as it would be when it is kept."""
    compiled = service.draft(body.channel, body.locale, body.body)
    shown = await _previewed(unit, caller, public, body.channel, compiled, body.person)
    return DraftShown(**shown.model_dump(), variables=list(compiled.variables))


@router.get("/templates/{name}", summary="Get a template", responses=web.problems(404))
async def get_template(name: str, unit: web.Work, caller: Reads) -> TemplateWhole:
    """Get a template with its bodies, its variables and what providers said of it."""
    return await _whole(unit, caller.organisation_id, await service.template_by_name(unit, caller.organisation_id, name))


@router.post("/templates/{name}/versions", status_code=201, summary="Add a version", responses=web.problems(404, 409))
async def add_version(name: str, body: VersionMade, unit: web.Work, caller: Writes) -> TemplateWhole:
    """Give one locale a new body. Campaigns that run keep the version they were launched with."""
    present = await service.template_by_name(unit, caller.organisation_id, name)
    template = await service.create_template(
        unit,
        caller.organisation_id,
        caller.actor,
        name=name,
        channel=present.channel,
        purpose=present.purpose,
        locale=body.locale,
        body=body.body,
    )
    return await _whole(unit, caller.organisation_id, template)


@router.get("/templates/{name}/versions", summary="List versions", responses=web.problems(404))
async def list_versions(name: str, unit: web.Work, caller: Reads, paging: web.PageQuery) -> web.Rows[LocaleShown]:
    """List what each version brought, newest first. To go back, add the body of an earlier one as a new version."""
    template = await service.template_by_name(unit, caller.organisation_id, name)
    page = await service.versions(unit, caller.organisation_id, template, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[LocaleShown.model_validate(each) for each in page.rows], next_cursor=page.next_cursor)


@router.post("/templates/{name}/archive", summary="Archive a template", responses=web.problems(404, 409))
async def archive_template(name: str, unit: web.Work, caller: Writes) -> TemplateShown:
    """Offer a template no more. Campaigns that use it go on."""
    return TemplateShown.model_validate(await service.set_archived(unit, caller.organisation_id, caller.actor, name, archived=True))


@router.post("/templates/{name}/unarchive", summary="Bring an archived template back", responses=web.problems(404, 409))
async def unarchive_template(name: str, unit: web.Work, caller: Writes) -> TemplateShown:
    """Offer an archived template again."""
    return TemplateShown.model_validate(await service.set_archived(unit, caller.organisation_id, caller.actor, name, archived=False))


@router.put("/templates/{name}/filing/seen", summary="Note that a template's category was seen", responses=web.problems(404, 409))
async def note_filing_seen(name: str, unit: web.Work, caller: Writes) -> TemplateWhole:
    """Somebody has seen under which category a provider files it, or puts it aside: Home asks for nobody any more."""
    return await _whole(unit, caller.organisation_id, await service.see_filing(unit, caller.organisation_id, name, seen=True))


@router.delete("/templates/{name}/filing/seen", summary="Ask for a look at a template's category again", responses=web.problems(404, 409))
async def note_filing_unseen(name: str, unit: web.Work, caller: Writes) -> TemplateWhole:
    """Take back that it was seen: where it is filed otherwise than it was submitted, it stands on Home again."""
    return await _whole(unit, caller.organisation_id, await service.see_filing(unit, caller.organisation_id, name, seen=False))


@router.post("/templates/{name}/preview", summary="Preview a template", responses=web.problems(404))
async def preview_template(name: str, body: SamplePerson, unit: web.Work, caller: Reads, public: Public) -> PreviewShown:
    """Show a template as somebody would see it, and what would stop it. Links are as long as real ones, and lead nowhere."""
    template = await service.template_by_name(unit, caller.organisation_id, name)
    compiled = await service.compiled(unit, caller.organisation_id, template.id)
    return await _previewed(unit, caller, public, template.channel, compiled, body)


@router.post("/sms/count", summary="Count an SMS")
async def count_sms(body: TextToCount, caller: Reads) -> SmsReportShown:
    """Count a text as carriers do and say what would save a segment."""
    del caller
    return SmsReportShown.model_validate(service.sms_report(body.text, smart=body.smart))


async def _previewed(
    unit: Unit, caller: Caller, public: PublicAddress, channel: Channel, compiled: service.Compiled, sample: SamplePerson
) -> PreviewShown:
    keys = await unit.keys(caller.organisation_id)
    links = service.links_of(compiled.links, keys, public, contact_id=_NOBODY, address_id=_NOBODY, channel=channel)
    return PreviewShown.model_validate(compiled.preview(_person(sample), {**links, **sample.values}))


async def _whole(unit: Unit, organisation_id: UUID, template: Template) -> TemplateWhole:
    bodies = await service.template_bodies(unit, organisation_id, template)
    compiled = await service.compiled(unit, organisation_id, template.id)
    return TemplateWhole(
        **TemplateShown.model_validate(template).model_dump(),
        locales=[LocaleShown.model_validate(each) for each in bodies],
        variables=list(compiled.variables),
        approvals=[ApprovalShown.model_validate(each) for each in await service.approvals(unit, organisation_id, template)],
        not_sendable=await service.sendable(unit, organisation_id, template),
        filings=[FilingShown.model_validate(each) for each in await service.filings(unit, organisation_id, template)],
        counts_as=await service.counts_as(unit, organisation_id, template),
    )


def _person(sample: SamplePerson) -> Person:
    return Person(
        contact_id=_NOBODY,
        first_name=sample.first_name,
        last_name=sample.last_name,
        country=sample.country,
        locale=sample.locale,
        time_zone=None,
        lifecycle=sample.lifecycle,
        tags=sample.tags,
        attributes=sample.attributes,
    )
