"""Templates with their versions, what they look like for somebody, and the count of an SMS."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import Field, StrictBool

from tidings.accounts.types import Caller, Scope
from tidings.contacts.types import Person
from tidings.content import service
from tidings.content.types import PublicAddress, SmsBody, Template, WhatsAppBody
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.sms import Encoding, Reason
from tidings.kernel.words import Channel, Purpose

router = web.router("content")

_LONGEST_TEXT = 20_000
_NOBODY = UUID(int=0)
_SMS_BODY = {"text": 'Hello {{ first_name | default("there") }}, your course starts on Monday. Reply STOP to opt out.', "smart_encoding": True}
_WHATSAPP_BODY = {
    "provider_name": "welcome_back",
    "language": "en",
    "body": "Welcome back, {{1}}! We kept your place warm.",
    "parameters": ['{{ first_name | default("friend") }}'],
    "content_sid": "HXfb22af14b25304b1f567ce65232b44b0",
}

Reads = Annotated[Caller, web.needs(Scope.TEMPLATES_READ)]
Writes = Annotated[Caller, web.needs(Scope.TEMPLATES_WRITE)]
Body = Annotated[
    SmsBody | WhatsAppBody,
    Field(
        description="For SMS a text in the template language; for WhatsApp the template as the provider approved it, with a text for each variable.",
        examples=[_SMS_BODY, _WHATSAPP_BODY],
    ),
]
Locale = Annotated[str, Field(min_length=2, max_length=20, examples=["fr", "en_US"])]


class TemplateShown(web.Output):
    """A template's name tag."""

    id: UUID
    name: str
    channel: Channel
    purpose: Purpose
    default_locale: str = Field(description="Whose body people get when there is none in their language.")
    version: int = Field(description="The newest; each new body of a locale makes one.")
    created_at: datetime
    updated_at: datetime


class LocaleShown(web.Output):
    """The newest body of one locale."""

    locale: str
    version: int = Field(description="The version that brought it.")
    body: SmsBody | WhatsAppBody
    created_by: str
    created_at: datetime


class ApprovalShown(web.Output):
    """A provider's last word on the template."""

    provider: str
    provider_name: str
    status: str = Field(examples=["approved", "paused"])
    reason: str | None
    at: datetime


class TemplateWhole(TemplateShown):
    """A template with all that is in it."""

    locales: list[LocaleShown]
    variables: list[str] = Field(description="What its texts name.", examples=[["attributes.course", "first_name"]])
    approvals: list[ApprovalShown]
    not_sendable: str | None = Field(description="Why it can't be sent now; null if it can.")


class TemplateMade(web.Input):
    """A new template with its first body."""

    name: web.Line = Field(examples=["welcome_back"])
    channel: Channel
    purpose: Purpose = Purpose.MARKETING
    locale: Locale
    body: Body


class VersionMade(web.Input):
    """A new body of one locale; the other locales keep theirs."""

    locale: Locale
    body: Body


class SamplePerson(web.Input):
    """Somebody to show a template for."""

    first_name: web.Text | None = Field(default=None, examples=["Zoé"])
    last_name: web.Text | None = None
    country: web.Text | None = None
    locale: web.Text | None = Field(default=None, examples=["fr_FR"])
    lifecycle: web.Text = "lead"
    tags: list[web.Text] = Field(default_factory=list[str], max_length=100)
    attributes: dict[str, Any] = Field(default_factory=dict[str, Any], examples=[{"course": "Piano"}])
    values: dict[str, web.Text] = Field(
        default_factory=dict[str, str], max_length=50, description="What the message itself brings.", examples=[{"code": "123456"}]
    )


class SmsCountShown(web.Output):
    """What a text costs as an SMS, counted as carriers do."""

    encoding: Encoding
    characters: int = Field(description="Unicode code points.")
    units: int = Field(description="Septets (GSM-7) or UTF-16 code units (UCS-2).")
    segments: int = Field(description="The parts that carriers bill.")
    per_segment: int = Field(description="Units that fit in each part.")
    remaining: int = Field(description="Units still free in the last part.")


class PreviewShown(web.Output):
    """A template as one person would see it."""

    locale: str = Field(description="Whose body it is.")
    header: str
    text: str
    footer: str
    buttons: list[str]
    missing: list[str] = Field(description="Variables without a default that this person lacks; the message would fail.")
    sms: SmsCountShown | None


class TextToCount(web.Input):
    """A text for an SMS."""

    text: Annotated[str, Field(max_length=_LONGEST_TEXT, examples=["L\u2019été arrive !"])]
    smart: StrictBool = Field(default=False, description="Count it as it is after look-alikes have replaced what is outside GSM-7.")


class SuggestionShown(web.Output):
    """A character that makes a text dearer."""

    character: str
    name: str = Field(examples=["right single quotation mark"])
    occurrences: int
    reason: Reason
    replacement: str | None = Field(description="What to write instead; empty: leave it out; null: nothing says the same.")
    segments_saved: int = Field(description="Segments less, once this and all suggestions before it are taken.")


class SmsReportShown(web.Output):
    """What a text costs, and how it would cost less."""

    count: SmsCountShown
    suggestions: list[SuggestionShown]


@router.get("/templates", summary="List templates")
async def list_templates(
    unit: web.Work, caller: Reads, paging: web.PageQuery, channel: Annotated[Channel | None, Query()] = None
) -> web.Rows[TemplateShown]:
    """List templates by name."""
    page = await service.templates(unit, caller.organisation_id, channel=channel, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[TemplateShown.model_validate(each) for each in page.rows], next_cursor=page.next_cursor)


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


@router.post("/templates/{name}/preview", summary="Preview a template", responses=web.problems(404))
async def preview_template(
    name: str, body: SamplePerson, unit: web.Work, caller: Reads, public: Annotated[PublicAddress, web.part(PublicAddress)]
) -> PreviewShown:
    """Show a template as somebody would see it, and what would stop it. Links are as long as real ones, and lead nowhere."""
    template = await service.template_by_name(unit, caller.organisation_id, name)
    compiled = await service.compiled(unit, caller.organisation_id, template.id)
    keys = await unit.keys(caller.organisation_id)
    links = service.links_of(compiled.links, keys, public, contact_id=_NOBODY, address_id=_NOBODY, channel=template.channel)
    return PreviewShown.model_validate(compiled.preview(_person(body), {**links, **body.values}))


@router.post("/sms/count", summary="Count an SMS")
async def count_sms(body: TextToCount, caller: Reads) -> SmsReportShown:
    """Count a text as carriers do and say what would save a segment."""
    del caller
    return SmsReportShown.model_validate(service.sms_report(body.text, smart=body.smart))


async def _whole(unit: Unit, organisation_id: UUID, template: Template) -> TemplateWhole:
    bodies = await service.template_bodies(unit, organisation_id, template)
    compiled = await service.compiled(unit, organisation_id, template.id)
    return TemplateWhole(
        **TemplateShown.model_validate(template).model_dump(),
        locales=[LocaleShown.model_validate(each) for each in bodies],
        variables=list(compiled.variables),
        approvals=[ApprovalShown.model_validate(each) for each in await service.approvals(unit, organisation_id, template)],
        not_sendable=await service.sendable(unit, organisation_id, template),
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
